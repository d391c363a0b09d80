//! By what an imported file is known again: its SHA-256.

use crate::browser::{blob, measure};
use futures_util::lock::Mutex;
use leptos::task::spawn_local;
use std::rc::Rc;
use tangga_engine::interchange::digest::Digest;
use web_sys::File;

/// Bytes that are read at once.
const CHUNK: usize = 1 << 20;

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
            *digest = Some(in_slices(&self.file).await);
        }
        digest.clone().flatten()
    }
}

/// Works the digest out in slices. The browser's own digest takes no parts, and
/// Chromium works it out on the page's thread: for 48 MB that holds the page up
/// for a fifth of a second.
async fn in_slices(file: &File) -> Option<String> {
    let mut digest = Digest::default();
    let mut parts = blob::Parts::of(file, CHUNK);
    let mut slice = measure::Slice::begin();
    while let Some(part) = parts.next().await {
        digest.feed(&part?);
        slice.pause_if_over().await;
    }
    Some(digest.finish())
}
