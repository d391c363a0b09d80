//! Files that come without a file field: dropped anywhere on the page, or opened with
//! the installed app from the system's own list of files.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Function, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Element, File};

#[wasm_bindgen]
extern "C" {
    type LaunchQueue;
    #[wasm_bindgen(method, catch, js_name = setConsumer)]
    fn set_consumer(this: &LaunchQueue, consumer: &Function) -> Result<(), JsValue>;

    type Launch;
    #[wasm_bindgen(method, getter)]
    fn files(this: &Launch) -> Option<Array>;

    type Handle;
    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn get_file(this: &Handle) -> Result<Promise, JsValue>;
}

/// Hears of files that are dragged over the page, for as long as what it gives lives.
/// `on_over` hears whether they are, `on_drop` gets the first of them and how many there
/// were. A place of the page that takes files by itself is left alone; elsewhere the
/// browser would leave the page and show the file.
pub fn hear_drops(
    on_over: impl Fn(bool) + 'static,
    on_drop: impl Fn(File, u32) + 'static,
) -> Vec<EventListener> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return Vec::new();
    };
    let on_over: Rc<dyn Fn(bool)> = Rc::new(on_over);
    let active = EventListenerOptions::enable_prevent_default;
    let drag = {
        let on_over = Rc::clone(&on_over);
        move |event: &web_sys::Event| {
            let ours = files_beside_a_field(event).is_some();
            if ours {
                event.prevent_default();
            }
            on_over(ours);
        }
    };
    let leave = {
        let on_over = Rc::clone(&on_over);
        move |event: &web_sys::Event| {
            let drag = event.dyn_ref::<DragEvent>();
            // Leaving one element for another is no leaving of the page.
            if drag.is_some_and(|drag| drag.related_target().is_none()) {
                on_over(false);
            }
        }
    };
    let drop = move |event: &web_sys::Event| {
        on_over(false);
        let Some(drag) = files_beside_a_field(event) else { return };
        event.prevent_default();
        let files = drag.data_transfer().and_then(|data| data.files());
        if let Some((file, count)) = files.and_then(|files| Some((files.get(0)?, files.length()))) {
            on_drop(file, count);
        }
    };
    vec![
        EventListener::new_with_options(&document, "dragenter", active(), drag.clone()),
        EventListener::new_with_options(&document, "dragover", active(), drag),
        EventListener::new(&document, "dragleave", leave),
        EventListener::new_with_options(&document, "drop", active(), drop),
    ]
}

/// The event if it drags files, and not over a field that takes them by itself.
fn files_beside_a_field(event: &web_sys::Event) -> Option<&DragEvent> {
    let drag = event.dyn_ref::<DragEvent>()?;
    let kinds = drag.data_transfer()?.types();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let field = target.and_then(|target| target.closest("input[type=\"file\"]").ok().flatten());
    (field.is_none() && kinds.includes(&"Files".into(), 0)).then_some(drag)
}

/// A file with which the installed app was opened, not read yet.
pub struct Launched(Handle);

impl Launched {
    /// The file; `None` if it cannot be read any more.
    pub async fn file(self) -> Option<File> {
        let file = JsFuture::from(self.0.get_file().ok()?).await.ok()?;
        file.dyn_into().ok()
    }
}

/// Gives the file with which the installed app is opened, now and later, where the
/// browser hands any over.
pub fn hear_launches(on_file: impl Fn(Launched) + 'static) {
    let queue = web_sys::window().and_then(|page| Reflect::get(&page, &"launchQueue".into()).ok());
    let Some(queue) = queue.filter(JsValue::is_object) else { return };
    let consumer = Closure::<dyn Fn(Launch)>::new(move |launch: Launch| {
        let handle = launch.files().map(|files| files.get(0));
        if let Some(handle) = handle.filter(JsValue::is_object) {
            on_file(Launched(handle.unchecked_into()));
        }
    });
    let consumer = consumer.into_js_value();
    // Where it is refused, files are opened from within.
    let _ = queue.unchecked_into::<LaunchQueue>().set_consumer(consumer.unchecked_ref());
}
