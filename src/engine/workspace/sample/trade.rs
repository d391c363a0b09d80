//! The sample's purchases: what was bought when, for how much and at what cost.

use super::people::{Person, Segment};
use super::{Language, Random};
use crate::domain::{Day, Purchase};
use crate::workspace::Draft;

/// A product: its name, its price in rupiah and its cost in per cent of that.
type Product = (&'static str, i64, i64);

const HOME: &[Product] = &[
    ("Gayo Semi-washed 200 g", 95_000, 56),
    ("Toraja Sapan 200 g", 98_000, 58),
    ("Kintamani Natural 200 g", 92_000, 57),
    ("Flores Bajawa 200 g", 89_000, 55),
    ("Drip bag isi 10", 85_000, 48),
    ("Drip bag isi 10", 85_000, 48),
    ("Cold brew 1 L", 68_000, 45),
    ("Kursus seduh manual", 350_000, 35),
];
const BULK: &[Product] = &[
    ("Lereng House Blend 1 kg", 215_000, 66),
    ("Lereng House Blend 1 kg", 215_000, 66),
    ("Gayo Semi-washed 1 kg", 265_000, 68),
    ("Toraja Sapan 1 kg", 285_000, 69),
    ("Kintamani Natural 1 kg", 255_000, 67),
];
const OFFICE: &[Product] = &[
    ("Lereng House Blend 1 kg", 215_000, 62),
    ("Drip bag isi 10", 85_000, 50),
    ("Flores Bajawa 200 g", 89_000, 56),
];

const CHANNELS: &[(&str, &str)] = &[
    ("WhatsApp", "WhatsApp"),
    ("WhatsApp", "WhatsApp"),
    ("Tokopedia", "Tokopedia"),
    ("Shopee", "Shopee"),
    ("Toko", "Shop"),
    ("Situs web", "Website"),
];

/// 10 April 2024, the first day after a Ramadan; the next ones follow by the
/// mean length of an Islamic year.
const LEBARAN: i32 = 19_823;
const ISLAMIC_YEAR: f64 = 354.367;

/// How much trade there is on a day, in per cent of the usual.
fn season(day: Day) -> i64 {
    let since = f64::from(day.0 - LEBARAN).rem_euclid(ISLAMIC_YEAR);
    let until = ISLAMIC_YEAR - since;
    match () {
        () if until <= 14.0 => 210,
        () if until <= 35.0 => 155,
        // Everybody has gone home to their parents.
        () if since <= 8.0 => 45,
        () => 100,
    }
}

/// Creates the purchases.
pub fn create(
    draft: &mut Draft,
    random: &mut Random,
    language: Language,
    today: Day,
    people: &[Person],
) {
    let mut orders: Vec<(i64, usize)> = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let Some((first, last)) = person.bought else { continue };
        let mut ago = first;
        // One in seven at home tries once and does not come back.
        let once = person.segment == Segment::Home && random.chance(14);
        loop {
            orders.push((ago, at));
            let day = today.plus_days(-ago as i32);
            let gap = person.gap * random.between(60, 140) / season(day).max(60);
            ago -= gap.max(3);
            if once || ago < last {
                break;
            }
        }
        // Whoever stays bought lately, and a last day is a day of buying.
        if !once && last > 0 && first > last {
            orders.push((last, at));
        }
    }
    orders.sort_unstable_by(|a, b| b.cmp(a));
    // What each person bought several of last time and gave nothing of back.
    let mut held = vec![None; people.len()];
    for (number, (ago, at)) in orders.into_iter().enumerate() {
        let day = today.plus_days(-ago as i32);
        let purchase = order(random, language, day, &people[at], number, &mut held[at]);
        draft.create(&purchase);
    }
}

/// One order, or in one case of a hundred a piece that comes back of an order of
/// several before it: nobody returns what they do not hold.
fn order(
    random: &mut Random,
    language: Language,
    day: Day,
    person: &Person,
    number: usize,
    held: &mut Option<Product>,
) -> Purchase {
    let (product, quantity, rebate) = match person.segment {
        Segment::Home => (random.pick(HOME), random.between(1, 3), 0),
        Segment::Cafe => (random.pick(BULK), random.between(4, 14), 6),
        Segment::Office => (random.pick(OFFICE), random.between(3, 9), 3),
        Segment::Reseller => (random.pick(BULK), random.between(8, 24), 12),
    };
    // Gifts before Lebaran.
    let quantity = if season(day) > 150 { quantity + quantity / 2 } else { quantity };
    let back = if random.chance(1) { held.take() } else { None };
    let (product, quantity) = back.map_or((product, quantity), |product| (product, -1));
    *held = (quantity > 1).then_some(product);
    let (name, price, cost) = product;
    let amount = price * quantity * (100 - rebate) / 100;
    let cost = price * quantity * (cost + random.between(-3, 4)) / 100;
    let (year, month, _) = day.ymd();
    Purchase {
        customer: Some(person.id),
        date: Some(day),
        amount: Some(amount),
        cost: random.chance(95).then_some(cost),
        product: Some(name.to_owned()),
        channel: language.say(random.pick(CHANNELS)),
        order_number: Some(format!("KL{:02}{month:02}-{:05}", year % 100, number + 1)),
        quantity: Some(quantity),
        note: None,
    }
}
