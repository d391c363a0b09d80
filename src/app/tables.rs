//! Exporting customers, purchases, consents or a marketing list as an Excel
//! workbook, or as a text that spreadsheets of this country read.

use super::commit::{self, Watch};
use super::derived::{self, Placements};
use super::excel::{self, Packing};
use super::exports;
use super::session::{Busy, Seen, Session};
use super::work::Writing;
use super::{customer_list, files, toaster};
use crate::browser::{download, intl, measure, pause, preferences};
use crate::words::{self, data as texts};
use js_sys::{Array, Uint8Array};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use std::collections::HashMap;
use std::sync::Arc;
use tangga_engine::analytics::customer_totals::CustomerTotals;
use tangga_engine::analytics::purchase_days::PurchaseDays;
use tangga_engine::analytics::retention::{ActiveRule, LostCustomer};
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{
    Channel, Collection, Consent, Customer, Day, Export, ExportKind, FieldId, NO_AMOUNT, NO_ROW,
    Purchase, Purpose, RecordId, facts,
};
use tangga_engine::interchange::spreadsheet::export::worksheet::MAX_ROWS;
use tangga_engine::interchange::spreadsheet::export::{Form, Style, Table, Told};
use tangga_engine::interchange::spreadsheet::workbook::package::TooLarge;
use tangga_engine::workspace::Workspace;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// Rows that are written between two looks at the clock.
const ROWS: usize = 500;

/// What sort of file a table is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An Excel workbook.
    Workbook,
    /// Text with delimiters.
    Text,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 2] = [Kind::Workbook, Kind::Text];

    /// What forms call it, and how the file's name ends.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Workbook => "xlsx",
            Kind::Text => "csv",
        }
    }

    /// The one that was chosen last.
    pub(super) fn last() -> Kind {
        let note = preferences::note(KIND).unwrap_or_default();
        Kind::from_code(&note)
    }

    /// The one of this code; a workbook if there is none.
    pub(super) fn from_code(code: &str) -> Kind {
        if code == Kind::Text.code() { Kind::Text } else { Kind::Workbook }
    }

    fn media_type(self) -> &'static str {
        match self {
            Kind::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Kind::Text => "text/csv;charset=utf-8",
        }
    }
}

/// In which kind of file the last table was written.
const KIND: &str = "table-kind";

/// What a table holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Contents {
    /// These customers, or all of them.
    Customers(Option<Arc<Vec<RecordId>>>),
    /// Those who left in a period.
    Lost(ActiveRule),
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
            Contents::Customers(_) | Contents::Lost(..) => ExportKind::Customers,
            Contents::Purchases => ExportKind::Purchases,
            Contents::Consents => ExportKind::Consents,
            Contents::MarketingList(_) => ExportKind::MarketingList,
        }
    }

    /// What tells the file from others of the day.
    fn stem(&self) -> String {
        match self {
            Contents::Customers(_) => texts::customers_stem().to_owned(),
            Contents::Lost(rule) => {
                words::retention::lost_stem(rule.period.first, rule.period.last)
            }
            Contents::Purchases => texts::purchases_stem().to_owned(),
            Contents::Consents => texts::consents_stem().to_owned(),
            Contents::MarketingList(_) => texts::marketing_stem().to_owned(),
        }
    }

    fn rows(&self, workspace: &Workspace) -> Vec<u32> {
        let counted = |collection| {
            let (_, counts) = workspace.about(collection);
            (0..counts.len() as u32).filter(|row| counts[*row as usize]).collect()
        };
        let of = |customers: &[RecordId]| {
            let row = |id: &RecordId| {
                let row = workspace.row(Collection::Customer, *id)?;
                workspace.is_alive(Collection::Customer, row).then_some(row)
            };
            customers.iter().filter_map(row).collect()
        };
        match self {
            Contents::Customers(None) => workspace.alive_rows(Collection::Customer).collect(),
            Contents::Customers(Some(customers)) => of(customers),
            Contents::Lost(rule) => {
                let lost = untrack(|| derived::lost_customers(*rule));
                lost.iter().map(|one| one.customer).collect()
            }
            Contents::Purchases => counted(Collection::Purchase),
            Contents::Consents => counted(Collection::Consent),
            Contents::MarketingList(list) => of(&list.customers),
        }
    }

    fn table(&self, form: Form, workspace: &Workspace, rows: &[u32]) -> Table {
        let (currency, label) = (workspace.currency(), words::fields::label);
        match self {
            Contents::Customers(_) | Contents::Lost(..) => {
                let used = |field: &FieldId| {
                    let table = workspace.customers();
                    rows.iter().any(|row| table.value(*row, *field).is_some())
                };
                let fields = (0..Collection::Customer.fields().len() as u8).map(FieldId);
                // A column that nobody has anything in says nothing.
                let fields = fields.filter(|field| *field == customer::NAME || used(field));
                let mut heads = words::customers::standing_heads().to_vec();
                if let Contents::Lost(..) = self {
                    heads.extend(words::customers::lost_heads());
                }
                Table::of_standing(form, currency, label, fields.collect(), &heads)
            }
            Contents::Purchases => Table::of_purchases(form, currency, label),
            Contents::Consents => Table::of_consents(form, currency, label),
            Contents::MarketingList(list) => {
                Table::of_contacts(form, currency, list.channel, label)
            }
        }
    }

    fn push(&self, table: &mut Table, moment: &Moment, workspace: &Workspace, row: u32) {
        let about = |collection| {
            let customer = workspace.about(collection).0[row as usize];
            (customer != NO_ROW).then(|| workspace.read::<Customer>(customer))
        };
        match self {
            Contents::Customers(_) => {
                table.push_standing(&workspace.read::<Customer>(row), &moment.standing(row));
            }
            Contents::Lost(rule) => {
                let mut told = moment.standing(row).to_vec();
                told.extend(moment.before_leaving(row, rule.period.last));
                table.push_standing(&workspace.read::<Customer>(row), &told);
            }
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

/// What is derived of customers in the moment that a table shows.
struct Moment {
    totals: Arc<CustomerTotals>,
    placements: Arc<Placements>,
    days: Arc<PurchaseDays>,
    /// Of those who left, by row.
    lost: HashMap<u32, LostCustomer>,
}

impl Moment {
    fn now(contents: &Contents) -> Moment {
        untrack(|| Moment {
            totals: customer_list::totals(),
            placements: derived::placements(),
            days: derived::purchase_days(),
            lost: match contents {
                Contents::Lost(rule) => {
                    let lost = derived::lost_customers(*rule);
                    lost.iter().map(|one| (one.customer, *one)).collect()
                }
                _ => HashMap::new(),
            },
        })
    }

    /// How a customer stands, as the list shows it.
    fn standing(&self, row: u32) -> [Told<'static>; 4] {
        let at = row as usize;
        let placement = self.placements.get(at).copied().flatten();
        let sales = self.totals.sales.get(at).copied();
        [
            Told::Words(placement.map_or("", |placement| words::choices::rung(placement.rung))),
            Told::Count(self.totals.purchases.get(at).copied()),
            Told::Amount(sales.filter(|sales| *sales != NO_AMOUNT)),
            Told::Day(self.totals.last.get(at).copied().and_then(facts::day_of)),
        ]
    }

    /// Sales and profit of somebody who left, before they did, and when they bought again.
    fn before_leaving(&self, row: u32, until: Day) -> [Told<'static>; 3] {
        let lost = self.lost.get(&row);
        let before = self.days.until(row as usize, until).len();
        [
            Told::Amount(lost.map(|lost| lost.base_sales)),
            Told::Amount(lost.and_then(|lost| lost.base_profit)),
            Told::Day(self.days.of(row as usize).get(before).map(|day| Day(*day))),
        ]
    }
}

/// Why a table was not written.
enum Failure {
    /// It was stopped.
    Stopped,
    /// The browser does not take the file.
    NotSaved,
    /// What writes workbooks could not be fetched.
    NotLoaded,
    /// It has more rows than a sheet may have, or more bytes than an archive.
    TooLarge,
}

impl From<TooLarge> for Failure {
    fn from(_: TooLarge) -> Failure {
        Failure::TooLarge
    }
}

impl From<JsValue> for Failure {
    fn from(_: JsValue) -> Failure {
        Failure::NotSaved
    }
}

/// Notes the export, writes the table in the background and offers it as a file.
pub fn export(contents: Contents, writing: Writing) {
    let watch = writing.begin();
    let kind = writing.table_kind();
    preferences::keep_note(KIND, kind.code());
    spawn_local(async move {
        let _busy = Busy::begin();
        let rows = Session.peek(|workspace| contents.rows(workspace).len());
        let entry = exports::begin(contents.noted(rows), writing).await;
        let name = files::today_name(&contents.stem(), kind.code());
        let saved = match write(&contents, kind, &watch).await {
            Ok((file, rows)) => {
                download::save(&name, &file).map(|()| (file, rows)).map_err(Failure::from)
            }
            Err(failure) => Err(failure),
        };
        match saved {
            Ok((file, rows)) => {
                let said = texts::table_saved(&intl::count(u64::from(rows)), &name);
                files::say_offered(said, &name, &file);
            }
            Err(failure) => {
                entry.take_out().await;
                match failure {
                    Failure::Stopped => toaster().say(texts::cancelled()),
                    Failure::NotSaved => toaster().fail(words::errors::not_saved()),
                    Failure::NotLoaded => toaster().fail(words::errors::not_loaded()),
                    Failure::TooLarge => toaster().fail(texts::too_many_rows()),
                }
            }
        }
        writing.end();
    });
}

/// What takes a table piece by piece.
enum Sheaf {
    Text(Array),
    Workbook(Box<dyn Packing>),
}

impl Sheaf {
    fn add(&mut self, piece: &str) -> Result<(), Failure> {
        match self {
            Sheaf::Text(parts) => {
                parts.push(&piece.into());
                Ok(())
            }
            Sheaf::Workbook(package) => Ok(package.feed(piece)?),
        }
    }

    fn finish(self, kind: Kind) -> Result<Blob, Failure> {
        let options = BlobPropertyBag::new();
        options.set_type(kind.media_type());
        match self {
            Sheaf::Text(parts) => Ok(Blob::new_with_str_sequence_and_options(&parts, &options)?),
            Sheaf::Workbook(package) => {
                let bytes = Array::of1(&Uint8Array::from(package.finish()?.as_slice()));
                Ok(Blob::new_with_u8_array_sequence_and_options(&bytes, &options)?)
            }
        }
    }
}

/// Writes the whole table in slices; it begins anew if the data change meanwhile: a
/// table shows one moment. Says how many rows it has.
async fn write(contents: &Contents, kind: Kind, watch: &Watch) -> Result<(Blob, u32), Failure> {
    download::make_room();
    loop {
        let seen = Seen::now();
        let sheaf = match kind {
            Kind::Text => Sheaf::Text(Array::new()),
            Kind::Workbook => {
                let excel = excel::load().await.map_err(|_| Failure::NotLoaded)?;
                Sheaf::Workbook((excel.pack)(&contents.stem())?)
            }
        };
        let written = write_unchanged(contents, kind, sheaf, seen, watch).await?;
        // A short table has no pause in which it could hear that it is to stop.
        if watch.is_stopped() {
            return Err(Failure::Stopped);
        }
        if let Some((sheaf, rows)) = written {
            return Ok((sheaf.finish(kind)?, rows));
        }
    }
}

/// The whole table and how many rows it has; `None` if the data changed meanwhile.
async fn write_unchanged(
    contents: &Contents,
    kind: Kind,
    mut sheaf: Sheaf,
    seen: Seen,
    watch: &Watch,
) -> Result<Option<(Sheaf, u32)>, Failure> {
    let form = match (kind, words::language()) {
        (Kind::Workbook, _) => Form::Worksheet,
        (Kind::Text, words::Language::English) => Form::Text(Style::ENGLISH),
        (Kind::Text, words::Language::Indonesian) => Form::Text(Style::INDONESIAN),
    };
    commit::whole().await;
    let moment = Moment::now(contents);
    let (mut table, rows) = Session.peek(|workspace| {
        let rows = contents.rows(workspace);
        (contents.table(form, workspace, &rows), rows)
    });
    if kind == Kind::Workbook && rows.len() >= MAX_ROWS {
        return Err(Failure::TooLarge);
    }
    let mut slice = measure::Slice::begin();
    for (done, part) in rows.chunks(ROWS).enumerate() {
        Session.peek(|workspace| {
            part.iter().for_each(|row| contents.push(&mut table, &moment, workspace, *row));
        });
        sheaf.add(&table.take())?;
        if slice.is_over() {
            watch.tell((done * ROWS) as f64 / rows.len() as f64);
            pause::pause().await;
            if watch.is_stopped() {
                return Err(Failure::Stopped);
            }
            if seen != Seen::now() {
                return Ok(None);
            }
            slice = measure::Slice::begin();
        }
    }
    // A table without rows has its heading all the same.
    table.end();
    sheaf.add(&table.take())?;
    Ok(Some((sheaf, table.rows())))
}
