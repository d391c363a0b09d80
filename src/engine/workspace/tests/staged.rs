//! Change sets of many rows, whose rows lie apart from the rest.

use super::*;

/// Without the rows that lie apart, a file that was taken over passed for a change
/// of this device, and what had been seen of it ran ahead.
#[test]
fn whether_a_change_set_writes_does_not_depend_on_where_its_rows_lie() {
    let mut other = Desk { next: 50, ..Desk::new() };
    let mut draft = other.draft(Action::Add);
    draft.create(&customer("Rina"));
    other.commit(draft);
    let rows = other.workspace.table(Collection::Customer).part(0..1);
    let mut desk = Desk::new();
    let mut part = desk.draft(Action::OpenFile);
    part.adopt(rows);
    desk.commit_staged(part);
    assert_eq!(desk.workspace.vector(), &VersionVector::default());
    desk.check_reopened();
    let mut import = desk.draft(Action::Import);
    import.create(&customer("Budi"));
    desk.commit_staged(import);
    assert!(desk.workspace.vector().covers(Stamp { device: DEVICE, ..desk.workspace.latest() }));
    assert_ne!(desk.workspace.vector(), &VersionVector::default());
    desk.check_reopened();
}
