//! Packs one worksheet into a workbook.
//!
//! The sheet comes piece by piece, so that a long one is never one text; what is
//! packed is held in memory. The workbook says nothing of who wrote it or when.

use super::super::export::worksheet::{Look, escape};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEETS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// The longest name of a sheet.
const MAX_NAME: usize = 31;

/// A workbook in the making.
pub struct Package {
    archive: ZipWriter<Cursor<Vec<u8>>>,
}

impl std::fmt::Debug for Package {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Package").finish_non_exhaustive()
    }
}

/// A workbook could not be packed: it is larger than an archive may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the workbook is too large")]
pub struct TooLarge;

impl From<zip::result::ZipError> for TooLarge {
    fn from(_: zip::result::ZipError) -> TooLarge {
        TooLarge
    }
}

impl From<std::io::Error> for TooLarge {
    fn from(_: std::io::Error) -> TooLarge {
        TooLarge
    }
}

impl Package {
    /// Begins a workbook whose only sheet has this name.
    pub fn new(sheet: &str) -> Result<Package, TooLarge> {
        let mut package = Package { archive: ZipWriter::new(Cursor::new(Vec::new())) };
        let name = sheet_name(sheet);
        for (path, content) in parts(&name) {
            package.begin(path)?;
            package.archive.write_all(content.as_bytes())?;
        }
        package.begin("xl/worksheets/sheet1.xml")?;
        Ok(package)
    }

    fn begin(&mut self, path: &str) -> Result<(), TooLarge> {
        // Fast rather than small: what a browser writes is not sent anywhere.
        let options = SimpleFileOptions::default().compression_level(Some(3)).large_file(false);
        Ok(self.archive.start_file(path, options)?)
    }

    /// Adds the next piece of the sheet.
    pub fn feed(&mut self, piece: &str) -> Result<(), TooLarge> {
        Ok(self.archive.write_all(piece.as_bytes())?)
    }

    /// The workbook's bytes.
    pub fn finish(self) -> Result<Vec<u8>, TooLarge> {
        Ok(self.archive.finish()?.into_inner())
    }
}

/// A name that a sheet may have, for XML.
fn sheet_name(name: &str) -> String {
    let fits = |letter: &char| !letter.is_control() && !r"[]:*?/\'".contains(*letter);
    let kept: String = name.chars().filter(fits).take(MAX_NAME).collect();
    let mut written = String::new();
    escape(kept.trim(), &mut written);
    if written.is_empty() { "Tangga".to_owned() } else { written }
}

/// Everything but the sheet.
fn parts(sheet: &str) -> [(&'static str, String); 5] {
    let kinds = [
        ("/xl/workbook.xml", "sheet.main"),
        ("/xl/worksheets/sheet1.xml", "worksheet"),
        ("/xl/styles.xml", "styles"),
    ];
    let kinds: String = kinds
        .iter()
        .map(|(path, kind)| {
            let kind =
                format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml");
            format!(r#"<Override PartName="{path}" ContentType="{kind}"/>"#)
        })
        .collect();
    let types = format!(
        concat!(
            r#"{0}<Types xmlns="{1}/content-types">"#,
            r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
            r#"<Default Extension="xml" ContentType="application/xml"/>{2}</Types>"#
        ),
        DECLARATION, PACKAGE, kinds
    );
    let workbook = format!(
        concat!(
            r#"{0}<workbook xmlns="{1}" xmlns:r="{2}"><sheets>"#,
            r#"<sheet name="{3}" sheetId="1" r:id="rId1"/></sheets></workbook>"#
        ),
        DECLARATION, SHEETS, RELATIONS, sheet
    );
    let main = [("officeDocument", "xl/workbook.xml")];
    let of_workbook = [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")];
    [
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations(&main)),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations(&of_workbook)),
        ("xl/styles.xml", styles()),
    ]
}

fn relations(related: &[(&str, &str)]) -> String {
    let related: String = related
        .iter()
        .enumerate()
        .map(|(at, (kind, path))| {
            let id = at + 1;
            format!(r#"<Relationship Id="rId{id}" Type="{RELATIONS}/{kind}" Target="{path}"/>"#)
        })
        .collect();
    format!(
        r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>"#
    )
}

/// The styles of [`Look`], in its order: font and number format of each. Formats 0
/// (general), 3 and 4 (thousands), 14 (the reader's short date) and 49 (text) are
/// built in.
fn styles() -> String {
    let looks =
        [Look::Plain, Look::Day, Look::Heading, Look::Text, Look::Amount, Look::AmountWithCents];
    let formats: String = looks
        .iter()
        .map(|look| {
            let (font, format) = match look {
                Look::Plain => (0, 0),
                Look::Day => (0, 14),
                Look::Heading => (1, 49),
                Look::Text => (0, 49),
                Look::Amount => (0, 3),
                Look::AmountWithCents => (0, 4),
            };
            format!(
                r#"<xf numFmtId="{format}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/>"#
            )
        })
        .collect();
    let font = |bold| {
        format!(r#"<font>{bold}<sz val="11"/><name val="Calibri"/><family val="2"/></font>"#)
    };
    format!(
        concat!(
            r#"{0}<styleSheet xmlns="{1}"><fonts count="2">{2}{3}</fonts>"#,
            r#"<fills count="2"><fill><patternFill patternType="none"/></fill>"#,
            r#"<fill><patternFill patternType="gray125"/></fill></fills>"#,
            r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
            r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
            r#"<cellXfs count="{4}">{5}</cellXfs>"#,
            r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
            r#"</styleSheet>"#
        ),
        DECLARATION,
        SHEETS,
        font(""),
        font("<b/>"),
        looks.len(),
        formats
    )
}
