//! The value ladder: which of seven rungs each customer stands on, by rules
//! that the user reads and edits.
//!
//! # Rules
//! A customer stands on the highest rung all of whose conditions hold. Purchases
//! are distinct purchase days up to the date ([`PurchaseDays`]).
//!
//! | rung | conditions |
//! |---|---|
//! | Suspect | known, nothing bought, not known to be qualified |
//! | Prospect | nothing bought, qualified |
//! | First-time | at least 1 purchase |
//! | Repeat | at least [`LadderRules::repeat_purchases`] |
//! | Majority | Repeat, and share of wallet at least [`LadderRules::majority_share`] |
//! | Loyal | Repeat, at least [`LadderRules::loyal_purchases`] in the last [`LadderRules::loyal_window`] days, prefers us, and a share of wallet that is not known to be below the majority share |
//! | Advocate | Loyal, and at least [`LadderRules::advocate_referrals`] referrals or a latest likely-to-recommend score of at least [`LadderRules::advocate_score`] |
//!
//! The rungs climb upon each other: somebody who recommends us but is not known
//! to prefer us is not yet an advocate. Buying regularly is loyalty's behaviour,
//! preferring us its attitude, and a share of wallet that contradicts both bars
//! it, while one that is only not known does not.
//!
//! # Not known
//! Rungs five to seven need share of wallet, attitude or recommendation, and
//! these are never guessed from purchases. A customer who would stand higher if
//! all that is not recorded were in their favour is counted in
//! [`RungFigures::not_known`]: there it pays to ask. This holds for a suspect
//! whose qualification nobody judged, too.
//!
//! # Pins
//! A rung pinned by hand wins over the rules, at every date; the placement says
//! so, and a pinned customer counts as known.
//!
//! # Dates
//! Placement at an earlier date uses purchases and scores up to that date. What
//! is recorded about a customer without a date (qualification, share of wallet,
//! preference, referrals, pin) is taken as it stands now.
//!
//! # Source
//! F. Buttle's customer ladder: suspect, prospect, first-time, repeat, majority,
//! loyal customer, advocate. Thresholds and conditions are Tangga's own.

mod movement;

pub use movement::{Movement, Transition, movement, transitions};

use super::Sales;
use super::purchase_days::{PurchaseDays, within};
use crate::domain::{Day, FeedbackFacts, NO_AMOUNT, Period, PurchaseFacts, Rung, Survey};

/// The thresholds that the user edits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LadderRules {
    /// Distinct purchase days that make a repeat customer; below 2 counts as 2.
    pub repeat_purchases: u32,
    /// Share of wallet in per cent that makes a majority customer.
    pub majority_share: i64,
    /// Distinct purchase days within the loyal window that make buying regular.
    pub loyal_purchases: u32,
    /// The loyal window in days.
    pub loyal_window: i32,
    /// Referrals that make an advocate.
    pub advocate_referrals: i64,
    /// Least likely-to-recommend score that makes an advocate.
    pub advocate_score: i64,
}

impl Default for LadderRules {
    /// Two purchases, half the wallet, four purchases in half a year, one
    /// referral or a promoter's score.
    fn default() -> Self {
        LadderRules {
            repeat_purchases: 2,
            majority_share: 50,
            loyal_purchases: 4,
            loyal_window: 180,
            advocate_referrals: 1,
            advocate_score: 9,
        }
    }
}

/// What is recorded about customers besides their purchases; one entry a
/// customer row in each slice.
#[derive(Clone, Copy, Debug)]
pub struct CustomerEvidence<'a> {
    /// Whether the customer is not deleted.
    pub live: &'a [bool],
    /// The day the firm first knew of them; [`i32::MIN`] where not known.
    pub known_since: &'a [i32],
    /// Whether they need it and can pay; `None` where nobody judged.
    pub qualified: &'a [Option<bool>],
    /// Share of wallet in per cent; [`NO_AMOUNT`] where not known.
    pub share_of_wallet: &'a [i64],
    /// Whether rivals' offers no longer count for them; `None` where not known.
    pub prefers_us: &'a [Option<bool>],
    /// Customers they have brought; [`NO_AMOUNT`] where not known.
    pub referrals: &'a [i64],
    /// The rung they are pinned to by hand.
    pub pinned_rung: &'a [Option<Rung>],
    /// The latest likely-to-recommend score at the date, [`NO_AMOUNT`] where
    /// there is none: see [`latest_scores`].
    pub latest_score: &'a [i64],
}

/// Each customer's latest likely-to-recommend score given up to and including
/// `until`; of several on one day the last in the columns. [`NO_AMOUNT`] where
/// there is none.
pub fn latest_scores(feedback: FeedbackFacts<'_>, customers: usize, until: Day) -> Vec<i64> {
    let (lowest, highest) = Survey::Nps.scale();
    let mut latest = vec![(i32::MIN, NO_AMOUNT); customers];
    let rows = feedback.customer.iter().zip(feedback.day).zip(feedback.score);
    for (((customer, &day), &score), (survey, counts)) in
        rows.zip(feedback.survey.iter().zip(feedback.counts))
    {
        if !counts || *survey != Some(Survey::Nps) || score < lowest || score > highest {
            continue;
        }
        if let Some(own) = latest.get_mut(*customer as usize)
            && day != i32::MIN
            && day <= until.0
            && own.0 <= day
        {
            *own = (day, score);
        }
    }
    latest.into_iter().map(|(_, score)| score).collect()
}

/// Where one customer stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placement {
    /// The rung.
    pub rung: Rung,
    /// Whether it was pinned by hand.
    pub pinned: bool,
    /// Whether a higher rung is open for want of evidence.
    pub not_known: bool,
}

/// Places each customer row at a date. `None` for a deleted customer and for
/// one who was not known yet: whose first purchase and known-since day, as far
/// as there are any, lie after the date. Somebody with neither was always known.
pub fn place(
    days: &PurchaseDays,
    evidence: &CustomerEvidence<'_>,
    rules: &LadderRules,
    date: Day,
) -> Vec<Option<Placement>> {
    (0..days.customers()).map(|customer| place_one(days, evidence, rules, date, customer)).collect()
}

fn place_one(
    days: &PurchaseDays,
    evidence: &CustomerEvidence<'_>,
    rules: &LadderRules,
    date: Day,
    customer: usize,
) -> Option<Placement> {
    if !*evidence.live.get(customer)? {
        return None;
    }
    let known_since = evidence.known_since.get(customer).copied().unwrap_or(i32::MIN);
    let bought = days.until(customer, date);
    if bought.is_empty() {
        let buys_later = !days.of(customer).is_empty();
        let unknown_day = known_since == i32::MIN;
        if known_since > date.0 || (unknown_day && buys_later) {
            return None;
        }
    }
    if let Some(Some(rung)) = evidence.pinned_rung.get(customer) {
        return Some(Placement { rung: *rung, pinned: true, not_known: false });
    }
    let conditions = Conditions::of(bought, evidence, rules, date, customer);
    let rung = conditions.rung(false);
    Some(Placement { rung, pinned: false, not_known: conditions.rung(true) > rung })
}

/// What holds of one customer; `None` is not known.
struct Conditions {
    bought: bool,
    repeat: bool,
    regular: bool,
    qualified: Option<bool>,
    majority: Option<bool>,
    prefers_us: Option<bool>,
    recommends: Option<bool>,
}

impl Conditions {
    fn of(
        bought: &[i32],
        evidence: &CustomerEvidence<'_>,
        rules: &LadderRules,
        date: Day,
        customer: usize,
    ) -> Conditions {
        let at_least = |column: &[i64], threshold: i64| match column.get(customer) {
            None | Some(&NO_AMOUNT) => None,
            Some(value) => Some(*value >= threshold),
        };
        let referred = at_least(evidence.referrals, rules.advocate_referrals);
        let scored = at_least(evidence.latest_score, rules.advocate_score);
        Conditions {
            bought: !bought.is_empty(),
            repeat: bought.len() >= rules.repeat_purchases.max(2) as usize,
            regular: within(bought, date, rules.loyal_window) >= rules.loyal_purchases as usize,
            qualified: evidence.qualified.get(customer).copied().flatten(),
            majority: at_least(evidence.share_of_wallet, rules.majority_share),
            prefers_us: evidence.prefers_us.get(customer).copied().flatten(),
            recommends: match (referred, scored) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
        }
    }

    /// The rung, with what is not known taken as against the customer, or as
    /// in their favour.
    fn rung(&self, favour: bool) -> Rung {
        let holds = |known: Option<bool>| known.unwrap_or(favour);
        if !self.bought {
            return if holds(self.qualified) { Rung::Prospect } else { Rung::Suspect };
        }
        if !self.repeat {
            return Rung::FirstTime;
        }
        if self.regular && holds(self.prefers_us) && self.majority != Some(false) {
            return if holds(self.recommends) { Rung::Advocate } else { Rung::Loyal };
        }
        if holds(self.majority) { Rung::Majority } else { Rung::Repeat }
    }
}

/// The figures of one rung.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RungFigures {
    /// The rung.
    pub rung: Rung,
    /// Customers on it.
    pub count: u32,
    /// Those of them pinned by hand.
    pub pinned: u32,
    /// Those of them who might stand higher: the evidence is not recorded.
    pub not_known: u32,
    /// Sales to them in the window.
    pub sales: Sales,
}

impl RungFigures {
    /// Sales a customer on this rung, in minor units; `None` if it is empty or no
    /// amount is known.
    pub fn average_value(&self) -> Option<f64> {
        let sales = self.sales.total().filter(|_| self.count > 0)?;
        Some(sales as f64 / f64::from(self.count))
    }
}

/// How many customers stand on each of the seven rungs, lowest first.
pub fn rung_counts(placements: &[Option<Placement>]) -> [u32; 7] {
    let mut counts = [0; 7];
    placements.iter().flatten().for_each(|placement| counts[placement.rung as usize] += 1);
    counts
}

/// The figures of the seven rungs, lowest first. Sales are those of `window`, a
/// period that usually ends with the date of the placement.
pub fn rung_figures(
    placements: &[Option<Placement>],
    purchases: PurchaseFacts<'_>,
    window: Period,
) -> Vec<RungFigures> {
    let mut rungs: Vec<RungFigures> = Rung::ALL
        .iter()
        .map(|&rung| RungFigures {
            rung,
            count: 0,
            pinned: 0,
            not_known: 0,
            sales: Sales::default(),
        })
        .collect();
    for placement in placements.iter().flatten() {
        let rung = &mut rungs[placement.rung as usize];
        rung.count += 1;
        rung.pinned += u32::from(placement.pinned);
        rung.not_known += u32::from(placement.not_known);
    }
    let rows = purchases.day.iter().zip(purchases.counts).zip(purchases.customer);
    for (((&day, &counts), &customer), &amount) in rows.zip(purchases.amount) {
        if counts
            && window.contains(Day(day))
            && let Some(Some(placement)) = placements.get(customer as usize)
        {
            rungs[placement.rung as usize].sales.add(amount);
        }
    }
    rungs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DATE: Day = Day(1_000);

    /// One customer's evidence, nothing of it known.
    #[derive(Clone, Copy, Debug)]
    struct One {
        known_since: i32,
        qualified: Option<bool>,
        share: i64,
        prefers_us: Option<bool>,
        referrals: i64,
        score: i64,
        pinned: Option<Rung>,
    }

    const NOTHING_KNOWN: One = One {
        known_since: i32::MIN,
        qualified: None,
        share: NO_AMOUNT,
        prefers_us: None,
        referrals: NO_AMOUNT,
        score: NO_AMOUNT,
        pinned: None,
    };

    fn place_with(days: &[i32], one: One, rules: &LadderRules, date: Day) -> Option<Placement> {
        let n = days.len();
        let facts = PurchaseFacts {
            customer: &vec![0; n],
            day: days,
            amount: &vec![10; n],
            cost: &vec![NO_AMOUNT; n],
            counts: &vec![true; n],
        };
        let evidence = CustomerEvidence {
            live: &[true],
            known_since: &[one.known_since],
            qualified: &[one.qualified],
            share_of_wallet: &[one.share],
            prefers_us: &[one.prefers_us],
            referrals: &[one.referrals],
            pinned_rung: &[one.pinned],
            latest_score: &[one.score],
        };
        place(&PurchaseDays::collect(facts, 1), &evidence, rules, date)[0]
    }

    fn check(days: &[i32], one: One, rung: Rung, not_known: bool) {
        assert_eq!(
            place_with(days, one, &LadderRules::default(), DATE),
            Some(Placement { rung, pinned: false, not_known }),
            "{days:?} {one:?}"
        );
    }

    const REGULAR: [i32; 4] = [850, 900, 950, 1_000];
    const SELDOM: [i32; 2] = [100, 990];

    #[test]
    fn sales_of_which_no_amount_is_known_are_not_nothing() {
        // A file without amounts gave sales of Rp 0.
        let mut sales = Sales::default();
        assert_eq!(sales.total(), Some(0));
        sales.add(NO_AMOUNT);
        assert_eq!(sales.total(), None);
        sales.add(30);
        assert_eq!(sales.total(), Some(30));
    }

    #[test]
    fn who_has_not_bought_is_a_suspect_or_a_prospect() {
        check(&[], NOTHING_KNOWN, Rung::Suspect, true);
        check(&[], One { qualified: Some(false), ..NOTHING_KNOWN }, Rung::Suspect, false);
        check(&[], One { qualified: Some(true), ..NOTHING_KNOWN }, Rung::Prospect, false);
    }

    #[test]
    fn purchases_on_one_day_are_one_purchase() {
        check(&[990], NOTHING_KNOWN, Rung::FirstTime, false);
        check(&[990, 990, 990], NOTHING_KNOWN, Rung::FirstTime, false);
        check(&[990, 991], NOTHING_KNOWN, Rung::Repeat, true);
    }

    #[test]
    fn higher_rungs_are_not_guessed_from_purchases() {
        check(&REGULAR, NOTHING_KNOWN, Rung::Repeat, true);
        check(&SELDOM, One { share: 10, ..NOTHING_KNOWN }, Rung::Repeat, false);
        let all_against = One { share: 49, prefers_us: Some(false), ..NOTHING_KNOWN };
        check(&REGULAR, all_against, Rung::Repeat, false);
    }

    #[test]
    fn majority_needs_the_share_of_wallet() {
        check(&SELDOM, One { share: 50, ..NOTHING_KNOWN }, Rung::Majority, false);
        // Who buys regularly might even be loyal: attitude is not known.
        check(&REGULAR, One { share: 50, ..NOTHING_KNOWN }, Rung::Majority, true);
        check(&[990], One { share: 90, ..NOTHING_KNOWN }, Rung::FirstTime, false);
    }

    #[test]
    fn loyal_needs_regular_purchases_and_the_attitude() {
        let prefers = One { prefers_us: Some(true), ..NOTHING_KNOWN };
        check(&REGULAR, prefers, Rung::Loyal, true);
        check(&SELDOM, prefers, Rung::Repeat, true);
        check(&REGULAR, One { share: 20, ..prefers }, Rung::Repeat, false);
        let quiet = One { referrals: 0, score: 8, ..prefers };
        check(&REGULAR, quiet, Rung::Loyal, false);
        // The oldest of four days falls out of the 180-day window.
        check(&[820, 900, 950, 1_000], prefers, Rung::Repeat, true);
        check(&[821, 900, 950, 1_000], prefers, Rung::Loyal, true);
    }

    #[test]
    fn an_advocate_is_loyal_and_recommends() {
        let prefers = One { prefers_us: Some(true), ..NOTHING_KNOWN };
        check(&REGULAR, One { referrals: 1, ..prefers }, Rung::Advocate, false);
        check(&REGULAR, One { score: 9, referrals: 0, ..prefers }, Rung::Advocate, false);
        check(&REGULAR, One { referrals: 5, ..NOTHING_KNOWN }, Rung::Repeat, true);
    }

    #[test]
    fn a_pin_wins_over_the_rules() {
        let pinned = One { pinned: Some(Rung::Advocate), ..NOTHING_KNOWN };
        assert_eq!(
            place_with(&[990], pinned, &LadderRules::default(), DATE),
            Some(Placement { rung: Rung::Advocate, pinned: true, not_known: false })
        );
    }

    #[test]
    fn an_earlier_date_knows_only_what_had_happened() {
        let rules = LadderRules::default();
        let rung = |date, one| place_with(&[500, 600], one, &rules, Day(date)).map(|p| p.rung);
        assert_eq!(rung(600, NOTHING_KNOWN), Some(Rung::Repeat));
        assert_eq!(rung(599, NOTHING_KNOWN), Some(Rung::FirstTime));
        assert_eq!(rung(499, NOTHING_KNOWN), None, "the first purchase is the first we know");
        let met = One { known_since: 400, ..NOTHING_KNOWN };
        assert_eq!(rung(499, met), Some(Rung::Suspect));
        assert_eq!(rung(399, met), None);
        let late = One { known_since: 550, ..NOTHING_KNOWN };
        assert_eq!(rung(520, late), Some(Rung::FirstTime), "a purchase proves we knew them");
        let never = place_with(&[], NOTHING_KNOWN, &rules, Day(0)).map(|p| p.rung);
        assert_eq!(never, Some(Rung::Suspect), "without any day they were always known");
    }

    #[test]
    fn thresholds_are_the_users() {
        let rules = LadderRules { repeat_purchases: 3, ..LadderRules::default() };
        let rung = place_with(&[1, 2], NOTHING_KNOWN, &rules, DATE).map(|p| p.rung);
        assert_eq!(rung, Some(Rung::FirstTime));
        let rules = LadderRules { repeat_purchases: 0, ..LadderRules::default() };
        let rung = place_with(&[1], NOTHING_KNOWN, &rules, DATE).map(|p| p.rung);
        assert_eq!(rung, Some(Rung::FirstTime), "one purchase is never a repeat");
    }

    #[test]
    fn the_latest_score_up_to_the_date_is_taken() {
        let feedback = FeedbackFacts {
            customer: &[0, 0, 0, 1, 1, 2],
            day: &[10, 30, 20, 5, 5, 5],
            score: &[3, 10, 7, 9, 2, 5],
            survey: &[
                Some(Survey::Nps),
                Some(Survey::Nps),
                Some(Survey::Nps),
                Some(Survey::Nps),
                Some(Survey::Nps),
                Some(Survey::Csat),
            ],
            counts: &[true; 6],
        };
        assert_eq!(latest_scores(feedback, 3, Day(30)), [10, 2, NO_AMOUNT]);
        assert_eq!(latest_scores(feedback, 3, Day(29)), [7, 2, NO_AMOUNT]);
        assert_eq!(latest_scores(feedback, 3, Day(4)), [NO_AMOUNT; 3]);
    }

    #[test]
    fn each_rung_has_its_count_and_its_sales() {
        let on = |rung| Some(Placement { rung, pinned: false, not_known: true });
        let pinned = Some(Placement { rung: Rung::Repeat, pinned: true, not_known: false });
        let placements = [on(Rung::Repeat), on(Rung::FirstTime), None, pinned];
        let facts = PurchaseFacts {
            customer: &[0, 0, 1, 2, 3, 0, 0],
            day: &[50, 60, 60, 60, 60, 10, 60],
            amount: &[100, 200, 7, 999, 30, 5_000, NO_AMOUNT],
            cost: &[NO_AMOUNT; 7],
            counts: &[true; 7],
        };
        let window = Period { first: Day(50), last: Day(60) };
        let rungs = rung_figures(&placements, facts, window);
        assert_eq!(rungs.len(), 7);
        let repeat = rungs[Rung::Repeat as usize];
        assert_eq!((repeat.count, repeat.pinned, repeat.not_known), (2, 1, 1));
        assert_eq!(repeat.sales.sum, 330);
        assert_eq!(repeat.average_value(), Some(165.0));
        assert_eq!(rungs[Rung::FirstTime as usize].sales.sum, 7);
        assert_eq!(rungs[Rung::Suspect as usize].average_value(), None);
    }

    fn any_one() -> impl Strategy<Value = One> {
        let truth = || prop_oneof![Just(None), Just(Some(false)), Just(Some(true))];
        let number = |highest| prop_oneof![Just(NO_AMOUNT), 0..=highest];
        (truth(), number(100_i64), truth(), number(3_i64), number(10_i64)).prop_map(
            |(qualified, share, prefers_us, referrals, score)| One {
                qualified,
                share,
                prefers_us,
                referrals,
                score,
                ..NOTHING_KNOWN
            },
        )
    }

    proptest! {
        #[test]
        fn better_evidence_never_lowers_a_customer(one in any_one(), days in prop::collection::vec(700..1_000_i32, 0..8)) {
            let rules = LadderRules::default();
            let before = place_with(&days, one, &rules, DATE).unwrap();
            let best = One { qualified: Some(true), share: 100, prefers_us: Some(true), referrals: 9, score: 10, ..one };
            let after = place_with(&days, best, &rules, DATE).unwrap();
            prop_assert!(after.rung >= before.rung);
            prop_assert!(!after.not_known);
            let mut more = days.clone();
            more.push(DATE.0);
            prop_assert!(place_with(&more, one, &rules, DATE).unwrap().rung >= before.rung);
        }

        #[test]
        fn the_rungs_above_repeat_need_evidence(days in prop::collection::vec(700..1_000_i32, 0..30)) {
            let placed = place_with(&days, NOTHING_KNOWN, &LadderRules::default(), DATE).unwrap_or(
                Placement { rung: Rung::Suspect, pinned: false, not_known: true },
            );
            prop_assert!(placed.rung <= Rung::Repeat);
        }
    }
}
