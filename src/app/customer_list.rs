//! Which customers a list shows, and in which order.
//!
//! What takes long at 100,000 customers is made once and kept until the
//! workspace, the day or the language changes: the texts to search in, each
//! column's order, the totals.
//! A keystroke then costs a scan over signatures and one pass over an order.

use super::derived;
use super::session::Session;
use crate::browser::measure;
use crate::words::{self, Language};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use tangga_engine::analytics::customer_totals::{CustomerTotals, customer_totals};
use tangga_engine::analytics::marketing_list::{self, MarketingList};
use tangga_engine::domain::schema::{FieldKind, customer};
use tangga_engine::domain::{
    Channel, Collection, Day, FieldId, NO_AMOUNT, NO_ROW, Purpose, Rung, Value,
};
use tangga_engine::workspace::Workspace;
use tangga_engine::workspace::order::Order;
use tangga_engine::workspace::search::{Haystack, Query};

/// Column keys besides the schema's field names.
pub const RUNG: &str = "rung";
/// Purchases that count.
pub const PURCHASES: &str = "purchases";
/// Sales of all time.
pub const SALES: &str = "sales";
/// The day of the last purchase.
pub const LAST_PURCHASE: &str = "last_purchase";

/// What somebody is to be contacted for, and how.
pub type Asked = (Purpose, Channel);

/// What the list is narrowed to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Narrowing {
    /// What is typed into the search field.
    pub typed: String,
    /// Customers on this rung only.
    pub rung: Option<Rung>,
    /// Customers of this segment only; the empty text is those of none.
    pub segment: Option<String>,
    /// Customers who may be contacted for this by this channel only.
    pub consent: Option<Asked>,
    /// Customers whose last purchase is longer ago than so many days only.
    pub quiet: Option<i32>,
}

impl Narrowing {
    /// Whether it leaves anybody out.
    pub fn narrows(&self) -> bool {
        !self.typed.trim().is_empty()
            || self.rung.is_some()
            || self.segment.is_some()
            || self.consent.is_some()
            || self.quiet.is_some()
    }
}

/// What is kept, and of which state.
#[derive(Default)]
struct Kept {
    state: Option<((u64, Day), Language)>,
    haystack: Option<Arc<Haystack>>,
    totals: Option<Arc<CustomerTotals>>,
    orders: HashMap<&'static str, Arc<Order>>,
    /// The last search and the rows it found.
    found: Option<(String, Arc<Vec<bool>>)>,
    /// Who may be contacted, for the last purpose and channel asked for.
    may_be_contacted: Option<(Asked, Arc<Vec<bool>>)>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Asks what is kept of the workspace as it is now; subscribes the reader.
fn with_kept<R>(ask: impl FnOnce(&mut Kept) -> R) -> R {
    let state = Some((derived::state(), words::language()));
    KEPT.with_borrow_mut(|kept| {
        if kept.state != state {
            *kept = Kept { state, ..Kept::default() };
        }
        ask(kept)
    })
}

/// Each customer's purchases, sales and last purchase, by row.
pub fn totals() -> Arc<CustomerTotals> {
    if let Some(totals) = with_kept(|kept| kept.totals.clone()) {
        return totals;
    }
    let totals = Arc::new(Session.peek(|workspace| {
        let customers = workspace.customers().len();
        customer_totals(workspace.purchases(), customers)
    }));
    with_kept(|kept| kept.totals = Some(Arc::clone(&totals)));
    totals
}

/// The rows of the customers to show, in the order of a column.
pub fn rows(narrowing: &Narrowing, column: &'static str, descending: bool) -> Arc<Vec<u32>> {
    let order = order(column);
    let placements = narrowing.rung.map(|_| derived::placements());
    let of_rung = |row: u32| match (&placements, narrowing.rung) {
        (Some(placements), Some(rung)) => {
            let placement = placements.get(row as usize).copied().flatten();
            placement.is_some_and(|placement| placement.rung == rung)
        }
        _ => true,
    };
    let segments = narrowing.segment.as_ref().map(|_| derived::segments());
    let wanted = segments.as_ref().zip(narrowing.segment.as_ref()).map(|(segments, name)| {
        let place = segments.names.iter().position(|known| known == name);
        match place {
            Some(place) => Some(place as u32),
            None => name.is_empty().then_some(NO_ROW),
        }
    });
    let of_segment = |row: u32| match (&segments, wanted) {
        (Some(segments), Some(wanted)) => segments.of.get(row as usize).copied() == wanted,
        _ => true,
    };
    let may_be_contacted = narrowing.consent.map(may_be_contacted);
    let of_consent =
        |row: u32| may_be_contacted.as_ref().is_none_or(|may| may.get(row as usize) == Some(&true));
    let quiet = narrowing.quiet.map(|days| (totals(), Session.today().plus_days(-days)));
    // Who never bought has not fallen quiet.
    let is_quiet = |row: u32| {
        quiet.as_ref().is_none_or(|(totals, since)| {
            let last = totals.last.get(row as usize).copied().unwrap_or(i32::MIN);
            last != i32::MIN && last < since.0
        })
    };
    let pick = |found: &dyn Fn(u32) -> bool| {
        order.pick(descending, |row| {
            found(row) && of_rung(row) && of_segment(row) && of_consent(row) && is_quiet(row)
        })
    };
    let Some(query) = Query::read(&narrowing.typed) else {
        return Arc::new(pick(&|_| true));
    };
    // Only a new search is a keystroke; sorting again is not.
    let known = with_kept(|kept| kept.found.clone()).filter(|(typed, _)| *typed == narrowing.typed);
    let span = known.is_none().then(|| measure::Span::begin("search.keystroke"));
    let found = match known {
        Some((_, found)) => found,
        None => Arc::new(haystack().matches(&query)),
    };
    let rows = pick(&|row| found.get(row as usize) == Some(&true));
    if let Some(span) = span {
        span.end();
    }
    with_kept(|kept| kept.found = Some((narrowing.typed.clone(), found)));
    Arc::new(rows)
}

/// By row who may be contacted for a purpose by a channel: they agreed, and did not
/// ask to be left alone.
fn may_be_contacted(wanted: Asked) -> Arc<Vec<bool>> {
    let kept = with_kept(|kept| kept.may_be_contacted.clone());
    if let Some((_, may)) = kept.filter(|(of, _)| *of == wanted) {
        return may;
    }
    let may = Arc::new(Session.peek(|workspace| {
        let standings = workspace.standings(wanted.0, wanted.1, Session.today());
        let customers = workspace.customers();
        let asked_not =
            |row| customers.value(row, customer::DO_NOT_CONTACT) == Some(Value::Truth(true));
        (0..).zip(standings).map(|(row, standing)| standing.holds() && !asked_not(row)).collect()
    }));
    with_kept(|kept| kept.may_be_contacted = Some((wanted, Arc::clone(&may))));
    may
}

/// Who of these customers would be in a marketing list, and who not and why.
/// Subscribes.
pub fn marketing_list(rows: &[u32], purpose: Purpose, channel: Channel) -> MarketingList {
    Session.read(|workspace| {
        let customers = workspace.customers();
        let standings = workspace.standings(purpose, channel, Session.today());
        marketing_list::marketing_list(
            rows,
            &standings,
            |row| workspace.is_erased(row),
            |row| customers.value(row, customer::DO_NOT_CONTACT) == Some(Value::Truth(true)),
            |row| workspace.reaches(row, channel),
        )
    })
}

/// Gathers the texts to search in ahead of the first keystroke: when the search
/// field gets the focus.
pub fn prepare() {
    untrack(haystack);
}

fn haystack() -> Arc<Haystack> {
    if let Some(haystack) = with_kept(|kept| kept.haystack.clone()) {
        return haystack;
    }
    let gather = |workspace: &Workspace| {
        let customers = workspace.customers();
        let label = |row| words::customers::name_of(customers, row);
        Haystack::gather(customers, label, |row| workspace.other_names(row))
    };
    let haystack = Arc::new(Session.peek(gather));
    with_kept(|kept| kept.haystack = Some(Arc::clone(&haystack)));
    haystack
}

fn order(column: &'static str) -> Arc<Order> {
    if let Some(order) = with_kept(|kept| kept.orders.get(column).cloned()) {
        return order;
    }
    let span = measure::Span::begin("sort.column");
    let order = Arc::new(match column {
        RUNG => {
            let placements = derived::placements();
            let rung = |row: u32| placements.get(row as usize)?.map(|placement| placement.rung);
            Session.peek(|workspace| Order::by_value(customers(workspace), rung))
        }
        PURCHASES => by_total(|totals, row| totals.purchases.get(row).copied().map(i64::from)),
        SALES => by_total(|totals, row| totals.sales.get(row).copied()),
        LAST_PURCHASE => by_total(|totals, row| {
            totals.last.get(row).copied().filter(|day| *day != i32::MIN).map(i64::from)
        }),
        field => Session.peek(|workspace| {
            by_field(workspace, Collection::Customer.field(field).unwrap_or(FieldId(0)))
        }),
    });
    span.end();
    with_kept(|kept| kept.orders.insert(column, Arc::clone(&order)));
    order
}

fn customers(workspace: &Workspace) -> impl Iterator<Item = u32> + '_ {
    workspace.alive_rows(Collection::Customer)
}

fn by_total(value: fn(&CustomerTotals, usize) -> Option<i64>) -> Order {
    let totals = totals();
    let value = |row: u32| value(&totals, row as usize).filter(|value| *value != NO_AMOUNT);
    Session.peek(|workspace| Order::by_value(customers(workspace), value))
}

fn by_field(workspace: &Workspace, field: FieldId) -> Order {
    let table = workspace.customers();
    let rows = customers(workspace);
    match Collection::Customer.fields()[field.0 as usize].kind {
        FieldKind::Label => {
            let (words, codes) = table.labels(field);
            Order::by_label(rows, words, codes)
        }
        FieldKind::Integer => Order::by_value(rows, |row| table.integer(row, field)),
        FieldKind::Date => {
            let days = table.dates(field);
            Order::by_value(rows, |row| days.get(row as usize).copied().filter(|d| *d != i32::MIN))
        }
        FieldKind::Text | FieldKind::Truth | FieldKind::Reference => {
            Order::by_text(rows, |row| table.text(row, field))
        }
    }
}

/// Words that the column holds already, in alphabetical order: what a form
/// offers while typing. At most a hundred, so that the form stays quick.
pub fn words_in(collection: Collection, field: FieldId) -> Vec<String> {
    Session.peek(|workspace| {
        let (words, _) = workspace.labels(collection, field);
        let mut words: Vec<String> = words.iter().take(100).map(|word| word.to_string()).collect();
        words.sort_by_cached_key(|word| word.to_lowercase());
        words
    })
}
