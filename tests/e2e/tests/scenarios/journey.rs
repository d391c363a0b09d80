//! A journey map.

use anyhow::{Context, bail, ensure};
use serde_json::json;
use tangga_e2e::app::App;
use tangga_e2e::pages::journeys::{build_example, open_first, take_chart};
use tangga_e2e::pages::{act, home};
use tangga_e2e::wait::until;

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

/// What the page draws, what the downloaded drawing shows, and what the downloaded
/// picture shows are compared pixel by pixel: of those that are drawn on in either, at most
/// one in twenty may differ by more than the softening of edges does.
pub async fn a_chart_looks_the_same_outside_of_the_page(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.set_viewport(1280, 1400).await?;
    home::begin_with_sample(app).await?;
    // The message of what was done would lie over the chart.
    app.browser()?.see_none(".toast").await?;
    for route in ["ladder", "retention", "feedback"] {
        app.open(route).await?;
        app.browser()?.see(".chart-plot svg").await?;
        let svg = String::from_utf8(take_chart(app, "svg").await?)?;
        let png = take_chart(app, "png").await?;
        app.browser()?.see_none("[role=\"menu\"]").await?;
        let place = "const chart = document.querySelector('.chart-plot svg');
            document.activeElement.blur();
            scrollTo(0, Math.round(chart.getBoundingClientRect().top + scrollY) - 200);
            const box = chart.getBoundingClientRect();
            return [box.left, box.top];";
        let place = app.browser()?.execute(place, vec![]).await?;
        let page = app.browser()?.screenshot().await?;
        let differ = app
            .browser()?
            .execute_async(COMPARED, vec![json!(svg), json!(png), json!(page), place])
            .await?;
        let shares: Vec<f64> = serde_json::from_value(differ.clone())
            .with_context(|| format!("{route}: the page answered {differ}"))?;
        let [page, picture] = shares.as_slice() else { bail!("{route}: {shares:?}") };
        ensure!(*page < 0.05, "{route}: {page} of the page differs from the drawing");
        ensure!(*picture < 0.05, "{route}: {picture} of the picture differs from the drawing");
    }
    Ok(())
}

/// The shares of pixels in which the page, and the picture, differ from the drawing.
const COMPARED: &str = "const [svg, png, page, [left, top], done] = arguments;
    const bytes = all => URL.createObjectURL(new Blob([new Uint8Array(all)]));
    const load = async address => {
        const image = new Image();
        image.src = address;
        await image.decode();
        return image;
    };
    const pixels = (image, wide, high, draw) => {
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: wide, height: high });
        const pen = canvas.getContext('2d');
        draw(pen, image);
        return pen.getImageData(0, 0, wide, high).data;
    };
    // Lines lie between pixels where the page has scrolled by a part of one, so that each
    // may be found in the pixels around, too.
    const share = (one, other, wide) => {
        let differ = 0, drawn = 0;
        const ink = (all, at) => Math.min(all[at], all[at + 1], all[at + 2]) < 224;
        const apart = (a, at, b, to) => Math.max(Math.abs(a[at] - b[to]),
            Math.abs(a[at + 1] - b[to + 1]), Math.abs(a[at + 2] - b[to + 2]));
        const around = [-1, 0, 1].flatMap(y => [-1, 0, 1].map(x => 4 * (y * wide + x)));
        const found = (a, b, at) => around.some(by => apart(a, at, b, at + by) <= 96);
        for (let at = 0; at < one.length; at += 4) {
            if (!ink(one, at) && !ink(other, at)) continue;
            drawn += 1;
            if (!found(one, other, at) || !found(other, one, at)) differ += 1;
        }
        // An empty picture is like another empty one, and proves nothing.
        return drawn > 2000 ? differ / drawn : 1;
    };
    (async () => {
        const [x, y, wide, high] = svg.match(/viewBox=\"([^\"]*)/)[1].split(' ').map(Number);
        const drawing = await load(
            'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg));
        const [picture, shot] = [await load(bytes(png)), await load(bytes(page))];
        const twice = (pen, image) => pen.drawImage(image, 0, 0, picture.width, picture.height);
        const large = [drawing, picture].map(
            image => pixels(image, picture.width, picture.height, twice));
        // The chart itself: without the margin and the words above it.
        const [across, down] = [Math.floor(wide + 2 * x), Math.floor(high + y + x)];
        const inside = pixels(drawing, across, down,
            (pen, image) => pen.drawImage(image, x, y, wide, high));
        const shown = pixels(shot, across, down,
            (pen, image) => pen.drawImage(image, -left, -top));
        done([share(inside, shown, across), share(large[0], large[1], picture.width)]);
    })().catch(error => done(String(error)));";

/// A chart on a projector was as small as on the speaker's own screen.
pub async fn a_chart_fills_the_screen_of_a_lecture(app: &mut App) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    app.follow("ladder").await?;
    app.browser()?.see(".chart-plot svg").await?;
    let size = "return [...document.querySelectorAll('.chart-plot svg text')].reduce(
        (largest, text) => Math.max(largest, text.getBoundingClientRect().height), 0)";
    let before = app.browser()?.execute(size, vec![]).await?.as_f64().context("a size")?;
    act(app, "full-screen").await?;
    app.browser()?.see(".chart-frame:fullscreen svg").await?;
    let browser = app.browser()?;
    until("words that a room can read", || async {
        let now = browser.execute(size, vec![]).await?.as_f64().context("a size")?;
        Ok((now > 1.3 * before).then_some(()))
    })
    .await?;
    act(app, "full-screen").await?;
    app.browser()?.see_none(".chart-frame:fullscreen").await
}
