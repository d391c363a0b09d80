//! After a panic nothing is saved any more. It lasts for as long as the page
//! lives, so this test has a page of its own.
#![cfg(target_arch = "wasm32")]

use tangga::storage::{self, StorageError, Store};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The page said that Tangga had stopped, while what was under way went on saving.
#[wasm_bindgen_test]
async fn a_program_that_stopped_saves_nothing() {
    let opened = Store::open("/stopped/", || {}, |_| {}).await.expect("the store opens");
    opened.store.renew_device().await.expect("stored");
    let before = opened.store.device();
    storage::stop();
    assert_eq!(opened.store.renew_device().await, Err(StorageError::Disconnected));
    assert_eq!(opened.store.wipe().await.map(drop), Err(StorageError::Disconnected));
    assert_eq!(opened.store.device(), before);
    let again = Store::open("/stopped/", || {}, |_| {}).await;
    assert_eq!(again.map(drop), Err(StorageError::Disconnected));
}
