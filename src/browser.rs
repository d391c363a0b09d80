//! Thin typed wrappers of what the browser offers. They know nothing of the domain.

pub mod arriving;
pub mod blob;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod facilities;
pub mod focus;
pub mod folder;
pub mod fullscreen;
pub mod identity;
pub mod intl;
pub mod keyboard;
pub mod locks;
pub mod measure;
pub mod offered;
pub mod page;
pub mod pause;
pub mod persistence;
pub mod preferences;
pub mod resize;
pub mod service_worker;
pub mod sharing;
