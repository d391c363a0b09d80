//! Language and theme.

use super::act;
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
