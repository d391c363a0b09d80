//! Writes tables that spreadsheets open and this import reads back unchanged.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a
//! formula, wherever its text came from. Texts that begin so, or with an
//! apostrophe, get an apostrophe in front, which [`super::reader::Row::cell`]
//! takes off again. A telephone number such as `+62812…` needs none: it can only
//! turn into the number that it is, and other programs are to take it as it stands; numbers and days are written by us and need none. Cells
//! with any delimiter, quote or line end are quoted. In the [`worksheet`] of an
//! Excel workbook a cell says itself that it is a text, and needs no mark.
//!
//! Columns are headed by the words of whoever writes the table, in their language;
//! the import knows those of every language, whichever it speaks itself. Blanks
//! around a text do not survive, because no import of a spreadsheet can tell them
//! from accidents.

pub mod worksheet;

use super::DecimalMark;
use crate::domain::schema::{FieldId, FieldKind, Value, consent, customer, purchase};
use crate::domain::{Channel, Collection, Consent, Currency, Customer, Day, Entity, Purchase};

/// How the file is to be written, by the reader's spreadsheet program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// `,` where the decimal mark is a point, `;` where it is a comma.
    pub delimiter: u8,
    /// What parts whole and fraction.
    pub decimal_mark: DecimalMark,
}

impl Style {
    /// As programs with English settings read it.
    pub const ENGLISH: Style = Style { delimiter: b',', decimal_mark: DecimalMark::Point };
    /// As programs with Indonesian settings read it.
    pub const INDONESIAN: Style = Style { delimiter: b';', decimal_mark: DecimalMark::Comma };
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Text with delimiters.
    Text(Style),
    /// The sheet of an Excel workbook, to be packed by
    /// [`super::workbook::package`].
    Worksheet,
}

/// The byte order mark by which Excel knows UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What the bold letters of a heading need beyond their number.
const HEADING_MARGIN: usize = 3;

/// The customer's fields that stand in front of each purchase.
const OF_CUSTOMER: [FieldId; 4] =
    [customer::EXTERNAL_ID, customer::NAME, customer::PHONE, customer::EMAIL];

/// What a table of purchases holds of each.
const OF_PURCHASE: [FieldId; 7] = [
    purchase::DATE,
    purchase::ORDER_NUMBER,
    purchase::PRODUCT,
    purchase::CHANNEL,
    purchase::QUANTITY,
    purchase::AMOUNT,
    purchase::COST,
];

/// What is told of a customer beside their own fields, for whoever reads the table; an
/// import leaves it out. It follows the customer's name.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// In the reader's words.
    Words(&'a str),
    /// So many.
    Count(Option<u32>),
    /// An amount in minor units.
    Amount(Option<i64>),
    /// A day.
    Day(Option<Day>),
}

/// The word that heads the column of a field.
pub type Label = fn(Collection, FieldId) -> &'static str;

/// A table in the making. The text can be taken out bit by bit, so that a long
/// table is never one text.
#[derive(Debug)]
pub struct Table {
    form: Form,
    currency: Currency,
    /// The customer's fields that it holds, where it is one of those that stand.
    fields: Vec<FieldId>,
    text: String,
    /// How many rows there are, the heading among them.
    rows: u32,
    /// How many cells the row in progress has.
    cells: usize,
}

impl Table {
    /// A table of customers.
    pub fn of_customers(form: Form, currency: Currency, label: Label) -> Table {
        let fields = 0..Collection::Customer.fields().len() as u8;
        let columns: Vec<_> = fields.map(|at| (Collection::Customer, FieldId(at))).collect();
        Table::new(form, currency, &columns, label)
    }

    /// A table of these fields of customers and what else is told of them; its heads must
    /// be such that the import does not take them for a field.
    pub fn of_standing(
        form: Form,
        currency: Currency,
        label: Label,
        fields: Vec<FieldId>,
        heads: &[&'static str],
    ) -> Table {
        let columns = fields.iter().flat_map(|field| {
            let head = label(Collection::Customer, *field);
            let own = (width(Collection::Customer, *field, head), head);
            let told = if *field == customer::NAME { heads } else { &[] };
            [own].into_iter().chain(told.iter().map(|head| (width_for(14, head), *head)))
        });
        let columns = columns.collect();
        Table { fields, ..Table::headed(form, currency, columns) }
    }

    /// A table of purchases.
    pub fn of_purchases(form: Form, currency: Currency, label: Label) -> Table {
        let own = OF_PURCHASE.map(|field| (Collection::Purchase, field));
        Table::new(form, currency, &behind_customers(own), label)
    }

    /// A table of consents, each behind the customer who gave it.
    pub fn of_consents(form: Form, currency: Currency, label: Label) -> Table {
        let own = 1..Collection::Consent.fields().len() as u8;
        let own = own.map(|at| (Collection::Consent, FieldId(at)));
        Table::new(form, currency, &behind_customers(own), label)
    }

    /// A table of whom to contact by a channel: a name and an address, no more.
    pub fn of_contacts(form: Form, currency: Currency, channel: Channel, label: Label) -> Table {
        let address = match channel {
            Channel::Email => customer::EMAIL,
            Channel::Messaging => customer::WHATSAPP,
            Channel::Social => customer::SOCIAL,
            _ => customer::PHONE,
        };
        let columns = [customer::NAME, customer::COMPANY, address];
        Table::new(form, currency, &columns.map(|field| (Collection::Customer, field)), label)
    }

    fn new(
        form: Form,
        currency: Currency,
        columns: &[(Collection, FieldId)],
        label: Label,
    ) -> Table {
        let columns = columns.iter().map(|(collection, field)| {
            let label = label(*collection, *field);
            (width(*collection, *field, label), label)
        });
        Table::headed(form, currency, columns.collect())
    }

    /// A table whose columns have these widths and heads.
    fn headed(form: Form, currency: Currency, columns: Vec<(usize, &str)>) -> Table {
        let text = match form {
            Form::Text(_) => BYTE_ORDER_MARK.to_string(),
            Form::Worksheet => worksheet::begin(columns.iter().map(|(width, _)| *width)),
        };
        let mut table = Table { form, currency, fields: Vec::new(), text, rows: 0, cells: 0 };
        columns.iter().for_each(|(_, label)| table.text(label));
        table.end_row();
        table
    }

    /// Adds a customer to a table of customers.
    pub fn push_customer(&mut self, customer: &Customer) {
        customer.write(|_, value| self.value(value));
        self.end_row();
    }

    /// Adds a customer to a table of [`Table::of_standing`] and what is told of them, in
    /// the order of its heads.
    pub fn push_standing(&mut self, customer: &Customer, told: &[Told<'_>]) {
        customer.write(|field, value| {
            if self.fields.contains(&field) {
                self.value(value);
            }
            if field == customer::NAME {
                told.iter().for_each(|told| self.told(*told));
            }
        });
        self.end_row();
    }

    fn told(&mut self, told: Told<'_>) {
        match told {
            Told::Words(words) => self.text(words),
            Told::Count(Some(count)) => self.number(i64::from(count)),
            Told::Count(None) => self.blank(),
            Told::Amount(amount) => self.amount(amount),
            Told::Day(day) => self.day(day),
        }
    }

    /// Adds a consent to a table of consents.
    pub fn push_consent(&mut self, customer: Option<&Customer>, consent: &Consent) {
        self.customer(customer);
        consent.write(|field, value| {
            if field != consent::CUSTOMER {
                self.value(value);
            }
        });
        self.end_row();
    }

    /// Adds somebody to a table of whom to contact, if there is an address.
    pub fn push_contact(&mut self, customer: &Customer, channel: Channel) {
        let Some(address) = customer.reached_by(channel) else { return };
        for text in [&customer.name, &customer.company] {
            self.text(text.as_deref().unwrap_or(""));
        }
        self.text(address);
        self.end_row();
    }

    /// The cells of a customer who stands in front of something.
    fn customer(&mut self, customer: Option<&Customer>) {
        for named in [
            customer.and_then(|c| c.external_id.as_deref()),
            customer.and_then(|c| c.name.as_deref()),
            customer.and_then(|c| c.phone.as_deref()),
            customer.and_then(|c| c.email.as_deref()),
        ] {
            self.text(named.unwrap_or(""));
        }
    }

    /// A cell of any value but an amount.
    fn value(&mut self, value: Option<Value>) {
        match value {
            None => self.blank(),
            Some(Value::Text(text)) => self.text(&text),
            Some(Value::Integer(number)) => self.number(number),
            Some(Value::Date(day)) => self.day(Some(day)),
            Some(Value::Truth(truth)) => self.number(i64::from(truth)),
            Some(Value::Reference(id)) => self.text(&id.to_string()),
        }
    }

    /// Adds a purchase, with its customer if there is one, to a table of
    /// purchases.
    pub fn push_purchase(&mut self, buyer: Option<&Customer>, purchase: &Purchase) {
        self.customer(buyer);
        self.day(purchase.date);
        for text in [&purchase.order_number, &purchase.product, &purchase.channel] {
            self.text(text.as_deref().unwrap_or(""));
        }
        match purchase.quantity {
            Some(quantity) => self.number(quantity),
            None => self.blank(),
        }
        self.amount(purchase.amount);
        self.amount(purchase.cost);
        self.end_row();
    }

    /// How many rows stand below the heading so far.
    pub fn rows(&self) -> u32 {
        self.rows - 1
    }

    /// Takes out the text so far; the next text follows it.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Ends the table; nothing may follow but what [`Table::take`] takes.
    pub fn end(&mut self) {
        if self.form == Form::Worksheet {
            self.text.push_str(worksheet::END);
        }
    }

    fn amount(&mut self, minor: Option<i64>) {
        let Some(minor) = minor else { return self.blank() };
        let plain = self.currency.plain(minor);
        match self.form {
            Form::Text(Style { decimal_mark: DecimalMark::Comma, .. }) => {
                self.raw(&plain.replace('.', ","));
            }
            Form::Text(_) => self.raw(&plain),
            Form::Worksheet => self.cell(|place, text| worksheet::amount(place, &plain, text)),
        }
    }

    fn number(&mut self, number: i64) {
        match self.form {
            Form::Text(_) => self.raw(&number.to_string()),
            Form::Worksheet => self.cell(|place, text| worksheet::number(place, number, text)),
        }
    }

    fn day(&mut self, day: Option<Day>) {
        let Some(day) = day else { return self.blank() };
        match self.form {
            Form::Text(_) => self.raw(&day.to_string()),
            Form::Worksheet => self.cell(|place, text| worksheet::day(place, day, text)),
        }
    }

    /// A cell of a text that others may have written.
    fn text(&mut self, text: &str) {
        let text = text.trim();
        if self.form == Form::Worksheet {
            return if text.is_empty() {
                self.blank()
            } else {
                let is_heading = self.rows == 0;
                self.cell(|place, into| worksheet::text(place, text, is_heading, into))
            };
        }
        let guard = if text.starts_with(needs_guard) && !is_phone(text) { "'" } else { "" };
        if text.contains([',', ';', '\t', '|', '"', '\r', '\n', '\'']) {
            let doubled = text.replace('"', "\"\"");
            self.raw(&format!("\"{guard}{doubled}\""));
        } else {
            self.raw(&format!("{guard}{text}"));
        }
    }

    fn blank(&mut self) {
        match self.form {
            Form::Text(_) => self.raw(""),
            Form::Worksheet => self.cell(|_, _| ()),
        }
    }

    fn raw(&mut self, cell: &str) {
        if let Form::Text(style) = self.form
            && self.cells > 0
        {
            self.text.push(char::from(style.delimiter));
        }
        self.cells += 1;
        self.text.push_str(cell);
    }

    fn cell(&mut self, write: impl FnOnce(worksheet::Place, &mut String)) {
        if self.cells == 0 {
            worksheet::begin_row(self.rows, &mut self.text);
        }
        write(worksheet::Place { row: self.rows, column: self.cells }, &mut self.text);
        self.cells += 1;
    }

    fn end_row(&mut self) {
        self.text.push_str(match self.form {
            Form::Text(_) => "\r\n",
            Form::Worksheet => worksheet::END_ROW,
        });
        self.rows += 1;
        self.cells = 0;
    }
}

/// Columns behind those of a customer.
fn behind_customers(
    own: impl IntoIterator<Item = (Collection, FieldId)>,
) -> Vec<(Collection, FieldId)> {
    let customers = OF_CUSTOMER.map(|field| (Collection::Customer, field));
    customers.into_iter().chain(own).collect()
}

/// How many letters wide a column is shown: room for what such fields mostly hold,
/// and for its heading in any case.
fn width(collection: Collection, field: FieldId, label: &str) -> usize {
    let kind = collection.fields().get(usize::from(field.0)).map(|field| field.kind);
    let held = match kind {
        Some(FieldKind::Text) => 24,
        Some(FieldKind::Label) => 18,
        Some(FieldKind::Integer | FieldKind::Date) => 14,
        Some(FieldKind::Truth | FieldKind::Reference) | None => 10,
    };
    width_for(held, label)
}

fn width_for(held: usize, label: &str) -> usize {
    held.max(label.chars().count() + HEADING_MARGIN)
}

/// Whether a text that begins with this letter could run as a formula, also
/// in its wide East Asian form, or would lose its apostrophe on import.
pub(super) fn needs_guard(first: char) -> bool {
    "=+-@'＝＋－＠".contains(first)
}

/// Whether a text is a telephone number as we store it.
fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A cell without the apostrophe that marks it as text. Programs that keep
/// phone numbers from becoming numbers write it too: `'0812…`.
pub(super) fn without_guard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(|c| needs_guard(c) || c.is_ascii_digit()) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests;
