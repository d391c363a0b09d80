//! Files that a scenario hands to the browser.

use std::path::PathBuf;

use crate::app::App;
use crate::build;

/// A file of this content, gone with the value.
pub struct Kept(pub PathBuf);

impl Kept {
    /// `name` is its name with the ending; other engines and runs have their own.
    pub fn new(app: &App, name: &str, content: &[u8]) -> anyhow::Result<Kept> {
        let name = format!("{}-{}-{name}", app.engine, std::process::id());
        let path = build::output().join(name);
        std::fs::write(&path, content)?;
        Ok(Kept(path))
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        // The folder is thrown away as a whole; a file left in it harms nobody.
        let _ = std::fs::remove_file(&self.0);
    }
}
