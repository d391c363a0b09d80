//! Long work that pauses while its rows are read anew or come in beside it.

use super::team::{Device, about};
use tangga_engine::domain::{Collection, Customer, DeviceId, Stamp};
use tangga_engine::interchange::file::{ExportError, Extent, Writer};
use tangga_engine::workspace::Workspace;
use tangga_engine::workspace::merge::{Comparison, DuplicateSearch, Stale};

const CUSTOMER: Collection = Collection::Customer;

/// A device with two customers.
fn shop(device: u64) -> Device {
    let mut device = Device::new(device);
    let mut draft = device.draft();
    for name in ["Senja", "Ratna"] {
        draft.create(&Customer { name: Some(name.into()), ..Customer::default() });
    }
    device.store(draft);
    device
}

/// The same rows, read one by one from the last on, as when another tab had written
/// the segments anew: nothing is newer in it, and rows lie elsewhere.
fn read_anew(workspace: &Workspace) -> Workspace {
    let mut anew = Workspace::new();
    for collection in Collection::ALL {
        let table = workspace.table(*collection);
        (0..table.len() as u32).rev().for_each(|row| anew.load(table.part(row..row + 1)));
    }
    anew.load_vector(workspace.vector().clone());
    assert_eq!(anew.latest(), workspace.latest());
    assert_eq!(anew.vector(), workspace.vector());
    assert_ne!(anew.id(CUSTOMER, 0), workspace.id(CUSTOMER, 0));
    anew
}

/// A writer that has written its first line.
fn begun(workspace: &Workspace) -> Writer {
    let mut writer = Writer::new(workspace, about(), &Extent::default()).expect("no sample");
    assert!(writer.next(workspace, 1).expect("nothing changed").is_some());
    writer
}

/// A backup went on over rows that had been numbered anew: some came twice, others
/// went missing.
#[test]
fn a_file_is_not_written_on_after_its_rows_were_read_anew() {
    let here = shop(1).workspace;
    let mut writer = begun(&here);
    assert_eq!(writer.next(&read_anew(&here), 1), Err(ExportError::Changed));
}

/// A backup held more rows than it had counted, or stopped the program, when rows
/// came in whose stamps are older than those here.
#[test]
fn a_file_is_not_written_on_after_older_rows_came_in() {
    let (mut here, other) = (shop(1).workspace, shop(2).workspace);
    let later = Stamp { time: other.latest().time + 1, device: DeviceId(1) };
    here.load_vector([later].into_iter().collect());
    let mut writer = begun(&here);
    here.load(other.table(CUSTOMER).part(0..2));
    assert_eq!(here.latest(), later);
    assert_eq!(writer.next(&here, 1), Err(ExportError::Changed));
}

/// What had been compared before rows were read anew passed for what is here; and
/// ending a comparison in the middle of a table went beyond what a row number holds.
#[test]
fn a_comparison_does_not_go_on_after_rows_were_read_anew() {
    let here = shop(1).workspace;
    let anew = read_anew(&here);
    let mut comparison = Comparison::new(Device::incoming(&shop(2).workspace), &here);
    assert_eq!(comparison.step(&here, 1), Ok(true));
    assert_eq!(comparison.step(&anew, 1), Err(Stale));
    let preview = comparison.finish(&here).expect("nothing changed");
    assert_eq!(preview.counts().new, 2);
    assert_eq!(preview.check(&here), Ok(()));
    assert_eq!(preview.check(&anew), Err(Stale));
}

/// A search for duplicates took rows of before for rows of after, and would have
/// united strangers.
#[test]
fn a_search_for_duplicates_does_not_go_on_after_rows_were_read_anew() {
    let here = shop(1).workspace;
    let anew = read_anew(&here);
    let comparison = Comparison::new(Device::incoming(&shop(2).workspace), &here);
    let preview = comparison.finish(&here).expect("nothing changed");
    let mut search = DuplicateSearch::new(&preview);
    assert_eq!(search.step(&here, 1), Ok(true));
    assert_eq!(search.step(&anew, 1), Err(Stale));
    assert!(search.finish(&anew).is_err());
}

#[test]
fn rows_keep_their_numbers_in_one_workspace_only() {
    let mut device = shop(1);
    let before = device.workspace.revision();
    assert!(!before.numbers_rows_like(read_anew(&device.workspace).revision()));
    let mut draft = device.draft();
    draft.create(&Customer { name: Some("Budi".into()), ..Customer::default() });
    device.store(draft);
    assert_ne!(device.workspace.revision(), before);
    assert!(device.workspace.revision().numbers_rows_like(before));
}
