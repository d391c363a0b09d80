//! The device's clock.

use js_sys::Date;

/// Milliseconds since 1970 by the device's clock, which may be wrong and may
/// go back.
pub fn now_ms() -> u64 {
    Date::now().max(0.0) as u64
}

/// Minutes since midnight where the device is.
pub fn minute() -> i64 {
    let now = Date::new_0();
    i64::from(now.get_hours()) * 60 + i64::from(now.get_minutes())
}

/// The civil day where the device is: year, month (1–12), day of month.
pub fn today() -> (i16, i8, i8) {
    let now = Date::new_0();
    (now.get_full_year() as i16, now.get_month() as i8 + 1, now.get_date() as i8)
}
