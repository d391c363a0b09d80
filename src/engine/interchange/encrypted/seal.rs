//! Encrypting file after file with a passphrase that was typed once.
//!
//! A seal is the head of an encrypted file with the file's key, made when the
//! passphrase was typed. Each file that is sealed has this head and this key, and
//! 16 random bytes of its own from which the key of its content is derived: no two
//! files share a stream of key. Whoever holds a seal can open what was sealed with
//! it; the passphrase cannot be had from it but by trying, as from any of the files.

use super::{Decrypting, Encrypting, HEAD_BYTES, Head, Key, Lock, head};

/// Bytes of a file's key.
const KEY: usize = 16;

/// What encrypts one file after another.
#[derive(Clone, PartialEq, Eq)]
pub struct Seal {
    key: [u8; KEY],
    head: Vec<u8>,
}

impl Seal {
    /// A seal whose files open with the passphrase that was stretched with this
    /// lock. `key` are 16 random bytes.
    pub fn new(lock: &Lock, stretched: &Key, key: [u8; KEY]) -> Seal {
        Seal { key, head: head::lines(lock, stretched, &key) }
    }

    /// Begins a file; its first bytes are added to `out`. `nonce` are 16 random bytes
    /// for this file only.
    pub fn begin(&self, nonce: [u8; 16], out: &mut Vec<u8>) -> Encrypting {
        out.extend(&self.head);
        out.extend(nonce);
        Encrypting::new(&self.key, &nonce)
    }

    /// Opens a file that begins so, if it was sealed with this; says where its content
    /// begins.
    pub fn open(&self, start: &[u8]) -> Option<(usize, Decrypting)> {
        start.starts_with(&self.head).then(|| (self.head.len(), Decrypting::new(self.key)))
    }

    /// Packs it, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.key[..], &self.head].concat()
    }

    /// Unpacks what [`Seal::to_bytes`] gave; `None` if it was cut or altered.
    pub fn from_bytes(bytes: &[u8]) -> Option<Seal> {
        let (key, lines) = bytes.split_first_chunk()?;
        let head = Head::read(lines.get(..HEAD_BYTES).unwrap_or(lines)).ok()?;
        let fits = head.length == lines.len() && head.has_key(key);
        fits.then(|| Seal { key: *key, head: lines.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::encrypted::Stretching;

    fn stretched(lock: &Lock, passphrase: &str) -> Key {
        Stretching::new(passphrase, lock).expect("a low work factor").finish()
    }

    #[test]
    fn sealed_files_open_with_the_passphrase_and_with_the_seal_and_differ() {
        let lock = Lock { salt: [3; 16], work_factor: 4 };
        let seal = Seal::new(&lock, &stretched(&lock, "kopi susu"), [7; 16]);
        let kept = Seal::from_bytes(&seal.to_bytes()).expect("a seal");
        let sealed = |nonce: u8| {
            let mut file = Vec::new();
            let mut encrypting = kept.begin([nonce; 16], &mut file);
            encrypting.take(b"Sari, 0812", &mut file);
            encrypting.finish(&mut file);
            file
        };
        let finish = |mut decrypting: Decrypting, content: &[u8]| {
            let mut out = Vec::new();
            decrypting.take(content, &mut out).and_then(|()| decrypting.finish(&mut out))?;
            Ok::<_, super::super::Problem>(out)
        };
        let files = [sealed(1), sealed(2)];
        assert_ne!(files[0], files[1]);
        for file in &files {
            let head = Head::read(file).expect("an age file");
            let with_passphrase = head.open(&stretched(&head.lock, "kopi susu")).expect("it fits");
            assert_eq!(
                finish(with_passphrase, &file[head.length..]).as_deref(),
                Ok(&b"Sari, 0812"[..])
            );
            assert!(head.open(&stretched(&head.lock, "teh tawar")).is_err());
            let (at, with_seal) = seal.open(file).expect("the same head");
            assert_eq!(finish(with_seal, &file[at..]).as_deref(), Ok(&b"Sari, 0812"[..]));
        }
        let other = Seal::new(&lock, &stretched(&lock, "kopi susu"), [8; 16]);
        assert!(other.open(&files[0]).is_none());
    }

    #[test]
    fn a_seal_that_was_cut_or_altered_is_none() {
        let lock = Lock { salt: [3; 16], work_factor: 4 };
        let bytes = Seal::new(&lock, &stretched(&lock, "kopi susu"), [7; 16]).to_bytes();
        for at in 0..bytes.len() {
            assert!(Seal::from_bytes(&bytes[..at]).is_none(), "{at}");
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            assert!(Seal::from_bytes(&altered).is_none(), "{at}");
        }
        assert!(Seal::from_bytes(&[&bytes[..], b"x"].concat()).is_none());
    }
}
