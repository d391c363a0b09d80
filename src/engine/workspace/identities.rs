//! Where an id lies, and which stamps were seen.

use crate::domain::{DeviceId, Stamp};
use std::collections::BTreeMap;

/// The highest stamp seen of each device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionVector(BTreeMap<DeviceId, u64>);

impl VersionVector {
    /// Takes note of a stamp.
    pub fn see(&mut self, stamp: Stamp) {
        if stamp != Stamp::BIRTH {
            let time = self.0.entry(stamp.device).or_default();
            *time = (*time).max(stamp.time);
        }
    }

    /// Whether the stamp, or a later one of its device, was seen.
    pub fn covers(&self, stamp: Stamp) -> bool {
        stamp == Stamp::BIRTH || self.0.get(&stamp.device).is_some_and(|time| *time >= stamp.time)
    }

    /// How many devices there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no stamp was seen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The highest stamp of each device, by device.
    pub fn stamps(&self) -> impl Iterator<Item = Stamp> + '_ {
        self.0.iter().map(|(device, time)| Stamp { time: *time, device: *device })
    }
}

impl FromIterator<Stamp> for VersionVector {
    fn from_iter<I: IntoIterator<Item = Stamp>>(stamps: I) -> Self {
        let mut vector = VersionVector::default();
        stamps.into_iter().for_each(|stamp| vector.see(stamp));
        vector
    }
}

/// Finds the row of an id. Records of one import lie side by side with rising
/// numbers, so runs are kept instead of single ids: a million purchases of one
/// import are one run.
#[derive(Clone, Debug, Default)]
pub struct IdIndex {
    /// Sorted by origin and first number; runs do not overlap.
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    origin: u32,
    first: u32,
    row: u32,
    length: u32,
}

impl IdIndex {
    /// The row of an id, if it was added.
    pub fn find(&self, origin: u32, number: u32) -> Option<u32> {
        let after = self.runs.partition_point(|run| (run.origin, run.first) <= (origin, number));
        let run = self.runs[..after].last().filter(|run| run.origin == origin)?;
        (number - run.first < run.length).then(|| run.row + (number - run.first))
    }

    /// Adds an id that is not there yet.
    pub fn add(&mut self, origin: u32, number: u32, row: u32) {
        let after = self.runs.partition_point(|run| (run.origin, run.first) <= (origin, number));
        if let Some(run) = after.checked_sub(1).map(|at| &mut self.runs[at])
            && run.origin == origin
            && run.first + run.length == number
            && run.row + run.length == row
        {
            run.length += 1;
            return;
        }
        self.runs.insert(after, Run { origin, first: number, row, length: 1 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_whatever_order_they_came() {
        let mut index = IdIndex::default();
        let ids = [(0, 0), (0, 1), (0, 2), (2, 5), (1, 9), (1, 8), (2, 6), (0, 7), (0, 3)];
        for (row, (origin, number)) in ids.iter().enumerate() {
            index.add(*origin, *number, row as u32);
        }
        for (row, (origin, number)) in ids.iter().enumerate() {
            assert_eq!(index.find(*origin, *number), Some(row as u32));
        }
        for (origin, number) in [(0, 4), (0, 6), (0, 8), (1, 0), (3, 0), (2, 4), (2, 7)] {
            assert_eq!(index.find(origin, number), None);
        }
    }

    #[test]
    fn a_vector_covers_what_it_saw_and_what_came_before() {
        let stamp = |time, device| Stamp { time, device: DeviceId(device) };
        let vector: VersionVector = [stamp(5, 1), stamp(3, 1), stamp(9, 2)].into_iter().collect();
        assert!(vector.covers(stamp(5, 1)) && vector.covers(stamp(4, 1)));
        assert!(!vector.covers(stamp(6, 1)) && !vector.covers(stamp(1, 3)));
        assert!(vector.covers(Stamp::BIRTH));
    }
}
