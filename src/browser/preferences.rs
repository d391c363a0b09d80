//! What one device remembers about how it shows things: language, theme and the
//! columns of lists. None of it is data; nothing of it leaves the device.
//!
//! Keys hold the base path, because `/` and `/crm/` on one origin share nothing.
//! A browser may refuse localStorage: then nothing is remembered, and that is all.

use crate::words::Language;
use wasm_bindgen::JsValue;
use web_sys::{Storage, Url, window};

/// Which palette is shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Theme {
    /// As the device is.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// What is stored and what `data-theme` says.
    pub fn code(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of a stored code.
    pub fn from_code(code: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// The path under which the app is served, with a slash at both ends.
pub fn base_path() -> String {
    window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok().flatten())
        .and_then(|address| Url::new(&address).ok())
        .map_or_else(|| "/".to_owned(), |url| url.pathname())
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

fn key(name: &str) -> String {
    format!("tangga:{}:{name}", base_path())
}

fn read(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok().flatten()
}

fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // Refused when storage is full or switched off: the choice then holds
        // until the page is closed.
        let _ = storage.set_item(&key(name), value);
    }
}

/// The language to start in: the one chosen here before, else the first of the
/// browser's languages that Tangga speaks, else English.
pub fn first_language() -> Language {
    if let Some(chosen) = read("language").as_deref().and_then(Language::from_tag) {
        return chosen;
    }
    let wanted = window().map(|window| window.navigator().languages());
    wanted
        .into_iter()
        .flat_map(|languages| languages.iter().collect::<Vec<JsValue>>())
        .filter_map(|tag| tag.as_string())
        .find_map(|tag| Language::from_tag(&tag))
        .unwrap_or_default()
}

/// Remembers the language and says it to the page, so that hyphenation and
/// screen readers follow.
pub fn remember_language(language: Language) {
    write("language", language.tag());
    show_language(language);
}

/// Says the language to the page without remembering it.
pub fn show_language(language: Language) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", language.tag());
    }
}

/// The theme chosen here.
pub fn theme() -> Theme {
    read("theme").as_deref().and_then(Theme::from_code).unwrap_or_default()
}

/// Remembers the theme and shows it.
pub fn remember_theme(theme: Theme) {
    write("theme", theme.code());
    let Some(root) = root() else { return };
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.code()),
    };
}

fn root() -> Option<web_sys::Element> {
    window()?.document()?.document_element()
}

/// The columns shown in a list, by key, if they were ever chosen.
pub fn columns(list: &str) -> Option<Vec<String>> {
    let stored = read(&format!("columns:{list}"))?;
    Some(stored.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect())
}

/// Remembers the columns shown in a list.
pub fn remember_columns(list: &str, columns: &[&str]) {
    write(&format!("columns:{list}"), &columns.join(","));
}

/// A note of this tab, which outlives a reload.
pub fn tab_note(name: &str) -> Option<String> {
    tab_storage()?.get_item(&key(name)).ok().flatten()
}

/// Keeps a note of this tab.
pub fn keep_tab_note(name: &str, text: &str) {
    if let Some(storage) = tab_storage() {
        // Where it is refused the note holds until the page is closed.
        let _ = storage.set_item(&key(name), text);
    }
}

fn tab_storage() -> Option<Storage> {
    window()?.session_storage().ok().flatten()
}

/// A note of the app's own, such as when the last export was made.
pub fn note(name: &str) -> Option<String> {
    read(name)
}

/// Keeps a note of the app's own.
pub fn keep_note(name: &str, text: &str) {
    write(name, text);
}
