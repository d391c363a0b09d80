//! Import and export.

use std::path::Path;
use std::time::Duration;

use super::act;
use crate::app::App;
use crate::wait::until_within;

/// What the dry run says before anything is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Preview {
    /// Customers that are not known yet.
    pub new_customers: u64,
    /// Purchases that are not stored yet.
    pub new_purchases: u64,
    /// Rows that repeat one of the file or a stored purchase.
    pub duplicates: u64,
    /// Rows that cannot be read.
    pub bad_rows: u64,
}

/// Hands over a spreadsheet and waits for the dry run.
pub async fn preview(app: &mut App, file: &Path) -> anyhow::Result<Preview> {
    app.browser()?.upload("input[type=\"file\"][data-drop=\"import\"]", file).await?;
    app.browser()?.see("[data-preview=\"ready\"]").await?;
    read_preview(app).await
}

/// What the dry run says now.
pub async fn read_preview(app: &mut App) -> anyhow::Result<Preview> {
    let browser = app.browser()?;
    Ok(Preview {
        new_customers: browser.number("import.new_customers").await? as u64,
        new_purchases: browser.number("import.new_purchases").await? as u64,
        duplicates: browser.number("import.duplicates").await? as u64,
        bad_rows: browser.number("import.bad_rows").await? as u64,
    })
}

/// Confirms the dry run and waits until its rows are stored.
pub async fn confirm(app: &mut App) -> anyhow::Result<()> {
    act(app, "confirm-import").await?;
    let browser = app.browser()?;
    let long = Duration::from_secs(120);
    until_within(long, "the import to end", || async {
        let open = browser.count("[data-preview=\"ready\"]").await?;
        Ok((open == 0).then_some(()))
    })
    .await?;
    app.ready().await
}

/// Exports everything and returns the workspace file.
pub async fn export_workspace(app: &mut App) -> anyhow::Result<Vec<u8>> {
    app.browser()?.keep_downloads().await?;
    act(app, "export-workspace").await?;
    app.browser()?.download(".tangga.json").await
}

/// Opens a workspace file and waits until its rows are stored.
pub async fn open_workspace(app: &mut App, file: &Path) -> anyhow::Result<()> {
    app.browser()?.upload("input[type=\"file\"][data-drop=\"workspace\"]", file).await?;
    app.browser()?.see_text("main", "The Tangga file is open").await?;
    app.ready().await
}
