//! Messages that say what was done, with a way to undo it.
//!
//! A message that only informs goes after a while, or when the next one comes: its
//! Undo takes the last change, so it must not stand beside a later one. A message
//! that says that something failed stays until it is closed. Nothing hangs on
//! seeing it in time: what can be undone here can be undone from the history too.

use super::button::{Button, Kind, SymbolButton};
use super::figure::Tone;
use super::icon::{Icon, Symbol};
use crate::words;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::sync::Arc;

/// How long a message stays, in milliseconds: long enough to read it and to
/// reach its button by keyboard.
const STAY: u32 = 10_000;

/// How many messages stand at a time.
const MOST: usize = 3;

/// What to do when the message's button is pressed. Not a `Callback`: the page
/// that showed the message may be gone by then.
type Deed = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u64,
    text: String,
    tone: Tone,
    action: Option<(String, Deed)>,
}

/// Shows messages. Made once, above all pages; `Copy`.
#[derive(Clone, Copy)]
pub struct Toaster {
    toasts: RwSignal<Vec<Toast>>,
    last: StoredValue<u64>,
}

impl Toaster {
    /// Makes it, in the owner that lives as long as the app.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Toaster {
        Toaster { toasts: RwSignal::new(Vec::new()), last: StoredValue::new(0) }
    }

    /// Says that something was done.
    pub fn say(self, text: impl Into<String>) {
        self.push(text.into(), Tone::Good, None);
    }

    /// Says that something was done and offers a button, such as Undo.
    pub fn offer(
        self,
        text: impl Into<String>,
        label: impl Into<String>,
        deed: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(text.into(), Tone::Good, Some((label.into(), Arc::new(deed))));
    }

    /// Says that nothing came of what was asked for, though nothing failed.
    pub fn warn(self, text: impl Into<String>) {
        self.push(text.into(), Tone::Careful, None);
    }

    /// Says that something failed; stays until closed.
    pub fn fail(self, text: impl Into<String>) {
        self.push(text.into(), Tone::Bad, None);
    }

    /// Says that something failed and offers a button, such as Try again; stays
    /// until closed.
    pub fn fail_and_offer(
        self,
        text: impl Into<String>,
        label: impl Into<String>,
        deed: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(text.into(), Tone::Bad, Some((label.into(), Arc::new(deed))));
    }

    fn push(self, text: String, tone: Tone, action: Option<(String, Deed)>) {
        let id = self.last.get_value() + 1;
        self.last.set_value(id);
        self.toasts.update(|toasts| {
            toasts.retain(|toast| toast.tone == Tone::Bad);
            // Older ones would cover the page.
            let excess = (toasts.len() + 1).saturating_sub(MOST);
            toasts.drain(..excess);
            toasts.push(Toast { id, text, tone, action });
        });
        if tone != Tone::Bad {
            Timeout::new(STAY, move || self.dismiss(id)).forget();
        }
    }

    fn dismiss(self, id: u64) {
        // The timer may outlive the app, when the language is switched.
        let _ = self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Where the messages appear; once, at the end of the app's frame.
#[component]
pub fn ToastStack(
    /// What shows them.
    toaster: Toaster,
) -> impl IntoView {
    let toast = move |toast: Toast| {
        let Toast { id, text, tone, action } = toast;
        let symbol = match tone {
            Tone::Good | Tone::Neutral => Symbol::Check,
            Tone::Careful | Tone::Bad => Symbol::Warning,
        };
        view! {
            <div class=format!("toast {}", tone.class())>
                <Icon symbol/>
                <p class="toast-text">{text}</p>
                {action
                    .map(|(label, deed)| {
                        let on_click = move || {
                            toaster.dismiss(id);
                            deed();
                        };
                        view! { <Button label kind=Kind::Quiet small=true on_click/> }
                    })}
                <SymbolButton
                    label=words::widgets::dismiss()
                    symbol=Symbol::Close
                    small=true
                    on_click=move || toaster.dismiss(id)
                />
            </div>
        }
        .into_any()
    };
    view! {
        <div class="toasts" role="status" aria-label=words::widgets::messages()>
            <For each=move || toaster.toasts.get() key=|toast| toast.id children=toast/>
        </div>
    }
    .into_any()
}
