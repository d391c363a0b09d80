//! Amounts that may be thousands or decimals.

use super::*;

/// A file of `150.000` alone was taken for dollars and cents, or as Rp 150.
#[test]
fn thousands_parted_by_a_point_are_rupiah() {
    let file = b"id,Tanggal,Total\n7,2026-01-31,150.000\n8,2026-02-01,275.500\n";
    assert_eq!(detect(file, true).unwrap().decimals, 0);
    let planned = plan(file, Options::default(), &Stored::default());
    assert_eq!(integers(&planned, purchase::AMOUNT), [150_000, 275_500]);
    assert_eq!(planned.decimals_needed, 0);
    let refused = plan(file, dollars(), &Stored::default());
    assert_eq!((refused.counts.bad, refused.counts.new_facts), (2, 0));
}

/// `150.000` in a file of dollars and cents asked for a currency of three decimals,
/// in which it became 150.
#[test]
fn an_amount_that_reads_in_two_ways_is_held_back_and_asks_for_no_decimals() {
    let file = b"id,Date,Total\n7,2026-01-31,29.33\n8,2026-02-01,150.000\n";
    let planned = plan(file, dollars(), &Stored::default());
    assert_eq!(integers(&planned, purchase::AMOUNT), [2_933]);
    assert_eq!(planned.decimals_needed, 2);
    let shown: Vec<_> = planned.bad_rows.iter().map(|b| (b.line, b.reason, b.column)).collect();
    assert_eq!(shown, [(3, BadReason::AmountAmbiguous, Some(2))]);
    assert_eq!((planned.counts.bad, planned.counts.too_many_decimals), (1, 0));
    let finer = b"id,Date,Total\n7,2026-01-31,29.335\n8,2026-02-01,150.000\n";
    assert_eq!(plan(finer, dollars(), &Stored::default()).decimals_needed, 3);
}

#[test]
fn cents_are_held_back_where_the_currency_has_none() {
    let planned = plan(fixture!("cdnow_sample.txt"), Options::default(), &Stored::default());
    assert_eq!(planned.counts.too_many_decimals, 6_881);
    assert_eq!(planned.counts.new_facts, 6_919 - 6_881);
    assert_eq!((planned.counts.bad, planned.decimals_needed), (0, 2));
    assert_eq!((planned.counts.with_decimals, planned.first_decimals), (6_881, Some(1)));
    let shown = &planned.decimal_rows[0];
    assert_eq!((shown.line, shown.column), (1, Some(4)));
    assert_eq!(shown.text, "00004 | 0001 | 19970101 | 2 | 29.33");
    assert_eq!(planned.decimal_rows.len(), KEPT_BAD_ROWS);
}

/// Whoever knew the sum of a file could not see whether it was read as meant.
#[test]
fn a_plan_says_what_it_brings_in_all_and_from_when_to_when() {
    let file = b"id,Date,Total\n7,2026-01-31,29.33\n8,,5.00\n7,2026-03-02,-9.33\n9,2026-02-01,\n";
    let planned = plan(file, dollars(), &Stored::default());
    let day = |text| Day::parse_iso(text).unwrap();
    let span = planned.span().unwrap();
    assert_eq!((span.first, span.last), (day("2026-01-31"), day("2026-03-02")));
    assert_eq!(
        planned.sum(),
        Some(integers(&planned, purchase::AMOUNT).into_iter().filter(|a| *a != NO_INTEGER).sum())
    );
    assert_eq!(planned.sum(), Some(2_000));
    let customers = plan(b"Nama,Kota\nSari,Solo\n", dollars(), &Stored::default());
    assert_eq!((customers.sum(), customers.span()), (None, None));
}
