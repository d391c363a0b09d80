//! The sample shop is the same everywhere and looks like a real one.

use std::collections::HashMap;
use tangga_engine::analytics::ladder::{CustomerEvidence, LadderRules, latest_scores, place};
use tangga_engine::analytics::nps;
use tangga_engine::analytics::purchase_days::PurchaseDays;
use tangga_engine::analytics::retention::{ActiveRule, measure};
use tangga_engine::domain::schema::{customer, purchase};
use tangga_engine::domain::{
    ChangeSetId, Collection, Consent, Currency, Customer, Day, DeviceId, Entity, FieldId, Journey,
    Period, Purchase, RecordId, Request, Rung, Setting, Stage, Stamp, Survey, Touchpoint, Value,
};
use tangga_engine::interchange::file::canonical;
use tangga_engine::interchange::log::Remembered;
use tangga_engine::workspace::sample::removal::{self, OwnWork};
use tangga_engine::workspace::sample::sample;
use tangga_engine::workspace::{Action, Draft, Label, Workspace};

const TODAYS: [&str; 4] = ["2026-11-21", "2026-03-10", "2027-01-01", "2028-02-29"];

fn shop(today: Day, indonesian: bool) -> Workspace {
    let mut workspace = Workspace::new();
    let draft = sample(ChangeSetId(7), today, indonesian);
    workspace.apply(&draft.into_stamped(Stamp { time: 1, device: DeviceId(1) }, 0));
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

/// The lists of consents and requests were empty in the sample shop.
#[test]
fn some_agreed_and_some_asked_about_their_own_data() {
    for today in days() {
        let shop = shop(today, false);
        let consents: Vec<Consent> = shop.all().map(|(_, consent)| consent).collect();
        let back = consents.iter().filter(|consent| consent.withdrawn.is_some()).count();
        assert!((60..200).contains(&consents.len()), "{} consents", consents.len());
        assert!((3..40).contains(&back), "{back} taken back");
        for consent in &consents {
            assert!(consent.wording.is_some() && consent.date <= Some(today), "{consent:?}");
            assert!(consent.withdrawn.is_none_or(|day| Some(day) >= consent.date && day <= today));
        }
        let requests: Vec<Request> = shop.all().map(|(_, request)| request).collect();
        assert_eq!(requests.iter().filter(|request| request.is_open()).count(), 2);
        let in_time = |request: &Request| request.was_in_time() == Some(true);
        let late = |request: &Request| request.was_in_time() == Some(false);
        assert_eq!(requests.iter().filter(|request| in_time(request)).count(), 2);
        assert_eq!(requests.iter().filter(|request| late(request)).count(), 1);
        assert!(requests.iter().all(|request| request.received <= Some(today)));
    }
}

/// A return could be somebody's only purchase: a suspect then had negative sales,
/// and so had the whole rung on some days.
#[test]
fn nobody_returns_what_they_did_not_buy() {
    let begin = days().next().unwrap();
    let mut returns = 0;
    for today in (0..20).map(|at| begin.plus_days(at * 19)) {
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

/// A device on which the sample was set up, and what one does there.
struct Trial {
    shop: Workspace,
    history: Vec<Remembered>,
    next: u128,
}

impl Trial {
    fn begin() -> Trial {
        let shop = shop(days().next().unwrap(), false);
        Trial { shop, history: Vec::new(), next: 1 << 64 }
    }

    fn id(&mut self) -> ChangeSetId {
        self.next += 1 << 64 | 1;
        ChangeSetId(self.next)
    }

    fn add<E: Entity>(&mut self, record: &E) -> RecordId {
        let mut draft = Draft::new(self.id(), Label::new(Action::Add));
        let id = draft.create(record);
        self.commit(draft);
        id
    }

    fn change(&mut self, id: RecordId, field: FieldId, value: &str) {
        let mut draft = Draft::new(self.id(), Label::new(Action::Change));
        draft.set(Collection::Customer, id, field, Some(Value::Text(value.into())));
        self.commit(draft);
    }

    fn commit(&mut self, draft: Draft) {
        let stamp = Stamp::next(self.shop.latest(), DeviceId(1), 0);
        let change_set = draft.into_stamped(stamp, 0);
        let inverse = self.shop.inverse(&change_set);
        self.shop.apply(&change_set);
        self.history.push(Remembered::new(&change_set, inverse));
    }

    fn undo_last(&mut self) -> Result<(), Currency> {
        let id = self.id();
        let steps: Vec<_> = self.history.iter().rev().map(Remembered::step).collect();
        let undo = self.shop.undo(id, Label::new(Action::Undo), &steps, 0)?;
        assert_eq!((undo.fields_kept, undo.records_kept.len()), (0, 0));
        self.commit(undo.draft);
        Ok(())
    }

    fn counts(&self) -> Vec<usize> {
        Collection::ALL.iter().map(|collection| self.shop.count(*collection)).collect()
    }

    fn customer(&self, at: usize) -> RecordId {
        self.shop.all::<Customer>().nth(at).unwrap().0
    }
}

/// Removing the sample deleted the user's own records with it, without a word.
#[test]
fn own_work_stays_with_what_it_hangs_on_when_the_sample_goes() {
    let mut trial = Trial::begin();
    let sari = trial.add(&Customer { name: Some("Sari".into()), ..Customer::default() });
    let [bought, pinned, left] = [0, 1, 2].map(|at| trial.customer(at));
    for customer in [sari, bought] {
        let (date, amount) = (Some(Day(20_000)), Some(50_000));
        trial.add(&Purchase { customer: Some(customer), date, amount, ..Purchase::default() });
    }
    trial.change(pinned, customer::NOTE, "Asked for decaf");
    let journey = trial.shop.all::<Journey>().next().unwrap().0;
    let stages = |trial: &Trial| {
        trial.shop.all::<Stage>().filter(|(_, stage)| stage.journey == Some(journey)).count()
    };
    let whole = stages(&trial);
    trial.add(&Stage { journey: Some(journey), name: Some("Ours".into()), ..Stage::default() });
    let before = trial.counts();

    let own = OwnWork::find(&trial.shop);
    let counted: Vec<_> = own.counts().collect();
    assert_eq!(
        counted,
        [(Collection::Customer, 2), (Collection::Purchase, 2), (Collection::Stage, 1)]
    );
    let id = trial.id();
    let draft = removal::without_own(&trial.shop, id, &own);
    assert_eq!(draft.label().count, 5);
    trial.commit(draft);
    let stay: Vec<RecordId> = trial.shop.all::<Customer>().map(|(id, _)| id).collect();
    assert_eq!(stay, [bought, pinned, sari]);
    assert!(trial.shop.find::<Customer>(left).is_none());
    assert_eq!(trial.shop.purchases().counts.iter().filter(|counts| **counts).count(), 2);
    assert_eq!(trial.shop.count(Collection::Journey), 1);
    assert_eq!(trial.shop.count(Collection::Persona), 1);
    assert_eq!(stages(&trial), whole + 1, "a map stays whole");
    assert_eq!(trial.shop.settings(), Setting::default());

    assert_eq!(trial.undo_last(), Ok(()));
    assert_eq!(trial.counts(), before);
    assert_eq!(trial.shop.settings().firm.as_deref(), Some("Kopi Lereng"));
    // What came back by undo is still told from what is the user's own.
    assert_eq!(OwnWork::find(&trial.shop).counts().collect::<Vec<_>>(), counted);
}

/// Who removed the sample starts anew in any currency; the sample then must not come
/// back in it.
#[test]
fn the_sample_does_not_come_back_in_another_currency() {
    let mut trial = Trial::begin();
    let id = trial.id();
    let draft = removal::everything(&trial.shop, id);
    trial.commit(draft);
    assert!(!trial.shop.holds_money());
    let removed = trial.history.len();
    let mut draft = Draft::new(trial.id(), Label::new(Action::Settings));
    let settings = Setting { currency: Some("USD".into()), ..Setting::default() };
    draft.update(&trial.shop, Setting::ID, &settings);
    trial.commit(draft);
    let steps: Vec<_> = trial.history.iter().rev().map(Remembered::step).collect();
    let at = trial.history.len() - removed;
    let undo = trial.shop.undo(ChangeSetId(1), Label::new(Action::Undo), &steps, at);
    assert_eq!(undo.unwrap_err(), Currency::default());
}

#[test]
fn an_untouched_sample_goes_whole_and_own_settings_stay() {
    let mut trial = Trial::begin();
    let mut draft = Draft::new(trial.id(), Label::new(Action::Settings));
    let own =
        Setting { firm: Some("Kopi Kita".into()), year_start: Some(4), ..trial.shop.settings() };
    draft.update(&trial.shop, Setting::ID, &own);
    trial.commit(draft);
    // A record that was deleted and brought back is as the sample brought it.
    let mut draft = Draft::new(trial.id(), Label::new(Action::Delete));
    draft.delete(Collection::Customer, trial.customer(5));
    trial.commit(draft);
    assert_eq!(trial.undo_last(), Ok(()));

    let own = OwnWork::find(&trial.shop);
    assert!(own.is_empty());
    let id = trial.id();
    let draft = removal::without_own(&trial.shop, id, &own);
    trial.commit(draft);
    let left: usize = trial.counts().iter().sum();
    assert_eq!(left, 1, "the settings alone");
    let settings = trial.shop.settings();
    assert_eq!((settings.firm.as_deref(), settings.year_start), (Some("Kopi Kita"), Some(4)));
    assert_eq!((settings.sample, settings.currency), (None, None));
}

#[test]
fn everything_goes_when_that_is_chosen_and_undo_brings_it_back() {
    let mut trial = Trial::begin();
    trial.add(&Customer { name: Some("Sari".into()), ..Customer::default() });
    let before = trial.counts();
    let id = trial.id();
    let draft = removal::everything(&trial.shop, id);
    trial.commit(draft);
    assert_eq!(trial.counts().iter().sum::<usize>(), 1);
    assert_eq!(trial.undo_last(), Ok(()));
    assert_eq!(trial.counts(), before);
}
