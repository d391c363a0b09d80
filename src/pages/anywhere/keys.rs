//! The keys that work on every page, and the list of them.
//!
//! A letter alone could be dictated or hit by mistake (WCAG 2.1.4), so whoever
//! wants to can turn those off; keys with Control stay.

use crate::browser::keyboard::{self, Press};
use crate::browser::preferences;
use crate::components::{CheckField, Destination};
use crate::pages::place::NEW_CUSTOMER;
use crate::words::{actions, anywhere as texts};
use leptos::prelude::*;

/// The note that says that letters alone do nothing on this device.
const OFF: &str = "single-keys-off";

/// What a key does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    Nothing,
    Find,
    List,
    Undo,
    Redo,
    Go(String),
}

/// Whether letters alone do something on this device.
pub(super) fn single() -> bool {
    preferences::note(OFF).is_none_or(|off| off.is_empty())
}

/// What a key does, and whether it waits for the key after it: `g` does.
pub(super) fn deed(press: &Press, waiting: bool, single: bool) -> (Deed, bool) {
    let key = press.key.as_str();
    if press.command {
        let deed = match (key, press.shift) {
            ("k", false) => Deed::Find,
            // In a field the browser undoes the typing.
            ("z", false) if !press.typing => Deed::Undo,
            ("z", true) | ("y", false) if !press.typing => Deed::Redo,
            _ => Deed::Nothing,
        };
        return (deed, false);
    }
    if press.typing || press.in_dialog || !single {
        return (Deed::Nothing, false);
    }
    if waiting {
        let to = Destination::all().find(|to| to.key == key);
        return (to.map_or(Deed::Nothing, |to| Deed::Go(to.href.to_owned())), false);
    }
    match key {
        "g" => (Deed::Nothing, true),
        "/" => (Deed::Find, false),
        "?" => (Deed::List, false),
        "n" => (Deed::Go(NEW_CUSTOMER.to_owned()), false),
        _ => (Deed::Nothing, false),
    }
}

/// A key with Control as it stands on this device's keyboard.
pub(super) fn with_command(key: &str) -> String {
    if keyboard::is_mac() { format!("⌘ {key}") } else { format!("Ctrl {key}") }
}

/// How the page at this place is reached.
pub(super) fn going(to: &Destination) -> String {
    texts::then("g", to.key)
}

/// The list of the keys, and the switch for those without Control.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let on = RwSignal::new(single());
    let switch = move |now: bool| {
        preferences::keep_note(OFF, if now { "" } else { "off" });
        on.set(now);
    };
    let anywhere = vec![
        (texts::find_or_do(), texts::either(with_command("K"), "/")),
        (texts::these_keys(), "?".to_owned()),
        (actions::add_customer(), "n".to_owned()),
        (actions::undo(), with_command("Z")),
        (actions::redo(), with_command("⇧ Z")),
    ];
    let pages = Destination::all().map(|to| ((to.label)(), going(to))).collect();
    let list = vec![
        (texts::next_row(), "↑ ↓".to_owned()),
        (texts::first_row(), "Home End".to_owned()),
        (texts::open_row(), "Enter".to_owned()),
        (texts::choose_row(), texts::space().to_owned()),
        (texts::choose_range(), "⇧ ↑ ↓".to_owned()),
        (texts::choose_all(), with_command("A")),
    ];
    let map = vec![(texts::move_touchpoint(), "Alt ← → ↑ ↓".to_owned())];
    view! {
        <div class="stack">
            <div class="keys">
                {part(texts::keys_anywhere(), anywhere)}
                {part(texts::keys_go(), pages)}
                <div class="stack">
                    {part(texts::keys_list(), list)}
                    {part(texts::keys_map(), map)}
                </div>
            </div>
            <CheckField
                label=texts::single()
                value=on
                on_change=switch
                name="single_keys"
                hint=texts::single_text()
            />
        </div>
    }
    .into_any()
}

fn part(heading: &'static str, keys: Vec<(&'static str, String)>) -> AnyView {
    let line = |(what, keys): (&'static str, String)| {
        view! {
            <div>
                <dt>{what}</dt>
                <dd><kbd>{keys}</kbd></dd>
            </div>
        }
    };
    view! {
        <section>
            <h3>{heading}</h3>
            <dl>{keys.into_iter().map(line).collect_view()}</dl>
        </section>
    }
    .into_any()
}
