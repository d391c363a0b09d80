//! Page objects: what a user does on each screen, in the words of the product.
//!
//! They rely on the markup that the product promises: `data-action` on buttons,
//! `data-figure` on numbers, the schema's field names on inputs, roles and labels.
//! A scenario never names a selector that a page object can name for it.

pub mod customers;
pub mod data;
pub mod home;
pub mod journeys;
pub mod palette;
pub mod privacy;
pub mod settings;

use crate::app::App;
use anyhow::{Context, bail};
use fantoccini::key::Key;
use serde_json::json;

/// Every route that needs no record.
pub const ROUTES: &[&str] = &[
    "",
    "customers",
    "duplicates",
    "ladder",
    "sales",
    "retention",
    "feedback",
    "journeys",
    "data",
    "privacy",
    "settings",
];

/// The route of the first record that the list at this route links to.
pub async fn first_record(app: &mut App, list: &str) -> anyhow::Result<String> {
    app.open(list).await?;
    let link = json!(format!("main a[href*=\"{list}/\"]"));
    app.browser()?.see(link.as_str().unwrap_or_default()).await?;
    let script = "return document.querySelector(arguments[0]).pathname";
    let path = app.browser()?.execute(script, vec![link]).await?;
    let id = path.as_str().and_then(|path| path.rsplit('/').next()).context("no record")?;
    Ok(format!("{list}/{id}"))
}

/// Undoes the last change with the button that every screen has.
pub async fn undo(app: &mut App) -> anyhow::Result<()> {
    act(app, "undo").await
}

/// Takes the last undo back.
pub async fn redo(app: &mut App) -> anyhow::Result<()> {
    act(app, "redo").await
}

/// Presses the button of an action.
pub async fn act(app: &mut App, action: &str) -> anyhow::Result<()> {
    let in_use = ":not([aria-disabled=\"true\"])";
    app.browser()?.click(&format!("button[data-action=\"{action}\"]{in_use}")).await
}

/// Fills a field of the form in front.
pub async fn fill(app: &mut App, field: &str, text: &str) -> anyhow::Result<()> {
    app.browser()?.fill(&format!("[name=\"{field}\"]"), text).await
}

/// Chooses in a list of the form in front.
pub async fn choose(app: &mut App, field: &str, value: &str) -> anyhow::Result<()> {
    app.browser()?.choose(&format!("select[name=\"{field}\"]"), value).await
}

/// More marks than any chart has.
const MARKS: usize = 500;

/// Opens what a mark of the chart stands for.
pub async fn open_mark(app: &mut App, key: &str) -> anyhow::Result<()> {
    let browser = app.browser()?;
    let mark = format!(".chart-plot .mark[data-key=\"{key}\"]");
    if !browser.uses_keys_alone() {
        // A mark holds words as well, and its middle may lie beside what is drawn.
        return browser.click(&format!("{mark} rect[class*=fill]")).await;
    }
    browser.reach(".chart-plot").await?;
    for _ in 0..MARKS {
        if browser.count(&format!("{mark}.pointed")).await? > 0 {
            return browser.press(&Key::Enter).await;
        }
        browser.press(&Key::Right).await?;
    }
    bail!("keys do not lead to {mark}")
}
