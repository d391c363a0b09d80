//! Erasing a person.

texts! {
    action: "Erase personal data…", "Hapus permanen data pribadi…";
    /// `name` is the customer’s.
    question(name): "Erase {name} for good?", "Hapus permanen data {name}?";
    goes: "This goes: name, company, contacts, birthday, address, customer number, notes, comments, order numbers, wordings of consents. It also goes from the history and from what Undo remembers. All snapshots are deleted.", "Yang dihapus: nama, perusahaan, kontak, tanggal lahir, alamat, nomor pelanggan, catatan, komentar, nomor pesanan, dan bunyi persetujuan. Semuanya juga hilang dari riwayat dan dari daftar Urungkan. Semua potret data dihapus.";
    others_too(n): "{n} customer who is merged with this one is erased as well." | "{n} customers who are merged with this one are erased as well.", "{n} pelanggan yang digabungkan dengan yang ini ikut dihapus permanen.";
    stays: "This stays under a code instead of a name: sales, dates, scores, products, segment and city, so that your figures do not change.", "Yang tetap, dengan kode sebagai ganti nama: penjualan, tanggal, skor, produk, segmen, dan kota, sehingga angka Anda tidak berubah.";
    trace: "A trace of the telephone numbers and the e-mail address stays, scrambled so that nobody can read it. It is personal data too, goes into your whole files, and serves one purpose: Tangga asks before somebody with that number or address comes in again.", "Jejak nomor telepon dan alamat e-mail tetap disimpan, diacak sehingga tidak bisa dibaca. Jejak itu pun data pribadi, ikut dalam file lengkap Anda, dan hanya untuk satu tujuan: Tangga bertanya dulu sebelum seseorang dengan nomor atau alamat itu masuk lagi.";
    asked_to_be_erased: "People who asked to be erased", "Orang yang minta datanya dihapus";
    known_again(n): "{n} new customer has the number or the address of somebody who was erased" | "{n} new customers have the number or the address of somebody who was erased", "{n} pelanggan baru bernomor atau beralamat sama dengan orang yang datanya sudah dihapus";
    take_in: "Take them in all the same", "Tetap masukkan";
    take_in_text: "Only if they became your customers again. Otherwise they and all that is about them stay out.", "Hanya bila mereka kembali menjadi pelanggan. Jika tidak, mereka dan semua catatannya tidak dimasukkan.";
    out_of_reach: "Tangga cannot reach copies elsewhere: downloaded backups and exports, backups that lie elsewhere than in the chosen folder, files of colleagues, and what was written about this person in other people’s notes. Delete those yourself. When a colleague brings in a file of yours, the person is erased there, too; older files do not bring them back.", "Salinan di tempat lain di luar jangkauan Tangga: cadangan dan ekspor yang sudah diunduh, cadangan di luar folder yang dipilih, file rekan, dan catatan tentang orang ini pada data orang lain. Hapus sendiri salinan itu. Bila rekan memasukkan file Anda, data orang ini juga terhapus di sana; file lama tidak mengembalikannya.";
    answers: "The request of this person counts as answered by it.", "Permintaan orang ini sekaligus tercatat sudah dijawab.";
    noted: "The day is noted among the answered requests.", "Tanggalnya dicatat di antara permintaan yang sudah dijawab.";
    for_good: "This cannot be undone.", "Ini tidak bisa diurungkan.";
    confirm: "Erase for good", "Hapus permanen";
    failed: "Nobody was erased", "Tidak ada yang dihapus";
    erased: "Erased for good. The sales stay under a code.", "Sudah dihapus permanen. Penjualannya tetap ada dengan kode.";
    unfinished: "The person is erased here, but older copies in this browser are not cleared yet. This goes on when you open Tangga again.", "Data orang ini sudah dihapus di sini, tetapi salinan lama di peramban ini belum bersih. Ini dilanjutkan saat Anda membuka Tangga lagi.";
    not_stored: "Not saved: this person was erased, so names, contacts, notes and order numbers are not kept for them any more.", "Belum tersimpan: data orang ini sudah dihapus permanen, jadi nama, kontak, catatan, dan nomor pesanannya tidak disimpan lagi.";
    was_erased: "This person was erased", "Data orang ini sudah dihapus permanen";
    was_erased_on(date): "This person was erased on {date}", "Data orang ini dihapus permanen pada {date}";
    no_profile: "Names, contacts, notes and order numbers are not kept any more. The sales still count in all totals.", "Nama, kontak, catatan, dan nomor pesanan tidak disimpan lagi. Penjualannya tetap terhitung dalam semua jumlah.";
    was_erased_text: "Kept: sales, dates, scores, products, segment and city under a code; the request; a scrambled trace of telephone and e-mail, so that Tangga asks if it comes in again.", "Yang tetap: penjualan, tanggal, skor, produk, segmen, dan kota dengan kode; permintaannya; jejak telepon dan e-mail yang diacak agar Tangga bertanya bila masuk lagi.";
    half_erased: "This person was erased, and somebody who was not is merged with them now", "Data orang ini sudah dihapus permanen, tetapi kini digabungkan dengan orang yang belum";
    half_erased_text: "Nothing personal of either is shown. If both are the same person, erase the other one, too; if not, separate them.", "Data pribadi keduanya tidak ditampilkan. Jika memang orang yang sama, hapus permanen juga yang satunya; jika bukan, pisahkan.";
    erase_other: "Erase the other one, too", "Hapus permanen juga yang satunya";
    part: "Separate them", "Pisahkan";
    form_text: "This person was erased: names, contacts, notes and order numbers are not kept any more.", "Data orang ini sudah dihapus permanen: nama, kontak, catatan, dan nomor pesanan tidak disimpan lagi.";
    seems_erased: "Perhaps somebody who was erased", "Tampaknya orang yang datanya sudah dihapus";
    known_here(n): "{n} customer has the telephone number or the e-mail address of somebody who was erased" | "{n} customers have the telephone number or the e-mail address of somebody who was erased", "{n} pelanggan bernomor telepon atau beralamat e-mail sama dengan orang yang datanya sudah dihapus permanen";
    seems_erased_text: "You or a colleague erased them under another entry. Is it the same person? Then erase this entry, too. Keep it if they became your customer again, or if others use the same number or address.", "Anda atau rekan menghapusnya lewat entri lain. Orang yang sama? Hapus juga entri ini. Biarkan bila ia kembali menjadi pelanggan, atau bila nomor atau alamatnya dipakai bersama.";
    keep: "Keep", "Biarkan";
    /// `name` is the customer’s.
    keep_this(name): "Keep: {name}", "Biarkan: {name}";
    by_colleague(n): "{n} person was erased by a colleague" | "{n} people were erased by a colleague", "Data {n} orang dihapus permanen oleh rekan";
    by_colleague_text: "Their personal data leave this device, too, with its snapshots. That cannot be undone; sales stay. If one of them is here under another entry, too, the page Privacy asks about it.", "Data pribadinya ikut dihapus dari perangkat ini beserta potret datanya. Ini tidak bisa diurungkan; penjualan tetap ada. Bila orangnya ada juga lewat entri lain, halaman Privasi menanyakannya.";
}
