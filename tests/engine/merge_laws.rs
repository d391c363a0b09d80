//! The laws of merging, on canonical bytes.

use super::cases::cases;
use super::team::{Device, Step};
use proptest::collection::vec;
use proptest::prelude::*;
use tangga_engine::domain::Collection;
use tangga_engine::domain::schema::FieldId;
use tangga_engine::interchange::file::canonical;
use tangga_engine::workspace::Workspace;
use tangga_engine::workspace::merge::{Choice, Choices};

/// Canonical bytes, for people to read.
fn content(workspace: &Workspace) -> String {
    String::from_utf8(canonical(workspace)).expect("texts")
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    vec((any::<u8>(), 0_u8..6, any::<u8>()), 0..most)
}

/// Devices with a common past, each of which went its own way.
fn team(past: &[Step], ways: &[Vec<Step>]) -> Vec<Device> {
    let mut first = Device::new(1);
    past.iter().for_each(|step| first.step(*step));
    let others = (2..).zip(ways.iter().skip(1)).map(|(device, _)| first.copy(device));
    let mut team: Vec<Device> = others.collect();
    team.insert(0, first);
    for (device, way) in team.iter_mut().zip(ways) {
        way.iter().for_each(|step| device.step(*step));
    }
    team
}

/// What an empty workspace holds after it merged these in order.
fn merged<'a>(workspaces: impl IntoIterator<Item = &'a Workspace>) -> Device {
    let mut all = Device::new(9);
    workspaces.into_iter().for_each(|other| all.merge(other));
    all
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn devices_agree_in_whatever_order_they_hear_of_each_other(
        past in steps(4),
        ways in vec(steps(4), 2..=5),
        turn in 0_usize..5,
    ) {
        let mut team = team(&past, &ways);
        let turn = turn % team.len();
        team.rotate_left(turn);
        let mut first = team.remove(0);
        let others = || team.iter().map(|device| &device.workspace);
        // Associative and commutative: a device that never wrote merges the
        // others' merger, and what that merger lacks, the other way round.
        let nested = merged(others().rev());
        let nested = content(&merged([&nested.workspace, &first.workspace]).workspace);
        others().rev().skip(1).rev().for_each(|other| first.merge(other));
        let (mut before, steps) = (first.copy(1), first.log.len());
        others().rev().take(1).for_each(|other| first.merge(other));
        prop_assert_eq!(&nested, &content(&first.workspace));
        // Idempotent: nothing is left to merge.
        for other in others() {
            let preview = first.preview(Device::incoming(other));
            prop_assert!(preview.changes_nothing(&first.workspace));
        }
        // Undoing the last merge brings back what was there before it, but for
        // the people whom it erased.
        first.undo_to(steps);
        before.workspace.load_erased(first.workspace.erased());
        prop_assert_eq!(&content(&before.workspace), &content(&first.workspace));
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn opening_a_file_is_undone_without_a_trace(
        past in steps(6),
        ways in [steps(6), steps(6)],
        choice in 0_usize..4,
    ) {
        let mut team = team(&past, &ways);
        let (b, mut a) = (team.remove(1), team.remove(0));
        let mut before = a.copy(1);
        // Nothing brings the people back whom the file erases.
        before.workspace.load_erased(b.workspace.erased());
        let before = content(&before.workspace);
        let (file, steps) = (b.file(), a.log.len());
        a.open(&file);
        let after = content(&a.workspace);
        a.undo_to(steps);
        prop_assert_eq!(&before, &content(&a.workspace));
        // Whatever is chosen in a merge, its undo takes it back.
        let mut choices = Choices::new();
        choices.choose_all([None, Some(Choice::Mine), Some(Choice::Theirs), Some(Choice::Both)][choice]);
        let steps = a.log.len();
        a.merge_with(Device::incoming(&b.workspace), &choices);
        a.undo_to(steps);
        prop_assert_eq!(&before, &content(&a.workspace));
        a.open(&file);
        prop_assert_eq!(&after, &content(&a.workspace));
        a.open(&file);
        prop_assert_eq!(&after, &content(&a.workspace));
    }

    #[test]
    fn a_file_brings_back_exactly_what_was_written(past in steps(12)) {
        let mut a = team(&past, &[Vec::new()]).remove(0);
        let bytes = a.file();
        let mut fresh = Device::new(8);
        fresh.open(&bytes);
        prop_assert_eq!(content(&a.workspace), content(&fresh.workspace));
        // The same records in the same order give the same lines again.
        prop_assert_eq!(&bytes, &fresh.file());
        a.merge(&fresh.workspace);
        prop_assert_eq!(content(&a.workspace), content(&fresh.workspace));
    }

    /// A second undo took the first one for a later change and left its field.
    #[test]
    fn undoing_one_change_after_the_other_walks_back_through_every_state(
        steps in vec((0_u8..7, 0_u8..6, any::<u8>()), 1..10),
    ) {
        let mut device = Device::new(1);
        let mut states = Vec::new();
        for step in steps {
            let (before, done) = (values(&device.workspace), device.log.len());
            device.step(step);
            if device.log.len() > done {
                states.push(before);
            }
        }
        for (at, before) in states.iter().enumerate().rev() {
            device.undo(at);
            prop_assert_eq!(before, &values(&device.workspace));
        }
    }

    #[test]
    fn undoing_the_last_change_brings_every_value_back(past in steps(10), last in 0_u8..7, on: u8, value: u8) {
        let mut device = Device::new(1);
        past.iter().for_each(|step| device.step(*step));
        let (before, steps) = (values(&device.workspace), device.log.len());
        device.step((last, on, value));
        if device.log.len() > steps {
            device.undo_last();
        }
        prop_assert_eq!(before, values(&device.workspace));
    }
}

/// The values of all records that are not deleted, as people see them, without their
/// stamps.
fn values(workspace: &Workspace) -> Vec<String> {
    let mut all = Vec::new();
    for collection in Collection::ALL {
        let table = match collection {
            Collection::Customer => workspace.customers(),
            other => workspace.table(*other),
        };
        for row in workspace.alive_rows(*collection) {
            let fields = 0..collection.fields().len() as u8;
            let values: Vec<_> = fields.map(|at| table.value(row, FieldId(at))).collect();
            all.push(format!("{collection:?} {:?} {values:?}", table.id(row)));
        }
    }
    all
}
