//! Importing a spreadsheet: what the check found, what it asks, and what can be
//! wrong with a file or a row.

use super::{Count, fields};
use tangga_engine::domain::Collection;
use tangga_engine::interchange::spreadsheet::plan::BadReason;
use tangga_engine::interchange::spreadsheet::{
    MAX_CELL_BYTES, MAX_COLUMNS, MappingProblem, SpreadsheetError, Target,
};

texts! {
    one_after_the_other: "One file after the other: finish or cancel the one that is open, then drop this one again.", "Satu per satu: selesaikan atau batalkan file yang terbuka, lalu lepaskan file ini lagi.";
    file_heading(name): "What is in {name}", "Isi {name}";
    another_file: "Another file", "File lain";
    refused: "This file was not imported", "File ini tidak diimpor";
    not_stored: "Nothing was imported", "Tidak ada yang diimpor";
    sample_first: "Remove the sample shop first", "Hapus toko contoh dulu";
    sample_first_text: "Your own data would be mixed with made-up ones.", "Data Anda akan tercampur dengan data karangan.";
    format: "How the file is read", "Cara file dibaca";
    utf8: "UTF-8";
    utf16le: "UTF-16";
    utf16be: "UTF-16 (big end first)", "UTF-16 (big-endian)";
    windows1252: "Windows-1252";
    header: "First row", "Baris pertama";
    header_names: "names the columns", "nama kolom";
    header_data: "is already data", "sudah berisi data";
    point: "Point: 1,250.50", "Titik: 1,250.50";
    comma: "Comma: 1.250,50", "Koma: 1.250,50";
    ambiguous_dates: "No date in this file shows whether the day or the month comes first. Please check.", "Tidak ada tanggal yang menunjukkan apakah hari atau bulan yang ditulis dulu. Mohon periksa.";
    /// Two names beside one telephone number or address.
    also_named(n, name): "{n} other name beside a telephone number or e-mail address that is there already, such as “{name}”: counted as one customer. If they are two people, give one of them no number here, or a customer number of their own." | "{n} other names beside a telephone number or e-mail address that is there already, such as “{name}”: each counted as one customer. If they are two people, give one of them no number here, or a customer number of their own.", "{n} nama lain dengan nomor telepon atau e-mail yang sama, misalnya “{name}”: dihitung satu pelanggan. Bila orangnya berbeda, kosongkan nomornya pada salah satu, atau beri nomor pelanggan sendiri.";
    ambiguous_marks: "Numbers such as 1.250 can be read in two ways here. Please check the decimal mark.", "Angka seperti 1.250 bisa dibaca dengan dua cara di sini. Mohon periksa tanda desimalnya.";
    columns_of: "Which column is what", "Arti setiap kolom";
    field_of(column): "What {column} is", "Arti {column}";
    line: "Line", "Baris";
    row: "Row", "Baris";
    price: "Price of one", "Harga satuan";
    margin: "Margin (amount less cost)", "Margin (nilai dikurangi biaya)";
    nothing_mapped: "No column has a meaning yet. Choose one below.", "Belum ada kolom yang punya arti. Pilih di bawah.";
    no_date: "Choose the column that holds the date.", "Pilih kolom yang berisi tanggal.";
    no_score: "Choose the column that holds the score or the comment.", "Pilih kolom yang berisi skor atau komentar.";
    no_identity: "Choose a column that says who the customer is: number, telephone, e-mail or name.", "Pilih kolom yang menunjukkan siapa pelanggannya: nomor, telepon, e-mail, atau nama.";
    twice(field): "Two columns are {field}. Leave one of them out.", "Dua kolom diartikan {field}. Abaikan salah satunya.";
    result: "What would happen", "Yang akan terjadi";
    from_to(first, last): "{first} to {last}", "{first} sampai {last}";
    in_all(sum): "{sum} in all", "seluruhnya {sum}";
    duplicates_found(n): "{n} possible duplicate" | "{n} possible duplicates", "{n} kemungkinan ganda";
    all_rows(n): "{n} row in the file" | "{n} rows in the file", "{n} baris dalam file";
    duplicates: "Duplicates left out", "Duplikat yang dilewati";
    duplicates_line(stored, repeated): "{stored} already here, {repeated} twice in the file", "{stored} sudah ada, {repeated} ganda dalam file";
    bad_line: "see each one with its reason below", "lihat satu per satu beserta alasannya di bawah";
    bad_none: "every row can be read", "semua baris terbaca";
    without_customer: "Without a customer", "Tanpa pelanggan";
    matched(n): "{n} row belongs to a customer who is here already" | "{n} rows belong to customers who are here already", "{n} baris milik pelanggan yang sudah ada";
    updated(n): "{n} customer gets new details" | "{n} customers get new details", "{n} pelanggan mendapat keterangan baru";
    unchanged_line(n): "{n} here already, unchanged", "{n} yang sudah ada tidak berubah";
    whose: "Customer", "Pelanggan";
    which_field: "Field", "Isian";
    before: "Now", "Sekarang";
    after: "From the file", "Dari file";
    becomes(before, after): "{before} → {after}";
    changed_first(n): "The first {n} are listed", "{n} yang pertama ditampilkan";
    other_names(n): "{n} customer has the same telephone or e-mail address and a different name" | "{n} customers have the same telephone or e-mail address and a different name", "{n} pelanggan bernomor telepon atau e-mail sama, tetapi namanya berbeda";
    take_other_names: "Same telephone, different name: it is the same person", "Telepon sama, nama berbeda: orangnya sama";
    take_other_names_text: "Name and details are then replaced with those of the file. Otherwise they stay; purchases go to that customer in any case.", "Nama dan keterangannya lalu diganti dengan isi file. Jika tidak, semuanya tetap; transaksinya tetap masuk ke pelanggan itu.";
    returns(n): "{n} return or cancellation, with a negative amount" | "{n} returns or cancellations, with negative amounts", "{n} retur atau pembatalan, dengan nilai minus";
    quantities(n): "{n} quantity is not a whole number and is left out" | "{n} quantities are not whole numbers and are left out", "Banyaknya pada {n} baris bukan bilangan bulat dan dikosongkan";
    held_back(n): "{n} row of erased people left out" | "{n} rows of erased people left out", "{n} baris milik orang yang datanya sudah dihapus permanen dilewati";
    repeated_kept(n): "{n} row repeats an earlier one in every cell and is kept: without an order number both may be real" | "{n} rows repeat an earlier one in every cell and are kept: without an order number both may be real", "{n} baris sama persis dengan baris sebelumnya dan tetap dipakai: tanpa nomor pesanan keduanya bisa benar";
    decide: "You decide", "Anda yang memutuskan";
    take_without: "Import rows without a customer, too", "Impor juga baris tanpa pelanggan";
    take_without_text: "They count in sales, and nowhere else.", "Hanya dihitung dalam penjualan.";
    leave_out_repeated: "Leave out rows that repeat an earlier one", "Lewati baris yang mengulang baris sebelumnya";
    overwrite: "Replace details that differ", "Ganti keterangan yang berbeda";
    overwrite_text: "Blank details are filled in any case.", "Keterangan yang kosong tetap diisi.";
    which_survey: "The scores are from", "Skor ini dari survei";
    which_currency: "Amounts are in", "Nilainya dalam";
    other_currency: "Other currency (three letters)", "Mata uang lain (tiga huruf)";
    currency_set(currency): "From this import on your amounts are in {currency}. That cannot change once amounts are stored.", "Mulai impor ini nilai Anda dicatat dalam {currency}. Mata uang itu tidak bisa diganti setelah ada nilai tersimpan.";
    no_amounts: "No column holds amounts", "Tidak ada kolom nilai";
    no_amounts_text: "The purchases are imported without amounts: they count, but sales and profit stay unknown. If a column says what was paid, choose it above.", "Transaksi diambil tanpa nilai: jumlahnya dihitung, tetapi penjualan dan laba tidak diketahui. Bila ada kolom yang berisi nilai bayar, pilih di atas.";
    cents_title: "These amounts have decimals", "Nilai di file ini punya desimal";
    cents_kept(n, line, currency): "{n} row has them, in line {line}. Nothing is rounded: they are kept exactly, in {currency}. Is that the right currency? A currency without decimals leaves such rows out." | "{n} rows have them, the first in line {line}. Nothing is rounded: they are kept exactly, in {currency}. Is that the right currency? A currency without decimals leaves such rows out.", "{n} baris memilikinya, mulai dari baris {line}. Tidak ada pembulatan: semuanya disimpan persis, dalam {currency}. Apakah mata uangnya benar? Mata uang tanpa desimal melewati baris seperti itu.";
    cents_refused(n, currency): "{n} row has more decimals than {currency} here holds. It is left out, not rounded." | "{n} rows have more decimals than {currency} here holds. They are left out, not rounded.", "{n} baris punya desimal lebih banyak daripada {currency} di sini. Baris itu dilewati, bukan dibulatkan.";
    bad_heading: "Rows that cannot be imported", "Baris yang tidak bisa diimpor";
    bad_first(n): "The first {n} of them", "{n} yang pertama";
    import_customers(n): "Import {n} customer" | "Import {n} customers", "Impor {n} pelanggan";
    import_purchases(n): "Import {n} purchase" | "Import {n} purchases", "Impor {n} transaksi";
    import_answers(n): "Import {n} answer" | "Import {n} answers", "Impor {n} jawaban";
    update_customers(n): "Update {n} customer" | "Update {n} customers", "Perbarui {n} pelanggan";
    done: "Imported", "Selesai diimpor";
    done_customers(n): "{n} new customer" | "{n} new customers", "{n} pelanggan baru";
    done_purchases(n): "{n} purchase" | "{n} purchases", "{n} transaksi";
    done_answers(n): "{n} answer" | "{n} answers", "{n} jawaban";
    done_updated(n): "{n} customer changed" | "{n} customers changed", "{n} pelanggan diperbarui";
    opened: "The Tangga file is open", "File Tangga sudah dibuka";
    see_customers: "See the customers", "Lihat pelanggan";
    see_ladder: "See the value ladder", "Lihat tangga nilai";
    see_feedback: "See the feedback", "Lihat umpan balik";
    undo_import: "Undo this import", "Urungkan impor ini";

    empty: "The file is empty.", "File ini kosong.";
    no_rows: "The file has no rows.", "File ini tidak berisi baris.";
    too_large: "The file is larger than 1 GB. Split it and import the parts.", "Ukuran file melebihi 1 GB. Bagi dulu, lalu impor bagian-bagiannya.";
    workbook: "This is a zip archive, but not an Excel workbook. If it is a table of another program, save it as .xlsx or CSV, then import that.", "Ini arsip zip, tetapi bukan buku kerja Excel. Bila ini tabel dari program lain, simpan sebagai .xlsx atau CSV, lalu impor.";
    damaged_workbook: "This workbook is damaged or not whole. Download or copy it again, or save it anew in the program that wrote it, then import that.", "Buku kerja ini rusak atau tidak utuh. Unduh atau salin lagi, atau simpan ulang di program asalnya, lalu impor.";
    old_workbook: "This is an old Excel workbook (.xls), or one with a password. Save it as .xlsx without a password, then import that.", "Ini buku kerja Excel lama (.xls), atau yang berkata sandi. Simpan sebagai .xlsx tanpa kata sandi, lalu impor.";
    pdf: "This is a PDF. Export the table as CSV where it came from.", "Ini PDF. Ekspor tabelnya sebagai CSV dari sumbernya.";
    compressed: "This file is compressed. Unpack it, then import what is inside.", "File ini terkompresi. Ekstrak dulu, lalu impor isinya.";
    binary(line): "Line {line} holds what no text file has. Save it as CSV and try again.", "Baris {line} berisi sesuatu yang bukan teks, jadi ini bukan file teks. Simpan sebagai CSV, lalu coba lagi.";
    not_in_encoding(line): "Line {line} cannot be read with what is chosen under “Characters”. Choose something else there.", "Baris {line} tidak terbaca dengan pilihan “Karakter” sekarang. Pilih yang lain.";
    too_many_columns(line, most): "The row at line {line} has more than {most} columns.", "Baris {line} punya lebih dari {most} kolom.";
    cell_too_long(line, most): "The row at line {line} has a cell of more than {most} KB. A quotation mark may be missing.", "Baris {line} punya sel lebih dari {most} KB. Mungkin ada tanda kutip yang kurang.";
    unclosed_quote(line): "The file ends inside a quotation that begins in the row at line {line}. The file may be cut off, or a quotation mark is missing.", "File berakhir di dalam kutipan yang dimulai pada baris {line}. File mungkin terpotong, atau ada tanda kutip yang kurang.";

    bad_too_many_cells: "more cells than columns; a separator may stand inside a cell", "selnya lebih banyak daripada kolom; mungkin ada pemisah di dalam sel";
    bad_no_identity: "no number, telephone, e-mail or name", "tanpa nomor, telepon, e-mail, atau nama";
    bad_date_missing: "the date is missing", "tanggalnya kosong";
    bad_date: "this is not a date, or not in the chosen order", "ini bukan tanggal, atau urutannya lain";
    bad_amount_missing: "the amount is missing", "nilainya kosong";
    bad_amount: "the amount is not a number", "nilainya bukan angka";
    bad_amount_ambiguous: "the amount reads in two ways: as thousands or as decimals", "nilainya bisa dibaca dua cara: sebagai ribuan atau desimal";
    bad_amount_large: "the amount is larger than Tangga can hold", "nilainya melebihi yang bisa ditampung Tangga";
    bad_decimals: "more decimals than the currency holds", "desimalnya lebih banyak daripada mata uangnya";
    bad_quantity: "the quantity is not a number", "banyaknya bukan angka";
    bad_score_missing: "neither score nor comment", "tanpa skor dan komentar";
    bad_score: "the score is not a whole number", "skornya bukan bilangan bulat";
    bad_scale: "the score is beyond the scale", "skornya di luar skala";
    bad_number: "this is not a number", "ini bukan angka";
    bad_choice: "not one of the possible values", "bukan salah satu nilai yang mungkin";
}

/// Why a file is no table that can be taken. Line numbers are small and read
/// the same in both languages.
pub fn refusal(error: SpreadsheetError) -> String {
    match error {
        SpreadsheetError::Empty => empty().to_owned(),
        SpreadsheetError::NoRows => no_rows().to_owned(),
        SpreadsheetError::TooLarge { .. } => too_large().to_owned(),
        SpreadsheetError::Workbook => workbook().to_owned(),
        SpreadsheetError::DamagedWorkbook => damaged_workbook().to_owned(),
        SpreadsheetError::OldWorkbook => old_workbook().to_owned(),
        SpreadsheetError::Pdf => pdf().to_owned(),
        SpreadsheetError::Compressed => compressed().to_owned(),
        SpreadsheetError::Binary { line } => binary(line),
        SpreadsheetError::NotInEncoding { line } => not_in_encoding(line),
        SpreadsheetError::TooManyColumns { line } => too_many_columns(line, MAX_COLUMNS),
        SpreadsheetError::CellTooLong { line } => cell_too_long(line, MAX_CELL_BYTES / 1024),
        SpreadsheetError::UnclosedQuote { line } => unclosed_quote(line),
    }
}

/// Why a row cannot be imported.
pub fn bad_reason(reason: BadReason) -> &'static str {
    match reason {
        BadReason::TooManyCells => bad_too_many_cells(),
        BadReason::NoIdentity => bad_no_identity(),
        BadReason::DateMissing => bad_date_missing(),
        BadReason::DateUnreadable => bad_date(),
        BadReason::AmountMissing => bad_amount_missing(),
        BadReason::AmountUnreadable => bad_amount(),
        BadReason::AmountAmbiguous => bad_amount_ambiguous(),
        BadReason::AmountTooLarge => bad_amount_large(),
        BadReason::TooManyDecimals => bad_decimals(),
        BadReason::QuantityUnreadable => bad_quantity(),
        BadReason::ScoreMissing => bad_score_missing(),
        BadReason::ScoreUnreadable => bad_score(),
        BadReason::ScoreOutOfScale => bad_scale(),
        BadReason::NumberUnreadable => bad_number(),
        BadReason::ChoiceUnknown => bad_choice(),
    }
}

/// What an import brought, in parts of a list: new customers, purchases or
/// answers, and customers that changed, each named as what it is.
pub fn brought(
    (facts, collection): (u64, Option<Collection>),
    [new, changed]: [u64; 2],
    count: impl Fn(u64) -> Count,
) -> Vec<String> {
    let facts_done = match collection {
        Some(Collection::Feedback) => done_answers,
        _ => done_purchases,
    };
    let parts = [
        (new, done_customers as fn(&Count) -> String),
        (facts, facts_done),
        (changed, done_updated),
    ];
    parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, say)| say(&count(n))).collect()
}

/// What hinders the use of a mapping.
pub fn mapping_problem(problem: MappingProblem) -> String {
    match problem {
        MappingProblem::NothingMapped => nothing_mapped().to_owned(),
        MappingProblem::NoDate => no_date().to_owned(),
        MappingProblem::NoScore => no_score().to_owned(),
        MappingProblem::NoIdentity => no_identity().to_owned(),
        MappingProblem::Twice(field) => twice(target(field)),
    }
}

/// What a column may be.
pub fn target(target: Target) -> &'static str {
    match target {
        Target::Customer(field) => fields::label(Collection::Customer, field),
        Target::Date => fields::date(),
        Target::Amount => fields::amount(),
        Target::UnitPrice => price(),
        Target::Cost => fields::cost(),
        Target::Margin => margin(),
        Target::Product => fields::product(),
        Target::Channel => fields::channel(),
        Target::OrderNumber => fields::order_number(),
        Target::Quantity => fields::quantity(),
        Target::Score => fields::score(),
        Target::Comment => fields::comment(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, set_language};

    #[test]
    fn every_target_and_every_problem_has_words_in_both_languages() {
        for language in Language::ALL {
            set_language(language);
            for one in Target::all() {
                assert!(!target(one).is_empty(), "{one:?}");
                let problem = mapping_problem(MappingProblem::Twice(one));
                assert!(problem.contains(target(one)), "{problem}");
            }
        }
    }

    /// Nine records of six purchases and three customers were "9 rows imported".
    #[test]
    fn what_an_import_brought_is_named_as_what_it_is() {
        set_language(Language::English);
        let count = |n: u64| Count::new(n, n.to_string());
        let check = |facts, customers, expect: &[&str]| {
            assert_eq!(brought(facts, customers, count), expect);
        };
        let purchases = Some(Collection::Purchase);
        check((6, purchases), [3, 0], &["3 new customers", "6 purchases"]);
        check((1, Some(Collection::Feedback)), [0, 2], &["1 answer", "2 customers changed"]);
        check((0, Some(Collection::Customer)), [1, 0], &["1 new customer"]);
    }

    #[test]
    fn a_refusal_names_the_line() {
        set_language(Language::Indonesian);
        for error in [
            SpreadsheetError::Binary { line: 41 },
            SpreadsheetError::NotInEncoding { line: 41 },
            SpreadsheetError::TooManyColumns { line: 41 },
            SpreadsheetError::CellTooLong { line: 41 },
            SpreadsheetError::UnclosedQuote { line: 41 },
        ] {
            assert!(refusal(error).contains("41"), "{error:?}");
        }
    }
}
