//! One browser session: find, act, check.
//!
//! Every act waits until its element can be acted on, and every check until it
//! holds, so a scenario reads like what a user does and sees.

mod chromium;
mod keyboard;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::wd::{TimeoutConfiguration, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::bidi::Bidi;
use crate::console::Heard;
use crate::engine::Engine;
use crate::wait::until;

/// A command of the drivers that the standard does not name.
#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// A browser that is being driven.
pub struct Session {
    client: Client,
    engine: Engine,
    bidi: Option<Bidi>,
    heard: Heard,
    keys_alone: bool,
}

impl Session {
    /// Opens a browser with this profile folder.
    pub async fn open(engine: Engine, driver: &str, profile: &Path) -> anyhow::Result<Session> {
        std::fs::create_dir_all(profile)?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(engine.capabilities(profile)?)
            .connect(driver)
            .await
            .with_context(|| format!("{engine} does not start; is it installed?"))?;
        let timeouts = TimeoutConfiguration::new(
            Some(Duration::from_secs(120)),
            Some(Duration::from_secs(60)),
            Some(Duration::ZERO),
        );
        client.update_timeouts(timeouts).await?;
        let bidi = match engine {
            Engine::Firefox => Some(listen(&client).await?),
            Engine::Chromium | Engine::WebKit => None,
        };
        let mut session =
            Session { client, engine, bidi, heard: Heard::default(), keys_alone: false };
        session.set_viewport(1280, 900).await?;
        Ok(session)
    }

    /// Ends the browser. What it said stays with the caller.
    pub async fn close(mut self) -> anyhow::Result<Heard> {
        self.gather().await?;
        self.client.close().await?;
        Ok(self.heard)
    }

    /// Goes to an address.
    pub async fn goto(&mut self, address: &str) -> anyhow::Result<()> {
        self.gather().await?;
        self.client.goto(address).await.with_context(|| format!("cannot go to {address}"))
    }

    /// Loads the page again.
    pub async fn refresh(&mut self) -> anyhow::Result<()> {
        self.gather().await?;
        Ok(self.client.refresh().await?)
    }

    /// Goes on in a new tab. Gives the one that was left, for [`Session::to_tab`].
    pub async fn new_tab(&mut self) -> anyhow::Result<WindowHandle> {
        let left = self.tab().await?;
        let tab = self.client.new_window(true).await?;
        self.to_tab(tab.handle).await?;
        Ok(left)
    }

    /// The tab at hand.
    pub async fn tab(&self) -> anyhow::Result<WindowHandle> {
        Ok(self.client.window().await?)
    }

    /// Goes on in another tab.
    pub async fn to_tab(&mut self, tab: WindowHandle) -> anyhow::Result<()> {
        self.gather().await?;
        Ok(self.client.switch_to_window(tab).await?)
    }

    /// Closes the tab at hand and goes on in another.
    pub async fn close_tab(&mut self, then: WindowHandle) -> anyhow::Result<()> {
        self.gather().await?;
        self.client.close_window().await?;
        Ok(self.client.switch_to_window(then).await?)
    }

    /// The address of the page.
    pub async fn address(&self) -> anyhow::Result<String> {
        Ok(self.client.current_url().await?.to_string())
    }

    /// Runs a script in the page. The page's policy does not concern it.
    pub async fn execute(&self, script: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Runs a script that calls its last argument when it is done.
    pub async fn execute_async(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> anyhow::Result<Value> {
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// Gives the page this size in CSS pixels.
    pub async fn set_viewport(&mut self, width: u32, height: u32) -> anyhow::Result<()> {
        match self.engine {
            Engine::Chromium => {
                let size = json!({
                    "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
                });
                self.chromium("Emulation.setDeviceMetricsOverride", size).await?;
            }
            Engine::Firefox => {
                let tab = String::from(self.client.window().await?);
                let viewport =
                    json!({ "context": tab, "viewport": { "width": width, "height": height } });
                let bidi = self.bidi.as_ref().context("Firefox without BiDi")?;
                bidi.command("browsingContext.setViewport", viewport).await?;
            }
            // Only the window can be sized there, in what follows.
            Engine::WebKit => {}
        }
        let before = AtomicU64::new(0);
        until(&format!("a page {width} wide"), || async {
            let inner = self.execute("return [innerWidth, innerHeight]", vec![]).await?;
            let [wide, high] = [0, 1].map(|at| inner[at].as_u64().unwrap_or_default());
            if wide == u64::from(width) {
                return Ok(Some(()));
            }
            // The window has a frame and bars whose size only the page can tell, and
            // a page that was just sized may still tell a size on the way.
            let settled = before.swap(wide, Ordering::Relaxed) == wide;
            if self.engine == Engine::WebKit && settled {
                let (window_wide, window_high) = self.client.get_window_size().await?;
                let outer = |window: u64, wanted: u32, inner: u64| {
                    (window + u64::from(wanted)).saturating_sub(inner).max(1) as u32
                };
                let size = (outer(window_wide, width, wide), outer(window_high, height, high));
                self.client.set_window_size(size.0, size.1).await?;
                before.store(0, Ordering::Relaxed);
            }
            bail!("the page is {wide} wide")
        })
        .await
    }

    /// Clicks the first visible element.
    pub async fn click(&self, css: &str) -> anyhow::Result<()> {
        if self.keys_alone {
            return self.press_on(css).await;
        }
        until(&format!("{css} to be clicked"), || async {
            let Some(element) = self.visible(css).await? else { return Ok(None) };
            let covered = match element.click().await {
                Ok(()) => return Ok(Some(())),
                Err(error) => error,
            };
            // Drivers scroll an element to the window's edge at most, where the
            // bar of a narrow screen lies over it.
            let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
            self.execute(script, vec![serde_json::to_value(&element)?]).await?;
            Err(covered.into())
        })
        .await
    }

    /// Clicks the first visible link to an address of this path.
    pub async fn follow(&self, path: &str) -> anyhow::Result<()> {
        if self.keys_alone {
            return self.press_on(&format!("a[href=\"{path}\"]")).await;
        }
        let script = "return [...document.querySelectorAll('a[href]')].find(a =>
            new URL(a.href).pathname === arguments[0] && a.checkVisibility()) ?? null";
        until(&format!("a link to {path}"), || async {
            let found = self.execute(script, vec![json!(path)]).await?;
            let id =
                found.as_object().and_then(|keys| keys.values().next()).and_then(Value::as_str);
            let Some(id) = id else { return Ok(None) };
            let id = ElementRef::from(id.to_owned());
            Ok(Some(Element::from_element_id(self.client.clone(), id).click().await?))
        })
        .await
    }

    /// Replaces what a field holds.
    pub async fn fill(&self, css: &str, text: &str) -> anyhow::Result<()> {
        if self.keys_alone {
            self.reach(css).await?;
        }
        until(&format!("{css} to take {text:?}"), || async {
            let Some(element) = self.visible(css).await? else { return Ok(None) };
            let kind = element.prop("type").await?.unwrap_or_default();
            if matches!(kind.as_str(), "date" | "month" | "time" | "color" | "range") {
                // What these take by keys depends on the language of the browser.
                let script = "arguments[0].value = arguments[1];
                    for (const kind of ['input', 'change'])
                        arguments[0].dispatchEvent(new Event(kind, { bubbles: true }));";
                self.execute(script, vec![serde_json::to_value(&element)?, json!(text)]).await?;
            } else if self.keys_alone {
                self.write_anew(text).await?;
            } else {
                element.clear().await?;
                element.send_keys(text).await?;
            }
            Ok(Some(()))
        })
        .await
    }

    /// Chooses the option of a select by its value.
    pub async fn choose(&self, css: &str, value: &str) -> anyhow::Result<()> {
        if self.keys_alone {
            self.reach(css).await?;
        }
        until(&format!("{css} to offer {value:?}"), || async {
            let Some(element) = self.visible(css).await? else { return Ok(None) };
            // Native lists open in windows of their own, which drivers cannot reach alike.
            let script = "const [list, value] = arguments;
                if (![...list.options].some(o => o.value === value)) return false;
                list.value = value;
                for (const kind of ['input', 'change'])
                    list.dispatchEvent(new Event(kind, { bubbles: true }));
                return true;";
            let chosen =
                self.execute(script, vec![serde_json::to_value(&element)?, json!(value)]).await?;
            Ok((chosen == json!(true)).then_some(()))
        })
        .await
    }

    /// Hands a file to a file input, which may be hidden behind a button.
    pub async fn upload(&self, css: &str, file: &Path) -> anyhow::Result<()> {
        let file = file.canonicalize().with_context(|| format!("{} is missing", file.display()))?;
        let name = file.to_str().context("the file's name is not text")?.to_owned();
        until(&format!("{css} to take {name}"), || async {
            let element = match self.client.find(Locator::Css(css)).await {
                Ok(element) => element,
                Err(error) if error.is_no_such_element() => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            element.send_keys(&name).await?;
            Ok(Some(()))
        })
        .await
    }

    /// Waits until an element is visible.
    pub async fn see(&self, css: &str) -> anyhow::Result<Element> {
        until(&format!("{css} to be seen"), || self.visible(css)).await
    }

    /// Waits until an element is there, visible or not.
    pub async fn wait_for_html(&self, css: &str) -> anyhow::Result<()> {
        until(&format!("{css} to be there"), || async {
            Ok((self.count(css).await? > 0).then_some(()))
        })
        .await
    }

    /// Waits until no such element is visible.
    pub async fn see_none(&self, css: &str) -> anyhow::Result<()> {
        until(&format!("{css} to be gone"), || async {
            Ok(self.visible(css).await?.is_none().then_some(()))
        })
        .await
    }

    /// Waits until the visible text of an element holds this.
    pub async fn see_text(&self, css: &str, text: &str) -> anyhow::Result<()> {
        until(&format!("{css} to say {text:?}"), || async {
            let Some(element) = self.visible(css).await? else { return Ok(None) };
            let found = element.text().await?;
            ensure!(found.contains(text), "it says {found:?}");
            Ok(Some(()))
        })
        .await
    }

    /// Waits until a field holds this.
    pub async fn see_value(&self, css: &str, value: &str) -> anyhow::Result<()> {
        let script = "return document.querySelector(arguments[0])?.value ?? null";
        until(&format!("{css} to hold {value:?}"), || async {
            let found = self.execute(script, vec![json!(css)]).await?;
            ensure!(found == json!(value), "it holds {found}");
            Ok(Some(()))
        })
        .await
    }

    /// How many elements there are, visible or not.
    pub async fn count(&self, css: &str) -> anyhow::Result<u64> {
        let found =
            self.execute("return document.querySelectorAll(arguments[0]).length", vec![json!(css)]);
        found.await?.as_u64().context("a count")
    }

    /// The full-precision value of a figure; nothing if it is not on the page, an
    /// empty text if it is undefined.
    pub async fn figure(&self, id: &str) -> anyhow::Result<Option<String>> {
        let script = "return document.querySelector(`data[data-figure=\"${arguments[0]}\"]`)?.getAttribute('value') ?? null";
        Ok(self.execute(script, vec![json!(id)]).await?.as_str().map(str::to_owned))
    }

    /// Waits until a figure has this value.
    pub async fn see_figure(&self, id: &str, value: &str) -> anyhow::Result<()> {
        until(&format!("figure {id} to be {value}"), || async {
            let found = self.figure(id).await?;
            ensure!(found.as_deref() == Some(value), "it is {found:?}");
            Ok(Some(()))
        })
        .await
    }

    /// Waits until a figure is on the page and defined.
    pub async fn number(&self, id: &str) -> anyhow::Result<f64> {
        until(&format!("figure {id} to have a value"), || async {
            match self.figure(id).await? {
                Some(text) if !text.is_empty() => Ok(Some(text.parse()?)),
                _ => Ok(None),
            }
        })
        .await
    }

    /// Elements that reach beyond the right edge of the page, if the page can be
    /// scrolled sideways.
    pub async fn sideways(&self) -> anyhow::Result<Vec<String>> {
        let script = "const root = document.scrollingElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const wide = [...document.body.querySelectorAll('*')]
                .filter(e => e.getBoundingClientRect().right > root.clientWidth + 0.5)
                .slice(-5)
                .map(e => e.outerHTML.slice(0, 120));
            return [`${root.scrollWidth} of ${root.clientWidth} pixels`, ...wide];";
        let found = self.execute(script, vec![]).await?;
        let texts = found.as_array().context("a list")?;
        Ok(texts.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Keeps, from now on, the files that the page offers for download, until it
    /// is left. The browser gets them as well.
    pub async fn keep_downloads(&self) -> anyhow::Result<()> {
        let script = "(async () => {
            if (window.tanggaOffered) return '';
            const blobs = new Map(), offered = window.tanggaOffered = new Map();
            const address = URL.createObjectURL, click = HTMLAnchorElement.prototype.click;
            URL.createObjectURL = blob => {
                const url = address.call(URL, blob);
                blobs.set(url, blob);
                return url;
            };
            HTMLAnchorElement.prototype.click = function () {
                if (this.download) offered.set(this.download, blobs.get(this.href));
                return click.call(this);
            };
            return '';
        })()";
        self.in_page(script).await.map(drop)
    }

    /// Waits for a kept download whose name ends like this and takes its bytes.
    pub async fn download(&self, ending: &str) -> anyhow::Result<Vec<u8>> {
        let script = format!(
            "(async () => {{
                for (const [name, blob] of window.tanggaOffered) {{
                    if (!name.endsWith({})) continue;
                    window.tanggaOffered.delete(name);
                    return JSON.stringify([...new Uint8Array(await blob.arrayBuffer())]);
                }}
                return '';
            }})()",
            json!(ending)
        );
        until(&format!("a download named *{ending}"), || async {
            let text = self.in_page(&script).await?;
            if text.is_empty() { Ok(None) } else { Ok(Some(serde_json::from_str(&text)?)) }
        })
        .await
    }

    /// The text that an expression's promise gives, evaluated among the page's own
    /// scripts. (In Firefox, `execute` runs in a sandbox beside them.)
    async fn in_page(&self, expression: &str) -> anyhow::Result<String> {
        let text = match &self.bidi {
            Some(bidi) => {
                let tab = String::from(self.client.window().await?);
                let wanted = json!({
                    "expression": expression,
                    "target": { "context": tab },
                    "awaitPromise": true,
                });
                let answer = bidi.command("script.evaluate", wanted).await?;
                answer.pointer("/result/value").cloned().unwrap_or_else(|| answer.clone())
            }
            None => {
                let script = format!("const done = arguments[0]; ({expression}).then(done)");
                self.execute_async(&script, vec![]).await?
            }
        };
        text.as_str().map(str::to_owned).with_context(|| format!("the page answered {text}"))
    }

    /// A picture of the page as PNG.
    pub async fn screenshot(&self) -> anyhow::Result<Vec<u8>> {
        Ok(self.client.screenshot().await?)
    }

    /// Everything the browser said so far.
    pub async fn heard(&mut self) -> anyhow::Result<&mut Heard> {
        self.gather().await?;
        Ok(&mut self.heard)
    }

    async fn gather(&mut self) -> anyhow::Result<()> {
        match self.engine {
            Engine::Chromium => {
                let log = |kind| Vendor { path: "se/log", body: json!({ "type": kind }) };
                let console = self.client.issue_cmd(log("browser")).await?;
                let requests = self.client.issue_cmd(log("performance")).await?;
                self.heard.chromium_console(&console);
                self.heard.chromium_requests(&requests);
            }
            Engine::Firefox => {
                let bidi = self.bidi.as_ref().context("Firefox without BiDi")?;
                for event in bidi.take_events() {
                    self.heard.firefox_event(&event);
                }
            }
            Engine::WebKit => {
                // A blank page has no storage and nothing to say.
                let script = "if (!location.protocol.startsWith('http')) return null;
                    const key = 'tangga-e2e-heard';
                    const kept = sessionStorage.getItem(key);
                    sessionStorage.removeItem(key);
                    if (typeof tanggaListens === 'undefined') throw new Error('the listener script did not run');
                    return JSON.parse(kept);";
                let kept = self.execute(script, vec![]).await?;
                self.heard.webkit_kept(&kept);
            }
        }
        Ok(())
    }

    /// The first visible element, or none. One that vanished while it was looked
    /// at counts as none.
    async fn visible(&self, css: &str) -> anyhow::Result<Option<Element>> {
        for element in self.client.find_all(Locator::Css(css)).await? {
            match element.is_displayed().await {
                Ok(true) => return Ok(Some(element)),
                Ok(false) => {}
                Err(CmdError::Standard(error)) if error.error().contains("stale") => {}
                Err(error) => bail!(error),
            }
        }
        Ok(None)
    }
}

async fn listen(client: &Client) -> anyhow::Result<Bidi> {
    let address = client
        .capabilities()
        .and_then(|capabilities| capabilities.get("webSocketUrl"))
        .and_then(Value::as_str)
        .context("Firefox offers no WebDriver BiDi")?;
    let bidi = Bidi::connect(address).await?;
    let events = json!({ "events": ["log.entryAdded", "network.beforeRequestSent"] });
    bidi.command("session.subscribe", events).await?;
    let script = "() => addEventListener('securitypolicyviolation', event => \
        console.error(`content security policy: ${event.effectiveDirective} ${event.blockedURI}`))";
    bidi.command("script.addPreloadScript", json!({ "functionDeclaration": script })).await?;
    Ok(bidi)
}
