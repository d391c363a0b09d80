//! What only a browser can show: the store on real IndexedDB, and the wrappers
//! of the browser's own facilities. One binary, run headless by
//! `wasm-bindgen-test-runner` in Chromium and Firefox; `webdriver.json` says
//! how they are started. Every test has a database of its own.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

#[path = "browser/charts.rs"]
mod charts;
#[path = "browser/facilities.rs"]
mod facilities;
#[path = "browser/faults.rs"]
mod faults;
#[path = "browser/focus.rs"]
mod focus;
#[path = "browser/folder.rs"]
mod folder;
#[path = "browser/format_1.rs"]
mod format_1;
#[path = "browser/held.rs"]
mod held;
#[path = "browser/place.rs"]
mod place;
#[path = "browser/raw.rs"]
mod raw;
#[path = "browser/speed.rs"]
mod speed;
#[path = "browser/store.rs"]
mod store;
#[path = "browser/teams.rs"]
mod teams;
#[path = "browser/upgrade.rs"]
mod upgrade;
#[path = "browser/waiting.rs"]
mod waiting;
