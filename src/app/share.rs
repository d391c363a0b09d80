//! Sharing a part of the workspace as a file: written, read back, counted and
//! compared like a backup, and never taken for one.

use super::backup;
use super::session::Session;
use super::work::Writing;
use super::{exports, files};
use crate::words::share as texts;
use leptos::task::spawn_local;
use tangga_engine::domain::{Export, ExportKind};
use tangga_engine::interchange::file::{Extent, Records, held};

/// What an ending says before the file is opened.
const ENDING: &str = "part.tangga.json";

/// Writes a part in the background, offers it as a file and says what is in it.
pub fn share(extent: Extent, writing: Writing) {
    let watch = writing.begin();
    spawn_local(async move {
        let entry = exports::begin(noted(&extent), writing).await;
        match backup::offer(&extent, &stem(&extent), ENDING, None, &watch).await {
            Ok(offered) => {
                let said = texts::shared(&offered.name, offered.records);
                files::say_offered(said, &offered.name, &offered.file);
            }
            Err(error) => {
                entry.take_out().await;
                backup::not_written(&error, move || share(extent.clone(), writing));
            }
        }
        writing.end();
    });
}

/// What a file of this extent would hold, in words; `None` if nothing but the
/// settings. Subscribes.
pub fn contents(extent: &Extent) -> Option<String> {
    let held = Session.read(|workspace| held(workspace, extent));
    let holds_records = held.iter().any(|(collection, _)| collection.holds_data());
    holds_records.then(|| backup::told(&held))
}

/// What the export log says of a part.
fn noted(extent: &Extent) -> Export {
    let (kind, segment) = match &extent.records {
        Records::Segment(segment) => (ExportKind::Segment, Some(segment.clone())),
        Records::Journeys => (ExportKind::Journeys, None),
        Records::All | Records::Readable => (ExportKind::Impersonal, None),
    };
    Export { segment, ..exports::of(kind, backup::records(extent)) }
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
