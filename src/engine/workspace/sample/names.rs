//! Common names from which the sample's people and places are made up.

/// First names.
pub const FIRST: &[&str] = &[
    "Rina", "Budi", "Siti", "Agus", "Dewi", "Andi", "Putri", "Eko", "Ayu", "Rizky", "Maya",
    "Hendra", "Lestari", "Bayu", "Indah", "Fajar", "Nadia", "Yusuf", "Wulan", "Dimas", "Ratna",
    "Arif", "Citra", "Galih", "Intan", "Joko", "Kartika", "Made", "Nyoman", "Ketut", "Taufik",
    "Vina", "Wahyu", "Yanti", "Zahra", "Ilham", "Melati", "Reza", "Sekar", "Tono",
];

/// Last names.
pub const LAST: &[&str] = &[
    "Santoso",
    "Wijaya",
    "Pratama",
    "Lestari",
    "Saputra",
    "Hidayat",
    "Nugroho",
    "Rahmawati",
    "Siregar",
    "Simanjuntak",
    "Kusuma",
    "Setiawan",
    "Permata",
    "Halim",
    "Gunawan",
    "Maharani",
    "Utami",
    "Hakim",
    "Suryani",
    "Ramadhan",
    "Nasution",
    "Wibowo",
    "Anggraini",
    "Firmansyah",
    "Mulyani",
    "Prasetyo",
    "Kurniawan",
    "Safitri",
    "Tanjung",
    "Yuliana",
];

/// Words that cafés, offices and shops are named after.
pub const PLACES: &[&str] = &[
    "Senja",
    "Pelangi",
    "Teduh",
    "Rindang",
    "Kala",
    "Sudut",
    "Jingga",
    "Embun",
    "Lentera",
    "Beranda",
    "Arunika",
    "Nusantara",
    "Sahabat",
    "Pagi",
    "Tepi Sawah",
    "Akar",
    "Mentari",
    "Ruang Tengah",
    "Melodi",
    "Cakrawala",
    "Samudra",
    "Puncak",
    "Langit",
    "Damai",
    "Selaras",
];

/// What precedes a café's name.
pub const CAFE: &[&str] = &["Kafe", "Kedai Kopi", "Warung Kopi", "Ruang Seduh"];
/// What precedes an office's name.
pub const OFFICE: &[&str] = &["PT", "CV", "Studio", "Klinik", "Koperasi"];
/// What precedes a reseller's name.
pub const RESELLER: &[&str] = &["Toko", "Depot Kopi", "Grosir", "Oleh-Oleh"];

/// Cities, the roaster's own more often.
pub const CITIES: &[&str] = &[
    "Bandung",
    "Bandung",
    "Bandung",
    "Jakarta Selatan",
    "Jakarta Selatan",
    "Jakarta Barat",
    "Yogyakarta",
    "Surabaya",
    "Malang",
    "Semarang",
    "Bogor",
    "Denpasar",
    "Medan",
    "Makassar",
    "Surakarta",
    "Depok",
];

/// Streets.
pub const STREETS: &[&str] = &[
    "Jl. Merdeka",
    "Jl. Cendana",
    "Jl. Melati",
    "Jl. Diponegoro",
    "Jl. Anggrek",
    "Jl. Sudirman",
    "Jl. Kenanga",
    "Jl. Dago Asri",
    "Jl. Pahlawan",
    "Jl. Flamboyan",
];
