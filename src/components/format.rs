//! The domain's values as the reader writes them. Pages take all their formats
//! from here.

use crate::browser::intl::{self, DateStyle};
pub use crate::browser::intl::{
    bytes, compact, count, decimal, integer, list, moment, percent, percent_signed, signed, time,
};
use crate::words;
use tangga_engine::domain::{Currency, Day};

/// An amount of minor units: `Rp 1.250.000`. Exact at any size.
pub fn money(minor: i64, currency: &Currency) -> String {
    intl::money(&currency.plain(minor), &currency.code, currency.decimals, false)
}

/// A change of an amount, with its sign.
pub fn money_signed(minor: i64, currency: &Currency) -> String {
    intl::money(&currency.plain(minor), &currency.code, currency.decimals, true)
}

/// An amount in a few characters, for charts and tight places: `Rp 1,2 jt`.
pub fn money_compact(minor: i64, currency: &Currency) -> String {
    intl::money_compact(currency.major(minor), &currency.code)
}

/// The currency's sign: `Rp`, `$`.
pub fn currency_sign(currency: &Currency) -> String {
    intl::currency_sign(&currency.code)
}

/// A currency with its decimals: "IDR without decimals".
pub fn currency_words(currency: &Currency) -> String {
    match currency.decimals {
        0 => words::file::currency_whole(&currency.code),
        decimals => words::file::currency_with(&currency.code, decimals),
    }
}

/// An amount as it stands in a form, grouped and without the currency.
pub fn typed_money(minor: i64, currency: &Currency) -> String {
    intl::exact(&currency.plain(minor), currency.decimals)
}

/// A day: `21 Nov 2026`.
pub fn date(day: Day) -> String {
    intl::date(day.0, DateStyle::Medium)
}

/// A day of this year: `21 Nov`.
pub fn date_short(day: Day) -> String {
    intl::date(day.0, DateStyle::Short)
}

/// A day's month: `Nov 2026`.
pub fn month(day: Day) -> String {
    intl::date(day.0, DateStyle::Month)
}

/// A day's month in full: `November 2026`.
pub fn month_long(day: Day) -> String {
    intl::date(day.0, DateStyle::MonthLong)
}

/// The name of a day's month in a few letters: `Nov`.
pub fn month_name_short(day: Day) -> String {
    intl::date(day.0, DateStyle::MonthNameShort)
}

/// The name of a month, 1–12; empty for any other number.
pub fn month_name(month: i8) -> String {
    let day = Day::from_ymd(2000, month, 1);
    day.map(|day| intl::date(day.0, DateStyle::MonthName)).unwrap_or_default()
}

/// How far a day lies from today: `yesterday`, `3 weeks ago`.
pub fn relative(day: Day, today: Day) -> String {
    intl::relative(day.0 - today.0)
}
