//! The file that is imported: a coffee roaster's purchases, the same bytes on
//! every machine.
//!
//! Customers buy unevenly, as customers do: the chance of being the buyer of a
//! purchase falls with the customer's number, and everybody buys once at least.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

const FIRST: &[&str] = &[
    "Sari", "Budi", "Dewi", "Agus", "Rina", "Joko", "Putri", "Eko", "Wati", "Hadi", "Lestari",
    "Bayu", "Intan", "Rudi", "Maya", "Andi", "Nur", "Yoga", "Fitri", "Dimas",
];
const LAST: &[&str] = &[
    "Wulandari",
    "Santoso",
    "Lestari",
    "Prasetyo",
    "Hidayat",
    "Saputra",
    "Rahayu",
    "Nugroho",
    "Siregar",
    "Halim",
    "Wijaya",
    "Kusuma",
    "Harahap",
    "Utami",
    "Setiawan",
    "Gunawan",
];
const PRODUCTS: &[(&str, u64)] = &[
    ("Gayo 250 g", 85_000),
    ("Gayo 1 kg", 310_000),
    ("Kintamani 250 g", 95_000),
    ("Toraja 250 g", 98_000),
    ("Drip 10", 60_000),
    ("Cold brew 1 l", 75_000),
    ("Grinder", 450_000),
    ("Langganan", 240_000),
];
const CHANNELS: &[&str] = &["Toko", "Tokopedia", "Shopee", "WhatsApp", "Web"];

/// A small generator of numbers that look random (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// Writes `purchases` rows of `customers` customers and returns their bytes.
pub fn write(path: &Path, customers: u64, purchases: u64) -> std::io::Result<u64> {
    let mut numbers = Numbers(20_240_229);
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let header = "customer_id,name,date,product,channel,amount\n";
    file.write_all(header.as_bytes())?;
    let mut bytes = header.len() as u64;
    let mut line = String::new();
    for row in 0..purchases {
        let customer = if row < customers {
            row
        } else {
            // The product of two draws lies nearer to nought than to the end.
            numbers.below(customers) * numbers.below(customers) / customers
        };
        let name = customer as usize;
        let (product, price) = PRODUCTS[numbers.below(PRODUCTS.len() as u64) as usize];
        let channel = CHANNELS[numbers.below(CHANNELS.len() as u64) as usize];
        let (year, month, day) =
            (2022 + numbers.below(3), 1 + numbers.below(12), 1 + numbers.below(28));
        let amount = price * (1 + numbers.below(3));
        line.clear();
        let written = writeln!(
            line,
            "{customer:06},{} {},{year}-{month:02}-{day:02},{product},{channel},{amount}",
            FIRST[name % FIRST.len()],
            LAST[name / FIRST.len() % LAST.len()],
        );
        if written.is_err() {
            return Err(std::io::Error::other("a line cannot be formatted"));
        }
        bytes += line.len() as u64;
        file.write_all(line.as_bytes())?;
    }
    file.flush()?;
    Ok(bytes)
}
