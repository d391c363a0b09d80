//! Packed rows of one collection, as they lie in the store.
//!
//! Layout of format 1, all numbers little-endian: a format byte; the
//! collection's name; the number of rows; the lists of origins and stamps; the
//! envelope's columns; each field's column by name and kind; stamps by field;
//! fields of other versions. Columns are plain arrays, because writing and
//! reading a million rows is then hardly more than copying; a column of
//! nothing, of one value or of rising numbers takes a few bytes.
//!
//! A column that this version does not know becomes a foreign field of its
//! rows, and a foreign field that it does know becomes a value: so an older and
//! a newer version can share one store.

mod bytes;

use super::value::{from_json, to_json};
use crate::domain::schema::{FieldId, FieldKind};
use crate::domain::{ChangeSetId, Collection, DeviceId, Stamp};
use crate::workspace::column::{Column, Labels, NO_CODE, NO_INTEGER, NO_TRUTH, Texts};
use crate::workspace::table::{ForeignField, Table};
pub(super) use bytes::MOST_ROWS;
use bytes::{Input, Output};
use rustc_hash::FxHashMap;

/// The format that this version writes.
pub const FORMAT: u8 = 1;

/// Why bytes are not a segment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// A newer version wrote it; reading and writing must stop.
    #[error("written by a newer version (format {0})")]
    Newer(u8),
    /// It holds a collection that this version does not know.
    #[error("unknown collection {0}")]
    UnknownCollection(String),
    /// It is cut or altered.
    #[error("damaged")]
    Damaged,
}

const KINDS: [FieldKind; 6] = [
    FieldKind::Text,
    FieldKind::Label,
    FieldKind::Integer,
    FieldKind::Date,
    FieldKind::Truth,
    FieldKind::Reference,
];

fn kind_code(kind: FieldKind) -> u8 {
    KINDS.iter().position(|k| *k == kind).expect("every kind is listed") as u8
}

/// Packs all rows of a table. Absent rows must have been left out before.
pub fn encode(table: &Table) -> Vec<u8> {
    let mut out = Output::default();
    out.byte(FORMAT);
    out.text(table.collection().name());
    out.number(table.len() as u32);
    out.number(table.origins().len() as u32);
    table.origins().iter().for_each(|origin| out.raw(&origin.0.to_le_bytes()));
    out.number(table.stamps().len() as u32);
    for stamp in table.stamps() {
        out.raw(&stamp.time.to_le_bytes());
        out.raw(&stamp.device.0.to_le_bytes());
    }
    let (origin, number, stamp, life) = table.envelope();
    out.codes(origin);
    out.codes(number);
    out.codes(stamp);
    out.bytes_or_constant(life);
    let fields = table.collection().fields();
    out.number(fields.len() as u32);
    for (at, field) in fields.iter().enumerate() {
        out.text(field.name);
        out.byte(kind_code(field.kind));
        encode_column(&mut out, table.column(FieldId(at as u8)));
    }
    let stamps = table.field_stamp_codes();
    out.number(stamps.len() as u32);
    for (row, field, code) in stamps {
        out.number(row);
        out.byte(field.0);
        out.number(code);
    }
    let foreign: Vec<_> = (0..table.len() as u32)
        .flat_map(|row| table.foreign(row).iter().map(move |field| (row, field)))
        .collect();
    out.number(foreign.len() as u32);
    for (row, field) in foreign {
        out.number(row);
        out.text(&field.name);
        out.text(&field.json);
        out.raw(&field.stamp.time.to_le_bytes());
        out.raw(&field.stamp.device.0.to_le_bytes());
    }
    out.finish()
}

fn encode_column(out: &mut Output, column: &Column) {
    match column {
        Column::Text(texts) => {
            let (bytes, lengths) = texts.packed();
            out.codes(&lengths);
            out.text(&bytes);
        }
        Column::Label(labels) => {
            // Only words that these rows use are written.
            let mut used = Labels::default();
            for row in 0..labels.codes().len() as u32 {
                let code = labels.get(row).map_or(NO_CODE, |word| used.intern(word));
                used.push_code(code);
            }
            out.number(used.words().len() as u32);
            used.words().iter().for_each(|word| out.text(word));
            out.codes(used.codes());
        }
        Column::Integer(values) => out.integers(values, NO_INTEGER),
        Column::Date(values) => {
            let codes: Vec<u32> = values.iter().map(|day| *day as u32).collect();
            out.codes(&codes);
        }
        Column::Truth(values) => out.bytes_or_constant(values),
        Column::Reference(values) => {
            out.codes(&values.iter().map(|(origin, _)| *origin).collect::<Vec<_>>());
            out.codes(&values.iter().map(|(_, number)| *number).collect::<Vec<_>>());
        }
    }
}

/// How many rows packed bytes claim to hold, found out without unpacking any; `None`
/// if they do not say.
pub(super) fn claimed_rows(bytes: &[u8]) -> Option<usize> {
    let mut input = Input::new(bytes);
    input.byte()?;
    input.text()?;
    Some(input.number()? as usize)
}

/// Unpacks rows. Whatever the bytes are, it returns; it never reads or
/// allocates beyond what they hold.
pub fn decode(bytes: &[u8]) -> Result<Table, SegmentError> {
    let mut input = Input::new(bytes);
    let format = input.byte().ok_or(SegmentError::Damaged)?;
    if format > FORMAT {
        return Err(SegmentError::Newer(format));
    }
    let name = input.text().ok_or(SegmentError::Damaged)?;
    let collection = Collection::from_name(&name).ok_or(SegmentError::UnknownCollection(name))?;
    decode_rows(collection, &mut input).ok_or(SegmentError::Damaged)
}

fn decode_rows(collection: Collection, input: &mut Input) -> Option<Table> {
    let rows = input.number()? as usize;
    let mut origins = Vec::new();
    for _ in 0..input.number()? {
        origins.push(ChangeSetId(u128::from_le_bytes(input.array()?)));
    }
    let mut stamps = Vec::new();
    for _ in 0..input.number()? {
        stamps.push(read_stamp(input)?);
    }
    let origin = input.codes(rows)?;
    let number = input.codes(rows)?;
    let stamp = input.codes(rows)?;
    let life = input.bytes_or_constant(rows)?;
    let mut columns: Vec<Column> =
        collection.fields().iter().map(|f| Column::new(f.kind)).collect();
    let mut unknown = Vec::new();
    let mut names = Vec::new();
    for _ in 0..input.number()? {
        let name = input.text()?;
        let kind = *KINDS.get(input.byte()? as usize)?;
        let column = decode_column(input, kind, rows)?;
        match collection.field(&name).filter(|f| collection.fields()[f.0 as usize].kind == kind) {
            Some(field) => columns[field.0 as usize] = column,
            None => unknown.push((names.len(), column)),
        }
        names.push(name);
    }
    // Each of their values becomes a text of its own.
    if unknown.len().checked_mul(rows)? > MOST_ROWS {
        return None;
    }
    let envelope_stamps = stamps.clone();
    let mut table =
        Table::from_parts(collection, origins, stamps, origin, number, stamp, life, columns)?;
    let mut unknown_stamps = FxHashMap::default();
    for _ in 0..input.number()? {
        let (row, field, code) = (input.number()?, input.byte()?, input.number()?);
        let stamp = *envelope_stamps.get(code as usize)?;
        if row as usize >= rows {
            return None;
        }
        let field = match names.get(field as usize) {
            None => crate::workspace::ALIVE,
            Some(name) => match collection.field(name) {
                Some(field) => field,
                None => {
                    unknown_stamps.entry((row, field as usize)).or_insert(stamp);
                    continue;
                }
            },
        };
        table.set_field_stamp(row, field, Some(stamp));
    }
    for (at, column) in unknown {
        for row in 0..rows as u32 {
            let Some(value) = column.get(row, table.origins()) else { continue };
            let own = unknown_stamps.get(&(row, at)).copied();
            let stamp = own.unwrap_or_else(|| table.record_stamp(row));
            let json = to_json(Some(&value)).to_string();
            table.set_foreign(row, ForeignField { name: names[at].clone(), json, stamp });
        }
    }
    for _ in 0..input.number()? {
        let row = input.number()?;
        let (name, json, stamp) = (input.text()?, input.text()?, read_stamp(input)?);
        if row as usize >= rows {
            return None;
        }
        take_foreign(&mut table, row, ForeignField { name, json, stamp })?;
    }
    input.is_empty().then_some(table)
}

/// Keeps a field of another version, or makes it a value if it is known now.
fn take_foreign(table: &mut Table, row: u32, field: ForeignField) -> Option<()> {
    let known = table.collection().field(&field.name);
    let Some(id) = known else {
        table.set_foreign(row, field);
        return Some(());
    };
    let json = serde_json::from_str(&field.json).ok()?;
    let kind = table.collection().fields()[id.0 as usize].kind;
    match from_json(kind, &json) {
        Some(value) => {
            table.set_value(row, id, value.as_ref());
            if !table.collection().is_fact() {
                table.set_field_stamp(row, id, Some(field.stamp));
            }
        }
        None => table.set_foreign(row, field),
    }
    Some(())
}

fn read_stamp(input: &mut Input) -> Option<Stamp> {
    let time = u64::from_le_bytes(input.array()?);
    let device = DeviceId(u64::from_le_bytes(input.array()?));
    Some(Stamp { time, device })
}

fn decode_column(input: &mut Input, kind: FieldKind, rows: usize) -> Option<Column> {
    Some(match kind {
        FieldKind::Text => {
            let lengths = input.codes(rows)?;
            Column::Text(Texts::unpacked(input.text()?, &lengths)?)
        }
        FieldKind::Label => {
            let mut words = Vec::new();
            for _ in 0..input.number()? {
                words.push(input.text()?.into_boxed_str());
            }
            Column::Label(Labels::from_parts(words, input.codes(rows)?)?)
        }
        FieldKind::Integer => Column::Integer(input.integers(rows, NO_INTEGER)?),
        FieldKind::Date => {
            Column::Date(input.codes(rows)?.into_iter().map(|code| code as i32).collect())
        }
        FieldKind::Truth => {
            let truths = input.bytes_or_constant(rows)?;
            if truths.iter().any(|truth| *truth > NO_TRUTH) {
                return None;
            }
            Column::Truth(truths)
        }
        FieldKind::Reference => {
            let origins = input.codes(rows)?;
            let numbers = input.codes(rows)?;
            Column::Reference(origins.into_iter().zip(numbers).collect())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Customer, Day, Entity, Purchase, RecordId, schema};
    use proptest::prelude::*;
    use std::time::Instant;

    fn id(number: u32) -> RecordId {
        RecordId { origin: ChangeSetId(77), number }
    }

    fn stamp(time: u64) -> Stamp {
        Stamp { time, device: DeviceId(5) }
    }

    fn same(a: &Table, b: &Table) {
        assert_eq!(a.len(), b.len());
        for row in 0..a.len() as u32 {
            assert_eq!(a.id(row), b.id(row));
            assert_eq!(a.life(row), b.life(row));
            assert_eq!(a.record_stamp(row), b.record_stamp(row));
            assert_eq!(a.foreign(row), b.foreign(row));
            for at in 0..a.collection().fields().len() {
                let field = FieldId(at as u8);
                assert_eq!(a.value(row, field), b.value(row, field));
                assert_eq!(a.own_stamp(row, field), b.own_stamp(row, field));
            }
        }
        assert_eq!(a.field_stamps(), b.field_stamps());
    }

    fn customers() -> Table {
        let mut table = Table::new(Collection::Customer);
        for number in 0..5 {
            let name = ["Warung Senja", "", "Ibu Ratna", "日本", "x"][number as usize];
            let customer = Customer {
                name: Some(name.into()),
                city: (number % 2 == 0).then(|| "Medan".into()),
                birthday: (number == 3).then_some(Day(-40)),
                referrals: Some(i64::from(number) << 40),
                qualified: Some(number == 1),
                ..Customer::default()
            };
            table.push(id(number * 3), stamp(9), &customer);
        }
        table.set_life(2, crate::workspace::Life::Deleted);
        table.set_field_stamp(2, crate::workspace::ALIVE, Some(stamp(30)));
        table.set_field_stamp(4, schema::customer::PHONE, Some(stamp(12)));
        let field = ForeignField { name: "aura".into(), json: "[1]".into(), stamp: stamp(10) };
        table.set_foreign(1, field);
        table
    }

    #[test]
    fn a_segment_reads_back_as_written() {
        let table = customers();
        same(&decode(&encode(&table)).unwrap(), &table);
        let mut purchases = Table::new(Collection::Purchase);
        for number in 0..9 {
            let purchase = Purchase {
                customer: Some(id(number % 2)),
                date: Some(Day(20_000 + number as i32)),
                amount: Some(-7 * i64::from(number)),
                product: Some("Gayo".into()),
                ..Purchase::default()
            };
            purchases.push(id(100 + number), stamp(9), &purchase);
        }
        same(&decode(&encode(&purchases)).unwrap(), &purchases);
        same(
            &decode(&encode(&Table::new(Collection::Stage))).unwrap(),
            &Table::new(Collection::Stage),
        );
    }

    /// Packing looked each field's stamp up among all others, and took with the square of
    /// the rows that had stamps of their own: minutes for these.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "it runs natively, and time is what it compares")]
    fn rows_with_stamps_of_their_own_are_packed_as_fast_as_others() {
        let packed = |stamps: u64| {
            let mut table = Table::new(Collection::Customer);
            for number in 0..MOST_ROWS as u32 / 20 {
                let row = table.push_empty(id(number), stamp(9));
                let own = stamp(100 + u64::from(number) % stamps);
                table.set_field_stamp(row, schema::customer::PHONE, Some(own));
            }
            let began = Instant::now();
            let bytes = encode(&table);
            let took = began.elapsed();
            assert_eq!(decode(&bytes).unwrap().field_stamps(), table.field_stamps());
            took
        };
        // The fastest of five: what else the machine does only adds.
        let fastest = |stamps: u64| (0..5).map(|_| packed(stamps)).min().unwrap_or_default();
        let (few, own) = (fastest(2), fastest(u64::MAX));
        assert!(own < few * 20, "{own:?} with stamps of their own, {few:?} with two");
    }

    #[test]
    fn a_newer_segment_is_not_read() {
        let mut bytes = encode(&customers());
        bytes[0] = 2;
        assert_eq!(decode(&bytes).unwrap_err(), SegmentError::Newer(2));
    }

    #[test]
    fn every_cut_segment_is_refused() {
        let bytes = encode(&customers());
        for end in 0..bytes.len() {
            assert!(decode(&bytes[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn a_column_of_another_version_is_kept_and_comes_back() {
        // A segment of a version that knows a field `aura` of customers.
        let bytes = encode(&customers());
        let city = b"\x04\0\0\0city";
        let at = bytes.windows(city.len()).position(|w| w == city).unwrap();
        let mut other = bytes.clone();
        other[at + 4..at + 8].copy_from_slice(b"aura");
        let table = decode(&other).unwrap();
        assert_eq!(table.value(0, schema::customer::CITY), None);
        assert!(table.foreign(0).iter().any(|f| f.name == "aura" && f.json == "\"Medan\""));
        // Once the field is known again, its value is back.
        let mut back = table.clone();
        let field = ForeignField { name: "city".into(), json: "\"Solo\"".into(), stamp: stamp(40) };
        back.set_foreign(0, field);
        let read = decode(&encode(&back)).unwrap();
        assert_eq!(read.text(0, schema::customer::CITY), Some("Solo"));
        assert_eq!(read.own_stamp(0, schema::customer::CITY), Some(stamp(40)));
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_decoding_returns(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn altered_bytes_never_panic(at in 0_usize..2_000, value in any::<u8>()) {
            let mut bytes = encode(&customers());
            let at = at % bytes.len();
            bytes[at] = value;
            if let Ok(table) = decode(&bytes) {
                for row in 0..table.len() as u32 {
                    let _ = (table.id(row), table.record_stamp(row));
                    if table.collection() == Collection::Customer {
                        let _ = Customer::read(|field| table.value(row, field));
                    }
                }
            }
        }
    }

    /// Columns that nobody knows, each of two million equal values in nine bytes,
    /// added up to more memory than there is.
    #[test]
    fn claims_of_many_rows_do_not_add_up() {
        let claim = |columns: u32| {
            let mut out = Output::default();
            out.byte(FORMAT);
            out.text("customer");
            out.number(2_000_000);
            out.number(0);
            out.number(0);
            (0..3).for_each(|_| out.codes(&[0, 0]));
            out.bytes_or_constant(&[0, 0]);
            out.number(columns);
            for column in 0..columns {
                out.text(&format!("unknown {column}"));
                out.byte(KINDS.iter().position(|kind| *kind == FieldKind::Date).unwrap() as u8);
                out.codes(&[0, 0]);
            }
            out.finish()
        };
        let mut input = Input::new(&[0; 5 * 40]);
        let unfolded = (0..40).take_while(|_| input.codes(MOST_ROWS).is_some()).count();
        assert_eq!(unfolded, 16);
        assert!(matches!(decode(&claim(2)), Err(SegmentError::Damaged)));
    }

    #[test]
    fn nothing_is_a_few_bytes() {
        let purchase = Purchase { amount: Some(1), ..Purchase::default() };
        let mut one = Table::new(Collection::Purchase);
        let mut many = Table::new(Collection::Purchase);
        one.push(id(0), stamp(9), &purchase);
        (0..4_000).for_each(|number| {
            many.push(id(number), stamp(9), &purchase);
        });
        let growth = encode(&many).len() - encode(&one).len();
        assert!(growth < 4_000 * 5, "one column of amounts and little else, not {growth} bytes");
    }
}
