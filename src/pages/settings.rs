//! Settings: the business, this device, the backup reminder, the sample, the way
//! out, and what Tangga is.

mod device;
mod firm;
mod reminder;
mod way_out;

pub use device::LanguageButtons;

use crate::browser::service_worker::build_id;
use crate::components::{PageHeader, Panel};
use crate::pages::diagnostic::Diagnostic;
use crate::words::settings as texts;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    view! {
        <div class="stack settings">
            <PageHeader title=texts::title() subtitle=texts::subtitle()/>
            <div class="columns">
                <firm::Firm/>
                <device::Device/>
                <reminder::Reminder/>
                <way_out::WayOut/>
                <Diagnostic/>
                <About/>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn About() -> impl IntoView {
    let build = build_id().unwrap_or_else(|| texts::development().to_owned());
    let version = texts::version(format!("{} ({build})", env!("CARGO_PKG_VERSION")));
    view! {
        <Panel heading=texts::about() finding=version>
            <div class="stack">
                <p>{texts::about_text()}</p>
                <p>{texts::where_kept()}</p>
                <p class="quiet">{texts::licence()}</p>
            </div>
        </Panel>
    }
    .into_any()
}
