//! Files that are encrypted with a passphrase.

use tangga_engine::interchange::encrypted::{MAX_WORK_FACTOR, Problem};

texts! {
    protect: "Protect with a passphrase", "Lindungi dengan frasa sandi";
    protect_text: "The backup is encrypted: only those who know the passphrase can open it. Nobody can recover a lost passphrase, not even Tangga.", "Cadangan dienkripsi: hanya yang tahu frasa sandinya bisa membukanya. Frasa sandi yang hilang tidak bisa dipulihkan siapa pun, termasuk Tangga.";
    passphrase: "Passphrase", "Frasa sandi";
    /// `least` is a number.
    passphrase_text(least): "At least {least} characters; four or five unrelated words are good.", "Minimal {least} karakter; empat atau lima kata acak sudah baik.";
    too_short(least): "At least {least} characters", "Minimal {least} karakter";
    again: "The same passphrase again", "Frasa sandi sekali lagi";
    differs: "This is not the same passphrase", "Frasa sandinya tidak sama";
    other_programs: "Technicians can also open it with the program “age”.", "Teknisi juga bisa membukanya dengan program “age”.";
    write: "Back up encrypted", "Cadangkan dengan enkripsi";
    locked(name): "{name} is protected with a passphrase", "{name} dilindungi frasa sandi";
    locked_text: "Type it to open the file. Nothing changes before you have seen what is in it.", "Ketik untuk membuka file. Tidak ada yang berubah sebelum Anda melihat isinya.";
    opening: "Opening the encrypted file", "Membuka file terenkripsi";
    not_by_passphrase: "This encrypted file does not open with a passphrase, but with a key or a newer program. Tangga opens those with a passphrase.", "File terenkripsi ini tidak dibuka dengan frasa sandi, melainkan dengan kunci atau program yang lebih baru. Tangga hanya membuka yang memakai frasa sandi.";
    /// Both are numbers.
    too_hard(found, most): "This file is encrypted more heavily than Tangga can open: level {found}, at most {most}. Open it with the program that wrote it.", "Enkripsi file ini lebih berat daripada batas Tangga: tingkat {found}, paling tinggi {most}. Buka dengan program yang menulisnya.";
    no_memory: "There is not enough memory for the passphrase on this device. Close other tabs and programs, then try again. Your data are unchanged.", "Memori perangkat ini tidak cukup untuk frasa sandi. Tutup tab dan program lain, lalu coba lagi. Data Anda tidak berubah.";
    wrong: "This passphrase does not open the file. Check capitals and spaces; if you are sure of it, the file was altered.", "Frasa sandi ini tidak membuka file. Periksa huruf besar dan spasi; jika yakin benar, file ini telah berubah.";
    damaged: "The passphrase fits, but the file was cut off or altered after it was written. Use another copy of it.", "Frasa sandinya cocok, tetapi file terpotong atau berubah setelah ditulis. Gunakan salinan lain.";
    damaged_head: "The beginning of this file is damaged. Use another copy of it.", "Bagian awal file ini rusak. Gunakan salinan lain.";
}

/// Why an encrypted file was not opened.
pub fn refusal(problem: Problem) -> String {
    match problem {
        Problem::NotByPassphrase => not_by_passphrase().to_owned(),
        Problem::TooHard(found) => too_hard(found, MAX_WORK_FACTOR),
        Problem::NoRoom => no_memory().to_owned(),
        Problem::WrongPassphrase => wrong().to_owned(),
        Problem::Head => damaged_head().to_owned(),
        Problem::Damaged => damaged().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, set_language};

    #[test]
    fn a_file_that_asks_for_too_much_names_the_limit() {
        set_language(Language::English);
        let text = refusal(Problem::TooHard(25));
        assert!(text.contains("25, at most 20"), "{text}");
    }
}
