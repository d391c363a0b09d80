//! The tour of the sample shop: what to look at, page by page.

texts! {
    take: "Take the five-minute tour", "Ikuti tur lima menit";
    step(now, all): "Step {now} of {all}", "Langkah {now} dari {all}";
    go_on: "Go on with the tour", "Lanjutkan tur";
    leave: "Leave the tour", "Tinggalkan tur";
    next: "Next", "Lanjut";
    back: "Back", "Kembali";
    finish: "Done", "Selesai";
    left: "The tour waits for you under Find.", "Tur bisa dilanjutkan lewat Cari.";
    numbers: "Start with the numbers", "Mulai dari angkanya";
    numbers_text: "How many buy, what they bring, how many stay, and whether they would recommend the shop. The ? beside a number opens its formula with the shop’s own numbers in it.", "Berapa yang membeli, berapa nilainya, berapa yang bertahan, dan apakah mereka mau merekomendasikan toko ini. Tanda ? di samping angka membuka rumusnya, lengkap dengan angka toko ini.";
    ladder: "Who climbs, who slips", "Siapa yang naik, siapa yang turun";
    ladder_text: "Each step is a rung, from people who may buy to those who bring others. Choose a bar to see who stands there, and read below who moved.", "Setiap anak tangga adalah satu tahap, dari calon pembeli sampai pendukung yang mengajak orang lain. Pilih batangnya untuk melihat siapa yang ada di situ, dan baca di bawahnya siapa yang berpindah.";
    retention: "Whom the shop loses, and what that is worth", "Siapa yang pergi, dan berapa nilainya";
    retention_text: "The first figure counts heads; the other two weigh them by sales and by profit. Where they differ, those who left were smaller or larger than the rest. The table names them.", "Angka pertama menghitung orang; dua lainnya menimbang mereka menurut penjualan dan laba. Bila berbeda, yang pergi lebih kecil atau lebih besar dari yang lain. Tabelnya menyebut nama mereka.";
    journeys: "Where it hurts", "Di mana pelanggan kecewa";
    journeys_text: "A map follows one kind of customer from the first thought to the last cup. Open one: its heading says where they feel worst.", "Peta mengikuti satu jenis pelanggan dari niat pertama sampai tegukan terakhir. Buka salah satu: judulnya menyebut di mana rasanya paling buruk.";
    feedback: "What customers say", "Apa kata pelanggan";
    feedback_text: "The score comes with its interval: with few answers it is wide, and that is the truth. Further down are their own words, the unhappy ones first if you like.", "Skornya disertai rentang: bila jawabannya sedikit, rentangnya lebar, dan memang begitu adanya. Di bawahnya ada kata-kata mereka sendiri; yang kecewa bisa didahulukan.";
    customers: "Whom to call today", "Siapa yang perlu dihubungi hari ini";
    customers_text: "Sort by the last purchase, narrow to a rung or a segment, open somebody: everything about them stands on one page.", "Urutkan menurut transaksi terakhir, saring per anak tangga atau segmen, buka salah satu: semua tentangnya ada di satu halaman.";
    own: "Now your own", "Sekarang data Anda sendiri";
    own_text: "Remove the sample in one step, then drop your spreadsheet here. You see what would happen before anything is stored.", "Hapus contohnya dalam satu langkah, lalu lepaskan lembar kerja Anda di sini. Anda melihat apa yang akan terjadi sebelum apa pun disimpan.";
}
