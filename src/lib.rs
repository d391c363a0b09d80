//! Tangga: an offline-first CRM in the browser.
//!
//! This package is the application shell. Everything in it but the interface
//! texts needs a browser, so it is compiled for wasm32 only; the engine package
//! holds all that can be computed without one.
#![recursion_limit = "256"]

pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod storage;
