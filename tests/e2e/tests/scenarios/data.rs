//! What leaves and comes back.

use anyhow::ensure;
use tangga_e2e::app::App;
use tangga_e2e::build;
use tangga_e2e::pages::{data, home, journeys, settings};

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
    app.wait_for_rest().await?;
    app.open("data").await?;
    let name = format!("{}-{}.tangga.json", app.engine, std::process::id());
    let file = build::output().join(name);
    std::fs::write(&file, &before)?;
    data::open_workspace(app, &file).await?;
    app.reload().await?;
    let after = data::export_workspace(app).await?;
    std::fs::remove_file(&file)?;

    let (before, after) = (data::what_merges(&before)?, data::what_merges(&after)?);
    ensure!(before == after, "it went out as\n{before:#}\nand came back as\n{after:#}");
    Ok(())
}
