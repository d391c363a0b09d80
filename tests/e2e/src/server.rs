//! The product's own preview server (`scripts/serve.mjs`) on a free port. Being
//! offline means that it is stopped; it comes back on the same port.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::build::workspace_root;
use crate::process::Group;

/// A server of one build.
pub struct Server {
    folder: PathBuf,
    address: String,
    running: Option<Group>,
}

impl Server {
    /// Serves `folder` on a free port.
    pub async fn start(folder: &Path) -> anyhow::Result<Server> {
        let (running, address) = launch(folder, 0).await?;
        Ok(Server { folder: folder.to_owned(), address, running: Some(running) })
    }

    /// The address of the app, with a slash at its end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The folder that is served.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The origin: the address without its path.
    pub fn origin(&self) -> &str {
        let start = self.address.find("://").map_or(0, |at| at + 3);
        let end = self.address[start..].find('/').map_or(self.address.len(), |at| start + at);
        &self.address[..end]
    }

    /// Takes the app offline.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        match self.running.take() {
            Some(group) => group.stop().await,
            None => bail!("the server is already stopped"),
        }
    }

    /// Brings the app back at the same address.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        let port = self.origin().rsplit(':').next().unwrap_or_default().parse()?;
        let (running, address) = launch(&self.folder, port).await?;
        if address != self.address {
            bail!("the server came back at {address} instead of {}", self.address);
        }
        self.running = Some(running);
        Ok(())
    }
}

async fn launch(folder: &Path, port: u16) -> anyhow::Result<(Group, String)> {
    let script = workspace_root().join("scripts/serve.mjs");
    let mut command = Command::new("node");
    command.arg(&script).arg("--dist").arg(folder).arg("--port").arg(port.to_string());
    command.stdout(Stdio::piped()).stderr(Stdio::inherit());
    let mut group = Group::start(command)?;
    let output = group.child().stdout.take().context("the server has no output")?;
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await? {
        if let Some(at) = line.find("http://") {
            let address = line[at..].trim().to_owned();
            return Ok((group, address));
        }
    }
    bail!("{} did not say its address for {}", script.display(), folder.display())
}
