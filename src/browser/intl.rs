//! Numbers, money, dates and lists as the reader writes them, by the browser's
//! `Intl` in the current language. Formatters cost some 50 µs to make, so each
//! is made once.
//!
//! Here stand plain numbers and texts; `components::format` takes the domain's
//! days and currencies.

use crate::words::{Count, Language, language};
use js_sys::{Array, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Clone)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> NumberFormat;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: f64) -> String;
    /// Takes an exact decimal, so that amounts above 2⁵³ would not be rounded.
    #[wasm_bindgen(method, js_name = format)]
    fn format_exact(this: &NumberFormat, number: &str) -> String;
    #[wasm_bindgen(method, js_name = formatToParts)]
    fn format_to_parts(this: &NumberFormat, number: f64) -> Array;

    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Clone)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> DateTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, milliseconds: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Clone)]
    type RelativeTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> RelativeTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &RelativeTimeFormat, number: f64, unit: &str) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Clone)]
    type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> ListFormat;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, parts: &Array) -> String;
}

/// What a formatter writes; the key by which it is kept.
#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Number { decimals: u8, signed: bool },
    Percent { decimals: u8, signed: bool },
    Compact,
    Money { code: String, decimals: u8, signed: bool },
    MoneyCompact { code: String, long: bool },
    Bytes { unit: &'static str },
    Date,
    DateShort,
    Month,
    MonthLong,
    MonthName,
    MonthNameShort,
    Time,
    Moment,
    Relative,
    List,
}

#[derive(Clone)]
enum Formatter {
    Number(NumberFormat),
    Date(DateTimeFormat),
    Relative(RelativeTimeFormat),
    List(ListFormat),
}

thread_local! {
    // A few dozen at most; looking through them beats hashing the key.
    static FORMATTERS: RefCell<Vec<(Language, Kind, Formatter)>> = const { RefCell::new(Vec::new()) };
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

fn make(language: Language, kind: &Kind) -> Formatter {
    let sign = |signed: &bool| JsValue::from_str(if *signed { "exceptZero" } else { "auto" });
    let tag = language.tag();
    let number =
        |pairs: &[(&str, JsValue)]| Formatter::Number(NumberFormat::new(tag, &options(pairs)));
    // Civil days are kept as midnight in UTC, so they are read in UTC.
    let date = |pairs: &[(&str, JsValue)]| {
        let options = options(pairs);
        let _ = Reflect::set(&options, &"timeZone".into(), &"UTC".into());
        Formatter::Date(DateTimeFormat::new(tag, &options))
    };
    match kind {
        Kind::Number { decimals, signed } => number(&[
            ("minimumFractionDigits", (*decimals).into()),
            ("maximumFractionDigits", (*decimals).into()),
            ("signDisplay", sign(signed)),
        ]),
        Kind::Percent { decimals, signed } => number(&[
            ("style", "percent".into()),
            ("minimumFractionDigits", (*decimals).into()),
            ("maximumFractionDigits", (*decimals).into()),
            ("signDisplay", sign(signed)),
        ]),
        Kind::Compact => {
            number(&[("notation", "compact".into()), ("maximumSignificantDigits", 3.into())])
        }
        Kind::Money { code, decimals, signed } => number(&[
            ("style", "currency".into()),
            ("currency", code.into()),
            ("currencyDisplay", "narrowSymbol".into()),
            ("minimumFractionDigits", (*decimals).into()),
            ("maximumFractionDigits", (*decimals).into()),
            ("signDisplay", sign(signed)),
        ]),
        Kind::MoneyCompact { code, long } => number(&[
            ("style", "currency".into()),
            ("currency", code.into()),
            ("currencyDisplay", "narrowSymbol".into()),
            ("notation", "compact".into()),
            ("compactDisplay", if *long { "long".into() } else { "short".into() }),
            ("minimumFractionDigits", 0.into()),
            ("maximumSignificantDigits", 3.into()),
        ]),
        Kind::Bytes { unit } => number(&[
            ("style", "unit".into()),
            ("unit", (*unit).into()),
            ("maximumFractionDigits", 1.into()),
        ]),
        Kind::Date => date(&[("dateStyle", "medium".into())]),
        Kind::DateShort => date(&[("day", "numeric".into()), ("month", "short".into())]),
        Kind::Month => date(&[("month", "short".into()), ("year", "numeric".into())]),
        Kind::MonthLong => date(&[("month", "long".into()), ("year", "numeric".into())]),
        Kind::MonthName => date(&[("month", "long".into())]),
        Kind::MonthNameShort => date(&[("month", "short".into())]),
        Kind::Time => date(&[("hour", "2-digit".into()), ("minute", "2-digit".into())]),
        // An instant, unlike the civil days above: shown in the device's zone.
        Kind::Moment => Formatter::Date(DateTimeFormat::new(
            tag,
            &options(&[("dateStyle", "medium".into()), ("timeStyle", "short".into())]),
        )),
        Kind::Relative => Formatter::Relative(RelativeTimeFormat::new(
            tag,
            &options(&[("numeric", "auto".into())]),
        )),
        Kind::List => Formatter::List(ListFormat::new(tag, &options(&[]))),
    }
}

fn formatter(kind: Kind) -> Formatter {
    let language = language();
    FORMATTERS.with_borrow_mut(|kept| {
        if let Some((_, _, formatter)) = kept.iter().find(|(l, k, _)| *l == language && *k == kind)
        {
            return formatter.clone();
        }
        let formatter = make(language, &kind);
        kept.push((language, kind, formatter.clone()));
        formatter
    })
}

/// A number that is read has a minus; `Intl` writes the hyphen of the keyboard, which is
/// shorter and breaks at the end of a line.
fn with_minus(text: String) -> String {
    if text.contains('-') { text.replace('-', "−") } else { text }
}

fn number(kind: Kind, value: f64) -> String {
    match formatter(kind) {
        Formatter::Number(format) => with_minus(format.format(value)),
        Formatter::Date(_) | Formatter::Relative(_) | Formatter::List(_) => value.to_string(),
    }
}

fn date_of(kind: Kind, milliseconds: f64) -> String {
    match formatter(kind) {
        Formatter::Date(format) => format.format(milliseconds),
        Formatter::Number(_) | Formatter::Relative(_) | Formatter::List(_) => String::new(),
    }
}

/// A whole number: `1.250`.
pub fn integer(value: i64) -> String {
    number(Kind::Number { decimals: 0, signed: false }, value as f64)
}

/// A number of things, for texts with a singular: `words::customers::count(&count(n))`.
pub fn count(value: u64) -> Count {
    Count::new(value, number(Kind::Number { decimals: 0, signed: false }, value as f64))
}

/// A number with exactly these decimals: `12,5`.
pub fn decimal(value: f64, decimals: u8) -> String {
    number(Kind::Number { decimals, signed: false }, value)
}

/// A change: the same with `+` before what is above zero.
pub fn signed(value: f64, decimals: u8) -> String {
    number(Kind::Number { decimals, signed: true }, value)
}

/// A share as per cent: 0.814 is `81,4%`.
pub fn percent(share: f64, decimals: u8) -> String {
    number(Kind::Percent { decimals, signed: false }, share)
}

/// A change of a share, with its sign.
pub fn percent_signed(share: f64, decimals: u8) -> String {
    number(Kind::Percent { decimals, signed: true }, share)
}

/// A large number in a few characters: `145 rb`, `1.2K`.
pub fn compact(value: f64) -> String {
    number(Kind::Compact, value)
}

/// An exact decimal as an amount of a currency with so many decimals, with a
/// `+` before what is above zero if `signed`: `Rp 1.250.000`.
pub fn money(plain: &str, code: &str, decimals: u8, signed: bool) -> String {
    match formatter(Kind::Money { code: code_of(code), decimals, signed }) {
        Formatter::Number(format) => with_minus(format.format_exact(plain)),
        Formatter::Date(_) | Formatter::Relative(_) | Formatter::List(_) => plain.to_owned(),
    }
}

/// `Intl` throws on what does not look like a currency code, and the code comes
/// from stored data.
fn code_of(code: &str) -> String {
    let code = code.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        code
    } else {
        "XXX".to_owned()
    }
}

/// An amount in a few characters: `Rp 1,2 jt`. The short `M` means million in
/// English and miliar (10⁹) in Indonesian, so such sizes are spelled out.
pub fn money_compact(major: f64, code: &str) -> String {
    let long = match language() {
        Language::English => major.abs() >= 999_500.0,
        Language::Indonesian => major.abs() >= 999_500_000.0,
    };
    number(Kind::MoneyCompact { code: code_of(code), long }, major)
}

/// A currency's sign in the current language: `Rp`, `$`.
pub fn currency_sign(code: &str) -> String {
    let kind = Kind::Money { code: code_of(code), decimals: 0, signed: false };
    if let Formatter::Number(format) = formatter(kind) {
        for part in format.format_to_parts(0.0).iter() {
            let text = |name: &str| Reflect::get(&part, &name.into()).ok()?.as_string();
            if text("type").as_deref() == Some("currency") {
                return text("value").unwrap_or_default();
            }
        }
    }
    code.to_owned()
}

/// An exact decimal, grouped: an amount as it stands in a form.
pub fn exact(plain: &str, decimals: u8) -> String {
    match formatter(Kind::Number { decimals, signed: false }) {
        Formatter::Number(format) => format.format_exact(plain),
        Formatter::Date(_) | Formatter::Relative(_) | Formatter::List(_) => plain.to_owned(),
    }
}

/// A size in bytes: `2,4 MB`.
pub fn bytes(size: u64) -> String {
    let (unit, scale) = match size {
        0..1_000 => ("byte", 1.0),
        1_000..1_000_000 => ("kilobyte", 1e3),
        1_000_000..1_000_000_000 => ("megabyte", 1e6),
        _ => ("gigabyte", 1e9),
    };
    number(Kind::Bytes { unit }, size as f64 / scale)
}

/// How much of a civil day is written. Days count from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateStyle {
    /// `21 Nov 2026`.
    Medium,
    /// `21 Nov`.
    Short,
    /// `Nov 2026`.
    Month,
    /// `November 2026`.
    MonthLong,
    /// `November`.
    MonthName,
    /// `Nov`.
    MonthNameShort,
}

/// A civil day.
pub fn date(days: i32, style: DateStyle) -> String {
    let kind = match style {
        DateStyle::Medium => Kind::Date,
        DateStyle::Short => Kind::DateShort,
        DateStyle::Month => Kind::Month,
        DateStyle::MonthLong => Kind::MonthLong,
        DateStyle::MonthName => Kind::MonthName,
        DateStyle::MonthNameShort => Kind::MonthNameShort,
    };
    date_of(kind, f64::from(days) * 86_400_000.0)
}

/// A time of a civil day, in minutes since midnight: `16.30`.
pub fn time(minutes: i64) -> String {
    date_of(Kind::Time, minutes as f64 * 60_000.0)
}

/// An instant in milliseconds since 1970, in the device's time zone.
pub fn moment(milliseconds: f64) -> String {
    date_of(Kind::Moment, milliseconds)
}

/// How far so many days from today are: `yesterday`, `3 weeks ago`.
pub fn relative(days: i32) -> String {
    let days = f64::from(days);
    let (number, unit) = match days.abs() {
        ..14.0 => (days, "day"),
        ..60.0 => (days / 7.0, "week"),
        ..730.0 => (days / 30.44, "month"),
        _ => (days / 365.25, "year"),
    };
    match formatter(Kind::Relative) {
        Formatter::Relative(format) => format.format(number.trunc(), unit),
        Formatter::Number(_) | Formatter::Date(_) | Formatter::List(_) => String::new(),
    }
}

/// Things one after the other: `a, b, and c`.
pub fn list(parts: &[String]) -> String {
    match formatter(Kind::List) {
        Formatter::List(format) => format.format(&parts.iter().map(JsValue::from).collect()),
        Formatter::Number(_) | Formatter::Date(_) | Formatter::Relative(_) => parts.join(", "),
    }
}
