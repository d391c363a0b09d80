//! Rows that repeat an earlier one.

use super::*;

#[test]
fn only_an_order_number_shows_that_a_repeated_row_is_the_same_purchase() {
    // All repeated rows were left out as soon as the file had a column for order
    // numbers, though it was blank: our own export lost purchases.
    let file = b"id,date,order_number,amount\n7,2026-01-31,,5\n7,2026-01-31,,5\n8,2026-01-31,A1,5\n8,2026-01-31,A1,5\n";
    let counts = plan(file, Options::default(), &Stored::default()).counts;
    assert_eq!((counts.repeated_in_file, counts.repeated_left_out), (2, 1));
    assert_eq!(counts.new_facts, 3);
}
