//! Writes tables that spreadsheets open and this import reads back unchanged.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a
//! formula, wherever its text came from. Texts that begin so, or with an
//! apostrophe, get an apostrophe in front, which [`super::reader::Row::cell`]
//! takes off again; numbers and days are written by us and need none. Cells
//! with any delimiter, quote or line end are quoted.
//!
//! Column names are the stored names of fields, which the import knows in any
//! interface language. Blanks around a text do not survive, because no import
//! of a spreadsheet can tell them from accidents.

use super::DecimalMark;
use crate::domain::schema::{Value, consent, customer};
use crate::domain::{Channel, Collection, Consent, Currency, Customer, Entity, Purchase};

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

/// The byte order mark by which Excel knows UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The customer's fields that stand in front of each purchase.
const OF_CUSTOMER: [(crate::domain::FieldId, &str); 4] = [
    (customer::EXTERNAL_ID, "external_id"),
    (customer::NAME, "name"),
    (customer::PHONE, "phone"),
    (customer::EMAIL, "email"),
];

/// A table in the making. The text can be taken out bit by bit, so that a long
/// table is never one text.
#[derive(Debug)]
pub struct Table {
    style: Style,
    currency: Currency,
    text: String,
    in_row: bool,
}

impl Table {
    /// A table of customers.
    pub fn of_customers(style: Style, currency: Currency) -> Table {
        let mut table = Table::new(style, currency);
        for field in Collection::Customer.fields() {
            table.text(field.name);
        }
        table.end_row();
        table
    }

    /// A table of purchases.
    pub fn of_purchases(style: Style, currency: Currency) -> Table {
        let mut table = Table::new(style, currency);
        for (_, name) in OF_CUSTOMER {
            table.text(name);
        }
        for name in ["date", "order_number", "product", "channel", "quantity", "amount", "cost"] {
            table.text(name);
        }
        table.end_row();
        table
    }

    /// A table of consents, each behind the customer who gave it.
    pub fn of_consents(style: Style, currency: Currency) -> Table {
        let mut table = Table::new(style, currency);
        for (_, name) in OF_CUSTOMER {
            table.text(name);
        }
        let own = Collection::Consent.fields().iter().skip(1);
        own.for_each(|field| table.text(field.name));
        table.end_row();
        table
    }

    /// A table of whom to contact by a channel: a name and an address, no more.
    pub fn of_contacts(style: Style, currency: Currency, channel: Channel) -> Table {
        let mut table = Table::new(style, currency);
        let address = match channel {
            Channel::Email => "email",
            Channel::Messaging => "whatsapp",
            Channel::Social => "social",
            _ => "phone",
        };
        ["name", "company", address].into_iter().for_each(|name| table.text(name));
        table.end_row();
        table
    }

    fn new(style: Style, currency: Currency) -> Table {
        Table { style, currency, text: BYTE_ORDER_MARK.to_string(), in_row: false }
    }

    /// Adds a customer to a table of customers.
    pub fn push_customer(&mut self, customer: &Customer) {
        customer.write(|_, value| self.value(value));
        self.end_row();
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
            None => self.raw(""),
            Some(Value::Text(text)) => self.text(&text),
            Some(Value::Integer(number)) => self.raw(&number.to_string()),
            Some(Value::Date(day)) => self.raw(&day.to_string()),
            Some(Value::Truth(truth)) => self.raw(if truth { "1" } else { "0" }),
            Some(Value::Reference(id)) => self.raw(&id.to_string()),
        }
    }

    /// Adds a purchase, with its customer if there is one, to a table of
    /// purchases.
    pub fn push_purchase(&mut self, buyer: Option<&Customer>, purchase: &Purchase) {
        self.customer(buyer);
        self.raw(&purchase.date.map(|day| day.to_string()).unwrap_or_default());
        for text in [&purchase.order_number, &purchase.product, &purchase.channel] {
            self.text(text.as_deref().unwrap_or(""));
        }
        self.raw(&purchase.quantity.map(|number| number.to_string()).unwrap_or_default());
        self.amount(purchase.amount);
        self.amount(purchase.cost);
        self.end_row();
    }

    /// Takes out the text so far; the next text follows it.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    fn amount(&mut self, minor: Option<i64>) {
        let plain = minor.map(|minor| self.currency.plain(minor)).unwrap_or_default();
        match self.style.decimal_mark {
            DecimalMark::Point => self.raw(&plain),
            DecimalMark::Comma => self.raw(&plain.replace('.', ",")),
        }
    }

    /// A cell of a text that others may have written.
    fn text(&mut self, text: &str) {
        let text = text.trim();
        let guard = if text.starts_with(needs_guard) { "'" } else { "" };
        if text.contains([',', ';', '\t', '|', '"', '\r', '\n', '\'']) {
            let doubled = text.replace('"', "\"\"");
            self.raw(&format!("\"{guard}{doubled}\""));
        } else {
            self.raw(&format!("{guard}{text}"));
        }
    }

    fn raw(&mut self, cell: &str) {
        if self.in_row {
            self.text.push(char::from(self.style.delimiter));
        }
        self.in_row = true;
        self.text.push_str(cell);
    }

    fn end_row(&mut self) {
        self.text.push_str("\r\n");
        self.in_row = false;
    }
}

/// Whether a text that begins with this letter could run as a formula, also
/// in its wide East Asian form, or would lose its apostrophe on import.
pub(super) fn needs_guard(first: char) -> bool {
    "=+-@'＝＋－＠".contains(first)
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
mod tests {
    use super::super::plan::{CustomerRef, Existing, Identity, Options, PlannedColumn};
    use super::super::{Format, Plan, Planned, Reader, Rows, detect, guess};
    use super::*;
    use crate::domain::schema::{FieldId, purchase};
    use crate::domain::{Day, Rung};
    use proptest::prelude::*;

    struct Nothing;

    impl Existing for Nothing {
        fn find(&self, _: Identity<'_>) -> Option<u32> {
            None
        }
        fn value(&self, _: u32, _: FieldId) -> Option<Value> {
            None
        }
        fn facts(&self, _: u64) -> u32 {
            0
        }
    }

    fn dollars() -> Currency {
        Currency { code: "USD".into(), decimals: 2 }
    }

    fn import(text: &str) -> Planned {
        let found = detect(text.as_bytes(), true).unwrap();
        let mapping = guess(found.header.as_deref(), &found.columns);
        let options = Options { currency: dollars(), ..Options::default() };
        let mut plan = Plan::new(&mapping, &found.format, options);
        let (mut reader, mut rows) = (Reader::new(&found.format), Rows::default());
        reader.feed(text.as_bytes(), &mut rows).unwrap();
        plan.feed(&rows, &Nothing);
        reader.finish(&mut rows).unwrap();
        plan.feed(&rows, &Nothing);
        plan.finish()
    }

    fn read_back(columns: &[(FieldId, PlannedColumn)]) -> Customer {
        Customer::read(|wanted| {
            let (_, column) = columns.iter().find(|(field, _)| *field == wanted)?;
            match column {
                PlannedColumn::Text(texts) if texts.bytes.is_empty() => None,
                PlannedColumn::Text(texts) => Some(Value::Text(texts.bytes.clone())),
                PlannedColumn::Label(labels) => labels.get(0).map(|w| Value::Text(w.to_owned())),
                PlannedColumn::Integer(all) => {
                    Some(all[0]).filter(|n| *n != i64::MIN).map(Value::Integer)
                }
                PlannedColumn::Date(all) => {
                    Some(all[0]).filter(|d| *d != i32::MIN).map(|d| Value::Date(Day(d)))
                }
                PlannedColumn::Truth(all) => {
                    Some(all[0]).filter(|t| *t < 2).map(|t| Value::Truth(t == 1))
                }
            }
        })
    }

    fn siti() -> Customer {
        Customer {
            external_id: Some("C-7".into()),
            name: Some("Siti \"Tari\"; Aminah, S.E.".into()),
            phone: Some("+6281234567890".into()),
            email: Some("@siti@example.com".into()),
            note: Some("=HYPERLINK(\"http://example.com\")\n-1".into()),
            address: Some("'Jalan' Mawar 1".into()),
            city: Some("Solo".into()),
            birthday: Some(Day(10_000)),
            qualified: Some(true),
            do_not_contact: Some(false),
            share_of_wallet: Some(60),
            pinned_rung: Some(Rung::Loyal.code().into()),
            preferred_channel: Some("messaging".into()),
            ..Customer::default()
        }
    }

    #[test]
    fn a_customer_is_read_back_unchanged() {
        for style in [Style::ENGLISH, Style::INDONESIAN] {
            let mut table = Table::of_customers(style, dollars());
            table.push_customer(&siti());
            let planned = import(&table.take());
            assert_eq!(planned.bad_rows, []);
            assert_eq!(read_back(&planned.customers), siti());
        }
    }

    #[test]
    fn purchases_are_read_back_unchanged() {
        let sale = Purchase {
            date: Some(Day(20_000)),
            amount: Some(-125_050),
            cost: Some(-90_000),
            quantity: Some(-2),
            product: Some("-Kopi".into()),
            order_number: Some("=1+1".into()),
            ..Purchase::default()
        };
        for style in [Style::ENGLISH, Style::INDONESIAN] {
            let mut table = Table::of_purchases(style, dollars());
            table.push_purchase(Some(&siti()), &sale);
            let planned = import(&table.take());
            assert_eq!(planned.bad_rows, []);
            assert_eq!(planned.fact_customers, [CustomerRef::New(0)]);
            let find = |wanted| planned.facts.iter().find(|(field, _)| *field == wanted);
            let integers =
                [(purchase::AMOUNT, -125_050), (purchase::COST, -90_000), (purchase::QUANTITY, -2)];
            for (field, expect) in integers {
                assert_eq!(find(field).unwrap().1, PlannedColumn::Integer(vec![expect]));
            }
            let Some((_, PlannedColumn::Label(products))) = find(purchase::PRODUCT) else {
                panic!("the product is a label");
            };
            assert_eq!(products.get(0), Some("-Kopi"));
            let Some((_, PlannedColumn::Text(orders))) = find(purchase::ORDER_NUMBER) else {
                panic!("the order number is a text");
            };
            assert_eq!(orders.bytes, "=1+1");
        }
    }

    #[test]
    fn a_list_of_whom_to_contact_holds_a_name_and_an_address_and_cannot_calculate() {
        let someone = |email: Option<&str>| Customer {
            name: Some("=SUM(A1)".into()),
            phone: Some("+62812".into()),
            email: email.map(str::to_owned),
            note: Some("likes tea".into()),
            ..Customer::default()
        };
        let mut table = Table::of_contacts(Style::ENGLISH, dollars(), Channel::Email);
        table.push_contact(&someone(Some("ani@kopi.id")), Channel::Email);
        table.push_contact(&someone(None), Channel::Email);
        assert_eq!(table.take(), "\u{feff}name,company,email\r\n'=SUM(A1),,ani@kopi.id\r\n");
    }

    #[test]
    fn a_consent_stands_behind_its_customer() {
        let mut table = Table::of_consents(Style::INDONESIAN, dollars());
        let ani = Customer { name: Some("Ani".into()), ..Customer::default() };
        let given = Consent {
            purpose: Some("news".into()),
            wording: Some("Ya; kirimi saya".into()),
            date: Day::parse_iso("2026-11-20"),
            ..Consent::default()
        };
        table.push_consent(Some(&ani), &given);
        assert_eq!(
            table.take().lines().collect::<Vec<_>>(),
            [
                "\u{feff}external_id;name;phone;email;purpose;channel;wording;source;date;withdrawn",
                ";Ani;;;news;;\"Ya; kirimi saya\";;2026-11-20;",
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_and_runs_as_no_formula(note in "[=+@'\"a-c0-9,;|\t\r\n -]{1,20}") {
            let customer = Customer {
                external_id: Some("C-7".into()),
                note: Some(note.trim().to_owned()).filter(|note| !note.is_empty()),
                ..Customer::default()
            };
            let mut table = Table::of_customers(Style::ENGLISH, dollars());
            table.push_customer(&customer);
            let text = table.take();
            prop_assert_eq!(read_back(&import(&text).customers), customer);
            let (mut reader, mut rows) = (Reader::new(&Format::default()), Rows::default());
            reader.feed(text.as_bytes(), &mut rows).unwrap();
            for row in rows.iter() {
                for cell in row.raw_bytes() {
                    prop_assert!(!matches!(cell, [b'=' | b'+' | b'-' | b'@', ..]));
                }
            }
        }
    }
}
