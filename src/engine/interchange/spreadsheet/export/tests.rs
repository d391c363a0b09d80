//! Tests of written tables.

use super::super::plan::{CustomerRef, Existing, Identity, Options, PlannedColumn};
use super::super::workbook::Workbook;
use super::super::workbook::package::Package;
use super::super::{
    Detection, Format, Plan, Planned, Reader, Rows, detect, detect_worksheet, guess,
};
use super::*;
use crate::domain::schema::{FieldId, purchase};
use crate::domain::{Day, Rung};
use calamine::{DataRef, Reader as _, Xlsx};
use proptest::prelude::*;
use std::io::Cursor;

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

/// Headed by the stored names, as tables once were.
fn stored(collection: Collection, field: FieldId) -> &'static str {
    collection.fields()[usize::from(field.0)].name
}

fn import(text: &str) -> Planned {
    import_as(text, &detect(text.as_bytes(), true).unwrap())
}

fn import_as(text: &str, found: &Detection) -> Planned {
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
        let mut table = Table::of_customers(Form::Text(style), dollars(), stored);
        table.push_customer(&siti());
        let planned = import(&table.take());
        assert_eq!(planned.bad_rows, []);
        assert_eq!(read_back(&planned.customers), siti());
    }
}

fn returned() -> Purchase {
    Purchase {
        date: Some(Day(20_000)),
        amount: Some(-125_050),
        cost: Some(-90_000),
        quantity: Some(-2),
        product: Some("-Kopi".into()),
        order_number: Some("=1+1".into()),
        ..Purchase::default()
    }
}

#[test]
fn purchases_are_read_back_unchanged() {
    for style in [Style::ENGLISH, Style::INDONESIAN] {
        let mut table = Table::of_purchases(Form::Text(style), dollars(), stored);
        table.push_purchase(Some(&siti()), &returned());
        check_returned(&import(&table.take()));
    }
}

fn check_returned(planned: &Planned) {
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

/// Packs a table as a workbook.
fn packed(mut table: Table) -> Vec<u8> {
    table.end();
    let mut package = Package::new("Toko: Siti & Ani").unwrap();
    package.feed(&table.take()).unwrap();
    package.finish().unwrap()
}

/// The import of a workbook's first sheet.
fn import_workbook(bytes: Vec<u8>) -> Planned {
    let text = sheet_text(bytes);
    import_as(&text, &detect_worksheet(text.as_bytes(), true).unwrap())
}

fn sheet_text(bytes: Vec<u8>) -> String {
    let mut book = Workbook::open(bytes).unwrap();
    let mut strings = book.strings().unwrap();
    while strings.step().unwrap() {}
    let strings = strings.finish();
    let mut text = String::new();
    let mut sheet = book.read(0, &strings).unwrap();
    while sheet.step(&mut text).unwrap() {}
    text
}

#[test]
fn customers_and_purchases_come_back_unchanged_from_a_workbook() {
    let mut table = Table::of_customers(Form::Worksheet, dollars(), stored);
    table.push_customer(&siti());
    let planned = import_workbook(packed(table));
    assert_eq!(planned.bad_rows, []);
    assert_eq!(read_back(&planned.customers), siti());

    let mut table = Table::of_purchases(Form::Worksheet, dollars(), stored);
    table.push_purchase(Some(&siti()), &returned());
    check_returned(&import_workbook(packed(table)));
}

#[test]
fn a_workbook_holds_texts_days_and_amounts_and_no_formula() {
    let mut table = Table::of_purchases(Form::Worksheet, dollars(), stored);
    table.push_purchase(Some(&siti()), &returned());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(packed(table))).unwrap();
    assert_eq!(book.sheet_names(), ["Toko Siti & Ani"]);
    assert!(book.worksheet_formula("Toko Siti & Ani").unwrap().is_empty());
    let mut cells = Vec::new();
    let mut reader = book.worksheet_cells_reader("Toko Siti & Ani").unwrap();
    while let Some(cell) = reader.next_cell().unwrap() {
        if cell.get_position().0 == 1 {
            cells.push(match cell.get_value() {
                DataRef::DateTime(day) => format!("day {}", day.as_f64()),
                DataRef::Float(number) => format!("number {number}"),
                other => format!("{other:?}"),
            });
        }
    }
    let day = format!("day {}", 20_000 + 25_569);
    let text = |text: &str| format!("String({text:?})");
    let phone = text("+6281234567890");
    assert_eq!(
        cells,
        [
            text("C-7"),
            text("Siti \"Tari\"; Aminah, S.E."),
            phone,
            text("@siti@example.com"),
            day,
            text("=1+1"),
            text("-Kopi"),
            "number -2".to_owned(),
            "number -1250.5".to_owned(),
            "number -900".to_owned(),
        ]
    );
}

/// Every column was as wide as the next, so that names were cut and numbers stood in
/// empty room.
#[test]
fn a_column_is_as_wide_as_what_it_holds_and_its_heading() {
    fn long(_: Collection, _: FieldId) -> &'static str {
        "Thirty letters stand up there."
    }
    let widths = |label: Label| -> Vec<usize> {
        let text = Table::of_purchases(Form::Worksheet, dollars(), label).take();
        let read = |part: &str| part.split('"').next().and_then(|width| width.parse().ok());
        text.split(r#" width=""#).skip(1).filter_map(read).collect()
    };
    // Number, name, telephone, e-mail; date, order, product, channel, three numbers.
    assert_eq!(widths(stored), [24, 24, 24, 24, 14, 24, 18, 18, 14, 14, 14]);
    assert_eq!(widths(long), [33; 11]);
}

#[test]
fn what_a_sheet_cannot_count_is_written_as_text_and_read_back() {
    let old = Customer {
        external_id: Some("C-7".into()),
        birthday: Day::parse_iso("1890-05-17"),
        note: Some("a _x0041_ b\u{7}\r\nc".into()),
        ..Customer::default()
    };
    let mut table = Table::of_customers(Form::Worksheet, dollars(), stored);
    table.push_customer(&old);
    assert_eq!(read_back(&import_workbook(packed(table)).customers), old);
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
    let mut table =
        Table::of_contacts(Form::Text(Style::ENGLISH), dollars(), Channel::Email, stored);
    table.push_contact(&someone(Some("ani@kopi.id")), Channel::Email);
    table.push_contact(&someone(None), Channel::Email);
    assert_eq!(table.take(), "\u{feff}name,company,email\r\n'=SUM(A1),,ani@kopi.id\r\n");
}

/// Telephones had an apostrophe in front, which the tools that send messages do not
/// take.
#[test]
fn a_telephone_number_stands_as_it_is() {
    let ani = Customer {
        name: Some("+62812345678+1".into()),
        phone: Some("+6281234567890".into()),
        ..Customer::default()
    };
    let mut table =
        Table::of_contacts(Form::Text(Style::ENGLISH), dollars(), Channel::Messaging, stored);
    table.push_contact(&ani, Channel::Messaging);
    let text = table.take();
    assert_eq!(text.lines().nth(1), Some("'+62812345678+1,,+6281234567890"));
}

#[test]
fn a_consent_stands_behind_its_customer() {
    let mut table = Table::of_consents(Form::Text(Style::INDONESIAN), dollars(), stored);
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
    fn any_text_comes_back_from_a_workbook(note in "\\PC{0,12}|[_x0-9A-F<>&'\"=+@\t\r\n -]{1,24}") {
        let customer = Customer {
            external_id: Some("C-7".into()),
            note: Some(note.trim().to_owned()).filter(|note| !note.is_empty()),
            ..Customer::default()
        };
        let mut table = Table::of_customers(Form::Worksheet, dollars(), stored);
        table.push_customer(&customer);
        prop_assert_eq!(read_back(&import_workbook(packed(table)).customers), customer);
    }

    #[test]
    fn any_text_is_read_back_and_runs_as_no_formula(note in "[=+@'\"a-c0-9,;|\t\r\n -]{1,20}") {
        let customer = Customer {
            external_id: Some("C-7".into()),
            note: Some(note.trim().to_owned()).filter(|note| !note.is_empty()),
            ..Customer::default()
        };
        let mut table = Table::of_customers(Form::Text(Style::ENGLISH), dollars(), stored);
        table.push_customer(&customer);
        let text = table.take();
        prop_assert_eq!(read_back(&import(&text).customers), customer);
        let (mut reader, mut rows) = (Reader::new(&Format::default()), Rows::default());
        reader.feed(text.as_bytes(), &mut rows).unwrap();
        for row in rows.iter() {
            for cell in row.raw_bytes() {
                let is_number = cell[1.min(cell.len())..].iter().all(u8::is_ascii_digit);
                prop_assert!(!matches!(cell, [b'=' | b'-' | b'@', ..]));
                prop_assert!(!cell.starts_with(b"+") || is_number);
            }
        }
    }
}
