use super::super::{CHUNK_BYTES, Detection, Reader, Target, detect, guess};
use super::*;
use crate::domain::schema::{customer, feedback, purchase};
use crate::domain::{Day, NO_ROW};
use proptest::prelude::*;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/", $name))
    };
}

// Below the macro that they use.
mod amounts;
mod repeats;

/// What is stored, as plainly as can be.
#[derive(Default)]
struct Stored {
    customers: Vec<BTreeMap<FieldId, Value>>,
    facts: BTreeMap<u64, u32>,
}

impl Existing for Stored {
    fn find(&self, identity: Identity<'_>) -> Option<u32> {
        let (field, text) = match identity {
            Identity::ExternalId(text) => (customer::EXTERNAL_ID, text),
            Identity::Phone(text) => (customer::PHONE, text),
            Identity::Email(text) => (customer::EMAIL, text),
            Identity::Name(text) => (customer::NAME, text),
        };
        let is_named = |fields: &BTreeMap<FieldId, Value>| match fields.get(&field) {
            Some(Value::Text(known)) if field == customer::PHONE => known == text,
            Some(Value::Text(known)) => known.to_lowercase() == text.to_lowercase(),
            _ => false,
        };
        self.customers.iter().position(is_named).map(|at| at as u32)
    }

    fn value(&self, customer: u32, field: FieldId) -> Option<Value> {
        self.customers[customer as usize].get(&field).cloned()
    }

    fn facts(&self, key: u64) -> u32 {
        self.facts.get(&key).copied().unwrap_or(0)
    }
}

fn value_at(column: &PlannedColumn, row: usize) -> Option<Value> {
    match column {
        PlannedColumn::Text(texts) => {
            let before = texts.lengths[..row].iter().filter(|length| **length != NO_CODE);
            let start: u32 = before.sum();
            let length = texts.lengths[row];
            (length != NO_CODE).then(|| {
                Value::Text(texts.bytes[start as usize..(start + length) as usize].to_owned())
            })
        }
        PlannedColumn::Label(labels) => labels.get(row).map(|word| Value::Text(word.to_owned())),
        PlannedColumn::Integer(all) => {
            Some(all[row]).filter(|n| *n != NO_INTEGER).map(Value::Integer)
        }
        PlannedColumn::Date(all) => {
            Some(all[row]).filter(|d| *d != NO_DAY).map(|d| Value::Date(Day(d)))
        }
        PlannedColumn::Truth(all) => {
            Some(all[row]).filter(|t| *t != NO_TRUTH).map(|t| Value::Truth(t == 1))
        }
    }
}

fn field(planned: &Planned, wanted: FieldId, row: usize) -> Option<Value> {
    let (_, column) = planned.facts.iter().find(|(field, _)| *field == wanted)?;
    value_at(column, row)
}

fn integers(planned: &Planned, wanted: FieldId) -> Vec<i64> {
    match planned.facts.iter().find(|(field, _)| *field == wanted) {
        Some((_, PlannedColumn::Integer(all))) => all.clone(),
        _ => Vec::new(),
    }
}

fn text(value: Option<Value>) -> String {
    match value {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    }
}

fn integer(value: Option<Value>) -> i64 {
    match value {
        Some(Value::Integer(number)) => number,
        _ => NO_INTEGER,
    }
}

impl Stored {
    /// Stores what a plan says.
    fn apply(&mut self, planned: &Planned) {
        let first_new = self.customers.len() as u32;
        for row in 0..planned.counts.new_customers as usize {
            let values = planned.customers.iter();
            self.customers.push(
                values.filter_map(|(f, c)| value_at(c, row).map(|value| (*f, value))).collect(),
            );
        }
        for update in &planned.updates {
            let fields = &mut self.customers[update.customer as usize];
            fields.insert(update.field, update.value.clone());
        }
        for (row, who) in planned.fact_customers.iter().enumerate() {
            let customer = match who {
                CustomerRef::Existing(stored) => *stored,
                CustomerRef::New(new) => first_new + new,
                CustomerRef::Nobody | CustomerRef::HeldBack => NO_ROW,
            };
            let get = |wanted| field(planned, wanted, row);
            let Some(Value::Date(day)) = get(purchase::DATE) else { panic!("a fact has its day") };
            let key = match planned.facts_of {
                Some(Collection::Feedback) => feedback_key(
                    customer,
                    day.0,
                    integer(get(feedback::SCORE)),
                    &text(get(feedback::COMMENT)),
                ),
                _ => purchase_key(
                    customer,
                    day.0,
                    integer(get(purchase::AMOUNT)),
                    integer(get(purchase::QUANTITY)),
                    &text(get(purchase::PRODUCT)),
                    &text(get(purchase::ORDER_NUMBER)),
                ),
            };
            *self.facts.entry(key).or_insert(0) += 1;
        }
    }
}

fn run(
    bytes: &[u8],
    format: &Format,
    mapping: &Mapping,
    options: Options,
    stored: &Stored,
    step: usize,
) -> Result<Planned, super::super::SpreadsheetError> {
    let mut reader = Reader::new(format);
    let mut rows = Rows::default();
    let mut plan = Plan::new(mapping, format, options);
    for chunk in bytes.chunks(step) {
        reader.feed(chunk, &mut rows)?;
        plan.feed(&rows, stored);
    }
    reader.finish(&mut rows)?;
    plan.feed(&rows, stored);
    Ok(plan.finish())
}

/// Plans a file as detected and guessed.
fn plan(bytes: &[u8], options: Options, stored: &Stored) -> Planned {
    let Detection { format, header, columns, .. } = detect(bytes, true).unwrap();
    let mapping = guess(header.as_deref(), &columns);
    run(bytes, &format, &mapping, options, stored, CHUNK_BYTES).unwrap()
}

fn dollars() -> Options {
    Options { currency: Currency { code: "USD".into(), decimals: 2 }, ..Options::default() }
}

#[test]
fn the_cdnow_sample_gives_its_published_counts_and_nothing_the_second_time() {
    let bytes = fixture!("cdnow_sample.txt");
    let mut stored = Stored::default();
    let first = plan(bytes, dollars(), &stored);
    let amounts = integers(&first, purchase::AMOUNT);
    assert_eq!(amounts.iter().sum::<i64>(), 24_409_194);
    let expect = Counts {
        rows: 6_919,
        new_customers: 2_357,
        new_facts: 6_919,
        repeated_in_file: 21,
        with_decimals: 6_881,
        ..Counts::default()
    };
    assert_eq!(first.counts, expect);
    assert_eq!(first.decimals_needed, 2);
    stored.apply(&first);
    let second = plan(bytes, dollars(), &stored);
    let expect = Counts {
        rows: 6_919,
        matched_customers: 2_357,
        already_stored: 6_919,
        repeated_in_file: 21,
        with_decimals: 6_881,
        ..Counts::default()
    };
    assert_eq!(second.counts, expect);
}

#[test]
fn the_retail_file_is_taken_with_its_cancellations() {
    let bytes = fixture!("online_retail_cut.csv");
    let options = Options { leave_out_repeated: Some(false), ..dollars() };
    let planned = plan(bytes, options, &Stored::default());
    let counts = planned.counts;
    assert_eq!((counts.rows, counts.without_customer, counts.bad), (300, 78, 0));
    assert_eq!((counts.new_customers, counts.returns), (46, 60));
    assert_eq!(counts.repeated_in_file, 10);
    assert_eq!(integers(&planned, purchase::AMOUNT).iter().sum::<i64>(), 263_773);
    // Its repeated rows bear invoice numbers.
    let options = Options { take_without_customer: true, ..dollars() };
    let other = plan(bytes, options, &Stored::default());
    assert_eq!(other.counts.new_facts, other.counts.rows - other.counts.repeated_in_file);
    assert_eq!(other.counts.repeated_left_out, other.counts.repeated_in_file);
}

#[test]
fn an_indonesian_customer_list_is_taken_as_it_is() {
    let bytes = fixture!("pelanggan_excel.csv");
    let mut stored = Stored::default();
    let planned = plan(bytes, Options::default(), &stored);
    let expect = Counts {
        rows: 8,
        new_customers: 5,
        repeated_in_file: 1,
        repeated_left_out: 1,
        bad: 2,
        ..Counts::default()
    };
    assert_eq!(planned.counts, expect);
    let shown: Vec<_> = planned.bad_rows.iter().map(|b| (b.line, b.reason, b.column)).collect();
    let expect = [(11, BadReason::DateUnreadable, Some(5)), (12, BadReason::TooManyCells, Some(7))];
    assert_eq!(shown, expect);
    stored.apply(&planned);
    let cafe = &stored.customers[0];
    assert_eq!(cafe[&customer::NAME], Value::Text("Café Mawar".into()));
    assert_eq!(cafe[&customer::PHONE], Value::Text("+6281234567890".into()));
    assert_eq!(cafe[&customer::NOTE], Value::Text("Pesan lewat WA;\r\nantar sebelum jam 9".into()));
    assert_eq!(cafe[&customer::KNOWN_SINCE], Value::Date(Day::from_ymd(2024, 1, 31).unwrap()));
    assert_eq!(stored.customers[3][&customer::NAME], Value::Text("Toko \"Senja\"".into()));
    let again = plan(bytes, Options::default(), &stored);
    assert_eq!((again.counts.already_stored, again.counts.updated_customers), (5, 0));
    assert_eq!((again.counts.new_customers, again.counts.bad), (0, 2));
}

#[test]
fn an_indonesian_sales_report_is_taken_as_it_is() {
    let planned = plan(fixture!("penjualan_excel.csv"), Options::default(), &Stored::default());
    let expect = Counts {
        rows: 9,
        new_customers: 3,
        new_facts: 4,
        repeated_in_file: 1,
        repeated_left_out: 1,
        without_customer: 1,
        bad: 2,
        with_decimals: 1,
        too_many_decimals: 1,
        returns: 1,
        quantities_left_out: 1,
        ..Counts::default()
    };
    assert_eq!(planned.counts, expect);
    let amounts = integers(&planned, purchase::AMOUNT);
    assert_eq!(amounts, [1_250_000, 125_000, -250_000, 150_000]);
    assert_eq!(integers(&planned, purchase::COST)[..2], [900_000, 90_000]);
    assert_eq!(integers(&planned, purchase::QUANTITY), [5, 2, -1, NO_INTEGER]);
    let shown: Vec<_> = planned.bad_rows.iter().map(|b| (b.line, b.reason)).collect();
    let expect = [(9, BadReason::DateUnreadable), (10, BadReason::AmountUnreadable)];
    assert_eq!(shown, expect);
    assert_eq!(planned.bad_reasons[&BadReason::TooManyDecimals], 1);
    assert_eq!(planned.decimals_needed, 1);
}

#[test]
fn answers_are_taken_with_their_scale() {
    let bytes = fixture!("umpan_balik.tsv");
    let mut stored = Stored::default();
    let planned = plan(bytes, Options::default(), &stored);
    assert_eq!(planned.facts_of, Some(Collection::Feedback));
    assert_eq!(integers(&planned, feedback::SCORE), [10, 6, NO_INTEGER]);
    assert_eq!(field(&planned, feedback::SURVEY, 0), Some(Value::Text("nps".into())));
    let reasons: Vec<_> = planned.bad_rows.iter().map(|b| b.reason).collect();
    assert_eq!(reasons, [BadReason::ScoreOutOfScale, BadReason::ScoreMissing]);
    stored.apply(&planned);
    assert_eq!(plan(bytes, Options::default(), &stored).counts.already_stored, 3);
}

#[test]
fn bare_transactions_and_customer_numbers_are_enough() {
    let planned =
        plan(fixture!("example_transactions_cut.csv"), Options::default(), &Stored::default());
    assert_eq!((planned.counts.new_facts, planned.counts.bad), (200, 0));
    assert_eq!(planned.facts.len(), 1);
    let list =
        plan(fixture!("cdnow_customers_summary_cut.csv"), Options::default(), &Stored::default());
    assert_eq!((list.counts.new_customers, list.facts_of), (60, None));
    assert_eq!(value_at(&list.customers[0].1, 59), Some(Value::Text("60".into())));
}

fn known(fields: &[(FieldId, &str)]) -> Stored {
    let fields = fields.iter().map(|(field, text)| (*field, Value::Text((*text).to_owned())));
    Stored { customers: vec![fields.collect()], ..Stored::default() }
}

#[test]
fn a_stored_customer_is_found_by_the_surest_identity() {
    let siti = [
        (customer::NAME, "Siti"),
        (customer::PHONE, "+6281234567890"),
        (customer::EMAIL, "Siti@Example.com"),
    ];
    let check = |stored: &[(FieldId, &str)], file: &str, matched| {
        let counts = plan(file.as_bytes(), Options::default(), &known(stored)).counts;
        assert_eq!((counts.matched_customers, counts.new_customers), matched, "{file}");
    };
    check(&siti, "Nama,HP,Email\nSITI,0812-3456-7890,\n", (1, 0));
    check(&siti, "Nama,HP,Email\nSusi,,siti@example.com\n", (1, 0));
    check(&siti, "Nama,HP,Email\nsiti,,\n", (1, 0));
    check(&siti, "Nama,HP,Email\nsiti,08990000000,\n", (0, 1));
    check(&siti, "id,Nama,HP\n7,Siti,081234567890\n", (1, 0));
    let numbered = [(customer::EXTERNAL_ID, "7"), (customer::PHONE, "+6281234567890")];
    check(&numbered, "id,Nama,HP\n7.0,Siti,\n", (1, 0));
    check(&numbered, "id,Nama,HP\n8,Susi,081234567890\n", (0, 1));
    check(&numbered, "id,Nama,HP\n,Susi,081234567890\n", (1, 0));
    check(&numbered, "id,HP,Nama\n7,,Siti\n,081234567890,\n", (1, 0));
}

/// A row that only its telephone ties to a stored customer renamed that customer
/// in silence, and was counted among what is here already.
#[test]
fn another_name_under_a_known_telephone_changes_nothing_unless_the_user_says_so() {
    let siti = [(customer::NAME, "Siti  Aminah"), (customer::PHONE, "+6281234567890")];
    let check = |file: &str, options: Options, counts: (u64, u64, u64), updates: usize| {
        let planned = plan(file.as_bytes(), options, &known(&siti));
        let Counts { already_stored, updated_customers, other_names, .. } = planned.counts;
        assert_eq!((already_stored, updated_customers, other_names), counts, "{file}");
        assert_eq!(planned.updates.len(), updates, "{file}");
        assert_eq!(planned.other_names.len() as u64, other_names);
        planned
    };
    let asked = || Options { take_other_names: true, ..Options::default() };
    let renamed = "Nama,HP,Kota\nBudi,081234567890,Solo\n";
    let shown = check(renamed, Options::default(), (1, 0, 1), 0).other_names;
    assert_eq!(shown[0].value, Value::Text("Budi".into()));
    check(renamed, asked(), (0, 1, 1), 2);
    check("Nama,HP,Kota\nsiti aminah,081234567890,Solo\n", Options::default(), (0, 1, 0), 2);
    check("Nama,HP\nSiti  Aminah,081234567890\n", Options::default(), (1, 0, 0), 0);
    let sale = "Nama,HP,Kota,Tanggal,Total\nBudi,081234567890,Solo,2026-01-31,5000\n";
    let sold = check(sale, Options::default(), (0, 0, 1), 0);
    assert_eq!(sold.fact_customers, [CustomerRef::Existing(0)]);
    check(sale, asked(), (0, 1, 1), 2);
}

#[test]
fn only_a_customer_list_replaces_what_is_stored() {
    let stored = known(&[(customer::EXTERNAL_ID, "7"), (customer::CITY, "Solo")]);
    let check = |file: &str, overwrite, expect: &[(FieldId, &str)]| {
        let options = Options { overwrite, ..Options::default() };
        let planned = plan(file.as_bytes(), options, &stored);
        let updates: Vec<_> =
            planned.updates.into_iter().map(|u| (u.field, text(Some(u.value)))).collect();
        let expect: Vec<_> = expect.iter().map(|(f, t)| (*f, (*t).to_owned())).collect();
        assert_eq!(updates, expect, "{file}");
    };
    let both = [(customer::NAME, "Siti"), (customer::CITY, "Bandung")];
    check("id,Nama,Kota\n7,Siti,Bandung\n", true, &both);
    check("id,Nama,Kota\n7,Siti,Bandung\n", false, &both[..1]);
    check("id,Nama,Kota\n7,,Solo\n", true, &[]);
    check("id,Nama,Kota,Tanggal,Total\n7,Siti,Bandung,2026-01-31,5\n", true, &both[..1]);
}

#[test]
fn sums_are_exact_and_returns_negative() {
    let check = |file: &str, amount, cost, quantity| {
        let planned = plan(file.as_bytes(), dollars(), &Stored::default());
        let get = |field| integers(&planned, field).first().copied().unwrap_or(NO_INTEGER);
        let read = (get(purchase::AMOUNT), get(purchase::COST), get(purchase::QUANTITY));
        assert_eq!(read, (amount, cost, quantity), "{file} {:?}", planned.bad_rows);
    };
    let none = NO_INTEGER;
    check("id,Tanggal,Harga,Qty\n7,2026-01-31,2.55,6\n", 1_530, none, 6);
    check("id,Tanggal,Harga,Qty\n7,2026-01-31,2.55,-6\n", -1_530, none, -6);
    check("id,Tanggal,Harga,Qty\n7,2026-01-31,0.125,8\n", 100, none, 8);
    check("id,Tanggal,Harga,Qty\n7,2026-01-31,0.5,1.5\n", 75, none, none);
    check("id,Tanggal,Total,HPP,Qty\n7,2026-01-31,15,9,-6\n", -1_500, -900, -6);
    check("id,Tanggal,Total,HPP,Qty\n7,2026-01-31,-15,-9,-6\n", -1_500, -900, -6);
    check("id,Tanggal,Total,Laba\n7,2026-01-31,15,2.5\n", 1_500, 1_250, none);
    check("id,Tanggal,Harga\n7,2026-01-31,2.55\n", 255, none, none);
    check("id,Tanggal,Qty\n7,2026-01-31,2\n", none, none, 2);
}

#[test]
fn a_row_that_cannot_be_stored_says_why_and_makes_no_customer() {
    let check = |file: &str, reason, column| {
        let planned = plan(file.as_bytes(), dollars(), &Stored::default());
        let bad = planned.bad_rows.first().or(planned.decimal_rows.first()).unwrap();
        assert_eq!((bad.reason, bad.column, bad.line), (reason, column, 2), "{file}");
        assert_eq!(planned.counts.new_customers, 1, "{file}");
    };
    let sale = |row: &str| {
        format!(
            "id,Tanggal,Harga,Qty\n{row}\n7,2026-01-31,5,1\n7,2026-01-31,5,1\n7,2026-01-31,5,1\n7,2026-01-31,5,1\n"
        )
    };
    check(&sale("8,,5,1"), BadReason::DateMissing, Some(1));
    check(&sale("8,2026-02-30,5,1"), BadReason::DateUnreadable, Some(1));
    check(&sale("8,2026-01-31,,1"), BadReason::AmountMissing, Some(2));
    check(&sale("8,2026-01-31,5,"), BadReason::AmountMissing, Some(2));
    check(&sale("8,2026-01-31,x,1"), BadReason::AmountUnreadable, Some(2));
    check(&sale("8,2026-01-31,5,x"), BadReason::QuantityUnreadable, Some(3));
    check(&sale("8,2026-01-31,5.001,1"), BadReason::TooManyDecimals, Some(2));
    check(&sale("8,2026-01-31,90000000000001,1"), BadReason::AmountTooLarge, Some(2));
    check(&sale("8,2026-01-31,5,1,x"), BadReason::TooManyCells, Some(4));
    let list = |row: &str| format!("Nama,Kota,Lahir,Referral\n{row}\nSiti,Solo,2001-01-31,2\n");
    check(&list(",Solo,,"), BadReason::NoIdentity, None);
    check(&list("Budi,,31 Foo,"), BadReason::DateUnreadable, Some(2));
    check(&list("Budi,,,dua"), BadReason::NumberUnreadable, Some(3));
}

#[test]
fn bad_rows_are_all_counted_and_the_first_are_kept() {
    let mut file = "id,Tanggal,Total\n1,2026-01-31,5\n".to_owned();
    file += &"1,2026-01-31,x\n".repeat(KEPT_BAD_ROWS + 5);
    let format = Format::default();
    let targets = ["customer.external_id", "date", "amount"].map(Target::from_code).to_vec();
    let mapping = Mapping { contents: Contents::Purchases, targets };
    let stored = Stored::default();
    let planned = run(file.as_bytes(), &format, &mapping, dollars(), &stored, 100).unwrap();
    assert_eq!(planned.counts.bad, KEPT_BAD_ROWS as u64 + 5);
    assert_eq!(planned.bad_rows.len(), KEPT_BAD_ROWS);
    assert_eq!(planned.counts.new_facts, 1);
}

#[test]
fn purchases_that_differ_in_one_part_have_different_keys() {
    let keys = [
        purchase_key(7, 100, 1_250, 2, "Kopi Gayo 1 kg", "INV-1"),
        purchase_key(8, 100, 1_250, 2, "Kopi Gayo 1 kg", "INV-1"),
        purchase_key(7, 101, 1_250, 2, "Kopi Gayo 1 kg", "INV-1"),
        purchase_key(7, 100, 1_251, 2, "Kopi Gayo 1 kg", "INV-1"),
        purchase_key(7, 100, 1_250, -2, "Kopi Gayo 1 kg", "INV-1"),
        purchase_key(7, 100, 1_250, 2, "Kopi Gayo 1 k", "gINV-1"),
        purchase_key(7, 100, 1_250, 2, "Kopi Gayo 1 kgINV-1", ""),
        purchase_key(NO_ROW, 100, 1_250, 2, "Kopi Gayo 1 kg", "INV-1"),
    ];
    assert_eq!(keys.iter().collect::<std::collections::BTreeSet<_>>().len(), keys.len());
}

fn counts_add_up(planned: &Planned, contents: Contents, options: &Options) -> bool {
    let counts = planned.counts;
    let nobodys = if options.take_without_customer { 0 } else { counts.without_customer };
    let sum =
        counts.bad + counts.too_many_decimals + counts.already_stored + counts.repeated_left_out;
    let changed = counts.updated_customers;
    counts.rows
        == sum
            + match contents {
                Contents::Customers => counts.new_customers + changed,
                _ => counts.new_facts + nobodys,
            }
}

fn any_table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        "[0-9]{1,3}",
        "[0-9]{1,2}[.,][0-9]{1,3}",
        Just("2026-01-31".to_owned()),
        Just("31/1/2026".to_owned()),
        Just("-3".to_owned()),
        Just("0812345678".to_owned()),
        Just("a@b.c".to_owned()),
        "[a-c]{0,2}",
        any::<String>().prop_map(|text| format!("\"{}\"", text.replace(['"', '\0'], ""))),
    ];
    let row = prop::collection::vec(cell, 0..6).prop_map(|cells| cells.join(";"));
    prop::collection::vec(row, 0..3 * BATCH / 2).prop_map(|rows| rows.join("\n"))
}

fn any_mapping() -> impl Strategy<Value = Mapping> {
    let targets: Vec<Option<Target>> = Target::all().map(Some).chain([None]).collect();
    let contents =
        prop::sample::select(vec![Contents::Customers, Contents::Purchases, Contents::Feedback]);
    (contents, prop::collection::vec(prop::sample::select(targets), 0..6))
        .prop_map(|(contents, targets)| Mapping { contents, targets })
}

proptest! {
    #[test]
    fn any_table_is_planned_the_same_in_any_slices_and_adds_up(
        table in any_table(),
        mapping in any_mapping(),
        step in 1_usize..40,
        choices: [bool; 3],
        repeats in 0..3_usize,
    ) {
        let format = Format {
            layout: super::super::Layout::Delimited(b';'),
            header: choices[0],
            ..Format::default()
        };
        let options = Options {
            take_without_customer: choices[1],
            leave_out_repeated: [None, Some(false), Some(true)][repeats],
            overwrite: choices[2],
            ..dollars()
        };
        let stored = Stored::default();
        let go = |step| run(table.as_bytes(), &format, &mapping, options.clone(), &stored, step);
        let whole = go(CHUNK_BYTES);
        prop_assert_eq!(&whole, &go(step));
        if let Ok(planned) = whole {
            prop_assert!(counts_add_up(&planned, mapping.contents, &options), "{:?}", planned.counts);
            for (_, column) in &planned.customers {
                for row in 0..planned.counts.new_customers as usize {
                    value_at(column, row);
                }
            }
        }
    }

    #[test]
    fn a_file_imported_twice_is_all_duplicates(
        rows in prop::collection::vec((0_u8..4, 0_u8..3, 0_u8..3, 0_u8..2), 1..40),
    ) {
        let mut file = "id,Tanggal,Total,Produk\n".to_owned();
        for (id, day, total, product) in &rows {
            file += &format!("{id},2026-01-0{},{total},p{product}\n", day + 1);
        }
        let mut stored = Stored::default();
        let first = plan(file.as_bytes(), dollars(), &stored);
        prop_assert_eq!(first.counts.new_facts, rows.len() as u64);
        stored.apply(&first);
        let second = plan(file.as_bytes(), dollars(), &stored);
        prop_assert_eq!(second.counts.already_stored, rows.len() as u64);
        prop_assert_eq!((second.counts.new_facts, second.counts.new_customers), (0, 0));
    }
}
