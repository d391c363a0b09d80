//! Telephone numbers: stored as E.164, shown the local way.
//!
//! Indonesians write `0812…`, `812…`, `62812…` and `+62812…` for one number.
//! Numbers of other countries, written with their `+`, stay untouched.

/// A number as stored: `+6281234567890` for an Indonesian mobile number.
/// A text that is no telephone number is kept as it was typed, so that nothing
/// a person wrote is lost; [`is_e164`] tells the two apart.
pub fn normalise(text: &str) -> String {
    let text = text.trim();
    let plus = text.starts_with('+');
    let is_number = text.chars().all(|c| c.is_ascii_digit() || " -.()+/\u{a0}".contains(c));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !is_number || !(7..=15).contains(&digits.len()) {
        return text.to_owned();
    }
    let national = if let (false, Some(rest)) = (plus, digits.strip_prefix("00")) {
        return format!("+{rest}");
    } else if let Some(rest) = digits.strip_prefix("62") {
        // `+62 (0)812…` carries the trunk zero along.
        rest.strip_prefix('0').unwrap_or(rest)
    } else if plus {
        return format!("+{digits}");
    } else if let Some(rest) = digits.strip_prefix('0') {
        rest
    } else if digits.starts_with('8') {
        &digits
    } else {
        return text.to_owned();
    };
    format!("+62{national}")
}

/// Whether the stored text is a full international number.
pub fn is_e164(stored: &str) -> bool {
    stored.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Whether the stored text can be dialled: a full international number, or one of
/// the short numbers of Indonesian call centres, such as `14045` and `1500888`.
pub fn can_be_dialled(stored: &str) -> bool {
    let is_short = (5..=8).contains(&stored.len()) && stored.starts_with('1');
    is_e164(stored) || is_short && stored.bytes().all(|b| b.is_ascii_digit())
}

/// The area codes of three digits with the zero; all others have four.
const SHORT_AREAS: [&str; 5] = ["021", "022", "024", "031", "061"];

/// The number as people here dial it: `0812-3456-7890`, `021-5550123`,
/// `0274-555012`; foreign numbers and other texts as stored.
pub fn local(stored: &str) -> String {
    let Some(national) = stored.strip_prefix("+62").filter(|_| is_e164(stored)) else {
        return stored.to_owned();
    };
    let digits = format!("0{national}");
    let is_mobile = digits.starts_with("08");
    let area = if SHORT_AREAS.iter().any(|area| digits.starts_with(area)) { 3 } else { 4 };
    let mut shown = String::with_capacity(digits.len() + 2);
    for (at, digit) in digits.chars().enumerate() {
        if at == area || is_mobile && at == 8 && digits.len() > 9 {
            shown.push('-');
        }
        shown.push(digit);
    }
    shown
}

/// The digits that `wa.me` takes, if the number can be reached so.
pub fn whatsapp(stored: &str) -> Option<&str> {
    stored.strip_prefix('+').filter(|_| is_e164(stored))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_to_write_a_number_are_one_number() {
        for text in [
            "081234567890",
            "81234567890",
            "6281234567890",
            "+6281234567890",
            "0812-3456-7890",
            "+62 812 3456 7890",
            "(0812) 3456 7890",
            "+62 (0)812-3456-7890",
            "006281234567890",
        ] {
            assert_eq!(normalise(text), "+6281234567890", "{text}");
        }
        assert_eq!(normalise("021 555 0123"), "+62215550123");
    }

    #[test]
    fn foreign_numbers_and_other_texts_stay() {
        for text in ["+14155550123", "+442071234567", "ask the shop", "12", "ext. 5", ""] {
            assert_eq!(normalise(text), text, "{text}");
        }
        assert_eq!(normalise("+1 (415) 555-0123"), "+14155550123");
    }

    #[test]
    fn numbers_are_shown_the_local_way() {
        assert_eq!(local("+6281234567890"), "0812-3456-7890");
        assert_eq!(local("+14155550123"), "+14155550123");
        assert_eq!(local("ask the shop"), "ask the shop");
        assert_eq!(whatsapp("+6281234567890"), Some("6281234567890"));
        assert_eq!(whatsapp("12"), None);
    }

    #[test]
    fn land_lines_are_shown_with_their_area_code() {
        // Bug: 021-5550123 was shown as 0215-5501-23.
        assert_eq!(local("+62215550123"), "021-5550123");
        assert_eq!(local("+622155501234"), "021-55501234");
        assert_eq!(local("+62274555012"), "0274-555012");
    }

    #[test]
    fn what_cannot_be_dialled_is_told_apart() {
        // Bug: a form stored any text as a telephone number.
        for text in ["0812 3456 7890", "021-5550123", "+1 415 555 0123", "14045", "1500888"] {
            assert!(can_be_dialled(&normalise(text)), "{text}");
        }
        for text in ["ask the shop", "12", "08123", "5550123", "0812 ext. 5", "123456789012345678"]
        {
            assert!(!can_be_dialled(&normalise(text)), "{text}");
        }
    }

    #[test]
    fn what_is_shown_can_be_typed_again() {
        for text in ["0812 3456 789", "021-5550123", "0274 555012", "14045"] {
            let stored = normalise(text);
            assert_eq!(normalise(&local(&stored)), stored);
        }
    }
}
