//! Personas and journey maps.

use super::{act, fill};
use crate::app::App;

/// Saves the form in front and waits until it is gone.
async fn save(app: &mut App) -> anyhow::Result<()> {
    act(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await
}

/// From nothing to a map with three stages and two touchpoints.
pub async fn build_example(app: &mut App) -> anyhow::Result<()> {
    act(app, "add-persona").await?;
    fill(app, "name", "Sari, home brewer").await?;
    save(app).await?;
    act(app, "add-journey").await?;
    fill(app, "name", "First bag of beans").await?;
    save(app).await?;
    for stage in ["Looks around", "Orders", "Brews"] {
        act(app, "add-stage").await?;
        fill(app, "name", stage).await?;
        save(app).await?;
    }
    for touchpoint in ["Sees a post", "Waits for the courier"] {
        act(app, "add-touchpoint").await?;
        fill(app, "name", touchpoint).await?;
        save(app).await?;
    }
    Ok(())
}

/// Opens the first map of the list.
pub async fn open_first(app: &mut App) -> anyhow::Result<()> {
    app.follow("journeys").await?;
    app.browser()?.click("a[href*=\"journeys/\"]").await?;
    app.browser()?.see(".chart-plot svg").await?;
    Ok(())
}

/// Takes the chart of the open map along in one of its forms, "svg" or "png".
pub async fn take_chart(app: &mut App, form: &str) -> anyhow::Result<Vec<u8>> {
    app.browser()?.keep_downloads().await?;
    app.browser()?.click("figure.chart-frame [aria-haspopup=\"menu\"]").await?;
    act(app, &format!("download-{form}")).await?;
    app.browser()?.download(&format!(".{form}")).await
}
