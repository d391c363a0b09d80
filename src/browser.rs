//! Thin typed wrappers of what the browser offers. They know nothing of the domain.

pub mod blob;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod facilities;
pub mod focus;
pub mod folder;
pub mod identity;
pub mod intl;
pub mod locks;
pub mod measure;
pub mod page;
pub mod pause;
pub mod persistence;
pub mod preferences;
pub mod resize;
pub mod service_worker;
