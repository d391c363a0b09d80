//! Bytes of files, read in parts, the next one ahead.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// The bytes from a place on, as many as there are up to `length`; `None` if the
/// browser cannot read them.
pub async fn read(blob: &Blob, from: f64, length: f64) -> Option<Vec<u8>> {
    finish(begin(blob, from, length)?).await
}

fn begin(blob: &Blob, from: f64, length: f64) -> Option<JsFuture> {
    let part = blob.slice_with_f64_and_f64(from, (from + length).min(blob.size())).ok()?;
    Some(JsFuture::from(part.array_buffer()))
}

async fn finish(reading: JsFuture) -> Option<Vec<u8>> {
    Some(Uint8Array::new(&reading.await.ok()?).to_vec())
}

/// A file's parts in order. The browser reads the next one while this one is
/// worked on.
pub struct Parts {
    blob: Blob,
    length: f64,
    /// Where the part that is being read begins.
    from: f64,
    ahead: Option<JsFuture>,
}

impl Parts {
    /// Begins to read; parts have `length` bytes, the last one fewer.
    pub fn of(blob: &Blob, length: usize) -> Parts {
        let length = length as f64;
        let ahead = begin(blob, 0.0, length);
        Parts { blob: blob.clone(), length, from: 0.0, ahead }
    }

    /// The next part; nothing at the end. The part is `None` if the browser
    /// cannot read it whole.
    pub async fn next(&mut self) -> Option<Option<Vec<u8>>> {
        let left = self.blob.size() - self.from;
        if left <= 0.0 {
            return None;
        }
        let reading = self.ahead.take();
        let length = left.min(self.length);
        self.from += length;
        if left > length {
            self.ahead = begin(&self.blob, self.from, self.length);
        }
        let Some(reading) = reading else { return Some(None) };
        Some(finish(reading).await.filter(|part| part.len() as f64 == length))
    }
}
