//! Feedback: scores, comments, NPS with its interval.

texts! {
    title: "Feedback", "Umpan balik";
    nps: "NPS";
    score: "Score", "Skor";
    share_line(promoters, passives, detractors): "{promoters} promoters, {passives} passives, {detractors} detractors", "{promoters} promotor, {passives} pasif, {detractors} detraktor";
    interval(low, high): "{low} to {high}", "{low} sampai {high}";
    interval_name: "95 % interval", "Rentang 95 %";
    answers(n): "{n} answer" | "{n} answers", "{n} jawaban";
    too_few(n): "n = {n}, too few to say it moved", "n = {n}, terlalu sedikit untuk bilang ada perubahan";
    moved_up: "It rose by more than chance explains", "Naik melebihi yang bisa dijelaskan kebetulan";
    moved_down: "It fell by more than chance explains", "Turun melebihi yang bisa dijelaskan kebetulan";
    not_moved: "It did not move by more than chance explains", "Perubahannya masih sebatas kebetulan";
    trend: "NPS over time", "NPS dari waktu ke waktu";
    by_month: "By month", "Per bulan";
    by_quarter: "By quarter", "Per kuartal";
    by_segment: "By segment", "Per segmen";
    by_rung: "By rung", "Per anak tangga";
    comments: "What they said", "Kata mereka";
    no_comments: "No comments in this period", "Tidak ada komentar pada periode ini";
    record: "Record an answer", "Catat jawaban";
    define_nps: "Share of promoters (9–10) minus share of detractors (0–6), from −100 to +100. Passives (7–8) count in n only.", "Porsi promotor (9–10) dikurangi porsi detraktor (0–6), dari −100 sampai +100. Yang pasif (7–8) hanya dihitung dalam n.";
    define_interval: "With so many answers, the score of all customers lies within this range in 95 of 100 such samples (adjusted Wald).", "Dengan jumlah jawaban ini, skor seluruh pelanggan berada dalam rentang ini pada 95 dari 100 sampel serupa (Wald yang disesuaikan).";
    define_n: "Answers on the 0–10 question in this period", "Jawaban atas pertanyaan 0–10 pada periode ini";
    formula_nps(promoters, detractors, n, result): "100 × ({promoters} promoters − {detractors} detractors) ÷ {n} answers = {result}", "100 × ({promoters} promotor − {detractors} detraktor) ÷ {n} jawaban = {result}";
    source_nps: "F. Reichheld (2003), The One Number You Need to Grow";
    source_interval: "Adjusted Wald interval for net promoter scores: B. Rocks (2016)", "Rentang Wald yang disesuaikan untuk NPS: B. Rocks (2016)";
    undefined: "No answers in this period", "Tidak ada jawaban pada periode ini";
    empty_title: "No feedback yet", "Belum ada umpan balik";
    empty_text: "Record an answer, or import a survey. One question is enough: would you recommend us?", "Catat satu jawaban, atau impor hasil survei. Satu pertanyaan cukup: apakah Anda akan merekomendasikan kami?";
}
