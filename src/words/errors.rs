//! What went wrong: what happened, what was kept, what to do.

texts! {
    required: "Please fill this in", "Mohon diisi";
    not_a_number: "This is not a number", "Ini bukan angka";
    not_whole: "Only whole numbers here", "Hanya bilangan bulat";
    too_small(least): "At least {least}", "Minimal {least}";
    too_large(most): "At most {most}", "Maksimal {most}";
    amount_too_large(most): "This amount is larger than Tangga can hold: at most {most}", "Nilai ini melebihi yang bisa ditampung Tangga: paling banyak {most}";
    text_full(most): "At most {most} characters; what goes beyond was not taken.", "Paling banyak {most} karakter; kelebihannya tidak diambil.";
    too_many_decimals(currency): "{currency} has fewer decimals here. Nothing is rounded for you: type fewer decimals", "Desimal {currency} di sini lebih sedikit. Tidak ada pembulatan otomatis: kurangi desimalnya";
    two_ways(whole, fraction, currency, thousands): "This reads as {whole} and the decimals {fraction}, which {currency} does not hold. If you mean {thousands}, type it without a mark.", "Ini terbaca sebagai {whole} dengan desimal {fraction}, yang tidak ditampung {currency}. Jika maksudnya {thousands}, ketik tanpa tanda.";
    not_a_time: "This is not a time", "Ini bukan jam";
    day_to_come: "This day is still to come", "Tanggal ini belum tiba";
    not_a_date: "This is not a date", "Ini bukan tanggal";
    not_an_email: "This does not look like an e-mail address", "Ini sepertinya bukan alamat e-mail";
    not_a_phone: "This cannot be dialled. Write 0812…, 021… with the area code, or + for another country.", "Ini bukan nomor telepon yang benar. Tulis 0812…, 021… dengan kode area, atau + untuk luar negeri.";
    not_saved: "Not saved", "Belum tersimpan";
    not_saved_text: "Your entry stays here in the form. Try again, or export your data first.", "Isian Anda tetap ada di formulir. Coba lagi, atau ekspor data Anda dulu.";
    currency_changed: "Not saved: the currency is another now, and these amounts would change their meaning.", "Belum tersimpan: mata uangnya sudah berubah, dan arti nilai ini akan ikut berubah.";
    changed_since: "Not saved: the data changed meanwhile. Look again, then confirm.", "Belum tersimpan: data sudah berubah. Periksa lagi, lalu konfirmasi.";
    store_silent: "The browser did not say whether this was saved", "Peramban tidak memberi tahu apakah ini tersimpan";
    store_silent_text: "Your entry stays here in the form. Save again: Tangga first looks whether it is stored, and never stores it twice.", "Isian Anda tetap ada di formulir. Simpan lagi: Tangga memeriksa dulu apakah sudah tersimpan, dan tidak pernah menyimpannya dua kali.";
    earlier_stored: "Your earlier entry was saved after all and is shown now. Look before you save again.", "Isian Anda sebelumnya ternyata sudah tersimpan dan kini ditampilkan. Periksa dulu sebelum menyimpan lagi.";
    store_full: "This device has no room left", "Ruang penyimpanan perangkat ini penuh";
    store_full_text: "Nothing was lost: your data are as they were before. Free some space, then try again.", "Tidak ada yang hilang: data Anda tetap seperti sebelumnya. Kosongkan sebagian ruang, lalu coba lagi.";
    store_closed: "The browser closed its storage", "Peramban menutup penyimpanan";
    store_closed_text: "What was saved is safe. Reload to go on.", "Yang sudah tersimpan tetap aman. Muat ulang untuk melanjutkan.";
    store_empty: "Your data are missing from this browser", "Data Anda tidak ada di peramban ini";
    store_empty_text: "Tangga was used here before, but the browser has removed its storage. Open your last backup to go on.", "Tangga pernah dipakai di sini, tetapi peramban telah menghapus isinya. Buka cadangan terakhir Anda untuk melanjutkan.";
    store_newer: "These data were saved by a newer Tangga", "Data ini disimpan oleh Tangga yang lebih baru";
    store_newer_text: "Nothing was changed. Reload to get the newer version.", "Tidak ada yang diubah. Muat ulang untuk mendapatkan versi terbaru.";
    store_blocked: "Another tab is using the data", "Data sedang dipakai tab lain";
    store_blocked_text: "Close the other Tangga tabs; this one goes on by itself.", "Tutup tab Tangga lainnya; tab ini akan lanjut sendiri.";
    store_damaged: "A part of the data could not be read", "Sebagian data tidak terbaca";
    store_damaged_text: "It was set aside, not deleted; the rest is here. Save what can be read. Then, under Data, replace everything with your last backup and bring in the saved file: what is newer in it comes back.", "Bagian itu disisihkan, tidak dihapus; sisanya ada di sini. Simpan yang terbaca. Lalu, di Data, ganti semuanya dengan cadangan terakhir dan masukkan file tadi: isi yang lebih baru akan kembali.";
    store_unopened: "The browser cannot open its storage", "Peramban tidak bisa membuka penyimpanannya";
    store_unopened_text: "Nothing was changed. Reload; if that does not help, close the browser and open it again. Some private windows have no storage: use a normal window.", "Tidak ada yang diubah. Muat ulang; jika tidak berhasil, tutup peramban lalu buka lagi. Sebagian jendela privat tidak punya penyimpanan: gunakan jendela biasa.";
    not_loaded: "A part of Tangga could not be loaded", "Sebagian Tangga tidak bisa dimuat";
    not_loaded_text: "What was saved is safe. Check the connection, then reload.", "Yang sudah disimpan tetap aman. Periksa koneksi, lalu muat ulang.";
    nothing_changed: "Nothing was changed.", "Tidak ada yang diubah.";
    changed_elsewhere: "This was changed elsewhere while you were writing", "Data ini diubah di tempat lain selagi Anda menulis";
    /// `now` is what the field holds.
    changed_to(field, now): "{field}: {now}";
    saving_wins: "Where you changed the same field, yours takes its place when you save; all else stays as it is now.", "Bila Anda mengubah isian yang sama, isian Anda menggantikannya saat disimpan; yang lain tetap seperti sekarang.";
    gone_meanwhile: "Not saved: this was deleted meanwhile. What you typed is still here in the form.", "Belum tersimpan: data ini sudah dihapus. Isian Anda masih ada di formulir.";
    gone: "This was deleted", "Ini sudah dihapus";
    store_lost(records): "When last seen it held: {records}.", "Terakhir kali isinya: {records}.";
    begin_anew: "Begin with nothing", "Mulai dari kosong";
}
