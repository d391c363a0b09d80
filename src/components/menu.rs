//! A button that opens a short list of actions. Arrow keys move among them,
//! choosing one or Escape closes and gives the focus back, a click elsewhere
//! closes.

use super::icon::{Icon, Symbol};
use super::unique_id;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// The menu around an item, so that choosing closes it.
#[derive(Clone, Copy)]
struct Within {
    open: RwSignal<bool>,
    root: NodeRef<html::Div>,
}

impl Within {
    /// Closes the menu and gives the focus back to its button, from where what was
    /// chosen may take it on.
    fn close(self) {
        self.open.set(false);
        if let Some(root) = self.root.get_untracked() {
            focus(root.first_element_child());
        }
    }
}

/// A menu:
///
/// ```text
/// <Menu label=words::actions::more_actions() symbol=Symbol::More>
///     <MenuItem label=words::actions::edit() symbol=Symbol::Edit on_click=move || edit()/>
/// </Menu>
/// ```
#[component]
pub fn Menu(
    /// What it offers.
    #[prop(into)]
    label: Signal<String>,
    /// The icon of its button.
    #[prop(optional, into)]
    symbol: Option<Symbol>,
    /// Whether the label stands on the button; else it is heard alone.
    #[prop(optional)]
    labelled: bool,
    /// Whether the list begins at the button's start instead of its end.
    #[prop(optional)]
    from_start: bool,
    /// Less high, for rows and panels' heads.
    #[prop(optional)]
    small: bool,
    /// The items.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let list = NodeRef::<html::Div>::new();
    let list_id = unique_id("menu");
    let controlled = list_id.clone();
    let within = Within { open, root };
    provide_context(within);
    let children = StoredValue::new(children);

    // The first item has the focus as soon as the list stands.
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            focus(list.first_element_child());
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        let here = document().active_element();
        let parent = list.get_untracked();
        let ends = |first: bool| {
            parent.as_ref().and_then(|list| {
                if first { list.first_element_child() } else { list.last_element_child() }
            })
        };
        let next = match event.key().as_str() {
            "ArrowDown" => here.and_then(|e| e.next_element_sibling()).or_else(|| ends(true)),
            "ArrowUp" => here.and_then(|e| e.previous_element_sibling()).or_else(|| ends(false)),
            "Home" => ends(true),
            "End" => ends(false),
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                within.close();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        focus(next);
    };

    view! {
        <div
            class="menu"
            node_ref=root
            on:focusout=move |event| {
                // The focus has gone elsewhere: nobody is in the menu any more.
                let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
                let inside = root
                    .get_untracked()
                    .is_some_and(|root| root.contains(to.as_ref()) && to.is_some());
                if !inside {
                    open.set(false);
                }
            }
        >
            <button
                type="button"
                class="button"
                class:symbol=!labelled
                class:small=small
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-controls=move || open.get().then(|| controlled.clone())
                aria-label=move || (!labelled).then(|| label.get())
                title=move || (!labelled).then(|| label.get())
                on:click=move |event| {
                    event.stop_propagation();
                    // Safari does not focus a clicked button.
                    focus(event.current_target().and_then(|t| t.dyn_into().ok()));
                    open.update(|open| *open = !*open);
                }
            >
                {symbol.map(|symbol| view! { <Icon symbol/> })}
                {move || labelled.then(|| label.get())}
            </button>
            <Show when=move || open.get()>
                <div
                    id=list_id.clone()
                    class="menu-list"
                    class:start=from_start
                    role="menu"
                    aria-label=move || label.get()
                    node_ref=list
                    on:keydown=on_key
                    // Safari gives a pressed button no focus and takes it from the
                    // item that has it; the menu would close before the click.
                    on:mousedown=|event| event.prevent_default()
                >
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </div>
    }
    .into_any()
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// An action in a [`Menu`].
#[component]
pub fn MenuItem(
    /// What it does, as a verb.
    #[prop(into)]
    label: Signal<String>,
    /// An icon before it.
    #[prop(optional, into)]
    symbol: Option<Symbol>,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
    /// For an item that is switched on and off: whether it is on. The menu then
    /// stays open.
    #[prop(optional, into)]
    checked: Option<Signal<bool>>,
    /// What to do.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    let within = use_context::<Within>();
    let role = if checked.is_some() { "menuitemcheckbox" } else { "menuitem" };
    view! {
        <button
            type="button"
            class="menu-item"
            class:danger=danger
            role=role
            tabindex="-1"
            aria-checked=move || checked.map(|checked| checked.get().to_string())
            on:click=move |event| {
                event.stop_propagation();
                if let (Some(within), None) = (within, checked) {
                    within.close();
                }
                on_click.run(());
            }
        >
            {move || match checked {
                Some(checked) => {
                    let tick = checked.get().then(|| view! { <Icon symbol=Symbol::Check/> });
                    view! { <span class="menu-tick">{tick}</span> }.into_any()
                }
                None => symbol.map(|symbol| view! { <Icon symbol/> }).into_any(),
            }}
            {move || label.get()}
        </button>
    }
    .into_any()
}
