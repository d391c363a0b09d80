//! Finds the customer of a row, or plans a new one.
//!
//! A row names its customer by number, phone, e-mail address or name, the
//! surest first: a name counts only where the other three are blank. Rows of
//! one file that share an identity are one customer. A stored customer found
//! by phone or e-mail who has another number than the row is somebody else,
//! such as one of a household.
//!
//! One found by phone or e-mail alone who bears another name than the row may be
//! the same person renamed, or another who shares the telephone. Sales go to the
//! stored customer, but nothing of the profile does unless the user says so.

use super::super::cells::{Decimal, parse_day};
use super::super::mapping::{Mapping, Target};
use super::super::{Contents, DateOrder, DecimalMark, Format, Row};
use super::columns::PlannedColumn;
use super::numbered::Numbered;
use super::{BadReason, Existing, Identity, Options, PlannedUpdate};
use crate::domain::schema::{FieldId, FieldKind, Value, customer};
use crate::domain::{Channel, Collection, Rung, phone};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Whom a planned fact is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CustomerRef {
    /// A stored customer, by row.
    Existing(u32),
    /// A planned customer, by position.
    New(u32),
    /// Nobody.
    Nobody,
    /// Somebody who seems to have been erased; nothing about them is planned.
    HeldBack,
}

/// How a row's customer was found.
pub(super) enum Found {
    /// No cell says who it is.
    Nobody,
    /// An earlier row of the file had the customer.
    Again(CustomerRef),
    /// The first row that has the customer, who is stored.
    Stored(u32),
    /// The first row that has the customer, who is new.
    New(u32),
    /// The first row that has the customer, who is new and held back.
    HeldBack,
}

/// The customers of a file so far.
pub(super) struct Customers {
    fields: Vec<(FieldId, usize, PlannedColumn)>,
    count: u32,
    id: Option<usize>,
    phone: Option<usize>,
    email: Option<usize>,
    name: Option<usize>,
    by_id: Named,
    by_phone: Named,
    by_email: Named,
    by_name: Named,
    /// Stored customers met so far.
    met: FxHashSet<u32>,
    date_order: DateOrder,
    decimal_mark: DecimalMark,
    /// Whether a stored value gives way to another one in the file.
    overwrite: bool,
    /// Whether the values of rows that bear another name are taken, too.
    take_other_names: bool,
    /// Whether new customers are planned who seem to have been erased, and how many
    /// there were.
    take_erased: bool,
    pub(super) erased: u64,
    pub(super) updates: Vec<PlannedUpdate>,
    /// The names of rows whose stored customer bears another.
    pub(super) other_names: Vec<PlannedUpdate>,
    /// A hash of each new customer's name, and those of rows that a telephone or an
    /// address alone gives to a new customer of another name.
    bears: Vec<u64>,
    pub(super) also_named: u64,
    pub(super) also_first: String,
    named_otherwise: FxHashSet<(u32, u64)>,
}

/// From so many other names on no more are counted: a placeholder for a telephone number
/// may stand beside each name of a file.
const NOTED_NAMES: usize = 10_000;

/// Customers by one sort of identity.
#[derive(Default)]
struct Named {
    names: Numbered,
    who: Vec<CustomerRef>,
}

impl Named {
    fn get(&self, name: &str) -> Option<CustomerRef> {
        self.who.get(self.names.find(name)? as usize).copied()
    }

    /// Whoever had the name first keeps it; a blank is no name.
    fn insert(&mut self, name: &str, who: CustomerRef) {
        if !name.is_empty() && self.names.number(name) as usize == self.who.len() {
            self.who.push(who);
        }
    }
}

/// Who a row says its customer is, as far as it does.
struct Names<'a> {
    id: &'a str,
    phone: String,
    email: String,
    name: String,
}

/// A customer's number without the `.0` that programs of statistics append.
fn plain_id(cell: &str) -> &str {
    match cell.strip_suffix(".0") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => digits,
        _ => cell,
    }
}

impl Customers {
    pub(super) fn new(mapping: &Mapping, format: &Format, options: &Options) -> Customers {
        let columns = mapping.targets.iter().enumerate();
        let schema = Collection::Customer.fields();
        let fields = columns
            .filter_map(|(column, target)| match target {
                Some(Target::Customer(field)) => schema
                    .get(field.0 as usize)
                    .map(|known| (*field, column, PlannedColumn::new(known.kind))),
                _ => None,
            })
            .collect();
        let column = |field| mapping.column(Target::Customer(field));
        Customers {
            fields,
            count: 0,
            id: column(customer::EXTERNAL_ID),
            phone: column(customer::PHONE),
            email: column(customer::EMAIL),
            name: column(customer::NAME),
            by_id: Named::default(),
            by_phone: Named::default(),
            by_email: Named::default(),
            by_name: Named::default(),
            met: FxHashSet::default(),
            date_order: format.date_order,
            decimal_mark: format.decimal_mark,
            overwrite: options.overwrite && mapping.contents == Contents::Customers,
            take_other_names: options.take_other_names,
            take_erased: options.take_erased,
            erased: 0,
            updates: Vec::new(),
            other_names: Vec::new(),
            bears: Vec::new(),
            also_named: 0,
            also_first: String::new(),
            named_otherwise: FxHashSet::default(),
        }
    }

    pub(super) fn len(&self) -> u32 {
        self.count
    }

    pub(super) fn into_columns(self) -> Vec<(FieldId, PlannedColumn)> {
        self.fields.into_iter().map(|(field, _, column)| (field, column)).collect()
    }

    /// The customers whose numbers the rows have, as far as earlier rows had
    /// them. Nearly every row of a long file has one.
    pub(super) fn numbered(&self, rows: &[Row<'_>]) -> Vec<Option<CustomerRef>> {
        let Some(column) = self.id else { return vec![None; rows.len()] };
        let numbers = self.by_id.names.find_all(rows.iter().map(|row| plain_id(row.cell(column))));
        let who = |number: Option<u32>| self.by_id.who.get(number? as usize).copied();
        numbers.into_iter().map(who).collect()
    }

    /// The row's customer. A new one is planned, a stored one completed; a
    /// cell that cannot be read refuses the row and changes nothing.
    pub(super) fn find(
        &mut self,
        row: &Row<'_>,
        existing: &dyn Existing,
    ) -> Result<Found, (BadReason, usize)> {
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let id = plain_id(cell(self.id));
        if let Some(known) = self.by_id.get(id) {
            return Ok(Found::Again(known));
        }
        let names = Names {
            id,
            phone: phone::normalise(cell(self.phone)),
            email: cell(self.email).to_lowercase(),
            name: cell(self.name).to_lowercase(),
        };
        if names.id.is_empty()
            && let Some(known) = self.named_before(&names)
        {
            self.note_other_name(known, cell(self.name));
            return Ok(Found::Again(known));
        }
        if [names.id, &names.phone, &names.email, &names.name].iter().all(|name| name.is_empty()) {
            return Ok(Found::Nobody);
        }
        let values = self.read_profile(row)?;
        let found = match find_stored(&names, existing) {
            Some((stored, _)) if !self.met.insert(stored) => {
                let who = CustomerRef::Existing(stored);
                self.remember(&names, who);
                Found::Again(who)
            }
            Some((stored, sure)) => {
                let name = cell(self.name);
                if sure || !self.is_other_name(stored, name, existing) {
                    self.complete(stored, &values, existing, self.overwrite);
                } else if self.take_other_names {
                    self.complete(stored, &values, existing, true);
                }
                self.remember(&names, CustomerRef::Existing(stored));
                Found::Stored(stored)
            }
            None if self.is_held_back(&names, existing) => {
                self.remember(&names, CustomerRef::HeldBack);
                Found::HeldBack
            }
            None => {
                let new = self.count;
                self.count += 1;
                for ((_, _, column), value) in self.fields.iter_mut().zip(&values) {
                    column.push(value.as_ref());
                }
                self.bears.push(name_hash(cell(self.name)));
                self.remember(&names, CustomerRef::New(new));
                Found::New(new)
            }
        };
        Ok(found)
    }

    /// Notes a row that goes to a new customer of the file who bears another name: the
    /// same person spelt differently, or another who shares the telephone.
    fn note_other_name(&mut self, who: CustomerRef, name: &str) {
        let CustomerRef::New(new) = who else { return };
        let own = self.bears.get(new as usize).copied().unwrap_or_default();
        let hash = name_hash(name);
        let full = self.named_otherwise.len() >= NOTED_NAMES;
        if hash != 0 && own != 0 && hash != own && !full && self.named_otherwise.insert((new, hash))
        {
            self.also_named += 1;
            if self.also_first.is_empty() {
                name.clone_into(&mut self.also_first);
            }
        }
    }

    /// Whether a new customer seems to have been erased and stays out.
    fn is_held_back(&mut self, names: &Names<'_>, existing: &dyn Existing) -> bool {
        let erased = existing.was_erased(&names.phone, &names.email);
        self.erased += u64::from(erased);
        erased && !self.take_erased
    }

    fn named_before(&self, names: &Names<'_>) -> Option<CustomerRef> {
        let known = self.by_phone.get(&names.phone).or_else(|| self.by_email.get(&names.email));
        let only_name = names.phone.is_empty() && names.email.is_empty();
        known.or_else(|| self.by_name.get(&names.name).filter(|_| only_name))
    }

    fn remember(&mut self, names: &Names<'_>, who: CustomerRef) {
        self.by_id.insert(names.id, who);
        self.by_phone.insert(&names.phone, who);
        self.by_email.insert(&names.email, who);
        if names.id.is_empty() && names.phone.is_empty() && names.email.is_empty() {
            self.by_name.insert(&names.name, who);
        }
    }

    fn read_profile(&self, row: &Row<'_>) -> Result<Vec<Option<Value>>, (BadReason, usize)> {
        self.fields
            .iter()
            .map(|(field, column, _)| {
                let cell = row.cell(*column);
                if cell.is_empty() {
                    return Ok(None);
                }
                self.read_value(*field, cell).map(Some).map_err(|reason| (reason, *column))
            })
            .collect()
    }

    fn read_value(&self, field: FieldId, cell: &str) -> Result<Value, BadReason> {
        let text = |text: &str| Ok(Value::Text(text.to_owned()));
        match field {
            customer::PHONE | customer::WHATSAPP => return text(&phone::normalise(cell)),
            customer::EXTERNAL_ID => return text(plain_id(cell)),
            customer::PREFERRED_CHANNEL if Channel::from_code(cell).is_none() => {
                return Err(BadReason::ChoiceUnknown);
            }
            customer::PINNED_RUNG if Rung::from_code(cell).is_none() => {
                return Err(BadReason::ChoiceUnknown);
            }
            _ => {}
        }
        match Collection::Customer.fields()[field.0 as usize].kind {
            FieldKind::Integer => Decimal::parse(cell, self.decimal_mark)
                .and_then(Decimal::whole)
                .map(Value::Integer)
                .ok_or(BadReason::NumberUnreadable),
            FieldKind::Date => {
                parse_day(cell, self.date_order).map(Value::Date).ok_or(BadReason::DateUnreadable)
            }
            FieldKind::Truth => truth(cell).map(Value::Truth).ok_or(BadReason::ChoiceUnknown),
            FieldKind::Text | FieldKind::Label | FieldKind::Reference => text(cell),
        }
    }

    /// Whether the stored customer bears another name than the row; if so, it is
    /// noted.
    fn is_other_name(&mut self, stored: u32, name: &str, existing: &dyn Existing) -> bool {
        let Some(Value::Text(known)) = existing.value(stored, customer::NAME) else { return false };
        let other = !name.is_empty() && !is_same_name(&known, name);
        if other {
            let value = Value::Text(name.to_owned());
            let field = customer::NAME;
            self.other_names.push(PlannedUpdate { customer: stored, field, value });
        }
        other
    }

    /// Plans what the row adds to a stored customer.
    fn complete(
        &mut self,
        stored: u32,
        values: &[Option<Value>],
        existing: &dyn Existing,
        overwrite: bool,
    ) {
        for ((field, _, _), value) in self.fields.iter().zip(values) {
            let Some(value) = value else { continue };
            let known = existing.value(stored, *field);
            if known.as_ref() != Some(value) && (known.is_none() || overwrite) {
                let update =
                    PlannedUpdate { customer: stored, field: *field, value: value.clone() };
                self.updates.push(update);
            }
        }
    }
}

/// What tells a name from another, whatever its case and blanks; 0 for none.
fn name_hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let mut any = false;
    for word in name.split_whitespace() {
        any = true;
        word.to_lowercase().hash(&mut hasher);
    }
    if any { hasher.finish().max(1) } else { 0 }
}

/// Whether two names differ in nothing but case and blanks.
fn is_same_name(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    letters(one) == letters(other)
}

/// The stored customer so named, and whether more than a telephone or an address,
/// which people share, says so.
fn find_stored(names: &Names<'_>, existing: &dyn Existing) -> Option<(u32, bool)> {
    if !names.id.is_empty()
        && let Some(stored) = existing.find(Identity::ExternalId(names.id))
    {
        return Some((stored, true));
    }
    let others = [
        (names.phone.as_str(), Identity::Phone(&names.phone)),
        (names.email.as_str(), Identity::Email(&names.email)),
    ];
    for (text, identity) in others {
        if text.is_empty() {
            continue;
        }
        if let Some(stored) = existing.find(identity) {
            let number = existing.value(stored, customer::EXTERNAL_ID);
            if names.id.is_empty() || number.is_none() {
                return Some((stored, false));
            }
        }
    }
    if names.id.is_empty() && names.phone.is_empty() && names.email.is_empty() {
        return existing.find(Identity::Name(&names.name)).map(|stored| (stored, true));
    }
    None
}

/// Yes and no in English and Indonesian.
fn truth(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "1" | "true" | "yes" | "y" | "x" | "ya" | "benar" => Some(true),
        "0" | "false" | "no" | "n" | "tidak" | "salah" => Some(false),
        _ => None,
    }
}
