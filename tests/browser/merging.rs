//! Looking at a colleague's file before it is brought in. The page and its store are
//! those of the tests in `app.rs`.

use leptos::prelude::{GetUntracked, Owner};
use tangga::app::files;
use tangga::app::merge::{Class, Merging, Step};
use tangga::app::session::Session;
use tangga::browser::clock;
use tangga::words::history as words;
use tangga_engine::domain::DeviceId;
use tangga_engine::workspace::Workspace;
use wasm_bindgen_test::wasm_bindgen_test;

use super::app::{added, app, store, until};
use super::rescue::start_over;
use super::snapshots::of_a_colleague_at;

/// Of each record it was said from which file it comes, and not whose work it is.
#[wasm_bindgen_test]
async fn a_record_of_a_file_says_which_device_wrote_it_as_far_as_the_file_names_it() {
    app().await;
    start_over().await.expect("begun anew");
    store(added("Budi").0).await.expect("stored");
    let owner = Owner::new_root(None);
    let merging = owner.with(Merging::new);
    merging.take(of_a_colleague_at("Ani", clock::now_ms()));
    until(|| !matches!(merging.work.step.get_untracked(), Step::Reading | Step::Comparing)).await;
    if merging.work.step.get_untracked() == Step::Asking {
        merging.agree();
    }
    until(|| matches!(merging.work.step.get_untracked(), Step::Ready(_))).await;
    let stamps = merging.with_looked(|looked| {
        let opened = looked.open(looked.lines(Class::New, 0, 1)[0]).expect("a new record");
        opened.fields.iter().map(|field| field.theirs_stamp.device).collect::<Vec<_>>()
    });
    let devices = stamps.expect("it is looked at");
    assert!(!devices.is_empty() && devices.iter().all(|device| merging.who(*device) == "Rina"));
    let own = Session.peek(Workspace::latest).device;
    assert_eq!(merging.who(own), files::this_device_words());
    assert_eq!(merging.who(DeviceId(5)), words::by_other_device());
}
