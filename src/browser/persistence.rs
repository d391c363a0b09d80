//! Whether the browser keeps what the app stores: its promise, and the two
//! habits that a page can recognise. Each is tested for before it is called: an
//! embedded WebKit has no storage manager.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

#[wasm_bindgen]
extern "C" {
    pub(super) type StorageManager;
    #[wasm_bindgen(method, catch, js_name = getDirectory)]
    pub(super) fn directory(this: &StorageManager) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn persisted(this: &StorageManager) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn persist(this: &StorageManager) -> Result<Promise, JsValue>;
}

/// What the browser says about keeping the data.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Keeping {
    /// It has not answered, or does not tell.
    #[default]
    NotTold,
    /// It promised to keep them until somebody deletes them.
    Kept,
    /// It may remove them when room is short.
    MayGo,
}

/// What the browser says now.
pub async fn keeping() -> Keeping {
    answered(manager().and_then(|manager| manager.persisted().ok())).await
}

/// Asks the browser to keep the data. Some browsers then ask the person, so
/// this belongs to a click.
pub async fn ask_to_keep() -> Keeping {
    answered(manager().and_then(|manager| manager.persist().ok())).await
}

async fn answered(question: Option<Promise>) -> Keeping {
    let Some(question) = question else { return Keeping::NotTold };
    match JsFuture::from(question).await.ok().and_then(|answer| answer.as_bool()) {
        Some(true) => Keeping::Kept,
        Some(false) => Keeping::MayGo,
        None => Keeping::NotTold,
    }
}

/// The browser's storage manager, where there is one.
pub(super) fn manager() -> Option<StorageManager> {
    let storage = Reflect::get(&window()?.navigator(), &"storage".into()).ok()?;
    (!storage.is_undefined() && !storage.is_null()).then(|| storage.unchecked_into())
}

/// Whether this is Safari in a tab: it deletes what a site stored after seven
/// days without a visit, unless the site is installed.
pub fn forgets_unvisited_sites() -> bool {
    let Some(window) = window() else { return false };
    let navigator: JsValue = window.navigator().into();
    let read = |name: &str| Reflect::get(&navigator, &name.into()).ok();
    let vendor = read("vendor").and_then(|vendor| vendor.as_string()).unwrap_or_default();
    // Only Apple's browsers tell whether they run an installed app in this way.
    let added_to_home = read("standalone").and_then(|value| value.as_bool()) == Some(true);
    let installed = window
        .match_media("(display-mode: standalone)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    vendor.starts_with("Apple") && !added_to_home && !installed
}
