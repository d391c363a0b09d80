//! The command palette: one field, and below it what it finds, chosen with the
//! arrow keys and Enter or by a click. The focus stays in the field; which entry is
//! meant is said through `aria-activedescendant`.

use super::dialog::Dialog;
use super::icon::{Icon, Symbol};
use super::unique_id;
use crate::words;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::sync::Arc;

/// Something that can be chosen.
#[derive(Clone)]
pub struct PaletteEntry {
    label: String,
    aside: Option<String>,
    keys: Option<String>,
    symbol: Symbol,
    /// Other words that it is found by and that are not shown.
    also: &'static str,
    /// Run once the palette is closed.
    deed: Callback<()>,
}

impl PaletteEntry {
    /// An entry with its name, its icon, and what choosing it does.
    pub fn new(label: impl Into<String>, symbol: Symbol, deed: Callback<()>) -> PaletteEntry {
        PaletteEntry { label: label.into(), aside: None, keys: None, symbol, also: "", deed }
    }

    /// What it is found by.
    pub fn text(&self) -> String {
        format!("{} {} {}", self.label, self.aside.as_deref().unwrap_or_default(), self.also)
    }

    /// Whether this is its name.
    pub fn is_called(&self, name: &str) -> bool {
        self.label == name
    }

    /// The same with what tells it from others of its name.
    pub fn aside(self, aside: impl Into<String>) -> PaletteEntry {
        PaletteEntry { aside: Some(aside.into()), ..self }
    }

    /// The same, found by other words, too.
    pub fn also(self, also: &'static str) -> PaletteEntry {
        PaletteEntry { also, ..self }
    }

    /// The same with the keys that do the same.
    pub fn keys(self, keys: impl Into<String>) -> PaletteEntry {
        PaletteEntry { keys: Some(keys.into()), ..self }
    }
}

/// Entries of one kind, under a heading.
#[derive(Clone)]
pub struct PaletteGroup {
    /// What they are.
    pub heading: &'static str,
    /// In the order in which they are offered.
    pub entries: Vec<PaletteEntry>,
}

/// The palette, shown while `open` is true.
/// `find` gives the groups for what is typed; none of them empty.
#[component]
pub fn Palette(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Finds what to offer.
    #[prop(into)]
    find: Callback<(String,), Vec<PaletteGroup>>,
) -> impl IntoView {
    view! {
        <Dialog open title=words::anywhere::palette()>
            <Finding open find/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Finding(open: RwSignal<bool>, find: Callback<(String,), Vec<PaletteGroup>>) -> impl IntoView {
    let list = unique_id("palette");
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    // What is found cannot be compared, and is new with each key anyway.
    let found = Memo::new_with_compare(
        move |_| Arc::new(find.run((typed.get(),))),
        |_: Option<&Arc<Vec<PaletteGroup>>>, _| true,
    );
    let count = move || found.read().iter().map(|group| group.entries.len()).sum::<usize>();
    let choose = move |number: usize| {
        let groups = found.get_untracked();
        let entry = groups.iter().flat_map(|group| &group.entries).nth(number).cloned();
        if let Some(entry) = entry {
            open.set(false);
            entry.deed.run(());
        }
    };
    let prefix = StoredValue::new(list.clone());
    let id_of = move |number: usize| prefix.with_value(|prefix| format!("{prefix}-{number}"));
    let move_to = move |number: usize| {
        at.set(number);
        if let Some(entry) = document().get_element_by_id(&id_of(number)) {
            entry.scroll_into_view_with_bool(false);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let (now, count) = (at.get_untracked(), untrack(count));
        match event.key().as_str() {
            "ArrowDown" if count > 0 => move_to((now + 1) % count),
            "ArrowUp" if count > 0 => move_to((now + count - 1) % count),
            "Enter" => choose(now),
            _ => return,
        }
        event.prevent_default();
    };
    let entry = move |number: usize, entry: PaletteEntry| {
        view! {
            <div
                id=id_of(number)
                class="palette-entry"
                role="option"
                aria-selected=move || (at.get() == number).to_string()
                on:click=move |_| choose(number)
                on:pointermove=move |_| {
                    if at.get_untracked() != number {
                        at.set(number);
                    }
                }
            >
                <Icon symbol=entry.symbol/>
                <span class="palette-label">{entry.label}</span>
                <span class="palette-aside">{entry.aside}</span>
                {entry.keys.map(|keys| view! { <kbd>{keys}</kbd> })}
            </div>
        }
        .into_any()
    };
    let groups = move || {
        let mut number = 0;
        let mut drawn = Vec::new();
        for group in found.read().iter() {
            let from = number;
            number += group.entries.len();
            let entries = (from..).zip(group.entries.iter().cloned());
            let entries = entries.map(|(number, found)| entry(number, found)).collect_view();
            drawn.push(
                view! {
                    <div role="group" aria-label=group.heading>
                        <p class="palette-heading" aria-hidden="true">{group.heading}</p>
                        {entries}
                    </div>
                }
                .into_any(),
            );
        }
        drawn
    };
    let controlled = list.clone();
    view! {
        <div class="palette">
            <div class="search">
                <Icon symbol=Symbol::Search/>
                <input
                    class="input"
                    type="text"
                    role="combobox"
                    autofocus=true
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    aria-label=words::anywhere::palette()
                    placeholder=words::anywhere::placeholder()
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=controlled
                    aria-activedescendant=move || (count() > 0).then(|| id_of(at.get()))
                    prop:value=move || typed.get()
                    on:input=move |event| {
                        at.set(0);
                        typed.set(event_target_value(&event));
                    }
                    on:keydown=on_key
                />
            </div>
            <div id=list class="palette-list" role="listbox" aria-label=words::anywhere::palette()>
                {groups}
            </div>
            <p class="palette-count quiet" role="status">
                {move || match count() {
                    0 => words::anywhere::nothing(typed.get()),
                    count => words::anywhere::found(&super::format::count(count as u64)),
                }}
            </p>
        </div>
    }
    .into_any()
}
