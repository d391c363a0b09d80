//! The lines before the encrypted content.
//!
//! ```text
//! age-encryption.org/v1
//! -> scrypt <salt> <work factor>
//! <the file's key, encrypted>
//! --- <HMAC of all before the blank of this line>
//! ```
//!
//! Bytes are written in base 64 without padding.

use super::{Decrypting, Key, Lock, MAX_WORK_FACTOR, Problem};
use base64ct::{Base64Unpadded, Encoding};
use chacha20poly1305::aead::AeadInPlace;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce, Tag};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

const VERSION: &str = "age-encryption.org/v1";
const SCRYPT: &str = "-> scrypt ";
const END: &str = "---";

/// No head of a file that is encrypted with a passphrase is longer.
pub const HEAD_BYTES: usize = 256;

/// Whether bytes begin like an encrypted file; opening it says whether it is one.
pub fn is_encrypted(start: &[u8]) -> bool {
    start.starts_with(VERSION.as_bytes())
}

/// The lines before the encrypted content, as they were read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// What the passphrase is to be stretched with.
    pub lock: Lock,
    /// How many bytes it has; the content follows.
    pub length: usize,
    sealed: Vec<u8>,
    /// What the HMAC is taken of.
    told: Vec<u8>,
    proof: Vec<u8>,
}

impl Head {
    /// Reads it from the first bytes of a file, [`HEAD_BYTES`] or all there are.
    pub fn read(start: &[u8]) -> Result<Head, Problem> {
        if !is_encrypted(start) {
            return Err(Problem::NotByPassphrase);
        }
        let lines = || start.split_inclusive(|byte| *byte == b'\n').take(4);
        let mut texts = lines().map(|line| str::from_utf8(line.strip_suffix(b"\n")?).ok());
        let mut next = || texts.next().flatten();
        if next() != Some(VERSION) {
            return Err(Problem::NotByPassphrase);
        }
        let stanza = next().ok_or(Problem::Head)?;
        let stanza = stanza.strip_prefix(SCRYPT).ok_or(Problem::NotByPassphrase)?;
        let (salt, work_factor) = stanza.split_once(' ').ok_or(Problem::Head)?;
        let lock = Lock {
            salt: bytes(salt).and_then(|salt| salt.try_into().ok()).ok_or(Problem::Head)?,
            work_factor: read_work_factor(work_factor)?,
        };
        let sealed = next().and_then(bytes).filter(|sealed| sealed.len() == 32);
        let proof = next().and_then(|line| line.strip_prefix(END)?.strip_prefix(' '));
        let (Some(sealed), Some(proof)) = (sealed, proof.and_then(bytes)) else {
            return Err(Problem::Head);
        };
        let before: usize = lines().take(3).map(<[u8]>::len).sum();
        let length = lines().map(<[u8]>::len).sum();
        // The bytes themselves, so that nothing can be written in another way.
        let told = start[..before + END.len()].to_vec();
        Ok(Head { lock, length, sealed, told, proof })
    }

    /// Opens it with the stretched passphrase: the content can be read then.
    pub fn open(&self, key: &Key) -> Result<Decrypting, Problem> {
        let (sealed, tag) = self.sealed.split_at(16);
        let mut file_key: [u8; 16] = sealed.try_into().map_err(|_| Problem::Head)?;
        ChaCha20Poly1305::new((&key.0).into())
            .decrypt_in_place_detached(&Nonce::default(), b"", &mut file_key, Tag::from_slice(tag))
            .map_err(|_| Problem::WrongPassphrase)?;
        if self.has_key(&file_key) { Ok(Decrypting::new(file_key)) } else { Err(Problem::Head) }
    }

    /// Whether this is the key of the file that it begins.
    pub(super) fn has_key(&self, file_key: &[u8; 16]) -> bool {
        proof(file_key, &self.told).verify_slice(&self.proof).is_ok()
    }
}

/// The lines of a file with this key of its own.
pub(super) fn lines(lock: &Lock, key: &Key, file_key: &[u8; 16]) -> Vec<u8> {
    let mut sealed = file_key.to_vec();
    let tag = ChaCha20Poly1305::new((&key.0).into())
        .encrypt_in_place_detached(&Nonce::default(), b"", &mut sealed)
        .expect("16 bytes are not too many");
    sealed.extend(tag);
    let mut head = told(lock, &sealed);
    let proof = proof(file_key, &head).finalize().into_bytes();
    head.extend(format!(" {}\n", Base64Unpadded::encode_string(&proof)).bytes());
    head
}

/// What the HMAC is taken of.
fn told(lock: &Lock, sealed: &[u8]) -> Vec<u8> {
    let salt = Base64Unpadded::encode_string(&lock.salt);
    let sealed = Base64Unpadded::encode_string(sealed);
    format!("{VERSION}\n{SCRYPT}{salt} {}\n{sealed}\n{END}", lock.work_factor).into_bytes()
}

fn proof(file_key: &[u8; 16], told: &[u8]) -> Hmac<Sha256> {
    let key = derived(file_key, None, b"header");
    let mut proof = <Hmac<Sha256> as Mac>::new_from_slice(&key).expect("a key of any length");
    proof.update(told);
    proof
}

/// A key that is derived from the file's key for one use.
pub(super) fn derived(file_key: &[u8; 16], salt: Option<&[u8]>, used_for: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    let expanded = Hkdf::<Sha256>::new(salt, file_key).expand(used_for, &mut key);
    expanded.expect("32 bytes are not too many");
    key
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    Base64Unpadded::decode_vec(text).ok()
}

/// Digits without a zero in front, as they are written.
fn read_work_factor(text: &str) -> Result<u8, Problem> {
    let plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = plain.then(|| text.parse().ok()).flatten().ok_or(Problem::Head)?;
    match u8::try_from(number) {
        Ok(known) if known <= MAX_WORK_FACTOR => Ok(known),
        _ => Err(Problem::TooHard(number)),
    }
}
