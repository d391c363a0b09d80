//! Consents, requests, erasing, and taking customers along as a marketing list.

use super::{act, choose, customers, fill};
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

/// Begins to record what the open customer asks about their data: the form is in
/// front, with this moment as the one at which they asked.
pub async fn begin_request(app: &mut App, kind: &str) -> anyhow::Result<()> {
    customers::act_more(app, "record-request").await?;
    choose(app, "kind", kind).await
}

/// Sets the day and the time at which a request came, in the form in front.
pub async fn received(app: &mut App, day: &str, time: &str) -> anyhow::Result<()> {
    fill(app, "received", day).await?;
    fill(app, "received_time", time).await
}

/// Stores the request of the form in front.
pub async fn record_request(app: &mut App) -> anyhow::Result<()> {
    act(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await
}

/// Begins to answer the request of this kind: the form is in front.
pub async fn begin_answer(app: &mut App, kind: &str) -> anyhow::Result<()> {
    let request = format!("[data-list=\"requests\"] [data-request=\"{kind}\"]");
    app.browser()?.click(&format!("{request} [data-action=\"answer\"]")).await?;
    app.browser()?.see("[name=\"outcome\"]").await?;
    Ok(())
}

/// Asks to erase the open customer: what goes is said first.
pub async fn ask_to_erase(app: &mut App) -> anyhow::Result<()> {
    customers::act_more(app, "erase").await?;
    app.browser()?.see("[data-action=\"confirm-erase\"]").await?;
    Ok(())
}

/// Erases them and waits until nothing older holds them any more.
pub async fn confirm_erase(app: &mut App) -> anyhow::Result<()> {
    act(app, "confirm-erase").await?;
    app.browser()?.see_none("[data-action=\"confirm-erase\"]").await?;
    app.ready().await
}
