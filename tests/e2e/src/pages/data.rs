//! Import and export.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};

use super::{act, fill};
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

/// Hands over a spreadsheet that cannot be read, for the reason that is then read.
pub async fn import_refused(app: &mut App, file: &Path, why: &str) -> anyhow::Result<()> {
    app.browser()?.upload("input[type=\"file\"][data-drop=\"import\"]", file).await?;
    app.browser()?.see_text("main .import", why).await
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

/// Has an import that was not stored checked again.
pub async fn try_again(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.click("main .notice button:not(.quiet)").await?;
    app.browser()?.see("[data-preview=\"ready\"]").await?;
    Ok(())
}

/// Undoes the latest step of the list of what was done that can be undone,
/// whichever tab did it.
pub async fn undo_latest(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.click(".history tbody button").await
}

/// Exports everything and returns the workspace file.
pub async fn export_workspace(app: &mut App) -> anyhow::Result<Vec<u8>> {
    app.browser()?.keep_downloads().await?;
    act(app, "export-workspace").await?;
    app.browser()?.download(".tangga.json").await
}

/// Exports all purchases as an Excel workbook and returns it.
pub async fn export_purchases(app: &mut App) -> anyhow::Result<Vec<u8>> {
    app.browser()?.keep_downloads().await?;
    act(app, "export-purchases").await?;
    app.browser()?.download(".xlsx").await
}

/// Backs up with a passphrase, in the form that [`begin_protected`] opens, and
/// returns the encrypted file.
pub async fn export_protected(app: &mut App, passphrase: &str) -> anyhow::Result<Vec<u8>> {
    app.browser()?.keep_downloads().await?;
    fill(app, "passphrase", passphrase).await?;
    fill(app, "passphrase-again", passphrase).await?;
    act(app, "save").await?;
    let file = app.browser()?.download(".tangga.json.age").await?;
    app.ready().await?;
    Ok(file)
}

/// Opens the form that asks for the passphrase of a backup.
pub async fn begin_protected(app: &mut App) -> anyhow::Result<()> {
    act(app, "protect").await?;
    app.browser()?.see("[name=\"passphrase-again\"]").await?;
    Ok(())
}

/// Hands over an encrypted file, which asks for its passphrase.
pub async fn bring_in_locked(app: &mut App, file: &Path) -> anyhow::Result<()> {
    app.browser()?.upload("input[type=\"file\"][data-drop=\"workspace\"]", file).await?;
    app.browser()?.see("[data-action=\"unlock\"]").await?;
    Ok(())
}

/// Tries a passphrase on an encrypted file and waits until it is refused, with this.
pub async fn unlock_refused(app: &mut App, passphrase: &str, why: &str) -> anyhow::Result<()> {
    fill(app, "passphrase", passphrase).await?;
    act(app, "unlock").await?;
    app.browser()?.see_text(".merge .field-error", why).await?;
    app.ready().await
}

/// Opens an encrypted file with its passphrase and waits for what it would bring.
pub async fn unlock(app: &mut App, passphrase: &str) -> anyhow::Result<Brings> {
    fill(app, "passphrase", passphrase).await?;
    act(app, "unlock").await?;
    see_brings(app).await
}

/// Has a private folder of the browser stand for the one that a person chooses,
/// which drivers cannot; until the page is left.
pub async fn choose_folder(app: &mut App) -> anyhow::Result<()> {
    let script = "window.showDirectoryPicker = async () => {
        const root = await navigator.storage.getDirectory();
        return root.getDirectoryHandle('chosen', { create: true });
    }";
    app.browser()?.execute(script, vec![]).await?;
    act(app, "choose-folder").await?;
    app.browser()?.see("[data-folder=\"ready\"]").await?;
    app.ready().await
}

/// Backs up to the chosen folder and waits until the newest backup there holds this.
pub async fn back_up_to_folder(app: &mut App, holds: &str) -> anyhow::Result<()> {
    act(app, "back-up-to-folder").await?;
    app.ready().await?;
    app.browser()?.see_text("[data-folder] li:first-child", holds).await
}

/// The files in the chosen folder, as the folder itself tells, oldest first.
pub async fn in_folder(app: &mut App) -> anyhow::Result<Vec<String>> {
    let script = "(async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('chosen');
        const names = [];
        for await (const name of folder.keys()) names.push(name);
        arguments[0](names.sort());
    })()";
    let names = app.browser()?.execute_async(script, vec![]).await?;
    Ok(serde_json::from_value(names)?)
}

/// Asks to go back to the oldest backup in the chosen folder.
pub async fn ask_for_oldest_in_folder(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.click("[data-folder] li:last-child [data-action=\"restore-snapshot\"]").await?;
    see_replace_question(app).await
}

/// Asks to go back to the newest snapshot of the browser's own.
pub async fn ask_for_newest_snapshot(app: &mut App) -> anyhow::Result<()> {
    let list = ".snapshots:not([data-folder] *)";
    app.browser()?.click(&format!("{list} [data-action=\"restore-snapshot\"]")).await?;
    see_replace_question(app).await
}

async fn see_replace_question(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.see("[data-action=\"confirm-replace\"]").await?;
    Ok(())
}

/// Puts the file that was asked for in the place of everything.
pub async fn confirm_replace(app: &mut App) -> anyhow::Result<()> {
    act(app, "confirm-replace").await?;
    app.browser()?.see_none("dialog").await?;
    app.ready().await
}

/// Shares everything but personal data, once the form says that the file would
/// hold this, and returns the file.
pub async fn share_without_personal_data(app: &mut App, holds: &str) -> anyhow::Result<Vec<u8>> {
    app.browser()?.keep_downloads().await?;
    act(app, "share-part").await?;
    let browser = app.browser()?;
    browser.wait_for_html("input[name=\"share-what\"]:focus").await?;
    browser.click("input[name=\"share-what\"][value=\"everything\"]").await?;
    browser.wait_for_html("input[name=\"without-personal\"]:checked").await?;
    browser.see_text("[data-share=\"contents\"]", holds).await?;
    act(app, "save").await?;
    app.browser()?.download(".part.tangga.json").await
}

/// Opens a workspace file and waits until its rows are stored.
pub async fn open_workspace(app: &mut App, file: &Path) -> anyhow::Result<()> {
    app.browser()?.upload("input[type=\"file\"][data-drop=\"workspace\"]", file).await?;
    app.browser()?.see_text("main", "The Tangga file is open").await?;
    app.ready().await
}

/// What a workspace file would bring, before anything is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Brings {
    /// Records that both sides changed.
    pub conflicts: u64,
    /// Records that are not here yet.
    pub new: u64,
    /// Records that change.
    pub changed: u64,
    /// Records that go.
    pub deleted: u64,
}

/// Hands over a workspace file and waits for what it would bring.
pub async fn bring_in(app: &mut App, file: &Path) -> anyhow::Result<Brings> {
    hand_over(app, file, "ready").await?;
    see_brings(app).await
}

async fn see_brings(app: &mut App) -> anyhow::Result<Brings> {
    let browser = app.browser()?;
    Ok(Brings {
        conflicts: browser.number("merge.conflicts").await? as u64,
        new: browser.number("merge.new").await? as u64,
        changed: browser.number("merge.changed").await? as u64,
        deleted: browser.number("merge.deleted").await? as u64,
    })
}

/// Hands over a workspace file all of which is here already.
pub async fn bring_in_nothing(app: &mut App, file: &Path) -> anyhow::Result<()> {
    hand_over(app, file, "nothing").await?;
    act(app, "another-file").await
}

/// Hands over a file that cannot come in, for the reason that is then read.
pub async fn bring_in_refused(app: &mut App, file: &Path, why: &str) -> anyhow::Result<()> {
    hand_over(app, file, "refused").await?;
    app.browser()?.see_text("[data-merge=\"refused\"]", why).await?;
    act(app, "another-file").await
}

async fn hand_over(app: &mut App, file: &Path, then: &str) -> anyhow::Result<()> {
    app.browser()?.upload("input[type=\"file\"][data-drop=\"workspace\"]", file).await?;
    app.browser()?.see(&format!("[data-merge=\"{then}\"]")).await?;
    app.ready().await
}

/// Chooses a side (`mine`, `theirs` or `both`) of a field in conflict, such as
/// `customer.city`, or of `all`.
pub async fn choose_side(app: &mut App, field: &str, side: &str) -> anyhow::Result<()> {
    app.browser()?.click(&side_of(field, side)).await?;
    see_chosen(app, field, side).await
}

/// Waits until this side of a field in conflict is the chosen one.
pub async fn see_chosen(app: &mut App, field: &str, side: &str) -> anyhow::Result<()> {
    app.browser()?.wait_for_html(&format!("{}:checked", side_of(field, side))).await
}

fn side_of(field: &str, side: &str) -> String {
    format!("[data-merge-field=\"{field}\"] input[value=\"{side}\"]")
}

/// Confirms what a workspace file would bring and waits until it is stored.
pub async fn confirm_merge(app: &mut App) -> anyhow::Result<()> {
    act(app, "confirm-merge").await?;
    app.browser()?.see("[data-merge=\"done\"]").await?;
    app.ready().await
}

/// A workspace file without what says only who wrote it and when: each file holds
/// the note that it was written, and with it that note's change set and stamp,
/// which are the latest.
pub fn what_merges(file: &[u8]) -> anyhow::Result<serde_json::Value> {
    let mut file: serde_json::Value = serde_json::from_slice(file)?;
    let members = file.as_object_mut().context("a file that is no object")?;
    for said_once in ["exported", "sha256", "vector"] {
        ensure!(members.remove(said_once).is_some(), "no member {said_once}");
    }
    let counts = members["counts"].as_object_mut().context("no counts")?;
    counts.remove("export").context("no export log")?;
    let collections = members["collections"].as_array_mut().context("no collections")?;
    let log = collections.iter().position(|one| one["name"] == "export");
    let log = collections.remove(log.context("no export log")?);
    let rows = log["rows"].as_array().context("no rows")?;
    for (table, place) in [("origins", 0), ("stamps", 2)] {
        let codes = rows.iter().filter_map(|row| row[place].as_u64());
        let first = codes.min().context("nothing is noted")? as usize;
        members[table].as_array_mut().context("no table")?.truncate(first);
    }
    Ok(file)
}
