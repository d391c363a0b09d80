//! Encrypting a file with a passphrase, in the [age format][spec], version 1:
//! the programs `age` and `rage` open what is written here, and the other way
//! round.
//!
//! - The passphrase and 16 random bytes (the salt) are [stretched](Stretching)
//!   with scrypt, r = 8, p = 1 and N = 2^*work factor*, to 32 bytes. They encrypt
//!   the file's key, which is 16 random bytes, with ChaCha20-Poly1305.
//! - A [head](Head) of a few lines holds salt, work factor and encrypted key, and
//!   an HMAC-SHA-256 over them with a key that HKDF-SHA-256 derives from the
//!   file's key.
//! - The content follows in chunks of 64 KiB ([`Encrypting`], [`Decrypting`]), each
//!   with ChaCha20-Poly1305 under a key that HKDF derives from the file's key and
//!   another 16 random bytes. A chunk's nonce is its number and whether it is the
//!   last, so that chunks can be neither swapped nor left out nor cut off.
//!
//! A file is begun with a [`Seal`], which may serve several. There is no random
//! source here: random bytes come in. Nothing that was read counts before the last
//! chunk was: who reads must call [`Decrypting::finish`]. A passphrase is not kept;
//! stretching holds 2^*work factor* KiB until it is over.
//!
//! [spec]: https://age-encryption.org/v1

mod head;
mod seal;
mod stream;
mod stretch;

pub use head::{HEAD_BYTES, Head, is_encrypted};
pub use seal::Seal;
pub use stream::{Decrypting, Encrypting};
pub use stretch::{Key, Stretching};

/// The work factor of what is written here: 2^17 rounds over 128 MiB. See
/// `docs/decisions/0011-encrypted-files.md`.
pub const WORK_FACTOR: u8 = 17;

/// The highest work factor that is taken from a file: 1 GiB. `age` writes 18,
/// `rage` what takes a second, which is 20 on the quickest machines.
pub const MAX_WORK_FACTOR: u8 = 20;

/// What a passphrase is stretched with. It stands openly in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lock {
    /// 16 random bytes.
    pub salt: [u8; 16],
    /// How hard it is: the logarithm to base 2 of the rounds, at least 1.
    pub work_factor: u8,
}

/// Why an encrypted file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is no age file of version 1, or it is encrypted to keys of people and
    /// not with a passphrase.
    #[error("not encrypted with a passphrase")]
    NotByPassphrase,
    /// Its work factor, which this is, is over [`MAX_WORK_FACTOR`].
    #[error("the work factor {0} is over the limit")]
    TooHard(u32),
    /// There is not enough memory for its work factor.
    #[error("not enough memory for the work factor")]
    NoRoom,
    /// The passphrase is another, or what it opens was altered: nothing can tell
    /// the two apart.
    #[error("another passphrase, or altered")]
    WrongPassphrase,
    /// Its head was cut or altered.
    #[error("a damaged head")]
    Head,
    /// What follows its head was cut or altered.
    #[error("cut or altered")]
    Damaged,
}

#[cfg(test)]
mod tests;
