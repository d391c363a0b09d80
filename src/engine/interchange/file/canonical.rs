//! When two workspaces hold the same: their canonical bytes are equal.

use super::{ALIVE_NAME, put_text, put_value};
use crate::domain::{Collection, FieldId};
use crate::interchange::erasure;
use crate::workspace::sample::removal::NeverShared;
use crate::workspace::{ALIVE, Life, Workspace};

/// Records, stamps, deletions, unknown data, the version vector and who was erased, sorted, so
/// that they do not depend on the order in which they came. Not what is told of
/// the file, of this device or of history.
///
/// Each field that was said stands with the time at which it was, whether that
/// is a stamp of its own or the record's; so does the record's life.
pub fn canonical(workspace: &Workspace) -> Vec<u8> {
    let mut out = Vec::new();
    let never_shared = NeverShared::of(workspace);
    for collection in Collection::ALL {
        out.extend(collection.name().as_bytes());
        out.push(b'\n');
        let table = workspace.table(*collection);
        let travels =
            |row: &u32| table.life(*row) != Life::Absent && !never_shared.holds(table, *row);
        let mut rows: Vec<u32> = (0..table.len() as u32).filter(travels).collect();
        rows.sort_unstable_by_key(|row| table.id(*row));
        for row in rows {
            put_record(&mut out, workspace, *collection, row);
        }
    }
    for collection in workspace.foreign_collections() {
        out.extend(format!("{} {}\n", collection.name, collection.fact).as_bytes());
        for record in &collection.records {
            let since = record.alive_stamp;
            out.extend(
                format!("{} {} {} {since}", record.id, record.stamp, record.alive).as_bytes(),
            );
            for field in &record.fields {
                put_named(&mut out, &field.name, field.stamp, field.json.as_bytes());
            }
            out.push(b'\n');
        }
    }
    for stamp in workspace.vector().stamps() {
        out.extend(format!("{stamp}\n").as_bytes());
    }
    for text in erasure::texts(workspace.erased()) {
        out.extend(format!("erased {text}\n").as_bytes());
    }
    out
}

fn put_record(out: &mut Vec<u8>, workspace: &Workspace, collection: Collection, row: u32) {
    let table = workspace.table(collection);
    out.extend(table.id(row).to_string().as_bytes());
    for (at, field) in collection.fields().iter().enumerate() {
        let id = FieldId(at as u8);
        let value = table.value(row, id);
        if value.is_some() || table.own_stamp(row, id).is_some() {
            let mut json = Vec::new();
            put_value(&mut json, value.as_ref());
            put_named(out, field.name, table.field_stamp(row, id), &json);
        }
    }
    let alive: &[u8] = if table.life(row) == Life::Alive { b"true" } else { b"false" };
    put_named(out, ALIVE_NAME, table.field_stamp(row, ALIVE), alive);
    let mut foreign = table.foreign(row).to_vec();
    foreign.sort_unstable();
    for field in foreign {
        put_named(out, &field.name, field.stamp, field.json.as_bytes());
    }
    out.push(b'\n');
}

fn put_named(out: &mut Vec<u8>, name: &str, stamp: crate::domain::Stamp, json: &[u8]) {
    out.push(b' ');
    put_text(out, name);
    out.extend(format!(" {stamp} ").as_bytes());
    out.extend(json);
}
