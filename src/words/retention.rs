//! Retention: raw, sales-adjusted, profit-adjusted, and who explains the gap.

texts! {
    title: "Retention", "Retensi";
    subtitle(start, end): "{start} to {end}", "{start} sampai {end}";
    raw: "Raw retention", "Retensi kasar";
    raw_hint: "per head", "per orang";
    sales_adjusted: "Sales-adjusted retention", "Retensi berbobot penjualan";
    profit_adjusted: "Profit-adjusted retention", "Retensi berbobot laba";
    sales_short: "Sales-adjusted", "Berbobot penjualan";
    profit_short: "Profit-adjusted", "Berbobot laba";
    churn: "Churn rate", "Tingkat churn";
    left_of(left, base): "{left} of {base} left", "{left} dari {base} berhenti";
    left_sales(share): "those who left were {share} of sales", "yang berhenti menyumbang {share} penjualan";
    left_profit(share): "those who left were {share} of profit", "yang berhenti menyumbang {share} laba";
    period: "Period", "Periode";
    this_year: "This financial year", "Tahun buku ini";
    last_year: "Last financial year", "Tahun buku lalu";
    last_twelve_months: "Last 12 months", "12 bulan terakhir";
    own_period: "Other dates", "Tanggal lain";
    segment: "By segment", "Per segmen";
    active_means(days): "Active means: bought within {days} days before the day", "Aktif berarti: bertransaksi dalam {days} hari sebelum tanggal itu";
    change_window: "Change what active means", "Ubah arti aktif";
    lost: "Customers lost", "Pelanggan yang berhenti";
    lost_finding: "Ranked by the profit they brought", "Urut menurut laba yang pernah mereka beri";
    lost_none: "Nobody left in this period", "Tidak ada yang berhenti pada periode ini";
    trend: "Over the last periods", "Selama periode-periode terakhir";
    finding_small(heads, profit): "You lose small customers: {heads} of heads, {profit} of profit", "Yang pergi pelanggan kecil: {heads} dari orangnya, {profit} dari laba";
    finding_large(heads, profit): "You lose valuable customers: {heads} of heads, {profit} of profit", "Yang pergi pelanggan bernilai: {heads} dari orangnya, {profit} dari laba";
    finding_even(heads): "You lose {heads} of customers, neither the small nor the large ones", "{heads} pelanggan berhenti, bukan hanya yang kecil atau yang besar";
    undefined_no_base: "Nobody was active at the start of this period", "Tidak ada pelanggan aktif di awal periode ini";
    undefined_no_sales: "The customers active at the start had no sales to weigh by", "Pelanggan aktif di awal tidak punya penjualan sebagai bobot";
    undefined_no_profit: "Profit in the base period is zero or less, so there is no share of it", "Laba pada periode dasar nol atau minus, jadi tidak ada porsinya";
    undefined_no_cost: "No purchase carries a cost, so profit is not known", "Tidak ada transaksi dengan biaya, jadi laba belum diketahui";
    define_raw: "Of the customers active at the start, the share still active at the end. New customers never count.", "Dari pelanggan yang aktif di awal, bagian yang masih aktif di akhir. Pelanggan baru tidak pernah dihitung.";
    define_sales: "The same customers, each weighted by the sales of the base period. Above the raw rate: those who left were small.", "Pelanggan yang sama, masing-masing ditimbang menurut penjualan periode dasar. Di atas retensi kasar: yang berhenti pelanggan kecil.";
    define_profit: "The same customers, each weighted by base-period profit after cost. It may exceed 100 % when those who left cost more than they brought.", "Pelanggan yang sama, masing-masing ditimbang menurut laba periode dasar setelah biaya. Bisa di atas 100 % bila yang berhenti justru merugikan.";
    formula_raw(kept, base, result): "{kept} still active ÷ {base} active at the start = {result}", "{kept} masih aktif ÷ {base} aktif di awal = {result}";
    formula_sales(kept, base, result): "{kept} sales of those who stayed ÷ {base} sales of all at the start = {result}", "{kept} penjualan dari yang bertahan ÷ {base} penjualan semua di awal = {result}";
    formula_profit(kept, base, result): "{kept} profit of those who stayed ÷ {base} profit of all at the start = {result}", "{kept} laba dari yang bertahan ÷ {base} laba semua di awal = {result}";
    source: "F. Buttle, Customer Relationship Management: raw, sales-adjusted and profit-adjusted retention", "F. Buttle, Customer Relationship Management: retensi kasar, berbobot penjualan, dan berbobot laba";
    empty_title: "Retention needs purchases", "Retensi butuh data transaksi";
    empty_text: "Import purchases with a date, an amount and a customer; two years say more than one.", "Impor transaksi dengan tanggal, jumlah, dan pelanggan; dua tahun lebih berarti daripada satu.";
}
