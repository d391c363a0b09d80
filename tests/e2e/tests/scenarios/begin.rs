//! A first visit.

use std::fs;

use anyhow::ensure;
use tangga_e2e::app::App;
use tangga_e2e::pages::{act, customers, home};

pub async fn the_sample_shop_fills_every_figure(app: &mut App) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    let customers = app.browser()?.number("customers.count").await?;
    ensure!((250.0..=350.0).contains(&customers), "{customers} customers in the sample");

    app.follow("ladder").await?;
    let mut on_rungs = 0.0;
    for rung in ["suspect", "prospect", "first_time", "repeat", "majority", "loyal", "advocate"] {
        on_rungs += app.browser()?.number(&format!("ladder.{rung}.count")).await?;
    }
    ensure!(on_rungs == customers, "{on_rungs} customers on the rungs, {customers} in all");

    app.follow("retention").await?;
    for rate in ["retention.raw", "retention.sales_adjusted", "retention.profit_adjusted"] {
        let value = app.browser()?.number(rate).await?;
        ensure!(value > 0.0, "{rate} is {value}");
    }

    app.follow("feedback").await?;
    let score = app.browser()?.number("nps.score").await?;
    let low = app.browser()?.number("nps.low").await?;
    let high = app.browser()?.number("nps.high").await?;
    ensure!(low <= score && score <= high, "{score} outside {low} to {high}");
    ensure!(app.browser()?.number("nps.n").await? > 0.0, "an NPS of nobody");
    Ok(())
}

pub async fn the_sample_shop_is_removed_in_one_step(app: &mut App) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    app.follow("data").await?;
    act(app, "remove-sample").await?;
    app.browser()?.see_none("[data-action=\"remove-sample\"]").await?;
    app.ready().await?;
    app.reload().await?;
    app.open("").await?;
    app.browser()?.see("[data-action=\"sample\"]").await?;
    Ok(())
}

pub async fn what_was_tried_in_the_sample_shop_waits_for_no_backup(
    app: &mut App,
) -> anyhow::Result<()> {
    // Setting the sample up and removing it counted as changes that were not backed up.
    home::begin_with_sample(app).await?;
    app.follow("data").await?;
    act(app, "remove-sample").await?;
    app.browser()?.see_none("[data-action=\"remove-sample\"]").await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    app.browser()?.see_text(".safety", "Not backed up yet: 1 change").await
}

pub async fn a_part_that_does_not_come_is_said_and_asked_for_again(
    app: &mut App,
) -> anyhow::Result<()> {
    // A copy of the build, from which a file may be taken.
    app.serve_below("/missing/").await?;
    let folder = app.server.folder().to_owned();
    let is_part = |name: &String| {
        name.ends_with(".wasm") && (name.starts_with("rest-") || name.starts_with("further-"))
    };
    let names = fs::read_dir(&folder)?.flatten().filter_map(|e| e.file_name().into_string().ok());
    let parts: Vec<String> = names.filter(is_part).collect();
    ensure!(parts.len() == 2, "instead of two parts there are {parts:?}");
    let away = |name: &String| folder.join(format!("away-{name}"));
    for part in &parts {
        fs::rename(folder.join(part), away(part))?;
    }
    for text in ["rest-", "further-", "HTTP status code", "MIME type", "fetch"] {
        app.allow(text, "a file of the build is missing on purpose");
    }

    app.open_at_once("").await?;
    act(app, "sample").await?;
    app.browser()?.see(".toast").await?;
    app.follow("ladder").await?;
    app.browser()?.see(".empty-state button").await?;

    for part in &parts {
        fs::rename(away(part), folder.join(part))?;
    }
    app.follow("").await?;
    act(app, "sample").await?;
    app.browser()?.number("customers.count").await?;
    app.follow("ladder").await?;
    app.browser()?.see(".chart-plot svg").await.map(drop)
}
