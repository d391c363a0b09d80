//! A journey map.

use anyhow::{Context, ensure};
use tangga_e2e::app::App;
use tangga_e2e::pages::journeys::{build_example, open_first, take_chart};
use tangga_e2e::pages::{act, home};

pub async fn a_journey_is_built(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    app.open("journeys").await?;
    build_example(app).await?;
    act(app, "move-right").await?;
    app.ready().await?;
    app.reload().await?;
    app.browser()?.see_text("main", "Waits for the courier").await?;
    app.browser()?.see_text("main", "Brews").await?;
    app.browser()?.see(".chart-plot svg").await?;
    Ok(())
}

pub async fn a_chart_is_taken_along_as_svg_and_png(app: &mut App) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    open_first(app).await?;
    let svg = String::from_utf8(take_chart(app, "svg").await?)?;
    ensure!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "no SVG: {svg:.200}");
    ensure!(svg.contains("<style>"), "outside the app no stylesheet would colour it");

    let png = take_chart(app, "png").await?;
    ensure!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG");
    let number = |at: usize| {
        png.get(at..at + 4)
            .map(|four| four.iter().fold(0.0, |sum, &byte| sum * 256.0 + f64::from(byte)))
    };
    let (wide, high) = number(16).zip(number(20)).context("no size in the PNG")?;
    let side = |name: &str| {
        let value = svg.split_once(&format!(" {name}=\""))?.1.split('"').next()?;
        value.parse::<f64>().ok().map(|side| side * 2.0)
    };
    let (expected_wide, expected_high) =
        side("width").zip(side("height")).context("no size in the SVG")?;
    ensure!(
        (wide - expected_wide).abs() <= 2.0 && (high - expected_high).abs() <= 2.0,
        "{wide} by {high} pixels instead of {expected_wide} by {expected_high}"
    );
    Ok(())
}
