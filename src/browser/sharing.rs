//! Handing a file to another program of the device, such as a messenger (Web Share).

use js_sys::{Array, Object, Promise, Reflect};
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File, FilePropertyBag};

#[wasm_bindgen]
extern "C" {
    type Sharer;
    #[wasm_bindgen(method, catch, js_name = canShare)]
    fn can_share(this: &Sharer, what: &Object) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn share(this: &Sharer, what: &Object) -> Result<Promise, JsValue>;
}

/// What a browser lets pass that takes no file of the file's own kind.
const PLAIN: (&str, &str) = ("text/plain", ".txt");

/// A file that the browser would hand to another program.
pub struct Shareable(SendWrapper<Object>);

impl Shareable {
    /// The bytes under this name; `None` where the browser shares no such file. One that
    /// knows the kind of file as nothing but text gets it as text, whose name then says so.
    pub fn new(name: &str, bytes: &Blob) -> Option<Shareable> {
        let sharer = sharer()?;
        let (plain, ending) = PLAIN;
        let kinds =
            [(bytes.type_(), name.to_owned()), (plain.to_owned(), format!("{name}{ending}"))];
        kinds.into_iter().find_map(|(kind, name)| {
            let options = FilePropertyBag::new();
            options.set_type(&kind);
            let parts = Array::of1(bytes);
            let file = File::new_with_blob_sequence_and_options(&parts, &name, &options).ok()?;
            let what = Object::new();
            Reflect::set(&what, &"files".into(), &Array::of1(&file)).ok()?;
            sharer.can_share(&what).is_ok_and(|can| can).then(|| Shareable(SendWrapper::new(what)))
        })
    }

    /// Lets the person choose the program; to be called by their click. Whether they
    /// chose any is theirs to know.
    pub fn share(&self) {
        let Some(promise) = sharer().and_then(|sharer| sharer.share(&self.0).ok()) else { return };
        let ignore = Closure::<dyn FnMut(JsValue)>::new(|_| {});
        let _ = promise.catch(&ignore);
        ignore.forget();
    }
}

fn sharer() -> Option<Sharer> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let can = Reflect::get(&navigator, &"canShare".into()).ok()?;
    can.is_function().then(|| navigator.unchecked_into())
}
