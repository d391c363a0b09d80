//! Edits, their undoing, and what a reload finds.

use tangga_e2e::app::App;
use tangga_e2e::pages::{customers, home, redo, undo};

pub async fn a_purchase_survives_undo_redo_and_reload(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    app.open("customers").await?;
    app.browser()?.see_text("[role=\"row\"][data-row]", "Sari Wulandari").await?;
    customers::open_first(app).await?;
    customers::add_purchase(app, "2024-03-01", "150000").await?;

    app.follow("").await?;
    app.browser()?.see_figure("purchases.count", "1").await?;
    app.browser()?.see_figure("purchases.sales", "150000").await?;
    undo(app).await?;
    app.browser()?.see_figure("purchases.count", "0").await?;
    redo(app).await?;
    app.browser()?.see_figure("purchases.count", "1").await?;

    app.reload().await?;
    app.browser()?.see_figure("purchases.count", "1").await?;
    undo(app).await?;
    app.browser()?.see_figure("purchases.count", "0").await?;
    app.reload().await?;
    app.browser()?.see_figure("purchases.count", "0").await
}
