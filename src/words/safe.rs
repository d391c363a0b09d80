//! Safe mode, and the diagnostic for whoever is asked for help.

texts! {
    title: "Safe mode", "Mode aman";
    text: "Tangga failed to start the last two times, or safe mode was asked for. Nothing is opened here, so nothing can go wrong with your data: you can take them out as they lie, and try again.", "Tangga gagal mulai dua kali terakhir, atau mode aman diminta. Di sini tidak ada yang dibuka, jadi data Anda tidak bisa rusak: Anda bisa mengambilnya apa adanya, lalu mencoba lagi.";
    link: "Safe mode: take your data out as they are", "Mode aman: ambil data Anda apa adanya";
    start: "Start as usual", "Mulai seperti biasa";
    save_raw: "Save a full copy for support", "Simpan salinan lengkap untuk teknisi";
    raw_text: "A copy of what the browser holds for Tangga, for whoever helps you. It holds all your data, unprotected: hand it only to people you trust.", "Salinan semua yang disimpan peramban untuk Tangga, bagi yang membantu Anda. Isinya semua data Anda tanpa pelindung: berikan hanya kepada yang Anda percaya.";
    writing(n): "{n} part written" | "{n} parts written", "{n} bagian ditulis";
    done(n): "Saved: {n} part" | "Saved: {n} parts", "Tersimpan: {n} bagian";
    nothing: "There is nothing stored", "Tidak ada yang tersimpan";
    failed: "It could not be read. Close other tabs of Tangga and try again.", "Tidak bisa dibaca. Tutup tab Tangga yang lain, lalu coba lagi.";
    diagnostic: "For whoever helps you", "Untuk yang membantu Anda";
    diagnostic_text: "Version, browser, counts and the names of the last errors. No names, no contacts, no amounts, nothing that you typed.", "Versi, peramban, jumlah data, dan nama error terakhir. Tanpa nama, kontak, nilai uang, atau apa pun yang Anda ketik.";
    copy: "Copy", "Salin";
    copied: "Copied", "Tersalin";
    not_copied: "The browser does not allow it. Select the text and copy it.", "Peramban tidak mengizinkan. Pilih teksnya, lalu salin.";
    show: "Show what is copied", "Lihat yang disalin";
}
