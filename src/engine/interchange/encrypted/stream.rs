//! The encrypted content, chunk by chunk.

use super::Problem;
use super::head::derived;
use chacha20poly1305::aead::AeadInPlace;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce, Tag};

/// Bytes of a chunk; the last one may have fewer.
const CHUNK: usize = 64 * 1024;
/// Bytes that encrypting adds to a chunk.
const TAG: usize = 16;
const NONCE: usize = 16;

/// Numbers the chunks and knows their key.
struct Chunks {
    cipher: ChaCha20Poly1305,
    number: u64,
}

impl Chunks {
    fn new(file_key: &[u8; 16], nonce: &[u8]) -> Chunks {
        let key = derived(file_key, Some(nonce), b"payload");
        Chunks { cipher: ChaCha20Poly1305::new((&key).into()), number: 0 }
    }

    /// The nonce of the next chunk: its number in 11 bytes, and whether it is the
    /// last.
    fn nonce(&mut self, last: bool) -> Nonce {
        let mut nonce = Nonce::default();
        nonce[3..11].copy_from_slice(&self.number.to_be_bytes());
        nonce[11] = u8::from(last);
        self.number += 1;
        nonce
    }

    fn encrypt(&mut self, chunk: &[u8], last: bool, out: &mut Vec<u8>) {
        let from = out.len();
        out.extend_from_slice(chunk);
        let nonce = self.nonce(last);
        let tag = self.cipher.encrypt_in_place_detached(&nonce, b"", &mut out[from..]);
        out.extend(tag.expect("a chunk is not too long"));
    }

    fn decrypt(&mut self, chunk: &[u8], last: bool, out: &mut Vec<u8>) -> Result<(), Problem> {
        let length = chunk.len().checked_sub(TAG).ok_or(Problem::Damaged)?;
        // Only what is empty as a whole ends in an empty chunk.
        if length == 0 && self.number > 0 {
            return Err(Problem::Damaged);
        }
        let (chunk, tag) = chunk.split_at(length);
        let from = out.len();
        out.extend_from_slice(chunk);
        let nonce = self.nonce(last);
        self.cipher
            .decrypt_in_place_detached(&nonce, b"", &mut out[from..], Tag::from_slice(tag))
            .map_err(|_| {
                out.truncate(from);
                Problem::Damaged
            })
    }
}

/// Cuts what comes into pieces of this length and hands on all that another byte
/// follows: what comes last is not known before the end.
fn cut(rest: &mut Vec<u8>, mut bytes: &[u8], length: usize, mut take: impl FnMut(&[u8])) {
    while rest.len() + bytes.len() > length {
        let (some, after) = bytes.split_at(length.saturating_sub(rest.len()));
        bytes = after;
        if rest.is_empty() {
            take(some);
        } else {
            rest.extend_from_slice(some);
            take(rest);
            rest.clear();
        }
    }
    rest.extend_from_slice(bytes);
}

/// A file that is being encrypted.
pub struct Encrypting {
    chunks: Chunks,
    rest: Vec<u8>,
}

impl Encrypting {
    /// What encrypts the content of a file with this key and these 16 random bytes.
    pub(super) fn new(file_key: &[u8; 16], nonce: &[u8; 16]) -> Encrypting {
        Encrypting { chunks: Chunks::new(file_key, nonce), rest: Vec::new() }
    }

    /// Takes the next bytes and adds to `out` what is encrypted by now.
    pub fn take(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        let Encrypting { chunks, rest } = self;
        cut(rest, bytes, CHUNK, |chunk| chunks.encrypt(chunk, false, out));
    }

    /// Ends the file.
    pub fn finish(mut self, out: &mut Vec<u8>) {
        self.chunks.encrypt(&self.rest, true, out);
    }
}

/// A file that is being decrypted, after its head.
pub struct Decrypting {
    file_key: [u8; 16],
    chunks: Option<Chunks>,
    rest: Vec<u8>,
}

impl Decrypting {
    pub(super) fn new(file_key: [u8; 16]) -> Decrypting {
        Decrypting { file_key, chunks: None, rest: Vec::new() }
    }

    #[cfg(test)]
    pub(super) fn file_key(&self) -> [u8; 16] {
        self.file_key
    }

    /// Takes the next bytes and adds to `out` what is decrypted by now. After an
    /// error it is of no more use.
    pub fn take(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Problem> {
        let Decrypting { file_key, chunks, rest } = self;
        if chunks.is_none() {
            let (nonce, after) = bytes.split_at(bytes.len().min(NONCE - rest.len()));
            rest.extend_from_slice(nonce);
            bytes = after;
            if rest.len() < NONCE {
                return Ok(());
            }
            *chunks = Some(Chunks::new(file_key, rest));
            rest.clear();
        }
        let Some(chunks) = chunks else { return Ok(()) };
        let mut done = Ok(());
        cut(rest, bytes, CHUNK + TAG, |chunk| {
            if done.is_ok() {
                done = chunks.decrypt(chunk, false, out);
            }
        });
        done
    }

    /// Ends the file: what was decrypted before holds only if this succeeds.
    pub fn finish(self, out: &mut Vec<u8>) -> Result<(), Problem> {
        let mut chunks = self.chunks.ok_or(Problem::Damaged)?;
        chunks.decrypt(&self.rest, true, out)
    }
}
