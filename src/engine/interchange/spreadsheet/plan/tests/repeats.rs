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

/// Two names beside one telephone number became one customer, and nothing said so.
#[test]
fn another_name_beside_a_telephone_number_is_told() {
    let file = b"Nama,No HP,Tanggal,Total\nBudi Hartono,0813 1111 0002,2026-01-01,5\n\
        budi  hartono,081311110002,2026-01-02,5\nBudi Hartanto,+62 813-1111-0002,2026-01-03,5\n\
        Budi Hartanto,081311110002,2026-01-04,5\nSari,0812 2222 3333,2026-01-04,5\n";
    let planned = plan(file, Options::default(), &Stored::default());
    assert_eq!(planned.counts.new_customers, 2);
    assert_eq!(planned.also_named, (1, "Budi Hartanto".to_owned()));
}
