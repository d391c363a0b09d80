//! Erasing a person, proved by reading every value that lies in this origin. The
//! page and its store are those of the tests in `app.rs`.

use futures_channel::oneshot;
use js_sys::{Array, Function, Promise};
use leptos::prelude::GetUntracked;
use tangga::app::commit::CommitError;
use tangga::app::fold::fold;
use tangga::app::open::open_anew;
use tangga::app::session::{Phase, Session, new_id};
use tangga::app::work::Writing;
use tangga::app::{backup, erase, history};
use tangga::browser::clock;
use tangga::storage::{Store, recovery};
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{
    Collection, Customer, Day, DeviceId, Feedback, Interaction, Purchase, RecordId, Stamp, Value,
};
use tangga_engine::workspace::table::ForeignField;
use tangga_engine::workspace::{
    Action, Draft, Erased, ForeignCollection, ForeignRecord, Label, Table, Workspace,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::app::{Broken, added, app, run, store, store_elsewhere, until};
use super::rescue::{Offered, bring_in, click, find, replace, start_over, text as text_of};
use super::snapshots::{import_table, of_a_colleague_at, written};

/// What is told of the person and of nobody else.
const SECRETS: [&str; 12] = [
    "Zubaidah Rahasia",
    "Zubaidah Lama",
    "Warung Zubaidah",
    "628199990001",
    "zubaidah@rahasia.id",
    "Jalan Rahasia 7",
    "suka-kopi-rahasia",
    "INV-RAHASIA-9",
    "titip-rahasia",
    "komentar-rahasia",
    "telepon-rahasia",
    "tak-dikenal-rahasia",
];

/// Every value of every database, of both storages, of the caches and of the
/// private folder: where it lies, and its bytes as a text.
const EVERYTHING: &str = "
    return (async () => {
        const found = [], decoder = new TextDecoder();
        const text = (value) => typeof value === 'string' ? value
            : ArrayBuffer.isView(value) ? decoder.decode(value) : JSON.stringify(value);
        const answer = (request) => new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
        for (const { name } of await indexedDB.databases()) {
            const database = await answer(indexedDB.open(name));
            for (const store of database.objectStoreNames) {
                const read = database.transaction(store).objectStore(store);
                const values = await answer(read.getAll());
                values.forEach((value) => found.push([store, text(value)]));
            }
            database.close();
        }
        for (const [name, storage] of Object.entries({ localStorage, sessionStorage })) {
            for (let at = 0; at < storage.length; at += 1) {
                const key = storage.key(at);
                found.push([name, key + ' ' + storage.getItem(key)]);
            }
        }
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
                found.push(['cache', request.url + await (await cache.match(request)).text()]);
            }
        }
        const walk = async (folder) => {
            for await (const [name, entry] of folder.entries()) {
                if (entry.kind === 'directory') await walk(entry);
                else found.push(['folder', name + ' ' + await (await entry.getFile()).text()]);
            }
        };
        await walk(await navigator.storage.getDirectory());
        return found;
    })();";

/// In which places something of the person lies.
async fn places() -> Vec<String> {
    let read = Function::new_no_args(EVERYTHING).call0(&web_sys::window().into());
    let read: Promise = read.expect("it runs").unchecked_into();
    let found: Array = JsFuture::from(read).await.expect("all is read").unchecked_into();
    let mut places: Vec<String> = Vec::new();
    for pair in found.iter() {
        let pair: Array = pair.unchecked_into();
        let text = |at| pair.get(at).as_string().expect("a text");
        let (place, value) = (text(0), text(1));
        if SECRETS.iter().any(|secret| value.contains(secret)) && !places.contains(&place) {
            places.push(place);
        }
    }
    places.sort_unstable();
    places
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A person of whom something lies everywhere: in segments, in the log, in the
/// history with an import and a merge, and in snapshots.
async fn fill() -> RecordId {
    start_over().await.expect("begun anew");
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    let id = draft.create(&Customer {
        name: text("Zubaidah Lama"),
        company: text("Warung Zubaidah"),
        phone: text("+628199990001"),
        email: text("zubaidah@rahasia.id"),
        address: text("Jalan Rahasia 7"),
        city: text("Solo"),
        birthday: Some(Day(-4_000)),
        ..Customer::default()
    });
    draft.create(&Purchase {
        customer: Some(id),
        amount: Some(70_000),
        order_number: text("INV-RAHASIA-9"),
        note: text("titip-rahasia"),
        ..Purchase::default()
    });
    draft.create(&Interaction {
        customer: Some(id),
        note: text("telepon-rahasia"),
        ..Interaction::default()
    });
    let comment = text("komentar-rahasia");
    draft.create(&Feedback { customer: Some(id), comment, ..Feedback::default() });
    store(draft).await.expect("stored");
    // What a newer version told of the person.
    let stamp = Session.peek(Workspace::latest);
    let field = |name: &str, json: String| ForeignField { name: name.into(), json, stamp };
    let unknown = || field("nickname", "\"tak-dikenal-rahasia\"".into());
    let mut rows = Table::new(Collection::Customer);
    rows.push_empty(id, stamp);
    rows.set_foreign(0, unknown());
    let record = ForeignRecord {
        id: RecordId { number: 90, ..id },
        stamp,
        alive: true,
        alive_stamp: stamp,
        fields: vec![field("customer", format!("\"{id}\"")), unknown()],
    };
    let mut draft = Draft::new(new_id(), Label::new(Action::OpenFile));
    draft.adopt(rows);
    let records = vec![record];
    draft.adopt_foreign(vec![ForeignCollection { name: "visit".into(), fact: false, records }]);
    store(draft).await.expect("stored");
    fold().await.expect("folded");
    write(id, customer::NAME, "Zubaidah Rahasia").await.expect("stored");
    import_table("name,phone,note\nZubaidah Rahasia,08199990001,suka-kopi-rahasia\n").await;
    bring_in(of_a_colleague_at("Ani", clock::now_ms())).await;
    write(id, customer::ADDRESS, "Jalan Rahasia 70").await.expect("stored");
    id
}

async fn write(
    id: RecordId,
    field: tangga_engine::domain::FieldId,
    value: &str,
) -> Result<(), CommitError> {
    let mut draft = Draft::new(new_id(), Label::about(Action::Change, Collection::Customer, id));
    draft.set(Collection::Customer, id, field, Some(Value::Text(value.to_owned())));
    store(draft).await.map(drop)
}

async fn erase_person(id: RecordId) {
    let (tell, told) = oneshot::channel();
    erase::erase(id, |done| tell.send(done).expect("somebody waits"));
    assert_eq!(told.await.expect("an answer"), Ok(()));
}

/// Whether an erasure is marked as not finished.
async fn is_begun() -> bool {
    let opened = Store::open("/", || {}, |_| {}).await.expect("the store opens");
    opened.store.erasing().await.expect("read").is_some()
}

async fn finished() {
    while is_begun().await || Session.is_busy_now() {
        until(|| true).await;
    }
}

/// The sales, which stay.
fn check_the_rest(id: RecordId) {
    Session.peek(|workspace| {
        let row = workspace.row(Collection::Customer, id).expect("it is here");
        assert!(workspace.is_alive(Collection::Customer, row) && workspace.is_erased(row));
        let shown = workspace.find::<Customer>(id).expect("alive");
        assert_eq!(shown, Customer { city: text("Solo"), ..Customer::default() });
        let sale = workspace.rows_about(Collection::Purchase, row);
        let sale: Purchase = workspace.read(sale[0]);
        let kept = Purchase { customer: Some(id), amount: Some(70_000), ..Purchase::default() };
        assert_eq!(sale, kept);
    });
}

#[wasm_bindgen_test]
async fn nothing_of_an_erased_person_lies_anywhere_in_the_browser() {
    app().await;
    let id = fill().await;
    assert_eq!(places().await, ["folder", "history", "log", "meta", "segments"]);
    erase_person(id).await;
    assert_eq!(places().await, [""; 0]);
    assert!(!is_begun().await);
    check_the_rest(id);
    // A fresh start reads it so, too, and Undo brings nothing back.
    assert!(open_anew().await);
    check_the_rest(id);
    for _ in 0..3 {
        history::undo();
        until(|| true).await;
        until(|| !Session.is_busy_now()).await;
    }
    assert_eq!(places().await, [""; 0]);
    // A form that another tab had open is refused, and the log holds nothing of it.
    let late = write(id, customer::NAME, "Zubaidah Rahasia").await;
    assert_eq!(late, Err(CommitError::Erased));
    assert_eq!(places().await, [""; 0]);
}

/// Another tab erased somebody and was closed before it was done.
#[wasm_bindgen_test]
async fn what_another_tab_erased_goes_here_too_and_is_finished_here() {
    app().await;
    let id = fill().await;
    let mut draft = Draft::new(new_id(), Label::about(Action::Erase, Collection::Customer, id));
    draft.erase(&Session.peek(|workspace| workspace.to_erase(id)));
    store_elsewhere(draft).await;
    assert!(is_begun().await);
    run("dispatchEvent(new Event('focus'))");
    until(|| Session.peek(|workspace| !workspace.erased().is_empty())).await;
    finished().await;
    check_the_rest(id);
    assert_eq!(places().await, [""; 0]);
}

/// Makes one step of the work fail, until it is dropped.
struct Failing {
    give_back: &'static str,
}

impl Failing {
    fn new(make: &str, give_back: &'static str) -> Failing {
        run(make);
        Failing { give_back }
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        run(self.give_back);
    }
}

#[wasm_bindgen_test]
async fn an_erasure_that_is_cut_off_at_any_step_is_finished_at_the_next_opening() {
    app().await;
    for step in ["fold", "segments", "history", "folder", "mark"] {
        let id = fill().await;
        let (broken, failing) = match step {
            "fold" => (Some(Broken::new("add", "segments", "DataError")), None),
            "segments" => (Some(Broken::new("delete", "segments", "DataError")), None),
            "history" => (Some(Broken::new("put", "history", "DataError")), None),
            "folder" => {
                let make = "window.real_remove = FileSystemDirectoryHandle.prototype.removeEntry;
                    FileSystemDirectoryHandle.prototype.removeEntry = async () => {
                        throw new DOMException('made to fail', 'NoModificationAllowedError');
                    };";
                let back = "FileSystemDirectoryHandle.prototype.removeEntry = window.real_remove;";
                (None, Some(Failing::new(make, back)))
            }
            _ => {
                let make = "window.real_delete = IDBObjectStore.prototype.delete;
                    IDBObjectStore.prototype.delete = function (key) {
                        if (key === 'erasing') throw new DOMException('made to fail', 'DataError');
                        return window.real_delete.call(this, key);
                    };";
                let back = "IDBObjectStore.prototype.delete = window.real_delete;";
                (None, Some(Failing::new(make, back)))
            }
        };
        erase_person(id).await;
        assert!(is_begun().await, "{step}");
        check_the_rest(id);
        drop((broken, failing));
        assert!(open_anew().await);
        finished().await;
        assert_eq!(places().await, [""; 0], "{step}");
        check_the_rest(id);
    }
}

#[wasm_bindgen_test]
async fn a_colleagues_file_that_erases_a_person_clears_this_browser_too() {
    app().await;
    let id = fill().await;
    let mut workspace = Workspace::new();
    let people: Erased = [id].into_iter().collect();
    workspace.load_erased(&people);
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    draft.create(&Customer { name: text("Budi"), ..Customer::default() });
    let now = clock::now_ms();
    let stamp = Stamp::next(workspace.latest(), DeviceId(78), now);
    workspace.apply(&draft.into_stamped(stamp, now));
    bring_in(written(&workspace, now)).await;
    finished().await;
    assert_eq!(places().await, [""; 0]);
    check_the_rest(id);
    // Taking the file out again leaves them erased.
    history::undo();
    until(|| Session.peek(|w| w.all::<Customer>().all(|(_, c)| c.name != text("Budi")))).await;
    check_the_rest(id);
    assert_eq!(places().await, [""; 0]);
    assert!(Session.phase().get_untracked() == Phase::Ready);
    store(added("Cici").0).await.expect("the app goes on");
}

/// The browser emptied a damaged store in silence, and with it went the set of those
/// who were erased: an older backup brought them back.
#[wasm_bindgen_test]
async fn who_was_erased_stays_so_where_the_browser_lost_the_store() {
    app().await;
    let offered = Offered::new();
    for restored in [true, false] {
        let id = fill().await;
        backup::back_up(Writing::default());
        let older = offered.next().await;
        assert!(text_of(&older).await.contains("Zubaidah Rahasia"));
        until(|| !Session.is_busy_now()).await;
        erase_person(id).await;
        recovery::discard("/", || {}).await.expect("discarded");
        assert!(open_anew().await);
        let lost = Session.phase().get_untracked();
        assert!(matches!(&lost, Phase::Lost(loss) if !loss.damaged), "{lost:?}");
        if restored {
            replace(older).await;
        } else {
            // Begun with nothing, and the file is brought in later.
            click("[data-action='start-empty']").await;
            until(|| Session.phase().get_untracked() == Phase::Ready).await;
            bring_in(older).await;
        }
        check_the_rest(id);
        finished().await;
        assert_eq!(places().await, [""; 0], "{restored}");
        assert!(open_anew().await);
        check_the_rest(id);
    }
    // Who deletes everything is not remembered to have erased anybody.
    start_over().await.expect("begun anew");
    assert!(Session.peek(|workspace| workspace.erased().is_empty()));
}

/// The address of a page, gone to as by a link. The page of the tests does not say
/// where the app lies, as the app's own does.
pub(super) fn go_to(path: &str) {
    run(&format!(
        "if (!document.querySelector('base')) {{
            const base = document.createElement('base');
            base.href = '/';
            document.head.prepend(base);
        }}
        history.pushState(null, '', '{path}'); dispatchEvent(new PopStateEvent('popstate'));"
    ));
}

pub(super) async fn press(action: &str) {
    let selector = format!("[data-action='{action}']");
    until(|| find(&selector).is_some()).await;
    find(&selector).expect("it is there").unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn the_customers_page_asks_erases_and_offers_no_personal_field_any_more() {
    app().await;
    let id = fill().await;
    go_to(&format!("/customers/{id}"));
    until(|| find("h1").is_some_and(|h1| h1.text_content() == text("Zubaidah Rahasia"))).await;
    let more = "[aria-haspopup='menu'][aria-label='More actions']";
    until(|| find(more).is_some()).await;
    find(more).expect("it is there").unchecked_into::<HtmlElement>().click();
    press("erase").await;
    press("confirm-erase").await;
    until(|| find("dialog").is_none()).await;
    check_the_rest(id);
    let body = web_sys::window().and_then(|w| w.document()?.body()).expect("a page");
    until(|| {
        let page = body.text_content().unwrap_or_default();
        SECRETS.iter().all(|secret| !page.contains(secret))
    })
    .await;
    // Whoever was erased was still offered to be edited and added to.
    for deed in ["add-purchase", "add-feedback", "add-consent", "edit-profile"] {
        until(|| find(&format!("[data-action='{deed}']")).is_none()).await;
    }
    // What stays is kept without anything personal, whatever is edited of it.
    press("edit").await;
    until(|| find("dialog form").is_some()).await;
    for personal in ["note", "order_number", "comment", "wording", "answer"] {
        assert!(find(&format!("dialog [name='{personal}']")).is_none(), "{personal}");
    }
    assert_eq!(places().await, [""; 0]);
    go_to("/");
    until(|| find("dialog").is_none()).await;
}
