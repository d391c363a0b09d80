//! A journey map.

use tangga_e2e::app::App;
use tangga_e2e::pages::home;
use tangga_e2e::pages::journeys::{build_example, press};

pub async fn a_journey_is_built_by_keyboard_alone(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    app.open("journeys").await?;
    build_example(app).await?;
    press(app, "move-right").await?;
    app.ready().await?;
    app.reload().await?;
    app.browser()?.see_text("main", "Waits for the courier").await?;
    app.browser()?.see_text("main", "Brews").await?;
    app.browser()?.see("figure svg").await?;
    Ok(())
}
