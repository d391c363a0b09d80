//! By what an imported file is known again: its SHA-256.

use crate::browser::{blob, pause};
use futures_util::lock::Mutex;
use leptos::task::spawn_local;
use std::rc::Rc;
use tangga_engine::interchange::digest::{Digest, hexadecimal};
use web_sys::File;

/// Bytes that are digested between two pauses.
const CHUNK: usize = 256 * 1024;

/// A file whose digest is worked out once, while the person reads what was found
/// in it.
#[derive(Clone)]
pub struct Source {
    file: File,
    /// Nothing until it is known whether there is a digest.
    digest: Rc<Mutex<Option<Option<String>>>>,
}

impl Source {
    /// Nothing is read yet.
    pub fn new(file: File) -> Source {
        Source { file, digest: Rc::default() }
    }

    /// Begins in the background.
    pub fn begin(&self) {
        let source = self.clone();
        spawn_local(async move { drop(source.sha256().await) });
    }

    /// The SHA-256 in lower-case hexadecimal digits; `None` if the file can no
    /// longer be read.
    pub async fn sha256(&self) -> Option<String> {
        let mut digest = self.digest.lock().await;
        if digest.is_none() {
            *digest = Some(match blob::sha256(&self.file).await {
                Some(bytes) => Some(hexadecimal(&bytes)),
                None => in_slices(&self.file).await,
            });
        }
        digest.clone().flatten()
    }
}

async fn in_slices(file: &File) -> Option<String> {
    let mut digest = Digest::default();
    let mut parts = blob::Parts::of(file, CHUNK);
    while let Some(part) = parts.next().await {
        digest.feed(&part?);
        pause::pause().await;
    }
    Some(digest.finish())
}
