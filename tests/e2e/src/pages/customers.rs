//! The customers' table and one customer's screen.

use fantoccini::key::Key;

use super::{act, fill};
use crate::app::App;

/// Adds a customer by the form.
pub async fn add(app: &mut App, name: &str, phone: &str) -> anyhow::Result<()> {
    app.follow("customers").await?;
    act(app, "add-customer").await?;
    fill(app, "name", name).await?;
    fill(app, "phone", phone).await?;
    act(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await
}

/// Searches by any text of a customer.
pub async fn search(app: &mut App, text: &str) -> anyhow::Result<()> {
    app.browser()?.fill("input[type=\"search\"]", text).await
}

/// Opens the screen of the first customer in the table.
pub async fn open_first(app: &mut App) -> anyhow::Result<()> {
    let browser = app.browser()?;
    let name = "[role=\"row\"][data-row] a";
    if browser.uses_keys_alone() {
        browser.see(name).await?;
        browser.reach("[role=\"grid\"]").await?;
        browser.press(&Key::Home).await?;
        browser.press(&Key::Enter).await?;
    } else {
        browser.click(name).await?;
    }
    app.browser()?.see("[data-action=\"add-purchase\"]").await?;
    Ok(())
}

/// Opens the screen of the customer of this name.
pub async fn open_named(app: &mut App, name: &str) -> anyhow::Result<()> {
    app.follow("customers").await?;
    search(app, name).await?;
    app.browser()?.see_text("[role=\"row\"][data-row]", name).await?;
    open_first(app).await
}

/// Chooses in the menu of more actions on the open customer's screen.
pub async fn act_more(app: &mut App, action: &str) -> anyhow::Result<()> {
    app.browser()?.click(".page-actions [aria-haspopup=\"menu\"]").await?;
    act(app, action).await
}

/// Records a purchase on the open customer's screen.
pub async fn add_purchase(app: &mut App, day: &str, amount: &str) -> anyhow::Result<()> {
    act(app, "add-purchase").await?;
    fill(app, "date", day).await?;
    fill(app, "amount", amount).await?;
    act(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await
}

/// Changes one field of the open customer by the form.
pub async fn edit(app: &mut App, field: &str, text: &str) -> anyhow::Result<()> {
    act(app, "edit").await?;
    fill(app, field, text).await?;
    act(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await
}
