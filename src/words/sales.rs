//! Sales by month, quarter and year.

texts! {
    title: "Sales", "Penjualan";
    subtitle: "What was sold, to how many, and how many of them were new", "Apa yang terjual, kepada berapa pelanggan, dan berapa di antaranya yang baru";
    empty_title: "Sales need purchases", "Penjualan butuh data transaksi";
    empty_text: "Import purchases with a date and an amount, or record the first one on a customer’s page.", "Impor transaksi dengan tanggal dan nilai, atau catat yang pertama di halaman pelanggan.";
    by_year: "By year", "Per tahun";
    period: "Period", "Periode";
    buyers: "Buyers", "Pembeli";
    new: "New buyers", "Pembeli baru";
    each: "Each period", "Tiap periode";
    so_far(period): "{period} (so far)", "{period} (sejauh ini)";
    up(sum, last, change): "{sum} in the 12 months to {last}, {change} on the 12 months before", "{sum} dalam 12 bulan sampai {last}, {change} dibanding 12 bulan sebelumnya";
    same(sum, last): "{sum} in the 12 months to {last}, the same as in the 12 months before", "{sum} dalam 12 bulan sampai {last}, sama dengan 12 bulan sebelumnya";
    only(n, sum, last): "{sum} in the month to {last}; a comparison needs two full years" | "{sum} in the {n} months to {last}; a comparison needs two full years", "{sum} dalam {n} bulan sampai {last}; perbandingan butuh dua tahun penuh";
    running: "No period is over yet", "Belum ada periode yang selesai";
    note(day): "Purchases up to {day}. Returns are taken off, unknown amounts left out; a period that is not over is in the table alone.", "Transaksi sampai {day}. Retur dikurangkan, nilai yang belum diketahui tidak termasuk; periode yang belum selesai hanya ada di tabel.";
}
