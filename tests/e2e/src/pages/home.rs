//! Home and its four ways to begin.

use super::act;
use crate::app::App;

/// A first visit that takes the sample shop.
pub async fn begin_with_sample(app: &mut App) -> anyhow::Result<()> {
    app.open("").await?;
    act(app, "sample").await?;
    app.browser()?.number("customers.count").await?;
    app.ready().await
}

/// A first visit that starts with nothing.
pub async fn begin_empty(app: &mut App) -> anyhow::Result<()> {
    app.open("").await?;
    act(app, "start-empty").await?;
    app.browser()?.see_none("[data-action=\"start-empty\"]").await?;
    app.ready().await
}
