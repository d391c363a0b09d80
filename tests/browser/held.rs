//! Connections that hold the database from whoever wants to delete it.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use tangga::storage::{StorageError, Store, recovery};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::raw::Place;

fn run(script: &str) {
    Function::new_no_args(script).call0(&JsValue::NULL).expect("the script runs");
}

/// Deletes the database; says whether another connection held it. One that is given
/// is closed then.
async fn was_held(place: Place, by: Option<web_sys::IdbDatabase>) -> bool {
    let held = Rc::new(Cell::new(false));
    let on_blocked = {
        let held = held.clone();
        move || {
            held.set(true);
            by.expect("a connection that nobody closes holds it").close();
        }
    };
    recovery::remove(&place.base, on_blocked).await.expect("it goes");
    held.get()
}

/// Whoever deleted a database that another tab held waited for ever and was told
/// nothing.
#[wasm_bindgen_test]
async fn a_deletion_that_another_tab_holds_up_is_told_and_goes_on_by_itself() {
    let place = Place::new();
    drop(place.open().await);
    assert!(was_held(Place { base: place.base.clone() }, Some(place.raw(None).await)).await);
    drop(place.open().await);
    assert!(!was_held(place, None).await, "nobody holds it");
}

/// Taking every record along left its connection open where a store could not be
/// read, and then nothing could be begun anew.
#[wasm_bindgen_test]
async fn records_that_cannot_be_taken_along_hold_nobody_up() {
    let place = Place::new();
    drop(place.open().await);
    run("window.real_keys = IDBObjectStore.prototype.getAllKeys;
        IDBObjectStore.prototype.getAllKeys = function () {
            throw new DOMException('made to fail', 'UnknownError');
        };");
    let taken = recovery::raw_export(&place.base, async |_| {}).await;
    run("IDBObjectStore.prototype.getAllKeys = window.real_keys;");
    assert_eq!(taken, Err(StorageError::Failed { name: "UnknownError".into() }));
    assert!(!was_held(place, None).await);
}

/// An opening that was answered after it had been given up left a database without
/// stores behind, which passed for a damaged one, and a connection that nobody closed.
#[wasm_bindgen_test]
async fn an_opening_that_is_answered_late_leaves_nothing_behind() {
    let place = Place::new();
    drop(place.open().await);
    // Behind a deletion that a connection holds up nobody's opening is answered.
    let holding = place.raw(None).await;
    let deleting =
        Function::new_with_args("name", "window.deleting = indexedDB.deleteDatabase(name)");
    deleting
        .call1(&JsValue::NULL, &format!("tangga:{}", place.base).into())
        .expect("the script runs");
    run("window.real_timeout = window.setTimeout;
        window.setTimeout = (ring, time) => window.real_timeout.call(window, ring, time === 30000 ? 0 : time);");
    let given_up = Store::open(&place.base, || {}, |_| {}).await.err();
    run("window.setTimeout = window.real_timeout");
    assert_eq!(given_up, Some(StorageError::Unanswered));
    holding.close();
    let again = Store::open(&place.base, || {}, |_| {}).await;
    assert!(again.is_ok_and(|again| again.wiped.is_none()), "it is made anew");
    assert!(!was_held(place, None).await);
}
