//! Thin typed wrappers around what the browser offers.

pub mod clock;
pub mod download;
pub mod identity;
pub mod intl;
pub mod locks;
pub mod pause;
pub mod preferences;
pub mod resize;
pub mod service_worker;
