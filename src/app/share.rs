//! Sharing a part of the workspace as a file: written, read back, counted and
//! compared like a backup, and never taken for one.

use super::backup;
use super::commit::Watch;
use super::session::Session;
use super::toaster;
use crate::words::share as texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tangga_engine::interchange::file::{Extent, Records, held};

/// What an ending says before the file is opened.
const ENDING: &str = "part.tangga.json";

/// The sharing of a part from a page. `Copy`; belongs to the view that makes it.
#[derive(Clone, Copy)]
pub struct Sharing {
    /// How far it is, 0 to 1; `None` while nothing is being written.
    pub progress: RwSignal<Option<f64>>,
    watch: StoredValue<Watch, LocalStorage>,
}

impl Default for Sharing {
    /// Nothing is being written yet.
    fn default() -> Sharing {
        Sharing { progress: RwSignal::new(None), watch: StoredValue::new_local(Watch::default()) }
    }
}

impl Sharing {
    /// Writes a part in the background, offers it as a file and says what is in
    /// it. A page that is left does not stop it.
    pub fn share(self, extent: Extent) {
        let progress = self.progress;
        // The page may be gone when it is tried again.
        let _ = progress.try_set(Some(0.0));
        let watch = Watch::new(progress);
        let _ = self.watch.try_set_value(watch.clone());
        spawn_local(async move {
            match backup::offer(&extent, &stem(&extent), ENDING, &watch).await {
                Ok(offered) => toaster().say(texts::shared(offered.name, offered.records)),
                Err(error) => backup::not_written(&error, move || self.share(extent.clone())),
            }
            let _ = progress.try_set(None);
        });
    }

    /// Asks to stop; nothing is offered then.
    pub fn stop(self) {
        let _ = self.watch.try_with_value(Watch::stop);
    }
}

/// What a file of this extent would hold, in words; `None` if nothing but the
/// settings. Subscribes.
pub fn contents(extent: &Extent) -> Option<String> {
    let held = Session.read(|workspace| held(workspace, extent));
    let holds_records = held.iter().any(|(collection, _)| collection.holds_data());
    holds_records.then(|| backup::told(&held))
}

/// What tells the file from others of the day.
fn stem(extent: &Extent) -> String {
    let records = match &extent.records {
        Records::Segment(segment) => segment.as_str(),
        Records::Journeys => texts::journeys_stem(),
        Records::All | Records::Readable => "",
    };
    let personal = if extent.without_personal { texts::impersonal_stem() } else { "" };
    format!("{records} {personal}")
}
