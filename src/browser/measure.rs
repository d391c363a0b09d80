//! How long things take: named measures that the browser's own tools and the
//! benchmark read, and slices of work short enough to keep the page alive.

use super::pause;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn now() -> f64;

    #[wasm_bindgen(js_namespace = performance, js_name = measure, catch)]
    fn measure(name: &str, options: &Object) -> Result<JsValue, JsValue>;
}

/// The bytes of a page of WebAssembly's memory.
const PAGE: usize = 65_536;

/// A stretch of time with a name.
#[derive(Debug)]
pub struct Span {
    name: &'static str,
    start: f64,
}

impl Span {
    /// Begins it.
    pub fn begin(name: &'static str) -> Span {
        Span { name, start: now() }
    }

    /// A stretch that began with the navigation.
    pub fn since_navigation(name: &'static str) -> Span {
        Span { name, start: 0.0 }
    }

    /// Ends it and hands it to the browser.
    pub fn end(&self) {
        let options = Object::new();
        let set = |key: &str, value: f64| Reflect::set(&options, &key.into(), &value.into());
        // How much memory the program holds by now, in bytes; it never gives any back.
        let memory = (core::arch::wasm32::memory_size(0) * PAGE) as f64;
        let told = set("start", self.start).and(set("end", now())).and(set("detail", memory));
        if told.is_ok() {
            // A measure that cannot be taken is no reason to fail.
            let _ = measure(self.name, &options);
        }
    }
}

/// Work that may go on until the page must breathe.
#[derive(Debug)]
pub struct Slice(f64);

/// How long a slice lasts, in milliseconds.
const SLICE: f64 = 24.0;

impl Slice {
    /// Begins one.
    pub fn begin() -> Slice {
        Slice(now())
    }

    /// Whether it is time to pause.
    pub fn is_over(&self) -> bool {
        now() - self.0 > SLICE
    }

    /// Lets the page breathe and begins the next one.
    pub async fn pause(&mut self) {
        pause::pause().await;
        *self = Slice::begin();
    }

    /// The same if it is time to.
    pub async fn pause_if_over(&mut self) {
        if self.is_over() {
            self.pause().await;
        }
    }
}
