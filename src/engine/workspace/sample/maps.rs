//! The sample's personas and journey maps.

use super::Language;
use crate::domain::{Channel, Day, Journey, Persona, Phase, RecordId, Stage, Touchpoint};
use crate::workspace::Draft;

type Text = (&'static str, &'static str);

/// Touchpoints that answers and contacts are about.
pub struct Moments {
    pub order: RecordId,
    pub courier: RecordId,
    pub first_cup: RecordId,
}

/// A moment: what the customer does, channel, emotion, thought, pain,
/// opportunity, whether the firm sees it, whether it makes or breaks.
struct Moment(Text, Channel, i64, Text, Option<Text>, Option<Text>, bool, bool);

/// A stage: name, phase, hours, moments.
type StageText = (Text, Phase, i64, &'static [Moment]);

const FIRST_ORDER: &[StageText] = &[
    (
        ("Tertarik", "Getting curious"),
        Phase::Before,
        72,
        &[
            Moment(
                ("Melihat unggahan penyeduhan di Instagram", "Sees a brewing post on Instagram"),
                Channel::Social,
                1,
                ("Kelihatannya enak.", "That looks good."),
                None,
                None,
                true,
                false,
            ),
            Moment(
                ("Bertanya pada teman kantor", "Asks a colleague"),
                Channel::Event,
                1,
                ("Dia bilang Gayo-nya juara.", "She says the Gayo is outstanding."),
                None,
                Some(("Beri kartu ajak teman.", "Hand out bring-a-friend cards.")),
                false,
                false,
            ),
        ],
    ),
    (
        ("Memilih", "Choosing"),
        Phase::Before,
        24,
        &[
            Moment(
                ("Membandingkan biji di toko daring", "Compares beans in the online shop"),
                Channel::OnlineShop,
                0,
                ("Bedanya apa semua ini?", "How do all these differ?"),
                Some(("Istilah rasa sulit dipahami.", "The words for taste are hard to follow.")),
                Some((
                    "Tiga pertanyaan untuk menemukan kopi Anda.",
                    "Three questions that find your coffee.",
                )),
                true,
                false,
            ),
            Moment(
                ("Bertanya lewat WhatsApp", "Asks on WhatsApp"),
                Channel::Messaging,
                2,
                ("Dijawab dalam lima menit!", "An answer within five minutes!"),
                None,
                None,
                true,
                true,
            ),
        ],
    ),
    (
        ("Memesan", "Ordering"),
        Phase::During,
        1,
        &[Moment(
            ("Membayar dengan QRIS", "Pays by QR code"),
            Channel::OnlineShop,
            1,
            ("Mudah.", "Easy."),
            None,
            None,
            true,
            false,
        )],
    ),
    (
        ("Menunggu", "Waiting"),
        Phase::During,
        72,
        &[Moment(
            ("Menunggu kurir", "Waits for the courier"),
            Channel::Delivery,
            -2,
            ("Sampai mana paket saya?", "Where is my parcel?"),
            Some(("Tidak ada kabar, kurir terlambat.", "No news, and the courier is late.")),
            Some((
                "Kirim nomor resi dan kabar keterlambatan otomatis.",
                "Send tracking and news of delays unasked.",
            )),
            false,
            true,
        )],
    ),
    (
        ("Menyeduh", "Brewing"),
        Phase::After,
        48,
        &[
            Moment(
                ("Membuka bungkus dan mencium aromanya", "Opens the bag and smells it"),
                Channel::Delivery,
                1,
                ("Wangi sekali.", "What an aroma."),
                None,
                Some(("Selipkan kartu resep.", "Put a recipe card in.")),
                false,
                false,
            ),
            Moment(
                ("Cangkir pertama", "First cup"),
                Channel::Messaging,
                2,
                ("Seperti di kafe.", "As in a café."),
                None,
                None,
                false,
                true,
            ),
            Moment(
                ("Menerima pesan tindak lanjut", "Gets a message asking how it was"),
                Channel::Messaging,
                1,
                ("Mereka peduli.", "They care."),
                None,
                Some((
                    "Ingatkan saat stok kira-kira habis.",
                    "Remind when the bag should be empty.",
                )),
                true,
                false,
            ),
        ],
    ),
];

const CAFE_SUPPLY: &[StageText] = &[
    (
        ("Mencari pemasok", "Finding a supplier"),
        Phase::Before,
        240,
        &[
            Moment(
                ("Mencicipi di pameran kopi", "Tastes at a coffee fair"),
                Channel::Event,
                1,
                ("Rasa ini cocok untuk menu kami.", "This would suit our menu."),
                None,
                None,
                true,
                false,
            ),
            Moment(
                ("Menerima kunjungan dan contoh biji", "Gets a visit and samples"),
                Channel::DirectSelling,
                2,
                ("Mereka paham mesin saya.", "They know my machine."),
                None,
                None,
                true,
                true,
            ),
        ],
    ),
    (
        ("Pesanan rutin", "Regular orders"),
        Phase::During,
        168,
        &[
            Moment(
                ("Memesan lewat WhatsApp", "Orders on WhatsApp"),
                Channel::Messaging,
                1,
                ("Tinggal tulis: seperti biasa.", "I just write: the usual."),
                None,
                Some(("Langganan dengan tanggal tetap.", "A subscription with fixed days.")),
                true,
                false,
            ),
            Moment(
                ("Menunggu kiriman saat stok menipis", "Waits for the delivery as stock runs low"),
                Channel::Delivery,
                -2,
                ("Besok saya jual apa?", "What will I sell tomorrow?"),
                Some(("Kiriman lewat dari janji.", "The delivery is later than promised.")),
                Some((
                    "Antar sendiri di Bandung, dua kali seminggu.",
                    "Deliver ourselves in Bandung, twice a week.",
                )),
                false,
                true,
            ),
        ],
    ),
    (
        ("Tumbuh bersama", "Growing together"),
        Phase::After,
        720,
        &[
            Moment(
                ("Melatih barista baru", "Has a new barista trained"),
                Channel::Shop,
                2,
                ("Staf saya jadi lebih percaya diri.", "My staff dare more now."),
                None,
                None,
                true,
                false,
            ),
            Moment(
                ("Menerima tagihan bulanan", "Gets the monthly invoice"),
                Channel::Email,
                0,
                ("Rinciannya jelas.", "It is clear."),
                None,
                None,
                true,
                false,
            ),
        ],
    ),
];

/// Creates personas and maps; says which touchpoints others are about.
pub fn create(draft: &mut Draft, language: Language, today: Day) -> Moments {
    let say = |text| language.say(text);
    let rina = draft.create(&Persona {
        name: say(("Rina, penyeduh rumahan", "Rina, brews at home")),
        description: say((
            "29 tahun, perancang grafis di Bandung, tinggal berdua",
            "29, graphic designer in Bandung, lives with her partner",
        )),
        traits: say(("Ingin tahu, suka mencoba alat baru", "Curious, likes new gadgets")),
        goals: say(("Kopi enak di rumah sebelum kerja", "Good coffee at home before work")),
        needs: say(("Petunjuk sederhana dan biji yang segar", "Simple guidance and fresh beans")),
        frustrations: say(("Menunggu kurir tanpa kabar", "Waiting for the courier without news")),
        buying_behaviour: say((
            "Sebulan sekali, lewat WhatsApp atau marketplace",
            "Once a month, on WhatsApp or a marketplace",
        )),
        quote: say((
            "Pagi saya mulai dari bunyi giling.",
            "My morning starts with the sound of the grinder.",
        )),
        segment: Some("Rumahan".into()),
    });
    let hendra = draft.create(&Persona {
        name: say(("Pak Hendra, pemilik kafe", "Hendra, owns a café")),
        description: say((
            "41 tahun, kafe dengan 30 kursi di Yogyakarta",
            "41, café with 30 seats in Yogyakarta",
        )),
        traits: say(("Hemat, setia bila dilayani baik", "Thrifty, loyal when served well")),
        goals: say(("Rasa yang sama setiap hari", "The same taste every day")),
        needs: say(("Pasokan tepat waktu dan harga tetap", "Supply on time at a steady price")),
        frustrations: say(("Stok habis pada akhir pekan", "Running out at the weekend")),
        buying_behaviour: say(("Setiap dua minggu, jumlah besar", "Every two weeks, in bulk")),
        quote: say((
            "Kalau biji telat, saya yang dimarahi tamu.",
            "If the beans are late, my guests scold me.",
        )),
        segment: Some("Kafe".into()),
    });
    draft.create(&Persona {
        name: say(("Bu Maya, pengurus kantor", "Maya, runs an office")),
        description: say(("35 tahun, mengurus kebutuhan 60 orang", "35, looks after 60 people")),
        goals: say((
            "Rapat tanpa keluhan soal kopi",
            "Meetings without complaints about the coffee",
        )),
        needs: say(("Faktur rapi dan pesanan berulang", "Tidy invoices and repeat orders")),
        frustrations: say((
            "Harus menghitung ulang isi kiriman",
            "Having to count what was delivered",
        )),
        segment: Some("Kantor".into()),
        ..Persona::default()
    });
    let reviewed = Some(today.plus_days(-24));
    let first = Journey {
        name: say(("Pesanan pertama", "The first order")),
        persona: Some(rina),
        goal: say(("Menyeduh kopi seenak di kafe", "Brew coffee as good as a café's")),
        owner: Some("Dewi".into()),
        reviewed,
    };
    let supply = Journey {
        name: say(("Memasok kafe", "Supplying a café")),
        persona: Some(hendra),
        goal: say(("Tidak pernah kehabisan biji", "Never run out of beans")),
        owner: Some("Arif".into()),
        reviewed,
    };
    let moments = map(draft, language, &first, FIRST_ORDER);
    map(draft, language, &supply, CAFE_SUPPLY);
    // By their place in the first map: paying, the courier, the first cup.
    Moments { order: moments[4], courier: moments[5], first_cup: moments[7] }
}

fn map(
    draft: &mut Draft,
    language: Language,
    journey: &Journey,
    stages: &[StageText],
) -> Vec<RecordId> {
    let journey = draft.create(journey);
    let mut touchpoints = Vec::new();
    for (at, (name, phase, hours, moments)) in stages.iter().enumerate() {
        let stage = draft.create(&Stage {
            journey: Some(journey),
            name: language.say(*name),
            phase: Some(phase.code().to_owned()),
            place: Some(format!("a{at}")),
            hours: Some(*hours),
        });
        for (at, moment) in moments.iter().enumerate() {
            let Moment(name, channel, emotion, thought, pain, opportunity, seen, truth) = moment;
            touchpoints.push(draft.create(&Touchpoint {
                place: Some(format!("{stage} a{at}")),
                name: language.say(*name),
                channel: Some(channel.code().to_owned()),
                emotion: Some(*emotion),
                thought: language.say(*thought),
                pain: pain.and_then(|text| language.say(text)),
                opportunity: opportunity.and_then(|text| language.say(text)),
                owner: Some("Dewi".into()),
                seen: Some(*seen),
                moment_of_truth: Some(*truth),
            }));
        }
    }
    touchpoints
}
