//! What the sample's customers say: contacts, complaints and answers to
//! surveys.

use super::maps::Moments;
use super::people::{Person, Segment};
use super::{Language, Random};
use crate::domain::{Channel, Day, Direction, Feedback, Interaction, Survey};
use crate::workspace::Draft;

/// Answers by promoters, passives and detractors: a net promoter score of 39.
const PROMOTERS: usize = 90;
const PASSIVES: usize = 42;
const DETRACTORS: usize = 28;

const PRAISE: &[(&str, &str)] = &[
    (
        "Rasanya konsisten, aromanya keluar sejak bungkus dibuka.",
        "Always the same fine taste; the aroma is there as soon as you open the bag.",
    ),
    (
        "Selalu dibalas cepat di WhatsApp, sarannya pas.",
        "Quick answers on WhatsApp, and the advice fits.",
    ),
    ("Roasting-nya segar, tanggalnya jelas.", "Freshly roasted, with the date on the bag."),
    (
        "Pelanggan kafe kami tanya terus ini kopi dari mana.",
        "Our guests keep asking where this coffee comes from.",
    ),
    (
        "Kelas seduhnya menyenangkan, sekarang saya percaya diri.",
        "The brewing class was fun, now I dare to do it myself.",
    ),
    ("Gayo-nya juara.", "The Gayo is outstanding."),
    ("Mereka ingat pesanan saya.", "They remember what I order."),
];
const LUKEWARM: &[(&str, &str)] = &[
    ("Kopinya enak, pengirimannya bisa lebih cepat.", "Good coffee, delivery could be faster."),
    ("Bagus, tetapi agak mahal untuk harian.", "Good, though a little dear for every day."),
    ("Pilihan drip bag kurang banyak.", "Too few kinds of drip bags."),
    ("Sudah baik, tidak ada yang istimewa.", "Fine, nothing special."),
];
const BLAME: &[(&str, &str)] = &[
    (
        "Kurir terlambat tiga hari dan tidak ada kabar.",
        "The courier was three days late and nobody told me.",
    ),
    (
        "Nomor resi tidak pernah dikirim, saya harus bertanya dua kali.",
        "I never got the tracking number and had to ask twice.",
    ),
    ("Paket penyok, satu bungkus bocor.", "The parcel was crushed and one bag leaked."),
    (
        "Menunggu kurir seharian, akhirnya dijadwal ulang.",
        "Waited for the courier all day, then it was postponed.",
    ),
    ("Pesanan kantor kurang dua bungkus.", "Two bags were missing from the office order."),
];
const NPS_QUESTION: (&str, &str) = (
    "Seberapa mungkin Anda merekomendasikan Kopi Lereng kepada teman?",
    "How likely are you to recommend Kopi Lereng to a friend?",
);
const CSAT_QUESTION: (&str, &str) = ("Seberapa puas Anda?", "How satisfied are you?");

/// Creates the interactions and the answers.
pub fn create(
    draft: &mut Draft,
    random: &mut Random,
    language: Language,
    today: Day,
    people: &[Person],
    moments: &Moments,
) {
    contacts(draft, random, language, today, people, moments);
    let mut buyers: Vec<&Person> = people.iter().filter(|person| person.bought.is_some()).collect();
    for at in (1..buyers.len()).rev() {
        buyers.swap(at, random.between(0, at as i64) as usize);
    }
    for (at, person) in buyers.iter().take(PROMOTERS + PASSIVES + DETRACTORS).enumerate() {
        let (score, comments) = match at {
            at if at < PROMOTERS => (random.between(9, 10), PRAISE),
            at if at < PROMOTERS + PASSIVES => (random.between(7, 8), LUKEWARM),
            _ => (random.between(2, 6), BLAME),
        };
        let comment = random.pick(comments);
        draft.create(&Feedback {
            customer: Some(person.id),
            date: Some(day_as_customer(random, today, person)),
            survey: Some(Survey::Nps.code().to_owned()),
            score: Some(score),
            comment: if random.chance(70) { language.say(comment) } else { None },
            question: language.say(NPS_QUESTION),
            channel: Some(Channel::Messaging.code().to_owned()),
            ..Feedback::default()
        });
    }
    for person in buyers.iter().take(70) {
        let (touchpoint, scores) = if random.chance(55) {
            (moments.courier, [1, 2, 2, 3, 3, 4])
        } else {
            (moments.first_cup, [3, 4, 5, 5, 5, 5])
        };
        draft.create(&Feedback {
            customer: Some(person.id),
            date: Some(day_as_customer(random, today, person)),
            survey: Some(Survey::Csat.code().to_owned()),
            score: Some(random.pick(&scores)),
            question: language.say(CSAT_QUESTION),
            touchpoint: Some(touchpoint),
            channel: Some(Channel::Messaging.code().to_owned()),
            ..Feedback::default()
        });
    }
}

/// A day on which the person was a customer.
fn day_as_customer(random: &mut Random, today: Day, person: &Person) -> Day {
    let (first, last) = person.bought.unwrap_or((0, 0));
    // Asking began a year and a half ago.
    let earliest = first.min(540).max(last);
    today.plus_days(-random.between(last, earliest) as i32)
}

fn contacts(
    draft: &mut Draft,
    random: &mut Random,
    language: Language,
    today: Day,
    people: &[Person],
    moments: &Moments,
) {
    for person in people {
        let most = if person.segment == Segment::Home { 1 } else { 4 };
        for _ in 0..random.between(0, most) {
            let (first, last) = person.bought.unwrap_or((60, 0));
            let date = today.plus_days(-random.between(last, first) as i32);
            let visit = person.segment != Segment::Home && random.chance(40);
            let complaint = !visit && person.bought.is_some() && random.chance(22);
            let (channel, inbound, subject, note, touchpoint) = if visit {
                let note = ("Mencicipi panen baru bersama.", "Tasted the new harvest together.");
                (Channel::DirectSelling, false, ("Kunjungan", "Visit"), note, None)
            } else if complaint {
                let note = random.pick(BLAME);
                let about = Some(moments.courier);
                (Channel::Messaging, true, ("Keluhan", "Complaint"), note, about)
            } else if person.bought.is_none() {
                let note = (
                    "Menanyakan harga dan minimum pesanan.",
                    "Asked for prices and the smallest order.",
                );
                (Channel::Social, true, ("Pertanyaan", "Question"), note, None)
            } else {
                let note = (
                    "Menanyakan stok dan cara seduh.",
                    "Asked what is in stock and how to brew it.",
                );
                (Channel::Messaging, true, ("Pesanan", "Order"), note, Some(moments.order))
            };
            let direction = if inbound { Direction::Inbound } else { Direction::Outbound };
            draft.create(&Interaction {
                customer: Some(person.id),
                date: Some(date),
                channel: Some(channel.code().to_owned()),
                direction: Some(direction.code().to_owned()),
                subject: language.say(subject),
                touchpoint,
                note: language.say(note),
            });
        }
    }
}
