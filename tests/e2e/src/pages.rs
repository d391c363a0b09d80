//! Page objects: what a user does on each screen, in the words of the product.
//!
//! They rely on the markup that the product promises: `data-action` on buttons,
//! `data-figure` on numbers, the schema's field names on inputs, roles and labels.
//! A scenario never names a selector that a page object can name for it.

pub mod customers;
pub mod data;
pub mod home;
pub mod journeys;
pub mod privacy;
pub mod settings;

use crate::app::App;

/// Every route that needs no record.
pub const ROUTES: &[&str] = &[
    "",
    "customers",
    "ladder",
    "retention",
    "feedback",
    "journeys",
    "data",
    "privacy",
    "settings",
];

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
