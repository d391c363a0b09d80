//! From one format of the store to the next, record by record.
//!
//! Each format's step is a pure function of one stored record. Steps are numbered
//! by their place: the first leads from format 1 to format 2. Which records there
//! are, and in which transaction they are rewritten, is the store's matter; the
//! same steps read what is left of an old store that does not open.
//!
//! A new format adds its step here and raises [`FORMAT`](super::head::FORMAT).

/// What a stored record is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The head, a JSON text.
    Head,
    /// The manifest of segments, a JSON text. The checksums in it are made anew
    /// after the segments were upgraded.
    Manifest,
    /// The collections of another version.
    Foreign,
    /// The people who were erased.
    Erased,
    /// Packed rows.
    Segment,
    /// A change set in the log.
    Entry,
    /// What undoes a change set.
    Inverse,
}

/// The step from a format to the next: what a record becomes, or `None` if it is
/// not what that format writes.
pub type Upgrade = fn(Kind, &[u8]) -> Option<Vec<u8>>;

/// All steps. Format 1 is the first that people use, so there is none yet.
pub const UPGRADES: &[Upgrade] = &[];

/// The format to which steps lead.
pub const fn format_after(upgrades: &[Upgrade]) -> u32 {
    1 + upgrades.len() as u32
}

/// What a record of format `from` is after the steps that follow it; `None` if
/// one of them cannot read it.
pub fn upgraded(upgrades: &[Upgrade], from: u32, kind: Kind, bytes: Vec<u8>) -> Option<Vec<u8>> {
    let done = (from as usize).saturating_sub(1);
    let steps = upgrades.get(done..).unwrap_or_default();
    steps.iter().try_fold(bytes, |bytes, step| step(kind, &bytes))
}

#[cfg(test)]
mod tests {
    use super::super::head::FORMAT;
    use super::*;

    #[test]
    fn the_steps_lead_to_the_format_that_is_written() {
        assert_eq!(format_after(UPGRADES), FORMAT);
    }

    #[test]
    fn a_record_goes_through_the_steps_that_it_lacks_in_their_order() {
        let second: Upgrade = |_, bytes| Some([bytes, b"2"].concat());
        let third: Upgrade = |kind, bytes| {
            let after_second = bytes.ends_with(b"2") && kind == Kind::Entry;
            after_second.then(|| [bytes, b"3"].concat())
        };
        let steps = [second, third];
        let check = |from, bytes: &[u8], expect: Option<&[u8]>| {
            let found = upgraded(&steps, from, Kind::Entry, bytes.to_vec());
            assert_eq!(found.as_deref(), expect, "from format {from}");
        };
        check(1, b"1", Some(b"123"));
        check(2, b"12", Some(b"123"));
        check(2, b"1", None);
        check(3, b"any", Some(b"any"));
        check(9, b"any", Some(b"any"));
        assert_eq!(upgraded(&steps, 1, Kind::Head, b"1".to_vec()), None);
        assert_eq!(format_after(&steps), 3);
    }
}
