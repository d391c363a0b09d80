//! What a store says of itself: its head, its manifest of segments, and the
//! sentinel that is kept outside of it.
//!
//! The head is small and rewritten by each append. The manifest grows with the
//! data, so it is a record of its own that only imports and compaction rewrite;
//! an edit thus costs the same whatever the size of the workspace.
//!
//! Both are JSON. A reader first looks at `format` alone and stops at one that
//! it does not know, because the rest may then mean something else.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize, de, ser};
use xxhash_rust::xxh64::xxh64;

use crate::domain::{DeviceId, Stamp};

/// The format of the head, the manifest, the log and the segments together.
pub const FORMAT: u32 = 1;

/// How many of the newest change sets keep their inverse.
pub const HISTORY_KEPT: u64 = 200;

/// How many of the newest imports and merges keep theirs, however old.
pub const LASTING_KEPT: usize = 10;

/// A change set's place in the log: 1 for the first, then without a gap, so
/// that a missing entry shows. 0 is the place before the first.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct LogKey(pub u64);

impl LogKey {
    /// Before the first change set.
    pub const START: LogKey = LogKey(0);

    /// The place of the next change set.
    pub fn next(self) -> LogKey {
        LogKey(self.0 + 1)
    }
}

/// Device → the time of the latest stamp seen from it.
pub type VectorRecord = BTreeMap<DeviceId, u64>;

/// What every append reads and rewrites.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StoreHead {
    /// Always [`FORMAT`] once read.
    pub format: u32,
    /// The database's identity: 32 hexadecimal digits, minted at its birth and
    /// at every wipe. A tab that meets another one must start again.
    pub store_id: String,
    /// The device that writes here, minted with the store.
    #[serde(serialize_with = "write_device", deserialize_with = "read_device")]
    pub device: DeviceId,
    /// The last log entry whose changes the segments hold.
    pub folded_to: LogKey,
    /// The key that the next segment gets. Keys are never used twice.
    pub next_segment: u32,
    /// The version vector: for each device the latest stamp seen from it.
    #[serde(serialize_with = "write_vector", deserialize_with = "read_vector")]
    pub vector: VectorRecord,
    /// Imports and merges whose inverses outlive [`HISTORY_KEPT`].
    pub lasting: Vec<LogKey>,
    /// Whether the browser said, when it made this store, that an earlier one
    /// was lost.
    pub born_of_loss: bool,
}

impl StoreHead {
    /// The head of a new, empty store.
    pub fn mint(store_id: u128, device: u64, born_of_loss: bool) -> StoreHead {
        StoreHead {
            format: FORMAT,
            store_id: format!("{store_id:032x}"),
            device: DeviceId(device),
            folded_to: LogKey::START,
            next_segment: 1,
            vector: VectorRecord::new(),
            lasting: Vec::new(),
            born_of_loss,
        }
    }

    /// The stored form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a head has only texts, numbers and lists")
    }

    /// Reads the stored form.
    pub fn from_json(text: &str) -> Result<StoreHead, HeadError> {
        read_format(text)?;
        serde_json::from_str(text).map_err(|_| HeadError::Damaged)
    }

    /// The latest stamps seen, one a device.
    pub fn latest_stamps(&self) -> impl Iterator<Item = Stamp> + '_ {
        self.vector.iter().map(|(device, time)| Stamp { time: *time, device: *device })
    }

    /// Counts `key` among the imports and merges that stay undoable longest. Gives
    /// the one that no longer does, if it is older than what stays anyway.
    pub fn keep_lasting(&mut self, key: LogKey) -> Option<LogKey> {
        self.lasting.push(key);
        let excess = self.lasting.len().saturating_sub(LASTING_KEPT);
        let gone = self.lasting.drain(..excess).next_back();
        gone.filter(|gone| gone.0 + HISTORY_KEPT <= key.0)
    }

    /// The places among the last `appends` ones that became too old to be undone
    /// while the log grew by these appends up to `newest`.
    pub fn grown_old(&self, newest: LogKey, appends: u64) -> Vec<LogKey> {
        let end = newest.0.saturating_sub(HISTORY_KEPT);
        let places = (end.saturating_sub(appends) + 1..=end).map(LogKey);
        places.filter(|place| !self.lasting.contains(place)).collect()
    }
}

/// One stored segment: packed rows of one collection.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SegmentEntry {
    /// Its key in the store.
    pub key: u32,
    /// The stored name of its collection.
    pub collection: String,
    /// How many rows it holds.
    pub rows: u32,
    /// [`checksum`] of its bytes.
    #[serde(serialize_with = "write_hex", deserialize_with = "read_hex")]
    pub checksum: u64,
    /// How many bytes it has.
    pub bytes: u32,
}

impl SegmentEntry {
    /// Describes the bytes that are to be stored under `key`. `None` when they
    /// are more than a segment may hold.
    pub fn describe(key: u32, collection: &str, rows: u32, bytes: &[u8]) -> Option<SegmentEntry> {
        Some(SegmentEntry {
            key,
            collection: collection.to_owned(),
            rows,
            checksum: checksum(bytes),
            bytes: u32::try_from(bytes.len()).ok()?,
        })
    }

    /// Whether these are the bytes that were stored.
    pub fn matches(&self, bytes: &[u8]) -> bool {
        self.bytes as usize == bytes.len() && self.checksum == checksum(bytes)
    }
}

/// The segments that count, in the order in which they were added.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Always [`FORMAT`] once read.
    pub format: u32,
    /// The live segments.
    pub segments: Vec<SegmentEntry>,
}

impl Manifest {
    /// The manifest of these segments.
    pub fn of(segments: Vec<SegmentEntry>) -> Manifest {
        Manifest { format: FORMAT, segments }
    }

    /// The stored form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a manifest has only texts, numbers and lists")
    }

    /// Reads the stored form.
    pub fn from_json(text: &str) -> Result<Manifest, HeadError> {
        read_format(text)?;
        serde_json::from_str(text).map_err(|_| HeadError::Damaged)
    }

    /// How many bytes the segments have.
    pub fn bytes(&self) -> u64 {
        self.segments.iter().map(|entry| u64::from(entry.bytes)).sum()
    }

    /// Whether its segments are these, in any order.
    pub fn holds(&self, keys: &[u32]) -> bool {
        let ours: BTreeSet<u32> = self.segments.iter().map(|entry| entry.key).collect();
        ours == keys.iter().copied().collect()
    }

    /// Takes segments out and puts others in.
    pub fn switch(&mut self, remove: &[u32], add: &[SegmentEntry]) {
        self.segments.retain(|entry| !remove.contains(&entry.key));
        self.segments.extend_from_slice(add);
    }
}

/// Groups segments for reading, in their order: at most `most` a group, and each
/// group's keys rise and span few others, so that one range of keys asks for
/// little that is not wanted.
pub fn read_groups(entries: &[SegmentEntry], most: usize) -> Vec<&[SegmentEntry]> {
    let mut groups = Vec::new();
    let mut rest = entries;
    while let Some(first) = rest.first() {
        let mut length = 1;
        while length < most
            && rest.get(length).is_some_and(|entry| {
                entry.key > rest[length - 1].key && entry.key - first.key < 2 * most as u32
            })
        {
            length += 1;
        }
        let (group, others) = rest.split_at(length);
        groups.push(group);
        rest = others;
    }
    groups
}

/// The rows that compaction writes: all of the `rows` in memory that no segment
/// of those that are `kept` holds, at most `most` at a time.
pub fn rows_to_write(rows: u32, kept: &[Range<u32>], most: u32) -> Vec<Range<u32>> {
    let mut kept = kept.to_vec();
    kept.sort_unstable_by_key(|range| range.start);
    let mut write = Vec::new();
    let mut from = 0;
    for range in kept.into_iter().chain(std::iter::once(rows..rows)) {
        while from < range.start {
            let end = range.start.min(from + most);
            write.push(from..end);
            from = end;
        }
        from = from.max(range.end);
    }
    write
}

/// What is remembered outside of the store, so that a store which the browser
/// emptied in silence is not taken for a first visit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Sentinel {
    /// The store that it stands for.
    pub store_id: String,
    /// Rows by the stored name of their collection.
    pub rows: BTreeMap<String, u64>,
    /// When the data were last written to a file, in milliseconds since 1970.
    pub last_backup: Option<u64>,
}

impl Sentinel {
    /// The stored form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a sentinel has only texts, numbers and maps")
    }

    /// Reads the stored form; `None` when it is not a sentinel.
    pub fn from_json(text: &str) -> Option<Sentinel> {
        serde_json::from_str(text).ok()
    }

    /// Whether there was anything to lose.
    pub fn had_rows(&self) -> bool {
        self.rows.values().any(|rows| *rows > 0)
    }
}

/// Why a head or manifest cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HeadError {
    /// It was written by a newer version of the program.
    #[error("written by a newer version")]
    Newer,
    /// It is not what was written.
    #[error("damaged")]
    Damaged,
}

/// XXH64, which tells damage from health at several gigabytes a second. It does
/// not defend against intent, and need not: who can write the segments can also
/// write the manifest.
pub fn checksum(bytes: &[u8]) -> u64 {
    xxh64(bytes, 0)
}

fn read_format(text: &str) -> Result<(), HeadError> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let Format { format } = serde_json::from_str(text).map_err(|_| HeadError::Damaged)?;
    match format {
        FORMAT => Ok(()),
        _ if format > FORMAT => Err(HeadError::Newer),
        _ => Err(HeadError::Damaged),
    }
}

fn write_hex<S: ser::Serializer>(value: &u64, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&format_args!("{value:016x}"))
}

fn read_hex<'de, D: de::Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let text = String::deserialize(from)?;
    u64::from_str_radix(&text, 16).map_err(de::Error::custom)
}

fn write_device<S: ser::Serializer>(device: &DeviceId, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(device)
}

fn read_device<'de, D: de::Deserializer<'de>>(from: D) -> Result<DeviceId, D::Error> {
    String::deserialize(from)?.parse().map_err(de::Error::custom)
}

fn write_vector<S: ser::Serializer>(vector: &VectorRecord, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(vector.iter().map(|(device, time)| (device.to_string(), time)))
}

fn read_vector<'de, D: de::Deserializer<'de>>(from: D) -> Result<VectorRecord, D::Error> {
    BTreeMap::<String, u64>::deserialize(from)?
        .into_iter()
        .map(|(device, time)| Ok((device.parse().map_err(de::Error::custom)?, time)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compaction_writes_rows_before_and_between_the_segments_that_stay() {
        // Bug: rows that only the log held, from before an import, were written
        // to no segment, and compaction then emptied the log.
        let check = |rows, kept: &[(u32, u32)], expect: &[(u32, u32)]| {
            let kept: Vec<_> = kept.iter().map(|(start, end)| *start..*end).collect();
            let write = rows_to_write(rows, &kept, 10);
            let write: Vec<_> = write.iter().map(|range| (range.start, range.end)).collect();
            assert_eq!(write, expect, "{rows} rows, {kept:?} kept");
        };
        check(0, &[], &[]);
        check(25, &[], &[(0, 10), (10, 20), (20, 25)]);
        check(25, &[(5, 20)], &[(0, 5), (20, 25)]);
        check(25, &[(15, 20), (0, 10)], &[(10, 15), (20, 25)]);
        check(25, &[(0, 25)], &[]);
        check(25, &[(0, 20), (5, 15)], &[(20, 25)]);
    }

    fn head() -> StoreHead {
        let mut head = StoreHead::mint(0xfeed, 7, false);
        head.folded_to = LogKey(3);
        head.vector.insert(DeviceId(u64::MAX), u64::MAX);
        head.lasting.push(LogKey(2));
        head
    }

    #[test]
    fn a_head_reads_back_as_written() {
        assert_eq!(StoreHead::from_json(&head().to_json()), Ok(head()));
        expect_test::expect![[r#"{"format":1,"store_id":"0000000000000000000000000000feed","device":"0000000000007","folded_to":3,"next_segment":1,"vector":{"fzzzzzzzzzzzz":18446744073709551615},"lasting":[2],"born_of_loss":false}"#]]
        .assert_eq(&head().to_json());
    }

    #[test]
    fn a_manifest_reads_back_as_written() {
        let entry = SegmentEntry::describe(9, "purchase", 2, b"bytes").expect("few bytes");
        let manifest = Manifest::of(vec![entry]);
        assert_eq!(Manifest::from_json(&manifest.to_json()), Ok(manifest.clone()));
        expect_test::expect![[r#"{"format":1,"segments":[{"key":9,"collection":"purchase","rows":2,"checksum":"2d83aaba506794c4","bytes":5}]}"#]]
        .assert_eq(&manifest.to_json());
    }

    #[test]
    fn a_newer_format_is_told_from_damage_whatever_follows_it() {
        let newer = r#"{"format":2,"store_id":{"anything":[1]}}"#;
        assert_eq!(StoreHead::from_json(newer), Err(HeadError::Newer));
        assert_eq!(Manifest::from_json(newer), Err(HeadError::Newer));
        for text in ["", "{}", "null", r#"{"format":1}"#, r#"{"format":0}"#, r#"{"format":-1}"#] {
            assert_eq!(StoreHead::from_json(text), Err(HeadError::Damaged), "{text}");
        }
    }

    #[test]
    fn a_flipped_bit_or_a_missing_byte_does_not_match() {
        let entry = SegmentEntry::describe(1, "customer", 1, b"Sari").expect("few bytes");
        assert!(entry.matches(b"Sari"));
        assert!(!entry.matches(b"Sarh"));
        assert!(!entry.matches(b"Sar"));
        assert!(!entry.matches(b""));
    }

    #[test]
    fn switching_the_manifest_keeps_what_is_untouched() {
        let entry = |key| SegmentEntry::describe(key, "customer", 1, &[]).expect("few bytes");
        let mut manifest = Manifest::of(vec![entry(1), entry(2), entry(3)]);
        manifest.switch(&[2, 9], &[entry(4)]);
        let keys: Vec<u32> = manifest.segments.iter().map(|entry| entry.key).collect();
        assert_eq!(keys, [1, 3, 4]);
    }

    #[test]
    fn segments_are_read_in_groups_of_rising_and_near_keys() {
        let check = |keys: &[u32], expected: &[&[u32]]| {
            let entry = |key: &u32| SegmentEntry::describe(*key, "c", 1, &[]).expect("few bytes");
            let entries: Vec<SegmentEntry> = keys.iter().map(entry).collect();
            let groups: Vec<Vec<u32>> = read_groups(&entries, 3)
                .into_iter()
                .map(|group| group.iter().map(|entry| entry.key).collect())
                .collect();
            assert_eq!(groups, expected);
        };
        check(&[], &[]);
        check(&[4], &[&[4]]);
        check(&[1, 2, 3, 4], &[&[1, 2, 3], &[4]]);
        check(&[1, 6, 7, 8], &[&[1, 6], &[7, 8]]);
        check(&[5, 6, 2, 3], &[&[5, 6], &[2, 3]]);
        check(&[5, 5], &[&[5], &[5]]);
    }

    #[test]
    fn what_is_older_than_two_hundred_places_grows_old_but_the_last_imports() {
        let mut head = StoreHead::mint(1, 1, false);
        let keys = |places: Vec<LogKey>| places.iter().map(|key| key.0).collect::<Vec<_>>();
        assert!(head.grown_old(LogKey(200), 4).is_empty());
        assert_eq!(keys(head.grown_old(LogKey(203), 4)), [1, 2, 3]);
        assert_eq!(keys(head.grown_old(LogKey(208), 4)), [5, 6, 7, 8]);
        for key in [1, 5, 6, 9, 300] {
            assert_eq!(head.keep_lasting(LogKey(key)), None);
        }
        assert_eq!(keys(head.grown_old(LogKey(208), 4)), [7, 8]);
        let gone: Vec<_> = (301..310).map(|key| head.keep_lasting(LogKey(key))).collect();
        assert_eq!(gone[..4], [None; 4], "there was room for ten");
        assert_eq!(gone[5..], [1, 5, 6, 9].map(|key| Some(LogKey(key))));
        assert_eq!(head.lasting.len(), LASTING_KEPT);
        assert_eq!(head.lasting[0], LogKey(300));
        assert_eq!(head.keep_lasting(LogKey(310)), None, "300 is not old");
    }

    #[test]
    fn a_sentinel_reads_back_and_knows_whether_there_was_data() {
        let mut sentinel = Sentinel { store_id: "a".into(), ..Sentinel::default() };
        sentinel.rows.insert("customer".into(), 0);
        assert!(!sentinel.had_rows());
        sentinel.rows.insert("purchase".into(), 3);
        sentinel.last_backup = Some(5);
        assert!(sentinel.had_rows());
        assert_eq!(Sentinel::from_json(&sentinel.to_json()), Some(sentinel));
        assert_eq!(Sentinel::from_json("[]"), None);
    }
}
