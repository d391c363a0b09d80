//! Settings: language, theme, the firm, rules.

texts! {
    title: "Settings", "Pengaturan";
    appearance: "Appearance", "Tampilan";
    this_device: "Only on this device", "Hanya di perangkat ini";
    language: "Language", "Bahasa";
    theme: "Theme", "Tema";
    theme_system: "As the device", "Ikut perangkat";
    theme_light: "Light", "Terang";
    theme_dark: "Dark", "Gelap";
    firm: "Your business", "Usaha Anda";
    firm_text: "Part of your data: a colleague who opens your file sees the same.", "Bagian dari data Anda: rekan yang membuka file Anda melihat hal yang sama.";
    about: "About Tangga", "Tentang Tangga";
    about_text: "Your data stay in this browser. Nobody else sees them.", "Data Anda tetap di peramban ini. Tidak ada orang lain yang melihatnya.";
    version(build): "Version {build}", "Versi {build}";
    sample: "Sample shop", "Toko contoh";
    sample_text: "These data are made up. Removing them leaves only what you added yourself.", "Data ini karangan. Menghapusnya hanya menyisakan yang Anda tambahkan sendiri.";
    subtitle: "Your business, this device, and deleting your data", "Usaha Anda, perangkat ini, dan penghapusan data";
    currency_locked: "The currency stays as it is while amounts are stored: they would change their meaning.", "Mata uang tetap selama ada nilai tersimpan, karena artinya akan berubah.";
    currency_text: "Choose before the first amount is stored.", "Pilih sebelum nilai pertama tersimpan.";
    active_text: "Days after the last purchase until a customer counts as gone; usually 365.", "Hari sejak transaksi terakhir sampai pelanggan dianggap berhenti; biasanya 365.";
    year_text: "Retention is counted by financial year.", "Retensi dihitung per tahun buku.";
    device_name: "Name of this device", "Nama perangkat ini";
    device_name_text: "Stands in the files that you export, such as: Sari’s laptop. Kept as you type.", "Tertulis di file yang Anda ekspor, misalnya: laptop Sari. Tersimpan saat Anda mengetik.";
    remove_all: "Delete everything", "Hapus semuanya";
    remove_all_text: "Deletes all data, the history and the settings from this browser. It cannot be undone. Back up first.", "Menghapus semua data, riwayat, dan pengaturan dari peramban ini. Tidak bisa diurungkan. Cadangkan dulu.";
    /// What has to be typed before everything is deleted.
    remove_all_word: "delete", "hapus";
    remove_all_type(word): "Type {word} to go on", "Ketik {word} untuk melanjutkan";
    all_removed: "Everything is deleted from this browser", "Semuanya sudah dihapus dari peramban ini";
    remove_all_failed: "Nothing was deleted", "Tidak ada yang dihapus";
    licence: "Free software under the MIT or the Apache 2.0 licence.", "Perangkat lunak bebas dengan lisensi MIT atau Apache 2.0.";
    development: "development", "pengembangan";
    where_kept: "Everything lies in this browser’s own database (IndexedDB), under this address. No server has a copy, so a backup file is your second copy. Emptying the browser’s site data deletes everything here.", "Semuanya ada di basis data peramban ini (IndexedDB), di bawah alamat ini. Tidak ada salinan di server, jadi file cadangan adalah salinan kedua Anda. Mengosongkan data situs di peramban menghapus semua isinya.";
}
