//! scrypt ([RFC 7914](https://www.rfc-editor.org/rfc/rfc7914)) with r = 8 and
//! p = 1, in steps, so that a page stays alive meanwhile. Libraries compute it in
//! one go.

use super::{Lock, MAX_WORK_FACTOR, Problem};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// 32-bit words of a block: 128 × r bytes.
const WORDS: usize = 256;
/// Words of Salsa20's state.
const STATE: usize = 16;

type Block = [u32; WORDS];

/// What a passphrase was stretched to.
pub struct Key(pub(super) [u8; 32]);

/// A passphrase that is being stretched.
pub struct Stretching {
    passphrase: Hmac<Sha256>,
    /// Every block of the first pass.
    blocks: Vec<u32>,
    block: Block,
    rounds: usize,
    /// Rounds of both passes that are done.
    done: usize,
}

impl Stretching {
    /// Begins; fails if the work factor is over the limit or takes more memory
    /// than there is.
    pub fn new(passphrase: &str, lock: &Lock) -> Result<Stretching, Problem> {
        if !(1..=MAX_WORK_FACTOR).contains(&lock.work_factor) {
            return Err(Problem::TooHard(lock.work_factor.into()));
        }
        let rounds = 1_usize << lock.work_factor;
        let mut blocks = Vec::new();
        blocks.try_reserve_exact(rounds * WORDS).map_err(|_| Problem::NoRoom)?;
        let passphrase =
            Hmac::new_from_slice(passphrase.as_bytes()).expect("an HMAC takes a key of any length");
        // The prefix keeps the key apart from any other use of the passphrase.
        let mut salt = b"age-encryption.org/v1/scrypt".to_vec();
        salt.extend(lock.salt);
        Ok(Stretching::salted(passphrase, &salt, blocks, rounds))
    }

    fn salted(
        passphrase: Hmac<Sha256>,
        salt: &[u8],
        blocks: Vec<u32>,
        rounds: usize,
    ) -> Stretching {
        let mut block = [0; WORDS];
        for (number, part) in (1..).zip(block.chunks_exact_mut(8)) {
            for (word, bytes) in part.iter_mut().zip(derived(&passphrase, salt, number).chunks(4)) {
                *word = u32::from_le_bytes(bytes.try_into().expect("four bytes"));
            }
        }
        Stretching { passphrase, blocks, block, rounds, done: 0 }
    }

    /// Takes some more rounds; says whether any are left.
    pub fn step(&mut self, rounds: usize) -> bool {
        let until = (self.done + rounds).min(2 * self.rounds);
        for round in self.done..until {
            if round < self.rounds {
                self.blocks.extend_from_slice(&self.block);
            } else {
                // The first word of the last 64 bytes says which block.
                let at = self.block[WORDS - STATE] as usize % self.rounds * WORDS;
                let other = &self.blocks[at..at + WORDS];
                self.block.iter_mut().zip(other).for_each(|(word, other)| *word ^= other);
            }
            self.block = mixed(&self.block);
        }
        self.done = until;
        self.done < 2 * self.rounds
    }

    /// How much is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        self.done as f64 / (2 * self.rounds) as f64
    }

    /// The key, after the last step.
    pub fn finish(mut self) -> Key {
        while self.step(self.rounds) {}
        let bytes: Vec<u8> = self.block.iter().flat_map(|word| word.to_le_bytes()).collect();
        Key(derived(&self.passphrase, &bytes, 1))
    }
}

/// One part of PBKDF2 with HMAC-SHA-256 and a single iteration, counted from 1.
fn derived(passphrase: &Hmac<Sha256>, salt: &[u8], part: u32) -> [u8; 32] {
    let mut derived = passphrase.clone();
    derived.update(salt);
    derived.update(&part.to_be_bytes());
    derived.finalize().into_bytes().into()
}

/// scryptBlockMix: each 64 bytes are added to the last ones and scrambled; those
/// of even number come first.
fn mixed(block: &Block) -> Block {
    let mut out = [0; WORDS];
    let mut state: [u32; STATE] = block[WORDS - STATE..].try_into().expect("the last words");
    for (at, part) in block.chunks_exact(STATE).enumerate() {
        state.iter_mut().zip(part).for_each(|(word, other)| *word ^= other);
        scramble(&mut state);
        let to = (at / 2 + at % 2 * (WORDS / STATE / 2)) * STATE;
        out[to..to + STATE].copy_from_slice(&state);
    }
    out
}

/// Salsa20/8.
fn scramble(state: &mut [u32; STATE]) {
    let mut x = *state;
    for _ in 0..4 {
        // Four quarter rounds down the columns, then four along the rows.
        for [a, b, c, d] in [[0, 4, 8, 12], [5, 9, 13, 1], [10, 14, 2, 6], [15, 3, 7, 11]] {
            quarter(&mut x, a, b, c, d);
        }
        for [a, b, c, d] in [[0, 1, 2, 3], [5, 6, 7, 4], [10, 11, 8, 9], [15, 12, 13, 14]] {
            quarter(&mut x, a, b, c, d);
        }
    }
    state.iter_mut().zip(x).for_each(|(word, mixed)| *word = word.wrapping_add(mixed));
}

#[inline(always)]
fn quarter(x: &mut [u32; STATE], a: usize, b: usize, c: usize, d: usize) {
    x[b] ^= x[a].wrapping_add(x[d]).rotate_left(7);
    x[c] ^= x[b].wrapping_add(x[a]).rotate_left(9);
    x[d] ^= x[c].wrapping_add(x[b]).rotate_left(13);
    x[a] ^= x[d].wrapping_add(x[c]).rotate_left(18);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7914, section 12, the one with r = 8 and p = 1; the first 32 bytes of 64.
    #[test]
    fn scrypt_gives_the_key_that_its_standard_prints() {
        let passphrase = Hmac::new_from_slice(b"pleaseletmein").expect("a key");
        let mut steps = Stretching::salted(passphrase, b"SodiumChloride", Vec::new(), 16_384);
        let mut told = Vec::new();
        while steps.step(5_000) {
            told.push((steps.progress() * 1_000.0) as u32);
        }
        assert_eq!(told, [152, 305, 457, 610, 762, 915]);
        let key: String = steps.finish().0.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(key, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
    }

    /// RFC 7914, section 8.
    #[test]
    fn salsa_scrambles_as_its_standard_prints() {
        let bytes = |hex: &str| -> [u32; STATE] {
            let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits");
            let word = |at: usize| {
                let at = at * 8;
                u32::from_le_bytes([byte(at), byte(at + 2), byte(at + 4), byte(at + 6)])
            };
            std::array::from_fn(word)
        };
        let mut state = bytes(
            "7e879a214f3ec9867ca940e641718f26baee555b8c61c1b50df846116dcd3b1d\
             ee24f319df9b3d8514121e4b5ac5aa3276021d2909c74829edebc68db8b8c25e",
        );
        scramble(&mut state);
        assert_eq!(
            state,
            bytes(
                "a41f859c6608cc993b81cacb020cef05044b2181a2fd337dfd7b1c6396682f29\
                 b4393168e3c9e6bcfe6bc5b7a06d96bae424cc102c91745c24ad673dc7618f81",
            )
        );
    }

    #[test]
    fn a_work_factor_beyond_the_limit_is_refused_before_any_work() {
        let begin =
            |work_factor| Stretching::new("", &Lock { salt: [0; 16], work_factor }).map(drop);
        assert_eq!(begin(0), Err(Problem::TooHard(0)));
        assert_eq!(begin(1), Ok(()));
        let over = MAX_WORK_FACTOR + 1;
        assert_eq!(begin(over), Err(Problem::TooHard(over.into())));
    }
}
