//! The buttons that the page offers.

use super::focus;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A button that can be pressed now.
pub struct Offered {
    /// What it says.
    pub label: String,
    /// The heading above it, where it is one part of the page of several.
    pub part: Option<String>,
    button: HtmlElement,
}

impl Offered {
    /// Presses it, as if it were clicked, once the dialog in front has closed, before
    /// which nothing behind it takes the focus; does nothing if it is gone by then.
    pub fn press(&self) {
        let button = self.button.clone();
        focus::next_frame(move || {
            // A form that opens gives the focus back to where it came from.
            let _ = button.focus();
            button.click();
        });
    }
}

/// What stands in a row of many, of which the names do not tell which one is meant.
const ONE_OF_MANY: &str = "li, tr, [role=row], .chart-plot";

/// The buttons inside the element with this id, from its beginning to its end.
pub fn inside(id: &str) -> Vec<Offered> {
    let page = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    let buttons = page.and_then(|page| page.query_selector_all("button.button").ok());
    let buttons = buttons.iter().flat_map(|all| (0..all.length()).filter_map(|at| all.item(at)));
    buttons.filter_map(|button| offered(button.dyn_into().ok()?)).collect()
}

fn offered(button: HtmlElement) -> Option<Offered> {
    let is_of_many = button.closest(ONE_OF_MANY).ok()?.is_some();
    let is_in_use = button.get_attribute("aria-disabled").as_deref() != Some("true");
    let is_shown = button.get_client_rects().length() > 0;
    if is_of_many || !is_in_use || !is_shown {
        return None;
    }
    let said = button.get_attribute("aria-label").or_else(|| button.text_content())?;
    let label = said.trim().to_owned();
    let part = button.closest("section, figure").ok()?;
    let heading = part.and_then(|part| focus::heading_of(&part)?.text_content());
    let part = heading.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    (!label.is_empty()).then_some(Offered { label, part, button })
}
