//! Sums that several charts share: round axis values, labels pushed apart,
//! which labels of a row to keep, and lines cut at their gaps.

/// Round values (1, 2 or 5 times a power of ten) that cover a range.
///
/// Returns the axis values, first and last enclosing `low` and `high`; about
/// `wanted` of them. Equal or unusable ends give a range of one step around.
pub fn nice_ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    let (low, high) = if low.is_finite() && high.is_finite() { (low, high) } else { (0.0, 1.0) };
    let (low, high) = (low.min(high), low.max(high));
    let span = if high - low > f64::EPSILON * high.abs().max(1.0) {
        high - low
    } else {
        high.abs().max(1.0) * 0.2
    };
    let middle = (low + high) / 2.0;
    let (low, high) =
        if high - low < span { (middle - span / 2.0, middle + span / 2.0) } else { (low, high) };
    let rough = span / wanted.max(2).saturating_sub(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(power * 10.0);
    // Multiples are counted in whole steps, so that 0.1 + 0.2 does not become
    // an axis value of its own.
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let count = (last - first).clamp(1.0, 50.0) as usize;
    (0..=count).map(|at| round_to(first + at as f64, step)).collect()
}

fn round_to(multiple: f64, step: f64) -> f64 {
    let value = multiple * step;
    let digits = (-step.log10().floor()).clamp(0.0, 12.0) as i32;
    let shift = 10f64.powi(digits);
    let rounded = (value * shift).round() / shift;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Pushes intervals of given sizes apart so that none overlap, each as near to
/// its wish as the others allow, all between `low` and `high`.
///
/// `wishes` are the middles. The result is in the same order. Where all of
/// them do not fit, they are packed from `low` on and may pass `high`; callers
/// make room first. Intervals keep the order of their wishes.
///
/// Method: pool adjacent violators. Groups of touching intervals move together
/// and rest where their members' mean wish lies, which is the least squares
/// solution.
pub fn spread(wishes: &[f64], sizes: &[f64], low: f64, high: f64) -> Vec<f64> {
    struct Group {
        members: Vec<usize>,
        start: f64,
        length: f64,
    }
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|a, b| wishes[*a].total_cmp(&wishes[*b]));
    let mut groups: Vec<Group> = Vec::new();
    for index in order {
        groups.push(Group { members: vec![index], start: 0.0, length: sizes[index] });
        while let Some(last) = groups.last_mut() {
            let mut before = 0.0;
            let mut wish = 0.0;
            for member in &last.members {
                wish += wishes[*member] - sizes[*member] / 2.0 - before;
                before += sizes[*member];
            }
            let start = wish / last.members.len() as f64;
            last.start = start.min(high - last.length).max(low);
            let touches = match groups.as_slice() {
                [.., left, right] => left.start + left.length > right.start,
                _ => false,
            };
            if !touches {
                break;
            }
            if let (Some(right), Some(left)) = (groups.pop(), groups.last_mut()) {
                left.members.extend(right.members);
                left.length += right.length;
            }
        }
    }
    let mut middles = vec![0.0; wishes.len()];
    for group in groups {
        let mut at = group.start;
        for member in group.members {
            middles[member] = at + sizes[member] / 2.0;
            at += sizes[member];
        }
    }
    middles
}

/// Which labels of an evenly spaced row to keep so that none touch: every
/// `n`-th, counted back from the last, since the last is the one most looked
/// for. `room` is the distance between neighbours, `widest` the widest label
/// with its gap.
pub fn thin(count: usize, room: f64, widest: f64) -> Vec<usize> {
    if count == 0 {
        return Vec::new();
    }
    let every = if room > 0.0 { (widest / room).ceil().clamp(1.0, count as f64) } else { 1.0 };
    let mut kept: Vec<usize> = (0..count).rev().step_by(every as usize).collect();
    kept.reverse();
    kept
}

/// The stretches between gaps, each value with its place.
pub fn stretches<T>(values: impl Iterator<Item = Option<T>>) -> Vec<Vec<(usize, T)>> {
    let mut runs: Vec<Vec<(usize, T)>> = Vec::new();
    let mut open = false;
    for (at, value) in values.enumerate() {
        match (value, runs.last_mut().filter(|_| open)) {
            (Some(value), Some(run)) => run.push((at, value)),
            (Some(value), None) => {
                runs.push(vec![(at, value)]);
                open = true;
            }
            (None, _) => open = false,
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(nice_ticks(81.0, 96.0, 4), [80.0, 85.0, 90.0, 95.0, 100.0]);
        assert_eq!(nice_ticks(0.0, 1.0, 5), [0.0, 0.5, 1.0]);
        assert_eq!(nice_ticks(-2.0, 2.0, 5), [-2.0, -1.0, 0.0, 1.0, 2.0]);
        assert_eq!(nice_ticks(0.0, 0.0, 3), [-0.1, 0.0, 0.1]);
        assert_eq!(nice_ticks(f64::NAN, 1.0, 3), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn labels_that_do_not_touch_stay_where_they_wish() {
        assert_eq!(spread(&[10.0, 50.0], &[10.0, 10.0], 0.0, 100.0), [10.0, 50.0]);
        assert_eq!(spread(&[50.0, 50.0], &[10.0, 10.0], 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(spread(&[1.0, 99.0], &[10.0, 10.0], 0.0, 100.0), [5.0, 95.0]);
    }

    #[test]
    fn the_last_label_is_always_kept() {
        assert_eq!(thin(8, 50.0, 40.0), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(thin(8, 30.0, 40.0), [1, 3, 5, 7]);
        assert_eq!(thin(0, 30.0, 40.0), [] as [usize; 0]);
        assert_eq!(thin(1, 0.0, 40.0), [0]);
    }

    #[test]
    fn a_gap_cuts_a_line_in_two() {
        let values = [None, Some(1), Some(2), None, Some(3)];
        assert_eq!(stretches(values.into_iter()), [vec![(1, 1), (2, 2)], vec![(4, 3)]]);
        assert!(stretches([None::<i32>].into_iter()).is_empty());
    }

    proptest! {
        #[test]
        fn ticks_enclose_any_range(a in -1e12..1e12f64, b in -1e12..1e12f64, wanted in 2usize..8) {
            let ticks = nice_ticks(a, b, wanted);
            let slack = 1e-6 * (b - a).abs().max(1.0);
            prop_assert!(ticks.len() >= 2 && ticks.len() <= wanted + 3);
            prop_assert!(ticks[0] <= a.min(b) + slack);
            prop_assert!(ticks[ticks.len() - 1] >= a.max(b) - slack);
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
        }

        #[test]
        fn spread_labels_never_overlap_and_stay_inside(
            wishes in prop::collection::vec(-50.0..450.0f64, 1..20),
        ) {
            let sizes = vec![18.0; wishes.len()];
            let middles = spread(&wishes, &sizes, 0.0, 400.0);
            let mut sorted = middles.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 18.0 - 1e-6));
            prop_assert!(sorted[0] >= 9.0 - 1e-6);
            prop_assert!(sorted[sorted.len() - 1] <= 391.0 + 1e-6);
        }
    }
}
