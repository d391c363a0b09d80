//! Thin typed wrappers of what the browser offers. They know nothing of the domain.

pub mod download;
pub mod intl;
pub mod preferences;
pub mod resize;
