//! The laws of merging, on canonical bytes.

use super::team::{Device, Step};
use proptest::collection::vec;
use proptest::prelude::*;
use tangga_engine::domain::Collection;
use tangga_engine::domain::schema::FieldId;
use tangga_engine::interchange::file::canonical;
use tangga_engine::workspace::Workspace;

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    vec((any::<u8>(), 0_u8..6, any::<u8>()), 0..most)
}

/// Three devices with a common past, each of which went its own way.
fn team(past: &[Step], ways: &[Vec<Step>; 3]) -> [Device; 3] {
    let mut first = Device::new(1);
    past.iter().for_each(|step| first.step(*step));
    let mut others = [Device::new(2), Device::new(3)];
    others.iter_mut().for_each(|other| other.merge(&first.workspace));
    let [second, third] = others;
    let mut team = [first, second, third];
    for (device, way) in team.iter_mut().zip(ways) {
        way.iter().for_each(|step| device.step(*step));
    }
    team
}

/// What an empty workspace holds after it took these over in order.
fn joined(workspaces: &[&Workspace]) -> Workspace {
    let mut all = Workspace::new();
    for other in workspaces {
        for collection in Collection::ALL {
            let table = other.table(*collection);
            if !table.is_empty() {
                all.load(table.part(0..table.len() as u32));
            }
        }
        all.load_vector(other.vector().clone());
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn devices_agree_in_whatever_order_they_hear_of_each_other(
        past in steps(4),
        ways in [steps(5), steps(5), steps(5)],
    ) {
        let team = team(&past, &ways);
        let [a, b, c] = &team.each_ref().map(|device| &device.workspace);
        let forth = canonical(&joined(&[a, b, c]));
        prop_assert_eq!(&forth, &canonical(&joined(&[c, b, a])));
        let nested = joined(&[b, c]);
        prop_assert_eq!(&forth, &canonical(&joined(&[a, &nested])));
        prop_assert_eq!(&forth, &canonical(&joined(&[a, b, b, c, a])));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn opening_a_file_is_undone_without_a_trace(
        past in steps(6),
        ways in [steps(6), steps(6), steps(1)],
    ) {
        let [mut a, b, _] = team(&past, &ways);
        let before = canonical(&a.workspace);
        let file = b.file();
        a.open(&file);
        let after = canonical(&a.workspace);
        a.undo_last();
        prop_assert_eq!(&before, &canonical(&a.workspace));
        a.open(&file);
        prop_assert_eq!(&after, &canonical(&a.workspace));
        a.open(&file);
        prop_assert_eq!(&after, &canonical(&a.workspace));
    }

    #[test]
    fn a_file_brings_back_exactly_what_was_written(past in steps(12)) {
        let [mut a, ..] = team(&past, &[Vec::new(), Vec::new(), Vec::new()]);
        let bytes = a.file();
        let mut fresh = Device::new(8);
        fresh.open(&bytes);
        prop_assert_eq!(canonical(&a.workspace), canonical(&fresh.workspace));
        // The same records in the same order give the same lines again.
        prop_assert_eq!(&bytes, &fresh.file());
        a.merge(&fresh.workspace);
        prop_assert_eq!(canonical(&a.workspace), canonical(&fresh.workspace));
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

/// The values of all records that are not deleted, without their stamps.
fn values(workspace: &Workspace) -> Vec<String> {
    let mut all = Vec::new();
    for collection in Collection::ALL {
        let table = workspace.table(*collection);
        for row in workspace.alive_rows(*collection) {
            let fields = 0..collection.fields().len() as u8;
            let values: Vec<_> = fields.map(|at| table.value(row, FieldId(at))).collect();
            all.push(format!("{collection:?} {:?} {values:?}", table.id(row)));
        }
    }
    all
}
