//! Native dialogs. The browser keeps the focus inside, closes on Escape and
//! makes the page behind inert; here stands what it leaves to us: closing by a
//! click beside it, and giving the focus back however it was closed.

use super::button::SymbolButton;
use super::icon::Symbol;
use super::unique_id;
use crate::words;
use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A dialog, shown while `open` is true:
///
/// ```text
/// let open = RwSignal::new(false);
/// view! {
///     <Dialog open title=words::customers::new()>
///         <form class="form" on:submit=…>
///             … <div class="form-actions">…</div>
///         </form>
///     </Dialog>
/// }
/// ```
///
/// Its content is built when it opens and dropped when it closes. Mark the first
/// field with `autofocus=true`; without one the close button has the focus. With
/// `form=true` a click beside the dialog does not close it, so that a slip loses
/// nothing that was typed.
#[component]
pub fn Dialog(
    /// Whether it is shown. Closing sets it to false; setting it to false closes.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// For forms of two columns, tables and charts.
    #[prop(optional)]
    wide: bool,
    /// It holds something typed: only Escape, the cross and buttons close it.
    #[prop(optional)]
    form: bool,
    /// What it shows.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let content = move || {
        view! {
            <Opened open title wide form>
                {children.with_value(|children| children())}
            </Opened>
        }
    };
    view! { <Show when=move || open.get()>{content}</Show> }.into_any()
}

#[component]
fn Opened(
    open: RwSignal<bool>,
    title: Signal<String>,
    wide: bool,
    form: bool,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = unique_id("dialog");
    let before = document().active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let before = SendWrapper::new(before);

    Effect::new(move |_| {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            // Fails only when the element has left the page meanwhile.
            let _ = dialog.show_modal();
        }
    });
    // Taking the element away does not give the focus back as closing would.
    on_cleanup(move || {
        if let Some(element) = before.take() {
            request_animation_frame(move || {
                // What closed the dialog may have led on and given it to a page.
                let held = document().active_element();
                if held.is_none_or(|held| held.tag_name() == "BODY") {
                    let _ = element.focus();
                }
            });
        }
    });

    let labelled = heading.clone();
    view! {
        <dialog
            node_ref=node
            class="dialog"
            class:wide=wide
            aria-labelledby=labelled
            on:close=move |_| open.set(false)
            on:click=move |event| {
                // The backdrop belongs to the dialog element itself.
                let on_backdrop = event.target() == event.current_target();
                if on_backdrop && !form {
                    open.set(false);
                }
            }
        >
            <div class="dialog-head">
                <h2 id=heading>{move || title.get()}</h2>
                <SymbolButton
                    label=words::actions::close()
                    symbol=Symbol::Close
                    on_click=move || open.set(false)
                />
            </div>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
    .into_any()
}
