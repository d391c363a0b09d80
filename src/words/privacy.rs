//! Consents, requests of people about their own data, marketing lists, and what
//! left as files.

use tangga_engine::domain::Purpose;

texts! {
    consents: "Consent", "Persetujuan";
    add_consent: "Add consent", "Tambah persetujuan";
    new_consent: "New consent", "Persetujuan baru";
    edit_consent: "Edit consent", "Ubah persetujuan";
    no_consents: "No consent recorded: this customer is on no marketing list.", "Belum ada persetujuan: pelanggan ini tidak masuk daftar pemasaran mana pun.";
    held_back: "Asked not to be contacted. That comes before every consent.", "Minta tidak dihubungi. Ini mendahului semua persetujuan.";
    take_back: "Take back", "Tarik";
    /// `what` is a purpose and a channel.
    take_back_this(what): "Take back: {what}", "Tarik: {what}";
    holds: "Given", "Diberikan";
    taken_back: "Taken back", "Ditarik";
    overruled: "No longer counts", "Tidak berlaku lagi";
    overruled_text: "Another consent for the same was taken back on that day or later. If they agree anew, record it with that day.", "Persetujuan lain untuk hal yang sama ditarik pada hari itu atau sesudahnya. Bila mereka setuju lagi, catat dengan tanggal barunya.";
    not_yet: "Not yet", "Belum berlaku";
    ended: "Ended", "Berakhir";
    ended_text: "This person was erased, and no consent outlives that.", "Data orang ini sudah dihapus permanen; persetujuannya ikut berakhir.";
    given_on(date): "given {date}", "diberikan {date}";
    taken_back_on(date): "taken back {date}", "ditarik {date}";
    /// `way` is what a button says, such as “Call”.
    way_taken_back(way, date): "{way}: consent taken back {date}", "{way}: persetujuan ditarik {date}";
    way_taken_back_text: "No news and no offers this way. What they ordered or asked about may still need an answer.", "Jangan kirim kabar atau penawaran lewat sini. Pesanan atau pertanyaan mereka mungkin tetap perlu dijawab.";
    consent_given: "Consent given", "Persetujuan diberikan";
    consent_taken_back: "Consent taken back", "Persetujuan ditarik";
    wording_hint: "The sentence that they read or heard. The one used last, or a usual one, is filled in: change it to what was really said.", "Kalimat yang mereka baca atau dengar. Kalimat terakhir, atau kalimat yang lazim, sudah diisikan: ganti dengan yang benar-benar disampaikan.";
    the_firm: "the shop", "toko";
    by_channel(channel): "by {channel}", "lewat {channel}";
    by_any_channel: "by any channel", "lewat kanal apa pun";
    /// What somebody agrees to; `firm` is a name, `by` such as “by e-mail”.
    sentence_news(firm, by): "Yes, {firm} may send me news and offers {by}.", "Ya, {firm} boleh mengirimi saya kabar dan penawaran {by}.";
    sentence_research(firm, by): "Yes, {firm} may ask me for my opinion {by}.", "Ya, {firm} boleh meminta pendapat saya {by}.";
    sentence_leaderboard(firm): "Yes, {firm} may show my name on a leaderboard.", "Ya, {firm} boleh menampilkan nama saya di papan peringkat.";
    sentence_partners(firm): "Yes, {firm} may share my data with partners.", "Ya, {firm} boleh membagikan data saya kepada mitra.";
    why: "What does the law ask for?", "Apa yang diminta undang-undang?";
    why_consent: "The GDPR and Indonesia’s UU PDP (27/2022) want a firm to be able to show who agreed to what, when, and in which words. Taking it back must be as easy as giving it. That is why a consent taken back stays here with its day, and why no list holds those who never agreed. This is not legal advice.", "GDPR dan UU PDP (27/2022) meminta usaha bisa menunjukkan siapa menyetujui apa, kapan, dan dengan kalimat apa. Menariknya harus semudah memberikannya. Karena itu persetujuan yang ditarik tetap tersimpan di sini dengan tanggalnya, dan daftar tidak memuat yang belum pernah setuju. Ini bukan nasihat hukum.";
    may_be_contacted: "May be contacted for", "Boleh dihubungi untuk";
    any_consent: "Consent: all", "Persetujuan";
    marketing_list: "Marketing list", "Daftar pemasaran";
    marketing_text: "A table of the customers shown, with a name and one number or e-mail address each. Only those are in it who agreed and did not ask to be left alone.", "Tabel berisi pelanggan yang tampil, masing-masing nama dan satu nomor atau e-mail. Hanya yang sudah setuju dan tidak minta untuk tidak dihubungi.";
    export_list: "Export the list", "Ekspor daftar";
    /// Both are numbers.
    in_list(n, all): "Of {all} customers shown, {n} will be on the list.", "Dari {all} pelanggan yang tampil, {n} akan masuk daftar.";
    left_out(n): "{n} customer is left out:" | "{n} customers are left out:", "{n} pelanggan tidak ikut:";
    left_erased(n): "{n} erased for good", "{n} sudah dihapus permanen";
    left_do_not_contact(n): "{n} asked not to be contacted", "{n} minta tidak dihubungi";
    left_withdrawn(n): "{n} took their consent back", "{n} menarik persetujuannya";
    left_never(n): "{n} never agreed to this", "{n} belum pernah menyetujui ini";
    left_no_address(n): "{n} agreed, but the number or e-mail is not known", "{n} setuju, tetapi nomor atau e-mailnya belum diketahui";
    why_erased: "erased for good", "sudah dihapus permanen";
    why_do_not_contact: "asked not to be contacted", "minta tidak dihubungi";
    why_withdrawn: "took the consent back", "menarik persetujuan";
    why_never: "never agreed", "belum pernah setuju";
    why_no_address: "no number or e-mail", "tanpa nomor atau e-mail";
    show_left_out: "Show who is left out", "Lihat siapa yang tidak ikut";
    include(n): "Include {n} who may not be contacted", "Tetap masukkan {n} yang tidak boleh dihubungi";
    include_hint: "Only with another reason that the law allows. The export log says that they are in it.", "Hanya bila ada dasar hukum lain. Catatan ekspor menyebutkan bahwa mereka ikut.";
    recipient_hint: "May stay blank. It goes into the export log.", "Boleh kosong. Masuk ke catatan ekspor.";
    title: "Privacy", "Privasi";
    subtitle: "What people ask about their data, what they agreed to, and what left as a file", "Permintaan orang atas datanya, persetujuan mereka, dan data yang keluar sebagai file";
    request: "Request about their data", "Permintaan atas datanya";
    record_request: "Record a request", "Catat permintaan";
    edit_request: "Edit request", "Ubah permintaan";
    answer_request: "Answer the request", "Jawab permintaan";
    open_requests: "Waiting for an answer", "Menunggu jawaban";
    answered_requests: "Answered", "Sudah dijawab";
    no_requests: "Nobody waits for an answer", "Tidak ada yang menunggu jawaban";
    no_requests_text: "When somebody asks to see, correct or erase their data, record it here. The 72 hours are then counted down here.", "Bila seseorang minta melihat, memperbaiki, atau menghapus datanya, catat di sini. Setelah itu hitungan mundur 72 jam tampil di sini.";
    why_hours: "Why 72 hours?", "Mengapa 72 jam?";
    why_hours_text: "72 hours (UU PDP): Indonesia’s law 27/2022 sets 3 × 24 hours for several duties towards people whose data a firm holds. The GDPR gives a month for most. Tangga counts the shorter time for all, from the day and time that you record. This is not legal advice.", "72 jam (UU PDP): UU 27/2022 menetapkan 3 × 24 jam untuk beberapa kewajiban kepada pemilik data. GDPR memberi sebulan untuk sebagian besar. Tangga memakai yang lebih pendek untuk semua, dihitung dari tanggal dan jam yang Anda catat. Ini bukan nasihat hukum.";
    answer: "Answer", "Jawab";
    answer_this(what): "Answer: {what}", "Jawab: {what}";
    /// `name` is the customer’s.
    erase_this(name): "Erase for good: {name}", "Hapus permanen: {name}";
    erase_asked: "Erase for good…", "Hapus permanen…";
    asked_for_this: "This person asked for this", "Orang ini memintanya";
    asked_for_this_text: "Saving the file answers the request, and Undo takes that back. If you hand it over on paper, mark it as answered.", "Menyimpan file menjawab permintaannya, dan Urungkan membatalkannya. Bila Anda menyerahkannya di atas kertas, tandai sudah dijawab.";
    mark_answered: "Mark as answered", "Tandai sudah dijawab";
    everything: "Everything about them", "Semua tentang orang ini";
    received_at(date, time): "received {date}, {time}", "diterima {date}, {time}";
    received_on(date): "received {date}", "diterima {date}";
    answered_on(date): "answered {date}", "dijawab {date}";
    in_time: "In time", "Tepat waktu";
    too_late: "Too late", "Terlambat";
    hours_left(n): "{n} hour left" | "{n} hours left", "sisa {n} jam";
    minutes_left(n): "{n} minute left" | "{n} minutes left", "sisa {n} menit";
    hours_over(n): "{n} hour overdue" | "{n} hours overdue", "lewat {n} jam";
    minutes_over(n): "{n} minute overdue" | "{n} minutes overdue", "lewat {n} menit";
    no_clock: "Without a day", "Tanpa tanggal";
    nobody: "Somebody who is not a customer here", "Seseorang yang bukan pelanggan di sini";
    who_missing: "Choose the customer, or write the name under “In their words”", "Pilih pelanggannya, atau tulis namanya di “Menurut kata mereka sendiri”";
    answered_early: "The answer cannot be earlier than the request", "Tidak mungkin dijawab sebelum diminta";
    request_from: "Who asks?", "Siapa yang meminta?";
    agreed: "Who agreed to what", "Siapa menyetujui apa";
    agreed_text: "Customers who may be contacted by at least one channel today.", "Pelanggan yang hari ini boleh dihubungi lewat setidaknya satu kanal.";
    export_consents: "Consents as a table", "Persetujuan sebagai tabel";
    export_log: "What left as a file", "Yang keluar sebagai file";
    export_log_text: "Also shows exports that your colleagues made. Snapshots and copies inside the browser are not in it.", "Termasuk ekspor rekan Anda. Potret data dan salinan di dalam peramban tidak termasuk.";
    no_exports: "Nothing was exported yet", "Belum ada yang diekspor";
    exported_rows(n): "{n} record" | "{n} records", "{n} data";
    exported_for(name): "for {name}", "untuk {name}";
    exported_by(device): "by {device}", "oleh {device}";
    exported_without(n): "{n} of them without consent", "{n} di antaranya tanpa persetujuan";
    request_due(what): "Asks: {what}", "Meminta: {what}";
    everything_of: "Everything about this customer", "Semua tentang pelanggan ini";
    everything_about(name): "Everything about {name}", "Semua tentang {name}";
    everything_text(date): "All that is stored here about this person, as of {date}", "Semua yang tersimpan di sini tentang orang ini, per {date}";
    everything_left(date): "What is stored here about this person besides the scrambled trace, as of {date}", "Yang tersimpan di sini tentang orang ini selain jejak yang diacak, per {date}";
    everything_but: "What was deleted and is still kept is in it. Earlier values that Undo could bring back are not.", "Yang sudah dihapus tetapi masih tersimpan ikut termuat. Nilai lama yang bisa dikembalikan lewat Urungkan tidak.";
    print: "Print", "Cetak";
    save_json: "Save as a file (JSON)", "Simpan sebagai file (JSON)";
    person_stem: "person", "orang";
    of_another_version: "Recorded by another version", "Dicatat versi lain";
    came_from(file): "from the file {file}", "dari file {file}";
    deleted: "deleted, still kept", "dihapus, masih tersimpan";
    /// `device` is what people call it.
    written_on(date, device): "{date}, by {device}", "{date}, oleh {device}";
    taken_back_early: "It cannot be taken back before it was given", "Tidak mungkin ditarik sebelum disetujui";
}

/// The usual sentence by which somebody agrees to a purpose; blank for a purpose of
/// another version. `by` is a channel in words, or any.
pub fn sentence(purpose: Option<Purpose>, firm: &str, by: Option<&str>) -> String {
    let firm = if firm.is_empty() { the_firm() } else { firm };
    let by = by.map_or_else(|| by_any_channel().to_owned(), by_channel);
    match purpose {
        Some(Purpose::News) => sentence_news(firm, by),
        Some(Purpose::Research) => sentence_research(firm, by),
        Some(Purpose::Leaderboard) => sentence_leaderboard(firm),
        Some(Purpose::Partners) => sentence_partners(firm),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, set_language};

    /// A consent could be recorded without the words that were agreed to.
    #[test]
    fn every_purpose_has_a_sentence_that_names_the_firm_and_the_channel() {
        for language in Language::ALL {
            set_language(language);
            for purpose in Purpose::ALL {
                let said = sentence(Some(*purpose), "Kopi Senja", Some("WhatsApp"));
                assert!(said.contains("Kopi Senja"), "{said}");
                let names_channel = matches!(purpose, Purpose::News | Purpose::Research);
                assert_eq!(said.contains("WhatsApp"), names_channel, "{said}");
                let unnamed = sentence(Some(*purpose), "", None);
                assert!(unnamed.contains(the_firm()), "{unnamed}");
            }
        }
    }
}
