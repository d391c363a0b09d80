//! The app in a page of its own, on real IndexedDB: a binary apart from
//! `tests/browser.rs`, because the app listens to the whole page, its focus above
//! all, for as long as the page lives.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

#[path = "browser/app.rs"]
mod app;
#[path = "browser/diagnostic.rs"]
mod diagnostic;
#[path = "browser/encryption.rs"]
mod encryption;
#[path = "browser/erasing.rs"]
mod erasing;
#[path = "browser/folder_backups.rs"]
mod folder_backups;
#[path = "browser/folder_erasing.rs"]
mod folder_erasing;
#[path = "browser/format_1.rs"]
mod format_1;
#[path = "browser/merging.rs"]
mod merging;
#[path = "browser/privacy.rs"]
mod privacy;
#[path = "browser/raw.rs"]
mod raw;
#[path = "browser/rescue.rs"]
mod rescue;
#[path = "browser/snapshots.rs"]
mod snapshots;
#[path = "browser/tabs.rs"]
mod tabs;
#[path = "browser/unsaved.rs"]
mod unsaved;
#[path = "browser/waiting.rs"]
mod waiting;
