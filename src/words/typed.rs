//! Numbers as people type them, read back in the current language.
//!
//! English writes `1,250,000.50`, Indonesian `1.250.000,50`. A grouping mark
//! has exactly three digits after it. What is no number in the language's own
//! marks is read with the other language's, because people paste numbers from
//! elsewhere: `12.5` is twelve and a half in both languages. What may be read
//! in two ways is read as the language writes it: `1.250` is 1250 in Indonesian.

use super::{Language, language};

/// Reads a typed number and gives it back plain: digits with at most one full
/// stop and a leading `-`, such as the engine's money parser takes. `None` if
/// it is no number. Blanks and a leading currency (`Rp 1.250.000`, `$ 5`) are
/// skipped.
pub fn plain_number(typed: &str) -> Option<String> {
    let (group, decimal) = match language() {
        Language::English => (',', '.'),
        Language::Indonesian => ('.', ','),
    };
    let compact: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (negative, unsigned) = take_sign(&compact);
    let digits = unsigned.trim_start_matches(|c: char| c.is_alphabetic() || c == '$' || c == '€');
    // A currency with its full stop (`Rp.`) leaves the stop behind.
    let digits = match digits.strip_prefix('.') {
        Some(rest) if digits.len() < unsigned.len() => rest,
        _ => digits,
    };
    let (signed_inside, digits) = take_sign(digits);
    let (whole, fraction) =
        split(digits, group, decimal).or_else(|| split(digits, decimal, group))?;
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let sign = if negative != signed_inside { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { &whole };
    Some(match fraction.is_empty() {
        true => format!("{sign}{whole}"),
        false => format!("{sign}{whole}.{fraction}"),
    })
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
        if part.len() != 3 || first.is_empty() || first.len() > 3 {
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

    fn check(language: Language, typed: &str, expect: Option<&str>) {
        set_language(language);
        assert_eq!(plain_number(typed).as_deref(), expect, "{typed} in {language:?}");
    }

    #[test]
    fn indonesian_amounts_are_read_back() {
        let check = |typed, expect| check(Language::Indonesian, typed, expect);
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
        let check = |typed, expect| check(Language::English, typed, expect);
        check("1,250,000.50", Some("1250000.50"));
        check("$1,250", Some("1250"));
        check("12,5", Some("12.5"));
        check("1.250", Some("1.250"));
        check("1.250.000", Some("1250000"));
        check("1.250,50", Some("1250.50"));
        check("+7", Some("7"));
        check("1e3", None);
    }
}
