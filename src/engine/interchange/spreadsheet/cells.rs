//! Reads numbers and dates as people and programs write them in cells.
//!
//! Numbers are read exactly, as digits and a count of decimals; nothing passes
//! through a float. A cell that does not fit the chosen marks or date order is
//! refused, never bent: `1.5` is no number where the comma is the decimal mark,
//! because it would otherwise turn into 15.

use crate::domain::Day;
use crate::domain::money::{Currency, MAX_MINOR, MoneyError};
use crate::domain::schema::integer_within_bounds;

/// What parts whole and fraction in a number; the other mark, blanks and
/// apostrophes may group the digits of its whole part by three.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecimalMark {
    /// `1,250,000.50`
    Point,
    /// `1.250.000,50`
    Comma,
}

/// How three numbers are a date. A year of four digits in front is always
/// year, month, day, whatever the order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOrder {
    /// `31/01/2026`
    DayMonthYear,
    /// `01/31/2026`
    MonthDayYear,
    /// `2026-01-31`, `26/01/31`
    YearMonthDay,
}

/// An exact decimal number: `mantissa` × 10^−`decimals`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decimal {
    mantissa: i128,
    decimals: u8,
}

/// Why a cell is not read as an amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountError {
    /// It is no number with the chosen marks.
    NotANumber,
    /// It may be thousands or decimals.
    Ambiguous,
}

/// Digits that a cell's number may have; any product of two fits an `i128`.
const MAX_DIGITS: usize = 18;

impl Decimal {
    /// Reads a number; signs, brackets for negative numbers, and signs of
    /// currency around it are understood. `None` if it is no number, or one of
    /// more than 18 digits.
    pub fn parse(text: &str, mark: DecimalMark) -> Option<Decimal> {
        if let Some(mantissa) = digits_only(text) {
            return Some(Decimal { mantissa, decimals: 0 });
        }
        let (negative, digits) = strip_signs(text)?;
        let (decimal, thousands) = match mark {
            DecimalMark::Point => ('.', ','),
            DecimalMark::Comma => (',', '.'),
        };
        let (mut mantissa, mut decimals, mut count) = (0_i64, 0_u8, 0);
        let mut group = 0;
        let mut grouped_by = None;
        let mut in_fraction = false;
        for letter in digits.chars() {
            if let Some(digit) = letter.to_digit(10) {
                count += 1;
                if count > MAX_DIGITS {
                    return None;
                }
                mantissa = mantissa * 10 + i64::from(digit);
                group += 1;
                decimals += u8::from(in_fraction);
            } else if letter == decimal && !in_fraction {
                if grouped_by.is_some() && group != 3 {
                    return None;
                }
                in_fraction = true;
            } else if letter == thousands || letter == '\'' || letter.is_whitespace() {
                let fits = if grouped_by.is_some() { group == 3 } else { (1..=3).contains(&group) };
                if in_fraction || !fits || grouped_by.is_some_and(|by| by != letter) {
                    return None;
                }
                grouped_by = Some(letter);
                group = 0;
            } else {
                return None;
            }
        }
        if count == 0 || grouped_by.is_some() && !in_fraction && group != 3 {
            return None;
        }
        let mantissa = i128::from(if negative { -mantissa } else { mantissa });
        Some(Decimal { mantissa, decimals }.shortened())
    }

    /// Reads an amount of a currency that holds so many decimals.
    ///
    /// One mark before a single group of three digits, as in `150.000`, may part
    /// thousands or decimals. Where no decimals are held it parts thousands,
    /// whichever mark was chosen. Else the chosen mark decides, and an amount of
    /// which it would leave out zeros is [`AmountError::Ambiguous`].
    pub fn parse_amount(
        text: &str,
        mark: DecimalMark,
        decimals: u8,
    ) -> Result<Decimal, AmountError> {
        let read = |mark| Decimal::parse(text, mark).ok_or(AmountError::NotANumber);
        let chosen = read(mark)?;
        match (one_group(text).filter(|stands| *stands == mark), decimals) {
            (Some(DecimalMark::Point), 0) => read(DecimalMark::Comma),
            (Some(DecimalMark::Comma), 0) => read(DecimalMark::Point),
            (Some(_), 1 | 2) if chosen.decimals < 3 => Err(AmountError::Ambiguous),
            _ => Ok(chosen),
        }
    }

    /// The same number without zeros at its end.
    fn shortened(mut self) -> Decimal {
        while self.decimals > 0 {
            // Division of 128 bits is slow, and few numbers need it.
            let shorter = match i64::try_from(self.mantissa) {
                Ok(small) if small % 10 == 0 => i128::from(small / 10),
                Ok(_) => break,
                Err(_) if self.mantissa % 10 == 0 => self.mantissa / 10,
                Err(_) => break,
            };
            self.mantissa = shorter;
            self.decimals -= 1;
        }
        self
    }

    /// The exact product of two numbers read from cells.
    pub fn times(self, other: Decimal) -> Decimal {
        let mantissa = self.mantissa * other.mantissa;
        Decimal { mantissa, decimals: self.decimals + other.decimals }.shortened()
    }

    /// The number with its sign turned.
    pub fn negated(self) -> Decimal {
        Decimal { mantissa: -self.mantissa, ..self }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// How many decimals it needs.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// The number as a whole one, if it is and no field's bounds forbid it.
    pub fn whole(self) -> Option<i64> {
        let whole = (self.decimals == 0).then_some(self.mantissa)?;
        integer_within_bounds(i64::try_from(whole).ok()?)
    }

    /// The amount in minor units; never rounded.
    pub fn minor(self, currency: &Currency) -> Result<i64, MoneyError> {
        let Some(missing) = currency.decimals.checked_sub(self.decimals) else {
            return Err(MoneyError::TooManyDecimals);
        };
        let scaled = |mantissa: i64| mantissa.checked_mul(10_i64.checked_pow(missing.into())?);
        i64::try_from(self.mantissa)
            .ok()
            .and_then(scaled)
            .filter(|minor| minor.unsigned_abs() <= MAX_MINOR as u64)
            .ok_or(MoneyError::TooLarge)
    }
}

/// The number that is written in digits and nothing else, as most are.
fn digits_only(text: &str) -> Option<i128> {
    let is_short = (1..=MAX_DIGITS).contains(&text.len());
    let mut number = 0_i64;
    for byte in text.bytes().take_while(|_| is_short) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + i64::from(digit);
    }
    is_short.then_some(i128::from(number))
}

/// Signs of currency that may stand before or after a number, longest first.
const CURRENCY_SIGNS: &[&str] = &[
    "idr", "usd", "eur", "gbp", "sgd", "myr", "aud", "rp.", "us$", "s$", "rp", "rm", "$", "€", "£",
    "¥",
];

fn strip_ascii_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    if head.eq_ignore_ascii_case(prefix) { text.get(prefix.len()..) } else { None }
}

fn strip_ascii_suffix<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(suffix.len())?;
    if text.get(at..)?.eq_ignore_ascii_case(suffix) { text.get(..at) } else { None }
}

/// The digits and marks of a number, and whether it is negative.
fn strip_signs(text: &str) -> Option<(bool, &str)> {
    let mut rest = text.trim();
    let first = *rest.as_bytes().first()?;
    if first.is_ascii_digit() && rest.as_bytes()[rest.len() - 1].is_ascii_digit() {
        return Some((false, rest));
    }
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        negative = true;
        rest = inner.trim();
    }
    // At most one sign of currency and one of direction, in either order.
    let (mut currency, mut direction) = (false, negative);
    loop {
        if let Some(after) = rest.strip_prefix(['-', '−', '+']).filter(|_| !direction) {
            negative = !rest.starts_with('+');
            direction = true;
            rest = after.trim_start();
            continue;
        }
        let sign = CURRENCY_SIGNS.iter().find_map(|sign| strip_ascii_prefix(rest, sign));
        match sign.filter(|_| !currency) {
            Some(after) => {
                currency = true;
                rest = after.trim_start();
            }
            None => break,
        }
    }
    let sign = CURRENCY_SIGNS.iter().find_map(|sign| strip_ascii_suffix(rest, sign));
    if let Some(before) = sign.filter(|_| !currency) {
        rest = before.trim_end();
    }
    // `Rp 1.250.000,-` says "and no cents".
    if let Some(before) = rest.strip_suffix(",-").or_else(|| rest.strip_suffix(".-")) {
        rest = before;
    } else if let Some(before) = rest.strip_suffix('-').filter(|_| !direction) {
        negative = true;
        rest = before.trim_end();
    }
    Some((negative, rest))
}

/// The mark in a number such as `150.000`: it alone, with one group of three
/// digits behind it. Nobody writes `0.125` for a hundred and twenty-five.
fn one_group(text: &str) -> Option<DecimalMark> {
    let (_, digits) = strip_signs(text)?;
    let (first, last) = digits.split_at_checked(digits.len().checked_sub(4)?)?;
    let (stands, last) = match last.as_bytes() {
        [b'.', last @ ..] => (DecimalMark::Point, last),
        [b',', last @ ..] => (DecimalMark::Comma, last),
        _ => return None,
    };
    let leads = (1..=3).contains(&first.len()) && !first.starts_with('0');
    (leads && first.bytes().chain(last.iter().copied()).all(|b| b.is_ascii_digit()))
        .then_some(stands)
}

/// What a cell's number says about the file's decimal mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkEvidence {
    /// No mark: a whole number in either style.
    None,
    /// Only a point can be the decimal mark.
    Point,
    /// Only a comma can be the decimal mark.
    Comma,
    /// `1.250` or `1,250`: one or the other.
    Either,
}

/// What the number in a cell says about the decimal mark; `None` if it is a
/// number in neither style.
pub fn mark_evidence(text: &str) -> Option<MarkEvidence> {
    let point = Decimal::parse(text, DecimalMark::Point);
    let comma = Decimal::parse(text, DecimalMark::Comma);
    match (point, comma) {
        (None, None) => None,
        (Some(_), None) => Some(MarkEvidence::Point),
        (None, Some(_)) => Some(MarkEvidence::Comma),
        (Some(a), Some(b)) if a == b => Some(MarkEvidence::None),
        (Some(_), Some(_)) if one_group(text).is_some() => Some(MarkEvidence::Either),
        (Some(_), Some(_)) => Some(match text.contains('.') {
            true => MarkEvidence::Point,
            false => MarkEvidence::Comma,
        }),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Number { value: i16, digits: usize },
    Month(i8),
}

/// Month names in English and Indonesian; three letters or more of one name it.
const MONTHS: [&[&str]; 12] = [
    &["january", "januari"],
    &["february", "februari", "pebruari"],
    &["march", "maret"],
    &["april"],
    &["may", "mei"],
    &["june", "juni"],
    &["july", "juli"],
    &["august", "agustus", "agt", "ags"],
    &["september"],
    &["october", "oktober"],
    &["november", "nopember"],
    &["december", "desember"],
];

fn month_named(word: &str) -> Option<i8> {
    if word.len() < 3 {
        return None;
    }
    let is_start = |name: &&str| {
        name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            || *name == "september" && word.eq_ignore_ascii_case("sept")
    };
    MONTHS.iter().position(|names| names.iter().any(is_start)).map(|at| at as i8 + 1)
}

/// The first three parts of a date; what follows them must be a time.
fn date_parts(text: &str) -> Option<[Part; 3]> {
    let mut parts = [Part::Month(0); 3];
    let mut rest = text;
    for (at, part) in parts.iter_mut().enumerate() {
        if at > 0 {
            rest = rest.trim_start_matches(['-', '/', '.', ',', ' ', '\u{a0}']);
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            if digits > 4 {
                return None;
            }
            *part = Part::Number { value: rest[..digits].parse().ok()?, digits };
            rest = &rest[digits..];
        } else {
            let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            *part = Part::Month(month_named(&rest[..letters])?);
            rest = &rest[letters..];
        }
    }
    is_time(rest).then_some(parts)
}

/// Whether what follows a date is a time of day, or nothing. The time is not
/// kept: a purchase happens on a civil day.
fn is_time(rest: &str) -> bool {
    if rest.is_empty() {
        return true;
    }
    let Some(time) = rest.strip_prefix([' ', 'T', 't', ',']).map(str::trim_start) else {
        return false;
    };
    time.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && time.contains([':', '.'])
        && time.bytes().all(|b| b.is_ascii_digit() || b" :.+-ZAPMWITBzapm".contains(&b))
}

fn full_year(value: i16, digits: usize) -> Option<i16> {
    match digits {
        // A year beyond these is a number of another kind.
        4 => (1800..=2999).contains(&value).then_some(value),
        // As POSIX reads two digits: 69–99 lie in the last century.
        2 => Some(if value < 69 { 2000 + value } else { 1900 + value }),
        _ => None,
    }
}

/// Reads a day in any of these forms, with or without a time after it:
/// `2026-01-31`, `20260131`, `31/01/2026`, `31.1.26`, `31 Jan 2026`,
/// `31 Januari 2026`, `Jan 31, 2026`.
pub fn parse_day(text: &str, order: DateOrder) -> Option<Day> {
    DayText::read(text)?.in_order(order)
}

/// A text that is a day in one order or another.
#[derive(Clone, Copy)]
pub(super) struct DayText([Part; 3]);

impl DayText {
    pub(super) fn read(text: &str) -> Option<DayText> {
        let text = text.trim();
        let bytes = text.as_bytes();
        if bytes.len() < 8 || !bytes[..8].iter().all(u8::is_ascii_digit) {
            return Some(DayText(date_parts(text)?));
        }
        let compact: i32 = text[..8].parse().ok()?;
        let part = |value: i32, digits| Part::Number { value: value as i16, digits };
        let (year, month, day) = (compact / 10_000, compact / 100 % 100, compact % 100);
        // Other numbers of eight digits are numbers, not days of the year 31.
        let is_day = (1800..=2999).contains(&year) && is_time(text.get(8..)?);
        is_day.then_some(DayText([part(year, 4), part(month, 2), part(day, 2)]))
    }

    pub(super) fn in_order(self, order: DateOrder) -> Option<Day> {
        let number = |part: Part| match part {
            Part::Number { value, digits: 1 | 2 } => Some(value as i8),
            _ => None,
        };
        let year = |part: Part| match part {
            Part::Number { value, digits } => full_year(value, digits),
            Part::Month(_) => None,
        };
        let month = |part: Part| match part {
            Part::Month(month) => Some(month),
            Part::Number { .. } => number(part),
        };
        let (y, m, d) = match (self.0, order) {
            ([first @ Part::Number { digits: 4, .. }, m, d], _) => (first, m, d),
            ([d, m @ Part::Month(_), y], DateOrder::DayMonthYear | DateOrder::MonthDayYear) => {
                (y, m, d)
            }
            ([d, m @ Part::Month(_), y @ Part::Number { digits: 4, .. }], _) => (y, m, d),
            ([m @ Part::Month(_), d, y], _) => (y, m, d),
            ([d, m, y], DateOrder::DayMonthYear) => (y, m, d),
            ([m, d, y], DateOrder::MonthDayYear) => (y, m, d),
            ([y, m, d], DateOrder::YearMonthDay) => (y, m, d),
        };
        Day::from_ymd(year(y)?, month(m)?, number(d)?)
    }
}

#[cfg(test)]
mod tests;
