//! Thin typed wrappers around what the browser offers.

pub mod clock;
pub mod identity;
pub mod locks;
pub mod pause;
