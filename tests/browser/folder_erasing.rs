//! Erasing a person whom backups in a folder hold. The folder and what is done to it
//! are those of the tests in `folder_backups.rs`.

use futures_channel::oneshot;
use tangga::app::erase;
use tangga::app::folder_backups::{self, Standing};
use tangga::app::session::Session;
use tangga::storage::chosen_folder;
use tangga::words::{erase as erase_texts, folder as texts};
use tangga_engine::domain::RecordId;
use wasm_bindgen_test::wasm_bindgen_test;

use super::app::{Broken, added, store, until};
use super::folder_backups::{
    STRANGE, add, ask_again, ask_no_more, choose, fill_up, free, is_ready, leave, make_old, other,
    own, page, pick, tells,
};
use super::rescue::text;

/// Erases a person; the answer comes when it is finished.
async fn erase_for_good(id: RecordId) {
    let (tell, told) = oneshot::channel();
    erase::erase(id, |erased| tell.send(erased).expect("somebody waits"));
    assert_eq!(told.await.expect("an answer"), Ok(()));
}

#[wasm_bindgen_test]
async fn who_is_erased_goes_from_the_folder_as_soon_as_it_can_be_reached() {
    let folder = choose().await;
    add("Budi").await;
    for asleep in [false, true] {
        let (draft, ani) = added("Ani Rahasia");
        store(draft).await.expect("stored");
        make_old();
        let old = leave(&folder).await;
        if asleep {
            ask_again();
            folder_backups::find_out();
            until(|| folder_backups::standing() == Standing::Asleep("chosen".to_owned())).await;
        }
        let (tell, told) = oneshot::channel();
        erase::erase(ani, |erased| tell.send(erased).expect("somebody waits"));
        assert_eq!(told.await.expect("an answer"), Ok(()));
        if asleep {
            assert!(own(&folder).await.contains(&old), "it cannot be reached");
            let still = texts::holds_erased("chosen");
            assert_eq!(folder_backups::trouble(), Some(still));
            folder_backups::allow();
            until(is_ready).await;
            ask_no_more();
        }
        until(|| !Session.is_busy_now()).await;
        let left = own(&folder).await;
        assert_eq!((left.len(), left[0] > old), (1, true), "a fresh one in their place");
        let held = text(&folder.read(&left[0]).await.expect("a file")).await;
        assert!(held.contains("Budi") && !held.contains("Rahasia"));
        assert_eq!(folder_backups::trouble(), None);
    }
    let names = folder.names().await.expect("a list");
    assert!(names.contains(&"invoice.pdf".to_owned()) && names.contains(&STRANGE.to_owned()));
    folder_backups::let_go();
    until(|| folder_backups::standing() == Standing::None).await;
    assert_eq!(own(&folder).await.len(), 1, "it stays");
}

/// A folder that another tab had chosen was none here: who was erased in this tab
/// stayed in all backups there, and "Erased for good" was said.
#[wasm_bindgen_test]
async fn who_is_erased_goes_from_a_folder_that_another_tab_chose() {
    let folder = choose().await;
    add("Budi").await;
    let (draft, sari) = added("Sari Rahasia");
    store(draft).await.expect("stored");
    leave(&folder).await;
    folder_backups::let_go();
    until(|| folder_backups::standing() == Standing::None).await;
    chosen_folder::keep("/", folder.value()).await.expect("another tab keeps it");

    erase_for_good(sari).await;
    assert!(!tells(&folder, "Rahasia").await && tells(&folder, "Budi").await);
    assert!(is_ready(), "{:?}", folder_backups::standing());
}

/// "Erased for good" followed at once on "older copies are not cleared yet", which
/// was said twice.
#[wasm_bindgen_test]
async fn an_erasure_that_cannot_look_for_the_folder_is_unfinished_and_says_only_that() {
    let folder = choose().await;
    add("Budi").await;
    let (draft, sari) = added("Sari Rahasia");
    store(draft).await.expect("stored");
    leave(&folder).await;
    let said = |what: &str| page().matches(what).count();
    let before = [erase_texts::unfinished(), erase_texts::erased()].map(said);
    let broken = Broken::new("get", "folder", "UnknownError");
    erase_for_good(sari).await;
    until(|| said(erase_texts::unfinished()) > before[0] && !Session.is_busy_now()).await;
    drop(broken);
    assert!(tells(&folder, "Rahasia").await, "it is not known which folder that is");
    let after = [erase_texts::unfinished(), erase_texts::erased()].map(said);
    assert_eq!(after, [before[0] + 1, before[1]]);

    erase::finish().await.expect("as at the next opening");
    assert!(!tells(&folder, "Rahasia").await && tells(&folder, "Budi").await);
}

/// The warning that a folder still holds who was erased vanished as soon as another
/// folder was chosen, or none: nothing was cleared but the note.
#[wasm_bindgen_test]
async fn a_former_folder_that_holds_who_was_erased_is_said_until_it_is_cleared() {
    let folder = choose().await;
    add("Budi").await;
    let (draft, sari) = added("Sari Rahasia");
    store(draft).await.expect("stored");
    leave(&folder).await;
    ask_again();
    folder_backups::find_out();
    until(|| folder_backups::standing() == Standing::Asleep("chosen".to_owned())).await;
    erase_for_good(sari).await;
    ask_no_more();
    let other = other().await;
    pick("other");
    folder_backups::choose();
    until(|| folder_backups::standing() == Standing::Ready("other".to_owned())).await;
    until(|| !Session.is_busy_now()).await;
    assert_eq!(own(&other).await.len(), 1);
    assert!(tells(&folder, "Rahasia").await, "it is out of reach");
    let left = || Some(texts::left_erased("chosen"));
    assert_eq!(folder_backups::trouble(), left());
    folder_backups::let_go();
    until(|| folder_backups::standing() == Standing::None).await;
    assert_eq!(folder_backups::trouble(), left());

    pick("chosen");
    folder_backups::choose();
    until(|| is_ready() && !Session.is_busy_now()).await;
    assert!(!tells(&folder, "Rahasia").await && tells(&folder, "Budi").await);
    assert_eq!(folder_backups::trouble(), None);
}

/// At an erasure all backups in the folder were deleted before the fresh one was
/// there: with a full disk none was left.
#[wasm_bindgen_test]
async fn the_backups_with_who_was_erased_stay_until_a_fresh_one_is_there() {
    let folder = choose().await;
    add("Budi").await;
    let (draft, sari) = added("Sari Rahasia");
    store(draft).await.expect("stored");
    let old = leave(&folder).await;
    fill_up();
    erase_for_good(sari).await;
    free();
    assert_eq!(own(&folder).await, [old.as_str()], "the only one outside of the browser");
    let trouble = folder_backups::trouble().expect("it is said");
    assert!(trouble.starts_with(&texts::still_erased("chosen")), "{trouble}");
    assert!(trouble.ends_with(&texts::full("chosen")), "{trouble}");

    folder_backups::keep_up(true);
    until(|| folder_backups::trouble().is_none() && !Session.is_busy_now()).await;
    let left = own(&folder).await;
    assert!(left.len() == 1 && left[0] > old, "{left:?}");
    assert!(!tells(&folder, "Rahasia").await && tells(&folder, "Budi").await);
}

/// A backup stayed when the log could not tell whether it holds somebody who was
/// erased in another tab meanwhile.
#[wasm_bindgen_test]
async fn a_backup_of_which_the_log_does_not_tell_who_was_erased_meanwhile_goes() {
    let folder = choose().await;
    add("Ani").await;
    leave(&folder).await;
    add("Budi").await;
    make_old();
    let before = own(&folder).await;
    let broken = Broken::new("getAll", "log", "UnknownError");
    folder_backups::keep_up(true);
    until(|| Session.is_busy_now()).await;
    until(|| !Session.is_busy_now()).await;
    drop(broken);
    assert_eq!(own(&folder).await, before);
    leave(&folder).await;
    assert!(tells(&folder, "Budi").await);
}
