//! What the sample's customers agreed to, and what some of them asked about their own
//! data.

use super::people::{Person, Segment};
use super::{Language, Random};
use crate::domain::{Channel, Consent, Day, Outcome, Purpose, Request, RequestKind};
use crate::workspace::Draft;

/// Of a hundred buyers so many agreed to news, and of a hundred of those so many took
/// it back, or agreed to surveys as well.
const AGREED: i64 = 35;
const TOOK_BACK: i64 = 12;
const SURVEYS_TOO: i64 = 30;

const NEWS: (&str, &str) = (
    "Ya, Kopi Lereng boleh mengabari saya panen baru dan penawaran lewat WhatsApp.",
    "Yes, Kopi Lereng may tell me of new harvests and offers on WhatsApp.",
);
const SURVEYS: (&str, &str) = (
    "Ya, Kopi Lereng boleh menanyakan pendapat saya.",
    "Yes, Kopi Lereng may ask me for my opinion.",
);
const PLACES: &[(&str, &str)] = &[
    ("Formulir di kasir", "Form at the till"),
    ("Balasan WhatsApp", "Answer on WhatsApp"),
    ("Halaman pesanan", "Order page"),
];

/// A request: what is asked, by which channel, how many days ago and at which minute of
/// that day it came, in which words, and what was answered after how many days.
struct Asked {
    kind: RequestKind,
    channel: Channel,
    ago: i32,
    minute: i64,
    note: (&'static str, &'static str),
    answer: Option<(i32, (&'static str, &'static str))>,
}

const REQUESTS: [Asked; 5] = [
    Asked {
        kind: RequestKind::Access,
        channel: Channel::Email,
        ago: 1,
        minute: 10 * 60 + 15,
        note: ("Data apa saja yang Anda simpan tentang saya?", "What do you store about me?"),
        answer: None,
    },
    Asked {
        kind: RequestKind::Correct,
        channel: Channel::Messaging,
        ago: 1,
        minute: 15 * 60 + 40,
        note: ("Saya pindah, alamat saya masih yang lama.", "I moved; my address is the old one."),
        answer: None,
    },
    Asked {
        kind: RequestKind::Access,
        channel: Channel::Messaging,
        ago: 75,
        minute: 9 * 60 + 5,
        note: ("Boleh saya lihat catatan pesanan saya?", "May I see what I ordered?"),
        answer: Some((1, ("Dikirim sebagai PDF.", "Sent as a PDF."))),
    },
    Asked {
        kind: RequestKind::Withdraw,
        channel: Channel::Messaging,
        ago: 140,
        minute: 19 * 60 + 30,
        note: ("Tolong berhenti mengirim penawaran.", "Please send me no more offers."),
        answer: Some((0, ("Persetujuannya ditarik.", "The consent was taken back."))),
    },
    Asked {
        kind: RequestKind::Correct,
        channel: Channel::Phone,
        ago: 230,
        minute: 11 * 60,
        note: ("Nama saya salah ketik.", "My name is misspelt."),
        answer: Some((4, ("Sudah diperbaiki.", "It was corrected."))),
    },
];

/// Creates the consents and the requests. They have chances of their own, so that the
/// rest of the shop is what it was before there were any.
pub fn create(draft: &mut Draft, language: Language, today: Day, people: &[Person]) {
    let mut random = Random(0x1f83_d9ab_fb41_bd6b);
    let buyers: Vec<&Person> = people.iter().filter(|person| person.bought.is_some()).collect();
    for person in &buyers {
        let (first, last) = person.bought.unwrap_or_default();
        if !random.chance(AGREED) {
            continue;
        }
        let given = random.between(last, first);
        let back = random.chance(TOOK_BACK).then(|| random.between(0, given));
        let place = random.pick(PLACES);
        let surveys = random.chance(SURVEYS_TOO);
        let ago = |days: i64| today.plus_days(-(days as i32));
        let consent = |purpose: Purpose, channel: Option<Channel>, wording, withdrawn| Consent {
            customer: Some(person.id),
            purpose: Some(purpose.code().to_owned()),
            channel: channel.map(|channel| channel.code().to_owned()),
            wording: language.say(wording),
            source: language.say(place),
            date: Some(ago(given)),
            withdrawn,
        };
        draft.create(&consent(Purpose::News, Some(Channel::Messaging), NEWS, back.map(ago)));
        if surveys && back.is_none() {
            draft.create(&consent(Purpose::Research, None, SURVEYS, None));
        }
    }
    let home = buyers.iter().filter(|person| person.segment == Segment::Home);
    // Each tenth, so that the same people do not do everything.
    for (asked, person) in REQUESTS.iter().zip(home.skip(7).step_by(10)) {
        let received = today.plus_days(-asked.ago);
        draft.create(&Request {
            customer: Some(person.id),
            kind: Some(asked.kind.code().to_owned()),
            received: Some(received),
            received_time: Some(asked.minute),
            channel: Some(asked.channel.code().to_owned()),
            note: language.say(asked.note),
            done: asked.answer.map(|(after, _)| received.plus_days(after)),
            done_time: asked.answer.map(|_| (asked.minute + 90).min(20 * 60 + 45)),
            outcome: asked.answer.map(|_| Outcome::Done.code().to_owned()),
            answer: asked.answer.and_then(|(_, answer)| language.say(answer)),
        });
    }
}
