//! What the store keeps, in which order, and what does not count.

use std::cell::Cell;
use std::rc::Rc;

use tangga::browser::locks::{self, Claim};
use tangga::storage::changes::Changes;
use tangga::storage::{
    Append, Fold, HistoryEntry, Replacement, StorageError, Store, Tail, recovery,
};
use tangga_engine::domain::{ChangeSetId, Collection, DeviceId, Stamp};
use tangga_engine::interchange::head::{LogKey, VectorRecord};
use tangga_engine::interchange::log::Remembered;
use tangga_engine::interchange::upgrade::UPGRADES;
use tangga_engine::workspace::{Action, Inverse, Label, Lives};
use wasm_bindgen_test::wasm_bindgen_test;

use super::place::{contents, entry, fill, fold, import, import_all, keys, plain, stage};
use super::raw::Place;

#[wasm_bindgen_test]
async fn a_new_store_is_empty_and_keeps_its_identity() {
    let place = Place::new();
    let first = place.open().await;
    assert_eq!((first.tail.len(), first.segments.len(), first.last_key()), (0, 0, LogKey::START));
    assert_eq!(first.wiped, None);
    assert_eq!(first.store.last_key().await, Ok(LogKey::START));
    let head = first.head;
    drop(first.store);
    assert_eq!(place.open().await.head, head);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn entries_come_back_in_the_order_in_which_they_were_appended() {
    let place = Place::new();
    let opened = place.open().await;
    let mut last = opened.last_key();
    let mut vector = VectorRecord::new();
    for number in 1..=12u64 {
        vector.insert(DeviceId(5), number);
        let bytes = entry(number.into(), &format!("change {number}"));
        let mut append = plain(&bytes);
        append.vector = vector.clone();
        last = opened.store.append(last, &append).await.expect("appended");
    }
    assert_eq!(last, LogKey(12));
    let Ok(Tail::Entries(tail)) = opened.store.tail(LogKey(10)).await else { panic!("no tail") };
    assert_eq!(tail.iter().map(|entry| entry.key.0).collect::<Vec<_>>(), [11, 12]);
    drop(opened);
    let again = place.open().await;
    assert_eq!(again.head.vector, vector);
    assert_eq!(again.last_key(), last);
    assert_eq!(again.tail.len(), 12);
    for (number, found) in (1..).zip(&again.tail) {
        assert_eq!(found.key, LogKey(number));
        assert_eq!(found.bytes, entry(number.into(), &format!("change {number}")));
    }
    drop(again);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_append_after_the_same_entry_one_is_refused() {
    let place = Place::new();
    let (here, there) = (place.open().await.store, place.open().await.store);
    let (mine, theirs) = (entry(1, "mine"), entry(2, "theirs"));
    assert_eq!(here.append(LogKey::START, &plain(&mine)).await, Ok(LogKey(1)));
    assert_eq!(there.append(LogKey::START, &plain(&theirs)).await, Err(StorageError::Moved));
    assert_eq!(place.count("log").await, 1);
    let Ok(Tail::Entries(tail)) = there.tail(LogKey::START).await else { panic!("no tail") };
    assert_eq!(tail[0].bytes, mine);
    assert_eq!(there.append(LogKey(1), &plain(&theirs)).await, Ok(LogKey(2)));
    drop((here, there));
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_tab_that_knows_an_old_device_id_writes_nothing_under_it() {
    let place = Place::new();
    let (here, there) = (place.open().await.store, place.open().await.store);
    let old = here.device();
    there.renew_device().await.expect("renewed");
    assert_ne!(there.device(), old);
    let mine = entry(1, "mine");
    assert_eq!(here.append(LogKey::START, &plain(&mine)).await, Err(StorageError::Moved));
    assert_eq!(place.count("log").await, 0);
    // Catching up tells the new one.
    here.tail(LogKey::START).await.expect("a tail");
    assert_eq!(here.device(), there.device());
    assert_eq!(here.append(LogKey::START, &plain(&mine)).await, Ok(LogKey(1)));
    drop((here, there));
    assert_ne!(place.open().await.head.device, old);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn staged_segments_do_not_count_until_an_append_names_them() {
    let place = Place::new();
    let opened = place.open().await;
    let staged = stage(&opened.store, &[b"one", b"two"]).await;
    assert_eq!(place.open().await.segments, []);
    let bytes = entry(1, "import");
    let last = opened.store.append(LogKey::START, &import(&bytes, &staged)).await;
    assert_eq!(last, Ok(LogKey(1)));
    drop(opened);
    let again = place.open().await;
    assert_eq!(again.segments, staged.entries());
    assert_eq!(again.tail[0].bytes, bytes);
    assert_eq!(again.head.lasting, [LogKey(1)]);
    assert_eq!(contents(&again.store, &again.segments).await, [b"one", b"two"]);
    drop(again);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn discarded_segments_are_gone() {
    let place = Place::new();
    let opened = place.open().await;
    let staged = stage(&opened.store, &[b"one"]).await;
    assert_eq!(place.count("segments").await, 1);
    opened.store.discard(staged).await.expect("discarded");
    assert_eq!(place.count("segments").await, 0);
    let mut staging = opened.store.stage().await;
    fill(&mut staging, ("purchase", 1), (0..65).map(|_| vec![7])).await;
    assert_eq!(place.count("segments").await, 64);
    staging.discard().await.expect("discarded");
    assert_eq!(place.count("segments").await, 0);
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn sweeping_takes_what_no_change_names_but_spares_a_writer_at_work() {
    let place = Place::new();
    let opened = place.open().await;
    let last = import_all(&opened.store, LogKey::START, &[b"kept"]).await;
    let staged = stage(&opened.store, &[b"left", b"behind"]).await;
    let other = place.open().await.store;
    assert_eq!(other.sweep().await, Ok(0));
    assert_eq!(place.count("segments").await, 3);
    drop(staged);
    // The lock is let go when the browser has heard of it.
    let lock = format!("tangga:{}:staging", place.base);
    drop(locks::wait_for(&lock).await.expect("locks"));
    while matches!(locks::try_take(&lock).await, Claim::Busy) {}
    let mut swept = 0;
    while swept == 0 {
        swept = other.sweep().await.expect("swept");
    }
    assert_eq!(swept, 2);
    assert_eq!(other.last_key().await, Ok(last));
    let opened = place.open().await;
    assert_eq!(contents(&opened.store, &opened.segments).await, [b"kept"]);
    drop((opened, other));
    place.leave().await;
}

#[wasm_bindgen_test]
async fn folding_keeps_the_contents_and_the_log_goes_on_after_it() {
    let place = Place::new();
    let opened = place.open().await;
    let store = &opened.store;
    let last = import_all(store, LogKey::START, &[b"a", b"b"]).await;
    let last = store.append(last, &plain(&entry(2, "edit"))).await.expect("appended");
    let old = place.open().await.segments;
    let staged = stage(store, &[b"B"]).await;
    let live = keys(&old);
    store.fold(&fold(last, &live, &[old[1].key], &staged)).await.expect("folded");
    assert_eq!(place.count("log").await, 0);
    assert_eq!(place.count("segments").await, 2);
    let again = place.open().await;
    assert_eq!(again.head.folded_to, last);
    assert_eq!(again.last_key(), last);
    assert_eq!(store.last_key().await, Ok(last));
    assert_eq!(contents(&again.store, &again.segments).await, [b"a", b"B"]);
    assert_eq!(again.store.tail(LogKey(1)).await, Ok(Tail::Folded));
    assert_eq!(again.store.tail(last).await, Ok(Tail::Entries(vec![])));
    assert_eq!(store.append(LogKey(1), &plain(&entry(8, ""))).await, Err(StorageError::Moved));
    assert_eq!(store.append(last, &plain(&entry(3, "next"))).await, Ok(LogKey(3)));
    // What an old manifest names is gone; that is not damage.
    let stale = store.read_segments(&old, async |_| {}).await;
    assert_eq!(stale, Err(StorageError::Moved));
    drop((opened, again));
    place.leave().await;
}

/// Collections of another version lay in the log alone, so the log was never
/// emptied while there were any.
#[wasm_bindgen_test]
async fn folding_keeps_what_another_version_wrote() {
    let place = Place::new();
    let opened = place.open().await;
    let store = &opened.store;
    assert_eq!(opened.foreign, None);
    let last = import_all(store, LogKey::START, &[b"a"]).await;
    let (nothing, live) = (stage(store, &[]).await, keys(&place.open().await.segments));
    let with_foreign = Fold { foreign: Some(b"visits"), ..fold(last, &live, &[], &nothing) };
    store.fold(&with_foreign).await.expect("folded");
    assert_eq!(place.count("log").await, 0);
    let again = place.open().await;
    assert_eq!(again.foreign.as_deref(), Some(&b"visits"[..]));
    assert_eq!(contents(&again.store, &again.segments).await, [b"a"]);
    // A merge that brought them is undone.
    let last = store.append(last, &plain(&entry(2, "undo"))).await.expect("appended");
    assert_eq!(place.open().await.foreign.as_deref(), Some(&b"visits"[..]));
    store.fold(&fold(last, &live, &[], &nothing)).await.expect("folded");
    assert_eq!(place.open().await.foreign, None);
    drop((opened, again));
    place.leave().await;
}

#[wasm_bindgen_test]
async fn folding_is_refused_when_the_log_has_grown() {
    let place = Place::new();
    let opened = place.open().await;
    let store = &opened.store;
    let last = import_all(store, LogKey::START, &[b"a"]).await;
    let staged = stage(store, &[b"A"]).await;
    store.append(last, &plain(&entry(2, "edit"))).await.expect("appended");
    let live = keys(&place.open().await.segments);
    let refused = store.fold(&fold(last, &live, &live, &staged)).await;
    assert_eq!(refused, Err(StorageError::Moved));
    let again = place.open().await;
    assert_eq!(again.tail.len(), 2);
    assert_eq!(contents(&again.store, &again.segments).await, [b"a"]);
    drop((opened, again));
    place.leave().await;
}

/// What was older than the last 200 changes was gone from the list of what was done.
#[wasm_bindgen_test]
async fn history_is_newest_first_and_whole_but_old_inverses_go_except_of_imports() {
    let place = Place::new();
    let opened = place.open().await;
    let store = &opened.store;
    let remembered = |number: u64| {
        let created = Lives {
            collection: Collection::Customer,
            origin: ChangeSetId(u128::from(number)),
            first: 0,
            count: 1,
            except: Vec::new(),
            alive: true,
        };
        Remembered {
            id: ChangeSetId(u128::from(number)),
            stamp: Stamp { time: number, device: store.device() },
            wall_clock: number,
            label: Label::new(Action::Add),
            inverse: Inverse { created: vec![created], ..Inverse::default() },
        }
    };
    let mut last = LogKey::START;
    for number in 1..=240 {
        let (entry, history) = (entry(u128::from(number), ""), remembered(number).encode());
        let append = Append { history: &history, lasting: number == 2, ..plain(&entry) };
        last = store.append(last, &append).await.expect("appended");
    }
    let history = store.history(1_000).await.expect("history");
    assert_eq!(history[0].key, last);
    assert_eq!(history.len(), 240, "all that was done is told");
    for (number, entry) in (1..=240).rev().zip(&history) {
        let inverse = if number > 40 || number == 2 {
            remembered(number).inverse
        } else {
            Inverse::default()
        };
        let told = Remembered { inverse, ..remembered(number) };
        assert_eq!(Remembered::decode(&entry.bytes), Ok(told));
    }
    let ids = |entries: &[HistoryEntry]| entries.iter().map(|e| e.id).collect::<Vec<_>>();
    assert_eq!(ids(&store.history(3).await.expect("history")), [240, 239, 238]);
    let lasting = store.lasting_history(3).await.expect("history");
    assert_eq!(ids(&lasting), [2], "the import is there beyond the last changes");
    assert_eq!(lasting[0].key, LogKey(2));
    assert_eq!(store.lasting_history(1_000).await, Ok(Vec::new()));
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn starting_over_leaves_nothing_and_other_tabs_notice() {
    let place = Place::new();
    let (here, there) = (place.open().await, place.open().await.store);
    let last = import_all(&here.store, LogKey::START, &[b"a"]).await;
    let fresh = here.store.wipe().await.expect("wiped");
    assert_ne!(fresh.store_id, here.head.store_id);
    assert_ne!(fresh.device, here.head.device);
    for store in ["log", "segments", "history"] {
        assert_eq!(place.count(store).await, 0, "{store}");
    }
    assert_eq!(there.append(last, &plain(&entry(2, ""))).await, Err(StorageError::Replaced));
    assert_eq!(there.tail(last).await, Err(StorageError::Replaced));
    let key = here.store.append(LogKey::START, &plain(&entry(3, ""))).await;
    assert_eq!(key, Ok(LogKey(1)));
    drop((here, there));
    place.leave().await;
}

/// A tab with nothing more to read did not notice that another one had folded, and
/// folded by what it remembered: the same rows then stood in two segments.
#[wasm_bindgen_test]
async fn folding_by_what_another_tab_has_folded_since_is_refused() {
    let place = Place::new();
    let (here, there) = (place.open().await.store, place.open().await.store);
    let last = import_all(&here, LogKey::START, &[b"a"]).await;
    let before = keys(&place.open().await.segments);
    let staged = stage(&here, &[b"A"]).await;
    here.fold(&fold(last, &before, &before, &staged)).await.expect("folded");
    drop(staged);
    let last = there.append(last, &plain(&entry(2, "edit"))).await.expect("appended");
    let staged = stage(&there, &[b"A, edited"]).await;
    let refused = there.fold(&fold(last, &before, &before, &staged)).await;
    assert_eq!(refused, Err(StorageError::Moved));
    let again = place.open().await;
    assert_eq!(contents(&again.store, &again.segments).await, [b"A"]);
    assert_eq!(again.tail.len(), 1);
    drop((here, there, again, staged));
    place.leave().await;
}

#[wasm_bindgen_test]
async fn the_store_tells_how_many_bytes_it_holds_whoever_wrote_them() {
    let place = Place::new();
    let (here, there) = (place.open().await.store, place.open().await.store);
    assert_eq!(here.bytes(), 0);
    let last = import_all(&here, LogKey::START, &[b"four", b"12345"]).await;
    let import = entry(0, "import").len() as u64;
    assert_eq!(here.bytes(), 9 + import);
    let edit = entry(2, "edit");
    here.append(last, &plain(&edit)).await.expect("appended");
    assert_eq!(here.bytes(), 9 + import + edit.len() as u64);
    // The entries are counted once, however often they are read.
    for _ in 0..2 {
        there.tail(last).await.expect("a tail");
        assert_eq!(there.bytes(), edit.len() as u64);
    }
    let again = place.open().await;
    assert_eq!(again.store.bytes(), here.bytes());
    let staged = stage(&here, &[b"1234567"]).await;
    let live = keys(&again.segments);
    here.fold(&fold(last.next(), &live, &live[..1], &staged)).await.expect("folded");
    assert_eq!(here.bytes(), 5 + 7);
    assert_eq!(place.open().await.store.bytes(), 5 + 7);
    here.wipe().await.expect("wiped");
    assert_eq!(here.bytes(), 0);
    drop((here, there, again));
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_replacement_takes_the_place_of_everything_and_other_tabs_notice() {
    let place = Place::new();
    let (here, there) = (place.open().await.store, place.open().await.store);
    let last = import_all(&here, LogKey::START, &[b"old"]).await;
    let last = here.append(last, &plain(&entry(2, "edit"))).await.expect("appended");
    let staged = stage(&here, &[b"new", b"data"]).await;
    let before = place.open().await.head;
    let bytes = entry(3, "replacement");
    let vector = VectorRecord::from([(DeviceId(8), 80)]);
    let head = Store::new_identity();
    let replacement = Replacement { head, entry: &bytes, vector, staged: &staged };
    // A change that the caller has not seen must not be lost in silence.
    assert_eq!(here.replace(LogKey(1), &replacement).await, Err(StorageError::Moved));
    assert_eq!(place.open().await.head, before);
    here.replace(last, &replacement).await.expect("replaced");
    let after = place.open().await;
    assert_ne!(after.head.store_id, before.store_id);
    assert_ne!(after.head.device, before.device);
    assert_eq!(after.head.vector, replacement.vector);
    assert_eq!(after.last_key(), LogKey(1));
    assert_eq!(after.tail[0].bytes, bytes);
    assert_eq!(contents(&after.store, &after.segments).await, [b"new" as &[u8], b"data"]);
    assert_eq!(place.count("history").await, 0);
    assert_eq!(place.count("segments").await, 2);
    assert!(after.wiped.is_none());
    assert_eq!(there.append(last, &plain(&entry(4, ""))).await, Err(StorageError::Replaced));
    assert_eq!(here.append(LogKey(1), &plain(&entry(5, ""))).await, Ok(LogKey(2)));
    drop((here, there, after));
    place.leave().await;
}

/// Replacing everything took away the mark of an erasure that was not finished, and
/// snapshots kept who was to be erased.
#[wasm_bindgen_test]
async fn a_replacement_keeps_the_mark_of_an_erasure() {
    let place = Place::new();
    let store = place.open().await.store;
    let bytes = entry(1, "erased");
    let erases = Append { erases: true, ..plain(&bytes) };
    let last = store.append(LogKey::START, &erases).await.expect("appended");
    assert_eq!(store.erasing().await, Ok(Some(last)));
    let staged = stage(&store, &[b"new"]).await;
    let bytes = entry(3, "replacement");
    let head = Store::new_identity();
    let vector = VectorRecord::new();
    let replacement = Replacement { head, entry: &bytes, vector, staged: &staged };
    store.replace(last, &replacement).await.expect("replaced");
    assert_eq!(store.erasing().await, Ok(Some(LogKey(1))));
    store.end_erasing(LogKey(1)).await.expect("ended");
    assert_eq!(store.erasing().await, Ok(None));
    drop(store);
    place.leave().await;
}

/// A replacement that was done without an answer and tried again over a new
/// connection was said to have failed.
#[wasm_bindgen_test]
async fn a_replacement_that_is_tried_again_after_it_was_done_is_done_once() {
    let place = Place::new();
    let (here, there) = (place.open().await.store, place.open().await.store);
    let staged = stage(&here, &[b"new"]).await;
    let bytes = entry(3, "replacement");
    let with =
        |head| Replacement { head, entry: &bytes, vector: VectorRecord::new(), staged: &staged };
    let replacement = with(Store::new_identity());
    here.replace(LogKey::START, &replacement).await.expect("replaced");
    let other = with(Store::new_identity());
    assert_eq!(there.replace(LogKey::START, &other).await, Err(StorageError::Replaced));
    // This handle knows the store as it was before, as the first attempt left it.
    assert_eq!(there.replace(LogKey::START, &replacement).await, Ok(()));
    assert_eq!((there.id(), there.device()), (here.id(), here.device()));
    assert_eq!((place.count("log").await, place.count("segments").await), (1, 1));
    drop((here, there));
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_discarded_database_is_told_as_a_loss_until_something_takes_its_place() {
    let place = Place::new();
    let opened = place.open().await;
    import_all(&opened.store, LogKey::START, &[b"segment"]).await;
    opened.store.leave_sentinel([("customer".to_owned(), 3)], Some(5), true);
    assert_eq!(recovery::remembered(&place.base).expect("remembered").rows["customer"], 3);
    // Neither the segment nor the entry is what the app writes.
    let (workspace, lost) = recovery::salvage(&place.base, UPGRADES).await.expect("salvaged");
    assert!(workspace.is_empty());
    assert_eq!(lost, 2);
    drop(opened);
    recovery::discard(&place.base, || {}).await.expect("discarded");
    let again = place.open().await;
    let remembered = again.wiped.expect("a loss").sentinel.expect("remembered");
    assert_eq!((remembered.rows["customer"], remembered.last_backup), (3, Some(5)));
    drop(again.store);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn every_record_can_be_taken_along_raw() {
    let place = Place::new();
    let nothing = recovery::raw_export(&place.base, async |_| panic!("a record")).await;
    assert_eq!(nothing, Ok(()));
    let opened = place.open().await;
    import_all(&opened.store, LogKey::START, &[b"segment"]).await;
    let mut records = Vec::new();
    recovery::raw_export(&place.base, async |record| records.push(record)).await.expect("exported");
    let named = |store: &str| {
        let of = records.iter().filter(|record| record.store == store);
        of.map(|record| record.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(named("log"), ["1"]);
    assert_eq!(named("segments"), ["1"]);
    assert_eq!(named("history"), ["1"]);
    assert_eq!(named("meta"), ["head", "manifest"]);
    assert!(records.iter().any(|record| record.bytes.as_deref() == Some(b"segment")));
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_tab_hears_that_another_has_appended() {
    let place = Place::new();
    let (tell, told) = futures_channel::oneshot::channel();
    let tell = Rc::new(Cell::new(Some(tell)));
    let _ear = Changes::join(&place.base, move |key| {
        tell.take().expect("one hint").send(key).expect("somebody waits");
    });
    let mouth = Changes::join(&place.base, |_| panic!("a tab hears itself")).expect("a channel");
    mouth.announce(LogKey(7));
    assert_eq!(told.await, Ok(LogKey(7)));
}
