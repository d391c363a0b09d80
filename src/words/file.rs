//! The workspace file: what can go wrong with it, by line and in words.

use super::fields;
use tangga_engine::domain::Collection;
use tangga_engine::interchange::file::{ExportError, FileError, Limit, Problem};

texts! {
    title: "This file was not opened", "File ini tidak dibuka";
    at_line(line, what): "Line {line}: {what}", "Baris {line}: {what}";
    not_json: "This is not a Tangga file: it is not JSON.", "Ini bukan file Tangga: isinya bukan JSON.";
    not_a_workspace: "This is not a Tangga file. Spreadsheets and CSV files come in under “Import a spreadsheet”.", "Ini bukan file Tangga. Lembar kerja dan file CSV dimasukkan lewat “Impor lembar kerja”.";
    /// `currency` is a code, `decimals` a number.
    currency_with(currency, decimals): "{currency} with {decimals} decimals", "{currency} dengan {decimals} desimal";
    currency_whole(currency): "{currency} without decimals", "{currency} tanpa desimal";
    newer(format): "This file was written by a newer Tangga (format {format}). Update, then open it again.", "File ini ditulis oleh Tangga yang lebih baru (format {format}). Perbarui dulu, lalu buka lagi.";
    truncated: "The end of this file is missing. It was cut off while it was sent or saved. Use another copy of it.", "Akhir file ini hilang. File terpotong saat dikirim atau disimpan. Gunakan salinan lain.";
    checksum: "This file was altered after it was written, by an editor or a fault. Use another copy of it.", "File ini berubah setelah ditulis, karena penyunting teks atau kerusakan. Gunakan salinan lain.";
    bad_line: "This line is damaged.", "Baris ini rusak.";
    bad_row(records): "A record is damaged: {records}.", "Sebuah data rusak: {records}.";
    bad_field(records, field): "A record is damaged: {records}, {field}.", "Sebuah data rusak: {records}, {field}.";
    counts_differ: "There are more or fewer records than the file’s head says.", "Jumlah datanya tidak sama dengan yang tertulis di awal file.";
    over_bytes: "The file is larger than 1 GB.", "Ukuran file melebihi 1 GB.";
    over_line: "This line is longer than 4 MB, which Tangga never writes.", "Baris ini lebih panjang dari 4 MB; Tangga tidak pernah menulis sepanjang itu.";
    over_text: "A text is longer than 1 MB.", "Sebuah teks lebih panjang dari 1 MB.";
    over_rows: "There are more than 10 million records.", "Datanya melebihi 10 juta.";
    over_list: "A list in the file has more than 10 million entries.", "Sebuah daftar dalam file berisi lebih dari 10 juta entri.";
    over_depth: "The file nests deeper than 64 levels.", "Susunan file ini lebih dalam dari 64 tingkat.";
    over_fields: "There are more than 1,000 fields.", "Isiannya melebihi 1.000.";
    over_integer: "A number is beyond 9,000,000,000,000,000.", "Sebuah angka melebihi 9.000.000.000.000.000.";
    sample: "This file holds the sample shop, which is never handed on.", "File ini berisi toko contoh, yang tidak pernah dibagikan.";
    sample_here: "You are looking at the sample shop. Remove it first; then the file can be opened.", "Anda sedang melihat toko contoh. Hapus dulu; setelah itu file bisa dibuka.";
    unreadable: "The browser cannot read this file. It may have been moved or changed; choose it again.", "Peramban tidak bisa membaca file ini. Mungkin sudah dipindah atau diubah; pilih lagi.";
    sample_not_exported: "The sample shop is not exported, so that it never gets among real data.", "Toko contoh tidak diekspor, agar tidak pernah tercampur dengan data sungguhan.";
    changed_meanwhile: "The data changed while the file was written. Nothing was exported; try again.", "Data berubah saat file ditulis. Tidak ada yang diekspor; coba lagi.";
    record_too_long: "A record holds a text of more than 1 MB, or more than 4 MB in all: too long to export. Shorten it, then try again.", "Ada data dengan teks lebih dari 1 MB, atau lebih dari 4 MB seluruhnya: terlalu panjang untuk diekspor. Persingkat, lalu coba lagi.";
}

/// Why a file was refused, with the line where there is one to look at.
pub fn refusal(error: &FileError, line: &str) -> String {
    let what = match &error.problem {
        Problem::NotJson => return not_json().to_owned(),
        Problem::NotAWorkspace => return not_a_workspace().to_owned(),
        Problem::Newer(format) => return newer(format),
        Problem::ChecksumDiffers => return checksum().to_owned(),
        Problem::Sample => return sample().to_owned(),
        Problem::Over(Limit::Bytes) => return over_bytes().to_owned(),
        Problem::Truncated => truncated().to_owned(),
        Problem::BadLine => bad_line().to_owned(),
        Problem::BadRow { collection, field } => {
            let known = Collection::from_name(collection);
            let records: &str = match known {
                Some(known) => fields::collection(known),
                None => collection,
            };
            match field {
                Some(name) => {
                    let at = known.and_then(|known| Some((known, known.field(name)?)));
                    let label: &str = match at {
                        Some((known, field)) => fields::label(known, field),
                        None => name,
                    };
                    bad_field(records, label)
                }
                None => bad_row(records),
            }
        }
        Problem::CountsDiffer => counts_differ().to_owned(),
        Problem::Over(limit) => match limit {
            Limit::Bytes => over_bytes(),
            Limit::Line => over_line(),
            Limit::Text => over_text(),
            Limit::Rows => over_rows(),
            Limit::List => over_list(),
            Limit::Depth => over_depth(),
            Limit::Fields => over_fields(),
            Limit::Integer => over_integer(),
        }
        .to_owned(),
    };
    at_line(line, what)
}

/// Why nothing was exported.
pub fn not_exported(error: &ExportError) -> &'static str {
    match error {
        ExportError::Sample => sample_not_exported(),
        ExportError::Changed => changed_meanwhile(),
        ExportError::TooLong(..) | ExportError::ForeignTooLong => record_too_long(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, set_language};

    #[test]
    fn a_refusal_names_the_line_and_what_stands_there() {
        set_language(Language::English);
        let check = |problem, expect: &str| {
            assert_eq!(refusal(&FileError { line: 12, problem }, "12"), expect);
        };
        check(Problem::NotAWorkspace, not_a_workspace());
        check(Problem::Newer(9), &newer(9));
        check(Problem::BadLine, "Line 12: This line is damaged.");
        let row = |field: Option<&str>| Problem::BadRow {
            collection: "purchase".to_owned(),
            field: field.map(str::to_owned),
        };
        check(row(None), "Line 12: A record is damaged: Purchases.");
        check(row(Some("amount")), "Line 12: A record is damaged: Purchases, Amount.");
        check(row(Some("glow")), "Line 12: A record is damaged: Purchases, glow.");
        check(Problem::Over(Limit::Text), &at_line("12", over_text()));
    }
}
