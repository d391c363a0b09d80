//! The business: name, currency, financial year, and what active means. Part of
//! the data, so a change is a change set with its undo.

use crate::app::commands;
use crate::app::derived::ACTIVE_WINDOW;
use crate::app::session::Session;
use crate::app::unsaved::Submitted;
use crate::components::{
    Button, Choice, Kind, NumberField, Panel, SelectField, TextField, entry, format,
};
use crate::pages::currencies::{self, OFFERED};
use crate::words::{actions, fields, settings as texts};
use leptos::prelude::*;
use tangga_engine::domain::{Currency, Setting};

/// The longest window that makes sense: ten years.
const LONGEST: i64 = 3_650;

fn currency_choices(now: &Currency) -> Vec<Choice> {
    let mut all: Vec<Currency> = OFFERED.iter().map(|code| currencies::holding(code, 0)).collect();
    if !all.contains(now) {
        all.insert(0, now.clone());
    }
    all.iter().map(currencies::choice).collect()
}

/// The settings that the fields hold: name, currency, first month, window.
fn read([firm, currency, year_start, window]: &[String; 4]) -> Setting {
    let currency = currencies::of_code(currency);
    Setting {
        firm: entry::text(firm),
        decimals: currency.as_ref().map(|currency| currency.decimals.into()),
        currency: currency.map(|currency| currency.code),
        year_start: year_start.parse().ok(),
        active_window: entry::integer(window).ok().flatten(),
        ..Setting::default()
    }
}

/// The panel.
#[component]
pub fn Firm() -> impl IntoView {
    let stored = Memo::new(|_| (Session.settings(), Session.currency()));
    let locked = Memo::new(|_| Session.read(|workspace| workspace.holds_money()));
    let [firm, currency, year_start, window] = [(); 4].map(|()| RwSignal::new(String::new()));
    let typed = [firm, currency, year_start, window];
    // What is stored is shown again where it changes: by saving, by undo, by
    // another tab. What is being typed into the other fields stays.
    let shown = StoredValue::new([(); 4].map(|()| String::new()));
    Effect::new(move |_| {
        let (settings, stored_currency) = stored.get();
        let days = settings.active_window.unwrap_or(i64::from(ACTIVE_WINDOW));
        let now = [
            settings.firm.unwrap_or_default(),
            currencies::code(&stored_currency),
            settings.year_start.unwrap_or(1).to_string(),
            format::integer(days),
        ];
        shown.update_value(|shown| {
            for (at, field) in
                typed.into_iter().enumerate().filter(|(at, _)| shown[*at] != now[*at])
            {
                field.set(now[at].clone());
            }
            *shown = now;
        });
    });
    let currencies = Signal::derive(move || stored.with(|(_, now)| currency_choices(now)));
    let months: Vec<Choice> = (1..=12)
        .map(|month: i8| Choice::new(month.to_string(), format::month_name(month)))
        .collect();
    let save = move |form: Submitted| {
        let now = typed.map(|field| field.get_untracked());
        if entry::integer_within(&now[3], 1, LONGEST).is_ok() {
            commands::save_settings(&shown.with_value(read), &read(&now), move |saved| {
                if !saved {
                    form.failed();
                }
            });
        } else {
            form.failed();
        }
    };
    let currency_field = move || {
        if locked.get() {
            let now = stored.with(|(_, now)| now.clone());
            let label = currency_choices(&now)
                .into_iter()
                .find(|choice| choice.code == currencies::code(&now))
                .map(|choice| choice.label);
            view! {
                <div class="field">
                    <span class="field-label">{fields::currency()}</span>
                    <strong>{label}</strong>
                    <p class="field-hint">{texts::currency_locked()}</p>
                </div>
            }
            .into_any()
        } else {
            view! {
                <SelectField
                    label=fields::currency()
                    value=currency
                    choices=currencies
                    name="currency"
                    hint=texts::currency_text()
                    required=true
                />
            }
            .into_any()
        }
    };
    view! {
        <Panel heading=texts::firm() finding=texts::firm_text()>
            <form
                class="form"
                on:submit=move |event| {
                    event.prevent_default();
                    save(Submitted::of(&event));
                }
            >
                <TextField label=fields::firm() value=firm name="firm"/>
                {currency_field}
                <SelectField
                    label=fields::year_start()
                    value=year_start
                    choices=Signal::stored(months)
                    name="year_start"
                    hint=texts::year_text()
                    required=true
                />
                <NumberField
                    label=fields::active_window()
                    value=window
                    name="active_window"
                    hint=texts::active_text()
                    least=1
                    most=LONGEST
                />
                <div class="row">
                    <Button
                        label=actions::save()
                        kind=Kind::Primary
                        submit=true
                        attr:data-action="save"
                    />
                </div>
            </form>
        </Panel>
    }
    .into_any()
}
