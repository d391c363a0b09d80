//! What is at hand on every page: the command palette and the keys.

texts! {
    palette: "Find or do", "Cari atau lakukan";
    placeholder: "A customer, a page, something to do", "Pelanggan, halaman, atau tindakan";
    /// The keys that open it, as they stand on its button.
    palette_keys: "Ctrl K";
    /// Other words by which pages are looked for.
    also_customers: "people clients contacts segment", "orang klien kontak segmen";
    also_ladder: "rung pin loyalty movement", "anak tangga sematkan loyalitas pergerakan";
    also_sales: "revenue turnover year quarter month new customers average", "omzet pendapatan tahun kuartal bulan pelanggan baru rata-rata";
    also_journeys: "map persona touchpoint emotion channel", "peta persona touchpoint titik kontak perasaan kanal";
    also_feedback: "NPS CSAT CES survey score promoter detractor", "NPS CSAT CES survei skor promotor detraktor masukan";
    also_retention: "cohort churn lost loyalty segment", "kohort churn berhenti loyalitas segmen";
    also_data: "export backup restore merge snapshot history Excel CSV", "ekspor cadangan pulihkan gabungkan potret riwayat Excel CSV";
    also_privacy: "consent request erase export log", "persetujuan permintaan hapus permanen catatan ekspor";
    also_settings: "language theme currency firm financial year", "bahasa tema mata uang usaha tahun buku";
    pages: "Pages", "Halaman";
    actions: "Do", "Lakukan";
    on_page: "On this page", "Di halaman ini";
    customers: "Customers", "Pelanggan";
    maps: "Journey maps", "Peta perjalanan";
    found(n): "{n} found" | "{n} found", "{n} ditemukan";
    nothing(typed): "Nothing is called “{typed}”. Customers are found by name, company, city, phone, e-mail and customer number.", "Tidak ada yang bernama “{typed}”. Pelanggan dicari dari nama, perusahaan, kota, telepon, e-mail, dan nomor pelanggan.";
    /// More customers match than are listed.
    all_found(n): "Show {n} customer" | "Show all {n} customers", "Lihat semua {n} pelanggan";
    drop_here: "Drop the file to bring it in", "Lepaskan file untuk memasukkannya";
    drop_text: "A spreadsheet, an Excel workbook, or a colleague’s file. Nothing changes until you confirm.", "Lembar kerja, buku kerja Excel, atau file rekan kerja. Tidak ada yang berubah sebelum Anda konfirmasi.";
    one_file(name): "Only one file at a time: {name} was taken, the others were not.", "Hanya satu file sekaligus: {name} diambil, yang lain tidak.";
    keys: "Keys", "Tombol keyboard";
    show_keys: "Show the keys", "Lihat tombol keyboard";
    keys_anywhere: "Anywhere", "Di mana saja";
    keys_go: "Go to a page", "Ke halaman";
    keys_list: "In a list", "Di dalam daftar";
    keys_map: "On a journey map", "Di peta perjalanan";
    find_or_do: "Find or do something", "Cari atau lakukan sesuatu";
    these_keys: "These keys", "Daftar tombol ini";
    next_row: "Next or previous row", "Baris berikutnya atau sebelumnya";
    first_row: "First or last row", "Baris pertama atau terakhir";
    open_row: "Open the row", "Buka baris";
    choose_row: "Choose the row, or not", "Pilih baris, atau batalkan";
    choose_range: "Choose more rows", "Pilih lebih banyak baris";
    choose_all: "Choose all rows", "Pilih semua baris";
    space: "Space", "Spasi";
    move_touchpoint: "Move the chosen touchpoint", "Pindahkan touchpoint terpilih";
    single: "Keys without Ctrl", "Tombol tanpa Ctrl";
    single_text: "Turn them off if you dictate, or if they get in your way. Ctrl K and undo stay.", "Matikan bila Anda mendikte atau bila mengganggu. Ctrl K dan urungkan tetap berlaku.";
    /// A key to press, then another.
    then(first, second): "{first} then {second}", "{first} lalu {second}";
    /// Keys that do alike.
    either(one, other): "{one} or {other}", "{one} atau {other}";
}
