//! Language and theme.

use super::{act, fill};
use crate::app::App;

/// Switches the language ("en" or "id").
pub async fn language(app: &mut App, code: &str) -> anyhow::Result<()> {
    act(app, &format!("language-{code}")).await?;
    app.browser()?.wait_for_html(&format!("html[lang=\"{code}\"]")).await?;
    app.ready().await
}

/// Switches the theme ("light" or "dark").
pub async fn theme(app: &mut App, name: &str) -> anyhow::Result<()> {
    act(app, &format!("theme-{name}")).await?;
    app.browser()?.wait_for_html(&format!("html[data-theme=\"{name}\"]")).await
}

/// Deletes everything that this browser holds, typing the word that it asks for.
pub async fn delete_everything(app: &mut App) -> anyhow::Result<()> {
    app.open("settings").await?;
    act(app, "delete-everything").await?;
    fill(app, "confirmation", "delete").await?;
    act(app, "confirm-delete-everything").await?;
    app.browser()?.see_none("[data-action=\"confirm-delete-everything\"]").await?;
    app.ready().await
}
