//! The app on a real store: what it does when the store fails it, and when another
//! tab was there first. All tests here share one store and one page.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use leptos::prelude::GetUntracked;
use tangga::app::commands;
use tangga::app::commit::{CommitError, Watch, commit};
use tangga::app::fold::fold;
use tangga::app::history;
use tangga::app::import;
use tangga::app::session::{Phase, Seen, Session, new_id};
use tangga::browser::clock;
use tangga::storage::{Append, Fold, NewSegment, StorageError, Store};
use tangga::words::fields::label;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{
    Collection, Currency, Customer, FieldId, Persona, RecordId, Stamp, Value,
};
use tangga_engine::interchange::head::{LogKey, VectorRecord};
use tangga_engine::interchange::log::{self, Remembered};
use tangga_engine::interchange::segment;
use tangga_engine::interchange::spreadsheet::Options;
use tangga_engine::interchange::spreadsheet::export::{Form, Table};
use tangga_engine::interchange::spreadsheet::workbook::package::Package;
use tangga_engine::workspace::{Action, ChangeSet, Draft, Label};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

use super::rescue::start_over;
pub(super) use super::waiting::until;

thread_local! {
    static STARTED: Cell<bool> = const { Cell::new(false) };
}

/// Starts the app once a page and waits until it is ready.
pub(super) async fn app() {
    if !STARTED.replace(true) {
        // A page that is shown looks by itself what other tabs stored; here it looks
        // when a test says so.
        hidden(true);
        // As in the product's page, so that no route changes where the store lies.
        run("document.head.appendChild(document.createElement('base')).href = '/'");
        // The app's own hook empties the page, and with it what the runner shows.
        let hook = std::panic::take_hook();
        tangga::app::start();
        std::panic::set_hook(hook);
    }
    until(|| Session.phase().get_untracked() == Phase::Ready).await;
}

/// Makes the page one that is not shown, or is again, and tells it nothing.
pub(super) fn hidden(is_so: bool) {
    run(&format!(
        "Object.defineProperty(document, 'hidden', {{ get: () => {is_so}, configurable: true }})"
    ));
}

/// Makes requests of one kind on one store fail until it is dropped.
pub(super) struct Broken {
    method: &'static str,
}

impl Broken {
    pub(super) fn new(method: &'static str, store: &str, exception: &str) -> Broken {
        run(&format!(
            "const real = IDBObjectStore.prototype.{method};
            window.real_{method} = real;
            IDBObjectStore.prototype.{method} = function (...given) {{
                if (this.name === '{store}') throw new DOMException('made to fail', '{exception}');
                return real.apply(this, given);
            }};"
        ));
        Broken { method }
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        let method = self.method;
        run(&format!("IDBObjectStore.prototype.{method} = window.real_{method};"));
    }
}

/// Keeps long work at its pauses until it is dropped.
pub(super) struct Paused;

impl Paused {
    pub(super) fn new() -> Paused {
        run("window.pauses = [];
            window.lent = !window.scheduler;
            if (window.lent) window.scheduler = {};
            window.scheduler.yield = () => new Promise((go) => window.pauses.push(go));");
        Paused
    }

    /// How many pauses there are at the moment.
    pub(super) fn count(&self) -> u32 {
        let window = web_sys::window().expect("a window");
        let pauses = js_sys::Reflect::get(&window, &"pauses".into()).expect("a list");
        js_sys::Array::from(&pauses).length()
    }

    /// Ends all pauses but the first ones.
    pub(super) fn end_after(&self, first: u32) {
        run(&format!("window.pauses.splice({first}).forEach((go) => go())"));
    }
}

impl Drop for Paused {
    fn drop(&mut self) {
        self.end_after(0);
        run("delete window.scheduler.yield; if (window.lent) delete window.scheduler;");
    }
}

pub(super) fn run(script: &str) {
    Function::new_no_args(script).call0(&web_sys::window().into()).expect("the script runs");
}

pub(super) async fn store(draft: Draft) -> Result<LogKey, CommitError> {
    commit(draft, &Watch::default()).await
}

pub(super) fn added(name: &str) -> (Draft, RecordId) {
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    let id = draft.create(&Customer { name: Some(name.to_owned()), ..Customer::default() });
    (draft, id)
}

pub(super) fn written(id: RecordId, fields: &[(FieldId, &str)]) -> Draft {
    let label = Label::about(Action::Change, Collection::Customer, id);
    let mut draft = Draft::new(new_id(), label);
    for (field, text) in fields {
        draft.set(Collection::Customer, id, *field, Some(Value::Text((*text).to_owned())));
    }
    draft
}

pub(super) fn read(id: RecordId, field: FieldId) -> Option<String> {
    Session.peek(|workspace| {
        let row = workspace.row(Collection::Customer, id)?;
        workspace.customers().text(row, field).map(str::to_owned)
    })
}

pub(super) fn is_there(id: RecordId) -> bool {
    Session.peek(|workspace| workspace.find::<Customer>(id)).is_some()
}

/// Stores a change as another tab would, of which this one has heard nothing.
pub(super) async fn store_elsewhere(draft: Draft) {
    let other = Store::open("/", || {}, |_| {}).await.expect("the store opens");
    let change_set: ChangeSet = Session.peek(|workspace| {
        let now = clock::now_ms();
        let stamp = Stamp::next(workspace.latest(), other.store.device(), now);
        draft.into_stamped(stamp, now)
    });
    let inverse = Session.peek(|workspace| workspace.inverse(&change_set));
    let append = Append {
        entry: &log::encode(&change_set, None),
        history: &Remembered::new(&change_set, inverse).encode(),
        vector: VectorRecord::new(),
        staged: None,
        lasting: false,
        erases: !change_set.erased.is_empty(),
    };
    other.store.append(other.last_key(), &append).await.expect("appended");
}

/// A fold that failed as its last segments were written forgot which rows had
/// changed; the next one emptied the log, and the changes were gone.
#[wasm_bindgen_test]
async fn what_a_failed_fold_did_not_write_is_written_by_the_next_one() {
    app().await;
    let (draft, sari) = added("Sari");
    store(draft).await.expect("stored");
    fold().await.expect("folded");
    store(written(sari, &[(customer::NAME, "Sari Dewi")])).await.expect("stored");
    let full = Broken::new("add", "segments", "QuotaExceededError");
    assert_eq!(fold().await, Err(StorageError::Quota));
    drop(full);
    // New customers would fill up Sari's segment and so write it again.
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    draft.create(&Persona { name: Some("Owner".to_owned()), ..Persona::default() });
    store(draft).await.expect("stored");
    fold().await.expect("folded");

    let opened = Store::open("/", || {}, |_| {}).await.expect("the store opens");
    assert!(opened.tail.is_empty(), "the log is folded");
    let mut names = Vec::new();
    let damages = opened
        .store
        .read_segments(&opened.segments, async |segments| {
            for segment in segments {
                let table = segment::decode(&segment.bytes).expect("a segment");
                if table.collection() == Collection::Customer {
                    let name = |row| table.text(row, customer::NAME).map(str::to_owned);
                    names.extend((0..table.len() as u32).filter_map(name));
                }
            }
        })
        .await
        .expect("read");
    assert_eq!(damages, []);
    assert!(names.contains(&"Sari Dewi".to_owned()), "{names:?}");
    assert!(!names.contains(&"Sari".to_owned()), "{names:?}");
}

/// A save without an answer was said to have failed, and saving again stored it
/// twice.
#[wasm_bindgen_test]
async fn a_save_without_an_answer_is_looked_up_before_anything_else_is_saved() {
    app().await;
    for stored_after_all in [false, true] {
        let silent =
            [("add", "log"), ("get", "log")].map(|(m, s)| Broken::new(m, s, "InvalidStateError"));
        let (draft, id) = added("Once");
        let unknown = Err(CommitError::Storage(StorageError::Unknown));
        assert_eq!(store(draft.clone()).await, unknown);
        // As long as there is no answer nothing else is stored.
        assert_eq!(store(added("Other").0).await, unknown);
        drop(silent);
        assert_eq!(read(id, customer::NAME), None);
        let again = added("Once, once more").0;
        if stored_after_all {
            store_elsewhere(draft).await;
            assert_eq!(store(again).await, Err(CommitError::EarlierStored));
            assert_eq!(read(id, customer::NAME).as_deref(), Some("Once"));
            // Undo took back the change before it, as if this one were another tab's.
            history::undo();
            until(|| !is_there(id)).await;
        } else {
            store(again).await.expect("stored");
        }
    }
    store(added("Next").0).await.expect("stored");
}

/// Undo reckoned with what this tab knew: what another tab had written since was
/// overwritten.
#[wasm_bindgen_test]
async fn undo_takes_back_what_this_tab_did_and_keeps_what_another_tab_wrote_since() {
    app().await;
    let (draft, id) = added("Budi");
    store(draft).await.expect("stored");
    let changed = [(customer::NAME, "Budi S."), (customer::CITY, "Malang")];
    store(written(id, &changed)).await.expect("stored");
    store_elsewhere(written(id, &[(customer::NAME, "Budi Santoso")])).await;
    assert_eq!(read(id, customer::NAME).as_deref(), Some("Budi S."), "not heard of yet");
    history::undo();
    until(|| read(id, customer::CITY).is_none()).await;
    assert_eq!(read(id, customer::NAME).as_deref(), Some("Budi Santoso"));
}

/// While Undo was still being prepared nothing was said to be under way, and a newer
/// version could take the page over in the middle.
#[wasm_bindgen_test]
async fn undo_is_under_way_from_its_first_moment() {
    app().await;
    let (draft, id) = added("Citra");
    store(draft).await.expect("stored");
    assert!(!Session.is_busy_now());
    history::undo();
    // It begins as soon as this gives it a turn, and waits for the store then.
    let turn = js_sys::Promise::resolve(&wasm_bindgen::JsValue::NULL);
    wasm_bindgen_futures::JsFuture::from(turn).await.expect("a turn");
    assert!(Session.is_busy_now());
    until(|| !Session.is_busy_now()).await;
    assert!(!is_there(id));
}

/// A file was planned, another tab imported the same rows, and confirming stored
/// them a second time.
#[wasm_bindgen_test]
async fn an_import_is_not_stored_over_what_its_check_has_not_seen() {
    app().await;
    let lines = js_sys::Array::of1(&"Name,Phone\nRani,081234567890\n".into());
    let file = File::new_with_str_sequence(&lines, "rani.csv").expect("a file");
    let looked = import::look(file, None, &Watch::default()).await.expect("a spreadsheet");
    let customers = || Session.peek(|workspace| workspace.count(Collection::Customer));
    let plan = async || {
        let seen = Seen::now();
        let planned = import::plan(&looked, Options::default(), None, &Watch::default()).await;
        (seen, planned.expect("a plan"))
    };
    let (seen, planned) = plan().await;
    assert_eq!(planned.counts.new_customers, 1);
    let mut elsewhere = Draft::new(new_id(), Label::new(Action::Import));
    elsewhere.create(&Customer {
        name: Some("Rani".to_owned()),
        phone: Some("+6281234567890".to_owned()),
        ..Customer::default()
    });
    store_elsewhere(elsewhere).await;
    let before = customers();
    let rupiah = Currency::default;
    let stale = import::confirm(&looked, seen, planned, rupiah(), &Watch::default()).await;
    assert_eq!(stale, Err(CommitError::Stale));
    assert_eq!(customers(), before + 1, "the other tab's alone");
    let (_, planned) = plan().await;
    assert_eq!(planned.counts.new_customers, 0, "checked again it is known");
}

#[wasm_bindgen_test]
async fn a_workbook_is_planned_like_the_text_that_it_holds() {
    app().await;
    let mut table = Table::of_customers(Form::Worksheet, Currency::default(), label);
    table.push_customer(&Customer {
        name: Some("Rina".to_owned()),
        phone: Some("+6281234567899".to_owned()),
        note: Some("=1+1\nsecond line".to_owned()),
        ..Customer::default()
    });
    table.end();
    let mut package = Package::new("Customers").expect("a workbook");
    package.feed(&table.take()).expect("a workbook");
    let bytes = js_sys::Uint8Array::from(package.finish().expect("a workbook").as_slice());
    let parts = js_sys::Array::of1(&bytes);
    let file = File::new_with_u8_array_sequence(&parts, "rina.xlsx").expect("a file");
    let looked = import::look(file, None, &Watch::default()).await.expect("a workbook");
    assert_eq!(
        looked.sheet.as_ref().map(|sheet| sheet.names.to_vec()),
        Some(vec!["Customers".to_owned()])
    );
    let seen = Seen::now();
    let planned = import::plan(&looked, Options::default(), None, &Watch::default()).await;
    let planned = planned.expect("a plan");
    assert_eq!(planned.counts.new_customers, 1);
    let rupiah = Currency::default();
    import::confirm(&looked, seen, planned, rupiah, &Watch::default()).await.expect("stored");
    let notes = Session.peek(|workspace| {
        workspace.all::<Customer>().filter_map(|(_, customer)| customer.note).collect::<Vec<_>>()
    });
    assert!(notes.contains(&"=1+1\nsecond line".to_owned()), "{notes:?}");
}

/// A fold that another tab had been quicker with read everything anew, and a plan
/// made before took other customers for those that it named by their rows.
#[wasm_bindgen_test]
async fn an_import_is_not_stored_over_rows_that_were_numbered_anew() {
    app().await;
    let (draft, wati) = added("Wati");
    store(draft).await.expect("stored");
    fold().await.expect("folded");
    // Another tab writes the same rows into other segments.
    let other = Store::open("/", || {}, |_| {}).await.expect("the store opens");
    let live: Vec<u32> = other.segments.iter().map(|entry| entry.key).collect();
    let mut parts = Vec::new();
    let read = other.store.read_segments(&other.segments, async |some| parts.extend(some));
    assert_eq!(read.await, Ok(Vec::new()));
    let mut parts = parts.into_iter().map(|part| NewSegment {
        collection: part.entry.collection,
        rows: part.entry.rows,
        bytes: part.bytes,
    });
    let mut staging = other.store.stage().await;
    let filled: Result<(), StorageError> = staging.fill(async || Ok(parts.next())).await;
    filled.expect("staged");
    let staged = staging.finish().await.expect("staged");
    let folded_to = other.last_key();
    let anew = Fold {
        folded_to,
        live: &live,
        remove: &live,
        staged: &staged,
        foreign: None,
        erased: None,
    };
    other.store.fold(&anew).await.expect("folded");
    // As long as it lives nobody else stages.
    drop(staged);

    store(written(wati, &[(customer::CITY, "Solo")])).await.expect("stored");
    let lines = js_sys::Array::of1(&"Name,City\nWati,Kudus\n".into());
    let file = File::new_with_str_sequence(&lines, "wati.csv").expect("a file");
    let looked = import::look(file, None, &Watch::default()).await.expect("a spreadsheet");
    let seen = Seen::now();
    let planned = import::plan(&looked, Options::default(), None, &Watch::default()).await;
    assert_eq!(fold().await, Err(StorageError::Moved));
    assert_eq!(Seen::now().last, seen.last, "nothing was stored");
    let planned = planned.expect("a plan");
    let watch = Watch::default();
    let stale = import::confirm(&looked, seen, planned, Currency::default(), &watch).await;
    assert_eq!(stale, Err(CommitError::Stale));
}

/// Every request succeeds, as it does over quota, and then the transaction aborts.
#[wasm_bindgen_test]
async fn what_is_aborted_after_every_request_succeeded_is_neither_shown_nor_kept() {
    app().await;
    start_over().await.expect("begun anew");
    let (draft, kept) = added("Ani");
    store(draft).await.expect("stored");
    let (draft, lost) = added("Budi");
    let mut many = Draft::new(new_id(), Label::new(Action::Import));
    for number in 0..2_500 {
        let name = Some(format!("Pelanggan {number}"));
        many.create(&Customer { name, ..Customer::default() });
    }
    // The head is what each change puts last.
    run("window.succeeded = 0;
        window.real_put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...given) {
            const request = window.real_put.apply(this, given);
            if (given[1] === 'head') request.addEventListener('success', () => {
                if (![...this.transaction.objectStoreNames].includes('log')) return;
                window.succeeded += 1;
                this.transaction.abort();
            });
            return request;
        };");
    let before = Seen::now();
    for draft in [draft, many] {
        let aborted = StorageError::Failed { name: "AbortError".to_owned() };
        assert_eq!(store(draft).await, Err(CommitError::Storage(aborted)));
        assert_eq!(Seen::now(), before);
        assert_eq!(Session.peek(|workspace| workspace.count(Collection::Customer)), 1);
    }
    let body = web_sys::window().and_then(|window| window.document()?.body()).expect("a body");
    let aborts = js_sys::Reflect::get(&web_sys::window().expect("one"), &"succeeded".into());
    assert_eq!(aborts.expect("a number"), 2);
    run("IDBObjectStore.prototype.put = window.real_put;");
    assert!(!body.text_content().expect("a text").contains("Pelanggan"));
    assert!(!is_there(lost));
    let again = Store::open("/", || {}, |_| {}).await.expect("the store opens");
    assert_eq!((again.tail.len(), again.segments.len()), (1, 0));
    store(added("Citra").0).await.expect("stored");
    assert!(is_there(kept));
}

/// A form on a record that another tab had deleted said "changed" and closed.
#[wasm_bindgen_test]
async fn a_record_that_is_gone_is_not_changed_and_its_form_stays() {
    app().await;
    let (draft, id) = added("Joko");
    store(draft).await.expect("stored");
    let mut gone = Draft::new(new_id(), Label::about(Action::Delete, Collection::Customer, id));
    gone.delete(Collection::Customer, id);
    store(gone).await.expect("stored");
    let opened = Customer { name: Some("Joko".to_owned()), ..Customer::default() };
    let typed = Customer { city: Some("Tegal".to_owned()), ..opened.clone() };
    let last = Seen::now();
    let told = Rc::new(Cell::new(None));
    let tell = told.clone();
    commands::change(id, &opened, &typed, move |stored| tell.set(Some(stored)));
    until(|| told.get().is_some()).await;
    assert_eq!((told.get(), Seen::now()), (Some(false), last));
}
