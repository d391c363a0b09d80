//! The workspace file, encrypted with a passphrase: whole, cut, damaged, and as
//! another program wrote it.

use super::team::Device;
use super::{FIXTURE, shop};
use tangga_engine::domain::{Customer, Purchase};
use tangga_engine::interchange::encrypted::{
    Decrypting, HEAD_BYTES, Head, Key, Lock, Problem, Seal, Stretching, is_encrypted,
};
use tangga_engine::interchange::file::{FileError, Opened, Reader};

/// `format-1.tangga.json`, encrypted by the crate `age`, the library of `rage`.
const BY_AGE: &[u8] = include_bytes!("../fixtures/format-1.tangga.json.age");
const PASSPHRASE: &str = "kopi susu gula aren";

/// What can be wrong with an encrypted workspace file.
#[derive(Debug, PartialEq)]
enum Refused {
    Encrypted(Problem),
    File(FileError),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Refused {
        Refused::Encrypted(problem)
    }
}

impl From<FileError> for Refused {
    fn from(error: FileError) -> Refused {
        Refused::File(error)
    }
}

fn key(lock: &Lock, passphrase: &str) -> Result<Key, Problem> {
    let mut stretching = Stretching::new(passphrase, lock)?;
    while stretching.step(100) {}
    Ok(stretching.finish())
}

fn encrypt(file: &[u8]) -> Vec<u8> {
    let lock = Lock { salt: *b"salt of one file", work_factor: 4 };
    let key = key(&lock, PASSPHRASE).expect("a low work factor");
    let mut out = Vec::new();
    let seal = Seal::new(&lock, &key, *b"key of this file");
    let mut encrypting = seal.begin(*b"nonce of content", &mut out);
    file.chunks(10_000).for_each(|part| encrypting.take(part, &mut out));
    encrypting.finish(&mut out);
    out
}

/// Reads as the app does: the head first, then the content part by part, straight
/// into the reader of workspace files.
fn read(file: &[u8], passphrase: &str) -> Result<Opened, Refused> {
    let head = Head::read(&file[..file.len().min(HEAD_BYTES)])?;
    let mut decrypting: Decrypting = head.open(&key(&head.lock, passphrase)?)?;
    let mut reader = Reader::new();
    let mut out = Vec::new();
    for part in file[head.length..].chunks(30_000) {
        out.clear();
        decrypting.take(part, &mut out)?;
        reader.feed(&out)?;
    }
    out.clear();
    decrypting.finish(&mut out)?;
    reader.feed(&out)?;
    Ok(reader.finish()?)
}

fn shop_of_many() -> Device {
    let mut device = shop();
    let mut draft = device.draft();
    for at in 0..1_000 {
        let customer = draft.create(&Customer {
            name: Some(format!("Pelanggan {at}")),
            phone: Some(format!("+62812{at:07}")),
            ..Customer::default()
        });
        let sale = Purchase { customer: Some(customer), amount: Some(at), ..Purchase::default() };
        draft.create(&sale);
    }
    device.store(draft);
    device
}

#[test]
fn a_file_that_another_program_encrypted_is_read_like_the_plain_one() {
    let plain = super::read(FIXTURE, 4_096).expect("format 1");
    let opened = read(BY_AGE, PASSPHRASE).expect("the same");
    assert_eq!((opened.sha256, opened.counts), (plain.sha256, plain.counts));
    assert!(is_encrypted(BY_AGE) && !is_encrypted(FIXTURE));
}

#[test]
fn an_encrypted_file_comes_back_whole_and_opens_to_its_passphrase_alone() {
    let file = shop_of_many().file();
    let encrypted = encrypt(&file);
    assert!(encrypted.len() > 3 * 65_536, "several chunks");
    assert!(!encrypted.windows(9).any(|bytes| bytes == b"Pelanggan"), "nothing is readable");
    let opened = read(&encrypted, PASSPHRASE).expect("whole");
    let plain = super::read(&file, 4_096).expect("whole");
    assert_eq!((opened.sha256, opened.counts), (plain.sha256, plain.counts));
    for wrong in ["", "kopi susu gula are", "Kopi susu gula aren", "kopi susu gula aren "] {
        let refused = read(&encrypted, wrong).map(drop);
        assert_eq!(refused, Err(Refused::Encrypted(Problem::WrongPassphrase)), "{wrong:?}");
    }
}

#[test]
fn four_hundred_damaged_encrypted_files_are_refused_whole() {
    let bytes = encrypt(&shop_of_many().file());
    // Every second byte of the head, the others spread over the content.
    let places =
        |of: usize| (0..100).map(|at| at * 2).chain((0..100).map(move |at| of / 101 * (at + 1)));
    let refused = |bytes: &[u8]| match read(bytes, PASSPHRASE) {
        Err(Refused::Encrypted(_)) => true,
        Err(Refused::File(error)) => panic!("{error}: the content was taken as it is"),
        Ok(_) => false,
    };
    let cut = places(bytes.len()).filter(|length| refused(&bytes[..*length]));
    let flipped = places(bytes.len()).filter(|at| {
        let mut damaged = bytes.clone();
        damaged[*at] ^= 1 << (at % 8);
        refused(&damaged)
    });
    assert_eq!((cut.count(), flipped.count()), (200, 200));
    assert!(read(&bytes, PASSPHRASE).is_ok());
}
