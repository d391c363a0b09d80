//! What goes wrong in browsers, made to go wrong.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::join;
use tangga::browser::pause::pause;
use tangga::storage::{DamageKind, Segment, StorageError, Store, leaving, recovery};
use tangga_engine::interchange::head::LogKey;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, IdbDatabase, PageTransitionEvent, PageTransitionEventInit};

use super::place::{contents, entry, fill, import, import_all, plain, stage};
use super::raw::{Place, answer, writable};

#[wasm_bindgen_test]
async fn an_aborted_append_is_reported_and_leaves_nothing() {
    let place = Place::new();
    let opened = place.open().await;
    let store = &opened.store;
    // The inverse's place is taken, so its request fails and the browser
    // aborts the transaction after the entry's request has succeeded.
    let taken = js_sys::Uint8Array::from(b"taken".as_slice());
    place.put("history", &1.into(), &taken).await;
    let staged = stage(store, &[b"a"]).await;
    let bytes = entry(1, "change");
    let failed = store.append(LogKey::START, &import(&bytes, &staged)).await;
    assert_eq!(failed, Err(StorageError::Failed { name: "ConstraintError".into() }));
    assert_eq!(place.count("log").await, 0);
    assert_eq!(place.open().await.segments, []);
    assert_eq!(store.find(LogKey::START, 1).await, Ok(false));
    place.delete("history", &1.into()).await;
    assert_eq!(store.append(LogKey::START, &import(&bytes, &staged)).await, Ok(LogKey(1)));
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn an_append_without_an_answer_is_looked_up_later() {
    let place = Place::new();
    let opened = place.open().await;
    let store = &opened.store;
    let raw = place.raw(None).await;
    let release = hold(&raw, "log");
    store.set_patience(50);
    let bytes = entry(9, "change");
    let unknown = store.append(LogKey::START, &plain(&bytes)).await;
    assert_eq!(unknown, Err(StorageError::Unknown));
    release.set(true);
    store.set_patience(15_000);
    assert_eq!(store.find(LogKey::START, 9).await, Ok(false));
    assert_eq!(store.append(LogKey::START, &plain(&bytes)).await, Ok(LogKey(1)));
    assert_eq!(store.find(LogKey::START, 9).await, Ok(true));
    assert_eq!(store.find(LogKey::START, 8).await, Ok(false));
    raw.close();
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn an_append_that_is_tried_again_after_it_was_saved_is_saved_once() {
    let place = Place::new();
    let opened = place.open().await;
    let bytes = entry(9, "change");
    for _ in 0..2 {
        assert_eq!(opened.store.append(LogKey::START, &plain(&bytes)).await, Ok(LogKey(1)));
    }
    assert_eq!(place.count("log").await, 1);
    drop(opened);
    place.leave().await;
}

/// A connection that was given up as lost was never closed, and held the database
/// from whoever wanted to delete it.
#[wasm_bindgen_test]
async fn a_connection_that_was_lost_is_replaced_and_holds_nobody_up() {
    let place = Place::new();
    let opened = place.open().await;
    let lost = lose(1);
    assert_eq!(opened.store.last_key().await, Ok(LogKey::START));
    drop((opened, lost));
    place.leave().await;
}

/// Replaces a method of the browser until it is dropped.
struct Replaced {
    back: &'static str,
}

impl Replaced {
    fn new(script: &str, back: &'static str) -> Replaced {
        run(script);
        Replaced { back }
    }

    /// How often the replacement was called.
    fn calls(&self) -> u32 {
        run("return window.calls").as_f64().expect("a number") as u32
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        run(self.back);
    }
}

fn run(script: &str) -> JsValue {
    js_sys::Function::new_no_args(script).call0(&JsValue::NULL).expect("the script runs")
}

/// Loses so many connections, each as a transaction is begun on it, and counts how
/// often the database is opened. Opening once calls the browser twice.
fn lose(connections: u32) -> Replaced {
    let script = format!(
        "window.calls = 0;
        window.real = [IDBFactory.prototype.open, IDBDatabase.prototype.transaction];
        IDBFactory.prototype.open = function (...given) {{
            window.calls += 1;
            return window.real[0].apply(this, given);
        }};
        let left = {connections};
        IDBDatabase.prototype.transaction = function (...given) {{
            if (left-- > 0) throw new DOMException('made to fail', 'InvalidStateError');
            return window.real[1].apply(this, given);
        }};"
    );
    Replaced::new(
        &script,
        "[IDBFactory.prototype.open, IDBDatabase.prototype.transaction] = window.real",
    )
}

#[wasm_bindgen_test]
async fn a_connection_that_is_lost_again_and_again_is_opened_three_times_and_saves_once() {
    let place = Place::new();
    let opened = place.open().await;
    let bytes = entry(1, "change");
    let lost = lose(3);
    assert_eq!(opened.store.append(LogKey::START, &plain(&bytes)).await, Ok(LogKey(1)));
    assert_eq!(lost.calls(), 2 * 3);
    drop(lost);
    assert_eq!((place.count("log").await, place.count("history").await), (1, 1));

    let lost = lose(u32::MAX);
    assert_eq!(opened.store.last_key().await, Err(StorageError::Disconnected));
    assert_eq!(lost.calls(), 2 * 3, "no fourth time");
    drop(lost);
    assert_eq!(opened.store.last_key().await, Ok(LogKey(1)));
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn an_append_whose_completion_is_never_told_is_looked_up_and_not_repeated() {
    let place = Place::new();
    let opened = place.open().await;
    let deaf = Replaced::new(
        "window.calls = 0;
        window.real = [IDBTransaction.prototype.addEventListener, IDBObjectStore.prototype.add];
        IDBTransaction.prototype.addEventListener = function (kind, ...given) {
            if (kind !== 'complete') window.real[0].call(this, kind, ...given);
        };
        IDBObjectStore.prototype.add = function (...given) {
            if (this.name === 'log') window.calls += 1;
            return window.real[1].apply(this, given);
        };",
        "[IDBTransaction.prototype.addEventListener, IDBObjectStore.prototype.add] = window.real",
    );
    opened.store.set_patience(200);
    let bytes = entry(1, "change");
    assert_eq!(opened.store.append(LogKey::START, &plain(&bytes)).await, Ok(LogKey(1)));
    assert_eq!(deaf.calls(), 1);
    drop(deaf);
    assert_eq!(place.count("log").await, 1);
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn segments_that_were_swept_before_the_append_are_missed() {
    let place = Place::new();
    let opened = place.open().await;
    let staged = stage(&opened.store, &[b"a", b"b"]).await;
    place.delete("segments", &staged.entries()[1].key.into()).await;
    let lost = opened.store.append(LogKey::START, &import(&entry(1, ""), &staged)).await;
    assert_eq!(lost, Err(StorageError::StagedLost));
    assert_eq!(place.count("log").await, 0);
    drop((opened, staged));
    place.leave().await;
}

#[wasm_bindgen_test]
async fn damaged_and_missing_segments_are_reported_and_the_rest_is_read() {
    let place = Place::new();
    let opened = place.open().await;
    import_all(&opened.store, LogKey::START, &[b"a", b"b", b"c", b"d"]).await;
    let entries = place.open().await.segments;
    let altered = js_sys::Uint8Array::from(b"B".as_slice());
    place.put("segments", &entries[1].key.into(), &altered).await;
    place.delete("segments", &entries[2].key.into()).await;
    let mut read = Vec::new();
    let damages = opened
        .store
        .read_segments(&entries, async |batch: Vec<Segment>| read.extend(batch))
        .await
        .expect("read");
    let kinds: Vec<_> = damages.iter().map(|damage| (damage.entry.key, damage.kind)).collect();
    assert_eq!(
        kinds,
        [(entries[1].key, DamageKind::Altered), (entries[2].key, DamageKind::Missing)]
    );
    let keys: Vec<u32> = read.iter().map(|segment| segment.entry.key).collect();
    assert_eq!(keys, [entries[0].key, entries[3].key]);
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_gap_in_the_log_is_damage_and_nothing_after_it_is_read() {
    let place = Place::new();
    let opened = place.open().await;
    let mut last = LogKey::START;
    for id in 1..=3 {
        last = opened.store.append(last, &plain(&entry(id, ""))).await.expect("appended");
    }
    place.delete("log", &2.into()).await;
    assert_eq!(opened.store.tail(LogKey::START).await, Err(StorageError::Damaged));
    drop(opened);
    let again = Store::open(&place.base, || {}, |_| {}).await;
    assert_eq!(again.err(), Some(StorageError::Damaged));
    let mut records = 0;
    recovery::raw_export(&place.base, async |_| records += 1).await.expect("exported");
    assert_eq!(records, 2 + 3 + 2);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_store_that_was_emptied_is_not_taken_for_a_first_visit() {
    let place = Place::new();
    let opened = place.open().await;
    import_all(&opened.store, LogKey::START, &[b"a"]).await;
    opened.store.leave_sentinel([("customer".to_owned(), 3)], Some(5), true);
    drop(opened);
    assert_eq!(place.open().await.wiped, None);
    let raw = place.raw(None).await;
    for store in ["log", "segments", "history", "meta"] {
        answer(&writable(&raw, store).clear().expect("a request")).await;
    }
    raw.close();
    let emptied = place.open().await;
    let sentinel = emptied.wiped.expect("noticed").sentinel.expect("remembered");
    assert_eq!((sentinel.rows["customer"], sentinel.last_backup), (3, Some(5)));
    // It is said again until somebody decides.
    assert!(place.open().await.wiped.is_some());
    emptied.store.wipe().await.expect("started over");
    assert_eq!(place.open().await.wiped, None);
    drop(emptied.store);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_tab_steps_aside_for_a_newer_version_and_is_refused_after_it() {
    let place = Place::new();
    let asked = Rc::new(Cell::new(false));
    let opened = Store::open(&place.base, || {}, {
        let asked = asked.clone();
        move |_| asked.set(true)
    })
    .await
    .expect("opened");
    let newer = place.raw(Some(2)).await;
    assert!(asked.get());
    let refused = opened.store.append(LogKey::START, &plain(&entry(1, ""))).await;
    assert_eq!(refused, Err(StorageError::SteppedAside));
    let again = Store::open(&place.base, || {}, |_| {}).await;
    assert_eq!(again.err(), Some(StorageError::Newer));
    newer.close();
    drop(opened);
    place.leave().await;
}

/// A newer version took the database away from a tab in which a form was open, and
/// what was written there could not be saved any more.
#[wasm_bindgen_test]
async fn a_tab_saves_what_is_being_written_before_it_steps_aside() {
    let place = Place::new();
    let (ask, asked) = oneshot::channel();
    let ask = Cell::new(Some(ask));
    let on_step_aside = move |step| {
        let ask = ask.take().expect("it is asked once");
        ask.send(step).ok().expect("somebody waits");
    };
    let opened = Store::open(&place.base, || {}, on_step_aside).await.expect("opened");
    let newer = place.raw(Some(2));
    let save = async {
        let step = asked.await.expect("it is asked");
        let saved = opened.store.append(LogKey::START, &plain(&entry(1, ""))).await;
        assert_eq!(saved, Ok(LogKey(1)));
        drop(step);
        let refused = opened.store.append(LogKey(1), &plain(&entry(2, ""))).await;
        assert_eq!(refused, Err(StorageError::SteppedAside));
    };
    let (newer, ()) = join(newer, save).await;
    newer.close();
    assert_eq!(place.count("log").await, 1);
    drop(opened);
    place.leave().await;
}

/// A tab took the deletion of the database for a newer version, and stayed aside
/// after the data were begun anew.
#[wasm_bindgen_test]
async fn a_database_that_is_deleted_makes_nobody_step_aside() {
    let place = Place::new();
    let asked = Rc::new(Cell::new(false));
    let opened = Store::open(&place.base, || {}, {
        let asked = asked.clone();
        move |_| asked.set(true)
    })
    .await
    .expect("opened");
    recovery::remove(&place.base, || {}).await.expect("it goes");
    assert!(!asked.get());
    let refused = opened.store.append(LogKey::START, &plain(&entry(1, ""))).await;
    assert_eq!(refused, Err(StorageError::Replaced));
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_newer_format_stops_reading_and_writing() {
    let place = Place::new();
    let opened = place.open().await;
    place.put("meta", &"head".into(), &r#"{"format":2}"#.into()).await;
    let refused = opened.store.append(LogKey::START, &plain(&entry(1, ""))).await;
    assert_eq!(refused, Err(StorageError::Newer));
    drop(opened);
    let again = Store::open(&place.base, || {}, |_| {}).await;
    assert_eq!(again.err(), Some(StorageError::Newer));
    place.leave().await;
}

#[wasm_bindgen_test]
async fn data_without_a_head_are_damage_and_not_a_new_store() {
    let place = Place::new();
    let opened = place.open().await;
    import_all(&opened.store, LogKey::START, &[b"a"]).await;
    drop(opened);
    place.delete("meta", &"head".into()).await;
    let again = Store::open(&place.base, || {}, |_| {}).await;
    assert_eq!(again.err(), Some(StorageError::Damaged));
    place.leave().await;
}

#[wasm_bindgen_test]
async fn batches_far_beyond_one_request_are_read_in_order() {
    let place = Place::new();
    let opened = place.open().await;
    let mut staging = opened.store.stage().await;
    let written = (0..200u32).map(|number| number.to_le_bytes().to_vec());
    fill(&mut staging, ("customer", 1), written.clone()).await;
    let staged = staging.finish().await.expect("staged");
    opened.store.append(LogKey::START, &import(&entry(1, ""), &staged)).await.expect("appended");
    let entries = place.open().await.segments;
    let read = contents(&opened.store, &entries).await;
    assert_eq!(read, written.collect::<Vec<_>>());
    drop((opened, staged));
    place.leave().await;
}

/// A save that was cut off as the page was left was told to nobody, and the form
/// with its text was gone: the page loaded itself anew when it came back.
#[wasm_bindgen_test]
async fn a_save_that_leaving_the_page_cuts_off_is_reported_and_needs_no_reload() {
    let place = Place::new();
    let opened = place.open().await;
    let store = &opened.store;
    let interrupted = Rc::new(Cell::new(None));
    leaving::listen({
        let interrupted = interrupted.clone();
        move |reads| interrupted.set(Some(reads))
    });
    let raw = place.raw(None).await;
    let release = hold(&raw, "log");
    let bytes = entry(7, "change");
    let leave = async {
        // The append waits for the held transaction; now the page is left.
        pause().await;
        dispatch(Event::new("pagehide").expect("an event"));
        release.set(true);
    };
    let (saved, ()) = join(store.append(LogKey::START, &plain(&bytes)), leave).await;
    assert_eq!(saved, Err(StorageError::Failed { name: "AbortError".into() }));
    let back = PageTransitionEventInit::new();
    back.set_persisted(true);
    let back = PageTransitionEvent::new_with_event_init_dict("pageshow", &back);
    dispatch(back.expect("an event").into());
    assert_eq!(interrupted.get(), Some(false));
    assert_eq!(store.append(LogKey::START, &plain(&bytes)).await, Ok(LogKey(1)));
    raw.close();
    drop(opened);
    place.leave().await;
}

fn dispatch(event: Event) {
    web_sys::window().expect("a window").dispatch_event(&event).expect("dispatched");
}

type Again = Rc<RefCell<Option<Closure<dyn FnMut()>>>>;

/// Keeps a readwrite transaction on a store alive until released, by giving it
/// one request after another.
fn hold(database: &IdbDatabase, name: &str) -> Rc<Cell<bool>> {
    let release = Rc::new(Cell::new(false));
    let store = writable(database, name);
    let again: Again = Rc::default();
    let ask = {
        let (again, release) = (again.clone(), release.clone());
        move || {
            if !release.get() {
                let request = store.get(&1.into()).expect("a request");
                let again = again.borrow();
                let again = again.as_ref().map(|closure| closure.as_ref().unchecked_ref());
                request.set_onsuccess(again);
            }
        }
    };
    ask();
    again.replace(Some(Closure::new(ask.clone())));
    // The first request was asked before there was anything to call back.
    ask();
    release
}
