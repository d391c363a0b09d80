//! Which of a workbook's styles show a day, and the day that a number stands for.

use super::xml::Xml;
use crate::domain::Day;
use rustc_hash::FxHashSet;

/// 1899-12-30, from which most workbooks count.
const FROM_1900: i64 = -25_569;
/// 1904-01-01, from which workbooks of old Macintoshes count.
const FROM_1904: i64 = -24_107;
/// The most styles that are kept; Excel itself holds 65,490.
const MAX_STYLES: usize = 70_000;

/// How numbers are shown.
#[derive(Default, Debug)]
pub(super) struct Styles {
    /// Whether days are counted from 1904.
    pub from_1904: bool,
    /// The numbers of the workbook's own number formats that show a day.
    own: FxHashSet<u32>,
    /// By a cell's style, whether it shows a day.
    days: Vec<bool>,
    /// Whether the tags that come are those of cells' styles.
    in_cells: bool,
}

impl Styles {
    /// Takes the next tag of the part that holds the styles.
    pub(super) fn take(&mut self, tag: &Xml<'_>) {
        let number = |name| tag.attribute(name).and_then(|text| text.parse::<u32>().ok());
        if tag.opens("numFmt") {
            let shows_day = tag.attribute("formatCode").is_some_and(|code| shows_day(&code));
            let fits = shows_day && self.own.len() < MAX_STYLES;
            if let Some(id) = number("numFmtId").filter(|_| fits) {
                self.own.insert(id);
            }
        } else if self.in_cells && tag.opens("xf") && self.days.len() < MAX_STYLES {
            let format = number("numFmtId").unwrap_or(0);
            self.days.push(is_built_in_day(format) || self.own.contains(&format));
        }
        if tag.opens("cellXfs") {
            self.in_cells = true;
        }
        if tag.closes("cellXfs") {
            self.in_cells = false;
        }
    }

    /// The day that a number of this style stands for, if it does.
    pub(super) fn day(&self, style: usize, number: f64) -> Option<Day> {
        if !self.days.get(style).copied().unwrap_or(false) {
            return None;
        }
        // Below one it is a time of day; beyond the calendar it is no day.
        let count = number.floor();
        if !(1.0..3_000_000.0).contains(&count) {
            return None;
        }
        let count = count as i64;
        let day = match self.from_1904 {
            true => FROM_1904 + count,
            // The 60th day is 1900-02-29, which never was: that of Excel's the day
            // before 1900-03-01 is.
            false => FROM_1900 + count + i64::from(count < 60),
        };
        let day = Day(i32::try_from(day).ok()?);
        (Day::MIN..=Day::MAX).contains(&day).then_some(day)
    }
}

/// Number formats that every workbook has without saying so, as far as they show
/// days; those from 27 on are East Asian.
fn is_built_in_day(format: u32) -> bool {
    matches!(format, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a number format shows a day, month or year: it has one of their letters
/// outside of quoted text. A format with `m` and hours or seconds shows minutes.
fn shows_day(code: &str) -> bool {
    let (mut day, mut month, mut time) = (false, false, false);
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => drop(letters.find(|letter| *letter == '"')),
            '[' => drop(letters.find(|letter| *letter == ']')),
            '\\' | '_' | '*' => drop(letters.next()),
            'd' | 'D' | 'y' | 'Y' => day = true,
            'm' | 'M' => month = true,
            'h' | 'H' | 's' | 'S' => time = true,
            _ => {}
        }
    }
    day || month && !time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days_are_told_from_formats_of_numbers() {
        for code in ["yyyy-mm-dd", "d/m/yy h:mm", "[$-421]dd mmmm yyyy;@", "mmm", "mmmm\\-yy"] {
            assert!(shows_day(code), "{code}");
        }
        let others =
            ["General", "0.00", "\"Rp\"#,##0", "[Red]-0", "h:mm", "[h]:mm:ss", "_d0", "\\d0"];
        for code in others {
            assert!(!shows_day(code), "{code}");
        }
    }

    #[test]
    fn counts_are_days_in_both_calendars() {
        let mut styles = Styles { days: vec![false, true], ..Styles::default() };
        let iso = |styles: &Styles, count| styles.day(1, count).map(|day| day.to_string());
        for (count, day) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (46_347.75, "2026-11-21"),
        ] {
            assert_eq!(iso(&styles, count).as_deref(), Some(day));
        }
        assert_eq!(styles.day(0, 46_347.0), None);
        for count in [0.5, -1.0, 3e6, f64::NAN, f64::INFINITY] {
            assert_eq!(styles.day(1, count), None);
        }
        styles.from_1904 = true;
        assert_eq!(iso(&styles, 44_885.0).as_deref(), Some("2026-11-21"));
    }
}
