//! Whether several groups differ in a share by more than chance explains.
//!
//! Pearson's test of homogeneity: with n customers and x active in group i and p = Σ x ÷ Σ n,
//! *χ²* = Σ (xᵢ − p nᵢ)² ÷ (p (1 − p) nᵢ), compared with the 95 % point of the χ² distribution
//! with one degree of freedom less than there are groups. It judges all groups at once, so
//! that naming the lowest of many needs no further test. The point is that of Wilson and
//! Hilferty (*The distribution of chi-square*, PNAS 17, 1931), right to one per cent. Groups in
//! which fewer than five are expected to be active, or not to be, are left out, as is usual.

use super::cohorts::Share;

/// The 95 % point of the normal distribution, to one side.
const Z: f64 = 1.644_853_626_951_472;
/// The least that is expected on either side in a group.
const LEAST: f64 = 5.0;

/// Whether the groups differ; `None` with fewer than two that are large enough.
pub fn differ(groups: &[Share]) -> Option<bool> {
    let sum = |of: fn(&Share) -> u32| groups.iter().map(|group| f64::from(of(group))).sum::<f64>();
    let p = sum(|group| group.active) / sum(|group| group.of);
    let is_enough = |group: &&Share| f64::from(group.of) * p.min(1.0 - p) >= LEAST;
    let large: Vec<&Share> = groups.iter().filter(is_enough).collect();
    if large.len() < 2 {
        return None;
    }
    let chi: f64 = large
        .iter()
        .map(|group| {
            let n = f64::from(group.of);
            (f64::from(group.active) - p * n).powi(2) / (p * (1.0 - p) * n)
        })
        .sum();
    let freedom = (large.len() - 1) as f64;
    let part = 2.0 / (9.0 * freedom);
    Some(chi > freedom * (1.0 - part + Z * part.sqrt()).powi(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(groups: &[(u32, u32)], expect: Option<bool>) {
        let groups: Vec<Share> =
            groups.iter().map(|(of, active)| Share { of: *of, active: *active }).collect();
        assert_eq!(differ(&groups), expect, "{groups:?}");
    }

    #[test]
    fn groups_differ_only_beyond_chance() {
        // By hand: p = .25, χ² = 2 · 5² ÷ (.1875 · 100) = 2.67 < 3.84.
        check(&[(100, 20), (100, 30)], Some(false));
        // p = .265, χ² = 2 · 6.5² ÷ (.194775 · 100) = 4.34.
        check(&[(100, 20), (100, 33)], Some(true));
        // Ten groups, of which one is somewhat low: 16.92 would be needed.
        let mut ten = vec![(100, 50); 9];
        ten.push((100, 38));
        check(&ten, Some(false));
        *ten.last_mut().unwrap() = (100, 25);
        check(&ten, Some(true));
    }

    #[test]
    fn small_groups_are_not_judged() {
        check(&[], None);
        check(&[(100, 50)], None);
        check(&[(100, 50), (9, 0)], None);
        check(&[(10, 10), (20, 20)], None);
    }
}
