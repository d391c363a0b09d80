//! The value ladder: counts, value and movement by rung, and its rules.

texts! {
    title: "Value ladder", "Tangga nilai";
    subtitle(day): "As of {day}", "Per {day}";
    chart: "Customers on each rung", "Pelanggan di tiap anak tangga";
    finding(up, down): "{up} climbed and {down} slipped between the two dates", "{up} naik dan {down} turun di antara kedua tanggal";
    finding_still: "Nobody moved between the two dates", "Tidak ada yang berpindah di antara kedua tanggal";
    count: "Customers", "Pelanggan";
    sales: "Sales", "Penjualan";
    average: "Average value", "Nilai rata-rata";
    go_on(share): "{share} go on", "{share} lanjut";
    up: "Up", "Naik";
    down: "Down", "Turun";
    entered: "New", "Baru";
    lost: "Lost", "Hilang";
    stayed: "Stayed", "Tetap";
    movement: "Movement", "Perpindahan";
    from: "From", "Dari";
    to: "To", "Sampai";
    rules: "Rules", "Aturan";
    rules_text: "The highest rung whose rule holds is the customer’s rung. A pin by hand wins.", "Anak tangga tertinggi yang aturannya terpenuhi menjadi tempat pelanggan. Sematan manual mengalahkan aturan.";
    edit_rules: "Edit the rules", "Ubah aturan";
    rule_suspect: "Known to us, nothing more", "Kita kenal, belum lebih dari itu";
    rule_prospect: "Judged to need it and able to pay, no purchase yet", "Dinilai butuh dan mampu, belum bertransaksi";
    rule_first_time(most): "Fewer than {most} purchases", "Kurang dari {most} transaksi";
    rule_repeat(least): "{least} purchases or more", "{least} transaksi atau lebih";
    rule_majority(share): "Share of wallet {share} or more", "Porsi belanja {share} atau lebih";
    rule_loyal(purchases, days): "{purchases} purchases or more within {days} days, and rivals’ offers no longer count", "{purchases} transaksi atau lebih dalam {days} hari, dan tawaran pesaing tidak lagi dihiraukan";
    rule_advocate(referrals, score): "Loyal, and brought {referrals} customers or more, or would recommend with {score} or more", "Setia, dan membawa {referrals} pelanggan atau lebih, atau merekomendasikan dengan skor {score} ke atas";
    not_known(n): "For {n} customer the upper rungs are not known: share of wallet, attitude or referrals are missing" | "For {n} customers the upper rungs are not known: share of wallet, attitude or referrals are missing", "Anak tangga atas untuk {n} pelanggan belum diketahui: porsi belanja, sikap, atau rujukan belum dicatat";
    not_known_short: "Not known", "Belum diketahui";
    pinned(n): "{n} pinned by hand" | "{n} pinned by hand", "{n} disematkan manual";
    open_rung(rung): "Open the customers on {rung}", "Buka pelanggan di {rung}";
    empty_title: "The ladder needs customers", "Tangga ini butuh pelanggan";
    empty_text: "Import purchases or add customers; the rules place them.", "Impor transaksi atau tambahkan pelanggan; aturan yang menempatkannya.";
    explain_count(rung): "Customers whose highest fulfilled rule is {rung}, or who are pinned there", "Pelanggan yang aturan tertingginya terpenuhi di {rung}, atau disematkan di sana";
    explain_source: "Rungs after the lecture’s value ladder; the thresholds are yours", "Anak tangga mengikuti tangga nilai pada materi kuliah; ambangnya milik Anda";
}
