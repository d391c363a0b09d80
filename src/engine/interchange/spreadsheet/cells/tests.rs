//! What cells of all kinds of programs say, and what they do not.

use super::*;
use proptest::prelude::*;

fn plain(text: &str, mark: DecimalMark) -> Option<String> {
    let dollars = Currency { code: "USD".into(), decimals: 6 };
    Decimal::parse(text, mark).map(|number| {
        let text = dollars.plain(number.minor(&dollars).unwrap());
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    })
}

#[test]
fn numbers_are_read_in_the_style_chosen() {
    let check = |text, point: Option<&str>, comma: Option<&str>| {
        assert_eq!(plain(text, DecimalMark::Point).as_deref(), point, "{text} with points");
        assert_eq!(plain(text, DecimalMark::Comma).as_deref(), comma, "{text} with commas");
    };
    check("1250", Some("1250"), Some("1250"));
    check("1.250.000,50", None, Some("1250000.5"));
    check("1,250,000.50", Some("1250000.5"), None);
    check("Rp 1.250.000", None, Some("1250000"));
    check("Rp. 1.250.000,-", None, Some("1250000"));
    check("rp1.250.000,00", None, Some("1250000"));
    check("IDR 12 500", Some("12500"), Some("12500"));
    check("12\u{a0}500,5 €", None, Some("12500.5"));
    check("$1,250.00", Some("1250"), None);
    check("-$5.25", Some("-5.25"), None);
    check("($5.25)", Some("-5.25"), None);
    check("Rp -1.000.000", None, Some("-1000000"));
    check("\u{2212}5", Some("-5"), Some("-5"));
    check("5-", Some("-5"), Some("-5"));
    check("1.250", Some("1.25"), Some("1250"));
    check("1.5", Some("1.5"), None);
    check(".5", Some("0.5"), None);
    check("1,5", None, Some("1.5"));
    check("1'250'000.5", Some("1250000.5"), None);
    check("1,25,000", None, None);
    check("1.250,000.5", None, None);
    for text in ["", "-", "Rp", "1e5", "12a", "--5", "(5", "5%", "1 2", "1234567890123456789"] {
        check(text, None, None);
    }
}

/// `150.000` in a file whose numbers all look so was read as Rp 150.
#[test]
fn one_group_of_three_is_thousands_where_no_decimals_are_held() {
    let rupiah = Currency::default();
    let read = |text, mark, decimals| {
        let currency = Currency { decimals, ..rupiah.clone() };
        Decimal::parse_amount(text, mark, decimals).map(|amount| amount.minor(&currency))
    };
    for mark in [DecimalMark::Point, DecimalMark::Comma] {
        assert_eq!(read("150.000", mark, 0), Ok(Ok(150_000)));
        assert_eq!(read("Rp 150,000", mark, 0), Ok(Ok(150_000)));
        assert_eq!(read("(1.250)", mark, 0), Ok(Ok(-1_250)));
    }
    assert_eq!(read("150.50", DecimalMark::Point, 0), Ok(Err(MoneyError::TooManyDecimals)));
    assert_eq!(read("0.125", DecimalMark::Point, 0), Ok(Err(MoneyError::TooManyDecimals)));
    assert_eq!(read("1,250.500", DecimalMark::Point, 2), Ok(Ok(125_050)));
    // Zeros are not left out in silence where they may have been thousands.
    assert_eq!(read("150.000", DecimalMark::Point, 2), Err(AmountError::Ambiguous));
    assert_eq!(read("150.000", DecimalMark::Comma, 2), Ok(Ok(15_000_000)));
    assert_eq!(read("1.250", DecimalMark::Point, 3), Ok(Ok(1_250)));
}

#[test]
fn a_number_tells_its_decimal_mark_where_it_can() {
    let check = |text, expect| assert_eq!(mark_evidence(text), expect, "{text}");
    check("1.250.000", Some(MarkEvidence::Comma));
    check("1.250,5", Some(MarkEvidence::Comma));
    check("29.33", Some(MarkEvidence::Point));
    check("1,250,000", Some(MarkEvidence::Point));
    check("1.250", Some(MarkEvidence::Either));
    check("0.125", Some(MarkEvidence::Point));
    check("1250", Some(MarkEvidence::None));
    check("abc", None);
}

#[test]
fn amounts_are_never_rounded() {
    let check = |text, decimals, expect| {
        let currency = Currency { code: "XXX".into(), decimals };
        let number = Decimal::parse(text, DecimalMark::Point).unwrap();
        assert_eq!(number.minor(&currency), expect, "{text}");
    };
    check("29.33", 2, Ok(2933));
    check("29.330", 2, Ok(2933));
    check("29.33", 0, Err(MoneyError::TooManyDecimals));
    check("29.00", 0, Ok(29));
    check("999999999999999999", 2, Err(MoneyError::TooLarge));
    check("90000000000000", 2, Ok(MAX_MINOR));
    let price = Decimal::parse("2.55", DecimalMark::Point).unwrap();
    let six = Decimal::parse("-6", DecimalMark::Point).unwrap();
    let dollars = Currency { code: "USD".into(), decimals: 2 };
    assert_eq!(price.times(six).minor(&dollars), Ok(-1530));
}

#[test]
fn days_are_read_in_many_forms() {
    use DateOrder::{DayMonthYear as Dmy, MonthDayYear as Mdy, YearMonthDay as Ymd};
    let check = |text, order, expect: Option<&str>| {
        let day = parse_day(text, order).map(|day| day.to_string());
        assert_eq!(day.as_deref(), expect, "{text}");
    };
    for order in [Dmy, Mdy, Ymd] {
        check("2014-03-08", order, Some("2014-03-08"));
        check("2014-03-08 00:00:00", order, Some("2014-03-08"));
        check("2014-03-08T23:59:59.123Z", order, Some("2014-03-08"));
        check("2014/3/8", order, Some("2014-03-08"));
        check("20060131", order, Some("2006-01-31"));
        check("31 Januari 2026", order, Some("2026-01-31"));
        check("31 Agustus 2026", order, Some("2026-08-31"));
        check("Jan 31, 2026", order, Some("2026-01-31"));
        check("5-Mei-2026", order, Some("2026-05-05"));
        check("2026 Des 24", order, Some("2026-12-24"));
        check("20061331", order, None);
        check("00010101", order, None);
        check("31/02/2026", order, None);
    }
    check("31/01/2026 14:05", Dmy, Some("2026-01-31"));
    check("31/01/2026 14.05", Dmy, Some("2026-01-31"));
    check("3/4/26", Dmy, Some("2026-04-03"));
    check("3/4/26", Mdy, Some("2026-03-04"));
    check("26-01-31", Ymd, Some("2026-01-31"));
    check("31-Des-25", Dmy, Some("2025-12-31"));
    check("1/31/2026 2:05 PM", Mdy, Some("2026-01-31"));
    check("31/01/69", Dmy, Some("1969-01-31"));
    for text in ["", "31", "31/01", "31/01/2026x", "31/01/2026 and on", "1.5", "12345", "Mo 1 2026"]
    {
        check(text, Dmy, None);
    }
}

fn grouped(whole: u64, by: char) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(by);
        }
        out.push(digit);
    }
    out
}

proptest! {
    #[test]
    fn a_number_written_in_either_style_is_read_exactly(
        minor in -MAX_MINOR..=MAX_MINOR,
        decimals in 0_u8..=3,
        rupiah: bool,
    ) {
        let currency = Currency { code: "XXX".into(), decimals };
        let plain = currency.plain(minor.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let whole: u64 = whole.parse().unwrap();
        let sign = if minor < 0 { "-" } else { "" };
        let unit = if rupiah { "Rp " } else { "" };
        for (mark, decimal, by) in [(DecimalMark::Point, '.', ','), (DecimalMark::Comma, ',', '.')] {
            let mut text = format!("{sign}{unit}{}", grouped(whole, by));
            if !fraction.is_empty() {
                text.push(decimal);
                text.push_str(fraction);
            }
            let number = Decimal::parse(&text, mark).unwrap();
            prop_assert_eq!(number.minor(&currency), Ok(minor));
        }
    }

    #[test]
    fn digits_alone_are_read_like_any_number(digits in "[0-9]{1,20}") {
        for mark in [DecimalMark::Point, DecimalMark::Comma] {
            let plain = Decimal::parse(&format!("+{digits}"), mark);
            prop_assert_eq!(Decimal::parse(&digits, mark), plain);
        }
    }

    #[test]
    fn no_text_makes_the_cells_panic(text: String) {
        for order in [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay] {
            parse_day(&text, order);
        }
        mark_evidence(&text);
    }

    #[test]
    fn a_day_is_read_back_in_every_order(number in -60_000_i32..60_000) {
        let day = Day(number);
        let (y, m, d) = day.ymd();
        let check = |text: String, order| assert_eq!(parse_day(&text, order), Some(day), "{text}");
        check(day.to_string(), DateOrder::DayMonthYear);
        check(format!("{d}/{m}/{y}"), DateOrder::DayMonthYear);
        check(format!("{m:02}.{d:02}.{y}"), DateOrder::MonthDayYear);
        check(format!("{y:04}{m:02}{d:02}"), DateOrder::MonthDayYear);
    }
}
