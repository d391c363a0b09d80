//! Drives the release build in real browsers.
