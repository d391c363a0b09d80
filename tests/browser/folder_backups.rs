//! Rolling backups in a folder. A private folder of the browser stands for the
//! chosen one: both are the same kind of value, which IndexedDB keeps. The page and
//! its store are those of the tests in `app.rs`.

use futures_channel::oneshot;
use leptos::prelude::{GetUntracked, Owner, RwSignal, WithUntracked};
use tangga::app::encryption::{self, Passphrase};
use tangga::app::folder_backups::{self, Standing, Trouble};
use tangga::app::restore::{self, Concerns, Looked};
use tangga::app::session::Session;
use tangga::app::{files, safety};
use tangga::browser::folder::Folder;
use tangga::browser::{clock, locks, preferences};
use tangga::storage::chosen_folder;
use tangga_engine::domain::{Collection, Export, ExportKind};
use tangga_engine::interchange::file::{Extent, Records};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, File};

use super::app::{added, app, run, store, until};
use super::rescue::{Offered, bring_in, start_over, text};
use super::snapshots::of_a_colleague_at;

/// The note of when the last backup was made, and up to which change.
const LAST: &str = "folder-backup";

/// A name as backups have one, of another workspace.
pub(super) const STRANGE: &str = "Tangga 2020-01-01 1577836800000 strange1.tangga.json";

/// An empty store, and a chosen folder that holds a file of somebody else and a
/// backup of another workspace. The browser's own window for choosing cannot be used
/// here.
pub(super) async fn choose() -> Folder {
    app().await;
    start_over().await.expect("begun anew");
    let folder = Folder::private("chosen").await.expect("both browsers have one");
    for name in folder.names().await.expect("a list") {
        folder.remove(&name).await.expect("removed");
    }
    let strange = Blob::new_with_str_sequence(&js_sys::Array::of1(&"strange".into()));
    let strange = strange.expect("a blob");
    folder.write("invoice.pdf", &strange).await.expect("written");
    folder.write(STRANGE, &strange).await.expect("written");
    pick("chosen");
    folder_backups::choose();
    until(|| is_ready() && !Session.is_busy_now()).await;
    folder
}

/// Lets the person pick the private folder of this name when they are asked.
pub(super) fn pick(name: &str) {
    run(&format!(
        "window.showDirectoryPicker = async () => {{
            const root = await navigator.storage.getDirectory();
            return root.getDirectoryHandle('{name}', {{ create: true }});
        }};"
    ));
}

/// An empty folder beside the chosen one.
pub(super) async fn other() -> Folder {
    let folder = Folder::private("other").await.expect("both browsers have one");
    for name in folder.names().await.expect("a list") {
        folder.remove(&name).await.expect("removed");
    }
    folder
}

/// Whether any of a folder's own backups tells of this.
pub(super) async fn tells(folder: &Folder, of: &str) -> bool {
    for name in own(folder).await {
        if text(&folder.read(&name).await.expect("a file")).await.contains(of) {
            return true;
        }
    }
    false
}

pub(super) fn page() -> String {
    let body = web_sys::window().and_then(|window| window.document()?.body());
    body.and_then(|body| body.text_content()).unwrap_or_default()
}

pub(super) fn is_ready() -> bool {
    folder_backups::standing() == Standing::Ready("chosen".to_owned())
}

/// The backups of this workspace, oldest first.
pub(super) async fn own(folder: &Folder) -> Vec<String> {
    let mut names = folder.names().await.expect("a list");
    names.retain(|name| name.starts_with("Tangga 20") && name != STRANGE);
    names.sort_unstable();
    names
}

pub(super) async fn add(name: &str) {
    store(added(name).0).await.expect("stored");
}

/// Makes the last backup look long ago.
pub(super) fn make_old() {
    let note = preferences::note(LAST).unwrap_or_default();
    let rest = note.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    preferences::keep_note(LAST, &format!("0 {rest}"));
}

/// Leaves the page after a change, and waits for the backup.
pub(super) async fn leave(folder: &Folder) -> String {
    let before = own(folder).await;
    folder_backups::keep_up(true);
    until(|| safety::waiting().changes == 0).await;
    until(|| !Session.is_busy_now()).await;
    let mut now = own(folder).await;
    assert!(now.last() > before.last(), "a new one");
    now.pop().expect("one")
}

#[wasm_bindgen_test]
async fn the_folder_receives_checked_backups_and_the_oldest_give_way() {
    let folder = choose().await;
    assert_eq!(own(&folder).await, [""; 0], "there is nothing to back up");
    add("Ani").await;
    let first = leave(&folder).await;
    assert!(text(&folder.read(&first).await.expect("a file")).await.contains("Ani"));
    assert!(safety::last_backup().is_some(), "it counts as a backup");

    add("Budi").await;
    folder_backups::keep_up(true);
    until(|| !Session.is_busy_now()).await;
    assert_eq!(own(&folder).await.len(), 1, "the last one is of this minute");
    for name in ["Citra", "Dewi", "Eka"] {
        add(name).await;
        make_old();
        leave(&folder).await;
    }
    make_old();
    folder_backups::keep_up(true);
    until(|| !Session.is_busy_now()).await;
    let left = own(&folder).await;
    assert_eq!(left.len(), 3, "without a change none is made");
    assert!(!left.contains(&first), "the oldest gave way");
    let newest = folder.read(&left[2]).await.expect("a file");
    assert!(text(&newest).await.contains("Eka"));
    let names = folder.names().await.expect("a list");
    assert!(names.contains(&"invoice.pdf".to_owned()) && names.contains(&STRANGE.to_owned()));
}

#[wasm_bindgen_test]
async fn a_lost_workspace_comes_back_from_the_folder_which_is_chosen_again() {
    let folder = choose().await;
    add("Ani").await;
    leave(&folder).await;
    // As after a reload: the browser remembers the folder.
    folder_backups::find_out();
    until(is_ready).await;

    start_over().await.expect("begun anew");
    assert_eq!(folder_backups::standing(), Standing::None);
    assert_eq!(own(&folder).await.len(), 1, "it stays in the folder");
    folder_backups::choose();
    until(is_ready).await;
    let owner = Owner::new_root(None);
    let listed = owner.with(|| RwSignal::new_local(Vec::new()));
    owner.with(|| folder_backups::list(listed));
    until(|| listed.with_untracked(|found| found.len() == 2)).await;
    let found = listed.get_untracked();
    assert!(found[1].head.is_none(), "the strange one, which is older");
    let counts = &found[0].head.as_ref().expect("a head").counts;
    assert_eq!(counts["customer"], 1);
    bring_in(found[0].file.clone()).await;
    assert_eq!(Session.peek(|workspace| workspace.count(Collection::Customer)), 1);
}

#[wasm_bindgen_test]
async fn a_backup_that_fails_is_said_once_and_the_earlier_ones_stay() {
    let folder = choose().await;
    add("Ani").await;
    let first = leave(&folder).await;
    let failing = async |trouble: Trouble| {
        add("Budi").await;
        make_old();
        folder_backups::keep_up(true);
        let failing = Standing::Failing("chosen".to_owned(), trouble);
        until(|| folder_backups::standing() == failing).await;
        until(|| page().contains(&folder_backups::failing("chosen", trouble))).await;
        assert!(safety::waiting().changes > 0, "it is no backup");
    };
    fill_up();
    failing(Trouble::Full).await;
    free();
    // A fault between the browser and the disk.
    run("window.real_file = FileSystemFileHandle.prototype.getFile;
        FileSystemFileHandle.prototype.getFile = async function () {
            const file = await window.real_file.call(this);
            const text = await file.text();
            return new File([text.replace('Ani', 'Ana')], file.name);
        };");
    failing(Trouble::Differs).await;
    run("FileSystemFileHandle.prototype.getFile = window.real_file;");
    assert_eq!(
        own(&folder).await,
        std::slice::from_ref(&first),
        "what was written does not pass for one"
    );
    let second = leave(&folder).await;
    assert!(second > first);
    until(is_ready).await;
}

#[wasm_bindgen_test]
async fn a_folder_that_wants_to_be_allowed_again_waits_for_the_person() {
    let folder = choose().await;
    ask_again();
    folder_backups::find_out();
    until(|| folder_backups::standing() == Standing::Asleep("chosen".to_owned())).await;
    add("Ani").await;
    folder_backups::keep_up(true);
    until(|| !Session.is_busy_now()).await;
    assert_eq!(own(&folder).await, [""; 0]);
    folder_backups::allow();
    until(is_ready).await;
    ask_no_more();
    leave(&folder).await;
}

/// Lets the browser ask the person again, who then allows it.
pub(super) fn ask_again() {
    run("FileSystemDirectoryHandle.prototype.queryPermission = async () => window.answer;
        FileSystemDirectoryHandle.prototype.requestPermission = async () => {
            window.answer = 'granted';
            return window.answer;
        };
        window.answer = 'prompt';");
}

pub(super) fn ask_no_more() {
    run("delete FileSystemDirectoryHandle.prototype.queryPermission;
        delete FileSystemDirectoryHandle.prototype.requestPermission;");
}

/// Leaves no room for a backup.
pub(super) fn fill_up() {
    run("window.real_writable = FileSystemFileHandle.prototype.createWritable;
        FileSystemFileHandle.prototype.createWritable = function () {
            return Promise.reject(new DOMException('made to fail', 'QuotaExceededError'));
        };");
}

pub(super) fn free() {
    run("FileSystemFileHandle.prototype.createWritable = window.real_writable;");
}

async fn looked_at(file: File) -> Looked {
    let (tell, told) = oneshot::channel();
    restore::look(file, |_, looked| tell.send(looked).expect("somebody waits"));
    told.await.expect("an answer")
}

async fn concerns(file: File) -> Concerns {
    looked_at(file).await.concerns
}

/// A file of another firm, or one that left most of it out, took the place of
/// everything after the same question as one's own backup.
#[wasm_bindgen_test]
async fn a_file_of_another_workspace_and_a_part_are_told_before_they_replace_everything() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    let colleague = || of_a_colleague_at("Citra", 1);
    assert_eq!(concerns(colleague()).await, Concerns::default(), "this one is none yet");
    add("Ani").await;
    let owner = Owner::new_root(None);
    let writing = owner.with(tangga::app::work::Writing::default);
    tangga::app::backup::back_up(writing);
    let own = looked_at(offered.next().await).await;
    assert_eq!(own.concerns, Concerns::default(), "its own backup");
    // Of the file itself, when it was written, by whom and what is in it, nothing was said.
    let about = own.about.expect("a head");
    assert_eq!(about.counts.get("customer"), Some(&1));
    assert!(clock::now_ms().abs_diff(about.exported_at) < 60_000, "{about:?}");
    let other = Concerns { other_workspace: Some(String::new()), part: false };
    assert_eq!(concerns(colleague()).await, other);
    let extent = Extent { records: Records::All, without_personal: true };
    tangga::app::share::share(extent, writing);
    let part = Concerns { other_workspace: None, part: true };
    assert_eq!(concerns(offered.next().await).await, part);
    let unreadable = File::new_with_str_sequence(&js_sys::Array::of1(&"no".into()), "x.json");
    assert_eq!(concerns(unreadable.expect("a file")).await, Concerns::default());
    assert!(Session.peek(files::holds_anything));
}

/// Backups in the folder lay there for whoever could open it, though other files
/// could be protected with a passphrase.
#[wasm_bindgen_test]
async fn the_folder_receives_encrypted_backups_without_asking_for_the_passphrase_again() {
    let folder = choose().await;
    add("Ani").await;
    let plain = leave(&folder).await;
    let owner = Owner::new_root(None);
    let writing = owner.with(tangga::app::work::Writing::default);
    let passphrase = || Passphrase { text: "kopi susu gula aren".to_owned(), work_factor: 2 };
    folder_backups::protect(passphrase(), writing);
    until(|| folder_backups::is_encrypted() && !Session.is_busy_now()).await;
    let at_once = own(&folder).await.pop().expect("one");
    assert!(at_once > plain && at_once.ends_with(".tangga.json.age"), "{at_once}");
    // As after a reload.
    folder_backups::find_out();
    until(is_ready).await;
    add("Budi").await;
    make_old();
    let later = leave(&folder).await;
    for name in [&at_once, &later] {
        let file = folder.read(name).await.expect("a file");
        assert!(text(&file).await.starts_with("age-encryption.org/v1\n-> scrypt "));
    }
    let opened = async |name: &str, passphrase: &str| {
        let file = folder.read(name).await.expect("a file");
        let (tell, told) = oneshot::channel();
        encryption::open(file, passphrase.to_owned(), writing, |file| {
            tell.send(file).map_err(drop).expect("somebody waits");
        });
        told.await.expect("an answer")
    };
    assert!(opened(&later, "teh tawar").await.is_err());
    let file = opened(&later, "kopi susu gula aren").await.expect("the passphrase");
    let told = text(&file).await;
    assert!(told.contains("Ani") && told.contains("Budi"));

    // It is listed as encrypted; the plain one stays what it is.
    let listed = owner.with(|| RwSignal::new_local(Vec::new()));
    owner.with(|| folder_backups::list(listed));
    until(|| listed.with_untracked(|found| found.len() == 4)).await;
    let locked: Vec<bool> =
        listed.with_untracked(|found| found.iter().map(|one| one.locked).collect());
    assert_eq!(locked, [true, true, false, false]);

    // A damaged seal never leads to a plain backup.
    let bytes = chosen_folder::seal("/").await.expect("read").expect("a seal");
    chosen_folder::keep_seal("/", Some(&bytes[1..])).await.expect("kept");
    add("Citra").await;
    make_old();
    let before = own(&folder).await;
    folder_backups::keep_up(true);
    let failing = Standing::Failing("chosen".to_owned(), Trouble::Unsealed);
    until(|| folder_backups::standing() == failing).await;
    assert_eq!(own(&folder).await, before);

    folder_backups::unprotect();
    until(is_ready).await;
    until(|| !Session.is_busy_now()).await;
    assert!(!folder_backups::is_encrypted());
    assert!(own(&folder).await.last().is_some_and(|name| name.ends_with(".tangga.json")));
}

/// What lay in a folder stood nowhere: nobody could tell which copies there are.
#[wasm_bindgen_test]
async fn each_day_on_which_the_folder_received_backups_is_one_line_of_the_export_log() {
    let folder = choose().await;
    let log = || {
        Session.peek(|workspace| {
            workspace.all::<Export>().map(|(_, export)| export).collect::<Vec<_>>()
        })
    };
    for name in ["Ani", "Budi", "Citra"] {
        add(name).await;
        make_old();
        leave(&folder).await;
    }
    let [line] = &log()[..] else { panic!("one line: {:?}", log()) };
    assert_eq!(line.kind.as_deref(), Some(ExportKind::Folder.code()));
    assert_eq!((line.recipient.as_deref(), line.rows), (Some("chosen"), Some(1)));
    assert_eq!(line.date, Some(Session.today()));
    // The line is in the backup, so nothing waits for the next one.
    assert_eq!(safety::waiting().changes, 0);
    make_old();
    let before = own(&folder).await;
    folder_backups::keep_up(true);
    until(|| !Session.is_busy_now()).await;
    assert_eq!(own(&folder).await, before);
}

/// A tab went on writing plain backups to an encrypted folder of which another tab
/// had let go, since the seal was gone with it.
#[wasm_bindgen_test]
async fn no_backup_goes_to_a_folder_of_which_another_tab_let_go() {
    let folder = choose().await;
    add("Ani").await;
    let owner = Owner::new_root(None);
    let writing = owner.with(tangga::app::work::Writing::default);
    let passphrase = Passphrase { text: "kopi susu gula aren".to_owned(), work_factor: 2 };
    folder_backups::protect(passphrase, writing);
    until(|| folder_backups::is_encrypted() && !Session.is_busy_now()).await;
    let before = own(&folder).await;
    assert_eq!(before.len(), 1, "an encrypted one");
    chosen_folder::forget("/").await.expect("another tab lets go of it");

    add("Budi").await;
    make_old();
    folder_backups::keep_up(true);
    until(|| folder_backups::standing() == Standing::None && !Session.is_busy_now()).await;
    assert_eq!(own(&folder).await, before);
    assert!(!folder_backups::is_encrypted());
}

/// What the person asked for while a backup was being written was given up without a
/// word: a folder that was chosen meanwhile received nothing, and the former one's
/// backup counted for it; files were called encrypted while the newest one was plain.
#[wasm_bindgen_test]
async fn what_is_asked_for_during_a_backup_is_done_after_it() {
    let folder = choose().await;
    add("Ani").await;
    let turn = async || locks::wait_for("tangga:/:folder-backup").await.expect("a lock");
    let running = turn().await;
    folder_backups::back_up_now();
    until(|| Session.is_busy_now()).await;
    drop(running);
    drop(turn().await);
    assert_eq!(own(&folder).await.len(), 1);

    let owner = Owner::new_root(None);
    let writing = owner.with(tangga::app::work::Writing::default);
    let running = turn().await;
    let passphrase = Passphrase { text: "kopi susu gula aren".to_owned(), work_factor: 2 };
    folder_backups::protect(passphrase, writing);
    until(|| writing.progress.get_untracked().is_none()).await;
    assert!(!folder_backups::is_encrypted(), "not before the plain one is there");
    drop(running);
    until(|| folder_backups::is_encrypted() && !Session.is_busy_now()).await;
    assert!(own(&folder).await.last().is_some_and(|name| name.ends_with(".age")));

    let other = other().await;
    pick("other");
    let running = turn().await;
    folder_backups::choose();
    until(|| Session.is_busy_now()).await;
    assert!(is_ready(), "the former one until its backup is there");
    drop(running);
    until(|| folder_backups::standing() == Standing::Ready("other".to_owned())).await;
    until(|| !Session.is_busy_now()).await;
    assert_eq!(own(&other).await.len(), 1);
}

/// After a clock that had been days ahead the newest backup came last in the list, and
/// was deleted right after it had counted.
#[wasm_bindgen_test]
async fn the_backup_that_was_just_written_stays_whatever_the_clock_had_been() {
    let folder = choose().await;
    add("Ani").await;
    let first = leave(&folder).await;
    let letters = first.split([' ', '.']).nth(3).expect("the workspace");
    let contents = folder.read(&first).await.expect("a file");
    for day in 10..20 {
        let name = format!("Tangga 2099-01-{day} 40717{day}400000 {letters}.tangga.json");
        folder.write(&name, &contents).await.expect("written");
    }
    add("Budi").await;
    make_old();
    folder_backups::keep_up(true);
    until(|| safety::waiting().changes == 0 && !Session.is_busy_now()).await;
    assert!(tells(&folder, "Budi").await);
    assert!(own(&folder).await.len() < 12, "older ones gave way");
}
