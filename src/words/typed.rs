//! Numbers as people type them, read back in the current language.
//!
//! English writes `1,250,000.50`, Indonesian `1.250.000,50`. A grouping mark
//! has exactly three digits after it. What is no number in the language's own
//! marks is read with the other language's, because people paste numbers from
//! elsewhere: `12.5` is twelve and a half in both languages.
//!
//! What may be read in two ways, such as `150.000`, is read
//!
//! - as a hundred and fifty thousand where no decimals are held, whichever the
//!   mark: nobody writes three decimals of a rupiah;
//! - else as the language writes it, and refused if that makes decimals beyond
//!   those that are held, be they zeros.
//!
//! Thousands and millions may be shortened (`85rb`, `1,5 jt`, `2k`); of what stands before
//! the word two decimals count as held.
//!
//! Where no decimals are held, the language's own grouping mark before one or two
//! zeros (`45.00` in Indonesian) is refused, too: it is a slip for three.

use super::{Language, language};

/// Why a typed text is not taken as a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Misread {
    /// It is none.
    NotANumber,
    /// It reads in two ways, and in one it has decimals where fewer are held: the
    /// digits before and after the mark.
    TwoWays { whole: String, fraction: String },
}

/// Reads a typed number and gives it back plain: digits with at most one full
/// stop and a leading `-`, such as the engine's money parser takes. `decimals`
/// are those that the number may hold. Blanks and a leading currency
/// (`Rp 1.250.000`, `$ 5`) are skipped.
pub fn plain_number(typed: &str, decimals: u8) -> Result<String, Misread> {
    let (group, decimal) = match language() {
        Language::English => (',', '.'),
        Language::Indonesian => ('.', ','),
    };
    let compact: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some((number, zeros)) = without_magnitude(&compact) {
        // With three decimals it might be thousands, which is asked about.
        return Ok(shifted(&plain_number(number, 2)?, zeros));
    }
    let (negative, unsigned) = take_sign(&compact);
    let digits = unsigned.trim_start_matches(|c: char| c.is_alphabetic() || c == '$' || c == '€');
    // A currency with its full stop (`Rp.`) leaves the stop behind.
    let digits = match digits.strip_prefix('.') {
        Some(rest) if digits.len() < unsigned.len() => rest,
        _ => digits,
    };
    let (signed_inside, digits) = take_sign(digits);
    let own = split(digits, group, decimal);
    let is_foreign = own.is_none();
    let read = own.or_else(|| split(digits, decimal, group));
    let (mut whole, mut fraction) = read.ok_or(Misread::NotANumber)?;
    if whole.is_empty() && fraction.is_empty() {
        return Err(Misread::NotANumber);
    }
    if fraction.len() == 3 && decimals < 3 && is_one_group(digits) {
        if decimals > 0 {
            return Err(Misread::TwoWays { whole, fraction });
        }
        whole.push_str(&std::mem::take(&mut fraction));
    }
    let zeros = (1..3).contains(&fraction.len()) && fraction.bytes().all(|b| b == b'0');
    let has_one_mark = digits.matches(['.', ',']).count() == 1;
    if decimals == 0 && is_foreign && has_one_mark && zeros && !whole.starts_with('0') {
        return Err(Misread::TwoWays { whole, fraction });
    }
    let sign = if negative != signed_inside { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { &whole };
    Ok(match fraction.is_empty() {
        true => format!("{sign}{whole}"),
        false => format!("{sign}{whole}.{fraction}"),
    })
}

/// How people shorten thousands and millions. `M` is left out: it is a million to some
/// and a milliard to others.
const MAGNITUDES: [(&str, usize); 5] = [("ribu", 3), ("rb", 3), ("k", 3), ("juta", 6), ("jt", 6)];

/// What stands before such a word, and how many zeros the word stands for.
fn without_magnitude(typed: &str) -> Option<(&str, usize)> {
    MAGNITUDES.iter().find_map(|(word, zeros)| {
        let at = typed.len().checked_sub(word.len())?;
        let (number, end) = (typed.get(..at)?, typed.get(at..)?);
        let is_number = number.ends_with(|c: char| c.is_ascii_digit());
        (is_number && end.eq_ignore_ascii_case(word)).then_some((number, *zeros))
    })
}

/// A plain number with its full stop so many places to the right.
fn shifted(plain: &str, places: usize) -> String {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = format!("{fraction:0<places$}");
    let (now_whole, rest) = digits.split_at(places);
    let whole = format!("{whole}{now_whole}");
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let number = whole.trim_start_matches('-').trim_start_matches('0');
    let number = if number.is_empty() { "0" } else { number };
    match rest.trim_end_matches('0') {
        "" => format!("{sign}{number}"),
        rest => format!("{sign}{number}.{rest}"),
    }
}

/// Whether one mark stands in it, with one group of three digits behind and a
/// number before that may lead a group.
fn is_one_group(digits: &str) -> bool {
    let Some((first, last)) = digits.split_once(['.', ',']) else { return false };
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    last.len() == 3
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && all_digits(first)
        && all_digits(last)
}

fn take_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The digits before and after the decimal mark, grouping marks removed.
fn split(digits: &str, group: char, decimal: char) -> Option<(String, String)> {
    let (whole, fraction) = digits.split_once(decimal).unwrap_or((digits, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((ungrouped(whole, group)?, fraction.to_owned()))
}

/// The digits without their grouping marks, if these stand where they group.
fn ungrouped(whole: &str, group: char) -> Option<String> {
    let mut parts = whole.split(group);
    let first = parts.next().unwrap_or_default();
    let mut digits = first.to_owned();
    for part in parts {
        // Nobody writes `0.125` for 125.
        if part.len() != 3 || first.is_empty() || first.len() > 3 || first.starts_with('0') {
            return None;
        }
        digits.push_str(part);
    }
    digits.bytes().all(|b| b.is_ascii_digit()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::super::set_language;
    use super::*;

    fn check(language: Language, typed: &str, decimals: u8, expect: Option<&str>) {
        set_language(language);
        let read = plain_number(typed, decimals).ok();
        assert_eq!(read.as_deref(), expect, "{typed} with {decimals} decimals in {language:?}");
    }

    /// `85rb` was no number, though the app itself writes `Rp 85 rb`.
    #[test]
    fn thousands_and_millions_may_be_shortened() {
        let own = |typed, expect| check(Language::Indonesian, typed, 0, expect);
        own("85rb", Some("85000"));
        own("Rp 85 rb", Some("85000"));
        own("1,5 jt", Some("1500000"));
        own("-2Juta", Some("-2000000"));
        own("0,5 ribu", Some("500"));
        own("rb", None);
        own("2 M", None);
        check(Language::English, "1.5k", 2, Some("1500"));
        check(Language::English, "0.1234k", 2, Some("123.4"));
        own("150.000rb", Some("150000000"));
        check(Language::English, "150.000k", 2, None);
    }

    #[test]
    fn indonesian_amounts_are_read_back() {
        let check = |typed, expect| check(Language::Indonesian, typed, 2, expect);
        check("1.250.000", Some("1250000"));
        check("Rp 1.250.000", Some("1250000"));
        check("Rp. 1.250.000", Some("1250000"));
        check("Rp\u{a0}1.250.000,50", Some("1250000.50"));
        check("1250000", Some("1250000"));
        check("1.250", Some("1250"));
        check("12,5", Some("12.5"));
        check("12.5", Some("12.5"));
        check("1,250,000", Some("1250000"));
        check("1,250.50", Some("1250.50"));
        check("-5.000", Some("-5000"));
        check("−5.000", Some("-5000"));
        check("Rp -5.000", Some("-5000"));
        check(",5", Some("0.5"));
        check("1.25.000", None);
        check("satu", None);
        check("", None);
        check("-", None);
    }

    #[test]
    fn english_amounts_are_read_back() {
        let check = |typed, expect| check(Language::English, typed, 2, expect);
        check("1,250,000.50", Some("1250000.50"));
        check("$1,250", Some("1250"));
        check("12,5", Some("12.5"));
        check("1.250.000", Some("1250000"));
        check("1.250,50", Some("1250.50"));
        check("+7", Some("7"));
        check("1e3", None);
    }

    /// `150.000` typed in English was stored as Rp 150, `150,000` in Indonesian
    /// likewise.
    #[test]
    fn where_no_decimals_are_held_one_group_of_three_is_thousands_whichever_the_mark() {
        for language in Language::ALL {
            let check = |typed, expect| check(language, typed, 0, expect);
            check("150.000", Some("150000"));
            check("150,000", Some("150000"));
            check("Rp -1.250", Some("-1250"));
            check("150.50", Some("150.50"));
            check("150,5", Some("150.5"));
            check("0.125", Some("0.125"));
            check("1250.000", Some("1250.000"));
        }
    }

    /// `150.000` typed in English was stored as $ 150.00.
    #[test]
    fn what_reads_in_two_ways_is_refused_where_it_would_lose_digits() {
        let two_ways = |typed| match plain_number(typed, 2) {
            Err(Misread::TwoWays { whole, fraction }) => format!("{whole} {fraction}"),
            read => format!("{read:?}"),
        };
        set_language(Language::English);
        assert_eq!(two_ways("150.000"), "150 000");
        check(Language::English, "150,000", 2, Some("150000"));
        check(Language::English, "1.250", 3, Some("1.250"));
        set_language(Language::Indonesian);
        assert_eq!(two_ways("$1,250"), "1 250");
        check(Language::Indonesian, "150.000", 2, Some("150000"));
    }

    /// `45.00`, a slip for `45.000`, was stored as Rp 45.
    #[test]
    fn a_grouping_mark_before_too_few_zeros_is_refused_where_no_decimals_are_held() {
        set_language(Language::Indonesian);
        let slip = Misread::TwoWays { whole: "45".to_owned(), fraction: "00".to_owned() };
        assert_eq!(plain_number("45.00", 0), Err(slip));
        for (typed, read) in
            [("45.000", "45000"), ("45.000,00", "45000.00"), ("500,00", "500.00"), ("0.00", "0.00")]
        {
            check(Language::Indonesian, typed, 0, Some(read));
        }
        check(Language::Indonesian, "45.00", 2, Some("45.00"));
        check(Language::English, "45.00", 0, Some("45.00"));
    }
}
