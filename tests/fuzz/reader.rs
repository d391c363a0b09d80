//! One reader of outside bytes under libFuzzer. `TANGGA_READER` names it; with
//! `TANGGA_SEEDS` its seeds are written into that folder instead. `scripts/fuzz`
//! builds it with coverage and runs all readers.

#![no_main]

#[path = "../engine/memory.rs"]
mod memory;
#[path = "../engine/readers.rs"]
mod readers;

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use memory::{Counting, peak_of};
use readers::{READERS, Reader};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static READER: LazyLock<&'static Reader> = LazyLock::new(|| {
    let wanted = std::env::var("TANGGA_READER").expect("TANGGA_READER names a reader");
    READERS.iter().find(|reader| reader.name == wanted).expect("a reader of that name")
});

fuzz_target!(
    init: {
        if let Some(folder) = std::env::var_os("TANGGA_SEEDS").map(PathBuf::from) {
            for (number, seed) in (READER.seeds)().iter().enumerate() {
                std::fs::write(folder.join(format!("seed-{number}")), seed).expect("written");
            }
            std::process::exit(0);
        }
    },
    |bytes: &[u8]| {
        let reader = *READER;
        let held = peak_of(|| (reader.read)(bytes));
        assert!(held < 4 * reader.cap, "{} bytes held by {}", held, reader.name);
    }
);
