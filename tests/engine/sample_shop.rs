//! The sample shop is the same everywhere and looks like a real one.

use std::collections::HashMap;
use tangga_engine::analytics::ladder::{CustomerEvidence, LadderRules, latest_scores, place};
use tangga_engine::analytics::nps;
use tangga_engine::analytics::purchase_days::PurchaseDays;
use tangga_engine::analytics::retention::{ActiveRule, measure};
use tangga_engine::domain::schema::{customer, purchase};
use tangga_engine::domain::{
    ChangeSetId, Collection, Customer, Day, Period, Purchase, RecordId, Rung, Stamp, Survey,
    Touchpoint,
};
use tangga_engine::interchange::file::canonical;
use tangga_engine::workspace::Workspace;
use tangga_engine::workspace::sample::sample;

const TODAYS: [&str; 4] = ["2026-11-21", "2026-03-10", "2027-01-01", "2028-02-29"];

fn shop(today: Day, indonesian: bool) -> Workspace {
    let mut workspace = Workspace::new();
    let draft = sample(ChangeSetId(7), today, indonesian);
    workspace.apply(
        &draft.into_stamped(Stamp { time: 1, device: tangga_engine::domain::DeviceId(1) }, 0),
    );
    workspace
}

fn days() -> impl Iterator<Item = Day> {
    TODAYS.iter().filter_map(|text| Day::parse_iso(text))
}

#[test]
fn the_shop_is_the_same_each_time_and_as_large_in_both_languages() {
    let today = days().next().unwrap();
    assert_eq!(canonical(&shop(today, true)), canonical(&shop(today, true)));
    let (indonesian, english) = (shop(today, true), shop(today, false));
    assert_ne!(canonical(&indonesian), canonical(&english));
    for collection in Collection::ALL {
        assert_eq!(indonesian.count(*collection), english.count(*collection));
    }
    let amounts =
        |shop: &Workspace| shop.table(Collection::Purchase).integers(purchase::AMOUNT).to_vec();
    assert_eq!(amounts(&indonesian), amounts(&english));
}

#[test]
fn the_shop_is_as_large_as_a_small_roaster_and_knows_no_tomorrow() {
    for today in days() {
        let shop = shop(today, true);
        let settings = shop.settings();
        assert_eq!((settings.firm.as_deref(), settings.sample), (Some("Kopi Lereng"), Some(true)));
        assert_eq!(shop.count(Collection::Customer), 300);
        let purchases = shop.purchases();
        assert!((2_500..6_000).contains(&purchases.len()), "{} purchases", purchases.len());
        let first = today.plus_days(-731).0;
        for collection in [Collection::Purchase, Collection::Interaction, Collection::Feedback] {
            let dates = shop.table(collection).dates(purchase::DATE);
            assert!(!dates.is_empty());
            assert!(dates.iter().all(|day| (first..=today.0).contains(day)), "{collection:?}");
        }
        let costs = shop.table(Collection::Purchase).integers(purchase::COST);
        let known = costs.iter().filter(|cost| **cost != i64::MIN).count() * 100 / costs.len();
        assert!((93..=97).contains(&known), "{known} % of costs");
        let lowest = shop.all::<Touchpoint>().map(|(_, t)| t.emotion).min();
        assert_eq!(lowest, Some(Some(-2)));
    }
}

/// A return could be somebody's only purchase: a suspect then had negative sales,
/// and so had the whole rung on some days.
#[test]
fn nobody_returns_what_they_did_not_buy() {
    let begin = days().next().unwrap();
    let mut returns = 0;
    for today in (0..40).map(|at| begin.plus_days(at * 19)) {
        let shop = shop(today, true);
        let mut held: HashMap<(RecordId, String), i64> = HashMap::new();
        let mut sales: HashMap<RecordId, i64> = HashMap::new();
        for (_, purchase) in shop.all::<Purchase>() {
            let customer = purchase.customer.unwrap();
            let quantity = purchase.quantity.unwrap();
            let left = held.entry((customer, purchase.product.unwrap())).or_default();
            *left += quantity;
            assert!(*left >= 0, "{today}: {customer} gives back what they do not hold");
            let sum = sales.entry(customer).or_default();
            *sum += purchase.amount.unwrap();
            assert!(*sum > 0, "{today}: {customer} bought for {sum}");
            returns += usize::from(quantity < 0);
        }
    }
    assert!(returns > 100, "{returns} returns show that a return is a purchase below nothing");
}

#[test]
fn recommendation_lies_about_forty() {
    for today in days() {
        let shop = shop(today, false);
        let always = Period { first: Day::MIN, last: Day::MAX };
        let counts = nps::count(shop.feedback(), always);
        assert_eq!(counts.n(), 160);
        assert_eq!((counts.promoters, counts.detractors), (90, 28));
        let about = shop.feedback().survey.iter().filter(|s| **s == Some(Survey::Csat)).count();
        assert_eq!(about, 70);
    }
}

#[test]
fn about_one_in_five_leaves_and_the_small_ones_leave() {
    for today in days() {
        let shop = shop(today, true);
        let period = Period { first: today.plus_months(-12).plus_days(1), last: today };
        let rule = ActiveRule { period, window: 365 };
        let retention = measure(shop.purchases(), &shop.customers_alive(), rule);
        let (raw, sales) = (retention.raw.unwrap(), retention.sales_adjusted.unwrap());
        assert!((0.74..0.87).contains(&raw), "raw {raw}");
        assert!(sales > raw + 0.03, "sales-adjusted {sales}, raw {raw}");
    }
}

#[test]
fn somebody_stands_on_each_rung() {
    for today in days() {
        let shop = shop(today, true);
        let table = shop.table(Collection::Customer);
        let people: Vec<Customer> = (0..table.len() as u32).map(|row| shop.read(row)).collect();
        let qualified: Vec<_> = people.iter().map(|p| p.qualified).collect();
        let prefers_us: Vec<_> = people.iter().map(|p| p.prefers_us).collect();
        let evidence = CustomerEvidence {
            live: &shop.customers_alive(),
            known_since: table.dates(customer::KNOWN_SINCE),
            qualified: &qualified,
            share_of_wallet: table.integers(customer::SHARE_OF_WALLET),
            prefers_us: &prefers_us,
            referrals: table.integers(customer::REFERRALS),
            pinned_rung: &vec![None; people.len()],
            latest_score: &latest_scores(shop.feedback(), people.len(), today),
        };
        let days = PurchaseDays::collect(shop.purchases(), people.len());
        let placements = place(&days, &evidence, &LadderRules::default(), today);
        for rung in Rung::ALL {
            let here = placements.iter().flatten().filter(|p| p.rung == *rung).count();
            assert!(here >= 5, "{here} on {rung:?}");
        }
    }
}
