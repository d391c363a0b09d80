//! Home: the figures that matter, the ladder, what needs attention.

texts! {
    title: "Home", "Beranda";
    subtitle(customers, purchases): "{customers}, {purchases}";
    purchases_count(n): "{n} purchase" | "{n} purchases", "{n} transaksi";
    attention: "This week", "Minggu ini";
    attention_empty: "Nobody needs you now", "Tidak ada yang mendesak sekarang";
    attention_empty_text: "Of those who bought in the last 12 months, nobody stays away longer than usual, and no low score of the last 30 days waits for an answer.", "Dari yang bertransaksi dalam 12 bulan terakhir, tidak ada yang absen lebih lama dari biasanya, dan tidak ada skor rendah 30 hari terakhir yang belum ditanggapi.";
    quiet_customer(days, usual): "No purchase for {days} days, usually every {usual}", "Belum bertransaksi {days} hari, biasanya setiap {usual} hari";
    empty_title: "No customers yet", "Belum ada pelanggan";
    empty_text: "Import a spreadsheet or add your first customer; the figures appear by themselves.", "Impor lembar kerja atau tambahkan pelanggan pertama Anda; angka-angkanya muncul sendiri.";
    sales: "Sales", "Penjualan";
    sales_unknown: "No purchase has an amount", "Belum ada transaksi yang punya nilai";
    base: "Customers and sales", "Pelanggan dan penjualan";
    keeping: "Retention and NPS", "Retensi dan NPS";
    period(first, last): "{first} to {last}", "{first} sampai {last}";
    points(change): "{change} points", "{change} poin";
    last_year: "in the last 12 months", "dalam 12 bulan terakhir";
    /// For data that ended earlier.
    year_to(day): "in the 12 months to {day}", "dalam 12 bulan sampai {day}";
    buyers_line(n, when): "{n} bought {when}", "{n} bertransaksi {when}";
    year_and_change(line, change): "{line}, {change} on the 12 months before", "{line}, {change} dibanding 12 bulan sebelumnya";
    year_and_same(line): "{line}, same as the 12 months before", "{line}, sama dengan 12 bulan sebelumnya";
    year_and_before(line, before): "{line}, {before} in the 12 months before", "{line}, {before} pada 12 bulan sebelumnya";
    define_customers: "All customers here, whether they bought or not. The line below counts those who bought in these 12 months, and compares them with the 12 months before.", "Semua pelanggan di sini, sudah bertransaksi atau belum. Baris di bawahnya menghitung yang bertransaksi dalam 12 bulan ini, dibandingkan dengan 12 bulan sebelumnya.";
    define_purchases: "All purchases and returns here. The line below counts those of these 12 months, and compares them with the 12 months before.", "Semua transaksi dan retur di sini. Baris di bawahnya menghitung yang terjadi dalam 12 bulan ini, dibandingkan dengan 12 bulan sebelumnya.";
    define_sales: "All known sales, returns taken off. The line below says those of these 12 months, and compares them with the 12 months before.", "Semua penjualan yang diketahui, dikurangi retur. Baris di bawahnya adalah penjualan 12 bulan ini, dibandingkan dengan 12 bulan sebelumnya.";
    base_period(period): "All time, and below each figure the 12 months {period}", "Sepanjang waktu, dan di bawah tiap angka 12 bulan {period}";
    keeping_period(period, answers): "Retention {period}; NPS {answers}", "Retensi {period}; NPS {answers}";
    of_all_time: "of all time", "sepanjang waktu";
    score_period(answers): "NPS {answers}";
    formula_customers(all, year): "All customers: {all}. Who bought in the 12 months: {year}", "Semua pelanggan: {all}. Yang bertransaksi dalam 12 bulan: {year}";
    formula_purchases(bought, returns, all, year): "{bought} purchases + {returns} returns = {all}. In the 12 months: {year}", "{bought} transaksi + {returns} retur = {all}. Dalam 12 bulan: {year}";
    formula_sales(n, all, year): "{n} purchases and returns with a known amount add up to {all}. In the 12 months: {year}", "{n} transaksi dan retur yang diketahui nilainya berjumlah {all}. Dalam 12 bulan: {year}";
    formula_year(now, before, change): "{now} ÷ {before} (the 12 months before) − 1 = {change}", "{now} ÷ {before} (12 bulan sebelumnya) − 1 = {change}";
    formula_two_years(now, before): "{now}; {before} in the 12 months before, too little for a change in per cent", "{now}; {before} pada 12 bulan sebelumnya, terlalu sedikit untuk perubahan dalam persen";
    formula_first_year(now): "{now}; the 12 months before have none to compare with", "{now}; 12 bulan sebelumnya tidak ada pembandingnya";
    formula_points(now, before, period, change): "{now} − {before} ({period}) = {change}";
    see_retention: "See who left", "Lihat siapa yang berhenti";
    see_feedback: "See the answers", "Lihat jawabannya";
    /// `few` says that there are too few answers.
    score_line_few(n, few): "n = {n}, {few}";
    score_line(n, interval): "95% interval {interval}, n = {n}", "Rentang 95% {interval}, n = {n}";
    attention_count(n): "{n} customer, most valuable first" | "{n} customers, most valuable first", "{n} pelanggan, mulai dari yang paling bernilai";
    critic(score, when): "Gave {score} of 10, {when}; not answered yet", "Memberi {score} dari 10, {when}; belum ada yang menanggapi";
    at_risk(amount): "{amount} a year", "{amount} setahun";
    next_steps: "What to do first", "Mulai dari sini";
    step_customers: "Add your customers", "Tambahkan pelanggan";
    step_customers_text: "By hand, or as a list from a spreadsheet.", "Satu per satu, atau sebagai daftar dari lembar kerja.";
    step_purchases: "Bring in purchases", "Masukkan transaksi";
    step_purchases_text: "With date, amount and customer: then the ladder and retention appear.", "Dengan tanggal, nilai, dan pelanggan: tangga dan retensi pun muncul.";
    step_journey: "Draw a journey map", "Buat peta perjalanan";
    step_journey_text: "Where do customers feel good, and where not?", "Di mana pelanggan merasa nyaman, dan di mana tidak?";
    step_settings: "Say how you count", "Tentukan cara menghitung";
    step_settings_text: "Name, currency, financial year and what active means.", "Nama, mata uang, tahun buku, dan arti aktif.";
}
