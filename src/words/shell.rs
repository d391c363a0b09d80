//! The frame around every page: navigation, theme, updates.

texts! {
    tangga: "Tangga";
    skip: "Skip to the content", "Langsung ke isi";
    find: "Find…", "Cari…";
    navigation: "Main navigation", "Navigasi utama";
    home: "Home", "Beranda";
    customers: "Customers", "Pelanggan";
    ladder: "Value ladder", "Tangga nilai";
    /// As it stands in the narrow bar of a phone.
    ladder_short: "Ladder", "Tangga nilai";
    sales: "Sales", "Penjualan";
    journeys: "Journeys", "Perjalanan";
    feedback: "Feedback", "Umpan balik";
    retention: "Retention", "Retensi";
    data: "Data";
    privacy: "Privacy", "Privasi";
    settings: "Settings", "Pengaturan";
    more: "More", "Lainnya";
    know: "Know", "Kenali";
    keep: "Keep", "Pertahankan";
    manage: "Manage", "Kelola";
    /// The browser tab's title.
    page_title(page): "{page} · Tangga";
    loading: "Opening your data…", "Membuka data Anda…";
    not_found: "There is no such page", "Halaman ini tidak ada";
    not_found_text: "The address may be mistyped, or what it named was deleted.", "Alamatnya mungkin salah ketik, atau isinya sudah dihapus.";
    go_home: "Go to Home", "Ke Beranda";
    new_version: "A new version of Tangga is ready", "Versi baru Tangga sudah siap";
    new_version_text: "Tangga reloads in every tab. Open forms are waited for, so nothing that you are writing is lost.", "Tangga dimuat ulang di semua tab. Formulir yang terbuka ditunggu, jadi yang sedang Anda tulis tidak hilang.";
    reload_waits: "Save or close what you are writing; this page then reloads by itself.", "Simpan atau tutup yang sedang Anda tulis; setelah itu halaman ini dimuat ulang sendiri.";
    update_now: "Update now", "Perbarui sekarang";
    other_tab: "Tangga was updated in another tab. Reload this one to go on.", "Tangga diperbarui di tab lain. Muat ulang tab ini untuk melanjutkan.";
    stopped: "Tangga stopped", "Tangga berhenti";
    stopped_text: "What was saved is safe. Reload to go on where you were.", "Yang sudah disimpan tetap aman. Muat ulang untuk melanjutkan.";
    sample_shown: "You are looking at the sample shop", "Anda sedang melihat toko contoh";
    sample_remove: "Remove the sample", "Hapus contoh";
    /// `records` is a list such as: Customers 2, Purchases 5.
    sample_own(records): "You added or changed: {records}.", "Anda menambah atau mengubah: {records}.";
    sample_own_stays: "If only the sample goes, these stay, and so do the customers and journey maps that they belong to. Undo brings back either.", "Jika hanya contoh yang dihapus, data ini tetap ada, bersama pelanggan dan peta perjalanan yang terkait. Keduanya bisa diurungkan.";
    sample_remove_alone: "Only the sample", "Contoh saja";
    sample_remove_everything: "Everything", "Semuanya";
}
