//! A part of the program that comes in a file of its own, and the one table of functions
//! that leads into it.
//!
//! What is called in another way than through the table of its part is moved by the build
//! into the file of the caller: nothing breaks, but that file grows. Development builds and
//! tests are one file.

use super::session::Busy;
use super::toaster;
use crate::words::errors;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use std::cell::Cell;
use std::thread::LocalKey;

/// Fetches the file of a part and gives its table.
type Fetch<T> = fn() -> LocalBoxFuture<'static, Result<&'static T, SplitLoaderError>>;

/// A part of the program; it stands in a static of its own.
pub struct Part<T: 'static> {
    there: Cell<Option<&'static T>>,
    arrived: ArcRwSignal<bool>,
    fetch: Fetch<T>,
}

impl<T> Part<T> {
    /// A part that is fetched like this when it is first asked for.
    pub fn new(fetch: Fetch<T>) -> Part<T> {
        Part { there: Cell::new(None), arrived: ArcRwSignal::new(false), fetch }
    }
}

/// Where a part stands.
pub type Place<T> = &'static LocalKey<Part<T>>;

/// Its table, if it is there already.
pub fn there<T>(part: Place<T>) -> Option<&'static T> {
    part.with(|part| part.there.get())
}

/// Its table, if it is there already; whoever draws with it draws again when it comes.
pub fn arrived<T>(part: Place<T>) -> Option<&'static T> {
    part.with(|part| part.arrived.get());
    there(part)
}

/// Its table, as soon as it is there. A failure is not remembered: the next call tries
/// again.
pub async fn load<T>(part: Place<T>) -> Result<&'static T, SplitLoaderError> {
    if let Some(table) = there(part) {
        return Ok(table);
    }
    let table = part.with(|part| (part.fetch)()).await?;
    part.with(|part| {
        part.there.set(Some(table));
        part.arrived.set(true);
    });
    Ok(table)
}

/// Runs something with its table: at once if it is there, else when it is. Says so if it
/// does not come.
pub fn then<T>(part: Place<T>, run: impl FnOnce(&'static T) + 'static) {
    if let Some(table) = there(part) {
        return run(table);
    }
    spawn_local(async move {
        let _busy = Busy::begin();
        match load(part).await {
            Ok(table) => run(table),
            Err(_) => {
                toaster().fail(format!("{}. {}", errors::not_loaded(), errors::not_loaded_text()))
            }
        }
    });
}
