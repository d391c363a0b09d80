//! What becomes of the focus when the element that has it leaves the page.

use tangga::browser::focus;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, HtmlElement};

use super::waiting::until;

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a page")
}

fn element(id: &str) -> HtmlElement {
    document().get_element_by_id(id).expect(id).unchecked_into()
}

/// It was waited for through ten thousand pauses of the app, all of which may pass before
/// the browser draws the frame in which the focus comes.
async fn focus_comes_to(id: &str) {
    until(|| document().active_element().is_some_and(|element| element.id() == id)).await;
}

#[wasm_bindgen_test]
async fn the_focus_outlives_the_element_that_had_it() {
    // Bug: after deleting, undoing and closing, the focus fell to the body and
    // whoever works by keyboard began the page anew.
    let body = document().body().expect("a body");
    let html = "<div id='kept-page'><h1 id='title'>Page</h1><section><h2 id='part'>Part</h2>\
        <button id='row'></button></section><button id='other'></button></div>\
        <button id='message'></button>";
    body.insert_adjacent_html("beforeend", html).expect("well formed");
    focus::keep("kept-page");

    element("row").focus().expect("a button takes it");
    element("row").remove();
    focus_comes_to("part").await;

    element("other").focus().expect("a button takes it");
    element("message").focus().expect("a button takes it");
    element("message").remove();
    focus_comes_to("other").await;

    element("other").remove();
    focus_comes_to("title").await;
    element("kept-page").remove();
}
