//! The first visit: four ways to begin.

texts! {
    title: "Welcome to Tangga", "Selamat datang di Tangga";
    promise: "See who climbs your value ladder, whom you are losing and where the journey hurts. Your data stay on this device.", "Lihat siapa yang menaiki tangga nilai Anda, siapa yang mulai pergi, dan di mana pelanggan kecewa. Data Anda tetap di perangkat ini.";
    question: "How would you like to begin?", "Anda ingin mulai dari mana?";
    sample: "Try the sample shop", "Coba toko contoh";
    sample_text: "A coffee roaster with some 300 customers over two years. You remove it in one step.", "Usaha sangrai kopi dengan sekitar 300 pelanggan selama dua tahun. Bisa dihapus dalam satu langkah.";
    spreadsheet: "Import a spreadsheet", "Impor lembar kerja";
    spreadsheet_text: "Customers or purchases from Excel, a till or a marketplace, as .xlsx, .csv or text.", "Pelanggan atau transaksi dari Excel, kasir, atau marketplace, berupa .xlsx, .csv, atau teks.";
    colleague: "Open a colleague’s file", "Buka file rekan kerja";
    colleague_text: "A Tangga file (JSON) that somebody sent you, or your own backup.", "File Tangga (JSON) kiriman rekan, atau cadangan Anda sendiri.";
    empty: "Start empty", "Mulai dari kosong";
    empty_text: "Add customers one by one.", "Tambahkan pelanggan satu per satu.";
    language: "Language", "Bahasa";
}
