//! The workspace file as others meet it: whole, cut, damaged, newer, and with
//! things that this version does not know.

mod backup;
mod cases;
mod encrypted;
mod erasing;
mod merge_laws;
mod merging;
mod model_store;
mod parts;
mod read_anew;
mod retracting;
mod sample_gone;
mod simulation;
mod slices;
mod team;
mod uniting;

use sha2::{Digest, Sha256};
use tangga_engine::domain::schema::{customer, setting};
use tangga_engine::domain::{
    Collection, Consent, Customer, Day, DeviceId, Export, Feedback, Journey, Persona, Purchase,
    Request, Setting, Stage, Stamp, Touchpoint, Value,
};
use tangga_engine::interchange::file::{
    About, ExportError, Extent, Limit, Problem, Records, Writer, canonical, held,
};
use tangga_engine::interchange::segment;
use tangga_engine::workspace::Workspace;
use tangga_engine::workspace::table::ForeignField;
use team::{Device, read, write};

const FIXTURE: &[u8] = include_bytes!("../fixtures/format-1.tangga.json");
const SCHEMA: &str = include_str!("../../docs/workspace-file.schema.json");

/// A shop with something of everything: edits, a deletion, cleared fields,
/// references, awkward letters.
fn shop() -> Device {
    let mut device = Device::new(1);
    device.clock = 0;
    let mut draft = device.draft();
    let ani = draft.create(&Customer {
        name: Some("Ani \"Kopi\" — \u{1F375}\n\u{7f}".into()),
        phone: Some("+6281234567890".into()),
        birthday: Day::parse_iso("1990-02-28"),
        qualified: Some(true),
        referrals: Some(0),
        city: Some(String::new()),
        ..Customer::default()
    });
    let budi = draft.create(&Customer { name: Some("Budi".into()), ..Customer::default() });
    draft.create(&Purchase {
        customer: Some(ani),
        date: Day::parse_iso("2026-01-31"),
        amount: Some(125_000),
        cost: Some(-1),
        product: Some("Gayo".into()),
        ..Purchase::default()
    });
    draft.create(&Purchase { customer: Some(budi), amount: Some(-5), ..Purchase::default() });
    draft.create(&Feedback {
        customer: Some(ani),
        survey: Some("nps".into()),
        score: Some(9),
        ..Feedback::default()
    });
    let persona = draft.create(&Persona { name: Some("Ibu Sari".into()), ..Persona::default() });
    let journey = draft.create(&Journey { persona: Some(persona), ..Journey::default() });
    let stage = draft.create(&Stage { journey: Some(journey), ..Stage::default() });
    draft.create(&Touchpoint {
        place: Some(format!("{stage} a0")),
        emotion: Some(-2),
        seen: Some(false),
        ..Touchpoint::default()
    });
    device.store(draft);
    let mut draft = device.draft();
    draft.set(Collection::Customer, ani, customer::PHONE, None);
    draft.set(Collection::Customer, ani, customer::CITY, Some(Value::Text("Bandung".into())));
    draft.set(
        Collection::Setting,
        Setting::ID,
        setting::FIRM,
        Some(Value::Text("Kopi Lereng".into())),
    );
    draft.delete(Collection::Customer, budi);
    device.store(draft);
    device
}

/// A text with the checksum that fits it.
fn sealed(body: &str) -> Vec<u8> {
    let sum: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{body}\"sha256\":\"{sum}\"}}\n").into_bytes()
}

fn body(file: &[u8]) -> String {
    let text = std::str::from_utf8(file).unwrap();
    text[..text.rfind("\"sha256\"").unwrap()].to_owned()
}

fn problem(bytes: &[u8]) -> Problem {
    read(bytes, 100).expect_err("it must be refused").problem
}

#[test]
fn a_file_comes_back_the_same_whatever_the_slices() {
    let device = shop();
    let bytes = write(&device.workspace, 1);
    assert_eq!(bytes, write(&device.workspace, 10_000));
    for chunk in [1, 2, 13, 4_096] {
        let opened = read(&bytes, chunk).unwrap();
        assert_eq!(opened.counts["customer"], 2);
        assert_eq!((opened.name.as_str(), opened.currency.code.as_str()), ("Kopi Lereng", "IDR"));
        assert_eq!(opened.exported_at, 1_795_250_000_123);
        assert!(opened.whole && opened.device_name.contains("kasir"));
    }
    let mut fresh = Device::new(2);
    fresh.open(&bytes);
    assert_eq!(canonical(&device.workspace), canonical(&fresh.workspace));
    assert_eq!(bytes, fresh.file());
}

#[test]
fn consents_requests_and_the_export_log_travel_with_a_file_and_in_segments() {
    let mut device = shop();
    let mut draft = device.draft();
    let ani = device.workspace.id(Collection::Customer, 0);
    let text = |text: &str| Some(text.to_owned());
    draft.create(&Consent {
        customer: Some(ani),
        purpose: text("news"),
        wording: text("Ya, kirimi saya kabar"),
        date: Some(Day(20_000)),
        ..Consent::default()
    });
    draft.create(&Request {
        customer: Some(ani),
        kind: text("access"),
        received: Some(Day(20_001)),
        received_time: Some(990),
        ..Request::default()
    });
    draft.create(&Export { kind: text("customers"), rows: Some(2), ..Export::default() });
    draft.set(Collection::Customer, ani, customer::SEGMENT, text("Kafe").map(Value::Text));
    device.store(draft);
    let mut fresh = Device::new(2);
    fresh.open(&device.file());
    assert_eq!(canonical(&device.workspace), canonical(&fresh.workspace));
    for collection in [Collection::Consent, Collection::Request, Collection::Export] {
        let table = device.workspace.table(collection);
        let mut opened = Workspace::new();
        opened.load(segment::decode(&segment::encode(table)).unwrap());
        assert_eq!(opened.count(collection), 1, "{}", collection.name());
    }
    let row = fresh.workspace.row(Collection::Customer, ani).unwrap();
    assert_eq!(
        fresh.workspace.consents_of(row, Day(0))[0].1.wording,
        text("Ya, kirimi saya kabar")
    );
    // A segment takes along what is about its customers, and no export of others.
    let part = Extent { records: Records::Segment("Kafe".into()), ..Extent::default() };
    let held = held(&fresh.workspace, &part);
    let has = |collection| held.iter().any(|(c, n)| *c == collection && *n > 0);
    assert!(has(Collection::Consent) && has(Collection::Request) && !has(Collection::Export));
}

#[test]
fn the_frozen_file_of_format_1_is_read() {
    let mut fresh = Device::new(2);
    fresh.open(FIXTURE);
    assert_eq!(canonical(&shop().workspace), canonical(&fresh.workspace));
}

#[test]
fn no_part_of_a_file_passes_for_a_whole_one() {
    let bytes = shop().file();
    for length in 0..bytes.len() {
        let refused = problem(&bytes[..length]);
        let expected = if length == 0 { Problem::NotJson } else { Problem::Truncated };
        assert_eq!(refused, expected, "{length} bytes");
    }
    assert_eq!(problem(&[&bytes[..], b"\n"].concat()), Problem::BadLine);
    assert_eq!(problem(&[&bytes[..], b" "].concat()), Problem::BadLine);
}

#[test]
fn a_flipped_bit_is_never_taken() {
    let bytes = shop().file();
    let step = (bytes.len() * 8 / 1_000).max(1);
    for bit in (0..bytes.len() * 8).step_by(step) {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(read(&damaged, 4_096).is_err(), "bit {bit}");
    }
}

#[test]
fn four_hundred_damaged_files_are_refused_whole() {
    let mut device = shop();
    let mut draft = device.draft();
    for at in 0..400 {
        let customer = draft.create(&Customer {
            name: Some(format!("Pelanggan {at}")),
            phone: Some(format!("+62812{at:07}")),
            ..Customer::default()
        });
        let sale = Purchase { customer: Some(customer), amount: Some(at), ..Purchase::default() };
        draft.create(&sale);
    }
    device.store(draft);
    let bytes = device.file();
    // The reader hands nothing over before the last line was read and the
    // counts and the checksum fit, so a refusal leaves nothing to take back.
    let places = |of: usize| (0..200).map(move |at| at * (of / 200) + at % 7);
    let cut = places(bytes.len()).filter(|length| read(&bytes[..*length], 65_536).is_err());
    let flipped = places(bytes.len() * 8).filter(|bit| {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        read(&damaged, 65_536).is_err()
    });
    assert_eq!((cut.count(), flipped.count()), (200, 200));
    assert!(read(&bytes, 65_536).is_ok());
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(problem(b"\x89PNG"), Problem::NotJson);
    assert_eq!(problem(b"[1,2]"), Problem::NotAWorkspace);
    assert_eq!(problem(b"{\"a\":1}\n"), Problem::NotAWorkspace);
    assert_eq!(problem(b"{\"tangga\":\"workspace\",\"format\":2,\"x\":[\n"), Problem::Newer(2));
}

#[test]
fn a_damaged_record_is_named() {
    let text = body(&shop().file());
    let altered = |from: &str, to: &str| sealed(&text.replacen(from, to, 1));
    let bad = |field: Option<&str>, collection: &str| Problem::BadRow {
        collection: collection.into(),
        field: field.map(str::to_owned),
    };
    assert!(read(&altered("Bandung", "Padang"), 9).is_ok());
    assert_eq!(problem(&altered("\"Bandung\"", "7")), bad(Some("city"), "customer"));
    assert_eq!(problem(&altered("1990-02-28", "1990-02-30")), bad(Some("birthday"), "customer"));
    assert_eq!(problem(&altered("125000", "1.5")), bad(Some("amount"), "purchase"));
    assert_eq!(problem(&altered("125000", "1e99")), bad(Some("amount"), "purchase"));
    assert!(read(&altered("125000", "-9000000000000000"), 9).is_ok());
    for beyond in ["9000000000000001", "-9000000000000001", &i64::MIN.to_string()] {
        assert_eq!(problem(&altered("125000", beyond)), Problem::Over(Limit::Integer));
    }
    assert_eq!(problem(&altered("\n[1,0,1,", "\n[9,0,1,")), bad(None, "customer"));
    assert_eq!(problem(&altered("\n[1,1,1,", "\n[1,0,1,")), bad(None, "customer"));
    assert_eq!(problem(&altered("\"customer\":2", "\"customer\":3")), Problem::CountsDiffer);
    assert_eq!(problem(&altered("\"customer\":2", "\"customer\":1")), Problem::CountsDiffer);
    let deep = format!("{}{}", "[".repeat(70), "]".repeat(70));
    let nested = altered("\"Bandung\"", &deep);
    assert_eq!(problem(&nested), bad(Some("city"), "customer"));
    let long = altered("Bandung", &"x".repeat(2 << 20));
    assert_eq!(problem(&long), Problem::Over(Limit::Text));
    let endless = altered("Bandung", &"x".repeat(5 << 20));
    assert_eq!(problem(&endless), Problem::Over(Limit::Line));
    let claim = altered("\"customer\":2", "\"customer\":99999999999");
    assert_eq!(problem(&claim), Problem::Over(Limit::Rows));
    // Each device is remembered for good and read with every change.
    let devices: String = (1..=10_001)
        .map(|n| format!("\"{}\",\n", Stamp { time: 1, device: DeviceId(n) }))
        .collect();
    let vector = text.find("\"vector\":[\n").unwrap() + "\"vector\":[\n".len();
    let many = sealed(&format!("{}{devices}{}", &text[..vector], &text[vector..]));
    assert_eq!(problem(&many), Problem::Over(Limit::List));
    let line = read(&altered("125000", "\"a\""), 9).err().unwrap().line;
    let expected = text.lines().position(|line| line.contains("125000")).unwrap() as u64 + 1;
    assert_eq!(line, expected);
}

#[test]
fn an_altered_value_is_told_by_the_checksum() {
    let mut bytes = shop().file();
    let at = bytes.windows(7).position(|window| window == b"Bandung").unwrap();
    bytes[at] = b'M';
    assert_eq!(problem(&bytes), Problem::ChecksumDiffers);
}

#[test]
fn the_sample_shop_does_not_travel() {
    let mut device = shop();
    let mut draft = device.draft();
    draft.set(Collection::Setting, Setting::ID, setting::SAMPLE, Some(Value::Truth(true)));
    device.store(draft);
    let about = About {
        workspace_id: String::new(),
        device: device.device,
        device_name: String::new(),
        exported_at: 0,
    };
    assert_eq!(
        Writer::new(&device.workspace, about, &Extent::default()).err(),
        Some(ExportError::Sample)
    );
}

#[test]
fn a_workspace_that_changes_meanwhile_is_not_written_on() {
    let mut device = shop();
    let about = About {
        workspace_id: String::new(),
        device: device.device,
        device_name: String::new(),
        exported_at: 0,
    };
    let mut writer = Writer::new(&device.workspace, about, &Extent::default()).unwrap();
    assert!(writer.next(&device.workspace, 2).unwrap().is_some());
    device.step((0, 0, 0));
    assert_eq!(writer.next(&device.workspace, 2), Err(ExportError::Changed));
}

#[test]
fn what_a_newer_version_wrote_is_handed_on_untouched() {
    let text = body(&shop().file());
    // A new field of customers, with and without its own stamp, and a whole new
    // collection.
    let text = text.replacen("\"known_since\"]", "\"known_since\",\"mood\"]", 1);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (at, line) in
        lines.iter_mut().enumerate().filter(|(_, l)| l.starts_with("[1,0,1,true,[\"Ani"))
    {
        *line = line.replacen("null]", "null,{\"x\": [1.50,\"]\"]}]", 1);
        assert!(line.contains("mood") || at > 0);
    }
    for line in lines.iter_mut().filter(|l| l.starts_with("[1,1,1,false,[\"Budi")) {
        *line = line.replacen("null],{", "null,null],{\"mood\":2,", 1);
    }
    let text = lines.join("\n") + "\n";
    let end = text.rfind("]}\n],\n").unwrap();
    let text = format!(
        "{}]}},\n{{\"name\":\"visit\",\"fact\":false,\"fields\":[\"where\",\"why\"],\"rows\":[\n\
         [1,90,1,true,[\"Ubud\",null]],\n[1,91,1,true,[{{\"a\":[]}},null],{{\"why\":2,\"alive\":2}}]\n]}}\n],\n",
        &text[..end]
    );
    let last = format!("\"{}\":0", Collection::ALL[Collection::ALL.len() - 1].name());
    let text = text.replacen(&format!("{last}}}"), &format!("{last},\"visit\":2}}"), 1);
    let bytes = sealed(&text);

    let mut fresh = Device::new(2);
    let before = canonical(&fresh.workspace);
    fresh.open(&bytes);
    let after = canonical(&fresh.workspace);
    assert_eq!(fresh.workspace.foreign_collections()[0].records.len(), 2);
    let again = fresh.file();
    let written = String::from_utf8(again.clone()).unwrap();
    assert!(written.contains("{\"x\": [1.50,\"]\"]}"), "{written}");
    assert!(written.contains("{\"why\":2,\"alive\":2}"), "{written}");
    let mut third = Device::new(3);
    third.open(&again);
    assert_eq!(after, canonical(&third.workspace));
    assert_eq!(again, third.file());

    fresh.undo_last();
    assert_eq!(before, canonical(&fresh.workspace));
    assert!(fresh.workspace.foreign_collections().is_empty());
}

#[test]
fn a_field_that_an_older_version_handed_on_becomes_a_field_again() {
    let text = body(&shop().file());
    let text = text.replacen("\"known_since\"]", "\"later\"]", 1);
    let from = text.lines().find(|line| line.starts_with("[1,0,1,true,[\"Ani")).unwrap();
    let to =
        from.strip_suffix("],").unwrap().to_owned() + ",{\"known_since\":[\"2020-01-01\",2]}],";
    let mut fresh = Device::new(2);
    fresh.open(&sealed(&text.replacen(from, &to, 1)));
    let (_, ani) = fresh.workspace.all::<Customer>().next().unwrap();
    assert_eq!(ani.known_since, Day::parse_iso("2020-01-01"));
    let table = fresh.workspace.table(Collection::Customer);
    assert!(table.own_stamp(0, customer::KNOWN_SINCE).is_some());
    assert_eq!(table.foreign(0), [] as [ForeignField; 0]);
}

#[test]
fn a_part_brings_rows_and_no_vector() {
    let text = body(&shop().file());
    let mut fresh = Device::new(2);
    fresh.open(&sealed(&text.replacen("\"scope\":\"whole\"", "\"scope\":\"part\"", 1)));
    assert_eq!(fresh.workspace.count(Collection::Customer), 1);
    assert_eq!(fresh.workspace.vector().stamps().count(), 0);
}

#[test]
fn the_schema_describes_the_files_that_are_written() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    for bytes in [shop().file(), FIXTURE.to_vec(), Device::new(1).file()] {
        let file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        check(&schema, &schema, &file, "");
        let names = |c: &serde_json::Value| c["name"].as_str().unwrap().to_owned();
        let written: Vec<_> = file["collections"].as_array().unwrap().iter().map(names).collect();
        let known: Vec<_> = Collection::ALL.iter().map(|c| c.name().to_owned()).collect();
        // Collections come at the end, so files of before lack only the last.
        assert!(known.starts_with(&written), "{written:?}");
    }
    let mut file: serde_json::Value = serde_json::from_slice(FIXTURE).unwrap();
    file["collections"][0]["rows"][0][3] = "yes".into();
    assert!(std::panic::catch_unwind(|| check(&schema, &schema, &file, "")).is_err());
}

/// Checks a value against those keywords of JSON Schema that our schema uses;
/// another keyword is a failure, so that none goes unchecked in silence.
fn check(
    root: &serde_json::Value,
    schema: &serde_json::Value,
    value: &serde_json::Value,
    at: &str,
) {
    use serde_json::Value as Json;
    let each = |schema: &Json, value: &Json, key: &str| {
        check(root, schema, value, &format!("{at}/{key}"));
    };
    for (keyword, rule) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "$comment" | "title" | "description" | "pattern" => {}
            "$ref" => {
                let path = rule.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(path).unwrap(), value, at);
            }
            "const" => assert_eq!(value, rule, "{at}"),
            "enum" => assert!(rule.as_array().unwrap().contains(value), "{at}: {value}"),
            "type" => {
                let names: Vec<&str> = match rule {
                    Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
                    name => name.as_str().into_iter().collect(),
                };
                let own = match value {
                    Json::Null => "null",
                    Json::Bool(_) => "boolean",
                    Json::Number(number) if number.is_i64() || number.is_u64() => "integer",
                    Json::Number(_) => "number",
                    Json::String(_) => "string",
                    Json::Array(_) => "array",
                    Json::Object(_) => "object",
                };
                assert!(names.contains(&own), "{at}: {own} is none of {names:?}");
            }
            "minimum" => assert!(value.as_i64().unwrap() >= rule.as_i64().unwrap(), "{at}"),
            "maximum" => assert!(value.as_i64().unwrap() <= rule.as_i64().unwrap(), "{at}"),
            "minItems" => assert!(value.as_array().unwrap().len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => assert!(value.as_array().unwrap().len() as u64 <= rule.as_u64().unwrap()),
            "required" => {
                for name in rule.as_array().unwrap() {
                    assert!(value.get(name.as_str().unwrap()).is_some(), "{at} lacks {name}");
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    value.get(name).into_iter().for_each(|value| each(rule, value, name));
                }
            }
            "additionalProperties" => {
                let named = schema.get("properties").and_then(Json::as_object);
                for (name, value) in value.as_object().unwrap() {
                    if named.is_some_and(|named| named.contains_key(name)) {
                        continue;
                    }
                    assert_ne!(rule, &Json::Bool(false), "{at} has {name}");
                    each(rule, value, name);
                }
            }
            "prefixItems" => {
                for (rule, value) in rule.as_array().unwrap().iter().zip(value.as_array().unwrap())
                {
                    each(rule, value, "item");
                }
            }
            "items" => {
                let before = schema.get("prefixItems").map_or(0, |p| p.as_array().unwrap().len());
                let items = value.as_array().unwrap().iter().skip(before);
                assert!(*rule != Json::Bool(false) || items.clone().next().is_none(), "{at}");
                items.filter(|_| rule.is_object()).for_each(|value| each(rule, value, "item"));
            }
            other => panic!("the test does not know the keyword {other}"),
        }
    }
}
