//! No bytes from outside make a reader panic or fill the memory: each is given its
//! fixtures, cut, altered and mixed. `make fuzz` goes on where this ends.

#![allow(clippy::print_stdout, reason = "what was held is worth a look")]

mod memory;
mod readers;

use memory::{Counting, peak_of};
use readers::READERS;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Alterations of each reader's seeds, together.
const ALTERATIONS: usize = 1_000;

/// Random numbers that a seed repeats (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % sides.max(1) as u64) as usize
    }
}

/// Cuts, flips, repeats, or claims a number that no file holds.
fn alter(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.roll(bytes.len());
    match dice.roll(6) {
        0 => bytes.truncate(at),
        1 | 2 if !bytes.is_empty() => bytes[at] ^= 1 << dice.roll(8),
        3 => {
            let end = (at + dice.roll(64)).min(bytes.len());
            let part = bytes[at..end].to_vec();
            let to = dice.roll(bytes.len());
            bytes.splice(to..to, part);
        }
        4 => {
            let claims: [&[u8]; 4] = [&[0xff; 4], &[0xff, 0xff, 0xff, 0x7f], b"99999999999", b"-1"];
            let claim = claims[dice.roll(claims.len())];
            let end = (at + claim.len()).min(bytes.len());
            bytes.splice(at..end, claim.iter().copied());
        }
        _ => {
            let end = (at + dice.roll(16)).min(bytes.len());
            bytes.drain(at..end);
        }
    }
}

#[test]
fn altered_bytes_are_refused_or_read_within_four_times_the_most_that_is_given() {
    for reader in READERS {
        let (seeds, mut dice) = ((reader.seeds)(), Dice(reader.cap as u64));
        let mut most = 0;
        for number in 0..ALTERATIONS + seeds.len() {
            let mut bytes = seeds[number % seeds.len()].clone();
            // The first of each is given as it is.
            if number >= seeds.len() {
                (0..=dice.roll(4)).for_each(|_| alter(&mut bytes, &mut dice));
            }
            most = most.max(peak_of(|| (reader.read)(&bytes)));
            assert!(most < 4 * reader.cap, "{}: {most} bytes at {number}", reader.name);
        }
        println!("{}: {ALTERATIONS} alterations, at most {most} bytes held", reader.name);
    }
}
