//! Erasing a person.

texts! {
    erased: "Erased. The sales stay under a number.", "Sudah dihapus permanen. Penjualannya tetap ada dengan nomor.";
    unfinished: "The person is erased here, but older copies in this browser are not cleared yet. This goes on when you open Tangga again.", "Data orang ini sudah dihapus di sini, tetapi salinan lama di peramban ini belum bersih. Ini dilanjutkan saat Anda membuka Tangga lagi.";
    not_stored: "Not saved: this person was erased, so names, contacts, notes and order numbers are not kept for them any more.", "Belum tersimpan: data orang ini sudah dihapus permanen, jadi nama, kontak, catatan, dan nomor pesanannya tidak disimpan lagi.";
}
