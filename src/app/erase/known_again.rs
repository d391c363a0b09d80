//! Customers who have the telephone number or the address of somebody who was
//! erased: a duplicate of theirs that stayed, here or because a colleague who erased
//! them knew nothing of it; or somebody who shares a telephone, or became a customer
//! again. Nobody but the person can tell, so they are asked once for each.

use crate::app::session::Session;
use crate::browser::{measure, preferences};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use tangga_engine::domain::{Collection, RecordId};

/// Who of them is to stay, as was said on this device.
const STAY: &str = "known-again-stay";

/// How many of those are remembered, the last ones.
const MOST: usize = 2_000;

/// Customers that are looked at between two looks at the clock.
const ROWS: u32 = 200;

thread_local! {
    /// Grows when somebody is said to stay.
    static SAID: ArcRwSignal<u64> = ArcRwSignal::new(0);
}

/// Looks for them in the background, and again when data or answers change.
pub fn list(found: RwSignal<Vec<RecordId>>) {
    Effect::new(move |_| {
        let version = Session.version();
        SAID.with(ArcRwSignal::track);
        if Session.peek(|workspace| workspace.erased().marks().next().is_none()) {
            return found.set(Vec::new());
        }
        spawn_local(async move {
            let known = look().await;
            // What changed meanwhile is looked at anew.
            if untrack(|| Session.version()) == version {
                let _ = found.try_set(known);
            }
        });
    });
}

async fn look() -> Vec<RecordId> {
    let stay: BTreeSet<RecordId> = staying().into_iter().collect();
    let (mut known, mut row) = (Vec::new(), 0);
    let mut slice = measure::Slice::begin();
    while row < Session.peek(|workspace| workspace.table(Collection::Customer).len() as u32) {
        known.extend(Session.peek(|workspace| workspace.known_again(row..row + ROWS)));
        row += ROWS;
        slice.pause_if_over().await;
    }
    known.retain(|id| !stay.contains(id));
    known
}

fn staying() -> Vec<RecordId> {
    let note = preferences::note(STAY).unwrap_or_default();
    note.split(' ').filter_map(|id| id.parse().ok()).collect()
}

/// Remembers that a customer is somebody else, or came back, and stays.
pub fn stay(customer: RecordId) {
    let mut staying = staying();
    staying.push(customer);
    staying.drain(..staying.len().saturating_sub(MOST));
    let note: Vec<String> = staying.iter().map(RecordId::to_string).collect();
    preferences::keep_note(STAY, &note.join(" "));
    SAID.with(|said| said.update(|count| *count += 1));
}

/// Forgets who stays: everything was deleted.
pub(super) fn forget() {
    preferences::keep_note(STAY, "");
}
