//! What leaves and comes back.

use anyhow::ensure;
use tangga_e2e::app::App;
use tangga_e2e::build;
use tangga_e2e::kept::Kept;
use tangga_e2e::pages::{customers, data, home, journeys, settings};

pub async fn a_workspace_file_comes_back_as_it_was(app: &mut App) -> anyhow::Result<()> {
    let purchases = build::workspace_root().join("tests/e2e/fixtures/messy.csv");
    home::begin_empty(app).await?;
    app.follow("data").await?;
    data::preview(app, &purchases).await?;
    data::confirm(app).await?;
    app.open("journeys").await?;
    journeys::build_example(app).await?;
    app.open("data").await?;
    let before = data::export_workspace(app).await?;

    settings::delete_everything(app).await?;
    app.open("").await?;
    app.browser()?.see("[data-action=\"sample\"]").await?;
    app.open("data").await?;
    let file = Kept::new(app, "before.tangga.json", &before)?;
    data::open_workspace(app, &file.0).await?;
    app.reload().await?;
    let after = data::export_workspace(app).await?;

    let (before, after) = (data::what_merges(&before)?, data::what_merges(&after)?);
    ensure!(before == after, "it went out as\n{before:#}\nand came back as\n{after:#}");
    Ok(())
}

pub async fn what_is_shared_without_personal_data_names_nobody(
    app: &mut App,
) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    app.follow("customers").await?;
    app.browser()?.see_text("[role=\"row\"][data-row]", "Sari Wulandari").await?;
    customers::open_first(app).await?;
    customers::add_purchase(app, "2024-03-01", "150000").await?;
    app.open("data").await?;
    let file = data::share_without_personal_data(app, "Customers 1").await?;
    let text = String::from_utf8(file)?;
    for secret in ["Sari", "Wulandari", "81234567890"] {
        ensure!(!text.contains(secret), "the file holds {secret}");
    }

    settings::delete_everything(app).await?;
    app.open("").await?;
    app.browser()?.see("[data-action=\"sample\"]").await?;
    app.open("data").await?;
    let file = Kept::new(app, "share.part.tangga.json", text.as_bytes())?;
    data::open_workspace(app, &file.0).await?;
    app.follow("").await?;
    app.browser()?.see_figure("customers.count", "1").await?;
    app.browser()?.see_figure("purchases.count", "1").await?;
    app.browser()?.see_figure("purchases.sales", "150000").await?;
    app.follow("customers").await?;
    app.browser()?.see_text("[role=\"row\"][data-row]", "Customer ").await
}
