//! Snapshots, replacing everything by a file, and getting lost data back.

texts! {
    snapshots: "Snapshots", "Potret data";
    snapshots_text: "What was here before the last imports, merges and replacements. They lie in this browser and go with its data, so they are not a backup.", "Keadaan data sebelum impor, penggabungan, dan penggantian terakhir. Letaknya di peramban ini dan ikut hilang bersamanya, jadi bukan cadangan.";
    no_snapshots: "No snapshots yet: one is taken before the next import.", "Belum ada potret: satu dibuat sebelum impor berikutnya.";
    unsupported: "This browser has no folder for snapshots, so none are taken. Back up before you import.", "Peramban ini tidak punya tempat untuk potret data, jadi tidak ada yang dibuat. Cadangkan dulu sebelum mengimpor.";
    no_snapshot: "No snapshot could be taken of what was here before, perhaps for want of room. The work goes on; Undo still works.", "Potret data sebelumnya tidak bisa dibuat, mungkin karena ruang kurang. Pekerjaan berlanjut; Urungkan tetap berfungsi.";
    before_import: "Before an import", "Sebelum impor";
    before_merge: "Before a colleague’s file", "Sebelum file rekan";
    before_replace: "Before everything was replaced", "Sebelum semuanya diganti";
    after_erasing: "After somebody was erased", "Sesudah data seseorang dihapus permanen";
    before_upgrade: "Before a newer version of Tangga", "Sebelum Tangga versi yang lebih baru";
    go_back: "Go back to this", "Kembali ke ini";
    go_back_before: "Go back to before the replacement", "Kembali ke sebelum penggantian";
    file_written(when, by): "The file was written {when} by {by}.", "File ini ditulis {when} oleh {by}.";
    file_holds(records): "It holds: {records}.", "Isinya: {records}.";
    unreadable_head: "cannot be read", "tidak terbaca";
    replace: "Replace everything with a file", "Ganti semuanya dengan file";
    replace_text: "For going back to a backup. To add a colleague’s work to yours, bring in the file instead.", "Untuk kembali ke cadangan. Untuk menambahkan pekerjaan rekan, masukkan filenya saja.";
    replace_question(name): "Replace everything with {name}?", "Ganti semuanya dengan {name}?";
    /// A snapshot: `when` is its moment, `why` before or after what it was taken.
    snapshot(when, why): "{when} ({why})";
    go_back_question(snapshot): "Go back to {snapshot}?", "Kembali ke keadaan {snapshot}?";
    went_back(snapshot): "Back to {snapshot}", "Kembali ke keadaan {snapshot}";
    replace_what: "All customers, purchases, journeys and settings here give way to those of the file. What is here now is kept as a snapshot, or saved as a file where the browser takes no snapshots. The list of changes begins anew.", "Semua pelanggan, transaksi, perjalanan, dan pengaturan di sini digantikan isi file. Data sekarang disimpan sebagai potret, atau sebagai file jika peramban tidak mendukung potret. Daftar perubahan dimulai dari awal.";
    replace_back: "The ways back: the button in the message that follows, or later “Before everything was replaced” under Snapshots on this page. Ctrl+Z does not take it back.", "Cara kembali: tombol pada pesan sesudahnya, atau nanti “Sebelum semuanya diganti” di Potret data pada halaman ini. Ctrl+Z tidak membatalkannya.";
    replace_others: "Nothing is deleted for your colleagues: records that are not in the file may come back with a file of theirs.", "Tidak ada yang terhapus di tempat rekan: data yang tidak ada di file bisa kembali lewat file mereka.";
    /// `firm` is a name.
    other_workspace(firm): "It belongs to “{firm}”. All that is here gives way to it, and files of your present team then no longer belong with it.", "File ini milik “{firm}”. Semua data di sini digantikan olehnya, dan file dari tim Anda sekarang tidak lagi cocok dengannya.";
    replace_by_part: "What it leaves out will be missing here. To add it to what is here, bring it in instead.", "Yang tidak ada di dalamnya akan hilang di sini. Untuk menambahkannya ke data di sini, masukkan filenya saja.";
    replace_now: "Replace everything", "Ganti semuanya";
    replacing: "Replacing", "Mengganti";
    replaced(name): "Everything was replaced with {name}", "Semuanya diganti dengan {name}";
    restored(name): "Your data are back from {name}", "Data Anda kembali dari {name}";
    taken_back: "What was here before the replacement is back", "Data sebelum penggantian sudah kembali";
    nothing_to_take_back: "There is no snapshot of what was here before", "Tidak ada potret data sebelumnya";
    not_replaced: "Nothing was replaced", "Tidak ada yang diganti";
    not_kept: "What is here could neither be kept as a snapshot nor saved as a file.", "Data sekarang tidak bisa disimpan sebagai potret maupun sebagai file.";
    damaged: "Your data in this browser cannot be opened", "Data Anda di peramban ini tidak bisa dibuka";
    damaged_text: "Something in the browser’s storage is damaged. Nothing was changed. Reload once; if that does not help, save what can be read, then restore your last backup.", "Ada yang rusak dalam penyimpanan peramban. Tidak ada yang diubah. Muat ulang sekali; jika tidak berhasil, simpan yang masih terbaca, lalu pulihkan cadangan terakhir.";
    last_backup(when): "The last backup was made on {when}.", "Cadangan terakhir dibuat pada {when}.";
    no_backup: "No backup was made in this browser.", "Belum pernah ada cadangan dari peramban ini.";
    readable: "What can still be read", "Yang masih terbaca";
    reading: "Reading what can be read…", "Membaca yang masih bisa dibaca…";
    nothing_readable: "Nothing can be read any more.", "Tidak ada lagi yang bisa dibaca.";
    can_be_read(records): "Still there: {records}.", "Masih ada: {records}.";
    parts_lost(n): "{n} part cannot be read." | "{n} parts cannot be read.", "{n} bagian tidak terbaca.";
    save_readable: "Save what can be read", "Simpan yang terbaca";
    from_file: "Restore from a backup file", "Pulihkan dari file cadangan";
    from_file_text: "The file takes the place of what the browser lost.", "Isi file menggantikan data yang hilang dari peramban.";
    snapshots_left: "Everything was deleted but the snapshots: the browser did not let go of them. Delete this site’s data in the browser’s settings.", "Semuanya dihapus kecuali potret data: peramban tidak melepasnya. Hapus data situs ini di pengaturan peramban.";
    begin_anew_question: "Begin with nothing?", "Mulai dari kosong?";
    begin_anew_text: "What cannot be opened is deleted for good. Snapshots stay.", "Data yang tidak bisa dibuka dihapus selamanya. Potret data tetap ada.";
}
