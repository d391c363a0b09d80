//! What a scenario works with: the app on a server of its own, in a browser with
//! a profile of its own.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::bail;
use serde_json::json;

use crate::build;
use crate::console::Heard;
use crate::driver::Driver;
use crate::engine::Engine;
use crate::server::Server;
use crate::session::Session;
use crate::wait::until;

/// A running app.
pub struct App {
    /// The engine it runs in.
    pub engine: Engine,
    /// The server, which a scenario may stop.
    pub server: Server,
    source: PathBuf,
    driver: String,
    own_driver: Option<Driver>,
    profile: PathBuf,
    session: Option<Session>,
    earlier: Vec<Heard>,
    allowed: Vec<String>,
}

impl App {
    /// Serves `source` and opens a browser, on a blank page.
    pub async fn start(source: &Path, engine: Engine, driver: &str) -> anyhow::Result<App> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("profiles/{}-{number}", std::process::id());
        let profile = build::output().join(name);
        let server = Server::start(&build::copy_for(source, engine, "/")?).await?;
        let session = Session::open(engine, driver, &profile).await?;
        let app = App {
            engine,
            server,
            source: source.to_owned(),
            driver: driver.to_owned(),
            own_driver: None,
            profile,
            session: Some(session),
            earlier: Vec::new(),
            allowed: Vec::new(),
        };
        Ok(app)
    }

    /// The browser.
    pub fn browser(&mut self) -> anyhow::Result<&mut Session> {
        match &mut self.session {
            Some(session) => Ok(session),
            None => bail!("the browser is closed"),
        }
    }

    /// Opens a route ("customers", "" for home) and waits until the app stands and all of
    /// the program has come.
    pub async fn open(&mut self, route: &str) -> anyhow::Result<()> {
        self.open_at_once(route).await?;
        self.wait_for_rest().await
    }

    /// Opens a route and waits until the app stands, be all of the program there or not.
    pub async fn open_at_once(&mut self, route: &str) -> anyhow::Result<()> {
        let address = format!("{}{route}", self.server.address());
        self.browser()?.goto(&address).await?;
        self.ready().await
    }

    /// Follows a link of the page to a route, without loading the page again.
    pub async fn follow(&mut self, route: &str) -> anyhow::Result<()> {
        let path = format!("{}{route}", &self.server.address()[self.server.origin().len()..]);
        self.browser()?.follow(&path).await?;
        let script = "return location.pathname";
        let browser = self.browser()?;
        until(&format!("the route {path}"), || async {
            Ok((browser.execute(script, vec![]).await? == json!(path)).then_some(()))
        })
        .await
    }

    /// Waits until the workspace is open and no command runs.
    pub async fn ready(&mut self) -> anyhow::Result<()> {
        self.browser()?.wait_for_html("html[data-ready=\"true\"][data-idle=\"true\"]").await
    }

    /// Waits until all of the program has come but what workbooks need, for which a
    /// first visit does not wait. Firefox complains if the page is left before.
    async fn wait_for_rest(&mut self) -> anyhow::Result<()> {
        let script = "return performance.getEntriesByType('resource')
            .some(entry => entry.name.includes('/further-') && entry.responseEnd > 0)";
        let browser = self.browser()?;
        until("the rest of the program", || async {
            Ok((browser.execute(script, vec![]).await? == json!(true)).then_some(()))
        })
        .await
    }

    /// Reloads the page.
    pub async fn reload(&mut self) -> anyhow::Result<()> {
        self.browser()?.refresh().await?;
        self.ready().await?;
        self.wait_for_rest().await
    }

    /// Waits until the service worker has the whole build.
    pub async fn wait_for_offline_copy(&mut self) -> anyhow::Result<()> {
        let script = "navigator.serviceWorker.ready.then(r => arguments[0](r.active !== null))";
        let ready = self.browser()?.execute_async(script, vec![]).await?;
        if ready != json!(true) {
            bail!("the service worker is not active");
        }
        Ok(())
    }

    /// Closes the browser and starts it again with the same profile.
    pub async fn restart_browser(&mut self) -> anyhow::Result<()> {
        self.close_browser().await?;
        self.open_browser().await
    }

    /// Closes the browser.
    pub async fn close_browser(&mut self) -> anyhow::Result<()> {
        if let Some(session) = self.session.take() {
            self.earlier.push(session.close().await?);
        }
        Ok(())
    }

    /// Starts the browser, which must be closed, with the profile as it is.
    pub async fn open_browser(&mut self) -> anyhow::Result<()> {
        let address = match &self.own_driver {
            Some(driver) => driver.address(),
            None => self.driver.clone(),
        };
        self.session = Some(Session::open(self.engine, &address, &self.profile).await?);
        Ok(())
    }

    /// Goes on in a browser whose driver serves nobody else, so that both can be
    /// killed.
    pub async fn take_own_driver(&mut self) -> anyhow::Result<()> {
        self.close_browser().await?;
        self.own_driver = Some(Driver::start(self.engine).await?);
        self.open_browser().await
    }

    /// Kills every process of the browser at the same moment, as the end of the
    /// battery would. Needs a driver of its own. What the browser said is lost.
    pub async fn kill_browser(&mut self) -> anyhow::Result<()> {
        let Some(driver) = self.own_driver.take() else { bail!("the driver is not its own") };
        driver.kill().await?;
        self.session = None;
        self.own_driver = Some(Driver::start(self.engine).await?);
        Ok(())
    }

    /// The folder of the browser's profile, to be changed only while the browser
    /// is closed.
    pub fn profile(&self) -> &Path {
        &self.profile
    }

    /// Moves the app below `base` on a new server.
    pub async fn serve_below(&mut self, base: &str) -> anyhow::Result<()> {
        let folder = build::copy_for(&self.source, self.engine, base)?;
        self.server = Server::start(&folder).await?;
        Ok(())
    }

    /// Accepts console entries that hold `text`. `reason` says why they are right.
    pub fn allow(&mut self, text: &str, reason: &str) {
        debug_assert!(!reason.is_empty());
        self.allowed.push(text.to_owned());
    }

    /// Ends the scenario: everything that the browser complained about, and every
    /// request to another origin.
    pub async fn complaints(&mut self) -> anyhow::Result<Vec<String>> {
        let mut all = std::mem::take(&mut self.earlier);
        all.push(std::mem::take(self.browser()?.heard().await?));
        let origin = self.server.origin();
        let mut lines = Vec::new();
        for heard in &all {
            for entry in heard.complaints(&self.allowed) {
                lines.push(format!("console {:?}: {}", entry.level, entry.text));
            }
            lines.extend(heard.strangers(origin).map(|address| format!("request to {address}")));
        }
        Ok(lines)
    }

    /// Closes everything and removes the profile.
    pub async fn end(mut self) -> anyhow::Result<()> {
        if let Some(session) = self.session.take() {
            session.close().await?;
        }
        if self.profile.exists() {
            std::fs::remove_dir_all(&self.profile)?;
        }
        Ok(())
    }
}
