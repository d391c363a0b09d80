//! What this device alone remembers: language, theme, its name.

use crate::app;
use crate::app::files;
use crate::browser::focus;
use crate::browser::preferences::{self, Theme};
use crate::components::{Button, Panel, TextField};
use crate::words::{self, Language, settings as texts};
use leptos::prelude::*;

/// One button a language; each says its own name.
#[component]
pub fn LanguageButtons() -> impl IntoView {
    let button = |language: Language| {
        let pressed = language == words::language();
        let action = match language {
            Language::English => "language-en",
            Language::Indonesian => "language-id",
        };
        view! {
            <Button
                label=language.own_name()
                on_click=move |()| {
                    // All is drawn anew in the other language.
                    app::speak(language);
                    focus::after_drawing(action.to_owned());
                }
                attr:id=action
                attr:data-action=action
                attr:aria-pressed=pressed.to_string()
                attr:lang=language.tag()
            />
        }
    };
    Language::ALL.into_iter().map(button).collect_view().into_any()
}

fn theme_buttons() -> AnyView {
    let now = RwSignal::new(preferences::theme());
    let button = move |theme: Theme| {
        let (label, action) = match theme {
            Theme::System => (texts::theme_system(), "theme-system"),
            Theme::Light => (texts::theme_light(), "theme-light"),
            Theme::Dark => (texts::theme_dark(), "theme-dark"),
        };
        let choose = move |()| {
            preferences::remember_theme(theme);
            now.set(theme);
        };
        view! {
            <Button
                label
                on_click=choose
                attr:data-action=action
                attr:aria-pressed=move || (now.get() == theme).to_string()
            />
        }
    };
    Theme::ALL.into_iter().map(button).collect_view().into_any()
}

/// The panel.
#[component]
pub fn Device() -> impl IntoView {
    let name = RwSignal::new(files::device_name());
    Effect::new(move |before: Option<String>| {
        let now = name.get();
        if before.is_some_and(|before| before != now) {
            files::name_device(&now);
        }
        now
    });
    view! {
        <Panel heading=texts::appearance() finding=texts::this_device()>
            <div class="form">
                <fieldset class="field">
                    <legend>{texts::language()}</legend>
                    <div class="row">
                        <LanguageButtons/>
                    </div>
                </fieldset>
                <fieldset class="field">
                    <legend>{texts::theme()}</legend>
                    <div class="row">{theme_buttons()}</div>
                </fieldset>
                <TextField
                    label=texts::device_name()
                    value=name
                    name="device_name"
                    hint=texts::device_name_text()
                />
            </div>
        </Panel>
    }
    .into_any()
}
