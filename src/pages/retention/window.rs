//! What "active" means, said on the screen and changed there.

use crate::app::{commands, derived};
use crate::components::{
    Button, Dialog, DialogForm, Notice, NumberField, Sending, Symbol, Tone, entry, format,
};
use crate::words::{fields, retention as texts};
use leptos::prelude::*;
use tangga_engine::analytics::retention::{ActiveRule, LONGEST_WINDOW};
use tangga_engine::domain::Setting;

/// The definition with the days that it comes to, and its form.
#[component]
pub fn ActiveWindow(rule: Memo<ActiveRule>) -> impl IntoView {
    let open = RwSignal::new(false);
    let means = move || texts::active_means(format::integer(i64::from(rule.get().window)));
    let days = move || {
        let (start, end) = (rule.get().start_window(), rule.get().end_window());
        texts::windows(
            format::date(start.first),
            format::date(start.last),
            format::date(end.first),
            format::date(end.last),
        )
    };
    let overlaps = Memo::new(move |_| rule.get().windows_overlap());
    let warning = || {
        view! { <Notice tone=Tone::Careful title=texts::overlap() text=texts::overlap_text()/> }
    };
    view! {
        <Show when=move || overlaps.get()>{warning}</Show>
        <section class="panel retention-window">
            <div>
                <p><strong>{means}</strong></p>
                <p class="quiet">{days}</p>
            </div>
            <Button
                label=texts::change_window()
                symbol=Symbol::Edit
                small=true
                on_click=move || open.set(true)
                attr:data-action="edit"
            />
            <Dialog open title=texts::window_title() form=true>
                <Editor open/>
            </Dialog>
        </section>
    }
    .into_any()
}

#[component]
fn Editor(open: RwSignal<bool>) -> impl IntoView {
    let opened = i64::from(untrack(derived::active_window));
    let days = RwSignal::new(format::integer(opened));
    let error = RwSignal::new(None::<String>);
    let sending = Sending::new(open);
    let most = i64::from(LONGEST_WINDOW);
    let send = move || {
        let days = match entry::integer_within(&days.read_untracked(), 1, most) {
            Ok(Some(days)) => days,
            Ok(None) => return error.set(Some(texts::window_needed().to_owned())),
            Err(wrong) => return error.set(Some(wrong)),
        };
        error.set(None);
        let window = |days| Setting { active_window: Some(days), ..Setting::default() };
        commands::save_settings(&window(opened), &window(days), sending.begin());
    };
    view! {
        <DialogForm sending on_send=send>
            <NumberField
                label=fields::active_window()
                name="active_window"
                value=days
                least=1
                most=most
                hint=texts::window_hint()
                error=error
                required=true
                autofocus=true
            />
        </DialogForm>
    }
    .into_any()
}
