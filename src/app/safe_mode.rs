//! The way out when the app does not start: after two failed starts in a row, or
//! when asked for by `?safe` in the address, nothing is opened and nothing is
//! understood; every byte of the store can be saved as it lies there.
//!
//! A start has failed if the program stopped in it, or if it began a while ago and
//! neither ended nor was left: the tab died, or hung. What is remembered outside of
//! the store are the moments at which starts began that have not ended. Tabs that
//! open at the same time thus do not take each other for failures, and one start
//! that succeeds clears them all.

use crate::browser::service_worker::build_id;
use crate::browser::{clock, download, pause, preferences};
use crate::storage::recovery::{self, RawRecord};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use tangga_engine::interchange::raw;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// Where it is remembered.
const STARTS: &str = "starts";

/// What in the address asks for safe mode.
const ASKED: &str = "?safe";

/// How many failed starts in a row lead here.
const ENOUGH: usize = 2;

/// How long, in milliseconds, a start may take before another takes it for failed.
const PATIENCE: u64 = 10_000;

/// How long, in milliseconds, the pages must stand before the start has succeeded:
/// what stops the program may be in what the first page shows.
const STANDING: u32 = 300;

/// Stands for a start in which the program stopped.
const STOPPED: u64 = 0;

thread_local! {
    /// When this page's start began, while it has not ended.
    static BEGUN: Cell<Option<u64>> = const { Cell::new(None) };
}

/// Whether safe mode is to be shown instead of the app: it was asked for, or the
/// last starts failed. Else a start begins.
pub fn is_due() -> bool {
    let asked = window().location().search().is_ok_and(|query| query == ASKED);
    if asked {
        return true;
    }
    let now = clock::now_ms();
    let mut starts = remembered();
    if failed(&starts, now) >= ENOUGH {
        return true;
    }
    starts.push(now);
    remember(&starts);
    BEGUN.set(Some(now));
    // Who leaves a page that still answers did not see it fail.
    EventListener::new(&window(), "pagehide", |_| forget_own()).forget();
    false
}

/// How many of these starts, by when they began, failed.
pub fn failed(starts: &[u64], now: u64) -> usize {
    let has = |start: &&u64| **start == STOPPED || now.saturating_sub(**start) > PATIENCE;
    starts.iter().filter(has).count()
}

/// The program stopped. If that was in a start, it failed.
pub fn note_stop() {
    if let Some(own) = BEGUN.take() {
        let mut starts = remembered();
        starts.retain(|start| *start != own);
        starts.push(STOPPED);
        remember(&starts);
    }
}

/// The first page is shown. If it still stands after a while, the start succeeded.
pub fn note_success() {
    Timeout::new(STANDING, || {
        if BEGUN.take().is_some() {
            remember(&[]);
        }
    })
    .forget();
}

fn forget_own() {
    if let Some(own) = BEGUN.take() {
        let mut starts = remembered();
        starts.retain(|start| *start != own);
        remember(&starts);
    }
}

fn remembered() -> Vec<u64> {
    let note = preferences::note(STARTS).unwrap_or_default();
    note.split(' ').filter_map(|start| start.parse().ok()).collect()
}

fn remember(starts: &[u64]) {
    let starts: Vec<String> = starts.iter().map(u64::to_string).collect();
    preferences::keep_note(STARTS, &starts.join(" "));
}

/// Leaves safe mode and starts as usual.
pub fn start_normally() {
    remember(&[]);
    let _ = window().location().set_href(&preferences::base_path());
}

/// The address of safe mode.
pub fn address() -> String {
    format!("{}{ASKED}", preferences::base_path())
}

/// How saving every byte went.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum RawExport {
    /// Not begun.
    #[default]
    Idle,
    /// So many records are written.
    Writing(u64),
    /// Offered as a file of so many records.
    Done(u64),
    /// It could not be written.
    Failed,
}

/// Writes every record of every store as it lies there and offers it as a file.
pub fn export_raw(state: RwSignal<RawExport>) {
    state.set(RawExport::Writing(0));
    spawn_local(async move {
        let done = match write_raw(state).await {
            Ok((file, records)) => {
                let (year, month, day) = clock::today();
                let name = format!("Tangga raw {year:04}-{month:02}-{day:02}.jsonl");
                download::save(&name, &file).map(|()| RawExport::Done(records))
            }
            Err(error) => Err(error),
        };
        let _ = state.try_set(done.unwrap_or(RawExport::Failed));
    });
}

async fn write_raw(state: RwSignal<RawExport>) -> Result<(Blob, u64), JsValue> {
    download::make_room();
    let parts = Array::new();
    parts.push(&raw::head(&build_id().unwrap_or_default()).into());
    let mut records = 0;
    recovery::raw_export(&preferences::base_path(), async |record: RawRecord| {
        let RawRecord { store, key, bytes } = record;
        parts.push(&raw::line(&store, &key, bytes.as_deref()).into());
        records += 1;
        if records % 50 == 0 {
            let _ = state.try_set(RawExport::Writing(records));
            pause::pause().await;
        }
    })
    .await
    .map_err(|error| JsValue::from_str(&format!("{error:?}")))?;
    let options = BlobPropertyBag::new();
    options.set_type("application/jsonl");
    let file = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    Ok((file, records))
}
