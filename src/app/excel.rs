//! The fourth of the program's files: Excel workbooks, read and written.
//!
//! Most people never need it, and unpacking and packing archives takes much code;
//! so it is fetched when the first workbook comes or is asked for, and like
//! `rest` it is reached through one table. Offline it is there as all else.

use super::commit::Watch;
use super::import::ImportError;
use crate::browser::{blob, measure};
use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Uint8Array};
use leptos::wasm_split::SplitLoaderError;
use std::rc::Rc;
use tangga_engine::interchange::spreadsheet::SpreadsheetError;
use tangga_engine::interchange::spreadsheet::workbook::package::{Package, TooLarge};
use tangga_engine::interchange::spreadsheet::workbook::{MAX_WORKBOOK_BYTES, Workbook};
use web_sys::{Blob, File};

/// What this file offers to the others.
pub struct Excel {
    /// Reads a sheet of a workbook as a text, in slices: the one at this place, or
    /// the largest.
    pub read: fn(File, Option<usize>, Watch) -> Reading,
    /// Begins a workbook whose only sheet has this name.
    pub pack: fn(&str) -> Result<Box<dyn Packing>, TooLarge>,
}

/// A sheet that is being read.
pub type Reading = LocalBoxFuture<'static, Result<Sheet, ImportError>>;

/// A sheet as the text that the import reads.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The text.
    pub text: Blob,
    /// The names of all sheets.
    pub names: Rc<[String]>,
    /// Which of them this is.
    pub at: usize,
}

/// A workbook in the making.
pub trait Packing {
    /// Adds the next piece of its sheet.
    fn feed(&mut self, piece: &str) -> Result<(), TooLarge>;
    /// Its bytes.
    fn finish(self: Box<Self>) -> Result<Vec<u8>, TooLarge>;
}

impl Packing for Package {
    fn feed(&mut self, piece: &str) -> Result<(), TooLarge> {
        Package::feed(self, piece)
    }

    fn finish(self: Box<Self>) -> Result<Vec<u8>, TooLarge> {
        Package::finish(*self)
    }
}

static EXCEL: Excel = Excel {
    read: |file, sheet, watch| Box::pin(read(file, sheet, watch)),
    pack: |sheet| Ok(Box::new(Package::new(sheet)?)),
};

/// The cut: in a release a call of this function fetches the fourth file first.
#[cfg(not(debug_assertions))]
#[allow(unsafe_code, reason = "the macro declares the function of the other file")]
mod cut {
    use super::{EXCEL, Excel, SplitLoaderError};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(excel, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub fn excel() -> Result<&'static Excel, SplitLoaderError> {
        Ok(&EXCEL)
    }
}

#[cfg(debug_assertions)]
mod cut {
    use super::{EXCEL, Excel, SplitLoaderError};

    pub async fn excel() -> Result<&'static Excel, SplitLoaderError> {
        Ok(&EXCEL)
    }
}

/// The table, as soon as it is there.
pub async fn load() -> Result<&'static Excel, SplitLoaderError> {
    cut::excel().await
}

async fn read(file: File, sheet: Option<usize>, watch: Watch) -> Result<Sheet, ImportError> {
    let size = file.size();
    if size > MAX_WORKBOOK_BYTES as f64 {
        return Err(SpreadsheetError::TooLarge { bytes: size as u64 }.into());
    }
    let bytes = blob::read(&file, 0.0, size).await.ok_or(ImportError::Unreadable)?;
    let mut book = Workbook::open(bytes)?;
    let names: Rc<[String]> = book.sheets().map(str::to_owned).collect();
    let mut breath = Breath { watch: watch.clone(), slice: measure::Slice::begin() };
    let mut reader = book.strings()?;
    while reader.step()? {
        breath.take(|| reader.progress() * 0.4).await?;
    }
    let strings = reader.finish();
    let at = sheet.unwrap_or_else(|| book.largest());
    let parts = Array::new();
    let mut text = String::new();
    let mut reader = book.read(at, &strings)?;
    loop {
        let more = reader.step(&mut text)?;
        parts.push(&Uint8Array::from(text.as_bytes()).into());
        text.clear();
        if !more {
            break;
        }
        breath.take(|| 0.4 + reader.progress() * 0.6).await?;
    }
    let text = Blob::new_with_u8_array_sequence(&parts).map_err(|_| ImportError::Unreadable)?;
    Ok(Sheet { text, names, at })
}

/// Pauses in long work.
struct Breath {
    watch: Watch,
    slice: measure::Slice,
}

impl Breath {
    /// Pauses if it is time to, and says how far the work is.
    async fn take(&mut self, done: impl Fn() -> f64) -> Result<(), ImportError> {
        if self.slice.is_over() {
            self.watch.tell(done());
            self.slice.pause().await;
        }
        if self.watch.is_stopped() { Err(ImportError::Stopped) } else { Ok(()) }
    }
}
