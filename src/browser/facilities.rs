//! Which of the browser's facilities are there: looked for, never called.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::window;

/// What the browser calls itself.
pub fn user_agent() -> String {
    window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// What the app makes use of where it is there.
pub fn all() -> [(&'static str, bool); 6] {
    let global: JsValue = js_sys::global().into();
    let get = |of: &JsValue, name: &str| {
        Reflect::get(of, &name.into())
            .ok()
            .filter(|value| !value.is_undefined() && !value.is_null())
    };
    let navigator = get(&global, "navigator").unwrap_or(JsValue::NULL);
    let of_navigator = |name| if navigator.is_object() { get(&navigator, name) } else { None };
    let storage = of_navigator("storage");
    let private_folder = storage.as_ref().and_then(|storage| get(storage, "getDirectory"));
    let worker = of_navigator("serviceWorker");
    let controlled = worker.as_ref().and_then(|worker| get(worker, "controller"));
    [
        ("indexed database", get(&global, "indexedDB").is_some()),
        ("storage manager", storage.is_some()),
        ("private folder (OPFS)", private_folder.is_some()),
        ("web locks", of_navigator("locks").is_some()),
        ("service worker in charge", controlled.is_some()),
        ("pick a folder", get(&global, "showDirectoryPicker").is_some()),
    ]
}
