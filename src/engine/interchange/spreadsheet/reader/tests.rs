use super::super::{Layout, MAX_CELL_BYTES, MAX_COLUMNS};
use super::*;
use csv_core::ReadRecordResult;
use proptest::prelude::*;

fn read_in(format: &Format, bytes: &[u8], step: usize) -> Result<Vec<(u32, Vec<String>)>, Error> {
    let mut reader = Reader::new(format);
    let mut rows = Rows::default();
    let mut all = Vec::new();
    let mut keep = |rows: &Rows| {
        all.extend(rows.iter().map(|row| {
            let cells = row.cells().map(str::to_owned).collect();
            (row.line, cells)
        }));
    };
    for chunk in bytes.chunks(step) {
        reader.feed(chunk, &mut rows)?;
        keep(&rows);
    }
    reader.finish(&mut rows)?;
    keep(&rows);
    Ok(all)
}

fn bare(layout: Layout) -> Format {
    Format { header: false, layout, ..Format::default() }
}

fn check(format: &Format, bytes: &[u8], expect: &[(u32, &[&str])]) {
    let expect: Vec<(u32, Vec<String>)> = expect
        .iter()
        .map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
        .collect();
    for step in [1, 2, 3, 7, 1 << 20] {
        assert_eq!(read_in(format, bytes, step).as_ref(), Ok(&expect), "in steps of {step}");
    }
}

#[test]
fn rows_come_with_their_lines_however_the_file_is_cut() {
    let comma = bare(Layout::Delimited(b','));
    check(
        &comma,
        b"\xef\xbb\xbfa,b\r\n\r\n\"x\r\ny\",\" q\"\"q \"\r\n,,\r\nlast,\xc3\xa9",
        &[(1, &["a", "b"]), (3, &["x\r\ny", "q\"q"]), (6, &["last", "é"])],
    );
    check(&comma, b"\xef\xbb\xbf\"a\",b\n", &[(1, &["a", "b"])]);
    check(&comma, b"a\rb\r\rc\r", &[(1, &["a"]), (2, &["b"]), (4, &["c"])]);
    check(&comma, b"\n\na\n", &[(3, &["a"])]);
    check(&comma, b"a", &[(1, &["a"])]);
    check(&bare(Layout::Delimited(b'\t')), b"a\t\tb\n", &[(1, &["a", "", "b"])]);
}

#[test]
fn aligned_text_is_cut_at_spaces_or_at_fixed_places() {
    check(
        &bare(Layout::Spaces),
        b" 00004 0001 19970101  2   29.33\r\n\r\n 00004 0001\r\n",
        &[(1, &["00004", "0001", "19970101", "2", "29.33"]), (3, &["00004", "0001"])],
    );
    check(
        &bare(Layout::FixedWidth(vec![0, 3, 7])),
        "ab \u{e9}\u{e9} d12\nx\n   yy  z\n".as_bytes(),
        &[(1, &["ab", "éé d", "12"]), (2, &["x"]), (3, &["", "yy", "z"])],
    );
}

#[test]
fn other_encodings_are_decoded() {
    let windows = Format { encoding: Encoding::Windows1252, ..bare(Layout::Delimited(b';')) };
    check(&windows, b"Caf\xe9;\x96\r\n", &[(1, &["Café", "–"])]);
    let text = "\u{feff}Nama;Kota\r\nSiti é;Solo\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let expect: &[(u32, &[&str])] = &[(1, &["Nama", "Kota"]), (2, &["Siti é", "Solo"])];
    check(&Format { encoding: Encoding::Utf16Le, ..windows.clone() }, &little, expect);
    check(&Format { encoding: Encoding::Utf16Be, ..windows }, &big, expect);
}

#[test]
fn title_lines_and_header_are_not_rows() {
    let format = Format { skip_lines: 2, ..Format::default() };
    let bytes = b"Laporan \"Mei\nPT Senja\n\n Nama ,Kota\nSiti,Solo\n";
    check(&format, bytes, &[(5, &["Siti", "Solo"])]);
    let shown = preview(bytes, true, &format, 10).unwrap();
    assert_eq!(shown.header, Some(vec!["Nama".into(), "Kota".into()]));
    assert_eq!(shown.rows.len(), 1);
}

#[test]
fn a_preview_shows_as_many_rows_as_asked_for() {
    let shown = preview(b"a\nb\nc\nd", false, &bare(Layout::Delimited(b',')), 2).unwrap();
    assert_eq!(shown.rows, [(1, vec!["a".into()]), (2, vec!["b".into()])]);
}

#[test]
fn a_file_that_is_no_table_is_refused_with_its_line() {
    let comma = bare(Layout::Delimited(b','));
    let refuse = |bytes: &[u8], error| {
        for step in [1, 5, 1 << 20] {
            assert_eq!(read_in(&comma, bytes, step), Err(error), "in steps of {step}");
        }
    };
    refuse(b"", Error::Empty);
    refuse(b"\n\n ,,\n", Error::NoRows);
    refuse(b"\xef\xbb\xbf", Error::NoRows);
    refuse(b"PK\x03\x04\x14\x00", Error::Workbook);
    refuse(b"\xd0\xcf\x11\xe0\xa1", Error::OldWorkbook);
    refuse(b"%PDF-1.7\n", Error::Pdf);
    refuse(b"\x1f\x8b\x08\x00", Error::Compressed);
    refuse(b"a,b\nc,\x00d\n", Error::Binary { line: 2 });
    refuse(b"a,b\nc,\xe9d\ne,f\n", Error::NotInEncoding { line: 2 });
    refuse(b"a,b\nc,\xc3,\xa9\ne,f\n", Error::NotInEncoding { line: 2 });
    refuse(b"a,b\n1,2\nc,\"d\ne,f\n", Error::UnclosedQuote { line: 3 });
    refuse(b"a,b\n\"", Error::UnclosedQuote { line: 2 });
    let wide = format!("a,b\n{}\n", ",".repeat(299));
    refuse(wide.as_bytes(), Error::TooManyColumns { line: 2 });
    refuse(&wide.as_bytes()[..wide.len() - 1], Error::TooManyColumns { line: 2 });
    let long = format!("a\n\n\"{}", "x".repeat(MAX_CELL_BYTES + 1));
    let result = read_in(&comma, long.as_bytes(), 1 << 12);
    assert_eq!(result, Err(Error::CellTooLong { line: 3 }));
}

#[test]
fn limits_are_taken_to_the_full() {
    let comma = bare(Layout::Delimited(b','));
    let wide = "x,".repeat(MAX_COLUMNS - 1) + "y";
    assert_eq!(read_in(&comma, wide.as_bytes(), 100).unwrap()[0].1.len(), MAX_COLUMNS);
    let long = "x".repeat(MAX_CELL_BYTES);
    assert_eq!(read_in(&comma, long.as_bytes(), 1 << 12).unwrap()[0].1[0].len(), MAX_CELL_BYTES);
}

#[test]
fn a_size_is_refused_before_a_byte_is_read() {
    assert_eq!(Reader::check_size(0), Err(Error::Empty));
    assert_eq!(Reader::check_size(2 << 30), Err(Error::TooLarge { bytes: 2 << 30 }));
    assert_eq!(Reader::check_size(MAX_BYTES), Ok(()));
}

fn any_format() -> impl Strategy<Value = Format> {
    let layout = prop_oneof![
        prop_oneof![Just(b','), Just(b';'), Just(b'\t')].prop_map(Layout::Delimited),
        Just(Layout::Spaces),
        prop::collection::vec(0_u32..20, 0..5).prop_map(Layout::FixedWidth),
    ];
    let encoding = prop_oneof![
        Just(Encoding::Utf8),
        Just(Encoding::Utf16Le),
        Just(Encoding::Utf16Be),
        Just(Encoding::Windows1252)
    ];
    (layout, encoding, any::<bool>(), any::<bool>(), 0_u32..3).prop_map(
        |(layout, encoding, quotes, header, skip_lines)| Format {
            layout,
            encoding,
            quotes,
            header,
            skip_lines,
            ..Format::default()
        },
    )
}

/// Bytes as tables have them, among any others.
fn any_table_bytes() -> impl Strategy<Value = Vec<u8>> {
    let table = prop::sample::select(b"ab1,;\t \"\r\n\xe9\xc3\xa9".to_vec());
    let byte = prop_oneof![19 => table, 1 => any::<u8>()];
    prop::collection::vec(byte, 0..300)
}

/// The cells of all rows that are not blank, as `csv-core` reads them; `None` if
/// the last one is not closed.
fn read_by_csv_core(bytes: &[u8], delimiter: u8, quotes: bool) -> Option<Vec<Vec<String>>> {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).quoting(quotes).build();
    let bytes = [bytes, b"\n"].concat();
    let mut input = bytes.as_slice();
    let (mut text, mut ends) = (vec![0; bytes.len() + 1], vec![0; bytes.len() + 1]);
    let (mut length, mut cells, mut rows) = (0, 0, Vec::new());
    while !input.is_empty() {
        let (result, read, written, ended) =
            reader.read_record(input, &mut text[length..], &mut ends[cells..]);
        length += written;
        cells += ended;
        input = &input[read..];
        if result == ReadRecordResult::Record {
            let starts = [0].into_iter().chain(ends[..cells].iter().copied());
            let row: Vec<String> = starts
                .zip(&ends[..cells])
                .map(|(from, to)| String::from_utf8(text[from..*to].to_vec()).unwrap())
                .collect();
            if !row.iter().all(|cell| cell.bytes().all(|b| b.is_ascii_whitespace())) {
                rows.push(row);
            }
            (length, cells) = (0, 0);
        }
    }
    // What is left was begun with a quote that nothing closed.
    (length == 0 && cells == 0).then_some(rows)
}

proptest! {
    #[test]
    fn delimited_text_is_cut_as_csv_core_cuts_it(
        text in "[ab1 ,;\"\"\"\n\n\ré]{0,120}",
        delimiter in prop::sample::select(b",;a".to_vec()),
        quotes: bool,
        step in 1_usize..150,
    ) {
        let format = Format { quotes, ..bare(Layout::Delimited(delimiter)) };
        let (mut reader, mut rows) = (Reader::new(&format), Rows::default());
        let mut ours = Vec::new();
        let mut keep = |rows: &Rows| {
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            ours.extend(rows.iter().map(|row| row.raw_bytes().map(text).collect::<Vec<_>>()));
        };
        for chunk in text.as_bytes().chunks(step) {
            reader.feed(chunk, &mut rows).unwrap();
            keep(&rows);
        }
        let ended = reader.finish(&mut rows);
        keep(&rows);
        match read_by_csv_core(text.as_bytes(), delimiter, quotes) {
            Some(theirs) => prop_assert_eq!(ours, theirs),
            None => {
                let open = matches!(ended, Err(Error::UnclosedQuote { .. }));
                prop_assert!(open, "{:?}", ended);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_the_same_however_they_are_cut(
        bytes in any_table_bytes(),
        format in any_format(),
        step in 1_usize..20,
    ) {
        let whole = read_in(&format, &bytes, 1 << 20);
        let cut = read_in(&format, &bytes, step);
        match (whole, cut) {
            (Ok(whole), Ok(cut)) => prop_assert_eq!(whole, cut),
            // Which of several faults is met first depends on the cut.
            (Err(_), Err(_)) => {}
            (whole, cut) => prop_assert!(false, "{whole:?} but {cut:?}"),
        }
    }

    #[test]
    fn quoted_cells_are_read_back(
        rows in prop::collection::vec(prop::collection::vec("[a-z\",;\n é]{1,6}", 2..5), 1..6),
        step in 1_usize..30,
    ) {
        let mut text = String::new();
        for row in &rows {
            let cells: Vec<String> =
                row.iter().map(|cell| format!("\"x{}x\"", cell.replace('"', "\"\""))).collect();
            text += &cells.join(",");
            text.push('\n');
        }
        let read = read_in(&bare(Layout::Delimited(b',')), text.as_bytes(), step).unwrap();
        let read: Vec<Vec<String>> = read.into_iter().map(|(_, cells)| cells).collect();
        let written: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| format!("x{cell}x")).collect())
            .collect();
        prop_assert_eq!(read, written);
    }
}
