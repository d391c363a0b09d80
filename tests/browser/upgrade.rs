//! A store of format 1, kept for ever, and what a newer program does with it. The
//! second format is of these tests alone: each record gets a mark at its end.

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::join;
use js_sys::{Function, Uint8Array};
use tangga::storage::{Segment, StorageError, Store, recovery};
use tangga_engine::domain::Collection;
use tangga_engine::interchange::upgrade::{Kind, Upgrade};
use tangga_engine::interchange::{log, segment};
use tangga_engine::workspace::Workspace;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::format_1::lay_down;
use super::place::{entry, plain};
use super::raw::Place;

const SECOND: &[Upgrade] = &[second];

const MARK: &[u8] = b" ";

fn second(_: Kind, bytes: &[u8]) -> Option<Vec<u8>> {
    Some([bytes, MARK].concat())
}

/// Every record, in order.
async fn records(place: &Place) -> Vec<(String, String, Vec<u8>)> {
    let mut records = Vec::new();
    recovery::raw_export(&place.base, async |record| {
        records.push((record.store, record.key, record.bytes.expect("readable")));
    })
    .await
    .expect("exported");
    records
}

async fn version(place: &Place) -> u32 {
    let database = place.raw(None).await;
    database.close();
    database.version() as u32
}

async fn upgrade(place: &Place) -> Result<Store, StorageError> {
    let opened = Store::open_upgraded(&place.base, SECOND, || {}, |_| {}).await;
    opened.map(|opened| opened.store)
}

#[wasm_bindgen_test]
async fn a_store_of_format_1_opens_with_all_that_is_in_it() {
    let place = Place::new();
    lay_down(&place).await;
    let opened = place.open().await;
    let mut workspace = Workspace::new();
    let damages = opened
        .store
        .read_segments(&opened.segments, async |segments: Vec<Segment>| {
            for part in segments {
                workspace.load(segment::decode(&part.bytes).expect("a segment"));
            }
        })
        .await;
    assert_eq!(damages, Ok(Vec::new()));
    for entry in &opened.tail {
        workspace.apply(&log::decode(&entry.bytes).expect("an entry"));
    }
    assert_eq!(workspace.count(Collection::Customer), 1);
    assert_eq!(workspace.purchases().amount, [125_000]);
    assert_eq!(workspace.settings().firm.as_deref(), Some("Kopi Lereng"));
    assert_eq!(opened.store.history(9).await.expect("history").len(), 2);
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn an_upgrade_that_is_cut_off_anywhere_leaves_the_old_store_and_then_succeeds() {
    let place = Place::new();
    lay_down(&place).await;
    let before = records(&place).await;
    let mut cuts = 0;
    let upgraded = loop {
        // What a kill is to the store: the transaction ends without completing.
        run(&format!(
            "window.real_put = IDBObjectStore.prototype.put;
            let left = {cuts};
            IDBObjectStore.prototype.put = function (...given) {{
                const request = window.real_put.apply(this, given);
                if (left-- === 0) this.transaction.abort();
                return request;
            }};"
        ));
        let upgraded = upgrade(&place).await;
        run("IDBObjectStore.prototype.put = window.real_put;");
        match upgraded {
            Ok(store) => break store,
            Err(StorageError::Failed { name }) => assert_eq!(name, "AbortError"),
            Err(other) => panic!("{other:?}"),
        }
        assert_eq!(version(&place).await, 1);
        assert_eq!(records(&place).await, before, "cut off at write {cuts}");
        cuts += 1;
    };
    // Two segments, one entry, two inverses, the head and the manifest.
    assert_eq!((cuts, before.len()), (7, 7));
    drop(upgraded);
    assert_eq!(version(&place).await, 2);
    let after = records(&place).await;
    for ((store, key, old), (.., new)) in before.iter().zip(&after) {
        if key != "manifest" {
            assert_eq!(*new, [old, MARK].concat(), "{store} {key}");
        }
    }
    // The manifest fits the segments as they are now.
    let opened = Store::open_upgraded(&place.base, SECOND, || {}, |_| {}).await.expect("opened");
    assert_eq!(opened.store.read_segments(&opened.segments, async |_| {}).await, Ok(Vec::new()));
    assert_eq!(records(&place).await, after, "nothing is upgraded twice");
    let old = Store::open(&place.base, || {}, |_| {}).await;
    assert_eq!(old.err(), Some(StorageError::Newer));
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_record_that_cannot_be_upgraded_stops_it_and_the_old_store_stays() {
    let place = Place::new();
    lay_down(&place).await;
    let before = records(&place).await;
    let unreadable: Upgrade = |kind, bytes| (kind != Kind::Inverse).then(|| bytes.to_vec());
    let steps: &'static [Upgrade] = Box::leak(Box::new([unreadable]));
    let refused = Store::open_upgraded(&place.base, steps, || {}, |_| {}).await;
    assert_eq!(refused.err(), Some(StorageError::Damaged));
    assert_eq!(records(&place).await, before);
    drop(place.open().await);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn a_damaged_segment_stays_as_it_is_and_is_reported_after_the_upgrade_as_before() {
    let place = Place::new();
    lay_down(&place).await;
    place.put("segments", &1.into(), &Uint8Array::from(&b"garbage"[..])).await;
    let opened = Store::open_upgraded(&place.base, SECOND, || {}, |_| {}).await.expect("opened");
    let damages = opened.store.read_segments(&opened.segments, async |_| {}).await.expect("read");
    assert_eq!(damages.iter().map(|damage| damage.entry.key).collect::<Vec<_>>(), [1]);
    drop(opened);
    place.leave().await;
}

#[wasm_bindgen_test]
async fn an_old_tab_steps_aside_for_the_upgrade() {
    let place = Place::new();
    lay_down(&place).await;
    let aside = Rc::new(Cell::new(false));
    let old = Store::open(&place.base, || {}, {
        let aside = aside.clone();
        move |_| aside.set(true)
    });
    let old = old.await.expect("opened");
    let new = upgrade(&place).await.expect("upgraded");
    assert!(aside.get());
    let refused = old.store.append(old.last_key(), &plain(&entry(9, ""))).await;
    assert_eq!(refused, Err(StorageError::SteppedAside));
    let last = new.last_key().await.expect("a key");
    assert_eq!(new.append(last, &plain(&entry(9, ""))).await, Ok(last.next()));
    drop((old, new));
    place.leave().await;
}

/// A tab that hangs, or is older than these rules, held a newer version up without
/// a word.
#[wasm_bindgen_test]
async fn a_tab_that_does_not_step_aside_is_told_and_waited_for() {
    let place = Place::new();
    lay_down(&place).await;
    let hung = place.raw(None).await;
    let (tell, told) = oneshot::channel();
    let tell = Cell::new(Some(tell));
    let blocked = move || tell.take().into_iter().for_each(|tell| tell.send(()).expect("heard"));
    let opening = Store::open_upgraded(&place.base, SECOND, blocked, |_| {});
    let closing = async {
        told.await.expect("it is told");
        hung.close();
    };
    let (opened, ()) = join(opening, closing).await;
    let opened = opened.expect("upgraded as soon as it may");
    assert_eq!(version(&place).await, 2);
    drop(opened);
    place.leave().await;
}

fn run(script: &str) {
    Function::new_no_args(script).call0(&JsValue::NULL).expect("the script runs");
}
