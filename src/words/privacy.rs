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
    may_be_contacted: "May be contacted for", "Boleh dihubungi untuk";
    any_consent: "Consent: all", "Persetujuan";
    marketing_list: "Marketing list", "Daftar pemasaran";
    marketing_text: "A CSV of the customers in sight with a name and one address each. Only those are in it who agreed and did not ask to be left alone.", "CSV berisi pelanggan yang tampil, masing-masing nama dan satu alamat. Hanya yang sudah setuju dan tidak minta dibiarkan.";
    export_list: "Export the list", "Ekspor daftar";
    /// Both are numbers.
    in_list(n, all): "Of {all} customers in sight {n} will be in the list.", "Dari {all} pelanggan yang tampil, {n} akan masuk daftar.";
    left_out(n): "{n} customer is left out:" | "{n} customers are left out:", "{n} pelanggan tidak ikut:";
    left_do_not_contact(n): "{n} asked not to be contacted", "{n} minta tidak dihubungi";
    left_withdrawn(n): "{n} took their consent back", "{n} menarik persetujuannya";
    left_never(n): "{n} never agreed to this", "{n} belum pernah menyetujui ini";
    left_no_address(n): "{n} agreed, but their address is not known", "{n} setuju, tetapi alamatnya belum diketahui";
    why_do_not_contact: "asked not to be contacted", "minta tidak dihubungi";
    why_withdrawn: "took the consent back", "menarik persetujuan";
    why_never: "never agreed", "belum pernah setuju";
    why_no_address: "no address", "tanpa alamat";
    show_left_out: "Show who is left out", "Lihat siapa yang tidak ikut";
    include(n): "Put {n} more in who may not be contacted", "Tetap masukkan {n} yang tidak boleh dihubungi";
    include_hint: "Only with another reason that the law knows. The export log says that they are in it.", "Hanya bila ada dasar hukum lain. Catatan ekspor menyebutkan bahwa mereka ikut.";
    recipient_hint: "May stay blank. It goes into the export log.", "Boleh kosong. Masuk ke catatan ekspor.";
    taken_back_early: "Nobody takes back before agreeing", "Tidak mungkin ditarik sebelum disetujui";
}
