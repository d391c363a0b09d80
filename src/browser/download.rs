//! Saving bytes as a file on the device.
//!
//! A browser holds the bytes of an offered file for as long as its address lives, and
//! Chromium refuses to make new files once some 500 MB are held. When the address has
//! been read no page is told, and the engines differ: Chromium looks it up while the
//! click is handled; Firefox just after, and honours one for 5 seconds after it was
//! revoked; WebKit after the click has returned, and the first time only when the
//! person has allowed it in a dialog that takes the page's input. What was looked up
//! is read to its end even if the address goes.
//!
//! So an address lives for a minute, and for [`AT_LEAST`] if another large file is
//! begun meanwhile ([`make_room`]): whoever begins one has answered that dialog.

use super::clock;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url, window,
};

#[wasm_bindgen]
extern "C" {
    /// The one call that is needed of a canvas's context.
    type Pencil;
    #[wasm_bindgen(method, catch, js_name = drawImage)]
    fn draw_image(
        this: &Pencil,
        image: &HtmlImageElement,
        left: f64,
        top: f64,
        width: f64,
        height: f64,
    ) -> Result<(), JsValue>;
}

/// How long an offered file's address lives, in milliseconds.
const LIFE: u32 = 60_000;

/// How long it lives at least, in milliseconds.
const AT_LEAST: u64 = 5_000;

/// A file that was offered and may not have been read.
struct Offered {
    url: String,
    at: u64,
}

impl Drop for Offered {
    fn drop(&mut self) {
        // An address that is none any more is not an error.
        let _ = Url::revoke_object_url(&self.url);
    }
}

thread_local! {
    static OFFERED: RefCell<Vec<Offered>> = const { RefCell::new(Vec::new()) };
}

/// Lets go of the files that were offered before, but for the very last moments:
/// for whoever begins to write a large one.
pub fn make_room() {
    let now = clock::now_ms();
    OFFERED.with_borrow_mut(|all| all.retain(|one| now.saturating_sub(one.at) < AT_LEAST));
}

/// A file's name from a text that people wrote: what some system does not allow
/// in names becomes a blank.
pub fn name(stem: &str, ending: &str) -> String {
    let allowed = |c: char| if c.is_alphanumeric() || "-_.,()&".contains(c) { c } else { ' ' };
    let safe: String = stem.chars().map(allowed).take(80).collect();
    let words: Vec<&str> = safe.split_whitespace().collect();
    let words = words.join(" ");
    // A name that begins with a dot is hidden.
    match words.trim_matches('.') {
        "" => format!("Tangga.{ending}"),
        name => format!("{name}.{ending}"),
    }
}

/// Offers the bytes as a file of this name. Whether the person keeps it is not
/// told to a page.
pub fn save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    OFFERED.with_borrow_mut(|all| all.push(Offered { url: url.clone(), at: clock::now_ms() }));
    Timeout::new(LIFE, move || {
        OFFERED.with_borrow_mut(|all| all.retain(|one| one.url != url));
    })
    .forget();
    Ok(())
}

/// Offers a text as a file of this name and media type.
pub fn save_text(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    save(name, &text_blob(media_type, text)?)
}

fn text_blob(media_type: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)
}

/// Draws a standalone SVG of this size in CSS pixels, twice as fine, and offers
/// it as PNG.
pub fn save_png(name: String, svg: &str, width: f64, height: f64) -> Result<(), JsValue> {
    const FINENESS: f64 = 2.0;
    let url = Url::create_object_url_with_blob(&text_blob("image/svg+xml", svg)?)?;
    let image = HtmlImageElement::new()?;
    let drawn = image.clone();
    let address = url.clone();
    let on_load = Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&address);
        let _ = rasterise(&name, &drawn, width * FINENESS, height * FINENESS);
    });
    image.set_onload(Some(on_load.unchecked_ref()));
    image.set_src(&url);
    Ok(())
}

fn rasterise(name: &str, image: &HtmlImageElement, width: f64, height: f64) -> Result<(), JsValue> {
    let document = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: Pencil = context.unchecked_into();
    context.draw_image(image, 0.0, 0.0, width, height)?;
    let name = name.to_owned();
    let on_blob = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            let _ = save(&name, &blob);
        }
    });
    canvas.to_blob(on_blob.unchecked_ref())
}
