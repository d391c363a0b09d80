//! The moment of an export as text: `2026-11-21T08:30:00.000Z`.

use crate::domain::Day;

const DAY_MS: u64 = 86_400_000;

/// A moment in milliseconds since 1970 as text, in UTC.
pub fn write(milliseconds: u64) -> String {
    let day = Day(i32::try_from(milliseconds / DAY_MS).unwrap_or(Day::MAX.0).min(Day::MAX.0));
    let (seconds, rest) = (milliseconds % DAY_MS / 1_000, milliseconds % 1_000);
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{day}T{hours:02}:{minutes:02}:{:02}.{rest:03}Z", seconds % 60)
}

/// Reads what [`write`] gives, and nothing else.
pub fn read(text: &str) -> Option<u64> {
    let (day, time) = text.split_at_checked(10)?;
    let day = u64::try_from(Day::parse_iso(day)?.0).ok()?;
    let number = |from: usize, to: usize| time.get(from..to)?.parse::<u64>().ok();
    let of_day = ((number(1, 3)? * 60 + number(4, 6)?) * 60 + number(7, 9)?) * 1_000;
    let milliseconds = day * DAY_MS + of_day + number(10, 13)?;
    // Writing it again rejects signs, hours beyond the day and other marks.
    (write(milliseconds) == text).then_some(milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_and_other_texts_do_not() {
        for milliseconds in [0, 1_795_250_000_123, 4_102_444_799_999] {
            assert_eq!(read(&write(milliseconds)), Some(milliseconds));
        }
        assert_eq!(write(1_795_250_000_123), "2026-11-21T08:33:20.123Z");
        for text in ["", "2026-11-21", "2026-11-21T24:00:00.000Z", "2026-11-21T08:33:20.123z"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
