//! Snapshots of the app's own store, in the browser's private folder. The page
//! and its store are those of the tests in `app.rs`.

use futures_channel::oneshot;
use js_sys::Array;
use leptos::prelude::GetUntracked;
use leptos::task::spawn_local;
use tangga::app::commit::{CommitError, Watch};
use tangga::app::session::{Phase, Seen, Session, new_id};
use tangga::app::snapshots::{self, Kept};
use tangga::app::{files, import};
use tangga::browser::folder::Folder;
use tangga::browser::{clock, preferences};
use tangga::storage::{Store, recovery};
use tangga::words::restore as texts;
use tangga_engine::domain::{ChangeSetId, Collection, Customer, DeviceId, Purchase, Stamp, Survey};
use tangga_engine::interchange::file::{About, Extent, Writer};
use tangga_engine::interchange::spreadsheet::Options;
use tangga_engine::interchange::upgrade::Upgrade;
use tangga_engine::workspace::{Action, Draft, Label, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

use super::app::{Paused, added, app, run, store, until};
use super::format_1::lay_down;
use super::raw::Place;
use super::rescue::{bring_in, find, start_over, text};

pub fn file(name: &str, text: &str) -> File {
    File::new_with_str_sequence(&Array::of1(&text.into()), name).expect("a file")
}

/// A workspace with one customer, as a colleague would send it.
fn of_a_colleague(name: &str) -> File {
    of_a_colleague_at(name, clock::now_ms())
}

/// The same by a colleague whose clock shows `now`.
pub fn of_a_colleague_at(name: &str, now: u64) -> File {
    let mut workspace = Workspace::new();
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    draft.create(&Customer { name: Some(name.to_owned()), ..Customer::default() });
    let stamp = Stamp::next(workspace.latest(), DeviceId(77), now);
    workspace.apply(&draft.into_stamped(stamp, now));
    written(&workspace, now)
}

/// A workspace as a colleague's file.
pub fn written(workspace: &Workspace, now: u64) -> File {
    let about = About {
        workspace_id: "colleague".to_owned(),
        device: DeviceId(77),
        device_name: "Rina".to_owned(),
        exported_at: now,
    };
    let mut writer = Writer::new(workspace, about, &Extent::default()).expect("it is written");
    let mut bytes = Vec::new();
    while let Some(part) = writer.next(workspace, 100).expect("it is written") {
        bytes.extend(part);
    }
    file("colleague.tangga.json", &String::from_utf8(bytes).expect("a text"))
}

async fn import_one(name: &str) {
    import_table(&format!("name,phone\n{name},081234567890\n")).await;
}

/// Imports a table that is written with commas.
pub async fn import_table(table: &str) {
    plan(table).await.await.expect("imported");
}

/// Plans to import a table that is written with commas; what it gives does it.
async fn plan(table: &str) -> impl Future<Output = Result<ChangeSetId, CommitError>> {
    let table = file("list.csv", table);
    let looked = import::look(table, None, &Watch::default()).await.expect("a table");
    let options = Options {
        currency: Session.peek(Workspace::currency),
        take_without_customer: false,
        take_other_names: false,
        take_erased: false,
        leave_out_repeated: Some(false),
        overwrite: false,
        survey: Survey::Nps,
    };
    let watch = Watch::default();
    let seen = Seen::now();
    let planned = import::plan(&looked, options, None, &watch).await.expect("planned");
    let currency = Session.peek(Workspace::currency);
    async move { import::confirm(&looked, seen, planned, currency, &watch).await }
}

async fn folder() -> Folder {
    let name = String::from(js_sys::encode_uri_component("tangga:/:snapshots"));
    Folder::private(&name).await.expect("both browsers have one")
}

/// The names of the snapshots, oldest first.
async fn names() -> Vec<String> {
    let mut names = folder().await.names().await.expect("a list");
    names.sort_unstable();
    names
}

fn occasions(names: &[String]) -> Vec<&str> {
    names
        .iter()
        .map(|name| name.split_once('-').and_then(|(_, rest)| rest.split_once('.')))
        .map(|parts| parts.expect("a snapshot's name").0)
        .collect()
}

#[wasm_bindgen_test]
async fn snapshots_hold_what_was_there_before_imports_and_merges_and_go_with_everything() {
    app().await;
    start_over().await.expect("begun anew");
    assert_eq!(names().await, [""; 0], "none before everything is deleted");
    bring_in(of_a_colleague("Ani")).await;
    assert_eq!(names().await, [""; 0], "there was nothing to lose");
    store(added("Budi").0).await.expect("stored");
    bring_in(of_a_colleague("Citra")).await;
    let first = names().await;
    assert_eq!(occasions(&first), ["merge"]);
    // Whoever went back to one was asked about the name of its file.
    let called = snapshots::called(&first[0]).expect("a snapshot");
    assert!(called.ends_with("(before a colleague’s file)") && !called.contains("json"));
    assert_eq!(snapshots::called("backup.tangga.json"), None);
    let held = text(&folder().await.read(&first[0]).await.expect("a file")).await;
    assert!(held.contains("Budi") && !held.contains("Citra"), "it holds what was there before");
    import_one("Dewi").await;
    import_one("Eka").await;
    assert_eq!(occasions(&names().await), ["merge", "import", "import"]);
    bring_in(of_a_colleague("Fajar")).await;
    let last = names().await;
    assert_eq!(occasions(&last), ["import", "import", "merge"], "the oldest gave way");
    assert!(!last.contains(&first[0]));
    start_over().await.expect("begun anew");
    assert_eq!(names().await, [""; 0], "they go with everything else");
}

/// The store was emptied first, and a tab that was closed then left all snapshots
/// behind a first visit's screen.
#[wasm_bindgen_test]
async fn deleting_everything_is_finished_at_the_next_opening() {
    app().await;
    start_over().await.expect("begun anew");
    store(added("Budi").0).await.expect("stored");
    import_one("Gita").await;
    assert_eq!(names().await.len(), 1);
    // What a closed tab leaves: the note of the store that it emptied.
    preferences::keep_note("deleting", "another store");
    files::finish_deleting();
    until(|| preferences::note("deleting").is_none_or(|note| note.is_empty())).await;
    assert_eq!(names().await, [""; 0]);
    start_over().await.expect("begun anew");
}

/// A snapshot that was begun while a large change was being taken in held half of it.
#[wasm_bindgen_test]
async fn a_snapshot_holds_a_change_that_is_being_taken_in_as_a_whole() {
    app().await;
    start_over().await.expect("begun anew");
    store(added("Ani").0).await.expect("stored");
    let import = plan("name\nHana\n").await;
    let mut draft = Draft::new(new_id(), Label::new(Action::Import));
    for _ in 0..2_100 {
        let customer = Some(draft.create(&Customer::default()));
        draft.create(&Purchase { customer, ..Purchase::default() });
    }
    let paused = Paused::new();
    spawn_local(async { assert!(store(draft).await.is_ok()) });
    let here = |c: Collection| Session.peek(|workspace| workspace.table(c).len());
    let half = || here(Collection::Customer) > 2_000 && here(Collection::Purchase) == 0;
    until(|| {
        let half = half();
        paused.end_after(u32::from(half));
        half
    })
    .await;
    run("window.real_place = FileSystemDirectoryHandle.prototype.getDirectoryHandle;
        FileSystemDirectoryHandle.prototype.getDirectoryHandle = async function (...given) {
            const place = await window.real_place.apply(this, given);
            document.body.dataset.placed = '';
            return place;
        };");
    let (tell, told) = oneshot::channel();
    spawn_local(async move { tell.send(import.await).expect("somebody waits") });
    until(|| {
        paused.end_after(1);
        find("[data-placed]").is_some()
    })
    .await;
    run("FileSystemDirectoryHandle.prototype.getDirectoryHandle = window.real_place;
        delete document.body.dataset.placed;");
    assert!(half(), "it is begun in the middle");
    drop(paused);
    // The import itself was planned for what was here before.
    assert_eq!(told.await, Ok(Err(CommitError::Stale)));
    let names = names().await;
    assert_eq!(occasions(&names), ["import"]);
    let held = text(&folder().await.read(&names[0]).await.expect("a file")).await;
    let counts = held.lines().next().expect("a first line");
    assert!(counts.contains("\"customer\":2101,\"purchase\":2100"), "{counts}");
    start_over().await.expect("begun anew");
}

#[wasm_bindgen_test]
async fn a_snapshot_that_cannot_be_written_is_told_and_stops_nothing() {
    app().await;
    start_over().await.expect("begun anew");
    store(added("Ani").0).await.expect("stored");
    run("window.real_writable = FileSystemFileHandle.prototype.createWritable;
        FileSystemFileHandle.prototype.createWritable = function () {
            return Promise.reject(new DOMException('made to fail', 'QuotaExceededError'));
        };");
    bring_in(of_a_colleague("Budi")).await;
    run("FileSystemFileHandle.prototype.createWritable = window.real_writable;");
    assert_eq!(Session.peek(|workspace| workspace.customers().len()), 2);
    let body = web_sys::window().and_then(|window| window.document()?.body()).expect("a body");
    until(|| body.text_content().is_some_and(|text| text.contains(texts::no_snapshot()))).await;
    assert_eq!(Session.phase().get_untracked(), Phase::Ready);
}

#[wasm_bindgen_test]
async fn a_snapshot_is_taken_before_the_store_of_an_older_version_is_rewritten() {
    app().await;
    start_over().await.expect("begun anew");
    let same: Upgrade = |_, bytes| Some(bytes.to_vec());
    let (older, newer): (&[Upgrade], &'static [Upgrade]) = (&[], Box::leak(Box::new([same])));
    let place = Place { base: "/older/".to_owned() };
    assert_eq!(snapshots::take_before_upgrade(&place.base, newer).await, Kept::NothingToLose);
    lay_down(&place).await;
    assert_eq!(snapshots::take_before_upgrade(&place.base, older).await, Kept::NothingToLose);
    assert_eq!(names().await, [""; 0]);
    assert_eq!(snapshots::take_before_upgrade(&place.base, newer).await, Kept::Taken);
    let taken = names().await;
    assert_eq!(occasions(&taken), ["upgrade"]);
    let held = text(&folder().await.read(&taken[0]).await.expect("a file")).await;
    assert!(held.contains("Warung Senja") && held.contains("Kopi Lereng"), "{held}");
    assert_eq!(recovery::format(&place.base).await, Ok(Some(1)), "nothing was written");
    drop(Store::open_upgraded(&place.base, newer, || {}, |_| {}).await.expect("opened"));
    assert_eq!(snapshots::take_before_upgrade(&place.base, newer).await, Kept::NothingToLose);
    recovery::remove(&place.base, || {}).await.expect("removed");
    start_over().await.expect("begun anew");
}
