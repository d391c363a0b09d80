//! The wrappers of the browser's facilities.

use tangga::browser::locks::{self, Claim};
use tangga::browser::{clock, download, identity, pause, persistence};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_lock_is_held_until_it_is_dropped() {
    let name = format!("test-{:032x}", identity::random_u128());
    let Claim::Held(lock) = locks::try_take(&name).await else { panic!("nobody has it") };
    assert!(matches!(locks::try_take(&name).await, Claim::Busy));
    drop(lock);
    assert!(locks::wait_for(&name).await.is_some());
}

#[wasm_bindgen_test]
fn identities_differ_and_sort_by_their_time() {
    assert_ne!(identity::random_u64(), identity::random_u64());
    let (early, late) = (identity::timed_u128(1_000), identity::timed_u128(1_001));
    assert!(early < late);
    assert_eq!(early >> 80, 1_000);
    assert_ne!(identity::timed_u128(5), identity::timed_u128(5));
}

#[wasm_bindgen_test]
fn the_clock_shows_this_century() {
    let (year, month, day) = clock::today();
    assert!((2024..2200).contains(&year), "{year}");
    assert!((1..=12).contains(&month) && (1..=31).contains(&day));
    assert!(clock::now_ms() > 1_700_000_000_000);
}

#[wasm_bindgen_test]
async fn a_pause_comes_back() {
    for _ in 0..100 {
        pause::pause().await;
    }
}

#[wasm_bindgen_test]
async fn the_browser_tells_whether_it_keeps_the_data() {
    // Both browsers of these tests have a storage manager.
    assert_ne!(persistence::keeping().await, persistence::Keeping::NotTold);
    assert!(!persistence::forgets_unvisited_sites(), "neither is Safari");
}

#[wasm_bindgen_test]
fn a_file_is_named_by_what_people_wrote() {
    // Bug: every map was downloaded under the same name.
    assert_eq!(download::name("First bag: beans/milk?", "svg"), "First bag beans milk.svg");
    assert_eq!(download::name("Kopi Pagi (2026)", "png"), "Kopi Pagi (2026).png");
    assert_eq!(download::name("...", "svg"), "Tangga.svg");
}

/// A fourth backup of 134 MB within a minute failed: the bytes of each that was offered
/// were held for a minute, and the browser had no room for more.
#[wasm_bindgen_test]
fn an_offered_file_is_let_go_when_another_begins_but_not_before_it_was_read() {
    let run = |script: &str| js_sys::Function::new_no_args(script).call0(&JsValue::NULL);
    let let_go = || run("return window.let_go").expect("it runs").as_f64();
    run("window.let_go = 0;
        window.real = [URL.revokeObjectURL, HTMLAnchorElement.prototype.click, Date.now];
        URL.revokeObjectURL = () => { window.let_go += 1; };
        HTMLAnchorElement.prototype.click = () => {};")
    .expect("it runs");
    let offer = || download::save_text("a.txt", "text/plain", "a").expect("offered");
    offer();
    download::make_room();
    assert_eq!(let_go(), Some(0.0), "it may not have been read");
    run("Date.now = () => window.real[2].call(Date) + 5000").expect("it runs");
    offer();
    download::make_room();
    let after = let_go();
    run("[URL.revokeObjectURL, HTMLAnchorElement.prototype.click, Date.now] = window.real")
        .expect("it runs");
    assert_eq!(after, Some(1.0), "the former one goes, the one just offered stays");
}
