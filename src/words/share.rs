//! Sharing a part: what goes into the file, what stays out of it.

texts! {
    open: "Share a part", "Bagikan sebagian";
    what: "What goes into the file", "Isi file";
    one_segment: "One segment: its customers and all that is about them", "Satu segmen: pelanggannya dan semua catatan tentang mereka";
    no_segments: "No customer is in a segment yet. Set it in a customer’s profile or when importing.", "Belum ada pelanggan yang punya segmen. Isi lewat profil pelanggan atau saat mengimpor.";
    journeys: "Journey maps and personas only", "Hanya peta perjalanan dan persona";
    no_journeys: "There is no journey map and no persona yet.", "Belum ada peta perjalanan dan persona.";
    everything: "Everything", "Semuanya";
    without_personal: "Without personal data", "Tanpa data pribadi";
    /// `fields` is a list of labels, `customer` what a customer is called then.
    left_out(fields, customer): "Left out: {fields}. Instead of a name, colleagues see “{customer}” or the like. Whoever holds your whole file can still tell who is meant.", "Yang tidak ikut: {fields}. Sebagai ganti nama, rekan melihat misalnya “{customer}”. Yang memegang file lengkap Anda tetap bisa tahu siapa orangnya.";
    /// `records` is a list such as: Customers 2, Purchases 5.
    holds(records): "The file would hold: {records}.", "File akan berisi: {records}.";
    holds_nothing: "There would be nothing in the file.", "File akan kosong.";
    whole_text: "That is the whole file: it counts as a backup.", "Itu file lengkap: dihitung sebagai cadangan.";
    share_segment(segment): "Share “{segment}”", "Bagikan “{segment}”";
    share_journeys: "Share journey maps and personas", "Bagikan peta perjalanan dan persona";
    share_impersonal: "Share without personal data", "Bagikan tanpa data pribadi";
    shared(name, records): "A part is written and checked: {records}. The file is {name}. It holds only this, so it is not a backup.", "Sebagian data sudah ditulis dan diperiksa: {records}. Filenya {name}. Isinya hanya ini, jadi bukan cadangan.";
    /// Parts of a file's name.
    journeys_stem: "journeys", "perjalanan";
    impersonal_stem: "without personal data", "tanpa data pribadi";
}
