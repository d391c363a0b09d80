//! After how many changes or days the safety meter reminds of a backup. It is
//! about this browser, not about the team's data, so it is no change of them.

use crate::app::safety;
use crate::app::unsaved::Submitted;
use crate::components::{Button, Kind, NumberField, Panel, entry, format};
use crate::words::{actions, safety as texts};
use leptos::prelude::*;
use tangga_engine::domain::BackupReminder;

/// The most changes and days that can be set.
const MOST: (i64, i64) = (10_000, 365);

/// The panel.
#[component]
pub fn Reminder() -> impl IntoView {
    let changes = RwSignal::new(String::new());
    let days = RwSignal::new(String::new());
    Effect::new(move |_| {
        let reminder = safety::reminder();
        let typed = |number: u64| format::integer(i64::try_from(number).unwrap_or(i64::MAX));
        changes.set(typed(reminder.changes));
        days.set(typed(reminder.days));
    });
    let save = move |form: Submitted| {
        let number = |typed: RwSignal<String>, most| {
            let number = entry::integer_within(&typed.read_untracked(), 1, most).ok().flatten()?;
            u64::try_from(number).ok()
        };
        if let (Some(changes), Some(days)) = (number(changes, MOST.0), number(days, MOST.1)) {
            safety::set_reminder(BackupReminder { changes, days });
        } else {
            form.failed();
        }
    };
    view! {
        <Panel heading=texts::reminder() finding=texts::reminder_text()>
            <form
                class="form"
                on:submit=move |event| {
                    event.prevent_default();
                    save(Submitted::of(&event));
                }
            >
                <NumberField
                    label=texts::reminder_changes()
                    value=changes
                    name="reminder_changes"
                    least=1
                    most=MOST.0
                    required=true
                />
                <NumberField
                    label=texts::reminder_days()
                    value=days
                    name="reminder_days"
                    least=1
                    most=MOST.1
                    required=true
                />
                <div class="row">
                    <Button
                        label=actions::save()
                        kind=Kind::Primary
                        submit=true
                        attr:data-action="save-reminder"
                    />
                </div>
            </form>
        </Panel>
    }
    .into_any()
}
