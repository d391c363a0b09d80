//! Buttons, and links that look like them.
//!
//! A button out of use stays where the focus can be: one that went out of use by
//! being pressed would lose it.

use super::icon::{Icon, Symbol};
use super::link::Link;
use leptos::prelude::*;

/// How much a button asks for attention. One primary a page at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Kind {
    /// The usual one.
    #[default]
    Plain,
    /// The page's main deed.
    Primary,
    /// A deed beside others, without a frame.
    Quiet,
    /// It takes something away.
    Danger,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Plain => "button",
            Kind::Primary => "button primary",
            Kind::Quiet => "button quiet",
            Kind::Danger => "button danger",
        }
    }
}

/// A button with a text:
/// `<Button label=words::actions::save() kind=Kind::Primary on_click=move || save()/>`.
/// With `submit=true` it sends its form instead.
#[component]
pub fn Button(
    /// What it does, as a verb.
    #[prop(into)]
    label: Signal<String>,
    /// What to do; left out where the form's `on:submit` does it.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: Kind,
    /// An icon before the text.
    #[prop(optional, into)]
    symbol: Option<Symbol>,
    /// Whether it is out of use for now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Less high, for rows and panels' heads.
    #[prop(optional)]
    small: bool,
    /// Whether it sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:small=small
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |event| {
                if disabled.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {symbol.map(|symbol| view! { <Icon symbol/> })}
            {move || label.get()}
        </button>
    }
    .into_any()
}

/// A button that is a symbol alone. Its label is heard, and seen on hovering.
#[component]
pub fn SymbolButton(
    /// What it does, as a verb.
    #[prop(into)]
    label: Signal<String>,
    /// What it shows.
    symbol: Symbol,
    /// What to do.
    #[prop(into)]
    on_click: Callback<()>,
    /// Less high, for rows and panels' heads.
    #[prop(optional)]
    small: bool,
    /// Whether it is out of use for now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button symbol"
            class:small=small
            aria-label=move || label.get()
            title=move || label.get()
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |event| {
                // Inside a row that opens on click, the button alone is meant.
                event.stop_propagation();
                if !disabled.get_untracked() {
                    on_click.run(());
                }
            }
        >
            <Icon symbol/>
        </button>
    }
    .into_any()
}

/// A link to another page of the app that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(into)]
    label: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: Kind,
    /// An icon before the text.
    #[prop(optional, into)]
    symbol: Option<Symbol>,
    /// Less high, for rows and panels' heads.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let class = if small { format!("{} small", kind.class()) } else { kind.class().to_owned() };
    view! {
        <Link href=href attr:class=class>
            {symbol.map(|symbol| view! { <Icon symbol/> })}
            {move || label.get()}
        </Link>
    }
    .into_any()
}

/// A link out of the app (`tel:`, `mailto:`, `https://wa.me/…`) that looks like
/// a button. It tells the other side nothing of where it stands.
#[component]
pub fn OutsideLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// An icon before the text.
    #[prop(optional, into)]
    symbol: Option<Symbol>,
) -> impl IntoView {
    view! {
        <a
            class="button"
            href=move || href.get()
            target=move || href.read().starts_with("https:").then_some("_blank")
            rel="noopener noreferrer"
        >
            {symbol.map(|symbol| view! { <Icon symbol/> })}
            {move || label.get()}
        </a>
    }
    .into_any()
}
