//! The sentinel in localStorage. Where localStorage is refused there is none,
//! which costs the warning but nothing else.

use tangga_engine::interchange::head::Sentinel;
use wasm_bindgen::JsCast;

use super::{Names, Store};
use crate::browser::clock;

/// How long, in milliseconds, a sentinel may lag behind the store: writing to
/// localStorage blocks the page.
const LAG: u64 = 1_000;

pub(super) fn read(names: &Names) -> Option<Sentinel> {
    let text = local_storage()?.get_item(&names.sentinel).ok()??;
    Sentinel::from_json(&text)
}

pub(super) fn forget(names: &Names) {
    if let Some(storage) = local_storage() {
        // A sentinel that cannot be removed only warns too much.
        let _ = storage.remove_item(&names.sentinel);
    }
}

fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?.map(JsCast::unchecked_into)
}

impl Store {
    /// Remembers outside of the store what it holds. Calls that follow within a
    /// second change nothing unless `at_once`.
    pub fn leave_sentinel(
        &self,
        rows: impl IntoIterator<Item = (String, u64)>,
        last_backup: Option<u64>,
        at_once: bool,
    ) {
        let now = clock::now_ms();
        let left = self.0.sentinel_left.get();
        if !at_once && left.is_some_and(|left| now.abs_diff(left) < LAG) {
            return;
        }
        self.0.sentinel_left.set(Some(now));
        let sentinel = Sentinel {
            store_id: self.0.store_id.borrow().clone(),
            rows: rows.into_iter().collect(),
            last_backup,
        };
        if let Some(storage) = local_storage() {
            // Without room there is no sentinel, as where it is refused.
            let _ = storage.set_item(&self.0.names.sentinel, &sentinel.to_json());
        }
    }
}
