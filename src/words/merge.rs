//! Bringing in a colleague's file: what it would change, what is to be chosen,
//! and how it ended.

use tangga_engine::domain::Collection;

texts! {
    bring_in: "Bring in a colleague’s file", "Masukkan file rekan";
    bring_in_text: "A Tangga file that a colleague sent, or a backup. You see what would change before it does; where there is nothing yet, it is opened at once.", "File Tangga dari rekan, atau cadangan. Anda melihat perubahannya sebelum dijalankan; bila belum ada data, file langsung dibuka.";
    comparing: "Comparing it with what is here", "Membandingkan dengan data di sini";
    storing: "Bringing it in", "Memasukkan data";
    heading(from): "What the file from {from} would change", "Yang akan berubah karena file dari {from}";
    unnamed_device: "a device without a name", "perangkat tanpa nama";
    written(when, file): "Written {when}, in {file}", "Ditulis {when}, dalam {file}";
    written_by: "Last written by", "Terakhir ditulis oleh";
    part: "This file holds only a part", "File ini hanya berisi sebagian";
    part_text: "What it leaves out stays here as it is.", "Yang tidak ada di dalamnya tetap seperti semula di sini.";
    parked(n): "{n} record comes from a device whose clock runs ahead" | "{n} records come from a device whose clock runs ahead", "{n} data berasal dari perangkat yang jamnya terlalu maju";
    parked_text: "Kept, and taken over automatically once that time has come.", "Data itu disimpan, lalu dipakai dengan sendirinya setelah waktunya tiba.";
    unknown(n): "{n} record can only be shown by a newer Tangga" | "{n} records can only be shown by a newer Tangga", "{n} data hanya bisa ditampilkan oleh Tangga yang lebih baru";
    unknown_text: "Nothing of it is lost: it is kept, and handed on with your files.", "Tidak ada yang hilang: data itu disimpan dan ikut dalam file Anda.";
    again: "The file was compared again", "File dibandingkan lagi";
    again_text: "Either the data changed meanwhile, or it could not be stored. What you chose stays chosen.", "Data berubah sementara itu, atau tidak bisa disimpan. Pilihan Anda tetap.";
    counts: "What the file brings", "Isi file ini";
    conflicts: "Changed on both sides", "Isian bentrok";
    conflicts_line: "you choose below", "Anda pilih di bawah";
    no_conflicts_line: "nothing to choose", "tidak ada yang perlu dipilih";
    new: "New", "Baru";
    changed: "Changed", "Berubah";
    deleted: "Deleted", "Dihapus";
    here: "Already here", "Sudah ada";
    kind: "What", "Jenis";
    conflicts_heading(n): "{n} record was changed on both sides" | "{n} records were changed on both sides", "{n} data diubah di kedua sisi";
    conflicts_text: "Neither of you had seen the other’s change. The later one is chosen unless you say otherwise; what one of you deleted stays deleted.", "Anda berdua belum melihat perubahan satu sama lain. Yang lebih baru dipilih kecuali Anda menentukan lain; yang dihapus salah satu tetap dihapus.";
    for_all: "For all of them", "Untuk semuanya";
    all_later: "The later one", "Yang lebih baru";
    all_mine: "Mine", "Punya saya";
    all_theirs: "The file’s", "Dari file";
    all_both: "Both, where each side only added text", "Keduanya, bila masing-masing hanya menambah teks";
    new_heading(n): "{n} new record" | "{n} new records", "{n} data baru";
    changed_heading(n): "{n} record changes" | "{n} records change", "{n} data berubah";
    deleted_heading(n): "{n} record is deleted" | "{n} records are deleted", "{n} data dihapus";
    mine: "Mine", "Punya saya";
    theirs: "The file’s", "Dari file";
    both: "Both", "Keduanya";
    both_text: "one after the other", "satu setelah yang lain";
    before(value): "Before: {value}", "Sebelumnya: {value}";
    also: "Also in this record", "Juga pada data ini";
    /// Before the fields that one side changed and the side that deleted had not seen.
    changed_meanwhile: "What the side that keeps it changed meanwhile", "Yang sementara itu diubah oleh sisi yang mempertahankannya";
    becomes(mine, theirs): "{mine} becomes {theirs}", "{mine} menjadi {theirs}";
    blank: "blank", "kosong";
    life: "The record", "Data ini";
    alive: "there", "ada";
    gone: "deleted", "dihapus";
    moved: "moved", "dipindah";
    yes: "yes", "ya";
    no: "no", "tidak";
    not_here: "not in this file", "tidak ada dalam file ini";
    same_heading: "Probably the same, brought in twice", "Kemungkinan sama, dimasukkan dua kali";
    same_customers(n): "{n} customer seems to be here already" | "{n} customers seem to be here already", "{n} pelanggan tampaknya sudah ada di sini";
    same_customers_text: "Same number, telephone, e-mail or order. Treat each pair as one; this can be taken back.", "Nomor, telepon, e-mail, atau pesanannya sama. Anggap sebagai satu orang; bisa diurungkan.";
    same_facts(n): "{n} entry seems to be here already" | "{n} entries seem to be here already", "{n} catatan tampaknya sudah ada di sini";
    same_facts_text: "Keep one of each pair.", "Simpan satu saja dari setiap dua.";
    twice(amount): "If both stay, {amount} of sales count twice.", "Bila keduanya dibiarkan, penjualan {amount} terhitung dua kali.";
    same_pair(mine, theirs): "{mine} here, {theirs} in the file", "{mine} di sini, {theirs} dalam file";
    confirm: "Bring it in", "Masukkan";
    other_workspace: "This file was not made from the data here", "File ini bukan dari data yang ada di sini";
    other_workspace_text(firm): "It belongs to “{firm}”. If both are yours, look at what it would change; else leave it out.", "File ini milik “{firm}”. Bila keduanya milik Anda, lihat perubahannya; bila bukan, jangan dimasukkan.";
    unnamed_firm: "no name", "tanpa nama";
    look: "See what would change", "Lihat perubahannya";
    currency_title: "The currencies differ", "Mata uangnya berbeda";
    currency(ours, theirs): "Amounts here are in {ours}, those in the file in {theirs}, so they cannot be added up. A currency stays as it is once amounts are stored: agree on one, and begin with it where nothing is stored yet.", "Nilai di sini dalam {ours}, di file dalam {theirs}, jadi tidak bisa dijumlahkan. Mata uang tetap setelah ada nilai tersimpan: sepakati satu, lalu mulai dengan mata uang itu di tempat yang masih kosong.";
    kept_for_later: "What it holds is kept for later: records of a newer Tangga, or of a device whose clock runs ahead.", "Isinya disimpan untuk nanti: data dari Tangga yang lebih baru, atau dari perangkat yang jamnya terlalu maju.";
    done: "The file is brought in", "File sudah dimasukkan";
    undo: "Undo all of it", "Urungkan semuanya";
    nothing: "Everything in this file is already here", "Semua isi file ini sudah ada di sini";
    another: "Another file", "File lain";
    count_conflicts(n): "{n} changed on both sides", "{n} isian bentrok";
    count_new(n): "{n} new", "{n} baru";
    count_changed(n): "{n} changed", "{n} berubah";
    count_deleted(n): "{n} deleted", "{n} dihapus";
    count_none: "nothing new", "tidak ada yang baru";
    customer_one: "Customer", "Pelanggan";
    purchase_one: "Purchase", "Transaksi";
    interaction_one: "Interaction", "Interaksi";
    feedback_one: "Feedback", "Umpan balik";
    persona_one: "Persona";
    journey_one: "Journey map", "Peta perjalanan";
    stage_one: "Stage", "Tahap";
    touchpoint_one: "Touchpoint";
    setting_one: "Settings", "Pengaturan";
    link_one: "Merged customers", "Pelanggan yang digabungkan";
    source_one: "Imported file", "File yang diimpor";
    consent_one: "Consent", "Persetujuan";
    request_one: "Request", "Permintaan";
    export_one: "Export", "Ekspor";
}

/// The name of one record of a collection.
pub fn one(collection: Collection) -> &'static str {
    match collection {
        Collection::Customer => customer_one(),
        Collection::Purchase => purchase_one(),
        Collection::Interaction => interaction_one(),
        Collection::Feedback => feedback_one(),
        Collection::Persona => persona_one(),
        Collection::Journey => journey_one(),
        Collection::Stage => stage_one(),
        Collection::Touchpoint => touchpoint_one(),
        Collection::Setting => setting_one(),
        Collection::Link => link_one(),
        Collection::Source => source_one(),
        Collection::Consent => consent_one(),
        Collection::Request => request_one(),
        Collection::Export => export_one(),
    }
}

/// What a file brought, in parts of a list; at least one.
pub fn brought(counts: [u64; 4], number: impl Fn(u64) -> String) -> Vec<String> {
    let [conflicts, new, changed, deleted] = counts;
    let parts = [
        (new, count_new as fn(String) -> String),
        (changed, count_changed),
        (deleted, count_deleted),
        (conflicts, count_conflicts),
    ];
    let some = parts.into_iter().filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> = some.map(|(count, say)| say(number(count))).collect();
    if parts.is_empty() {
        parts.push(count_none().to_owned());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, set_language};

    #[test]
    fn what_a_file_brought_names_only_what_it_brought() {
        set_language(Language::English);
        let check = |counts, expect: &[&str]| {
            assert_eq!(brought(counts, |n| n.to_string()), expect);
        };
        check([1, 2, 3, 4], &["2 new", "3 changed", "4 deleted", "1 changed on both sides"]);
        check([0, 0, 3, 0], &["3 changed"]);
        check([0; 4], &["nothing new"]);
    }
}
