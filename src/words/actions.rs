//! Buttons and menu entries that more than one page uses.

texts! {
    save: "Save", "Simpan";
    cancel: "Cancel", "Batal";
    close: "Close", "Tutup";
    edit: "Edit", "Ubah";
    delete: "Delete", "Hapus";
    undo: "Undo", "Urungkan";
    redo: "Redo", "Ulangi";
    open: "Open", "Buka";
    clear: "Clear", "Kosongkan";
    clear_choice: "Choose none", "Batalkan pilihan";
    clear_search: "Clear the search", "Kosongkan pencarian";
    more_actions: "More actions", "Tindakan lain";
    try_again: "Try again", "Coba lagi";
    reload: "Reload", "Muat ulang";
    choose_file: "Choose a file", "Pilih file";
    download_svg: "Download as SVG", "Unduh sebagai SVG";
    full_screen: "Show on the whole screen", "Tampilkan layar penuh";
    leave_full_screen: "Leave the whole screen", "Keluar dari layar penuh";
    download_png: "Download as PNG", "Unduh sebagai PNG";
    /// Hands a file that was just written to another program.
    share: "Share", "Bagikan";
    import: "Import", "Impor";
    back_up: "Back up now", "Cadangkan sekarang";
    move_earlier: "Move earlier", "Majukan";
    move_later: "Move later", "Mundurkan";
    page(from, to, n): "{from} to {to} of {n}", "{from} sampai {to} dari {n}";
    earlier_page: "Earlier ones", "Sebelumnya";
    next_page: "Next ones", "Berikutnya";
    show_rows: "Show the rows", "Lihat baris datanya";
    call: "Call", "Telepon";
    write_email: "E-mail";
    write_whatsapp: "WhatsApp";
    yes: "Yes", "Ya";
    no: "No", "Tidak";
    add_purchase: "Add purchase", "Tambah transaksi";
    add_interaction: "Add interaction", "Tambah interaksi";
    add_feedback: "Add feedback", "Tambah umpan balik";
    add_customer: "Add customer", "Tambah pelanggan";
    add_touchpoint: "Add touchpoint", "Tambah touchpoint";
    add_stage: "Add stage", "Tambah tahap";
    add_persona: "Add persona", "Tambah persona";
    add_journey: "New journey map", "Peta perjalanan baru";
}
