//! Labels of every field in the domain's schema, for forms, tables, imports
//! and the history.

use tangga_engine::domain::schema::{
    Collection, FieldId, consent, customer, export, feedback, interaction, journey, link, persona,
    purchase, request, setting, source, stage, touchpoint,
};

texts! {
    name: "Name", "Nama";
    company: "Company or household", "Perusahaan atau rumah tangga";
    phone: "Telephone", "Telepon";
    email: "E-mail";
    whatsapp: "WhatsApp";
    social: "Social media", "Media sosial";
    fax: "Fax", "Faks";
    address: "Address", "Alamat";
    city: "City", "Kota";
    postal_code: "Postal code", "Kode pos";
    country: "Country", "Negara";
    birthday: "Birthday", "Tanggal lahir";
    segment: "Segment", "Segmen";
    preferred_channel: "Preferred channel", "Kanal pilihan";
    external_id: "Customer number", "Nomor pelanggan";
    source: "Source of the data", "Sumber data";
    owner: "Looked after by", "Penanggung jawab (PIC)";
    note: "Note", "Catatan";
    qualified: "Needs it and can pay", "Butuh dan mampu membayar";
    share_of_wallet: "Share of wallet", "Porsi belanja";
    prefers_us: "Rivals’ offers no longer count", "Tidak tergoda tawaran pesaing";
    referrals: "Customers brought", "Pelanggan yang dibawa";
    pinned_rung: "Pinned to rung", "Disematkan di anak tangga";
    pin_reason: "Why pinned", "Alasan disematkan";
    do_not_contact: "Do not contact", "Jangan dihubungi";
    known_since: "Known since", "Dikenal sejak";
    customer: "Customer", "Pelanggan";
    date: "Date", "Tanggal";
    amount: "Amount", "Nilai";
    cost: "Cost", "Biaya";
    product: "Product", "Produk";
    channel: "Channel", "Kanal";
    order_number: "Order number", "Nomor pesanan";
    quantity: "Quantity", "Banyaknya";
    direction: "Who began", "Siapa yang memulai";
    subject: "Subject", "Perihal";
    touchpoint: "Touchpoint";
    interaction_note: "What was said", "Isi pembicaraan";
    survey: "Survey", "Survei";
    score: "Score", "Skor";
    comment: "Reason, in their words", "Alasan menurut pelanggan";
    question: "Question asked", "Pertanyaan yang diajukan";
    description: "Who they are, in a line", "Siapa mereka, dalam satu baris";
    traits: "Traits and habits", "Sifat dan kebiasaan";
    goals: "Goals", "Tujuan";
    needs: "Needs and wants", "Kebutuhan dan keinginan";
    frustrations: "Worries and annoyances", "Kekhawatiran dan kekesalan";
    buying_behaviour: "How they buy and what decides", "Cara membeli dan apa yang menentukan";
    quote: "What they would say", "Yang akan mereka katakan";
    persona: "Persona";
    goal: "What they want to get done", "Yang ingin mereka capai";
    journey_owner: "Owner", "Penanggung jawab (PIC)";
    reviewed: "Last reviewed", "Terakhir ditinjau";
    journey: "Journey map", "Peta perjalanan";
    phase: "Phase", "Fase";
    place: "Position", "Urutan";
    hours: "Duration in hours", "Lama dalam jam";
    touchpoint_name: "What the customer does", "Yang dilakukan pelanggan";
    emotion: "Feeling", "Perasaan";
    thought: "What they think", "Yang mereka pikirkan";
    pain: "What hurts", "Yang mengecewakan";
    opportunity: "What could be better", "Yang bisa lebih baik";
    seen: "We see it happen", "Terlihat oleh Anda";
    moment_of_truth: "Moment of truth", "Momen penentu";
    firm: "Name of the business", "Nama usaha";
    currency: "Currency", "Mata uang";
    decimals: "Decimals", "Desimal";
    year_start: "Financial year begins in", "Tahun buku dimulai bulan";
    active_window: "Active means: bought within (days)", "Aktif berarti: bertransaksi dalam (hari)";
    repeat_purchases: "Purchase days of a repeat customer", "Hari transaksi untuk beli ulang";
    majority_share: "Share of wallet of a majority customer (%)", "Porsi belanja untuk mayoritas (%)";
    loyal_purchases: "Purchase days of a loyal customer", "Hari transaksi untuk pelanggan setia";
    loyal_window: "Within (days)", "Dalam (hari)";
    advocate_referrals: "Customers an advocate has brought", "Pelanggan yang dibawa pendukung";
    advocate_score: "Lowest score of an advocate", "Skor minimal pendukung";
    sample: "Sample shop", "Toko contoh";
    purpose: "Purpose", "Tujuan penggunaan";
    wording: "Words agreed to", "Kalimat yang disetujui";
    consent_source: "Where they agreed", "Disetujui lewat";
    consent_date: "Given on", "Diberikan tanggal";
    withdrawn: "Taken back on", "Ditarik tanggal";
    request_kind: "What they ask", "Yang diminta";
    received: "Received on", "Diterima tanggal";
    received_time: "At", "Pukul";
    request_channel: "It came by", "Datang lewat";
    request_note: "In their words", "Menurut kata mereka sendiri";
    done: "Answered on", "Dijawab tanggal";
    done_time: "Answered at", "Dijawab pukul";
    outcome: "Outcome", "Hasil";
    answer: "What was done", "Yang dilakukan";
    export_kind: "What was exported", "Yang diekspor";
    time: "Time", "Waktu";
    rows: "Rows", "Baris";
    recipient: "For whom", "Untuk siapa";
    device: "Device", "Perangkat";
    without_consent: "Of them without consent", "Di antaranya tanpa persetujuan";

    customers_name: "Customers", "Pelanggan";
    purchases_name: "Purchases", "Transaksi";
    interactions_name: "Interactions", "Interaksi";
    feedback_name: "Feedback", "Umpan balik";
    personas_name: "Personas", "Persona";
    journeys_name: "Journey maps", "Peta perjalanan";
    stages_name: "Stages", "Tahap";
    touchpoints_name: "Touchpoints", "Touchpoint";
    settings_name: "Settings", "Pengaturan";
    links_name: "Merged customers", "Pelanggan yang digabungkan";
    sources_name: "Imported files", "File yang diimpor";
    consents_name: "Consents", "Persetujuan";
    requests_name: "Requests", "Permintaan";
    exports_name: "Export log", "Catatan ekspor";
    one_customer: "One customer", "Satu pelanggan";
    same_customer: "The same customer", "Pelanggan yang sama";
    file_content: "Content (SHA-256)", "Isi (SHA-256)";
    file_name: "File name", "Nama file";
}

/// The name of a collection, in the plural.
pub fn collection(collection: Collection) -> &'static str {
    match collection {
        Collection::Customer => customers_name(),
        Collection::Purchase => purchases_name(),
        Collection::Interaction => interactions_name(),
        Collection::Feedback => feedback_name(),
        Collection::Persona => personas_name(),
        Collection::Journey => journeys_name(),
        Collection::Stage => stages_name(),
        Collection::Touchpoint => touchpoints_name(),
        Collection::Setting => settings_name(),
        Collection::Link => links_name(),
        Collection::Source => sources_name(),
        Collection::Consent => consents_name(),
        Collection::Request => requests_name(),
        Collection::Export => exports_name(),
    }
}

/// The label of a field; its stored name for a field that has none, which the
/// test below rules out.
pub fn label(collection: Collection, field: FieldId) -> &'static str {
    known(collection, field)
        .or_else(|| collection.fields().get(usize::from(field.0)).map(|field| field.name))
        .unwrap_or_default()
}

fn known(collection: Collection, field: FieldId) -> Option<&'static str> {
    let label = match (collection, field) {
        (Collection::Customer, customer::NAME) => name(),
        (Collection::Customer, customer::COMPANY) => company(),
        (Collection::Customer, customer::PHONE) => phone(),
        (Collection::Customer, customer::EMAIL) => email(),
        (Collection::Customer, customer::WHATSAPP) => whatsapp(),
        (Collection::Customer, customer::SOCIAL) => social(),
        (Collection::Customer, customer::FAX) => fax(),
        (Collection::Customer, customer::ADDRESS) => address(),
        (Collection::Customer, customer::CITY) => city(),
        (Collection::Customer, customer::POSTAL_CODE) => postal_code(),
        (Collection::Customer, customer::COUNTRY) => country(),
        (Collection::Customer, customer::BIRTHDAY) => birthday(),
        (Collection::Customer, customer::SEGMENT) => segment(),
        (Collection::Customer, customer::PREFERRED_CHANNEL) => preferred_channel(),
        (Collection::Customer, customer::EXTERNAL_ID) => external_id(),
        (Collection::Customer, customer::SOURCE) => source(),
        (Collection::Customer, customer::OWNER) => owner(),
        (Collection::Customer, customer::NOTE) => note(),
        (Collection::Customer, customer::QUALIFIED) => qualified(),
        (Collection::Customer, customer::SHARE_OF_WALLET) => share_of_wallet(),
        (Collection::Customer, customer::PREFERS_US) => prefers_us(),
        (Collection::Customer, customer::REFERRALS) => referrals(),
        (Collection::Customer, customer::PINNED_RUNG) => pinned_rung(),
        (Collection::Customer, customer::PIN_REASON) => pin_reason(),
        (Collection::Customer, customer::DO_NOT_CONTACT) => do_not_contact(),
        (Collection::Customer, customer::KNOWN_SINCE) => known_since(),
        (Collection::Purchase, purchase::CUSTOMER) => customer(),
        (Collection::Purchase, purchase::DATE) => date(),
        (Collection::Purchase, purchase::AMOUNT) => amount(),
        (Collection::Purchase, purchase::COST) => cost(),
        (Collection::Purchase, purchase::PRODUCT) => product(),
        (Collection::Purchase, purchase::CHANNEL) => channel(),
        (Collection::Purchase, purchase::ORDER_NUMBER) => order_number(),
        (Collection::Purchase, purchase::QUANTITY) => quantity(),
        (Collection::Purchase, purchase::NOTE) => note(),
        (Collection::Interaction, interaction::CUSTOMER) => customer(),
        (Collection::Interaction, interaction::DATE) => date(),
        (Collection::Interaction, interaction::CHANNEL) => channel(),
        (Collection::Interaction, interaction::DIRECTION) => direction(),
        (Collection::Interaction, interaction::SUBJECT) => subject(),
        (Collection::Interaction, interaction::TOUCHPOINT) => touchpoint(),
        (Collection::Interaction, interaction::NOTE) => interaction_note(),
        (Collection::Feedback, feedback::CUSTOMER) => customer(),
        (Collection::Feedback, feedback::DATE) => date(),
        (Collection::Feedback, feedback::SURVEY) => survey(),
        (Collection::Feedback, feedback::SCORE) => score(),
        (Collection::Feedback, feedback::COMMENT) => comment(),
        (Collection::Feedback, feedback::QUESTION) => question(),
        (Collection::Feedback, feedback::TOUCHPOINT) => touchpoint(),
        (Collection::Feedback, feedback::CHANNEL) => channel(),
        (Collection::Persona, persona::NAME) => name(),
        (Collection::Persona, persona::DESCRIPTION) => description(),
        (Collection::Persona, persona::TRAITS) => traits(),
        (Collection::Persona, persona::GOALS) => goals(),
        (Collection::Persona, persona::NEEDS) => needs(),
        (Collection::Persona, persona::FRUSTRATIONS) => frustrations(),
        (Collection::Persona, persona::BUYING_BEHAVIOUR) => buying_behaviour(),
        (Collection::Persona, persona::QUOTE) => quote(),
        (Collection::Persona, persona::SEGMENT) => segment(),
        (Collection::Journey, journey::NAME) => name(),
        (Collection::Journey, journey::PERSONA) => persona(),
        (Collection::Journey, journey::GOAL) => goal(),
        (Collection::Journey, journey::OWNER) => journey_owner(),
        (Collection::Journey, journey::REVIEWED) => reviewed(),
        (Collection::Stage, stage::JOURNEY) => journey(),
        (Collection::Stage, stage::NAME) => name(),
        (Collection::Stage, stage::PHASE) => phase(),
        (Collection::Stage, stage::PLACE) => place(),
        (Collection::Stage, stage::HOURS) => hours(),
        (Collection::Touchpoint, touchpoint::PLACE) => place(),
        (Collection::Touchpoint, touchpoint::NAME) => touchpoint_name(),
        (Collection::Touchpoint, touchpoint::CHANNEL) => channel(),
        (Collection::Touchpoint, touchpoint::EMOTION) => emotion(),
        (Collection::Touchpoint, touchpoint::THOUGHT) => thought(),
        (Collection::Touchpoint, touchpoint::PAIN) => pain(),
        (Collection::Touchpoint, touchpoint::OPPORTUNITY) => opportunity(),
        (Collection::Touchpoint, touchpoint::OWNER) => journey_owner(),
        (Collection::Touchpoint, touchpoint::SEEN) => seen(),
        (Collection::Touchpoint, touchpoint::MOMENT_OF_TRUTH) => moment_of_truth(),
        (Collection::Setting, setting::FIRM) => firm(),
        (Collection::Setting, setting::CURRENCY) => currency(),
        (Collection::Setting, setting::DECIMALS) => decimals(),
        (Collection::Setting, setting::YEAR_START) => year_start(),
        (Collection::Setting, setting::ACTIVE_WINDOW) => active_window(),
        (Collection::Setting, setting::REPEAT_PURCHASES) => repeat_purchases(),
        (Collection::Setting, setting::MAJORITY_SHARE) => majority_share(),
        (Collection::Setting, setting::LOYAL_PURCHASES) => loyal_purchases(),
        (Collection::Setting, setting::LOYAL_WINDOW) => loyal_window(),
        (Collection::Setting, setting::ADVOCATE_REFERRALS) => advocate_referrals(),
        (Collection::Setting, setting::ADVOCATE_SCORE) => advocate_score(),
        (Collection::Setting, setting::SAMPLE) => sample(),
        (Collection::Link, link::LEFT) => one_customer(),
        (Collection::Link, link::RIGHT) => same_customer(),
        (Collection::Source, source::SHA256) => file_content(),
        (Collection::Source, source::FILE) => file_name(),
        (Collection::Consent, consent::CUSTOMER) => customer(),
        (Collection::Consent, consent::PURPOSE) => purpose(),
        (Collection::Consent, consent::CHANNEL) => channel(),
        (Collection::Consent, consent::WORDING) => wording(),
        (Collection::Consent, consent::SOURCE) => consent_source(),
        (Collection::Consent, consent::DATE) => consent_date(),
        (Collection::Consent, consent::WITHDRAWN) => withdrawn(),
        (Collection::Request, request::CUSTOMER) => customer(),
        (Collection::Request, request::KIND) => request_kind(),
        (Collection::Request, request::RECEIVED) => received(),
        (Collection::Request, request::RECEIVED_TIME) => received_time(),
        (Collection::Request, request::CHANNEL) => request_channel(),
        (Collection::Request, request::NOTE) => request_note(),
        (Collection::Request, request::DONE) => done(),
        (Collection::Request, request::DONE_TIME) => done_time(),
        (Collection::Request, request::OUTCOME) => outcome(),
        (Collection::Request, request::ANSWER) => answer(),
        (Collection::Export, export::CUSTOMER) => customer(),
        (Collection::Export, export::KIND) => export_kind(),
        (Collection::Export, export::DATE) => date(),
        (Collection::Export, export::TIME) => time(),
        (Collection::Export, export::ROWS) => rows(),
        (Collection::Export, export::RECIPIENT) => recipient(),
        (Collection::Export, export::DEVICE) => device(),
        (Collection::Export, export::SEGMENT) => segment(),
        (Collection::Export, export::PURPOSE) => purpose(),
        (Collection::Export, export::CHANNEL) => channel(),
        (Collection::Export, export::WITHOUT_CONSENT) => without_consent(),
        _ => return None,
    };
    Some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, set_language};
    use tangga_engine::domain::{Channel, Currency, Customer, Day, Purchase, Rung};
    use tangga_engine::interchange::spreadsheet::export::{Form, Style, Table, Told};
    use tangga_engine::interchange::spreadsheet::{Contents, Target, detect, guess};

    /// What our import makes of a table that we wrote.
    fn read_back(mut table: Table) -> (Contents, Vec<Option<Target>>) {
        table.end();
        let found = detect(table.take().as_bytes(), true).expect("a table");
        let mapping = guess(found.header.as_deref(), &found.columns);
        assert_eq!(mapping.problems(), []);
        (mapping.contents, mapping.targets)
    }

    /// Columns were headed by names of the store, such as `do_not_contact`, which no
    /// reader of the table knows.
    #[test]
    fn our_import_knows_every_heading_that_tables_have_in_either_language() {
        let mira = Customer {
            name: Some("Mira".into()),
            phone: Some("+6281299990001".into()),
            known_since: Some(Day(20_000)),
            pinned_rung: Some("loyal".into()),
            share_of_wallet: Some(60),
            ..Customer::default()
        };
        let bought = Purchase {
            date: Some(Day(20_000)),
            amount: Some(15_000),
            quantity: Some(2),
            ..Purchase::default()
        };
        let form = |language| match language {
            Language::English => Form::Text(Style::ENGLISH),
            Language::Indonesian => Form::Text(Style::INDONESIAN),
        };
        let every_field =
            (0..Collection::Customer.fields().len() as u8).map(|at| Target::Customer(FieldId(at)));
        let every_field: Vec<_> = every_field.map(Some).collect();
        // What is derived follows the name, and is left out.
        let is_name = |target: &Option<Target>| *target == Some(Target::Customer(customer::NAME));
        let name = every_field.iter().position(is_name).expect("a name");
        let mut with_standing = every_field.clone();
        with_standing.splice(name + 1..name + 1, [None; 7]);
        let who = [customer::EXTERNAL_ID, customer::NAME, customer::PHONE, customer::EMAIL];
        let of_purchase = [
            Target::Date,
            Target::OrderNumber,
            Target::Product,
            Target::Channel,
            Target::Quantity,
            Target::Amount,
            Target::Cost,
        ];
        let of_purchase: Vec<_> =
            who.map(Target::Customer).into_iter().chain(of_purchase).map(Some).collect();
        // Whoever reads may speak the other language.
        for (wrote, reads) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let (wrote, reads) = (Language::ALL[wrote], Language::ALL[reads]);
            set_language(wrote);
            let mut customers = Table::of_customers(form(wrote), Currency::default(), label);
            customers.push_customer(&mira);
            let mut purchases = Table::of_purchases(form(wrote), Currency::default(), label);
            purchases.push_purchase(Some(&mira), &bought);
            let mut heads = crate::words::customers::standing_heads().to_vec();
            heads.extend(crate::words::customers::lost_heads());
            let fields = (0..Collection::Customer.fields().len() as u8).map(FieldId).collect();
            let mut standing =
                Table::of_standing(form(wrote), Currency::default(), label, fields, &heads);
            let day = Told::Day(bought.date);
            let amount = Told::Amount(Some(1_250_000));
            let rung = Told::Words(crate::words::choices::rung(Rung::Repeat));
            let told = [rung, Told::Count(Some(3)), amount, day, amount, amount, day];
            standing.push_standing(&mira, &told);
            set_language(reads);
            assert_eq!(read_back(standing), (Contents::Customers, with_standing.clone()));
            assert_eq!(read_back(customers), (Contents::Customers, every_field.clone()));
            assert_eq!(read_back(purchases), (Contents::Purchases, of_purchase.clone()));
        }
    }

    #[test]
    fn a_table_is_headed_by_words_of_the_language_spoken() {
        let first_line = |mut table: Table| {
            let text = table.take();
            text.lines().next().map(|line| line.trim_start_matches('\u{feff}').to_owned())
        };
        let contacts = || {
            let form = Form::Text(Style::ENGLISH);
            first_line(Table::of_contacts(form, Currency::default(), Channel::Phone, label))
        };
        set_language(Language::English);
        assert_eq!(contacts().as_deref(), Some("Name,Company or household,Telephone"));
        set_language(Language::Indonesian);
        assert_eq!(contacts().as_deref(), Some("Nama,Perusahaan atau rumah tangga,Telepon"));
    }

    #[test]
    fn every_field_has_a_label() {
        for &collection in Collection::ALL {
            for at in 0..collection.fields().len() {
                let field = FieldId(at as u8);
                assert!(
                    known(collection, field).is_some(),
                    "{}.{} has no label",
                    collection.name(),
                    collection.fields()[at].name
                );
            }
        }
    }
}
