//! Knowing an erased person again without keeping who it was.
//!
//! A mark is the SHA-256 of a telephone number (E.164) or an e-mail address (small
//! letters) behind a random key and a letter for its kind. Lists of other firms,
//! and tables made beforehand, thus say nothing; but telephone numbers can be tried
//! through, so a mark is itself personal data, kept for one purpose: that a row of
//! a spreadsheet, or a new record in a colleague's file, which has the number or
//! the address of an erased person is asked about before it comes in.
//!
//! The marks of one workspace mostly have one key: whoever erases takes that of
//! the marks which are there. Devices that erased apart brought one each.

use crate::domain::{email, phone};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The trace of a number or an address of somebody who was erased.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mark {
    pub(super) key: u128,
    digest: [u8; 32],
}

impl Mark {
    /// No mark of a key comes before this.
    pub(super) fn first_of(key: u128) -> Mark {
        Mark { key, digest: [0; 32] }
    }
}

/// A number or an address as marks are made of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Contact {
    kind: u8,
    text: String,
}

impl Contact {
    /// A telephone number, if it is one.
    pub fn phone(text: &str) -> Option<Contact> {
        let text = phone::normalise(text);
        phone::is_e164(&text).then_some(Contact { kind: b'p', text })
    }

    /// An e-mail address, if it has the shape of one.
    pub fn email(text: &str) -> Option<Contact> {
        let text = text.trim().to_lowercase();
        email::has_shape(&text).then_some(Contact { kind: b'e', text })
    }

    /// Its mark under a key.
    pub fn mark(&self, key: u128) -> Mark {
        let mut hasher = Sha256::new();
        hasher.update(key.to_be_bytes());
        hasher.update([self.kind]);
        hasher.update(&self.text);
        Mark { key, digest: hasher.finalize().into() }
    }
}

/// A text that is not a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a mark")]
pub struct MarkError;

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}:", self.key)?;
        self.digest.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Mark {
    type Err = MarkError;
    fn from_str(text: &str) -> Result<Self, MarkError> {
        let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
        let (key, digits) = text.split_once(':').ok_or(MarkError)?;
        if key.len() != 32
            || digits.len() != 64
            || !(key.chars().chain(digits.chars())).all(is_digit)
        {
            return Err(MarkError);
        }
        let mut digest = [0; 32];
        for (byte, at) in digest.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| MarkError)?;
        }
        Ok(Mark { key: u128::from_str_radix(key, 16).map_err(|_| MarkError)?, digest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_back_and_tells_nothing_of_another_key_or_kind() {
        let contact = Contact::phone("0812-9999-0001").expect("a number");
        let mark = contact.mark(7);
        assert_eq!(mark.to_string().parse(), Ok(mark));
        assert_eq!(Contact::phone("+6281299990001").map(|c| c.mark(7)), Some(mark));
        assert_ne!(contact.mark(8).digest, mark.digest);
        let email = Contact::email(" Sari@Example.com ").expect("an address");
        assert_eq!(Contact::email("sari@example.com").map(|c| c.mark(7)), Some(email.mark(7)));
        assert_eq!((Contact::phone("sari"), Contact::email("0812")), (None, None));
        for text in ["", ":", &mark.to_string()[1..], &mark.to_string().to_uppercase()] {
            assert_eq!(text.parse::<Mark>(), Err(MarkError), "{text}");
        }
    }
}
