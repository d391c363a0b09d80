//! Several tabs: what another one stores is seen in time, whatever it did to the
//! store, and what is being written here stays.

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo::events::EventListener;
use leptos::prelude::GetUntracked;
use leptos::task::spawn_local;
use tangga::app::commit::{CommitError, Watch, commit};
use tangga::app::session::{Phase, Session, new_id};
use tangga::storage::{Fold, NewSegment, StorageError, Store};
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, Customer};
use tangga_engine::interchange::{log, segment};
use tangga_engine::workspace::{Action, Draft, Label, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use super::app::{
    Paused, added, app, hidden, is_there, read, run, store, store_elsewhere, until, written,
};
use super::erasing::{go_to, press};
use super::rescue::{click, find};

/// Folds as another tab would, of which this one has heard nothing.
async fn fold_elsewhere() {
    let other = Store::open("/", || {}, |_| {}).await.expect("the store opens");
    let mut workspace = Workspace::new();
    let load = async |parts: Vec<tangga::storage::Segment>| {
        parts.iter().for_each(|part| workspace.load(segment::decode(&part.bytes).expect("rows")));
    };
    assert_eq!(other.store.read_segments(&other.segments, load).await, Ok(Vec::new()));
    for entry in &other.tail {
        workspace.apply(&log::decode(&entry.bytes).expect("an entry"));
    }
    let mut tables = Collection::ALL.iter().map(|c| workspace.table(*c)).filter(|t| !t.is_empty());
    let mut staging = other.store.stage().await;
    let filled: Result<(), StorageError> = staging
        .fill(async || {
            Ok(tables.next().map(|table| NewSegment {
                collection: table.collection().name().to_owned(),
                rows: table.len() as u32,
                bytes: segment::encode(table),
            }))
        })
        .await;
    filled.expect("staged");
    let staged = staging.finish().await.expect("staged");
    let live: Vec<u32> = other.segments.iter().map(|entry| entry.key).collect();
    let fold = Fold {
        folded_to: other.last_key(),
        live: &live,
        remove: &live,
        staged: &staged,
        foreign: other.foreign.as_deref(),
        erased: other.erased.as_deref(),
    };
    other.store.fold(&fold).await.expect("folded");
}

fn path() -> String {
    web_sys::window().and_then(|window| window.location().pathname().ok()).expect("a path")
}

fn now() -> f64 {
    js_sys::Date::now()
}

/// Shows the page, or hides it, and says so to it.
fn show(shown: bool) {
    hidden(!shown);
    run("document.dispatchEvent(new Event('visibilitychange'))");
}

/// A button on the page.
fn button() -> HtmlElement {
    let document = web_sys::window().and_then(|window| window.document()).expect("a document");
    let button = document.create_element("button").expect("a button");
    document.body().expect("a body").append_child(&button).expect("appended");
    button.unchecked_into()
}

/// A window beside another saw what that one stored only if the browser carried
/// the message from tab to tab.
#[wasm_bindgen_test]
async fn a_page_that_is_shown_sees_within_two_seconds_what_another_stores() {
    app().await;
    let (draft, id) = added("Dewi");
    hidden(false);
    store_elsewhere(draft).await;
    let stored = now();
    until(|| is_there(id)).await;
    let took = now() - stored;
    hidden(true);
    assert!(took < 2_000.0, "{took} ms");
}

/// Whoever came back to a tab could click on what another tab had changed.
#[wasm_bindgen_test]
async fn a_page_that_comes_back_takes_no_click_before_it_has_looked() {
    app().await;
    let button = button();
    let clicks = Rc::new(Cell::new(0));
    let _counting = EventListener::new(&button, "click", {
        let clicks = clicks.clone();
        move |_| clicks.set(clicks.get() + 1)
    });
    button.click();
    assert_eq!(clicks.get(), 1);

    show(false);
    let (draft, id) = added("Eka");
    store_elsewhere(draft).await;
    show(true);
    button.click();
    assert!(!is_there(id), "it has not looked yet");
    assert_eq!(clicks.get(), 1);
    until(|| {
        button.click();
        clicks.get() > 1
    })
    .await;
    assert!(is_there(id));
    hidden(true);
    button.remove();
}

/// A page that came back while it stored an import took no click until that was done,
/// not even one on Stop.
#[wasm_bindgen_test]
async fn a_page_that_comes_back_while_it_stores_can_be_told_to_stop() {
    app().await;
    let mut draft = Draft::new(new_id(), Label::new(Action::Import));
    for _ in 0..30_000 {
        draft.create(&Customer::default());
    }
    let watch = Watch::default();
    let button = button();
    let clicks = Rc::new(Cell::new(0));
    let _stopping = EventListener::new(&button, "click", {
        let (watch, clicks) = (watch.clone(), clicks.clone());
        move |_| {
            clicks.set(clicks.get() + 1);
            watch.stop();
        }
    });
    let paused = Paused::new();
    let (tell, told) = oneshot::channel();
    spawn_local(async move { tell.send(commit(draft, &watch).await).expect("somebody waits") });
    until(|| paused.count() > 0).await;
    show(false);
    show(true);
    button.click();
    drop(paused);
    assert_eq!(told.await, Ok(Err(CommitError::Stopped)));
    // Then it looks, and takes all input again.
    until(|| {
        button.click();
        clicks.get() > 1
    })
    .await;
    hidden(true);
    button.remove();
}

/// A tab that had been idle while others wrote and compacted built its pages anew
/// when it read the store again, and what was being written in a form was lost.
#[wasm_bindgen_test]
async fn a_tab_that_lagged_behind_a_compaction_keeps_what_is_being_written() {
    app().await;
    let (draft, id) = added("Fitri");
    store(draft).await.expect("stored");
    click("a[href$=\"/customers\"]").await;
    click("[data-action=\"add-customer\"]").await;
    let name = "input[name=\"name\"]";
    until(|| find(name).is_some()).await;
    let field = || find(name).expect("the form").unchecked_into::<HtmlInputElement>();
    field().set_value("Gita");
    run("document.querySelector('input[name=\"name\"]')
        .dispatchEvent(new Event('input', { bubbles: true }))");

    store_elsewhere(written(id, &[(customer::CITY, "Kediri")])).await;
    fold_elsewhere().await;
    assert_eq!(read(id, customer::CITY), None, "not heard of yet");
    show(true);
    until(|| read(id, customer::CITY).is_some()).await;
    hidden(true);
    assert_eq!(Session.phase().get_untracked(), Phase::Ready);
    assert_eq!(path(), "/customers");
    assert_eq!(field().value(), "Gita");
    // Each wrote another field of one customer; both stay.
    store(written(id, &[(customer::COMPANY, "Fitri Jaya")])).await.expect("stored");
    assert_eq!(read(id, customer::CITY).as_deref(), Some("Kediri"));
    assert_eq!(read(id, customer::COMPANY).as_deref(), Some("Fitri Jaya"));
    click("[data-action=\"cancel\"]").await;
    until(|| find(name).is_none()).await;
    // The tests that follow begin where the app began.
    click("a[href=\"/\"]").await;
    until(|| path() == "/").await;
}

/// What another tab wrote into a field that stood open in a form was overwritten
/// without a word; and the history then told neither of the two values.
#[wasm_bindgen_test]
async fn a_form_says_what_was_changed_elsewhere_and_the_history_what_it_was() {
    app().await;
    let (draft, id) = added("Hana");
    store(draft).await.expect("stored");
    go_to(&format!("/customers/{id}"));
    press("edit").await;
    let city = "dialog input[name=\"city\"]";
    until(|| find(city).is_some()).await;
    let field: HtmlInputElement = find(city).expect("the form").unchecked_into();
    field.set_value("Blitar");
    run("document.querySelector('dialog input[name=\"city\"]')
        .dispatchEvent(new Event('input', { bubbles: true }))");
    let text = |selector: &str| find(selector).and_then(|found| found.text_content());
    let said =
        |selector: &str, words: &str| text(selector).is_some_and(|text| text.contains(words));
    assert!(!said("dialog", "changed elsewhere"));
    store_elsewhere(written(id, &[(customer::CITY, "Kediri")])).await;
    show(true);
    until(|| said("dialog", "changed elsewhere") && said("dialog", "City: Kediri")).await;
    hidden(true);
    press("save").await;
    until(|| find("dialog").is_none()).await;
    assert_eq!(read(id, customer::CITY).as_deref(), Some("Blitar"));

    store(written(id, &[(customer::NAME, "Hana Putri")])).await.expect("stored");
    go_to("/data");
    until(|| said(".history", "Name: Hana → Hana Putri")).await;
    // By the name of that time.
    until(|| said(".history", "Customer changed: HanaCity: Kediri → Blitar")).await;
    go_to("/");
    until(|| find(".history").is_none()).await;
}
