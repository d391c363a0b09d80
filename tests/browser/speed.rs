//! How long the store takes at full size. Printed, and bounded only where a
//! broken design would show, because machines differ.

use tangga::browser::pause::pause;
use tangga::storage::Segment;
use tangga_engine::interchange::head::LogKey;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use super::place::{entry, fill, import, plain};
use super::raw::Place;

const SEGMENTS: usize = 275;
const SEGMENT_BYTES: usize = 228_000;

fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).expect("a clock").now()
}

#[wasm_bindgen_test]
async fn sixty_mebibytes_are_saved_and_read_and_an_edit_costs_no_more_after_them() {
    let place = Place::new();
    let opened = place.open().await;
    let store = &opened.store;
    let before = appends(&place, LogKey::START).await;
    let start = now();
    let mut staging = store.stage().await;
    let segments = (0..SEGMENTS).map(|number| {
        // Not compressible, as packed amounts and ids hardly are.
        let mut state = number as u64 + 1;
        let bytes = (0..SEGMENT_BYTES / 8).flat_map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        });
        bytes.collect()
    });
    fill(&mut staging, ("purchase", 4_000), segments).await;
    let staged = staging.finish().await.expect("staged");
    let last = store.last_key().await.expect("a key");
    store.append(last, &import(&entry(1, "import"), &staged)).await.expect("appended");
    let saved = now() - start;

    let start = now();
    let again = place.open().await;
    let opening = now() - start;
    let start = now();
    let mut read = 0;
    let damages = again
        .store
        .read_segments(&again.segments, async |batch: Vec<Segment>| {
            read += batch.iter().map(|segment| segment.bytes.len()).sum::<usize>();
            pause().await;
        })
        .await;
    let reading = now() - start;
    assert_eq!(damages, Ok(vec![]));
    assert_eq!(read, SEGMENTS * SEGMENT_BYTES);
    let after = appends(&place, last.next()).await;
    console_log!(
        "{} MiB: making and saving {saved:.0} ms, opening {opening:.0} ms, reading {reading:.0} ms; \
         append median {:.2} ms before and {:.2} ms after (95th {:.2} and {:.2})",
        read >> 20,
        before.0,
        after.0,
        before.1,
        after.1,
    );
    drop((opened, again, staged));
    place.leave().await;
}

/// The median and the 95th percentile of 100 appends of 200 bytes.
async fn appends(place: &Place, mut last: LogKey) -> (f64, f64) {
    let store = place.open().await.store;
    let mut times = Vec::new();
    for number in 0..100 {
        let bytes = entry(1_000 * u128::from(last.0) + number, &"x".repeat(184));
        let start = now();
        last = store.append(last, &plain(&bytes)).await.expect("appended");
        times.push(now() - start);
    }
    times.sort_by(f64::total_cmp);
    (times[50], times[95])
}
