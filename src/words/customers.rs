//! The customers list and a customer's page, and what a customer goes by.

use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, RecordId};
use tangga_engine::workspace::{Table, Workspace};

texts! {
    title: "Customers", "Pelanggan";
    count(n): "{n} customer" | "{n} customers", "{n} pelanggan";
    shown(all, n): "{n} of {all} customer" | "{n} of {all} customers", "{n} dari {all} pelanggan";
    search: "Name, phone, e-mail or city", "Nama, telepon, e-mail, kota";
    list: "Customers", "Daftar pelanggan";
    no_segment: "No segment", "Tanpa segmen";
    rung: "Rung", "Anak tangga";
    last_purchase: "Last purchase", "Transaksi terakhir";
    purchases: "Purchases", "Transaksi";
    sales: "Sales", "Penjualan";
    profit: "Profit", "Laba";
    /// Heads of a table's columns; none may be a word that the import takes for a field.
    rung_now: "Rung now", "Anak tangga kini";
    purchases_in_all: "Purchases in all", "Transaksi seluruhnya";
    sales_in_all: "Sales in all", "Penjualan seluruhnya";
    sales_before: "Sales before leaving", "Penjualan sebelum berhenti";
    profit_before: "Profit before leaving", "Laba sebelum berhenti";
    bought_again_on: "Bought again on", "Belanja lagi pada";
    last_purchase_on: "Last purchase on", "Transaksi terakhir pada";
    average: "Average purchase", "Rata-rata transaksi";
    usual_interval: "Usually buys every", "Biasanya belanja setiap";
    never: "never", "belum pernah";
    unnamed: "No name", "Tanpa nama";
    /// A customer of whom no name is known; `code` tells one from another.
    by_code(code): "Customer {code}", "Pelanggan {code}";
    /// What a row's box does.
    choose(name): "Choose {name}", "Pilih {name}";
    set_segment: "Set the segment", "Atur segmen";
    set_owner: "Set who looks after them", "Atur penanggung jawab";
    take_chosen: "Export them", "Ekspor";
    for_chosen(n): "For {n} customer" | "For {n} customers", "Untuk {n} pelanggan";
    blank_takes_away: "Left blank, it is taken away.", "Bila kosong, isinya dihapus.";
    empty_title: "No customers yet", "Belum ada pelanggan";
    empty_text: "Import a spreadsheet, or add the first one by hand.", "Impor lembar kerja, atau tambahkan yang pertama secara manual.";
    new: "New customer", "Pelanggan baru";
    edit: "Edit customer", "Ubah pelanggan";
    profile: "Profile", "Profil";
    contact: "Contact", "Kontak";
    relationship: "Relationship", "Hubungan";
    timeline: "Timeline", "Riwayat belanja dan kontak";
    timeline_empty: "Nothing recorded yet", "Belum ada catatan";
    timeline_empty_text: "Purchases, interactions and feedback appear here, newest first.", "Transaksi, interaksi, dan umpan balik muncul di sini, yang terbaru dulu.";
    own_figures: "This customer in figures", "Pelanggan ini dalam angka";
    pin: "Pin to a rung", "Sematkan di anak tangga";
    pin_text: "The rules no longer move this customer. Say why, for your colleagues.", "Aturan tidak lagi memindahkan pelanggan ini. Tuliskan alasannya untuk rekan Anda.";
    unpin: "Let the rules decide", "Biarkan aturan menentukan";
    pinned_because(reason): "Pinned by hand: {reason}", "Disematkan manual: {reason}";
    do_not_contact: "Do not contact", "Jangan dihubungi";
    do_not_contact_text: "This customer asked not to be contacted.", "Pelanggan ini minta tidak dihubungi.";
    gone: "This customer is not here", "Pelanggan ini tidak ada";
    gone_text: "It was deleted, or it is not in the file that was opened.", "Sudah dihapus, atau tidak ada dalam file yang dibuka.";
    back_to_list: "Back to all customers", "Kembali ke semua pelanggan";
    new_purchase: "New purchase", "Transaksi baru";
    edit_purchase: "Edit purchase", "Ubah transaksi";
    new_interaction: "New interaction", "Interaksi baru";
    edit_interaction: "Edit interaction", "Ubah interaksi";
    new_feedback: "New feedback", "Umpan balik baru";
    edit_feedback: "Edit feedback", "Ubah umpan balik";
    purchase: "Purchase", "Transaksi";
    interaction: "Interaction", "Interaksi";
    feedback: "Feedback", "Umpan balik";
    returned: "Return", "Retur";
    any_rung: "Rung: all", "Anak tangga";
    any_last: "Last bought: any", "Terakhir beli";
    quiet_for(days): "Over {days} days ago", "Lebih dari {days} hari lalu";
    any_segment: "Segment: all", "Segmen";
    identity: "Identity", "Identitas";
    place: "Place", "Tempat";
    more_fields: "More about this customer", "Isian lain tentang pelanggan ini";
    name_or_company: "Give a name or a company", "Isi nama atau perusahaan";
    phone_hint: "0812…, +62812… or a foreign number with +", "0812…, +62812…, atau nomor luar negeri dengan +";
    whatsapp_hint: "Only if it is another number", "Hanya bila nomornya lain";
    share_hint: "Per cent of what they spend on such things that they spend with us", "Persen belanja sejenis yang mereka lakukan di tempat Anda";
    known_already(name): "This number belongs to {name} already", "Nomor ini sudah dipakai {name}";
    not_reachable: "No telephone number and no e-mail address yet", "Belum ada nomor telepon dan alamat e-mail";
    pin_reason_missing: "Give a reason, so that colleagues understand it", "Tuliskan alasannya agar rekan Anda paham";
    change_pin: "Change the pin", "Ubah sematan";
    /// `fields` is a list of fields that are blank.
    not_known_yet(fields): "Might stand higher. To know, record under Edit: {fields}.", "Mungkin lebih tinggi. Agar diketahui, catat lewat Ubah: {fields}.";
    not_asked_yet: "Might stand higher. To know, ask how likely they are to recommend you, and add the answer as feedback.", "Mungkin lebih tinggi. Agar diketahui, tanyakan apakah mereka akan merekomendasikan Anda, lalu tambahkan jawabannya sebagai umpan balik.";
    rung_missing: "Choose a rung", "Pilih anak tangga";
    purchases_line(n): "plus {n} return" | "plus {n} returns", "ditambah {n} retur";
    free_item: "free, not counted as a purchase", "gratis, tidak dihitung sebagai transaksi";
    purchases_meaning: "Purchases with an amount above zero or not known. Returns and free items are left out.", "Transaksi dengan nilai di atas nol atau yang belum diketahui. Retur dan barang gratis tidak termasuk.";
    sales_meaning: "All known amounts, returns taken off.", "Semua nilai yang diketahui, dikurangi retur.";
    sales_unknown(n): "{n} amount is not known" | "{n} amounts are not known", "{n} nilai belum diketahui";
    profit_meaning: "Amount minus cost, where both are known.", "Nilai dikurangi biaya, bila keduanya diketahui.";
    profit_partly(n): "Known in part: {n} cost is missing" | "Known in part: {n} costs are missing", "Baru sebagian: {n} biaya belum dicatat";
    profit_missing: "No purchase has both an amount and a cost", "Belum ada transaksi dengan nilai dan biaya";
    average_meaning: "The mean amount of purchases whose amount is known.", "Rata-rata nilai transaksi yang diketahui nilainya.";
    last_meaning: "Days since the last purchase that counts.", "Hari sejak transaksi terakhir yang dihitung.";
    gap_meaning: "The median of the days between two purchase days: half of the gaps are shorter, half are longer.", "Median jarak antarhari transaksi: separuhnya lebih pendek, separuhnya lebih panjang.";
    /// `n` counts days with a purchase.
    gap_formula(n, first, last, gap): "{n} days with a purchase from {first} to {last}; the middle one of the gaps between them: {gap}", "{n} hari transaksi dari {first} sampai {last}; jarak tengah di antaranya: {gap}";
    gap_missing: "Needs two purchase days", "Perlu dua hari transaksi";
    no_purchase_yet: "No purchase yet", "Belum ada transaksi";
    since_first(date): "since {date}", "sejak {date}";
    days(n): "{n} day" | "{n} days", "{n} hari";
    longer_than_usual: "longer ago than usual", "lebih lama dari biasanya";
    quantity_of(n): "{n} pcs", "{n} buah";
    cost_of(cost): "Cost {cost}", "Biaya {cost}";
    order_of(number): "Order {number}", "Pesanan {number}";
    score_of(score, most): "{score} of {most}", "{score} dari {most}";
    no_date: "Without a date", "Tanpa tanggal";
    show_more(n): "Show {n} more" | "Show {n} more", "Tampilkan {n} lagi";
    edit_this(what): "Edit: {what}", "Ubah: {what}";
    delete_this(what): "Delete: {what}", "Hapus: {what}";
    amount_hint: "A minus in front for a return", "Awali dengan minus untuk retur";
    cost_hint: "Goods and service together; profit follows from it", "Barang dan layanan; laba dihitung dari sini";
    say_something: "Fill in a note or a subject", "Isi catatan atau perihal";
    profile_empty: "Only the name is known so far. Edit to add more.", "Baru nama yang diketahui. Ubah untuk menambah.";
}

/// The heads of what a table of customers says beside their own fields.
pub fn standing_heads() -> [&'static str; 4] {
    [rung_now(), purchases_in_all(), sales_in_all(), last_purchase_on()]
}

/// The heads of what is told besides of those who left.
pub fn lost_heads() -> [&'static str; 3] {
    [sales_before(), profit_before(), bought_again_on()]
}

/// What a customer goes by everywhere: the name, the company, the number in the
/// firm's other programs, or else a label that follows from the record's
/// identity, the same for all colleagues. `customers` is a table of customers.
pub fn name_of(customers: &Table, row: u32) -> String {
    let text = |field| customers.text(row, field).filter(|text| !text.is_empty());
    let known = [customer::NAME, customer::COMPANY, customer::EXTERNAL_ID].into_iter();
    known
        .filter_map(text)
        .next()
        .map_or_else(|| by_code(customers.id(row).pseudonym()), str::to_owned)
}

/// What the customer with this id goes by, be the record here or not.
pub fn name_with(workspace: &Workspace, id: RecordId) -> String {
    match workspace.row(Collection::Customer, id) {
        Some(row) => name_of(workspace.customers(), row),
        None => by_code(id.pseudonym()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, set_language};
    use tangga_engine::domain::{ChangeSetId, Customer, DeviceId, Stamp};
    use tangga_engine::workspace::{Action, Draft, Label};

    #[test]
    fn a_customer_without_a_name_is_told_from_others() {
        // The bug: in a file without personal data every customer was called “No name”.
        let mut workspace = Workspace::new();
        let mut draft = Draft::new(ChangeSetId(7), Label::new(Action::Add));
        let text = |text: &str| Some(text.to_owned());
        let people = [
            Customer { name: text("Sari"), company: text("Warung Sari"), ..Customer::default() },
            Customer { company: text("Toko Maju"), ..Customer::default() },
            Customer { external_id: text("P-0017"), ..Customer::default() },
            Customer::default(),
            Customer::default(),
        ];
        let ids = people.map(|person| draft.create(&person));
        workspace.apply(&draft.into_stamped(Stamp::next(Stamp::BIRTH, DeviceId(1), 1), 1));
        let names = || ids.map(|id| name_with(&workspace, id));

        set_language(Language::English);
        let english = names();
        assert_eq!(english[..3], ["Sari", "Toko Maju", "P-0017"]);
        assert_eq!(english[3], format!("Customer {}", ids[3].pseudonym()));
        assert_ne!(english[3], english[4]);
        set_language(Language::Indonesian);
        assert_eq!(names()[3], format!("Pelanggan {}", ids[3].pseudonym()));
        // The label needs no record, so a reference to one left out has it, too.
        assert_eq!(name_with(&Workspace::new(), ids[3]), names()[3]);
    }
}
