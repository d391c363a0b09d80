//! Customers who may be one person, held twice.

use tangga_engine::workspace::doubles::Shared;

texts! {
    title: "Possible duplicates", "Kemungkinan ganda";
    find: "Find duplicates", "Cari yang ganda";
    subtitle: "Customers who may be one person, recorded twice. Duplicates lower every rate: one person counts as two who bought less.", "Pelanggan yang mungkin orang yang sama, tetapi tercatat dua kali. Data ganda menurunkan semua tingkat: satu orang terhitung dua yang belanjanya lebih sedikit.";
    none_title: "No duplicates found", "Tidak ada yang ganda";
    none_text: "No two customers who could be one person share a customer number, a telephone number, an e-mail address or a name.", "Tidak ada dua pelanggan yang mungkin orang yang sama dengan nomor pelanggan, nomor telepon, e-mail, atau nama yang sama.";
    merge: "Merge into one", "Gabungkan jadi satu";
    different: "Different people", "Orang yang berbeda";
    merge_these(name): "Merge into one: {name}", "Gabungkan jadi satu: {name}";
    different_these(name): "Different people: {name}", "Orang yang berbeda: {name}";
    same_number: "Same customer number", "Nomor pelanggan sama";
    same_phone: "Same telephone number", "Nomor telepon sama";
    same_email: "Same e-mail address", "E-mail sama";
    same_name: "Same name", "Nama sama";
    /// Under a group; `why` is what they share.
    sure(why): "{why}: most likely one person", "{why}: kemungkinan besar orang yang sama";
    household(why): "{why}: one person, or a household", "{why}: satu orang, atau satu rumah tangga";
    unsure(why): "{why}, and nothing speaks against it: look before you merge", "{why}, dan tidak ada yang bertentangan: periksa dulu sebelum menggabungkan";
    gone_on_this_device: "No longer shown on this device", "Tidak ditampilkan lagi di perangkat ini";
    merged_from(n): "Merged from {n} record" | "Merged from {n} records", "Gabungan dari {n} data";
    separate: "Separate them again", "Pisahkan lagi";
}

/// What they have in common, and how sure that makes it.
pub fn shared(shared: Shared) -> String {
    match shared {
        Shared::ExternalId => sure(same_number()),
        Shared::Phone => household(same_phone()),
        Shared::Email => household(same_email()),
        Shared::Name => unsure(same_name()),
    }
}
