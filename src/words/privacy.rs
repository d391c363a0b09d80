//! Consents, requests of people about their own data, marketing lists, and what
//! left as files.

texts! {
    consents: "Consent", "Persetujuan";
    add_consent: "Add consent", "Tambah persetujuan";
    new_consent: "New consent", "Persetujuan baru";
    edit_consent: "Edit consent", "Ubah persetujuan";
    no_consents: "No consent recorded: this customer is in no marketing list.", "Belum ada persetujuan: pelanggan ini tidak masuk daftar pemasaran mana pun.";
    held_back: "Asked not to be contacted. That comes before every consent.", "Minta tidak dihubungi. Ini mendahului semua persetujuan.";
    take_back: "Take back", "Tarik";
    /// `what` is a purpose and a channel.
    take_back_this(what): "Take back: {what}", "Tarik: {what}";
    holds: "Given", "Diberikan";
    taken_back: "Taken back", "Ditarik";
    overruled: "No longer counts", "Tidak berlaku lagi";
    overruled_text: "Another consent for the same was taken back on that day or later. If they agree anew, record it with that day.", "Persetujuan lain untuk hal yang sama ditarik pada hari itu atau sesudahnya. Bila mereka setuju lagi, catat dengan tanggal barunya.";
    not_yet: "Not yet", "Belum berlaku";
    given_on(date): "given {date}", "diberikan {date}";
    taken_back_on(date): "taken back {date}", "ditarik {date}";
    consent_given: "Consent given", "Persetujuan diberikan";
    consent_taken_back: "Consent taken back", "Persetujuan ditarik";
    wording_hint: "The sentence that they read or heard. The one used last is filled in.", "Kalimat yang mereka baca atau dengar. Kalimat terakhir sudah diisikan.";
    why: "What does the law ask for?", "Apa yang diminta undang-undang?";
    why_consent: "The GDPR and Indonesia’s UU PDP (27/2022) want a firm to be able to show who agreed to what, when, and in which words. Taking it back must be as easy as giving it. That is why a consent taken back stays here with its day, and why no list holds those who never agreed. This is no legal advice.", "GDPR dan UU PDP (27/2022) meminta usaha bisa menunjukkan siapa menyetujui apa, kapan, dan dengan kalimat apa. Menariknya harus semudah memberikannya. Karena itu persetujuan yang ditarik tetap tersimpan di sini dengan tanggalnya, dan daftar tidak memuat yang belum pernah setuju. Ini bukan nasihat hukum.";
    taken_back_early: "Nobody takes back before agreeing", "Tidak mungkin ditarik sebelum disetujui";
}
