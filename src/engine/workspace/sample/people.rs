//! The sample's customers: who they are and how long they stay.

use super::{Language, Random, names};
use crate::domain::{Channel, Customer, Day, RecordId};
use crate::workspace::Draft;

/// Days that purchases reach back: 24 months.
const HISTORY: i64 = 730;
/// Days of the last year, in which whoever stays has bought.
const YEAR: i64 = 365;

/// What kind of customer somebody is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Segment {
    Home,
    Cafe,
    Office,
    Reseller,
}

/// A customer with what trade and feedback need to know.
pub struct Person {
    pub id: RecordId,
    pub segment: Segment,
    /// First and last day of buying, counted back from today; `None` for those
    /// who never bought.
    pub bought: Option<(i64, i64)>,
    /// Usual days between two purchases.
    pub gap: i64,
}

const SEGMENTS: [(Segment, &str, usize); 4] = [
    (Segment::Home, "Rumahan", 192),
    (Segment::Cafe, "Kafe", 48),
    (Segment::Office, "Kantor", 36),
    (Segment::Reseller, "Reseller", 24),
];

const SOURCES: &[(&str, &str)] = &[
    ("Instagram", "Instagram"),
    ("Kenalan", "Referral"),
    ("Marketplace", "Marketplace"),
    ("Pameran kopi", "Coffee fair"),
    ("Datang ke toko", "Walked in"),
];

/// Creates the customers.
pub fn create(
    draft: &mut Draft,
    random: &mut Random,
    language: Language,
    today: Day,
) -> Vec<Person> {
    let mut people = Vec::new();
    for (segment, name, count) in SEGMENTS {
        for at in 0..count {
            people.push(person(draft, random, language, today, segment, (name, at, people.len())));
        }
    }
    people
}

/// When somebody began and ended to buy, counted back from today.
fn span(random: &mut Random, segment: Segment) -> (i64, i64) {
    // The base grows: two fifths of it came in the last year.
    if random.chance(40) {
        let first = random.between(15, YEAR - 5);
        // A few have not been back for months: they need attention.
        let last = if random.chance(15) { (first - 40).clamp(0, 170) } else { 0 };
        return (first, last);
    }
    let first = random.between(YEAR + 20, HISTORY);
    let leaves = match segment {
        Segment::Home => 27,
        Segment::Cafe => 9,
        Segment::Office => 11,
        Segment::Reseller => 6,
    };
    if random.chance(leaves) {
        return (first, random.between(YEAR + 10, first));
    }
    (first, if random.chance(12) { random.between(70, 200) } else { 0 })
}

fn person(
    draft: &mut Draft,
    random: &mut Random,
    language: Language,
    today: Day,
    segment: Segment,
    (segment_name, at, number): (&str, usize, usize),
) -> Person {
    let name = format!("{} {}", random.pick(names::FIRST), random.pick(names::LAST));
    let place = random.pick(names::PLACES);
    let company = match segment {
        Segment::Home => None,
        Segment::Cafe => Some(format!("{} {place}", random.pick(names::CAFE))),
        Segment::Office => Some(format!("{} {place}", random.pick(names::OFFICE))),
        Segment::Reseller => Some(format!("{} {place}", random.pick(names::RESELLER))),
    };
    // Some are only known: every ninth has not bought, half of them are judged
    // to need it and to be able to pay.
    let never = at % 9 == 4;
    let qualified = if never { at % 2 == 0 } else { random.chance(55) };
    let bought = if never { None } else { Some(span(random, segment)) };
    let stays = bought.is_some_and(|(_, last)| last < 120);
    let (share, prefers, brings) = match segment {
        Segment::Home => (55, 40, 20),
        Segment::Cafe => (75, 55, 30),
        Segment::Office => (60, 35, 15),
        Segment::Reseller => (65, 45, 35),
    };
    let prefers_us = (stays && random.chance(prefers)).then_some(true);
    let prefers_us = prefers_us.or((!stays && random.chance(20)).then_some(false));
    let lowest = if prefers_us == Some(true) { 50 } else { 10 };
    let share_of_wallet =
        (!never && random.chance(share)).then(|| random.between(lowest / 5, 19) * 5);
    let referrals = (stays && random.chance(brings)).then(|| random.between(0, 4));
    let gap = match segment {
        Segment::Home => random.between(28, 60),
        Segment::Cafe => random.between(12, 24),
        Segment::Office => random.between(25, 40),
        Segment::Reseller => random.between(16, 30),
    };
    let first = bought.map_or_else(|| random.between(10, 400), |(first, _)| first);
    let known_since = today.plus_days(-(first + random.between(0, 20)) as i32);
    let slug: String = name.to_lowercase().split(' ').collect::<Vec<_>>().join(".");
    let domain = random.pick(&["example.com", "example.id"]);
    let birthday = (segment == Segment::Home && random.chance(35)).then(|| {
        let age = random.between(20 * 365, 60 * 365);
        today.plus_days(-age as i32)
    });
    let channels = [Channel::Messaging, Channel::Messaging, Channel::Email, Channel::Phone];
    let customer = Customer {
        name: Some(name),
        company,
        // A block of numbers that stays within one invented exchange.
        phone: Some(format!("+6281200{:06}", 310_000 + number * 37)),
        email: random.chance(80).then(|| format!("{slug}{number}@{domain}")),
        social: random.chance(25).then(|| format!("@{}", slug.replace('.', "_"))),
        address: random
            .chance(70)
            .then(|| format!("{} No. {}", random.pick(names::STREETS), random.between(1, 180))),
        city: Some(random.pick(names::CITIES).to_owned()),
        country: Some("Indonesia".into()),
        birthday,
        segment: Some(segment_name.to_owned()),
        preferred_channel: random.chance(75).then(|| random.pick(&channels).code().to_owned()),
        external_id: Some(format!("KL-{:04}", number + 1)),
        source: language.say(random.pick(SOURCES)),
        owner: Some(random.pick(&["Dewi", "Arif", "Sekar"]).to_owned()),
        qualified: qualified.then_some(true),
        share_of_wallet,
        prefers_us,
        referrals,
        do_not_contact: random.chance(2).then_some(true),
        known_since: Some(known_since),
        ..Customer::default()
    };
    Person { id: draft.create(&customer), segment, bought, gap }
}
