//! The sample shop: Kopi Lereng, an invented coffee roaster with some 300
//! customers over 24 months, so that a newcomer meets every screen alive.
//!
//! It is made, not stored: the same `today` and language give the same shop on
//! every machine. It behaves like a small firm: sales peak before Lebaran and
//! grow, about one customer in five leaves within a year and those are mostly
//! small ones, all seven rungs of the ladder have people on them, and everybody
//! loves the coffee and waits for the courier. Names are made up from common
//! ones, e-mail addresses end in `example.com` and `example.id`.
//!
//! The whole shop is one change set that also sets the workspace's `sample`
//! setting. Every sample's change set has an id with the same lower half, so its
//! records are told from the user's own by their origin, whatever happened since:
//! the sample is removed as a whole, and what the user added stays.

mod maps;
mod names;
mod people;
mod privacy;
pub mod removal;
mod trade;
mod voices;

use super::change::{Action, Draft, Label};
use crate::domain::schema::setting;
use crate::domain::{ChangeSetId, Collection, Day, FieldId, RecordId, Setting, Value};

/// The lower half of the ids of change sets that set the sample up. Chance gives
/// it to no other: that would take 2⁶⁴ of them.
const MARK: u64 = u64::from_be_bytes(*b"\0sample\0");

/// Whether the sample brought the record.
pub fn is_sample(record: RecordId) -> bool {
    is_shop(record.origin)
}

/// Whether the change set set a sample shop up.
fn is_shop(origin: ChangeSetId) -> bool {
    origin.0 as u64 == MARK
}

/// What the sample says of the firm.
fn settings() -> [(FieldId, Value); 4] {
    [
        (setting::FIRM, Value::Text("Kopi Lereng".into())),
        (setting::CURRENCY, Value::Text("IDR".into())),
        (setting::DECIMALS, Value::Integer(0)),
        (setting::SAMPLE, Value::Truth(true)),
    ]
}

/// Makes the sample shop as it stands on `today`, with its prose in Indonesian
/// or English. Purchases reach back 24 months. Of the new id the upper half
/// counts.
pub fn sample(id: ChangeSetId, today: Day, indonesian: bool) -> Draft {
    let id = ChangeSetId(id.0 >> 64 << 64 | u128::from(MARK));
    let mut draft = Draft::new(id, Label::new(Action::Sample));
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let language = Language { indonesian };
    for (field, value) in settings() {
        draft.set(Collection::Setting, Setting::ID, field, Some(value));
    }
    let moments = maps::create(&mut draft, language, today);
    let people = people::create(&mut draft, &mut random, language, today);
    trade::create(&mut draft, &mut random, language, today, &people);
    voices::create(&mut draft, &mut random, language, today, &people, &moments);
    privacy::create(&mut draft, language, today, &people);
    draft.label_mut().count = people.len() as u32;
    draft
}

/// Chooses between the two languages of the sample's prose.
#[derive(Clone, Copy)]
struct Language {
    indonesian: bool,
}

impl Language {
    fn say(self, (indonesian, english): (&str, &str)) -> Option<String> {
        Some(if self.indonesian { indonesian } else { english }.to_owned())
    }
}

/// Marsaglia's xorshift with 64 bits of state and a multiplying finish. It is
/// written out here because the shop must be the same on every platform and
/// with every later version; random-number libraries promise neither.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32
    }

    /// A number from `first` to `last`, both included.
    fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = (last - first + 1).max(1) as u64;
        first + (self.next() % span) as i64
    }

    /// Whether something of this probability in per cent happens.
    fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.next() as usize % from.len()]
    }
}
