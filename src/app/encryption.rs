//! Files that are encrypted with a passphrase: written as backups, and opened to
//! plain files before anything else is done with them.
//!
//! Stretching a passphrase takes most of a second and runs in slices like all
//! long work. Nobody but the person has the passphrase: it is kept nowhere. What
//! encrypts file after file without it is a seal, made when it was typed.

use super::commit::Watch;
use super::files::{self, OpenError};
use super::session::Busy;
use super::work::Writing;
use crate::browser::{blob, identity, measure};
use js_sys::{Array, Uint8Array};
use leptos::task::spawn_local;
use tangga_engine::interchange::encrypted::{
    Decrypting, Encrypting, HEAD_BYTES, Head, Key, Lock, Problem, Seal, Stretching, WORK_FACTOR,
    is_encrypted,
};
use tangga_engine::interchange::file::{FileError, Limit, MAX_BYTES, Problem as FileProblem};
use web_sys::{Blob, File};

/// What the name of an encrypted file adds to that of the plain one.
pub const ENDING: &str = ".age";

/// The fewest characters of a passphrase for a file that is written here.
pub const LEAST: usize = 8;

/// Rounds of stretching between two looks at the clock.
const ROUNDS: usize = 256;

/// What encrypts a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase {
    /// What the person typed.
    pub text: String,
    /// How hard guessing it is made.
    pub work_factor: u8,
}

impl Passphrase {
    /// A passphrase as it was typed.
    pub fn new(text: String) -> Passphrase {
        Passphrase { text, work_factor: WORK_FACTOR }
    }
}

/// What a file that is written is encrypted with.
#[derive(Clone, Copy)]
pub(super) enum Protection<'a> {
    /// A passphrase that was just typed.
    Passphrase(&'a Passphrase),
    /// A seal that was made when one was.
    Seal(&'a Seal),
}

impl From<Problem> for OpenError {
    fn from(problem: Problem) -> OpenError {
        OpenError::Encrypted(problem)
    }
}

/// Begins an encrypted file; its first bytes are added to `out`.
pub(super) async fn begin(
    protection: Protection<'_>,
    out: &mut Vec<u8>,
    watch: &Watch,
) -> Result<Encrypting, OpenError> {
    let nonce = random();
    Ok(match protection {
        Protection::Passphrase(passphrase) => seal(passphrase, watch).await?.begin(nonce, out),
        Protection::Seal(seal) => seal.begin(nonce, out),
    })
}

/// A seal whose files open with a passphrase.
pub(super) async fn seal(passphrase: &Passphrase, watch: &Watch) -> Result<Seal, OpenError> {
    let lock = Lock { salt: random(), work_factor: passphrase.work_factor };
    let stretched = stretch(&passphrase.text, &lock, watch).await?;
    Ok(Seal::new(&lock, &stretched, random()))
}

fn random() -> [u8; 16] {
    identity::random_u128().to_be_bytes()
}

async fn stretch(passphrase: &str, lock: &Lock, watch: &Watch) -> Result<Key, OpenError> {
    let mut stretching = Stretching::new(passphrase, lock)?;
    let mut slice = measure::Slice::begin();
    while stretching.step(ROUNDS) {
        if slice.is_over() {
            watch.tell(stretching.progress());
            if watch.is_stopped() {
                return Err(OpenError::Stopped);
            }
            slice.pause().await;
        }
    }
    Ok(stretching.finish())
}

/// Reads a file that was just written, as whoever restores it would.
pub(super) async fn read_back(
    file: &Blob,
    protection: Protection<'_>,
    watch: &Watch,
    take: impl FnMut(&[u8]) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    match protection {
        Protection::Passphrase(Passphrase { text, .. }) => decrypt(file, text, watch, take).await,
        Protection::Seal(seal) => {
            let start = blob::read(file, 0.0, HEAD_BYTES as f64).await;
            let start = start.ok_or(OpenError::Unreadable)?;
            let (at, decrypting) = seal.open(&start).ok_or(Problem::Head)?;
            content(file, at, decrypting, watch, take).await
        }
    }
}

/// Decrypts a file in slices and hands the plain bytes on, which count only if it
/// ends well.
async fn decrypt(
    file: &Blob,
    passphrase: &str,
    watch: &Watch,
    take: impl FnMut(&[u8]) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    if file.size() > MAX_BYTES as f64 {
        let problem = FileProblem::Over(Limit::Bytes);
        return Err(OpenError::File(FileError { line: 1, problem }));
    }
    let start = blob::read(file, 0.0, HEAD_BYTES as f64).await.ok_or(OpenError::Unreadable)?;
    let head = Head::read(&start)?;
    let key = stretch(passphrase, &head.lock, &watch.part(0.0, 0.4)).await?;
    content(file, head.length, head.open(&key)?, &watch.part(0.4, 1.0), take).await
}

/// Decrypts what stands in a file from a place on.
async fn content(
    file: &Blob,
    at: usize,
    mut decrypting: Decrypting,
    watch: &Watch,
    mut take: impl FnMut(&[u8]) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    let content = file.slice_with_f64(at as f64).map_err(|_| OpenError::Unreadable)?;
    let mut out = Vec::new();
    files::read_parts(&content, watch, |part| {
        out.clear();
        decrypting.take(part, &mut out)?;
        take(&out)
    })
    .await?;
    out.clear();
    decrypting.finish(&mut out)?;
    take(&out)
}

/// Finds out whether a file is encrypted.
pub fn look(file: File, done: impl FnOnce(File, bool) + 'static) {
    spawn_local(async move {
        let start = blob::read(&file, 0.0, HEAD_BYTES as f64).await.unwrap_or_default();
        done(file, is_encrypted(&start));
    });
}

/// Opens an encrypted file to the plain one, which is handed on only if all of it
/// could be decrypted. `done` hears nothing if it was stopped.
pub fn open(
    file: File,
    passphrase: String,
    writing: Writing,
    done: impl FnOnce(Result<File, String>) + 'static,
) {
    let watch = writing.begin();
    spawn_local(async move {
        let opened = {
            let _busy = Busy::begin();
            plain(&file, &passphrase, &watch).await
        };
        writing.end();
        match opened {
            Err(OpenError::Stopped) => {}
            opened => done(opened.map_err(|error| files::open_failure(&error))),
        }
    });
}

async fn plain(file: &File, passphrase: &str, watch: &Watch) -> Result<File, OpenError> {
    let parts = Array::new();
    decrypt(file, passphrase, watch, |bytes| {
        parts.push(&Uint8Array::from(bytes));
        Ok(())
    })
    .await?;
    let name = file.name();
    let name = name.strip_suffix(ENDING).unwrap_or(&name);
    File::new_with_u8_array_sequence(&parts, name).map_err(|_| OpenError::Unreadable)
}
