//! Feedback: scores, comments, NPS with its interval.

texts! {
    title: "Feedback", "Umpan balik";
    nps: "NPS";
    share_line(promoters, passives, detractors): "{promoters} promoters, {passives} passives, {detractors} detractors", "{promoters} promotor, {passives} pasif, {detractors} detraktor";
    interval(low, high): "{low} to {high}", "{low} sampai {high}";
    too_few_for_interval: "too few answers for an interval", "jawaban terlalu sedikit untuk rentang";
    point_alone(period, score, n): "{period}: {score}, n = {n}";
    interval_name: "95% interval", "Rentang 95%";
    too_few(n): "Too few answers to say it moved (n = {n})", "Jawaban terlalu sedikit untuk menyimpulkan ada perubahan (n = {n})";
    moved_up: "It rose by more than chance explains", "Naik, dan sulit disebut kebetulan";
    moved_down: "It fell by more than chance explains", "Turun, dan sulit disebut kebetulan";
    by_month: "By month", "Per bulan";
    by_quarter: "By quarter", "Per kuartal";
    by_segment: "By segment", "Per segmen";
    by_rung: "By rung", "Per anak tangga";
    comments: "What they said", "Kata pelanggan";
    record: "Record an answer", "Catat jawaban";
    define_nps: "Share of promoters (9–10) minus share of detractors (0–6), from −100 to +100. Passives (7–8) count in n only.", "Porsi promotor (9–10) dikurangi porsi detraktor (0–6), dari −100 sampai +100. Yang pasif (7–8) hanya dihitung dalam n.";
    define_interval: "With this many answers, the score of all customers lies within this range in 95 of 100 such samples (adjusted Wald).", "Dengan jumlah jawaban ini, skor seluruh pelanggan berada dalam rentang ini pada 95 dari 100 sampel serupa (Wald yang disesuaikan).";
    /// Beside what the score is: what stands beside it.
    define_beside(interval): "{interval} is its 95% interval: with this many answers, the score of all customers lies within it in 95 of 100 such samples.", "{interval} adalah rentang 95%-nya: dengan jumlah jawaban ini, skor seluruh pelanggan berada di dalamnya pada 95 dari 100 sampel serupa.";
    define_n: "Answers to the 0–10 question in this period", "Jawaban atas pertanyaan 0–10 pada periode ini";
    formula_nps(promoters, detractors, n, result): "100 × ({promoters} promoters − {detractors} detractors) ÷ {n} answers = {result}", "100 × ({promoters} promotor − {detractors} detraktor) ÷ {n} jawaban = {result}";
    source_nps: "F. Reichheld (2003), The One Number You Need to Grow";
    source_interval: "Adjusted Wald interval for net promoter scores: B. Rocks (2016)", "Rentang Wald yang disesuaikan untuk NPS: B. Rocks (2016)";
    undefined: "No answers in this period", "Tidak ada jawaban pada periode ini";
    empty_title: "No feedback yet", "Belum ada umpan balik";
    empty_text: "Record an answer, or import a survey. One question is enough: would you recommend us?", "Catat satu jawaban, atau impor hasil survei. Satu pertanyaan cukup: apakah Anda akan merekomendasikan kami?";
    period: "Period", "Periode";
    last_twelve_months: "Last 12 months", "12 bulan terakhir";
    last_quarter: "Last 3 months", "3 bulan terakhir";
    all_time: "All time", "Sepanjang waktu";
    subtitle(start, end): "Answers from {start} to {end}", "Jawaban dari {start} sampai {end}";
    import_answers: "Import answers", "Impor jawaban";
    low: "Lower limit", "Batas bawah";
    high: "Upper limit", "Batas atas";
    n_name: "Answers", "Jawaban";
    figures: "Net promoter score", "Net promoter score (NPS)";
    promoters: "Promoters", "Promotor";
    passives: "Passives", "Pasif";
    detractors: "Detractors", "Detraktor";
    share: "Share", "Porsi";
    finding_shares(promoters, detractors): "{promoters} would recommend you, {detractors} would not", "{promoters} akan merekomendasikan Anda, {detractors} tidak";
    step: "Points on the chart", "Titik pada grafik";
    trend_first(n): "One period with answers so far, n = {n}", "Baru satu periode dengan jawaban, n = {n}";
    period_column: "Period", "Periode";
    group: "Group", "Kelompok";
    n_is(n): "n = {n}";
    segments_differ(high, low): "Customers in {high} recommend you more than those in {low}", "Pelanggan di {high} lebih merekomendasikan Anda daripada yang di {low}";
    rungs_differ(high, low): "Customers on {high} recommend you more than those on {low}", "Pelanggan di anak tangga {high} lebih merekomendasikan Anda daripada yang di {low}";
    groups_too_few: "Too few answers to say that the groups differ", "Jawaban terlalu sedikit untuk menyimpulkan kelompoknya berbeda";
    groups_one: "One group has answers so far", "Baru satu kelompok yang punya jawaban";
    order: "Order of the answers", "Urutan jawaban";
    latest_first: "Latest first", "Terbaru dulu";
    detractors_first: "Detractors first", "Detraktor dulu";
    someone: "No customer given", "Pelanggan tidak disebut";
    no_comment: "No comment", "Tanpa komentar";
    no_score: "no score", "tanpa skor";
    edit_answer: "Edit the answer", "Ubah jawaban";
    delete_answer: "Delete the answer", "Hapus jawaban";
    more_answers(n): "Show {n} more", "Tampilkan {n} lagi";
    find_customer: "Customer, if known", "Pelanggan, bila diketahui";
    find_hint: "Type a part of the name, then choose; Enter takes the only match", "Ketik sebagian nama, lalu pilih; Enter mengambil satu-satunya yang cocok";
    matches: "Customers found", "Pelanggan yang ditemukan";
    several_match: "Several customers fit: choose one of these", "Beberapa pelanggan cocok: pilih salah satu";
    no_match: "No customer matches; clear the field to leave it open", "Tidak ada yang cocok; kosongkan isian bila tidak diketahui";
    forget_customer: "Without a customer", "Tanpa pelanggan";
    need_something: "Give a score or a comment", "Isi skor atau komentar";
    csat: "Satisfied customers (CSAT)", "Pelanggan puas (CSAT)";
    csat_line(mean, n): "mean {mean} of 5, n = {n}", "rata-rata {mean} dari 5, n = {n}";
    define_csat: "The share of answers 4 and 5 on the scale from 1 to 5, with the 95% Wilson interval", "Porsi jawaban 4 dan 5 pada skala 1 sampai 5, dengan rentang Wilson 95%";
    formula_csat(good, n, result): "{good} answers of 4 or 5 ÷ {n} = {result}", "{good} jawaban 4 atau 5 ÷ {n} = {result}";
    ces: "Ease (CES)", "Kemudahan (CES)";
    ces_line(share, n): "{share} agree that it was easy, n = {n}", "{share} setuju bahwa itu mudah, n = {n}";
    define_ces: "The mean answer from 1 to 7 to “it was easy”; high is good", "Rata-rata jawaban 1 sampai 7 atas “ini mudah”; tinggi itu baik";
    formula_ces(sum, n, result): "{sum} points ÷ {n} answers = {result}", "{sum} poin ÷ {n} jawaban = {result}";
    other_surveys: "Satisfaction and ease", "Kepuasan dan kemudahan";
    formula_interval(n, score): "Adds ¾ promoter, 1½ passives and ¾ detractor to the {n} answers with score {score}, then takes ±1.96 standard errors", "Menambah ¾ promotor, 1½ pasif, dan ¾ detraktor pada {n} jawaban dengan skor {score}, lalu ±1,96 galat baku";
    rows: "The answers", "Jawabannya";
    point(period, score, low, high, n): "{period}: {score} ({low} to {high}), n = {n}", "{period}: {score} ({low} sampai {high}), n = {n}";
    all_answers: "All answers so far", "Semua jawaban sejauh ini";
    no_groups: "No customer with an answer is in a group yet", "Pelanggan yang sudah menjawab belum masuk kelompok mana pun";
    advocates_by_score: "Loyal and Advocate are not compared: a high score is what makes a loyal customer an advocate.", "Setia dan Pendukung tidak dibandingkan: skor tinggilah yang menjadikan pelanggan setia seorang pendukung.";
    adjusted_note: "The thin line is the 95% interval; n counts answers", "Garis tipis adalah rentang 95%; n jumlah jawaban";
    trend_note(n): "The band is the 95% interval of each period with {n} answers or more", "Pita adalah rentang 95% tiap periode yang punya {n} jawaban atau lebih";
    none_in_period: "No answers in this period; choose a longer one", "Tidak ada jawaban pada periode ini; pilih yang lebih panjang";
    quarter(first, last): "{first}–{last}";
    formula_n(promoters, passives, detractors, n): "{promoters} promoters + {passives} passives + {detractors} detractors = {n}", "{promoters} promotor + {passives} pasif + {detractors} detraktor = {n}";
    source_csat: "Share of the two highest of five answers; interval: E. B. Wilson (1927)", "Porsi dua jawaban teratas dari lima; rentang: E. B. Wilson (1927)";
    source_ces: "Customer effort score 2.0: “the firm made it easy for me”, 1 to 7", "Customer effort score 2.0: “perusahaan ini memudahkan saya”, 1 sampai 7";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, set_language};

    #[test]
    fn the_interval_is_explained_with_each_number_in_its_place() {
        // Bug: the number of answers stood for the score and the score for it.
        set_language(Language::English);
        let text = formula_interval("34", "+20");
        assert!(text.contains("34 answers") && text.contains("score +20"), "{text}");
        set_language(Language::Indonesian);
        let text = formula_interval("34", "+20");
        assert!(text.contains("34 jawaban") && text.contains("skor +20"), "{text}");
    }
}
