//! Personas and journey maps, by keyboard alone: Tab to a control, type, Enter.

use anyhow::{bail, ensure};
use fantoccini::key::Key;
use serde_json::json;

use super::act;
use crate::app::App;

/// More stops than any screen has before its tab order begins again.
const STOPS: usize = 300;

/// Moves the focus with Tab to the first control that matches.
pub async fn tab_to(app: &mut App, css: &str) -> anyhow::Result<()> {
    app.browser()?.see(css).await?;
    for _ in 0..STOPS {
        let script = "return document.activeElement?.matches(arguments[0]) ?? false";
        if app.browser()?.execute(script, vec![json!(css)]).await? == json!(true) {
            return Ok(());
        }
        app.browser()?.press(&Key::Tab).await?;
    }
    bail!("Tab does not reach {css}")
}

/// Presses the button of an action.
pub async fn press(app: &mut App, action: &str) -> anyhow::Result<()> {
    tab_to(app, &format!("button[data-action=\"{action}\"]")).await?;
    app.browser()?.press(&Key::Enter).await
}

/// Types into a field of the form in front.
pub async fn type_into(app: &mut App, field: &str, text: &str) -> anyhow::Result<()> {
    let css = format!("[name=\"{field}\"]");
    tab_to(app, &css).await?;
    app.browser()?.type_text(text).await?;
    let script = "return document.activeElement.value";
    let held = app.browser()?.execute(script, vec![]).await?;
    ensure!(held == json!(text), "{css} holds {held} instead of {text:?}");
    Ok(())
}

/// Saves the form in front and waits until it is gone.
pub async fn save(app: &mut App) -> anyhow::Result<()> {
    press(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await
}

/// From nothing to a map with three stages and two touchpoints.
pub async fn build_example(app: &mut App) -> anyhow::Result<()> {
    press(app, "add-persona").await?;
    type_into(app, "name", "Sari, home brewer").await?;
    save(app).await?;
    press(app, "add-journey").await?;
    type_into(app, "name", "First bag of beans").await?;
    save(app).await?;
    for stage in ["Looks around", "Orders", "Brews"] {
        press(app, "add-stage").await?;
        type_into(app, "name", stage).await?;
        save(app).await?;
    }
    for touchpoint in ["Sees a post", "Waits for the courier"] {
        press(app, "add-touchpoint").await?;
        type_into(app, "name", touchpoint).await?;
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
