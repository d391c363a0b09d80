//! Identities and stamps: who wrote what, and when in logical time.

use std::fmt;
use std::str::FromStr;

/// The identity of one change set: 128 random bits led by a time, so that
/// ids sort roughly by age. Shown as 26 characters of Crockford's base 32.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChangeSetId(pub u128);

impl ChangeSetId {
    /// The origin of records that every workspace has from its birth, such as
    /// its settings. No change set carries it.
    pub const BIRTH: ChangeSetId = ChangeSetId(0);
}

/// The identity of one database on one device, minted at random.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId(pub u64);

/// A record is named by the change set that created it and its number there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId {
    /// The change set that created the record.
    pub origin: ChangeSetId,
    /// The record's number within that change set, counted from 0 over all
    /// collections together.
    pub number: u32,
}

impl RecordId {
    /// A short label for a record whose name is not known or not shared: six
    /// digits that follow from its identity. Among 10,000 records two share one in
    /// a case of twenty, so it tells people apart on a screen and is no key.
    pub fn pseudonym(self) -> String {
        let halves = [(self.origin.0 >> 64) as u64, self.origin.0 as u64, u64::from(self.number)];
        let mixed = halves.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |mixed, half| {
            let mixed = (mixed ^ half).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed ^ mixed >> 31
        });
        (0..6).map(|place| DIGITS[(mixed >> (place * 5)) as usize & 31] as char).collect()
    }
}

/// A moment in hybrid logical time on one device. Later stamps win.
///
/// `time` holds milliseconds since 1970 in its upper 48 bits and a counter in
/// its lower 16, so that it never goes back even when the clock does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stamp {
    /// Hybrid logical time.
    pub time: u64,
    /// The device that wrote.
    pub device: DeviceId,
}

impl Stamp {
    /// Earlier than every stamp that a device writes.
    pub const BIRTH: Stamp = Stamp { time: 0, device: DeviceId(0) };

    /// The stamp that follows `latest` on `device` when its clock shows
    /// `now_ms` (milliseconds since 1970).
    pub fn next(latest: Stamp, device: DeviceId, now_ms: u64) -> Stamp {
        Stamp { time: (now_ms << 16).max(latest.time + 1), device }
    }

    /// The stamp's physical part in milliseconds since 1970.
    pub fn milliseconds(self) -> u64 {
        self.time >> 16
    }
}

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn base32(f: &mut fmt::Formatter<'_>, value: u128, width: u32) -> fmt::Result {
    for place in (0..width).rev() {
        let digit = (value >> (place * 5)) as usize & 31;
        fmt::Write::write_char(f, DIGITS[digit] as char)?;
    }
    Ok(())
}

fn from_base32(text: &str, width: usize, bits: u32) -> Option<u128> {
    if text.len() != width {
        return None;
    }
    let mut value: u128 = 0;
    for (at, byte) in text.bytes().enumerate() {
        let digit = DIGITS.iter().position(|d| *d == byte)? as u128;
        if at == 0 && digit >> (bits - (width as u32 - 1) * 5) != 0 {
            return None;
        }
        value = value << 5 | digit;
    }
    Some(value)
}

/// A text that is not an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identity")]
pub struct IdentityError;

impl fmt::Display for ChangeSetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base32(f, self.0, 26)
    }
}

impl FromStr for ChangeSetId {
    type Err = IdentityError;
    fn from_str(text: &str) -> Result<Self, IdentityError> {
        from_base32(text, 26, 128).map(ChangeSetId).ok_or(IdentityError)
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base32(f, u128::from(self.0), 13)
    }
}

impl FromStr for DeviceId {
    type Err = IdentityError;
    fn from_str(text: &str) -> Result<Self, IdentityError> {
        from_base32(text, 13, 64).map(|v| DeviceId(v as u64)).ok_or(IdentityError)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.origin, self.number)
    }
}

impl FromStr for RecordId {
    type Err = IdentityError;
    fn from_str(text: &str) -> Result<Self, IdentityError> {
        let (origin, number) = text.split_once('-').ok_or(IdentityError)?;
        if number.len() > 1 && number.starts_with('0') || number.starts_with('+') {
            return Err(IdentityError);
        }
        Ok(RecordId { origin: origin.parse()?, number: number.parse().map_err(|_| IdentityError)? })
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base32(f, u128::from(self.time), 13)?;
        write!(f, "-{}", self.device)
    }
}

impl FromStr for Stamp {
    type Err = IdentityError;
    fn from_str(text: &str) -> Result<Self, IdentityError> {
        let (time, device) = text.split_once('-').ok_or(IdentityError)?;
        let time = from_base32(time, 13, 64).ok_or(IdentityError)? as u64;
        Ok(Stamp { time, device: device.parse()? })
    }
}

impl fmt::Debug for ChangeSetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}@{}", self.milliseconds(), self.time & 0xffff, self.device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_reads_back_as_written() {
        for value in [0, 1, 31, 32, u128::MAX, 0x0193_5b2f << 96] {
            let id = RecordId { origin: ChangeSetId(value), number: 7 };
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        let device = DeviceId(u64::MAX);
        assert_eq!(device.to_string().parse(), Ok(device));
        let stamp = Stamp { time: 0x0193_5b2f_0000_0001, device };
        assert_eq!(stamp.to_string().parse(), Ok(stamp));
    }

    #[test]
    fn neighbouring_records_have_different_pseudonyms() {
        let id = |number| RecordId { origin: ChangeSetId(0x0193_5b2f << 96 | 7), number };
        let labels: std::collections::BTreeSet<_> = (0..1_000).map(|n| id(n).pseudonym()).collect();
        assert_eq!(labels.len(), 1_000);
        assert!(labels.iter().all(|label| label.len() == 6));
    }

    #[test]
    fn a_text_that_is_no_identity_is_refused() {
        for text in
            ["", "-", "0-0", "zzzzzzzzzzzzzzzzzzzzzzzzzz-0", "00000000000000000000000000-01"]
        {
            assert_eq!(text.parse::<RecordId>(), Err(IdentityError), "{text}");
        }
    }

    #[test]
    fn stamps_rise_even_when_the_clock_goes_back() {
        let device = DeviceId(3);
        let first = Stamp::next(Stamp::BIRTH, device, 5_000);
        let second = Stamp::next(first, device, 4_000);
        assert!(second > first);
        assert_eq!(first.milliseconds(), 5_000);
    }
}
