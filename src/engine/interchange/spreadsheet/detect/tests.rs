use super::super::mapping::{Contents, Target, guess};
use super::*;
use proptest::prelude::*;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/", $name))
    };
}

fn seen(bytes: &[u8]) -> Detection {
    detect(bytes, true).unwrap()
}

fn mapped(detection: &Detection) -> (Contents, String) {
    let mapping = guess(detection.header.as_deref(), &detection.columns);
    let codes = mapping.targets.iter().map(|t| t.map_or("-".to_owned(), Target::code));
    (mapping.contents, codes.collect::<Vec<_>>().join(" "))
}

#[test]
fn the_cdnow_sample_is_aligned_text_without_header() {
    let found = seen(fixture!("cdnow_sample.txt"));
    assert_eq!(found.format.layout, Layout::Spaces);
    assert!(!found.format.header);
    assert!(!found.date_order_ambiguous && !found.decimal_mark_ambiguous);
    assert_eq!(found.decimals, 2);
    let codes = "customer.external_id - date quantity amount";
    assert_eq!(mapped(&found), (Contents::Purchases, codes.into()));
}

#[test]
fn the_cdnow_master_has_a_header_of_spaces() {
    let found = seen(fixture!("cdnow_master_cut.txt"));
    assert_eq!(found.format.layout, Layout::Spaces);
    let codes = "customer.external_id date quantity amount";
    assert_eq!(mapped(&found), (Contents::Purchases, codes.into()));
}

#[test]
fn the_retail_file_is_purchases_with_unit_prices() {
    let found = seen(fixture!("online_retail_cut.csv"));
    assert_eq!(found.format, Format { date_order: found.format.date_order, ..Format::default() });
    assert!(!found.date_order_ambiguous);
    let codes =
        "order_number - product quantity date unit_price customer.external_id customer.country";
    assert_eq!(mapped(&found), (Contents::Purchases, codes.into()));
}

#[test]
fn customer_lists_and_bare_transactions_are_told_apart() {
    let customers = seen(fixture!("cdnow_customers_summary_cut.csv"));
    assert_eq!(mapped(&customers), (Contents::Customers, "customer.external_id - - -".into()));
    let purchases = seen(fixture!("example_transactions_cut.csv"));
    assert_eq!(mapped(&purchases), (Contents::Purchases, "date customer.external_id".into()));
}

#[test]
fn an_indonesian_customer_list_from_excel_is_understood() {
    let found = seen(fixture!("pelanggan_excel.csv"));
    assert_eq!(found.format.encoding, Encoding::Windows1252);
    assert_eq!(found.format.layout, Layout::Delimited(b';'));
    assert_eq!(found.format.date_order, DateOrder::DayMonthYear);
    assert!(!found.date_order_ambiguous);
    let codes = "customer.name customer.phone customer.email customer.city customer.segment \
                 customer.known_since customer.note";
    assert_eq!(mapped(&found), (Contents::Customers, codes.into()));
}

#[test]
fn an_indonesian_sales_report_is_understood() {
    let found = seen(fixture!("penjualan_excel.csv"));
    assert_eq!(found.format.encoding, Encoding::Utf8);
    assert_eq!(found.format.skip_lines, 1);
    assert_eq!(found.format.decimal_mark, DecimalMark::Comma);
    assert_eq!(found.format.date_order, DateOrder::DayMonthYear);
    let codes = "date order_number customer.name customer.phone product quantity unit_price \
                 amount cost channel";
    assert_eq!(mapped(&found), (Contents::Purchases, codes.into()));
    let kinds: Vec<ColumnKind> = found.columns.iter().map(|column| column.kind).collect();
    assert_eq!(kinds[3], ColumnKind::Phone);
}

#[test]
fn answers_are_told_by_their_score() {
    let found = seen(fixture!("umpan_balik.tsv"));
    assert_eq!(found.format.layout, Layout::Delimited(b'\t'));
    assert_eq!(mapped(&found).0, Contents::Feedback);
}

#[test]
fn fixed_places_are_found_where_cells_are_blank() {
    let found = seen(fixture!("fixed_width.txt"));
    assert_eq!(found.format.layout, Layout::FixedWidth(vec![0, 6, 26, 38]));
    assert_eq!(found.header.unwrap(), ["KODE", "NAMA", "KOTA", "TOTAL"]);
}

#[test]
fn an_ambiguous_date_order_is_said_with_its_default() {
    let check = |dates: &str, order, ambiguous| {
        let text = format!("Tanggal,Total\n{dates}");
        let found = seen(text.as_bytes());
        assert_eq!((found.format.date_order, found.date_order_ambiguous), (order, ambiguous));
    };
    check("03/04/2026,1\n05/06/2026,2\n", DateOrder::DayMonthYear, true);
    check("03/04/2026,1\n25/06/2026,2\n", DateOrder::DayMonthYear, false);
    check("03/04/2026,1\n05/26/2026,2\n", DateOrder::MonthDayYear, false);
    check("2026-03-04,1\n2026-05-06,2\n", DateOrder::DayMonthYear, false);
    check("26/03/04,1\n31/05/27,2\n69/05/27,2\n", DateOrder::YearMonthDay, false);
    check("3 Mei 2026,1\n", DateOrder::DayMonthYear, false);
}

#[test]
fn an_ambiguous_decimal_mark_is_said_with_its_default() {
    let check = |text: &str, mark, ambiguous| {
        let found = seen(text.as_bytes());
        assert_eq!((found.format.decimal_mark, found.decimal_mark_ambiguous), (mark, ambiguous));
    };
    check("Nama;Total\nA;1.250\nB;2.500\n", DecimalMark::Comma, true);
    check("Nama;Total\nA;1.250\nB;1.250.000\n", DecimalMark::Comma, false);
    check("Nama,Total\nA,1.250\nB,2.500\n", DecimalMark::Point, true);
    check("Nama\tTotal\nA\tRp 1.250\n", DecimalMark::Comma, true);
    check("Nama\tTotal\nA\t1,250.5\n", DecimalMark::Point, false);
    check("Nama;Total\nA;1250\n", DecimalMark::Comma, false);
}

#[test]
fn layouts_are_told_apart() {
    let check = |text: &[u8], layout, header| {
        let format = seen(text).format;
        assert_eq!((format.layout, format.header), (layout, header), "{text:?}");
    };
    let delimited = Layout::Delimited;
    check(b"Nama;Total\nA;1,5\nB;2,5\n", delimited(b';'), true);
    check(b"a|b, c|d\n1|2|3\n", delimited(b'|'), true);
    check(b"sep=;\r\nNama;Kota,Negara\r\nA;Solo,ID\r\n", delimited(b';'), true);
    check(b"Nama\nBudi Santoso\nSiti Aminah\n", delimited(b','), true);
    check(b"Budi,0812 3456 7890\nSiti,0813 3456 7890\n", delimited(b','), false);
    check(b"id,Nama,2024,2025\n1,Siti,5,6\n", delimited(b','), true);
    let little: Vec<u8> =
        "\u{feff}Nama\tKota\nSiti\tSolo\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&little, delimited(b'\t'), true);
    assert_eq!(seen(&little).format.encoding, Encoding::Utf16Le);
}

#[test]
fn what_is_no_table_is_refused() {
    let refuse = |bytes: &[u8], error| assert_eq!(detect(bytes, true), Err(error));
    refuse(b"", SpreadsheetError::Empty);
    refuse(b"PK\x03\x04....", SpreadsheetError::Workbook);
    refuse(b"a,b\n\x00\x01", SpreadsheetError::Binary { line: 2 });
    refuse(b"a,b\n1,\"2\n", SpreadsheetError::UnclosedQuote { line: 2 });
    let wide = format!("{}\n", "a,".repeat(299));
    refuse(wide.as_bytes(), SpreadsheetError::TooManyColumns { line: 1 });
}

#[test]
fn the_user_can_override_what_was_found() {
    let bytes = b"1;2\n3;4\n";
    let format = Format { header: true, ..seen(bytes).format };
    let found = inspect(bytes, true, &format).unwrap();
    assert_eq!(found.header.unwrap(), ["1", "2"]);
    assert_eq!(found.columns[0].filled, 1);
}

proptest! {
    #[test]
    fn any_bytes_are_described_or_refused(bytes: Vec<u8>, whole: bool) {
        let _ = detect(&bytes, whole).map(|found| mapped(&found));
    }

    #[test]
    fn any_text_is_described_or_refused(text in "[a-z0-9 ,;.|\t\n\"/é-]{0,200}", whole: bool) {
        let _ = detect(text.as_bytes(), whole).map(|found| mapped(&found));
    }
}
