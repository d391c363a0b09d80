//! Reading what was typed: a value, nothing, or what is wrong with it in the
//! reader's words.

use crate::components::format;
use crate::words::{
    errors,
    typed::{self, Misread},
};
use tangga_engine::domain::money::MAX_MINOR;
use tangga_engine::domain::schema::{MAX_INTEGER, integer_within_bounds};
use tangga_engine::domain::{Currency, Day, MoneyError};

/// A whole number; `None` if the field is blank.
pub fn integer(text: &str) -> Result<Option<i64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let plain = typed::plain_number(text, 0).map_err(|_| errors::not_a_number().to_owned())?;
    let whole = match plain.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|b| b == b'0') => whole,
        Some(_) => return Err(errors::not_whole().to_owned()),
        None => plain.as_str(),
    };
    let number: i64 = whole.parse().map_err(|_| errors::not_a_number().to_owned())?;
    match integer_within_bounds(number) {
        Some(number) => Ok(Some(number)),
        None => Err(errors::too_large(MAX_INTEGER)),
    }
}

/// A whole number between two ends.
pub fn integer_within(text: &str, least: i64, most: i64) -> Result<Option<i64>, String> {
    match integer(text)? {
        Some(value) if value < least => Err(errors::too_small(least)),
        Some(value) if value > most => Err(errors::too_large(most)),
        value => Ok(value),
    }
}

/// An amount in minor units; `None` if the field is blank.
pub fn money(text: &str, currency: &Currency) -> Result<Option<i64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let plain = typed::plain_number(text, currency.decimals).map_err(|misread| match misread {
        Misread::NotANumber => errors::not_a_number().to_owned(),
        Misread::TwoWays { whole, fraction } => {
            let thousands = format!("{whole}{fraction:0<3}");
            errors::two_ways(whole, fraction, &currency.code, thousands)
        }
    })?;
    currency.parse(&plain).map(Some).map_err(|error| match error {
        MoneyError::NotANumber => errors::not_a_number().to_owned(),
        MoneyError::TooManyDecimals => errors::too_many_decimals(&currency.code),
        MoneyError::TooLarge => errors::amount_too_large(format::money(MAX_MINOR, currency)),
    })
}

/// A day; `None` if the field is blank. The browser's date field holds
/// `2026-11-21` whatever it shows.
pub fn day(text: &str) -> Result<Option<Day>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Day::parse_iso(text.trim()).map(Some).ok_or_else(|| errors::not_a_date().to_owned())
}

/// A day as a date field holds it.
pub fn day_text(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}

/// A time in minutes since midnight; `None` if the field is blank. The browser's
/// time field holds `16:30` whatever it shows.
pub fn time(text: &str) -> Result<Option<i64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = || {
        let (hours, minutes) = text.split_once(':')?;
        let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
        ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 60 + minutes)
    };
    read().map(Some).ok_or_else(|| errors::not_a_time().to_owned())
}

/// A time as a time field holds it.
pub fn time_text(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A text without blanks around it; `None` if nothing is left.
pub fn text(typed: &str) -> Option<String> {
    let trimmed = typed.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}
