//! The SHA-256 of a file, by which it is known again.

use sha2::{Digest as _, Sha256};

/// A digest in progress.
#[derive(Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Takes the file's next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of what was fed, in lower-case hexadecimal digits.
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_bytes_however_it_is_cut() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        for step in [1, 3] {
            let mut digest = Digest::default();
            b"abc".chunks(step).for_each(|chunk| digest.feed(chunk));
            assert_eq!(digest.finish(), known, "the published digest of abc");
        }
    }
}
