//! Exporting customers, purchases, consents or a marketing list as a table that
//! spreadsheets of this country read.

use super::commit::Watch;
use super::exports;
use super::session::{Busy, Seen, Session};
use super::work::Writing;
use super::{files, toaster};
use crate::browser::{download, measure, pause};
use crate::words::{self, data as texts};
use js_sys::Array;
use leptos::task::spawn_local;
use std::sync::Arc;
use tangga_engine::domain::{
    Channel, Collection, Consent, Customer, Export, ExportKind, NO_ROW, Purchase, Purpose, RecordId,
};
use tangga_engine::interchange::spreadsheet::export::{Style, Table};
use tangga_engine::workspace::Workspace;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// Rows that are written between two looks at the clock.
const ROWS: usize = 500;

/// What a table holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Contents {
    /// All customers.
    Customers,
    /// All purchases.
    Purchases,
    /// All consents.
    Consents,
    /// Some customers, to be contacted.
    MarketingList(MarketingList),
}

/// Whom a marketing list names, and why it may.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MarketingList {
    /// The customers.
    pub customers: Arc<Vec<RecordId>>,
    /// What for.
    pub purpose: Purpose,
    /// How they are reached.
    pub channel: Channel,
    /// How many of them may not be contacted and are in it all the same.
    pub without_consent: usize,
}

impl Contents {
    fn kind(&self) -> ExportKind {
        match self {
            Contents::Customers => ExportKind::Customers,
            Contents::Purchases => ExportKind::Purchases,
            Contents::Consents => ExportKind::Consents,
            Contents::MarketingList(_) => ExportKind::MarketingList,
        }
    }

    /// What tells the file from others of the day.
    fn stem(&self) -> &'static str {
        match self {
            Contents::Customers => texts::customers_stem(),
            Contents::Purchases => texts::purchases_stem(),
            Contents::Consents => texts::consents_stem(),
            Contents::MarketingList(_) => texts::marketing_stem(),
        }
    }

    fn rows(&self, workspace: &Workspace) -> Vec<u32> {
        let counted = |collection| {
            let (_, counts) = workspace.about(collection);
            (0..counts.len() as u32).filter(|row| counts[*row as usize]).collect()
        };
        match self {
            Contents::Customers => workspace.alive_rows(Collection::Customer).collect(),
            Contents::Purchases => counted(Collection::Purchase),
            Contents::Consents => counted(Collection::Consent),
            Contents::MarketingList(list) => {
                let row = |id: &RecordId| {
                    let row = workspace.row(Collection::Customer, *id)?;
                    workspace.is_alive(Collection::Customer, row).then_some(row)
                };
                list.customers.iter().filter_map(row).collect()
            }
        }
    }

    fn table(&self, style: Style, workspace: &Workspace) -> Table {
        let currency = workspace.currency();
        match self {
            Contents::Customers => Table::of_customers(style, currency),
            Contents::Purchases => Table::of_purchases(style, currency),
            Contents::Consents => Table::of_consents(style, currency),
            Contents::MarketingList(list) => Table::of_contacts(style, currency, list.channel),
        }
    }

    fn push(&self, table: &mut Table, workspace: &Workspace, row: u32) {
        let about = |collection| {
            let customer = workspace.about(collection).0[row as usize];
            (customer != NO_ROW).then(|| workspace.read::<Customer>(customer))
        };
        match self {
            Contents::Customers => table.push_customer(&workspace.read::<Customer>(row)),
            Contents::Purchases => {
                let purchase = workspace.read::<Purchase>(row);
                table.push_purchase(about(Collection::Purchase).as_ref(), &purchase);
            }
            Contents::Consents => {
                let consent = workspace.read::<Consent>(row);
                table.push_consent(about(Collection::Consent).as_ref(), &consent);
            }
            Contents::MarketingList(list) => {
                table.push_contact(&workspace.read::<Customer>(row), list.channel);
            }
        }
    }

    /// What the export log says of it.
    fn noted(&self, rows: usize) -> Export {
        let noted = exports::of(self.kind(), rows as u64);
        match self {
            Contents::MarketingList(list) => Export {
                purpose: Some(list.purpose.code().to_owned()),
                channel: Some(list.channel.code().to_owned()),
                without_consent: Some(list.without_consent as i64),
                ..noted
            },
            _ => noted,
        }
    }
}

/// Notes the export, writes the table in the background and offers it as a file.
pub fn export(contents: Contents, writing: Writing) {
    let watch = writing.begin();
    spawn_local(async move {
        let _busy = Busy::begin();
        let rows = Session.peek(|workspace| contents.rows(workspace).len());
        let entry = exports::begin(contents.noted(rows), writing).await;
        let name = files::today_name(contents.stem(), "csv");
        let written = write(&contents, &watch).await;
        match written.map(|file| file.and_then(|file| download::save(&name, &file))) {
            Some(Ok(())) => {}
            failed => {
                entry.take_out().await;
                match failed {
                    Some(_) => toaster().fail(words::errors::not_saved()),
                    None => toaster().say(texts::cancelled()),
                }
            }
        }
        writing.end();
    });
}

/// Writes the whole table in slices; `None` if it was stopped.
async fn write(contents: &Contents, watch: &Watch) -> Option<Result<Blob, JsValue>> {
    let parts = loop {
        let parts = write_unchanged(contents, watch).await;
        if watch.is_stopped() {
            return None;
        }
        if let Some(parts) = parts {
            break parts;
        }
    };
    let options = BlobPropertyBag::new();
    options.set_type("text/csv;charset=utf-8");
    Some(Blob::new_with_str_sequence_and_options(&parts, &options))
}

/// The table's texts. `None` when it was stopped, or the data changed meanwhile: a
/// table shows one moment.
async fn write_unchanged(contents: &Contents, watch: &Watch) -> Option<Array> {
    let seen = Seen::now();
    let style = match words::language() {
        words::Language::English => Style::ENGLISH,
        words::Language::Indonesian => Style::INDONESIAN,
    };
    let (mut table, rows) =
        Session.peek(|workspace| (contents.table(style, workspace), contents.rows(workspace)));
    let parts = Array::new();
    let mut slice = measure::Slice::begin();
    for (done, part) in rows.chunks(ROWS).enumerate() {
        Session.peek(|workspace| {
            part.iter().for_each(|row| contents.push(&mut table, workspace, *row));
        });
        parts.push(&table.take().into());
        if slice.is_over() {
            watch.tell((done * ROWS) as f64 / rows.len() as f64);
            pause::pause().await;
            if watch.is_stopped() || seen != Seen::now() {
                return None;
            }
            slice = measure::Slice::begin();
        }
    }
    // A table without rows has its heading all the same.
    parts.push(&table.take().into());
    Some(parts)
}
