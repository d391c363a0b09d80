//! The safety meter: are the data safe, and what would make them safer.

texts! {
    title: "Safety", "Keamanan data";
    kept: "Kept on this device", "Tersimpan di perangkat ini";
    may_be_removed: "The browser may remove your data", "Peramban bisa menghapus data Anda";
    may_be_removed_text: "Allow Tangga to keep its store, or back up often.", "Izinkan Tangga menyimpan secara tetap, atau cadangkan lebih sering.";
    ask_to_keep: "Ask the browser to keep them", "Minta peramban menyimpannya";
    last_backup(when): "Last backup {when}", "Cadangan terakhir {when}";
    never_backed_up: "Not backed up yet", "Belum pernah dicadangkan";
    changes_since(n): "{n} change since" | "{n} changes since", "{n} perubahan sejak itu";
    no_changes_since: "no changes since", "tanpa perubahan sejak itu";
    nothing_yet: "Nothing to back up yet", "Belum ada yang perlu dicadangkan";
    level: "How well your data are backed up", "Seberapa aman data Anda dicadangkan";
    backed_up(name): "Backed up as {name}", "Dicadangkan sebagai {name}";
}
