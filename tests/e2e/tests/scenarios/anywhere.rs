//! What works on every page: the command palette, the keys, and addresses that hold
//! what a page shows.

use anyhow::ensure;
use fantoccini::key::Key;
use serde_json::json;
use tangga_e2e::app::App;
use tangga_e2e::pages::palette::{arrive, take};
use tangga_e2e::pages::{choose, customers, home};
use tangga_e2e::wait::until;

pub async fn the_palette_and_the_keys_lead_everywhere(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    take(app, "retent", "Retention").await?;
    arrive(app, "retention").await?;
    take(app, "wulan", "Sari Wulandari").await?;
    app.browser()?.see_text("h1", "Sari Wulandari").await?;
    take(app, "new journey", "New journey map").await?;
    app.browser()?.see("dialog [name=\"name\"]:focus").await?;
    // Keys without Control do nothing in a field, nor while a form is open.
    app.browser()?.type_text("gl?n").await?;
    let typed = app.browser()?.execute("return document.activeElement.value", vec![]).await?;
    ensure!(typed == json!("gl?n"), "the field holds {typed}");
    app.browser()?.press(&Key::Escape).await?;
    app.browser()?.see_none("dialog").await?;

    app.browser()?.type_text("gl").await?;
    arrive(app, "ladder").await?;
    app.browser()?.type_text("?").await?;
    app.browser()?.see_text("dialog h2", "Keys").await?;
    app.browser()?.click("[name=\"single_keys\"]").await?;
    app.browser()?.press(&Key::Escape).await?;
    app.browser()?.see_none("dialog").await?;
    app.browser()?.type_text("gr").await?;
    app.browser()?.press_with_control('k').await?;
    app.browser()?.see("[role=\"combobox\"]:focus").await?;
    let here = app.browser()?.address().await?;
    ensure!(here.ends_with("/ladder"), "keys that are turned off led to {here}");
    app.browser()?.press_with_control('k').await?;
    app.browser()?.see_none("dialog").await?;
    // The customer goes again, and comes back.
    app.browser()?.press_with_control('z').await?;
    app.browser()?.see_text("main", "The ladder needs customers").await
}

pub async fn a_view_is_kept_in_its_address(app: &mut App) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    app.follow("retention").await?;
    choose(app, "period", "quarter").await?;
    ends_with(app, "/retention?period=quarter").await?;
    app.reload().await?;
    app.browser()?.see_value("select[name=\"period\"]", "quarter").await?;
    choose(app, "period", "own").await?;
    app.browser()?.fill("[name=\"first\"]", "2024-01-01").await?;
    app.follow("feedback").await?;
    choose(app, "period", "all").await?;
    ends_with(app, "/feedback?period=all").await?;
    // Back takes a choice back first, then the page.
    app.browser()?.execute("history.back()", vec![]).await?;
    app.browser()?.see_value("select[name=\"period\"]", "twelve_months").await?;
    app.browser()?.execute("history.back()", vec![]).await?;
    app.browser()?.see_value("[name=\"first\"]", "2024-01-01").await?;
    app.browser()?.execute("history.go(2)", vec![]).await?;
    app.browser()?.see_value("select[name=\"period\"]", "all").await?;
    // Forward after Back makes no step of its own, and Back goes on from there.
    app.follow("sales").await?;
    for step in ["nth-child(2)", "nth-child(3)"] {
        app.browser()?.click(&format!("main .segmented label:{step}")).await?;
    }
    ends_with(app, "/sales?by=year").await?;
    for (way, end) in [
        ("history.back()", "/sales?by=quarter"),
        ("history.forward()", "/sales?by=year"),
        ("history.back()", "/sales?by=quarter"),
        ("history.back()", "/sales"),
        ("history.forward()", "/sales?by=quarter"),
        ("history.back()", "/sales"),
        ("history.back()", "/feedback?period=all"),
    ] {
        app.browser()?.execute(way, vec![]).await?;
        ends_with(app, end).await?;
    }
    app.follow("sales").await?;
    app.browser()?.click("main .segmented label:nth-child(2)").await?;
    ends_with(app, "/sales?by=quarter").await?;
    app.browser()?.execute("history.back()", vec![]).await?;
    app.browser()?.see("main .segmented label:first-child:has(:checked)").await?;
    app.follow("customers").await?;
    app.browser()?.choose(".data-tools select", "loyal").await?;
    ends_with(app, "/customers?rung=loyal").await?;
    app.browser()?.execute("history.back()", vec![]).await?;
    ends_with(app, "/customers").await?;
    app.browser()?.see_value(".data-tools select", "").await?;
    // What no page knows is as if it were not there.
    app.open("feedback?period=nonsense").await?;
    app.browser()?.see_value("select[name=\"period\"]", "twelve_months").await
}

async fn ends_with(app: &mut App, end: &str) -> anyhow::Result<()> {
    let browser = app.browser()?;
    until(end, || async { Ok(browser.address().await?.ends_with(end).then_some(())) }).await
}
