//! Home: the figures that matter, the ladder, what needs attention.

texts! {
    title: "Home", "Beranda";
    subtitle(customers, purchases): "{customers}, {purchases}";
    purchases_count(n): "{n} purchase" | "{n} purchases", "{n} transaksi";
    active_customers: "Active customers", "Pelanggan aktif";
    active_line(days): "bought within the last {days} days", "belanja dalam {days} hari terakhir";
    on_the_year_before(change): "{change} on the year before", "{change} dibanding tahun sebelumnya";
    attention: "This week", "Minggu ini";
    attention_finding: "Ranked by value at risk", "Urut menurut nilai yang terancam";
    attention_empty: "Nothing needs you now", "Tidak ada yang mendesak sekarang";
    attention_empty_text: "Customers who stay away longer than usual, unanswered detractors and old reviews appear here.", "Pelanggan yang lebih lama absen dari biasanya, detraktor yang belum dijawab, dan peta yang lama tak ditinjau akan muncul di sini.";
    quiet_customer(days, usual): "No order for {days} days, usually every {usual}", "Tanpa pesanan selama {days} hari, biasanya setiap {usual} hari";
    detractors_waiting(n): "{n} detractor not answered" | "{n} detractors not answered", "{n} detraktor belum dijawab";
    journey_old(days): "Not reviewed for {days} days", "Tidak ditinjau selama {days} hari";
    empty_title: "No customers yet", "Belum ada pelanggan";
    empty_text: "Import a spreadsheet or add your first customer; the figures appear by themselves.", "Impor lembar kerja atau tambahkan pelanggan pertama Anda; angka-angkanya muncul sendiri.";
    sales: "Sales", "Penjualan";
    sales_line(period): "in {period}", "selama {period}";
}
