//! Labels of change sets, in the history list and beside Undo.

texts! {
    title: "History", "Riwayat";
    empty: "Nothing was changed yet", "Belum ada perubahan";
    empty_text: "The list begins anew when a file takes the place of everything. What was here before it is under Snapshots.", "Daftar ini dimulai dari awal bila semuanya diganti dengan file. Data sebelumnya ada di Potret data.";
    field_became(field, before, after): "{field}: {before} → {after}";
    customer_added(name): "Customer added: {name}", "Pelanggan ditambahkan: {name}";
    customer_changed(name): "Customer changed: {name}", "Pelanggan diubah: {name}";
    customers_deleted(n): "{n} customer deleted" | "{n} customers deleted", "{n} pelanggan dihapus";
    customers_changed(n): "{n} customer changed" | "{n} customers changed", "{n} pelanggan diubah";
    customer_deleted(name): "Customer deleted: {name}", "Pelanggan dihapus: {name}";
    customer_pinned(name, rung): "{name} pinned to {rung}", "{name} disematkan di {rung}";
    customer_unpinned(name): "{name} no longer pinned", "{name} tidak lagi disematkan";
    purchase_recorded(name): "Purchase recorded: {name}", "Transaksi dicatat: {name}";
    purchase_changed(name): "Purchase changed: {name}", "Transaksi diubah: {name}";
    purchase_deleted(name): "Purchase deleted: {name}", "Transaksi dihapus: {name}";
    interaction_recorded(name): "Interaction recorded: {name}", "Interaksi dicatat: {name}";
    interaction_changed(name): "Interaction changed: {name}", "Interaksi diubah: {name}";
    interaction_deleted(name): "Interaction deleted: {name}", "Interaksi dihapus: {name}";
    feedback_recorded(name): "Feedback recorded: {name}", "Umpan balik dicatat: {name}";
    feedback_changed(name): "Feedback changed: {name}", "Umpan balik diubah: {name}";
    feedback_deleted(name): "Feedback deleted: {name}", "Umpan balik dihapus: {name}";
    persona_added(name): "Persona added: {name}", "Persona ditambahkan: {name}";
    persona_changed(name): "Persona changed: {name}", "Persona diubah: {name}";
    persona_deleted(name): "Persona deleted: {name}", "Persona dihapus: {name}";
    journey_added(name): "Journey map added: {name}", "Peta perjalanan ditambahkan: {name}";
    journey_changed(name): "Journey map changed: {name}", "Peta perjalanan diubah: {name}";
    journey_deleted(name): "Journey map deleted: {name}", "Peta perjalanan dihapus: {name}";
    stage_added(name): "Stage added: {name}", "Tahap ditambahkan: {name}";
    stage_changed(name): "Stage changed: {name}", "Tahap diubah: {name}";
    stage_moved(name): "Stage moved: {name}", "Tahap dipindah: {name}";
    stage_deleted(name): "Stage deleted: {name}", "Tahap dihapus: {name}";
    touchpoint_added(name): "Touchpoint added: {name}", "Touchpoint ditambahkan: {name}";
    touchpoint_changed(name): "Touchpoint changed: {name}", "Touchpoint diubah: {name}";
    touchpoint_moved(name): "Touchpoint moved: {name}", "Touchpoint dipindah: {name}";
    touchpoint_deleted(name): "Touchpoint deleted: {name}", "Touchpoint dihapus: {name}";
    customers_united(name): "Customers merged: {name}", "Pelanggan digabungkan: {name}";
    customers_parted(name): "Customers separated again: {name}", "Pelanggan dipisahkan lagi: {name}";
    consent_recorded(name): "Consent recorded: {name}", "Persetujuan dicatat: {name}";
    consent_changed(name): "Consent changed: {name}", "Persetujuan diubah: {name}";
    consent_taken_back(name): "Consent taken back: {name}", "Persetujuan ditarik: {name}";
    consent_deleted(name): "Consent deleted: {name}", "Persetujuan dihapus: {name}";
    request_recorded(name): "Request recorded: {name}", "Permintaan dicatat: {name}";
    request_changed(name): "Request changed: {name}", "Permintaan diubah: {name}";
    request_deleted(name): "Request deleted: {name}", "Permintaan dihapus: {name}";
    /// `what` is what the file holds.
    exported(what): "Exported: {what}", "Diekspor: {what}";
    not_exported(what): "Not exported after all: {what}", "Batal diekspor: {what}";
    customer_erased(name): "Personal data erased for good: {name}", "Data pribadi dihapus permanen: {name}";
    people_erased: "Personal data erased for good, as in a colleague’s file", "Data pribadi dihapus permanen, seperti dalam file rekan";
    settings_changed: "Settings changed", "Pengaturan diubah";
    /// `what` is a list such as "2 new customers and 3 purchases".
    imported_what(file, what): "Imported from {file}: {what}", "Diimpor dari {file}: {what}";
    imported(n, file): "{n} record imported from {file}" | "{n} records imported from {file}", "{n} data diimpor dari {file}";
    file_brought(file, what): "File brought in, {file}: {what}", "File dimasukkan, {file}: {what}";
    /// `by` is what people call the device that wrote the file.
    brought_by(file, by, what): "File from {by} brought in, {file}: {what}", "File dari {by} dimasukkan, {file}: {what}";
    waited(n): "{n} record from a device whose clock ran ahead is now in use" | "{n} records from a device whose clock ran ahead are now in use", "{n} data dari perangkat yang jamnya terlalu maju kini dipakai";
    sample_added: "Sample shop added", "Toko contoh ditambahkan";
    sample_removed: "Sample shop removed", "Toko contoh dihapus";
    sample_removed_but(n): "Sample shop removed; {n} record of your own stays" | "Sample shop removed; {n} records of your own stay", "Toko contoh dihapus; {n} data Anda sendiri tetap ada";
    undone(label): "Undone: “{label}”", "Diurungkan: “{label}”";
    redone(label): "Redone: {label}", "Diulangi: {label}";
    done_toast(label): "{label}. Saved.", "{label}. Tersimpan.";
    nothing_to_undo: "Nothing to undo", "Tidak ada yang bisa diurungkan";
    nothing_to_redo: "Nothing to redo", "Tidak ada yang bisa diulangi";
    earlier: "Show earlier changes", "Tampilkan perubahan sebelumnya";
    /// After the names of some changed fields.
    more_fields(n): "{n} more field" | "{n} more fields", "{n} isian lain";
    too_old: "Too old to undo", "Sudah terlalu lama, tidak bisa diurungkan lagi";
    /// After an undo that met later edits.
    fields_stay(n): "{n} field was changed since and stays" | "{n} fields were changed since and stay", "{n} isian sudah diubah sesudahnya dan dibiarkan";
    /// After an undo of which later edits left nothing.
    not_undone(n): "Not undone: it was changed again later" | "Not undone: {n} fields were changed again later", "Tidak diurungkan: {n} isian sudah diubah lagi setelah itu";
    both_not_undone: "Not undone: both fields were changed again later", "Tidak diurungkan: kedua isian sudah diubah lagi setelah itu";
    not_redone(n): "Not done again: it was changed later" | "Not done again: {n} fields were changed later", "Tidak diulangi: {n} isian sudah diubah setelah itu";
    /// Both are codes of currencies.
    other_currency(then, now): "Not done: amounts in {then} would come back, but the currency is {now} now. Undo that change first.", "Tidak dilakukan: nilai dalam {then} akan kembali, padahal mata uangnya kini {now}. Urungkan perubahan itu dulu.";
    by_this_device: "this device", "perangkat ini";
    by_this_named(name): "{name} (this device)", "{name} (perangkat ini)";
    by_other_device: "another device", "perangkat lain";
}
