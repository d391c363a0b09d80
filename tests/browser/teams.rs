//! The simulated teams of the native tests on real IndexedDB: what a few seeds
//! made each device store, transaction by transaction, with its crashes, and then
//! what opening the stores gives.

use tangga::storage::{Append, Fold, NewSegment, Segment, StorageError, Store};
use tangga_engine::interchange::file::canonical;
use tangga_engine::interchange::head::{LogKey, SegmentEntry, StoreHead, VectorRecord};
use tangga_engine::interchange::{erasure, foreign, log, segment};
use tangga_engine::workspace::{VersionVector, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;

use super::place::keys;
use super::raw::Place;

#[path = "../engine/model_store.rs"]
mod model_store;
#[path = "../engine/simulation.rs"]
mod simulation;
#[path = "../engine/team.rs"]
#[allow(dead_code, reason = "the native tests use the rest")]
mod team;

use model_store::Deed;

/// A device's store while its deeds are done again.
struct Replayed<'a> {
    place: &'a Place,
    store: Store,
    last: LogKey,
    live: Vec<u32>,
}

impl Replayed<'_> {
    async fn open(place: &Place) -> Replayed<'_> {
        let opened = place.open().await;
        let (last, live) = (opened.last_key(), keys(&opened.segments));
        Replayed { place, store: opened.store, last, live }
    }

    async fn again(&mut self, deed: &Deed) {
        match deed {
            Deed::Append { entry, history, vector } => {
                let vector = vector.stamps().map(|stamp| (stamp.device, stamp.time));
                let append = Append {
                    entry,
                    history,
                    vector: vector.collect::<VectorRecord>(),
                    staged: None,
                    lasting: false,
                    erases: false,
                };
                let appended = self.store.append(self.last, &append).await;
                assert_eq!(appended, Ok(self.last.next()));
                self.last = self.last.next();
            }
            Deed::Stage(segments) => drop(self.stage(segments).await),
            Deed::Fold { segments, foreign, erased } => {
                let staged = self.stage(segments).await;
                let fold = Fold {
                    folded_to: self.last,
                    live: &self.live,
                    remove: &self.live,
                    staged: &staged,
                    foreign: Some(foreign),
                    erased: Some(erased),
                };
                self.store.fold(&fold).await.expect("folded");
                self.live = keys(staged.entries());
            }
            Deed::Crash => {
                let (last, live) = (self.last, std::mem::take(&mut self.live));
                *self = Replayed::open(self.place).await;
                assert_eq!((self.last, &self.live), (last, &live), "what was stored is there");
            }
        }
    }

    async fn stage(&self, segments: &[Vec<u8>]) -> tangga::storage::Staged {
        let mut staging = self.store.stage().await;
        let mut segments = segments.iter().map(|bytes| {
            let table = segment::decode(bytes).expect("a segment");
            let (collection, rows) = (table.collection().name().to_owned(), table.len() as u32);
            NewSegment { collection, rows, bytes: bytes.clone() }
        });
        let filled: Result<(), StorageError> = staging.fill(async || Ok(segments.next())).await;
        filled.expect("staged");
        staging.finish().await.expect("staged")
    }
}

/// What the store holds, read as the app reads it.
async fn read(place: &Place) -> Workspace {
    let opened = place.open().await;
    let mut workspace = Workspace::new();
    let entries: &[SegmentEntry] = &opened.segments;
    let damages = opened
        .store
        .read_segments(entries, async |segments: Vec<Segment>| {
            for part in segments {
                workspace.load(segment::decode(&part.bytes).expect("a segment"));
            }
        })
        .await;
    assert_eq!(damages, Ok(Vec::new()));
    if let Some(bytes) = &opened.foreign {
        workspace.load_foreign(&foreign::decode(bytes).expect("stored records"));
    }
    if let Some(bytes) = &opened.erased {
        workspace.load_erased(&erasure::decode(bytes).expect("stored ids"));
    }
    let head: &StoreHead = &opened.head;
    workspace.load_vector(head.latest_stamps().collect::<VersionVector>());
    for entry in &opened.tail {
        workspace.apply(&log::decode(&entry.bytes).expect("an entry"));
    }
    workspace
}

#[wasm_bindgen_test]
async fn three_simulated_teams_end_with_the_same_workspace_on_real_stores() {
    for seed in 0..3 {
        let team = simulation::run(seed);
        let mut held = Vec::new();
        for deeds in team.deeds() {
            let place = Place::new();
            let mut replayed = Replayed::open(&place).await;
            for deed in deeds {
                replayed.again(deed).await;
            }
            drop(replayed);
            held.push(canonical(&read(&place).await));
            place.leave().await;
        }
        assert_eq!(held.len(), 4);
        assert!(held.iter().all(|bytes| *bytes == team.canonical()), "seed {seed}");
    }
}
