//! What a month or a quarter is called, wherever figures are told step by step.

use crate::components::format;
use crate::words::feedback;
use tangga_engine::domain::Period;

/// A month's name, or the first and last month of a quarter.
pub fn step_name(period: Period, quarterly: bool) -> String {
    let Period { first, last } = period;
    if quarterly {
        feedback::quarter(format::month_name_short(first), format::month(last))
    } else {
        format::month(first)
    }
}
