//! What the browser said while a scenario ran: console entries and requests.
//!
//! Each engine has its own source, the most complete one it offers:
//! - Chromium: the driver's `browser` log, which also holds violations of the
//!   content security policy and failed loads, and its `performance` log for
//!   requests.
//! - Firefox: WebDriver BiDi events, and a preload script that turns violations
//!   into console errors.
//! - WebKit has neither. Its builds carry one more script, the first one of the
//!   page (`page/listener.js`), which keeps both in the tab's session storage.

use serde_json::Value;

/// How grave an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// Neither of the other two.
    Quiet,
    /// A warning.
    Warning,
    /// An error, thrown or logged.
    Error,
}

/// One console entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// How grave it is.
    pub level: Level,
    /// What it says.
    pub text: String,
}

/// Everything gathered so far.
#[derive(Default, Debug)]
pub struct Heard {
    /// Console entries in order.
    pub entries: Vec<Entry>,
    /// Addresses that the browser asked for.
    pub requests: Vec<String>,
}

impl Heard {
    /// Takes over entries of Chromium's `browser` log.
    pub fn chromium_console(&mut self, log: &Value) {
        for entry in log.as_array().into_iter().flatten() {
            let level = match entry["level"].as_str() {
                Some("SEVERE") => Level::Error,
                Some("WARNING") => Level::Warning,
                _ => Level::Quiet,
            };
            let text = entry["message"].as_str().unwrap_or_default().to_owned();
            self.entries.push(Entry { level, text });
        }
    }

    /// Takes over entries of Chromium's `performance` log.
    pub fn chromium_requests(&mut self, log: &Value) {
        for entry in log.as_array().into_iter().flatten() {
            let text = entry["message"].as_str().unwrap_or_default();
            let Ok(outer) = serde_json::from_str::<Value>(text) else { continue };
            let message = &outer["message"];
            if message["method"] == "Network.requestWillBeSent"
                && let Some(address) = message["params"]["request"]["url"].as_str()
            {
                self.requests.push(address.to_owned());
            }
        }
    }

    /// Takes over one BiDi event of Firefox.
    pub fn firefox_event(&mut self, event: &Value) {
        let parameters = &event["params"];
        match event["method"].as_str() {
            Some("log.entryAdded") => {
                let level = match parameters["level"].as_str() {
                    Some("error") => Level::Error,
                    Some("warn") => Level::Warning,
                    _ => Level::Quiet,
                };
                let text = parameters["text"].as_str().unwrap_or_default();
                let place = &parameters["stackTrace"]["callFrames"][0]["url"];
                let text = format!("{text} {}", place.as_str().unwrap_or_default());
                self.entries.push(Entry { level, text: text.trim_end().to_owned() });
            }
            Some("network.beforeRequestSent") => {
                if let Some(address) = parameters["request"]["url"].as_str() {
                    self.requests.push(address.to_owned());
                }
            }
            _ => {}
        }
    }

    /// Takes over what the listener script in a WebKit page kept.
    pub fn webkit_kept(&mut self, kept: &Value) {
        for entry in kept["entries"].as_array().into_iter().flatten() {
            let level = match entry["level"].as_str() {
                Some("error") => Level::Error,
                Some("warn") => Level::Warning,
                _ => Level::Quiet,
            };
            let text = entry["text"].as_str().unwrap_or_default().to_owned();
            self.entries.push(Entry { level, text });
        }
        for address in kept["requests"].as_array().into_iter().flatten() {
            self.requests.extend(address.as_str().map(str::to_owned));
        }
    }

    /// Errors and warnings that hold none of the allowed texts.
    pub fn complaints<'a>(&'a self, allowed: &'a [String]) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(|entry| {
            entry.level != Level::Quiet && !allowed.iter().any(|text| entry.text.contains(text))
        })
    }

    /// Requests that left for an origin other than `origin`. Schemes that never
    /// leave the browser do not count.
    pub fn strangers<'a>(&'a self, origin: &'a str) -> impl Iterator<Item = &'a str> {
        let inside = [
            "data:",
            "blob:",
            "about:",
            "chrome:",
            "chrome-extension:",
            "resource:",
            "moz-extension:",
        ];
        self.requests.iter().map(String::as_str).filter(move |address| {
            let own = address
                .strip_prefix(origin)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            !own && !inside.iter().any(|scheme| address.starts_with(scheme))
        })
    }
}
