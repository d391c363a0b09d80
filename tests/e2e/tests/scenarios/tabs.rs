//! Two tabs of one browser.

use tangga_e2e::app::App;
use tangga_e2e::pages::{act, customers, fill, home};

/// Each wrote over what the other had changed, or lost what was being written.
pub async fn two_tabs_on_one_customer_keep_each_others_edits(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    app.open("customers").await?;
    customers::open_first(app).await?;
    act(app, "edit").await?;
    fill(app, "company", "Kedai Senja").await?;

    let first = app.browser()?.new_tab().await?;
    app.open("customers").await?;
    customers::open_first(app).await?;
    customers::edit(app, "city", "Surakarta").await?;
    app.browser()?.see_text("main", "Surakarta").await?;
    let second = app.browser()?.tab().await?;

    app.browser()?.to_tab(first).await?;
    app.browser()?.see_value("[name=\"company\"]", "Kedai Senja").await?;
    act(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await?;
    app.browser()?.see_text("main", "Kedai Senja").await?;
    app.browser()?.see_text("main", "Surakarta").await?;

    app.browser()?.to_tab(second).await?;
    app.browser()?.see_text("main", "Kedai Senja").await?;
    app.browser()?.see_text("main", "Surakarta").await
}
