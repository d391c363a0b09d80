//! Choosing a currency by name, with its decimals.

use crate::components::{Choice, format};
use tangga_engine::domain::Currency;

/// The currencies that are offered by name.
pub(super) const OFFERED: [&str; 6] = ["IDR", "USD", "EUR", "GBP", "SGD", "MYR"];

/// A currency with the decimals that it usually has, or more where so many are
/// needed.
pub(super) fn holding(code: &str, needed: u8) -> Currency {
    let usual = if code == "IDR" { 0 } else { 2 };
    let decimals = if needed > usual { needed.clamp(2, 4) } else { usual };
    Currency { code: code.to_owned(), decimals }
}

/// What stands for it among the choices of a field.
pub(super) fn code(currency: &Currency) -> String {
    format!("{} {}", currency.code, currency.decimals)
}

/// The currency that stands behind a choice.
pub(super) fn of_code(code: &str) -> Option<Currency> {
    let (code, decimals) = code.split_once(' ')?;
    Some(Currency { code: code.to_owned(), decimals: decimals.parse().ok()? })
}

/// The choice of it.
pub(super) fn choice(currency: &Currency) -> Choice {
    Choice::new(code(currency), format::currency_words(currency))
}
