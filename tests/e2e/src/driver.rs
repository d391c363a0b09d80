//! The driver program of an engine, running on a free port.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::Context;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::process::Command;

use crate::build;
use crate::engine::Engine;
use crate::process::Group;
use crate::wait::until;

/// A running driver.
pub struct Driver {
    group: Group,
    port: u16,
}

impl Driver {
    /// Starts the driver and waits until it takes sessions.
    pub async fn start(engine: Engine) -> anyhow::Result<Driver> {
        let port = free_port()?;
        let words = engine.driver_command(port);
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).stdout(Stdio::null()).stderr(Stdio::null());
        // WebKit takes the user's languages from here.
        command.env("LANG", "en_US.UTF-8").env("LANGUAGE", "en_US:en").env_remove("LC_ALL");
        if engine == Engine::WebKit {
            command.env("XDG_CONFIG_HOME", narrow_toolbar()?);
        }
        let group = Group::start(command)?;
        until(&format!("{} to take sessions", words.join(" ")), || ready(port)).await?;
        Ok(Driver { group, port })
    }

    /// Where sessions are asked for.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends the driver and the browsers it started all at once, without giving any
    /// of them time to do anything more.
    pub async fn kill(self) -> anyhow::Result<()> {
        self.group.kill().await
    }

    /// Ends the driver and the browsers it started.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.group.stop().await
    }
}

/// MiniBrowser's window is never narrower than its row of buttons, 447 pixels in
/// GTK's own style. A style of our own lets the page be as narrow as a phone.
fn narrow_toolbar() -> anyhow::Result<PathBuf> {
    let folder = build::output().join("gtk");
    let style = "toolbar, button, entry, image, label, separator {
        margin: 0; border-width: 0; padding: 0; min-width: 0;
    }";
    std::fs::create_dir_all(folder.join("gtk-3.0"))?;
    std::fs::write(folder.join("gtk-3.0/gtk.css"), style)?;
    Ok(folder.canonicalize()?)
}

/// A port that nobody uses now.
fn free_port() -> anyhow::Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}

async fn ready(port: u16) -> anyhow::Result<Option<()>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let request =
        format!("GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await?;
    Ok((&answer == b"HTTP/1.1 200").then_some(()))
}
