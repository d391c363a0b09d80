//! Consents, and taking customers along as a marketing list.

use super::{act, choose};
use crate::app::App;

/// Records on the open customer's screen that they agreed.
pub async fn agree(app: &mut App, purpose: &str, channel: &str) -> anyhow::Result<()> {
    act(app, "add-consent").await?;
    choose(app, "purpose", purpose).await?;
    choose(app, "channel", channel).await?;
    act(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await?;
    app.browser()?.see("[data-consent=\"holds\"]").await?;
    Ok(())
}

/// Takes the customers in sight along, once the form says of how many the list is,
/// and returns the table.
pub async fn marketing_list(
    app: &mut App,
    purpose: &str,
    channel: &str,
    says: &str,
) -> anyhow::Result<String> {
    app.browser()?.keep_downloads().await?;
    act(app, "marketing-list").await?;
    choose(app, "purpose", purpose).await?;
    choose(app, "channel", channel).await?;
    choose(app, "table-kind", "csv").await?;
    app.browser()?.see_text("[data-list=\"included\"]", says).await?;
    act(app, "save").await?;
    Ok(String::from_utf8(app.browser()?.download(".csv").await?)?)
}
