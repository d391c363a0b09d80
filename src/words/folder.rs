//! Rolling backups in a folder of the device.

texts! {
    title: "Backups in a folder", "Cadangan di folder";
    finding: "Choose a folder once, and Tangga writes a checked backup there by itself: at most once an hour while you work, and when you leave.", "Pilih folder sekali, lalu Tangga menulis cadangan yang sudah diperiksa ke sana dengan sendirinya: paling sering sekali sejam saat Anda bekerja, dan saat Anda pergi.";
    unsupported: "This browser cannot write to a folder by itself; Chrome and Edge on a computer can. Back up by hand here.", "Peramban ini tidak bisa menulis ke folder dengan sendirinya; Chrome dan Edge di komputer bisa. Di sini, cadangkan sendiri.";
    choose: "Choose a folder", "Pilih folder";
    choose_other: "Choose another folder", "Pilih folder lain";
    plain: "The files are not encrypted: choose a folder that only you can open, or encrypt them.", "Filenya tidak dienkripsi: pilih folder yang hanya bisa dibuka Anda, atau enkripsi filenya.";
    encrypted: "The files are encrypted. To open one you type the passphrase.", "Filenya dienkripsi. Untuk membukanya, ketik frasa sandinya.";
    encrypt: "Encrypt the files", "Enkripsi filenya";
    encrypt_again: "Choose another passphrase", "Ganti frasa sandi";
    encrypt_not: "Stop encrypting", "Berhenti mengenkripsi";
    encrypt_text: "Backups in the folder are encrypted from now on. This browser keeps the key that encrypts them, not the passphrase; to open one, here or elsewhere, you type the passphrase. Nobody can recover one that is lost.", "Mulai sekarang cadangan di folder dienkripsi. Peramban ini menyimpan kunci enkripsinya, bukan frasa sandinya; untuk membukanya, di sini atau di tempat lain, ketik frasa sandinya. Frasa sandi yang hilang tidak bisa dipulihkan siapa pun.";
    encrypt_earlier: "Files that are in the folder already stay as they are until newer ones take their place. Delete them yourself if nobody may read them.", "File yang sudah ada di folder tetap seperti semula sampai diganti yang lebih baru. Hapus sendiri bila tidak boleh dibaca orang.";
    encrypted_now: "Backups in the folder are encrypted from now on.", "Mulai sekarang cadangan di folder dienkripsi.";
    plain_now: "Backups in the folder are no longer encrypted.", "Cadangan di folder tidak lagi dienkripsi.";
    seal_not_kept: "Nothing changed: the browser did not remember the choice. Try again.", "Tidak ada yang berubah: peramban tidak mengingat pilihan itu. Coba lagi.";
    unsealed(name): "The browser does not hand out the key that encrypts the backups in “{name}”, so none is written. Choose a passphrase again, or stop encrypting.", "Peramban tidak memberikan kunci enkripsi untuk cadangan di “{name}”, jadi tidak ada yang ditulis. Pilih lagi frasa sandi, atau berhenti mengenkripsi.";
    locked: "Encrypted", "Terenkripsi";
    /// `name` is that of a folder here and below.
    ready(name): "Backups go to the folder “{name}”.", "Cadangan masuk ke folder “{name}”.";
    last(name, when): "Backups go to the folder “{name}”, the last one {when}.", "Cadangan masuk ke folder “{name}”, terakhir {when}.";
    asleep(name): "The browser wants you to allow the folder “{name}” again. Until then no backups go there.", "Peramban meminta izin lagi untuk folder “{name}”. Sebelum itu tidak ada cadangan ke sana.";
    allow: "Allow the folder", "Izinkan folder";
    now: "Back up there now", "Cadangkan ke sana sekarang";
    let_go: "Stop using the folder", "Berhenti memakai folder";
    let_go_done: "No more backups go to the folder. Those in it stay.", "Tidak ada lagi cadangan ke folder itu. Yang sudah ada tetap di sana.";
    not_let_go: "The browser still remembers the folder. Delete this site’s data in the browser’s settings to make it forget.", "Peramban masih mengingat folder itu. Hapus data situs ini di pengaturan peramban agar dilupakan.";
    not_chosen: "The browser did not hand out this folder. Choose another one, not one of the system.", "Peramban tidak memberikan folder ini. Pilih folder lain, bukan folder sistem.";
    not_remembered: "The browser did not remember this folder, so no backups go there. Choose it again.", "Peramban tidak mengingat folder ini, jadi tidak ada cadangan ke sana. Pilih lagi.";
    full(name): "The folder “{name}” has no room left for a backup. Free some space; the earlier backups are whole.", "Folder “{name}” tidak punya ruang lagi untuk cadangan. Kosongkan sebagian; cadangan sebelumnya utuh.";
    gone(name): "The folder “{name}” is gone, so no backups go there. Choose another one.", "Folder “{name}” sudah tidak ada, jadi tidak ada cadangan ke sana. Pilih folder lain.";
    refused(name): "The folder “{name}” cannot be written to. Choose it again, or another one.", "Folder “{name}” tidak bisa ditulisi. Pilih lagi, atau pilih yang lain.";
    differs(name): "The backup in the folder “{name}” is not what is here, so it was taken away again. The earlier ones are whole.", "Cadangan di folder “{name}” tidak sama dengan data di sini, jadi dihapus lagi. Yang sebelumnya utuh.";
    holds_erased(name): "Backups in the folder “{name}” still hold somebody whom you erased. Allow the folder under Data, and Tangga deletes them.", "Cadangan di folder “{name}” masih memuat data orang yang Anda hapus permanen. Izinkan folder itu di Data, lalu Tangga menghapusnya.";
    still_erased(name): "Backups in the folder “{name}” still hold somebody whom you erased.", "Cadangan di folder “{name}” masih memuat data orang yang Anda hapus permanen.";
    /// `name` is that of the former folder, or of several.
    left_erased(name): "Backups in the folder “{name}”, which is no longer used, still hold somebody whom you erased. Tangga cannot reach them: delete them there yourself, or choose that folder again.", "Cadangan di folder “{name}”, yang tidak dipakai lagi, masih memuat data orang yang Anda hapus permanen. Tangga tidak bisa menjangkaunya: hapus sendiri di sana, atau pilih lagi folder itu.";
    left_is_cleared: "I deleted them", "Sudah saya hapus";
    listed: "In the folder, newest first", "Di folder, terbaru dulu";
    none_listed: "No backups of Tangga are in this folder yet.", "Belum ada cadangan Tangga di folder ini.";
    /// After everything was deleted here.
    files_stay(name): "The backups in the folder “{name}” stay.", "Cadangan di folder “{name}” tetap ada.";
}
