//! A form in a dialog: it sends once, stays open when sending fails, and ends in
//! a row with Cancel and Save.

use super::button::{Button, Kind};
use super::notice::Notice;
use crate::browser::focus;
use crate::words::{self, actions, errors};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// How long storing may take, in milliseconds, before the form shows that it is
/// under way. Drawing that sooner would hold up what it announces.
const SLOW: u32 = 150;

/// How far a form in a dialog is. `Copy`.
#[derive(Clone, Copy)]
pub struct Sending {
    open: RwSignal<bool>,
    tried: RwSignal<bool>,
    under_way: RwSignal<bool>,
    slow: RwSignal<bool>,
    /// Whether what was typed is wanted no more: it is stored, or was given up.
    over: StoredValue<bool>,
    /// Takes out again what had been typed before, if that was put in.
    anew: RwSignal<Option<Callback<()>>>,
}

impl Sending {
    /// A form that nobody tried to send yet, in the dialog that is shown while
    /// `open` is true.
    pub fn new(open: RwSignal<bool>) -> Sending {
        let [tried, under_way, slow] = [(); 3].map(|()| RwSignal::new(false));
        let (over, anew) = (StoredValue::new(false), RwSignal::new(None));
        Sending { open, tried, under_way, slow, over, anew }
    }

    /// Whether what was typed is wanted no more.
    pub fn is_over(self) -> bool {
        self.over.try_get_value() != Some(false)
    }

    /// Says that the form holds what had been typed before. `anew` takes it out again.
    pub fn taken_up(self, anew: Callback<()>) {
        self.anew.set(Some(anew));
    }

    /// Whether somebody tried to send it: before, nothing in it is called wrong.
    /// Subscribes.
    pub fn is_tried(self) -> bool {
        self.tried.get()
    }

    /// Whether it is being stored.
    pub fn under_way(self) -> Signal<bool> {
        self.under_way.into()
    }

    /// What a field says that must be filled in and is not.
    pub fn missing(self, value: RwSignal<String>) -> Signal<Option<String>> {
        Signal::derive(move || {
            let missing = self.is_tried() && value.read().trim().is_empty();
            missing.then(|| errors::required().to_owned())
        })
    }

    /// Begins to store. What is returned hears whether it is stored: then the
    /// dialog closes, else it stays as it is.
    pub fn begin(self) -> impl FnOnce(bool) + 'static {
        self.under_way.set(true);
        let slow = Timeout::new(SLOW, move || {
            let _ = self.slow.try_set(true);
        });
        move |stored| {
            slow.cancel();
            let _ = self.slow.try_set(false);
            // The form may be gone by the time the store answers, and another
            // one open in its place.
            let is_there = self.under_way.try_set(false).is_none();
            if stored && is_there {
                let _ = self.over.try_set_value(true);
                let _ = self.open.try_set(false);
            }
        }
    }
}

/// The form around its fields:
/// `<DialogForm sending on_send=move || …>{fields}</DialogForm>`. What is done on
/// sending looks at the fields, and if they can be stored calls
/// [`Sending::begin`].
#[component]
pub fn DialogForm(
    /// How far it is.
    sending: Sending,
    /// Reads and stores what was filled in.
    #[prop(into)]
    on_send: Callback<()>,
    /// A button beside Cancel and Save.
    #[prop(optional, into)]
    beside: Option<AnyView>,
    /// What sending does where it is not storing, as a verb.
    #[prop(into, default = actions::save().into())]
    label: Signal<String>,
    /// Whether there is nothing to send.
    #[prop(optional, into)]
    empty: Signal<bool>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let off = Signal::derive(move || sending.slow.get() || empty.get());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !sending.under_way.get_untracked() && !empty.get_untracked() {
            sending.tried.set(true);
            on_send.run(());
            let form = event.target().and_then(|form| form.dyn_into::<Element>().ok());
            if let (false, Some(form)) = (sending.under_way.get_untracked(), form) {
                focus::first_wrong(form);
            }
        }
    };
    let cancel = move || {
        sending.over.set_value(true);
        sending.open.set(false);
    };
    let taken_up = move || {
        let begin = sending.anew.get()?;
        let begin = move |()| {
            sending.anew.set(None);
            begin.run(());
        };
        let notice = view! {
            <Notice title=words::widgets::taken_up()>
                <Button
                    label=words::widgets::begin_anew()
                    small=true
                    on_click=begin
                    attr:data-action="begin-anew"
                />
            </Notice>
        };
        Some(notice)
    };
    view! {
        <form class="form" novalidate=true on:submit=send>
            {taken_up}
            {children()}
            <div class="form-actions">
                {beside}
                <Button
                    label=actions::cancel()
                    kind=Kind::Quiet
                    on_click=cancel
                    attr:data-action="cancel"
                />
                <Button
                    label
                    kind=Kind::Primary
                    submit=true
                    disabled=off
                    attr:data-action="save"
                />
            </div>
        </form>
    }
    .into_any()
}
