//! Tests of workbooks that other programs write, and of hostile ones.

use super::super::MAX_CELL_BYTES;
use super::xml::MAX_TAG_BYTES;
use super::*;
use proptest::prelude::*;
use rust_xlsxwriter as writer;
use std::io::Write;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The sheet's text, with `|` between cells and a line for each row.
fn sheet(book: &mut Workbook, at: usize) -> Result<String, Error> {
    let mut strings = book.strings()?;
    while strings.step()? {}
    let strings = strings.finish();
    let mut text = String::new();
    let mut reader = book.read(at, &strings)?;
    while reader.step(&mut text)? {}
    Ok(text.replace('\u{1f}', "|").replace('\u{1e}', "\n"))
}

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        archive.start_file(*path, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook as small as one may be: a sheet with these rows, and these shared
/// texts.
fn small(rows: &str, strings: &str) -> Vec<u8> {
    let relations = |list: &[(&str, &str)]| -> String {
        let all = list.iter().map(|(kind, path)| {
            format!(r#"<Relationship Id="{kind}" Type="x/{kind}" Target="{path}"/>"#)
        });
        format!("<Relationships>{}</Relationships>", all.collect::<String>())
    };
    archive(&[
        ("_rels/.rels", &relations(&[("officeDocument", "xl/book.xml")])),
        (
            "xl/_rels/book.xml.rels",
            &relations(&[("worksheet", "/xl/one.xml"), ("sharedStrings", "../xl/texts.xml")]),
        ),
        ("xl/book.xml", r#"<x:workbook><x:sheet name="A" r:id="worksheet"/></x:workbook>"#),
        ("xl/texts.xml", &format!("<sst>{strings}</sst>")),
        ("xl/one.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

fn read_small(rows: &str, strings: &str) -> Result<String, Error> {
    sheet(&mut Workbook::open(small(rows, strings))?, 0)
}

#[test]
fn a_workbook_of_another_program_is_read_as_people_see_it() {
    let mut book = writer::Workbook::new();
    let notes = book.add_worksheet().set_name("Catatan").unwrap();
    notes.write_string(2, 1, "baris tiga").unwrap();
    let hidden = book.add_worksheet().set_name("Rumus").unwrap();
    hidden.write_number(0, 0, 1.0).unwrap().set_hidden(true);
    let sales = book.add_worksheet().set_name("Penjualan & retur").unwrap();
    let day = writer::Format::new().set_num_format("dd/mm/yyyy");
    let rupiah = writer::Format::new().set_num_format("\"Rp\"#,##0");
    let bold = writer::Format::new().set_bold();
    for (column, name) in ["Tanggal", "Nama", "Nilai", "Lunas"].into_iter().enumerate() {
        sales.write_string_with_format(0, column as u16, name, &bold).unwrap();
    }
    sales.write_number_with_format(1, 0, 46_347.0, &day).unwrap();
    let plain = writer::Format::new();
    sales.write_rich_string(1, 1, &[(&bold, "Siti "), (&plain, "Aminah")]).unwrap();
    sales.write_number_with_format(1, 2, 1_250_000.0, &rupiah).unwrap();
    sales.write_boolean(1, 3, true).unwrap();
    sales.write_string(3, 1, "<b> & 'co'\nkedua").unwrap();
    sales.write_formula(3, 2, writer::Formula::new("=1/8").set_result("0.125")).unwrap();
    sales.write_formula(3, 3, writer::Formula::new("=A1").set_result("#N/A")).unwrap();
    sales.write_number(4, 2, 0.1 + 0.2).unwrap();
    sales.write_number(4, 1, 628_123_456_789_012.0).unwrap();
    let bytes = book.save_to_buffer().unwrap();

    let mut book = Workbook::open(bytes).unwrap();
    assert_eq!(book.sheets().collect::<Vec<_>>(), ["Catatan", "Penjualan & retur"]);
    assert_eq!(book.largest(), 1);
    assert_eq!(sheet(&mut book, 0).unwrap(), "\n\n|baris tiga\n");
    assert_eq!(
        sheet(&mut book, 1).unwrap(),
        "Tanggal|Nama|Nilai|Lunas\n2026-11-21|Siti Aminah|1250000|1\n\n\
         |<b> & 'co'\nkedua|0.1250\n|628123456789012|0.3\n"
    );
    assert_eq!(sheet(&mut book, 2), Err(Error::NoRows));
}

#[test]
fn cells_without_places_follow_one_another() {
    let rows = "<row><c><v>1</v></c><c/><c t='inlineStr'><is><t>a</t><rPh><t>b</t></rPh></is></c></row>\
                <row><c t='str'><f>X1</f><v>x</v></c></row><row r='9'><c t='s'><v>1</v></c></row>";
    let strings = "<si><t>zero</t></si><si><r><t>o</t></r><r><t>ne &amp; &#x41;</t></r></si>";
    let expected = format!("1||a\nx\n{}one & A\n", "\n".repeat(6));
    assert_eq!(read_small(rows, strings).unwrap(), expected);
}

#[test]
fn the_texts_of_a_sheet_cannot_forge_cells_or_rows() {
    let rows = "<row><c t='str'><v>a_x001F_b_x001e_c_x0000_d_x000D_e_x005F_x0041_</v></c></row>";
    assert_eq!(read_small(rows, "").unwrap(), "a b c d\re_x0041_\n");
}

#[test]
fn hostile_sheets_are_refused() {
    let cell = |place: &str| format!("<row r='1'><c r='{place}'><v>1</v></c></row>");
    let damaged = Err(Error::DamagedWorkbook);
    assert_eq!(read_small(&cell("IV1"), "").unwrap().len(), 257);
    assert_eq!(read_small(&cell("IW1"), ""), Err(Error::TooManyColumns { line: 1 }));
    for place in ["A0", "A1048577", "A99999999999", "7", "é1", ""] {
        assert_eq!(read_small(&cell(place), ""), damaged, "{place}");
    }
    let backwards = "<row r='2'><c><v>1</v></c></row><row r='1'><c><v>1</v></c></row>";
    let twice = "<row><c r='B1'><v>1</v></c><c r='B1'><v>1</v></c></row>";
    let unknown = "<row><c t='s'><v>7</v></c></row>";
    let day = "<row><c t='d'><v>&#30;&#31;x</v></c></row>";
    assert_eq!(read_small(day, "").unwrap(), "  x\n");
    for rows in [backwards, twice, unknown, "<row r='-1'/>", "<!DOCTYPE a>", "&lol;"] {
        assert_eq!(read_small(rows, "<si><t>a</t></si>"), damaged, "{rows}");
    }
    let long = "a".repeat(MAX_TAG_BYTES as usize + 70_000);
    assert_eq!(read_small("", &format!("<si><t>{long}</t></si>")), damaged);
    let long = "a".repeat(70_000);
    let rows = format!("<row r='5'><c t='str'><v>{long}</v></c></row>");
    assert_eq!(read_small(&rows, ""), Err(Error::CellTooLong { line: 5 }));
}

/// One shared text of four megabytes and 1,600 cells that name it were 6.4 GB.
#[test]
fn a_long_text_is_not_written_as_often_as_cells_share_it() {
    let long = format!("<si><t>{}</t></si>", "a".repeat(MAX_CELL_BYTES + 1));
    let cells = "<row><c t='s'><v>0</v></c></row>".repeat(1_600);
    assert_eq!(read_small(&cells, &long), Err(Error::CellTooLong { line: 1 }));

    let most = format!("<si><t>{}</t></si>", "a".repeat(MAX_CELL_BYTES));
    let mut book = Workbook::open(small(&cells, &most)).unwrap();
    let mut strings = book.strings().unwrap();
    while strings.step().unwrap() {}
    let strings = strings.finish();
    let mut reader = book.read(0, &strings).unwrap();
    let mut text = String::new();
    reader.step(&mut text).unwrap();
    assert!(text.len() < 2 << 20, "{} bytes in one step", text.len());
}

#[test]
fn names_and_sheets_are_bounded() {
    let sheets = |count: usize, name: &str| {
        let sheet = format!(r#"<sheet name="{name}" id="worksheet"/>"#);
        let related = |kind: &str, path: &str| {
            format!(
                r#"<Relationships><Relationship Id="{kind}" Type="x/{kind}" Target="{path}"/></Relationships>"#
            )
        };
        Workbook::open(archive(&[
            ("_rels/.rels", &related("officeDocument", "book.xml")),
            ("_rels/book.xml.rels", &related("worksheet", "one.xml")),
            ("book.xml", &format!("<workbook>{}</workbook>", sheet.repeat(count))),
        ]))
        .map(|book| book.sheets().len())
    };
    assert_eq!(sheets(MAX_SHEETS, "A"), Ok(MAX_SHEETS));
    assert_eq!(sheets(MAX_SHEETS + 1, "A"), Err(Error::DamagedWorkbook));
    assert_eq!(sheets(1, &"A".repeat(MAX_NAME_BYTES + 1)), Err(Error::DamagedWorkbook));
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused_whatever_it_claims() {
    let many = "<row><c><v>1</v></c></row>".repeat(20_000);
    let mut book = Workbook::open(small(&many, "")).unwrap();
    book.left = 100_000;
    assert_eq!(sheet(&mut book, 0), Err(Error::DamagedWorkbook));
}

#[test]
fn archives_of_other_things_are_named_as_such() {
    assert_eq!(Workbook::open(b"PK\x03\x04".to_vec()).err(), Some(Error::DamagedWorkbook));
    let document = archive(&[("word/document.xml", "<w/>")]);
    assert_eq!(Workbook::open(document).err(), Some(Error::Workbook));
    let open_document = archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]);
    assert_eq!(Workbook::open(open_document).err(), Some(Error::Workbook));
}

proptest! {
    #[test]
    fn a_cut_or_altered_workbook_never_reads_as_another(
        at in 0..4_000_usize, bit in 0..8_u32, cut: bool,
    ) {
        let rows = "<row><c t='s'><v>0</v></c><c><v>1.5</v></c></row>".repeat(40);
        let mut bytes = small(&rows, "<si><t>Siti</t></si>");
        let expected = sheet(&mut Workbook::open(bytes.clone()).unwrap(), 0).unwrap();
        let at = at % bytes.len();
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 1 << bit;
        }
        if let Ok(text) = Workbook::open(bytes).and_then(|mut book| sheet(&mut book, 0)) {
            prop_assert_eq!(text, expected);
        }
    }
}
