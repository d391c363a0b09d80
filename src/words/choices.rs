//! Words for the closed lists of choices: rungs, phases, channels, surveys.

use tangga_engine::domain::{
    Channel, Direction, ExportKind, Outcome, Phase, Purpose, RequestKind, Rung, Survey,
};

texts! {
    suspect: "Suspect", "Calon";
    prospect: "Prospect", "Prospek";
    first_time: "First-time", "Beli pertama";
    repeat: "Repeat", "Beli ulang";
    majority: "Majority", "Mayoritas belanja";
    loyal: "Loyal", "Setia";
    advocate: "Advocate", "Pendukung";
    suspect_hint: "May buy; not certain yet", "Mungkin membeli; belum pasti";
    prospect_hint: "Needs it and can pay, but has not bought", "Butuh dan mampu, tetapi belum membeli";
    first_time_hint: "Bought once", "Baru sekali membeli";
    repeat_hint: "Bought several times", "Sudah membeli beberapa kali";
    majority_hint: "Buys most of such things from us", "Sebagian besar belanjanya di tempat Anda";
    loyal_hint: "Buys regularly; rivals’ offers no longer count", "Belanja teratur; tidak tergoda tawaran pesaing";
    advocate_hint: "Also recommends us and brings others", "Juga merekomendasikan dan membawa pelanggan lain";

    before: "Before", "Sebelum membeli";
    during: "During", "Saat membeli";
    after: "After", "Sesudah membeli";

    web: "Website", "Situs web";
    portal: "Portal";
    blog: "Blog";
    social: "Social media", "Media sosial";
    messaging: "WhatsApp and messaging", "WhatsApp dan pesan instan";
    sms: "SMS";
    email: "E-mail";
    phone: "Telephone", "Telepon";
    event: "Event", "Acara";
    advertising: "Advertising", "Iklan";
    direct_selling: "Direct selling", "Penjualan langsung";
    brochure: "Brochure", "Brosur";
    broadcast: "TV and radio", "TV dan radio";
    marketplace: "Marketplace";
    online_shop: "Our online shop", "Toko online sendiri";
    shop: "Shop", "Toko";
    delivery: "Delivery", "Pengiriman";

    inbound: "The customer contacted us", "Pelanggan menghubungi Anda";
    outbound: "We contacted the customer", "Anda menghubungi pelanggan";

    nps: "NPS: would recommend", "NPS: kesediaan merekomendasikan";
    csat: "Satisfaction (CSAT)", "Kepuasan (CSAT)";
    ces: "Ease (CES)", "Kemudahan (CES)";
    nps_question: "How likely are you to recommend us to a friend or colleague?", "Seberapa besar kemungkinan Anda merekomendasikan kami kepada teman atau rekan?";
    csat_question: "How satisfied are you?", "Seberapa puas Anda?";
    ces_question: "How easy did we make it for you?", "Seberapa mudah urusan Anda dengan kami?";
    nps_scale: "0 not at all, 10 very likely", "0 sama sekali tidak, 10 sangat mungkin";
    csat_scale: "1 not satisfied, 5 very satisfied", "1 tidak puas, 5 sangat puas";
    ces_scale: "1 very hard, 7 very easy", "1 sangat sulit, 7 sangat mudah";


    delighted: "Delighted", "Sangat senang";
    content: "Content", "Senang";
    neutral: "Neutral", "Biasa saja";
    uneasy: "Uneasy", "Kurang nyaman";
    angry: "Angry", "Kesal";

    purpose_news: "News and offers", "Kabar dan penawaran";
    purpose_research: "Being asked in surveys", "Ikut survei";
    purpose_leaderboard: "Name shown on a leaderboard", "Nama tampil di papan peringkat";
    purpose_partners: "Data shared with partners", "Data dibagikan ke mitra";
    any_channel: "Any channel", "Semua kanal";

    request_access: "See their data", "Melihat datanya";
    request_correct: "Correct their data", "Memperbaiki datanya";
    request_erase: "Erase their data", "Menghapus permanen datanya";
    request_withdraw: "Take back a consent", "Menarik persetujuan";
    request_portability: "Take their data elsewhere", "Memindahkan datanya ke pihak lain";
    request_object: "Stop a use of their data", "Menghentikan suatu penggunaan datanya";

    outcome_done: "Done", "Sudah dipenuhi";
    outcome_partly: "Done in part", "Dipenuhi sebagian";
    outcome_refused: "Refused, with a reason", "Ditolak, dengan alasan";
    outcome_retracted: "No longer asked for", "Tidak jadi diminta";

    export_everything: "Everything", "Semua data";
    export_readable: "What could be read", "Yang masih bisa dibaca";
    export_segment: "One segment", "Satu segmen";
    export_journeys: "Journey maps and personas", "Peta perjalanan dan persona";
    export_impersonal: "Everything without personal data", "Semua tanpa data pribadi";
    export_customers: "Table of customers", "Tabel pelanggan";
    export_purchases: "Table of purchases", "Tabel transaksi";
    export_consents: "Table of consents", "Tabel persetujuan";
    export_marketing_list: "Marketing list", "Daftar pemasaran";
    export_access_request: "Everything about one customer", "Semua tentang satu pelanggan";
    export_folder: "Backups in a folder, on this day", "Cadangan di folder, pada hari ini";
}

/// A purpose's name.
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::News => purpose_news(),
        Purpose::Research => purpose_research(),
        Purpose::Leaderboard => purpose_leaderboard(),
        Purpose::Partners => purpose_partners(),
    }
}

/// What a request asks for.
pub fn request(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Access => request_access(),
        RequestKind::Correct => request_correct(),
        RequestKind::Erase => request_erase(),
        RequestKind::Withdraw => request_withdraw(),
        RequestKind::Portability => request_portability(),
        RequestKind::Object => request_object(),
    }
}

/// What came of a request.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => outcome_done(),
        Outcome::Partly => outcome_partly(),
        Outcome::Refused => outcome_refused(),
        Outcome::Retracted => outcome_retracted(),
    }
}

/// What a file that left holds.
pub fn export(kind: ExportKind) -> &'static str {
    match kind {
        ExportKind::Everything => export_everything(),
        ExportKind::Readable => export_readable(),
        ExportKind::Segment => export_segment(),
        ExportKind::Journeys => export_journeys(),
        ExportKind::Impersonal => export_impersonal(),
        ExportKind::Customers => export_customers(),
        ExportKind::Purchases => export_purchases(),
        ExportKind::Consents => export_consents(),
        ExportKind::MarketingList => export_marketing_list(),
        ExportKind::AccessRequest => export_access_request(),
        ExportKind::Folder => export_folder(),
    }
}

/// A rung's name.
pub fn rung(rung: Rung) -> &'static str {
    match rung {
        Rung::Suspect => suspect(),
        Rung::Prospect => prospect(),
        Rung::FirstTime => first_time(),
        Rung::Repeat => repeat(),
        Rung::Majority => majority(),
        Rung::Loyal => loyal(),
        Rung::Advocate => advocate(),
    }
}

/// What a rung means, in a few words.
pub fn rung_hint(rung: Rung) -> &'static str {
    match rung {
        Rung::Suspect => suspect_hint(),
        Rung::Prospect => prospect_hint(),
        Rung::FirstTime => first_time_hint(),
        Rung::Repeat => repeat_hint(),
        Rung::Majority => majority_hint(),
        Rung::Loyal => loyal_hint(),
        Rung::Advocate => advocate_hint(),
    }
}

/// A phase's name.
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Before => before(),
        Phase::During => during(),
        Phase::After => after(),
    }
}

/// A channel's name.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Web => web(),
        Channel::Portal => portal(),
        Channel::Blog => blog(),
        Channel::Social => social(),
        Channel::Messaging => messaging(),
        Channel::Sms => sms(),
        Channel::Email => email(),
        Channel::Phone => phone(),
        Channel::Event => event(),
        Channel::Advertising => advertising(),
        Channel::DirectSelling => direct_selling(),
        Channel::Brochure => brochure(),
        Channel::Broadcast => broadcast(),
        Channel::Marketplace => marketplace(),
        Channel::OnlineShop => online_shop(),
        Channel::Shop => shop(),
        Channel::Delivery => delivery(),
    }
}

/// The words for a stored channel: its name where it is one of the codes, else
/// the words of the source as they are.
pub fn channel_of(stored: &str) -> String {
    Channel::from_code(stored).map_or_else(|| stored.to_owned(), |code| channel(code).to_owned())
}

/// Who began an interaction.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => inbound(),
        Direction::Outbound => outbound(),
    }
}

/// A survey's name.
pub fn survey(survey: Survey) -> &'static str {
    match survey {
        Survey::Nps => nps(),
        Survey::Csat => csat(),
        Survey::Ces => ces(),
    }
}

/// A survey's usual question.
pub fn survey_question(survey: Survey) -> &'static str {
    match survey {
        Survey::Nps => nps_question(),
        Survey::Csat => csat_question(),
        Survey::Ces => ces_question(),
    }
}

/// What the ends of a survey's scale mean.
pub fn survey_scale(survey: Survey) -> &'static str {
    match survey {
        Survey::Nps => nps_scale(),
        Survey::Csat => csat_scale(),
        Survey::Ces => ces_scale(),
    }
}

/// A feeling, −2 to +2; values beyond are the nearest end.
pub fn emotion(emotion: i64) -> &'static str {
    match emotion {
        2.. => delighted(),
        1 => content(),
        0 => neutral(),
        -1 => uneasy(),
        _ => angry(),
    }
}
