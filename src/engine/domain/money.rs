//! Money as an exact integer of minor units, in the workspace's one currency.

use super::schema;

/// The workspace's currency. It does not change once money is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Currency {
    /// The ISO 4217 code, such as `IDR`.
    pub code: String,
    /// Decimals that amounts carry: 0 for rupiah as it is used, 2 for dollars.
    pub decimals: u8,
}

impl Default for Currency {
    fn default() -> Self {
        Currency { code: "IDR".into(), decimals: 0 }
    }
}

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// It is no number.
    #[error("not an amount")]
    NotANumber,
    /// It has more decimals than the currency holds; kept, it would be rounded.
    #[error("more decimals than the currency holds")]
    TooManyDecimals,
    /// It does not fit; amounts go up to 9 × 10¹⁵ minor units, which every
    /// program that reads JSON holds exactly.
    #[error("the amount is too large")]
    TooLarge,
}

/// The largest amount in minor units, either way.
pub const MAX_MINOR: i64 = schema::MAX_INTEGER;

impl Currency {
    /// Minor units in one major unit.
    pub fn scale(&self) -> i64 {
        10_i64.pow(u32::from(self.decimals))
    }

    /// Reads a plain decimal number (`-1234.50`, digits with at most one full
    /// stop) as minor units. Zeros beyond the currency's decimals are taken,
    /// other digits there are [`MoneyError::TooManyDecimals`].
    pub fn parse(&self, text: &str) -> Result<i64, MoneyError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() && fraction.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return Err(MoneyError::NotANumber);
        }
        let kept = usize::from(self.decimals).min(fraction.len());
        if fraction[kept..].bytes().any(|b| b != b'0') {
            return Err(MoneyError::TooManyDecimals);
        }
        let mut minor: i64 = 0;
        let padding = std::iter::repeat_n(b'0', usize::from(self.decimals) - kept);
        for byte in whole.bytes().chain(fraction[..kept].bytes()).chain(padding) {
            minor = minor
                .checked_mul(10)
                .and_then(|m| m.checked_add(i64::from(byte - b'0')))
                .filter(|m| *m <= MAX_MINOR)
                .ok_or(MoneyError::TooLarge)?;
        }
        Ok(if negative { -minor } else { minor })
    }

    /// The amount as a plain decimal number: what [`Currency::parse`] reads.
    pub fn plain(&self, minor: i64) -> String {
        let sign = if minor < 0 { "-" } else { "" };
        let (whole, rest) = (
            minor.unsigned_abs() / self.scale() as u64,
            minor.unsigned_abs() % self.scale() as u64,
        );
        if self.decimals == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{rest:0width$}", width = usize::from(self.decimals))
        }
    }

    /// The amount in major units, for display and for charts only.
    pub fn major(&self, minor: i64) -> f64 {
        minor as f64 / self.scale() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_exactly() {
        let dollars = Currency { code: "USD".into(), decimals: 2 };
        let check = |text: &str, expect| assert_eq!(dollars.parse(text), expect, "{text}");
        check("29.33", Ok(2933));
        check("-0.5", Ok(-50));
        check("7", Ok(700));
        check(".07", Ok(7));
        check("1.10", Ok(110));
        check("1.100", Ok(110));
        check("1.005", Err(MoneyError::TooManyDecimals));
        check("", Err(MoneyError::NotANumber));
        check("-", Err(MoneyError::NotANumber));
        check("1,5", Err(MoneyError::NotANumber));
        check("1e3", Err(MoneyError::NotANumber));
        check("90000000000000.00", Ok(MAX_MINOR));
        check("90000000000000.01", Err(MoneyError::TooLarge));
        check("99999999999999999999999", Err(MoneyError::TooLarge));
    }

    #[test]
    fn rupiah_hold_no_cents() {
        let rupiah = Currency::default();
        assert_eq!(rupiah.parse("125000"), Ok(125_000));
        assert_eq!(rupiah.parse("125000.00"), Ok(125_000));
        assert_eq!(rupiah.parse("29.33"), Err(MoneyError::TooManyDecimals));
    }

    #[test]
    fn plain_reads_back() {
        let dollars = Currency { code: "USD".into(), decimals: 2 };
        for minor in [0, 5, -5, 100, -12345, MAX_MINOR] {
            assert_eq!(dollars.parse(&dollars.plain(minor)), Ok(minor));
        }
        assert_eq!(dollars.plain(-5), "-0.05");
    }
}
