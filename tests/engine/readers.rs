//! Every reader of bytes that come from outside or from the disk, as a function
//! that takes any bytes: it must come back, and hold no more memory than is said
//! here. The tests feed them altered fixtures, `make fuzz` whatever it thinks of.

use sha2::{Digest, Sha256};
use tangga_engine::domain::{ChangeSetId, Currency, Customer, Day};
use tangga_engine::interchange::encrypted::{self, Stretching};
use tangga_engine::interchange::file::{self, canonical};
use tangga_engine::interchange::head::{Manifest, Sentinel, StoreHead};
use tangga_engine::interchange::log::{self, Remembered};
use tangga_engine::interchange::spreadsheet::export::{Form, Table as Written};
use tangga_engine::interchange::spreadsheet::workbook::Workbook as Book;
use tangga_engine::interchange::spreadsheet::workbook::package::Package;
use tangga_engine::interchange::spreadsheet::{
    Known, Options, Plan, Reader as Table, Rows, Stored, detect, guess, preview,
};
use tangga_engine::interchange::{erasure, foreign, parked, segment};
use tangga_engine::workspace::merge::{Choices, Comparison, Past};
use tangga_engine::workspace::{Action, Label, Workspace};

/// A reader under test.
pub struct Reader {
    /// Its name.
    pub name: &'static str,
    /// Takes any bytes.
    pub read: fn(&[u8]),
    /// The most bytes that it is given, and a fourth of what it may hold.
    pub cap: usize,
    /// Bytes that it knows.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// A file that a person hands over, as far as it is tried.
pub const FILE: usize = 1 << 20;

/// A record of the store. A few bytes may stand for two million rows of equal
/// values, so the bound is set by those and not by what is tried.
const RECORD: usize = 128 << 20;

/// A workbook, which unpacks: the bound is that of the largest one.
const WORKBOOK: usize = 256 << 20;

/// All of them.
pub const READERS: &[Reader] = &[
    Reader { name: "workspace_file", read: workspace_file, cap: FILE, seeds: workspace_files },
    Reader { name: "spreadsheet", read: spreadsheet, cap: FILE, seeds: spreadsheets },
    Reader { name: "workbook", read: workbook, cap: WORKBOOK, seeds: workbooks },
    Reader { name: "encrypted_file", read: encrypted_file, cap: FILE, seeds: encrypted_files },
    Reader { name: "log_entry", read: log_entry, cap: RECORD, seeds: log_entries },
    Reader { name: "segment", read: segment_bytes, cap: RECORD, seeds: segments },
    Reader { name: "foreign", read: foreign_bytes, cap: RECORD, seeds: foreigns },
    Reader { name: "head", read: head, cap: FILE, seeds: heads },
];

/// The time on this device, so that nothing is parked that the fixtures hold.
const NOW: u64 = 1_795_300_000_000;

fn workspace_file(bytes: &[u8]) {
    drop(file::head(bytes));
    take_file(bytes);
    // Behind the checksum that fits, whatever the rest says.
    let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    take_file(&[bytes, format!("\"sha256\":\"{sum}\"}}\n").as_bytes()].concat());
}

fn take_file(bytes: &[u8]) {
    let mut reader = file::Reader::new();
    for chunk in bytes.chunks(4_096) {
        if reader.feed(chunk).is_err() {
            return;
        }
    }
    let Ok(opened) = reader.finish() else { return };
    let Ok(incoming) = opened.into_incoming(NOW) else { return };
    let mut workspace = Workspace::new();
    let preview = Comparison::new(incoming, &workspace).finish(&workspace);
    let preview = preview.expect("nothing changed");
    let (id, label) = (ChangeSetId(1), Label::new(Action::OpenFile));
    let draft = preview.confirm(&workspace, &Choices::new(), &Past::new(), id, label);
    let Ok(draft) = draft else { return };
    let latest = draft.latest_adopted();
    workspace.apply(&draft.into_stamped(latest, NOW));
    drop(canonical(&workspace));
}

fn spreadsheet(bytes: &[u8]) {
    let Ok(detection) = detect(bytes, true) else { return };
    let _ = preview(bytes, true, &detection.format, 8);
    let mapping = guess(detection.header.as_deref(), &detection.columns);
    if !mapping.problems().is_empty() {
        return;
    }
    let (workspace, known) = (Workspace::new(), Known::default());
    let mut plan = Plan::new(&mapping, &detection.format, Options::default());
    let (mut reader, mut rows) = (Table::new(&detection.format), Rows::default());
    for chunk in bytes.chunks(4_096) {
        if reader.feed(chunk, &mut rows).is_err() {
            return;
        }
        plan.feed(&rows, &Stored { workspace: &workspace, known: &known });
    }
    if reader.finish(&mut rows).is_err() {
        return;
    }
    plan.feed(&rows, &Stored { workspace: &workspace, known: &known });
    let planned = plan.finish();
    let label = planned.label("any.csv".to_owned());
    let id = ChangeSetId(1);
    drop(planned.into_draft(&workspace, id, label, Currency::default(), None));
}

fn workbook(bytes: &[u8]) {
    let Ok(mut book) = Book::open(bytes.to_vec()) else { return };
    let Ok(mut reader) = book.strings() else { return };
    while reader.step().is_ok_and(|more| more) {}
    let strings = reader.finish();
    let Ok(mut sheet) = book.read(0, &strings) else { return };
    // As the app does, the text is handed on piece by piece.
    let mut text = String::new();
    while sheet.step(&mut text).is_ok_and(|more| more) {
        text.clear();
    }
}

fn workbooks() -> Vec<Vec<u8>> {
    let mut table =
        Written::of_customers(Form::Worksheet, Currency::default(), |collection, field| {
            collection.fields()[usize::from(field.0)].name
        });
    let siti = Customer {
        name: Some("Siti & Ani".into()),
        birthday: Some(Day(10_000)),
        share_of_wallet: Some(60),
        ..Customer::default()
    };
    table.push_customer(&siti);
    table.end();
    let mut package = Package::new("Pelanggan").expect("a short workbook");
    package.feed(&table.take()).expect("a short workbook");
    vec![package.finish().expect("a short workbook")]
}

const PASSPHRASE: &str = "kopi";

fn encrypted_file(bytes: &[u8]) {
    let Ok(head) = encrypted::Head::read(bytes) else { return };
    // More work gives no other way through the program.
    if head.lock.work_factor > 4 {
        return;
    }
    let Ok(stretching) = Stretching::new(PASSPHRASE, &head.lock) else { return };
    let Ok(mut decrypting) = head.open(&stretching.finish()) else { return };
    let mut out = Vec::new();
    for chunk in bytes[head.length..].chunks(4_096) {
        if decrypting.take(chunk, &mut out).is_err() {
            return;
        }
    }
    let _ = decrypting.finish(&mut out);
}

fn log_entry(bytes: &[u8]) {
    let _ = log::staged(bytes);
    if let Ok(change_set) = log::decode(bytes) {
        let mut workspace = Workspace::new();
        drop(Remembered::new(&change_set, workspace.inverse(&change_set)).encode());
        workspace.apply(&change_set);
    }
    let _ = Remembered::decode(bytes);
}

fn segment_bytes(bytes: &[u8]) {
    if let Ok(table) = segment::decode(bytes) {
        let mut workspace = Workspace::new();
        workspace.load(table);
    }
}

fn foreign_bytes(bytes: &[u8]) {
    if let Some(collections) = foreign::decode(bytes) {
        let mut workspace = Workspace::new();
        workspace.load_foreign(&collections);
        drop(parked::list(&workspace, NOW));
        drop(parked::Due::new(&workspace, NOW).finish(&workspace));
    }
    if let Some(erased) = erasure::decode(bytes) {
        Workspace::new().load_erased(&erased);
    }
}

fn head(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let _ = StoreHead::from_json(text).map(|head| head.latest_stamps().count());
    let _ = Manifest::from_json(text).map(|manifest| manifest.bytes());
    let _ = Sentinel::from_json(text).map(|sentinel| sentinel.had_rows());
}

macro_rules! fixtures {
    ($($name:literal),+ $(,)?) => {
        vec![$(include_bytes!(concat!("../fixtures/", $name)).to_vec()),+]
    };
}

fn workspace_files() -> Vec<Vec<u8>> {
    let mut files = fixtures!["format-1.tangga.json"];
    // The same without its checksum, which the reader under test makes itself.
    let end = files[0].windows(8).rposition(|part| part == b"\"sha256\"").expect("a checksum");
    files.push(files[0][..end].to_vec());
    files
}

fn spreadsheets() -> Vec<Vec<u8>> {
    let mut files = fixtures![
        "cdnow_sample.txt",
        "example_transactions_cut.csv",
        "fixed_width.txt",
        "online_retail_cut.csv",
        "pelanggan_excel.csv",
        "penjualan_excel.csv",
        "umpan_balik.tsv",
    ];
    files.iter_mut().for_each(|file| file.truncate(4_096));
    files
}

fn encrypted_files() -> Vec<Vec<u8>> {
    let lock = encrypted::Lock { salt: [7; 16], work_factor: 1 };
    let key = Stretching::new(PASSPHRASE, &lock).expect("little work").finish();
    let mut file = Vec::new();
    let mut encrypting = encrypted::Seal::new(&lock, &key, [8; 16]).begin([9; 16], &mut file);
    encrypting.take(&[1; 70_000], &mut file);
    encrypting.finish(&mut file);
    vec![file]
}

fn unhex(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = digits.iter().copied().filter(u8::is_ascii_hexdigit).collect();
    let value = |digit: u8| (digit as char).to_digit(16).expect("a digit") as u8;
    digits.chunks(2).map(|pair| value(pair[0]) << 4 | value(pair[1])).collect()
}

fn log_entries() -> Vec<Vec<u8>> {
    let mut entries: Vec<_> = fixtures!["format-1.log.hex"].iter().map(|hex| unhex(hex)).collect();
    entries.extend(fixtures!["format-1.history.json"]);
    entries
}

fn segments() -> Vec<Vec<u8>> {
    let hex = fixtures!["format-1.customers.hex", "format-1.purchases.hex"];
    hex.iter().map(|hex| unhex(hex)).collect()
}

fn foreigns() -> Vec<Vec<u8>> {
    let file = include_bytes!("../fixtures/format-1.tangga.json");
    let mut reader = file::Reader::new();
    reader.feed(file).expect("a file");
    let opened = reader.finish().expect("a whole file");
    let ids = br#"["00000000000000000000000001-0"]"#.to_vec();
    vec![foreign::encode(&opened.foreign), erasure::encode(&opened.erased), ids]
}

fn heads() -> Vec<Vec<u8>> {
    let head = StoreHead::mint(0xfeed, 7, true).to_json().into_bytes();
    let manifest = Manifest::of(Vec::new()).to_json().into_bytes();
    let sentinel = br#"{"store_id":"1","rows":{"customer":3},"last_backup":5}"#.to_vec();
    vec![head, manifest, sentinel]
}
