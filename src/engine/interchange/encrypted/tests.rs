//! Files of the reference implementation. `age` 0.11.5 of crates.io, the library
//! of the program `rage`, wrote them with the work factor 10.

use super::*;
use crate::interchange::digest::Digest;

const PASSPHRASE: &str = "kopi susu gula aren";

fn key(lock: &Lock) -> Key {
    Stretching::new(PASSPHRASE, lock).expect("a low work factor").finish()
}

/// Encrypts bytes that come in pieces of this length.
fn encrypt(bytes: &[u8], piece: usize, head: &Head, key: &Key, nonce: [u8; 16]) -> Vec<u8> {
    let mut out = Vec::new();
    let file_key = head.open(key).expect("the passphrase").file_key();
    let mut encrypting = Seal::new(&head.lock, key, file_key).begin(nonce, &mut out);
    bytes.chunks(piece).for_each(|piece| encrypting.take(piece, &mut out));
    encrypting.finish(&mut out);
    out
}

fn decrypt(file: &[u8], piece: usize, head: &Head, key: &Key) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::new();
    let mut decrypting = head.open(key)?;
    for piece in file[head.length..].chunks(piece) {
        decrypting.take(piece, &mut out)?;
    }
    decrypting.finish(&mut out)?;
    Ok(out)
}

/// With the random bytes that it took the same file must come out: what is written
/// here is what the reference implementation writes, and so what it opens.
#[test]
fn what_is_written_is_byte_for_byte_what_the_reference_implementation_writes() {
    let check = |length: usize, head: &str, nonce: u128, sha256: &str| {
        let content: Vec<u8> = (0..length).map(|at| (at * 31 % 251) as u8).collect();
        let head = Head::read(head.as_bytes()).expect("a head");
        let key = key(&head.lock);
        for piece in [65_535, 65_536, 1_000_000] {
            let written = encrypt(&content, piece, &head, &key, nonce.to_be_bytes());
            let mut digest = Digest::default();
            digest.feed(&written);
            assert_eq!(digest.finish(), sha256, "{length} bytes in pieces of {piece}");
            assert_eq!(decrypt(&written, piece, &head, &key).as_ref(), Ok(&content));
        }
    };
    check(
        0,
        "age-encryption.org/v1\n-> scrypt 1TZyY/Xox3sA+VkuqXyy0A 10\n\
         1qw6zILCjZ1XEydASKId7ISUf/2089A5Ahse4oDzO7M\n\
         --- SDM389wZJYm6+NLyJ61JO3dVO1gbE9wtBiA4JUcnZeA\n",
        0xb16331e7fcf608960f3b6e1d8c5c35a0,
        "92cd941b2ddd8e96fad30d993c6ff36ed467541c0334d5189b7cecf16ffa2f2b",
    );
    check(
        65_536,
        "age-encryption.org/v1\n-> scrypt THeTSUEYvBX4NdZUwgZWUg 10\n\
         tdusPJFM6sTbU9L8Ev7n+u46vCZsOZPj737fuIgDXmw\n\
         --- 8tIL7wm1JHNGLo9AG3cvWPPWVjPyBs/2H9AGPS7au9w\n",
        0x0c9a422f776e2c9118b8c8d7e8d216fc,
        "a7a893bb418bdab921a2072b6eabfccabbaa3f6c77c518666a22b8d8f4380b80",
    );
    check(
        131_072,
        "age-encryption.org/v1\n-> scrypt lOiWfaP/+ktP90j2pjRzUw 10\n\
         +R1Uy1Zr5ZcNIyg3DcPHHZTKfRLb//ywb4hkrPRfF9c\n\
         --- yN1yY0j35JgDQnZqEI4OYwDqDb2t4/i5sg0JtDr2NB8\n",
        0xf11ba2c63b5be7dd00dc525680ca9527,
        "110ecf515165e1ece4e2c95b9232b4912015d5e1aedcb7bf7db32ac744d83425",
    );
    check(
        200_000,
        "age-encryption.org/v1\n-> scrypt 7nFPIhStg5epJknz8F90wA 10\n\
         SSpVdHvBnbKP60rb5YtsXRA/DUfv8338t6FH3S75GnU\n\
         --- ENmwhXi0zEST+6Ltww9QHQHVKBH+SgVB74gUvrAmtgY\n",
        0x4f92f0a34c3e27817fbbf4bad3e4c39c,
        "1505bba0accfb1ba436c01c6ae08a07d5897de8cf31a6254d8cf1188e542f3a3",
    );
}

#[test]
fn a_head_says_why_it_is_not_taken() {
    let check = |head: &str, expect: Problem| {
        assert_eq!(Head::read(head.as_bytes()), Err(expect), "{head}");
    };
    check("", Problem::NotByPassphrase);
    check("{\"tangga\":\"workspace\"", Problem::NotByPassphrase);
    check("age-encryption.org/v2\n-> scrypt", Problem::NotByPassphrase);
    check("age-encryption.org/v1\n-> X25519 CJM36AHm\n", Problem::NotByPassphrase);
    check("age-encryption.org/v1\n-> scrypt 1TZyY/Xox3sA+VkuqXyy0A", Problem::Head);
    let with = |work_factor: &str| {
        format!("age-encryption.org/v1\n-> scrypt 1TZyY/Xox3sA+VkuqXyy0A {work_factor}\n")
    };
    check(&with("21"), Problem::TooHard(21));
    check(&with("4000000000"), Problem::TooHard(4_000_000_000));
    for work_factor in ["", "010", "+10", "10 ", "ten", "5000000000"] {
        check(&with(work_factor), Problem::Head);
    }
    check(&with("10"), Problem::Head);
    check(&with("10\u{e9}"), Problem::Head);
}

/// Chunks left out, swapped, taken from another file, or with too little in them.
#[test]
fn chunks_count_only_in_their_own_place() {
    let head = Head::read(
        b"age-encryption.org/v1\n-> scrypt 7nFPIhStg5epJknz8F90wA 10\n\
          SSpVdHvBnbKP60rb5YtsXRA/DUfv8338t6FH3S75GnU\n\
          --- ENmwhXi0zEST+6Ltww9QHQHVKBH+SgVB74gUvrAmtgY\n",
    )
    .expect("a head");
    let key = key(&head.lock);
    let content = vec![7; 3 * 65_536];
    let whole = encrypt(&content, 65_536, &head, &key, [1; 16]);
    let other = encrypt(&content, 65_536, &head, &key, [2; 16]);
    let first = head.length + 16;
    let chunk = |at: usize| first + at * 65_552..first + (at + 1) * 65_552;
    let refused = |bytes: Vec<u8>| {
        assert_eq!(decrypt(&bytes, 65_536, &head, &key), Err(Problem::Damaged));
    };
    assert_eq!(decrypt(&whole, 65_536, &head, &key).as_ref(), Ok(&content));
    refused([&whole[..first], &whole[chunk(1)], &whole[chunk(0)], &whole[chunk(2)]].concat());
    refused([&whole[..first], &whole[chunk(1)], &whole[chunk(2)]].concat());
    refused(whole[..chunk(1).end].to_vec());
    refused([&whole[..chunk(1).end], &other[chunk(2)]].concat());
    refused([&whole[..], &whole[chunk(2)]].concat());
    refused([&whole[..], &b"0123456789abcdef"[..]].concat());
    refused(whole[..first - 1].to_vec());
    refused(whole[..first].to_vec());
    let wrong = Stretching::new("kopi susu", &head.lock).expect("a low work factor").finish();
    assert_eq!(decrypt(&whole, 65_536, &head, &wrong), Err(Problem::WrongPassphrase));
}
