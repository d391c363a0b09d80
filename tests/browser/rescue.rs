//! The app on a store that is damaged, wiped or replaced: what is said, what can
//! be saved, and how the data come back. The page and its store are those of the
//! tests in `app.rs`.

use futures_channel::oneshot;
use js_sys::{Array, JsString, Reflect};
use leptos::prelude::{GetUntracked, Owner, RwSignal};
use tangga::app::commit::{CommitError, Watch, commit_after};
use tangga::app::fold::fold;
use tangga::app::merge::{Merging, Step};
use tangga::app::open::open_anew;
use tangga::app::session::{Phase, Seen, Session};
use tangga::app::work::Writing;
use tangga::app::{backup, files, history, restore, safety};
use tangga::browser::clock;
use tangga::storage::{StorageError, Store, recovery};
use tangga_engine::domain::RecordId;
use tangga_engine::domain::schema::customer;
use tangga_engine::interchange::parked;
use tangga_engine::workspace::merge::is_ahead;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, Element, File, HtmlElement};

use super::app::{Broken, added, app, read, run, store, until};
use super::raw::Place;
use super::snapshots::of_a_colleague_at;

/// Takes what is offered as a file in place of the browser.
pub struct Offered;

impl Offered {
    pub fn new() -> Offered {
        run("window.offered = [];
            window.real_url = URL.createObjectURL;
            window.real_click = HTMLAnchorElement.prototype.click;
            URL.createObjectURL = (blob) => {
                window.offered.push(blob);
                return window.real_url.call(URL, blob);
            };
            HTMLAnchorElement.prototype.click = () => {};");
        Offered
    }

    fn list(&self) -> Array {
        let window = web_sys::window().expect("a window");
        Reflect::get(&window, &"offered".into()).expect("a list").unchecked_into()
    }

    /// Whether nothing more was offered.
    pub fn is_empty(&self) -> bool {
        self.list().length() == 0
    }

    /// The next file.
    pub async fn next(&self) -> File {
        let offered = self.list();
        until(|| offered.length() > 0).await;
        File::new_with_blob_sequence(&Array::of1(&offered.shift()), "offered.tangga.json")
            .expect("a file")
    }
}

impl Drop for Offered {
    fn drop(&mut self) {
        run("URL.createObjectURL = window.real_url;
            HTMLAnchorElement.prototype.click = window.real_click;");
    }
}

pub async fn text(blob: &Blob) -> String {
    let text = JsFuture::from(blob.text()).await.expect("readable");
    text.unchecked_into::<JsString>().into()
}

pub fn find(selector: &str) -> Option<Element> {
    let document = web_sys::window().and_then(|window| window.document()).expect("a document");
    document.query_selector(selector).expect("a selector")
}

pub async fn click(selector: &str) {
    until(|| find(selector).is_some()).await;
    find(selector).expect("it is there").unchecked_into::<HtmlElement>().click();
}

/// Deletes everything; says what the person is told.
pub async fn start_over() -> Result<(), StorageError> {
    let (tell, told) = oneshot::channel();
    files::start_over(|done| tell.send(done).expect("somebody waits"));
    told.await.expect("an answer")
}

/// Backs up; the file counts as a backup.
async fn back_up(offered: &Offered) -> File {
    let before = safety::last_backup();
    backup::back_up(Writing::default());
    let file = offered.next().await;
    until(|| safety::last_backup() > before).await;
    file
}

pub async fn replace(file: File) {
    let (tell, told) = oneshot::channel();
    let progress = RwSignal::new(None);
    restore::replace(file, progress, |done| tell.send(done).expect("somebody waits"));
    assert_eq!(told.await.expect("an answer"), Ok(()));
    until(|| Session.phase().get_untracked() == Phase::Ready).await;
}

pub async fn bring_in(file: File) {
    let owner = Owner::new_root(None);
    let merging = owner.with(Merging::new);
    merging.take(file);
    loop {
        until(|| !matches!(merging.work.step.get_untracked(), Step::Reading | Step::Comparing))
            .await;
        match merging.work.step.get_untracked() {
            Step::Asking => merging.agree(),
            Step::Ready(_) => merging.confirm(),
            Step::Storing => until(|| merging.work.step.get_untracked() != Step::Storing).await,
            Step::Opened | Step::BroughtIn(..) => return,
            other => panic!("{other:?}"),
        }
    }
}

async fn add(name: &str) -> RecordId {
    let (draft, id) = added(name);
    store(draft).await.expect("stored");
    id
}

fn name(id: RecordId) -> Option<String> {
    read(id, customer::NAME)
}

fn place() -> Place {
    Place { base: "/".to_owned() }
}

/// Undo after a replacement took back a step of data that were no longer there, and
/// what was made from those was stored.
#[wasm_bindgen_test]
async fn a_replacement_is_undone_whole_and_nothing_from_before_it_goes_on() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    let ani = add("Ani").await;
    let file = back_up(&offered).await;
    let budi = add("Budi").await;
    let seen = Seen::now();
    assert!(history::possible().0);
    replace(file).await;
    assert_eq!((name(ani).as_deref(), name(budi)), (Some("Ani"), None));
    assert_eq!(history::possible(), (false, false));
    let stale = commit_after(seen, added("Citra").0, &Watch::default()).await;
    assert_eq!(stale, Err(CommitError::Stale));
    click(".toast:last-child .button.quiet").await;
    until(|| name(budi).is_some()).await;
    assert_eq!(name(ani).as_deref(), Some("Ani"));
    assert_eq!(history::possible(), (false, false));
}

/// A file from a device whose clock ran a year ahead took this one's along when it
/// replaced everything.
#[wasm_bindgen_test]
async fn a_record_of_a_clock_that_runs_ahead_waits_where_a_file_replaces_everything() {
    app().await;
    start_over().await.expect("begun anew");
    let now = clock::now_ms();
    let a_year = 365 * 86_400_000;
    replace(of_a_colleague_at("Ani", now + a_year)).await;
    assert_eq!(Session.peek(|workspace| workspace.customers().len()), 0);
    assert_eq!(Session.peek(|workspace| parked::list(workspace, now).len()), 1);
    let budi = add("Budi").await;
    assert_eq!(name(budi).as_deref(), Some("Budi"));
    assert!(!Session.peek(|workspace| is_ahead(workspace.latest(), now)));
}

/// A store with a damaged head, a gap in its log or a store too few was answered
/// by a page that only offered to reload.
#[wasm_bindgen_test]
async fn a_store_that_does_not_open_leads_to_what_is_known_and_back_to_the_data() {
    app().await;
    let offered = Offered::new();
    for (damage, readable) in [("head", 2), ("gap", 1), ("stores", 0)] {
        start_over().await.expect("begun anew");
        let (ani, budi) = (add("Ani").await, add("Budi").await);
        let file = back_up(&offered).await;
        match damage {
            "head" => place().put("meta", &"head".into(), &"{".into()).await,
            "gap" => place().delete("log", &JsValue::from(1)).await,
            _ => {
                recovery::discard("/", || {}).await.expect("discarded");
                place().raw(Some(1)).await.close();
            }
        }
        assert!(!open_anew().await, "{damage}");
        let Phase::Lost(loss) = Session.phase().get_untracked() else { panic!("{damage}") };
        assert!(loss.damaged);
        assert!(loss.rows.contains(&("customer".to_owned(), 2)), "{loss:?}");
        assert_eq!(loss.last_backup, safety::last_backup());
        until(|| find("[data-action='start-empty']").is_some()).await;
        if readable > 0 {
            click("main.trouble [data-action='save-readable']").await;
            let saved = text(&offered.next().await.into()).await;
            assert!(saved.contains("\"scope\":\"part\""), "{damage}");
            assert!(saved.contains(&format!("\"customer\":{readable}")), "{saved}");
            assert_eq!(saved.contains("Ani"), readable == 2);
        }
        replace(file).await;
        assert_eq!((name(ani), name(budi)), (Some("Ani".to_owned()), Some("Budi".to_owned())));
        assert_eq!(Session.peek(|workspace| workspace.customers().len()), 2);
        assert_eq!(store(added("Citra").0).await.map(drop), Ok(()));
    }
}

/// What could not be opened could only be left by hand, in the browser's settings.
#[wasm_bindgen_test]
async fn who_has_nothing_to_restore_begins_anew_and_is_not_told_of_the_loss_again() {
    app().await;
    add("Ani").await;
    place().put("meta", &"manifest".into(), &"{".into()).await;
    assert!(!open_anew().await);
    click("[data-action='start-empty']").await;
    assert!(matches!(Session.phase().get_untracked(), Phase::Lost(_)), "it is asked first");
    click("[data-action='confirm-start-empty']").await;
    until(|| Session.phase().get_untracked() == Phase::Ready).await;
    assert!(Session.peek(|workspace| !files::holds_anything(workspace)));
    assert!(Store::open("/", || {}, |_| {}).await.expect("it opens").wiped.is_none());
}

/// A backup of a store with damaged parts was noted as a whole backup, and the
/// advice that was given did not bring the lost part back.
#[wasm_bindgen_test]
async fn what_can_be_read_is_no_backup_but_completes_the_last_one() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    let (ani, budi) = (add("Ani").await, add("Budi").await);
    fold().await.expect("folded");
    let file = back_up(&offered).await;
    let citra = add("Citra").await;
    let segments = Store::open("/", || {}, |_| {}).await.expect("the store opens").segments;
    let damaged = segments.iter().find(|entry| entry.collection == "customer").expect("one");
    let garbage = js_sys::Uint8Array::from(&b"garbage"[..]);
    place().put("segments", &JsValue::from(damaged.key), &garbage).await;
    assert!(open_anew().await);
    assert_eq!((Session.damaged(), name(ani), name(budi)), (1, None, None));

    let (noted, remembered) = (safety::last_backup(), recovery::remembered("/"));
    let waiting = safety::waiting();
    click(".notice [data-action='save-readable']").await;
    let readable = offered.next().await;
    until(|| !Session.is_busy_now()).await;
    assert!(text(&readable.into()).await.contains("\"scope\":\"part\""));
    assert_eq!(safety::last_backup(), noted);
    // All waits as before; the note that this file left is no change of the person's.
    assert_eq!(safety::waiting().changes, waiting.changes);
    let dewi = add("Dewi").await;
    assert_eq!(recovery::remembered("/"), remembered, "it still tells what was there");

    let file_of_all = {
        backup::back_up(Writing::default());
        offered.next().await
    };
    replace(file).await;
    assert_eq!((Session.damaged(), name(citra)), (0, None));
    bring_in(file_of_all).await;
    let names = [ani, budi, citra, dewi].map(|id| name(id).expect("it is back"));
    assert_eq!(names, ["Ani", "Budi", "Citra", "Dewi"]);
    back_up(&offered).await;
}

/// Everything was deleted, the store did not open again at once, and it was said
/// that nothing was deleted.
#[wasm_bindgen_test]
async fn who_deleted_everything_is_not_told_otherwise_when_the_store_does_not_open() {
    app().await;
    add("Ani").await;
    let broken = Broken::new("get", "meta", "UnknownError");
    assert_eq!(start_over().await, Ok(()));
    let phase = Session.phase().get_untracked();
    assert!(matches!(phase, Phase::Failed(_)), "{phase:?}");
    drop(broken);
    // Had a sentinel been left of what was deleted, this would tell of a loss.
    assert!(open_anew().await);
    assert_eq!(Session.phase().get_untracked(), Phase::Ready);
    assert!(Session.peek(|workspace| !files::holds_anything(workspace)));

    add("Budi").await;
    let broken = Broken::new("clear", "log", "UnknownError");
    assert!(start_over().await.is_err());
    drop(broken);
    assert!(Session.peek(files::holds_anything), "nothing was deleted");
    assert_eq!(Session.phase().get_untracked(), Phase::Ready);
}
