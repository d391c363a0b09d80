//! Watching an element's size.

use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    type ResizeObserver;
    #[wasm_bindgen(constructor, catch)]
    fn new(callback: &JsValue) -> Result<ResizeObserver, JsValue>;
    #[wasm_bindgen(method)]
    fn observe(this: &ResizeObserver, element: &Element);
    #[wasm_bindgen(method)]
    fn disconnect(this: &ResizeObserver);
}

/// Reports an element's inner size, at first and at each change, until dropped.
///
/// The report comes in the next frame: what it draws anew may change sizes, and
/// WebKit calls it an error when that happens while sizes are being observed.
pub struct ResizeWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl ResizeWatch {
    /// Calls `report` with width and height in CSS pixels. `None` in a browser
    /// that cannot observe sizes.
    pub fn new(element: &Element, report: impl Fn(f64, f64) + 'static) -> Option<ResizeWatch> {
        let (watched, report) = (element.clone(), Rc::new(report));
        let callback = Closure::<dyn FnMut()>::new(move || {
            let (watched, report) = (watched.clone(), report.clone());
            let next_frame = Closure::once_into_js(move || {
                // It may have left the page since.
                if watched.is_connected() {
                    report(f64::from(watched.client_width()), f64::from(watched.client_height()));
                }
            });
            // Refused only in a page that draws nothing any more.
            let _ = gloo::utils::window().request_animation_frame(next_frame.unchecked_ref());
        });
        let observer = ResizeObserver::new(callback.as_ref()).ok()?;
        observer.observe(element);
        Some(ResizeWatch { observer, _callback: callback })
    }
}

impl Drop for ResizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
