//! The safety meter: are the data safe, and what would make them safer.

texts! {
    title: "Safety", "Keamanan data";
    nothing_kept: "No data of your own yet", "Belum ada data Anda sendiri";
    kept: "Kept on this device", "Tersimpan di perangkat ini";
    kept_text: "The browser promised not to remove your data by itself. A backup is still your only second copy.", "Peramban berjanji tidak menghapus data Anda secara otomatis. Cadangan tetap satu-satunya salinan kedua Anda.";
    not_told: "Saved in this browser", "Tersimpan di peramban ini";
    not_told_text: "This browser does not say whether it keeps your data when room is short, so back up often.", "Peramban ini tidak memberi tahu apakah data tetap disimpan saat ruang menipis, jadi sering-seringlah mencadangkan.";
    may_be_removed: "The browser may remove your data", "Peramban bisa menghapus data Anda";
    may_be_removed_text: "When the device runs short of room. Ask the browser to keep them, or back up often.", "Saat ruang perangkat menipis. Minta peramban menyimpannya, atau cadangkan lebih sering.";
    ask_to_keep: "Ask the browser to keep them", "Minta peramban menyimpannya";
    promised: "The browser keeps your data until you delete them", "Peramban menyimpan data Anda sampai Anda menghapusnya";
    not_promised: "The browser did not promise it. Install Tangga from the browser’s menu, or back up often.", "Peramban tidak menjanjikannya. Pasang Tangga dari menu peramban, atau cadangkan lebih sering.";
    last_backup(when): "Last backup {when}", "Cadangan terakhir {when}";
    never_backed_up(n): "Not backed up yet: {n} change" | "Not backed up yet: {n} changes", "Belum dicadangkan: {n} perubahan";
    changes_since(n): "{n} change since" | "{n} changes since", "{n} perubahan sejak itu";
    no_changes_since: "no changes since", "tanpa perubahan sejak itu";
    nothing_yet: "Nothing to back up yet", "Belum ada yang perlu dicadangkan";
    level: "How well your data are backed up", "Seberapa aman data Anda dicadangkan";
    size(size): "Your data take {size} in this browser.", "Data Anda memakai {size} di peramban ini.";
    when_lost: "When could data be lost?", "Kapan data bisa hilang?";
    private_window: "In a private window everything goes when the window is closed: use a normal window, and keep backups outside the browser.", "Di jendela privat semuanya hilang saat jendela ditutup: gunakan jendela biasa, dan simpan cadangan di luar peramban.";
    unvisited: "Safari deletes what a site stored after seven days without a visit: add Tangga to the Dock or Home Screen, and keep backups outside the browser.", "Safari menghapus simpanan situs yang tujuh hari tidak dibuka: tambahkan Tangga ke Dock atau Layar Utama, dan simpan cadangan di luar peramban.";
    emptied: "Emptying the browser’s site data deletes everything here.", "Mengosongkan data situs di peramban menghapus semuanya di sini.";
    due(changes): "Time for a backup: {changes}", "Saatnya mencadangkan: {changes}";
    due_since(changes, days): "Time for a backup: {changes} in {days}", "Saatnya mencadangkan: {changes} dalam {days}";
    waiting_changes(n): "{n} change" | "{n} changes", "{n} perubahan";
    waiting_days(n): "{n} day" | "{n} days", "{n} hari";
    not_today: "Not today", "Jangan hari ini";
    reminder: "Backup reminder", "Pengingat cadangan";
    reminder_text: "Shown under Safety as soon as one of these is reached. Never as a window in your way.", "Tampil di bagian Keamanan data begitu salah satunya tercapai. Tidak pernah muncul menghalangi layar.";
    reminder_changes: "After so many changes", "Setelah sekian perubahan";
    reminder_days: "Or after so many days with changes", "Atau setelah sekian hari dengan perubahan";
    reminder_saved: "Reminder set", "Pengingat disimpan";
    /// `records` is a list such as: Customers 2, Purchases 5.
    backed_up(name, records): "Backed up and checked: {records}. The file is {name}; keep it outside this browser too.", "Dicadangkan dan diperiksa: {records}. Filenya {name}; simpan juga di luar peramban ini.";
    nothing_recorded: "no records yet", "belum ada data";
    /// A part of a file's name.
    readable_stem: "what could be read", "yang terbaca";
    readable_saved(name, records): "Saved what can be read: {records}. The file is {name}. It is not a backup, because parts are missing; keep your last one.", "Yang terbaca sudah disimpan: {records}. Filenya {name}. Ini bukan cadangan karena ada bagian yang hilang; simpan cadangan terakhir Anda.";
    check_failed: "The file was written, but what was read back is not what is here, so it is not offered. Your data are unchanged. Try again.", "File sudah ditulis, tetapi saat dibaca ulang isinya tidak sama dengan data di sini, jadi tidak diberikan. Data Anda tidak berubah. Coba lagi.";
    check_unreadable: "The file was written, but the browser could not read it back. Your data are unchanged. Try again.", "File sudah ditulis, tetapi peramban tidak bisa membacanya ulang. Data Anda tidak berubah. Coba lagi.";
    not_offered: "The file is whole, but the browser did not take it. Your data are unchanged. Try again.", "Filenya utuh, tetapi peramban tidak mau menyimpannya. Data Anda tidak berubah. Coba lagi.";
}
