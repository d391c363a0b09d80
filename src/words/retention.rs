//! Retention: raw, sales-adjusted, profit-adjusted, and who explains the gap.

texts! {
    title: "Retention", "Retensi";
    subtitle(start, end): "{start} to {end}", "{start} sampai {end}";
    raw: "Raw retention", "Retensi pelanggan";
    sales_adjusted: "Sales-adjusted retention", "Retensi berbobot penjualan";
    profit_adjusted: "Profit-adjusted retention", "Retensi berbobot laba";
    sales_short: "Sales-adjusted", "Berbobot penjualan";
    profit_short: "Profit-adjusted", "Berbobot laba";
    churn: "Churn rate", "Tingkat churn";
    left_of(left, base): "{left} of {base} left", "{left} dari {base} berhenti";
    left_sales(share): "those who left were {share} of sales", "yang berhenti menyumbang {share} penjualan";
    left_profit(share): "those who left were {share} of profit", "yang berhenti menyumbang {share} laba";
    period: "Period", "Periode";
    last_year: "Last full financial year", "Tahun buku penuh terakhir";
    last_quarter: "Last full quarter", "Kuartal penuh terakhir";
    last_twelve_months: "Last 12 months", "12 bulan terakhir";
    own_period: "Other dates", "Tanggal lain";
    segment: "By segment", "Per segmen";
    active_means(days): "Active on a day means: bought in the {days} days up to it", "Aktif pada suatu hari berarti: bertransaksi dalam {days} hari sampai hari itu";
    change_window: "Change what active means", "Ubah arti aktif";
    lost: "Customers lost", "Pelanggan yang berhenti";
    ranked_by_profit: "Ranked by the profit they brought", "Diurutkan menurut laba yang mereka hasilkan";
    ranked_by_sales: "Ranked by what they bought: no cost is recorded, so profit is not known", "Diurutkan menurut nilai belanjanya: biaya belum dicatat, jadi laba belum diketahui";
    lost_of_none: "Nobody was active at the start of this period, so nobody could leave", "Tidak ada yang aktif di awal periode ini, jadi tidak ada yang bisa berhenti";
    lost_none: "Nobody left in this period", "Tidak ada yang berhenti pada periode ini";
    trend: "Over the last periods", "Beberapa periode terakhir";
    finding_small(heads, profit): "You lose small customers: {heads} of customers, {profit} of profit", "Yang hilang pelanggan kecil: {heads} dari jumlah pelanggan, {profit} dari laba";
    finding_large(heads, profit): "You lose valuable customers: {heads} of customers, {profit} of profit", "Yang hilang pelanggan bernilai: {heads} dari jumlah pelanggan, {profit} dari laba";
    finding_even(heads): "You lose {heads} of customers, small and large ones alike", "{heads} pelanggan berhenti, yang kecil maupun yang besar";
    finding_all(n): "Your only customer has left" | "All {n} customers have left", "Semua pelanggan berhenti ({n})";
    finding_few(left, base): "{left} of {base} left: too few to say whether small or valuable customers go", "{left} dari {base} berhenti: terlalu sedikit untuk menyimpulkan yang pergi pelanggan kecil atau bernilai";
    undefined_no_base: "Nobody was active at the start of this period", "Tidak ada pelanggan aktif di awal periode ini";
    undefined_no_sales: "The customers active at the start had no sales to weigh by", "Pelanggan aktif di awal tidak punya penjualan sebagai bobot";
    undefined_no_profit: "Profit in the base period is zero or less, so there is no share of it", "Laba pada periode dasar nol atau minus, jadi tidak ada porsinya";
    undefined_no_cost: "No purchase at the start carries both an amount and a cost, so profit is not known", "Tidak ada transaksi awal yang punya nilai sekaligus biaya, jadi laba belum diketahui";
    define_raw: "Per head, large and small customers alike: of those active at the start, the share still active at the end. New customers never count.", "Per orang, pelanggan besar dan kecil sama saja: dari yang aktif di awal, bagian yang masih aktif di akhir. Pelanggan baru tidak pernah dihitung. Disebut juga retensi kasar.";
    define_sales: "The same customers, each weighted by the sales of the base period. Where it lies above the raw rate, those who left were small.", "Pelanggan yang sama, masing-masing ditimbang menurut penjualan periode dasar. Bila di atas retensi pelanggan: yang berhenti pelanggan kecil.";
    define_profit: "The same customers, each weighted by base-period profit after cost. It may exceed 100% when those who left cost more than they brought.", "Pelanggan yang sama, masing-masing ditimbang menurut laba periode dasar setelah biaya. Bisa di atas 100% bila yang berhenti justru merugikan.";
    formula_raw(kept, base, result): "{kept} still active ÷ {base} active at the start = {result}", "{kept} masih aktif ÷ {base} aktif di awal = {result}";
    formula_sales(kept, base, result): "{kept} sales of those who stayed ÷ {base} sales of all at the start = {result}", "{kept} penjualan dari yang bertahan ÷ {base} penjualan semua di awal = {result}";
    formula_profit(kept, base, result): "{kept} profit of those who stayed ÷ {base} profit of all at the start = {result}", "{kept} laba dari yang bertahan ÷ {base} laba semua di awal = {result}";
    source: "F. Buttle, Customer Relationship Management: raw, sales-adjusted and profit-adjusted retention", "F. Buttle, Customer Relationship Management: retensi kasar (pelanggan), berbobot penjualan, dan berbobot laba";
    empty_title: "Retention needs purchases", "Retensi butuh data transaksi";
    empty_text: "Import purchases with a date, an amount and a customer; two years say more than one.", "Impor transaksi dengan tanggal, nilai, dan pelanggan; dua tahun lebih berarti daripada satu.";
    finding_small_sales(heads, sales): "You lose small customers: {heads} of customers, {sales} of sales", "Yang hilang pelanggan kecil: {heads} dari jumlah pelanggan, {sales} dari penjualan";
    finding_large_sales(heads, sales): "You lose valuable customers: {heads} of customers, {sales} of sales", "Yang hilang pelanggan bernilai: {heads} dari jumlah pelanggan, {sales} dari penjualan";
    finding_none(n): "The only customer stayed" | "All {n} customers stayed", "Semua pelanggan bertahan ({n})";
    first_day: "First day", "Hari pertama";
    last_day: "Last day", "Hari terakhir";
    day_order: "The first day must not lie after the last", "Hari pertama tidak boleh setelah hari terakhir";
    windows(start_first, start_last, end_first, end_last): "Active at the start: bought {start_first} to {start_last}. Still active: bought {end_first} to {end_last}.", "Aktif di awal: bertransaksi {start_first} sampai {start_last}. Masih aktif: bertransaksi {end_first} sampai {end_last}.";
    overlap: "Customers count as active for longer than this period", "Jangka aktif lebih panjang dari periode ini";
    overlap_text: "One purchase can count for the start and for the end, so customers who left may still count as kept. Choose a longer period, or count them as active for a shorter time.", "Satu transaksi bisa terhitung di awal dan di akhir, sehingga pelanggan yang sudah pergi bisa masih terhitung bertahan. Pilih periode yang lebih panjang atau jangka yang lebih pendek.";
    window_title: "What active means", "Arti aktif";
    window_hint: "Longer than the usual time between two purchases; a year suits most shops. Used for all figures.", "Lebih panjang dari jarak biasa antara dua transaksi; satu tahun cocok untuk kebanyakan toko. Berlaku untuk semua angka.";
    churn_is(share): "churn {share}";
    figures: "Retention figures", "Angka retensi";
    profit_gap(n): "{n} purchase without a known cost is left out" | "{n} purchases without a known cost are left out", "{n} transaksi yang biayanya belum diketahui tidak dihitung";
    undefined_unknown_sales: "No purchase at the start carries an amount", "Tidak ada transaksi awal yang punya nilai";
    active: "Active at start", "Aktif di awal";
    left: "Left", "Berhenti";
    no_segment: "No segment", "Tanpa segmen";
    segment_none: "No customer is in a segment yet; set one on the customer’s page, or choose its column when importing.", "Belum ada pelanggan bersegmen; isi di halaman pelanggan atau pilih kolomnya saat impor.";
    finding_segment(name, share): "{name} keeps the smallest share: {share}", "Retensi terendah di {name}: {share}";
    finding_segments_alike: "Segments do not differ by more than chance explains", "Beda antarsegmen bisa jadi kebetulan saja";
    finding_segments_few: "Too few customers to compare the segments", "Pelanggan terlalu sedikit untuk membandingkan segmen";
    by_segment_now: "By the segment that customers are in today.", "Menurut segmen pelanggan hari ini.";
    base_sales: "Sales before", "Penjualan sebelumnya";
    base_profit: "Profit before", "Laba sebelumnya";
    profit_unknown: "not known", "belum diketahui";
    more_lost(n): "Show {n} more", "Tampilkan {n} lagi";
    trend_note(n): "Each point is one day" | "Each point is a period of {n} days that ends on that day", "Tiap titik adalah periode {n} hari yang berakhir pada hari itu";
    trend_months(n): "Each point is one month" | "Each point is a period of {n} months that ends in that month", "Tiap titik adalah periode {n} bulan yang berakhir di bulan itu";
    /// The first point that is not so, and how far back it would have to reach.
    trend_partly(first, days): "Those before {first} rest on less than {days} days of purchases and lie too high.", "Titik sebelum {first} memakai kurang dari {days} hari transaksi, jadi terlalu tinggi.";
    trend_uncovered(days): "They rest on less than {days} days of purchases before them and lie too high.", "Semuanya memakai kurang dari {days} hari transaksi sebelumnya, jadi terlalu tinggi.";
    trend_up(from, to): "Raw retention rose from {from} to {to}", "Retensi pelanggan naik dari {from} ke {to}";
    trend_down(from, to): "Raw retention fell from {from} to {to}", "Retensi pelanggan turun dari {from} ke {to}";
    trend_still(share): "Raw retention stayed at {share}", "Retensi pelanggan tetap di {share}";
    trend_one: "One period so far; the trend needs more data", "Baru satu periode; tren butuh lebih banyak data";
    /// Where earlier points are drawn that cannot be compared.
    trend_too_short: "Purchases do not reach back far enough for a trend yet", "Riwayat transaksi belum cukup panjang untuk melihat tren";
    period_end: "Period to", "Periode sampai";
    /// Where all purchases come after the period's first day.
    nobody_yet(day): "The first purchase is dated {day}: choose a period that begins after it.", "Transaksi pertama Anda tanggal {day}: pilih periode yang dimulai setelahnya.";
    base_period(first, last): "base period {first} to {last}", "periode dasar {first} sampai {last}";
    before_means(first, last): "“Before” is {first} to {last}", "“Sebelumnya” berarti {first} sampai {last}";
    nobody_hint: "Choose a later period, or let a purchase keep a customer active for longer.", "Pilih periode yang lebih baru, atau jangka aktif yang lebih panjang.";
    against_raw(points): "{points} points compared with raw", "{points} poin dibanding retensi pelanggan";
    window_needed: "How many days?", "Berapa hari?";
    not_covered: "Your records do not cover all of this", "Catatan Anda tidak mencakup semuanya";
    /// Days of the period lie after the records.
    records_end(n, day): "Purchases are known up to {day}: {n} day of this period is missing, so too many seem to have left." | "Purchases are known up to {day}: {n} days of this period are missing, so too many seem to have left.", "Transaksi tercatat sampai {day}: {n} hari periode ini belum ada, jadi terlalu banyak yang tampak berhenti.";
    records_begin(day, window): "Purchases are known from {day}, less than {window} days before this period: of those active at its start only some are counted, mostly those who buy often and stay, so the rates lie too high.", "Transaksi tercatat sejak {day}, kurang dari {window} hari sebelum periode ini: dari yang aktif di awal hanya sebagian terhitung, umumnya yang sering belanja dan bertahan, jadi tingkatnya terlalu tinggi.";
    back_since(n): "{n} of them has bought again since" | "{n} of them have bought again since", "{n} di antaranya sudah belanja lagi sejak itu";
    bought_again: "Bought again", "Belanja lagi";
    worth_before(sum): "They had bought for {sum} before", "Sebelumnya mereka berbelanja {sum}";
    last_in_period: "Last purchase in the period", "Transaksi terakhir di periode ini";
    lost_stem(first, last): "customers lost {first} to {last}", "pelanggan berhenti {first} sampai {last}";
    short_no_base: "nobody active", "tak ada yang aktif";
    short_no_sales: "no sales", "tak ada penjualan";
    short_no_cost: "cost not known", "biaya belum dicatat";
    short_no_profit: "no profit", "tak ada laba";
    cohorts: "Who comes back (cohorts)", "Siapa yang kembali (kohort)";
    first_bought: "First bought", "Pertama beli";
    customers: "Customers", "Pelanggan";
    month_after: "in the month after", "di bulan berikutnya";
    quarter_after: "in the quarter after", "di kuartal berikutnya";
    cohorts_up(later, earlier, after): "Newer customers come back more often: {later} buy again {after}, of earlier ones {earlier} did", "Pelanggan yang lebih baru lebih sering kembali: {later} belanja lagi {after}, sebelumnya {earlier}";
    cohorts_down(later, earlier, after): "Newer customers come back less often: {later} buy again {after}, of earlier ones {earlier} did", "Pelanggan yang lebih baru lebih jarang kembali: {later} belanja lagi {after}, sebelumnya {earlier}";
    cohorts_still(share, after): "{share} of new customers buy again {after}; no clear difference between newer and earlier ones", "{share} pelanggan baru belanja lagi {after}; tidak ada beda yang jelas antara yang baru dan yang lama";
    cohorts_few(share, after): "{share} of new customers buy again {after}; too few to compare newer with earlier ones", "{share} pelanggan baru belanja lagi {after}; terlalu sedikit untuk membandingkan yang baru dengan yang lama";
    cohorts_newest(n): "The newest one is shown." | "The newest {n} are shown.", "Yang tampil {n} terbaru.";
    cohorts_first_alone: "Only those with whom your records begin have had time to come back", "Baru pelanggan dari awal catatan yang sempat kembali";
    cohorts_none: "No month or quarter is over yet after a first purchase", "Belum ada bulan atau kuartal yang selesai setelah transaksi pertama";
    cohorts_by_month: "Each row: customers who first bought in that month. Each number: how many of them bought 1, 2, 3 … months later.", "Tiap baris: pelanggan yang pertama kali membeli di bulan itu. Tiap angka: berapa di antaranya yang membeli 1, 2, 3 … bulan kemudian.";
    cohorts_by_quarter: "Each row: customers who first bought in that quarter. Each number: how many of them bought 1, 2, 3 … quarters later.", "Tiap baris: pelanggan yang pertama kali membeli di kuartal itu. Tiap angka: berapa di antaranya yang membeli 1, 2, 3 … kuartal kemudian.";
    /// The cohort in which the records begin.
    cohorts_first(name): "Records begin in {name}: that row may also hold customers who bought before, so the heading leaves it out.", "Catatan dimulai {name}: baris itu mungkin memuat pelanggan yang sudah membeli sebelumnya, jadi judul tidak menghitungnya.";
    month_number(n): "Month {n}", "Bulan ke-{n}";
    quarter_number(n): "Quarter {n}", "Kuartal ke-{n}";
    all_cohorts: "All together", "Semuanya";
    all_but_first: "All but the first", "Semua kecuali yang pertama";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, set_language};

    /// Profit that is not known in the base period alone was said to be known of no
    /// purchase at all.
    #[test]
    fn what_is_not_known_is_said_of_the_start_alone() {
        set_language(Language::English);
        assert!(undefined_no_cost().contains("at the start"));
        set_language(Language::Indonesian);
        assert!(undefined_no_cost().contains("transaksi awal"));
    }
}
