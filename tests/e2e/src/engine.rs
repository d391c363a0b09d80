//! The three browser engines: which programs they need and how a session with a
//! fresh profile is asked for.

use std::fmt;
use std::path::Path;

use serde_json::{Map, Value, json};

/// A browser engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// Chromium by chromedriver.
    Chromium,
    /// Firefox by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser by WebKitWebDriver on a virtual display.
    WebKit,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        })
    }
}

/// Every engine.
pub const ALL: &[Engine] = &[Engine::Chromium, Engine::Firefox, Engine::WebKit];
/// The engines whose profile outlives a session. WebKitGTK under automation keeps
/// nothing, so a second start is tested in the other two.
pub const WITH_PROFILE: &[Engine] = &[Engine::Chromium, Engine::Firefox];

/// The engine whose driver can take away room, whose files are known, and which can
/// write to a folder of the device.
pub const CHROMIUM: &[Engine] = &[Engine::Chromium];

/// Where Debian's package webkit2gtk-4.1 keeps the browser that its driver starts.
const MINI_BROWSERS: &[&str] = &[
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib64/webkit2gtk-4.1/MiniBrowser",
    "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
];

impl Engine {
    /// The driver's command on this port.
    pub fn driver_command(self, port: u16) -> Vec<String> {
        let port_argument = format!("--port={port}");
        let words: &[&str] = match self {
            Engine::Chromium => &["chromedriver", &port_argument],
            // The second port is the one on which Firefox itself listens.
            Engine::Firefox => &["geckodriver", &port_argument, "--websocket-port=0"],
            Engine::WebKit => &["xvfb-run", "-a", "WebKitWebDriver", &port_argument],
        };
        words.iter().map(|word| word.to_string()).collect()
    }

    /// What a new session asks for. `profile` is a folder of the scenario's own.
    pub fn capabilities(self, profile: &Path) -> anyhow::Result<Map<String, Value>> {
        // What is downloaded goes with the profile.
        let downloads = profile.join("downloads").display().to_string();
        let capabilities = match self {
            Engine::Chromium => {
                let data = format!("--user-data-dir={}", profile.display());
                json!({
                    "goog:chromeOptions": {
                        "args": [
                            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                            "--no-first-run", "--disable-background-networking",
                            "--disable-component-update", "--disable-sync",
                            "--disable-dev-shm-usage", "--lang=en-US",
                            "--window-size=1280,900", data,
                        ],
                        "prefs": {
                            "intl.accept_languages": "en-US,en",
                            "download.default_directory": downloads,
                        },
                    },
                    "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
                })
            }
            Engine::Firefox => json!({
                "moz:firefoxOptions": {
                    "args": ["-headless", "-profile", profile.display().to_string()],
                    "prefs": {
                        "intl.accept_languages": "en-US,en",
                        "browser.download.folderList": 2,
                        "browser.download.dir": downloads,
                    },
                },
                "webSocketUrl": true,
            }),
            Engine::WebKit => {
                let browser = MINI_BROWSERS.iter().find(|path| Path::new(path).exists());
                let Some(browser) = browser else {
                    anyhow::bail!(
                        "WebKitGTK's MiniBrowser is missing (Debian package webkit2gtk-driver); \
                         looked at {MINI_BROWSERS:?}"
                    );
                };
                json!({
                    "webkitgtk:browserOptions": {
                        "binary": browser,
                        "args": ["--automation", "--geometry=1280x900"],
                    },
                })
            }
        };
        match capabilities {
            Value::Object(map) => Ok(map),
            _ => anyhow::bail!("capabilities are not an object"),
        }
    }
}
