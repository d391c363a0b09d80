//! What the components themselves say: tables, charts, figures, forms.

texts! {
    choose_all: "Choose all that the list shows", "Pilih semua yang tampil";
    chosen(n): "{n} chosen" | "{n} chosen", "{n} terpilih";
    with_chosen: "With those chosen", "Dengan yang terpilih";
    picking_keys: "Arrow keys move, Enter opens, the space bar chooses, Shift with an arrow key chooses more, Ctrl A all", "Tombol panah berpindah, Enter membuka, spasi memilih, Shift dengan panah memilih lebih banyak, Ctrl A semua";
    taken_up: "What you had typed here is back.", "Yang tadi Anda ketik di sini kembali.";
    begin_anew: "Begin anew", "Mulai dari awal";
    draft_kept: "Not saved. What you typed is there when you open the form again.", "Belum disimpan. Yang Anda ketik masih ada saat formulir dibuka lagi.";
    explain(name): "Where does this number come from? {name}", "Dari mana angka ini? {name}";
    definition: "What it is", "Artinya";
    formula: "With your numbers", "Dengan angka Anda";
    period: "Period", "Periode";
    source: "Source", "Sumber";
    unknown: "Not known", "Belum diketahui";
    required: "required", "wajib diisi";
    as_table: "As a table", "Sebagai tabel";
    chart_actions: "Save this chart", "Simpan grafik ini";
    choose_columns: "Choose columns", "Pilih kolom";
    sort_by: "Sort by", "Urutkan menurut";
    nothing_matches: "Nothing matches", "Tidak ada yang cocok";
    nothing_matches_text: "Shorten the search, or remove a filter.", "Persingkat pencarian, atau lepas salah satu saringan.";
    row_keys: "Arrow keys move, Enter opens", "Tombol panah untuk bergerak, Enter untuk membuka";
    drop_table: "Drop a spreadsheet here", "Letakkan lembar kerja di sini";
    drop_workspace: "Drop a Tangga file here", "Letakkan file Tangga di sini";
    drop_backup: "Drop a backup here", "Letakkan cadangan di sini";
    or_choose: "or choose one from this device", "atau pilih dari perangkat ini";
    dismiss: "Dismiss", "Tutup pesan";
    messages: "Messages", "Pesan";
    stop: "Stop", "Hentikan";
    choose_one: "Choose one", "Pilih satu";
    not_said: "Not said", "Tidak disebutkan";
    pinned: "Pinned", "Disematkan";
    chart_keys: "Arrow keys show each value", "Tombol panah menampilkan tiap nilai";
    /// A field's label with the currency's sign: Amount (Rp).
    amount_in(label, sign): "{label} ({sign})";
}
