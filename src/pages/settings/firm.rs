//! The business: name, currency, financial year, and what active means. Part of
//! the data, so a change is a change set with its undo.

use crate::app::commands;
use crate::app::derived::ACTIVE_WINDOW;
use crate::app::session::Session;
use crate::components::{
    Button, Choice, Kind, NumberField, Panel, SelectField, TextField, entry, format,
};
use crate::words::{actions, fields, import, settings as texts};
use leptos::prelude::*;
use tangga_engine::domain::{Currency, Setting};

/// The longest window that makes sense: ten years.
const LONGEST: i64 = 3_650;

/// Currencies that are offered by name, with their usual decimals.
const CURRENCIES: [(&str, u8); 6] =
    [("IDR", 0), ("USD", 2), ("EUR", 2), ("GBP", 2), ("SGD", 2), ("MYR", 2)];

fn code(currency: &Currency) -> String {
    format!("{} {}", currency.code, currency.decimals)
}

fn currency_choices(now: &Currency) -> Vec<Choice> {
    let usual =
        |(code, decimals): &(&str, u8)| Currency { code: (*code).to_owned(), decimals: *decimals };
    let mut all: Vec<Currency> = CURRENCIES.iter().map(usual).collect();
    if !all.contains(now) {
        all.insert(0, now.clone());
    }
    let choice = |currency: &Currency| {
        let label = match currency.decimals {
            0 => import::currency_whole(&currency.code),
            decimals => import::currency_choice(&currency.code, decimals),
        };
        Choice::new(code(currency), label)
    };
    all.iter().map(choice).collect()
}

/// The panel.
#[component]
pub fn Firm() -> impl IntoView {
    let stored = Memo::new(|_| (Session.settings(), Session.currency()));
    let locked = Memo::new(|_| Session.read(|workspace| workspace.holds_money()));
    let firm = RwSignal::new(String::new());
    let currency = RwSignal::new(String::new());
    let year_start = RwSignal::new(String::new());
    let window = RwSignal::new(String::new());
    // What is stored is shown again whenever it changes: by saving, by undo, by
    // another tab.
    Effect::new(move |_| {
        let (settings, stored_currency) = stored.get();
        firm.set(settings.firm.unwrap_or_default());
        currency.set(code(&stored_currency));
        year_start.set(settings.year_start.unwrap_or(1).to_string());
        let days = settings.active_window.unwrap_or(i64::from(ACTIVE_WINDOW));
        window.set(format::integer(days));
    });
    let currencies = Signal::derive(move || stored.with(|(_, now)| currency_choices(now)));
    let months: Vec<Choice> = (1..=12)
        .map(|month: i8| Choice::new(month.to_string(), format::month_name(month)))
        .collect();
    let save = move || {
        let Ok(days) = entry::integer_within(&window.read_untracked(), 1, LONGEST) else { return };
        let (before, _) = stored.get_untracked();
        let mut settings = Setting {
            firm: entry::text(&firm.read_untracked()),
            year_start: year_start.read_untracked().parse().ok(),
            active_window: days,
            ..before
        };
        // Untouched, they stay unsaid, so that saving a name is one change.
        let usual = Setting { year_start: Some(1), ..Setting::default() };
        if stored.with_untracked(|(s, _)| s.year_start.is_none())
            && settings.year_start == usual.year_start
        {
            settings.year_start = None;
        }
        if stored.with_untracked(|(s, _)| s.active_window.is_none())
            && settings.active_window == Some(i64::from(ACTIVE_WINDOW))
        {
            settings.active_window = None;
        }
        if let (false, Some((code, decimals))) =
            (locked.get_untracked(), currency.read_untracked().split_once(' '))
            && stored
                .with_untracked(|(_, now)| now.code != code || now.decimals.to_string() != decimals)
        {
            settings.currency = Some(code.to_owned());
            settings.decimals = decimals.parse().ok();
        }
        commands::save_settings(&settings, |_| {});
    };
    let currency_field = move || {
        if locked.get() {
            let now = stored.with(|(_, now)| now.clone());
            let label = currency_choices(&now)
                .into_iter()
                .find(|choice| choice.code == code(&now))
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
                    save();
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
