//! Backups with a passphrase, from writing one to opening it, and files that are
//! stopped while they are written. The page and its store are those of the tests
//! in `app.rs`.

use futures_channel::oneshot;
use js_sys::Array;
use leptos::prelude::{GetUntracked, Owner};
use tangga::app::encryption::{self, Passphrase};
use tangga::app::session::Session;
use tangga::app::tables::{self, Contents};
use tangga::app::work::Writing;
use tangga::app::{backup, safety};
use tangga::words::{data, encryption as texts};
use tangga_engine::domain::Collection;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, File, HtmlElement, HtmlInputElement};

use super::app::{added, app, store, until};
use super::rescue::{Offered, bring_in, find, start_over, text};

const PASSPHRASE: &str = "kopi susu gula aren";

/// A passphrase that costs little, as builds for tests are slow.
fn passphrase() -> Passphrase {
    Passphrase { text: PASSPHRASE.to_owned(), work_factor: 6 }
}

fn file(blob: &Blob) -> File {
    File::new_with_blob_sequence(&Array::of1(blob), "Kopi.tangga.json.age").expect("a file")
}

async fn open(file: File, passphrase: &str) -> Result<File, String> {
    let owner = Owner::new_root(None);
    let (tell, told) = oneshot::channel();
    let writing = owner.with(Writing::default);
    encryption::open(file, passphrase.to_owned(), writing, |opened| {
        tell.send(opened).expect("somebody waits");
    });
    told.await.expect("an answer")
}

fn page() -> String {
    let body = web_sys::window().and_then(|window| window.document()?.body());
    body.and_then(|body| body.text_content()).expect("a text")
}

async fn said(words: &str) {
    until(|| page().contains(words)).await;
}

#[wasm_bindgen_test]
async fn an_encrypted_backup_counts_and_opens_to_its_passphrase_alone() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    store(added("Ani Rahasia").0).await.expect("stored");
    let before = safety::last_backup();
    let owner = Owner::new_root(None);
    backup::back_up_encrypted(passphrase(), owner.with(Writing::default));
    let encrypted = file(&offered.next().await.into());
    until(|| safety::last_backup() > before).await;
    assert_eq!(safety::waiting().changes, 0, "it is a backup");
    let held = text(&encrypted).await;
    assert!(held.starts_with("age-encryption.org/v1\n-> scrypt "), "any age program reads it");
    assert!(!held.contains("Rahasia"));

    let wrong = open(file(&encrypted), "kopi susu").await.map(drop);
    assert_eq!(wrong, Err(texts::wrong().to_owned()));
    let cut = encrypted.slice_with_f64_and_f64(0.0, encrypted.size() - 1.0).expect("a part");
    assert_eq!(open(file(&cut), PASSPHRASE).await.map(drop), Err(texts::damaged().to_owned()));
    let head = encrypted.slice_with_f64_and_f64(0.0, 60.0).expect("a part");
    let cut = open(file(&head), PASSPHRASE).await.map(drop);
    assert_eq!(cut, Err(texts::damaged_head().to_owned()));

    start_over().await.expect("begun anew");
    let plain = open(encrypted, PASSPHRASE).await.expect("its passphrase");
    assert_eq!(plain.name(), "Kopi.tangga.json");
    bring_in(plain).await;
    assert_eq!(Session.peek(|workspace| workspace.count(Collection::Customer)), 1);
}

/// A backup and an export of a large table could not be stopped.
#[wasm_bindgen_test]
async fn what_is_stopped_while_it_is_written_is_not_offered() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    store(added("Ani").0).await.expect("stored");
    let owner = Owner::new_root(None);
    let begin: [fn(Writing); 3] = [
        |writing| backup::back_up(writing),
        |writing| backup::back_up_encrypted(passphrase(), writing),
        |writing| tables::export(Contents::Customers(None), writing),
    ];
    for begin in begin {
        let writing = owner.with(Writing::default);
        begin(writing);
        writing.stop();
        until(|| writing.progress.get_untracked().is_none()).await;
        said(data::cancelled()).await;
        let dismiss = find(".toast:last-child .button.symbol").expect("a message to dismiss");
        dismiss.unchecked_into::<HtmlElement>().click();
        until(|| !page().contains(data::cancelled())).await;
    }
    assert!(offered.is_empty());
    assert_eq!(safety::last_backup(), None);
}

#[wasm_bindgen_test]
async fn a_passphrase_that_is_short_or_mistyped_protects_nothing() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    store(added("Ani").0).await.expect("stored");
    until(|| find("[data-action='protect']").is_some()).await;
    let click = |selector: &str| {
        find(selector).expect("it is there").unchecked_into::<HtmlElement>().click();
    };
    click("[data-action='protect']");
    until(|| find("dialog [name='passphrase']").is_some()).await;
    let fill = |name: &str, text: &str| {
        let field = find(&format!("dialog [name='{name}']")).expect("a field");
        let field: HtmlInputElement = field.unchecked_into();
        field.set_value(text);
        field.dispatch_event(&web_sys::Event::new("input").expect("an event")).expect("sent");
    };
    fill("passphrase", "kopi");
    fill("passphrase-again", "kopi");
    click("dialog [data-action='save']");
    said(&texts::too_short(encryption::LEAST)).await;
    fill("passphrase", PASSPHRASE);
    fill("passphrase-again", "kopi susu gula arem");
    click("dialog [data-action='save']");
    said(texts::differs()).await;
    click("dialog [data-action='cancel']");
    until(|| find("dialog").is_none()).await;
    assert!(offered.is_empty());
}
