//! What holds on every screen.

use anyhow::{Context, ensure};
use expect_test::expect_file;
use serde_json::json;
use tangga_e2e::accessibility;
use tangga_e2e::app::App;
use tangga_e2e::axe;
use tangga_e2e::build::workspace_root;
use tangga_e2e::engine::Engine;
use tangga_e2e::pages::{
    ROUTES, act, customers, data, fill, first_record, home, privacy, settings,
};

pub async fn the_chosen_language_is_remembered(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    app.browser()?.wait_for_html("html[lang=\"en\"]").await?;
    app.browser()?.see_text("nav", "Customers").await?;
    app.follow("settings").await?;
    settings::language(app, "id").await?;
    app.browser()?.see_text("nav", "Pelanggan").await?;
    app.reload().await?;
    app.browser()?.wait_for_html("html[lang=\"id\"]").await?;
    app.browser()?.see_text("nav", "Pelanggan").await
}

/// Every route, with those of the first customer and the first journey map.
async fn routes(app: &mut App) -> anyhow::Result<Vec<String>> {
    let mut routes: Vec<String> = ROUTES.iter().map(|route| (*route).to_owned()).collect();
    for list in ["customers", "journeys"] {
        let record = first_record(app, list).await?;
        routes.push(record.clone());
        if list == "customers" {
            routes.push(format!("{record}/everything"));
        }
    }
    Ok(routes)
}

pub async fn no_route_scrolls_sideways_at_360_pixels(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.set_viewport(360, 740).await?;
    let mut found = Vec::new();
    app.open("").await?;
    note_width(app, "the first visit", &mut found).await?;
    home::begin_with_sample(app).await?;
    let routes = routes(app).await?;
    let customer = routes.iter().find(|route| route.starts_with("customers/"));
    requests_in_long_words(app, customer.context("no customer")?, &mut found).await?;
    for language in ["en", "id"] {
        app.open("settings").await?;
        settings::language(app, language).await?;
        for route in &routes {
            app.open(route).await?;
            note_width(app, &format!("/{route} in {language}"), &mut found).await?;
            note_narrow(app, &format!("/{route} in {language}"), &mut found).await?;
            note_cut_names(app, &format!("/{route} in {language}"), &mut found).await?;
        }
    }
    ensure!(found.is_empty(), "{}", found.join("\n  "));
    Ok(())
}

/// A request that waits and one that was answered, in words longer than a phone is
/// wide: their buttons made the page wider and left one letter a line for the words.
async fn requests_in_long_words(
    app: &mut App,
    customer: &str,
    found: &mut Vec<String>,
) -> anyhow::Result<()> {
    let words = "datapelangganyangtersimpan".repeat(4);
    for kind in ["erase", "access"] {
        app.open(customer).await?;
        privacy::begin_request(app, kind).await?;
        fill(app, "note", &words).await?;
        privacy::record_request(app).await?;
    }
    app.open("privacy").await?;
    privacy::begin_answer(app, "erase").await?;
    note_width(app, "answering a request", found).await?;
    fill(app, "answer", &words).await?;
    privacy::record_request(app).await
}

/// Notes words of a list that have hardly room for a word.
async fn note_narrow(app: &mut App, place: &str, found: &mut Vec<String>) -> anyhow::Result<()> {
    let script = "return [...document.querySelectorAll('main .lines p')]
        .filter(p => p.checkVisibility() && p.textContent && p.clientWidth < 120)
        .map(p => `${p.clientWidth} pixels for: ${p.textContent.slice(0, 80)}`)";
    let narrow = app.browser()?.execute(script, vec![]).await?;
    let narrow = narrow.as_array().context("a list")?;
    found.extend(narrow.iter().map(|line| format!("{place}: {line}")));
    Ok(())
}

/// Notes names in a list that are cut off. (They shared their line with an amount, which
/// left two letters of them.)
async fn note_cut_names(app: &mut App, place: &str, found: &mut Vec<String>) -> anyhow::Result<()> {
    let script = "return [...document.querySelectorAll('.data-row:not([hidden]) .data-cell.title')]
        .filter(cell => cell.scrollWidth > cell.clientWidth + 1)
        .map(cell => `${cell.clientWidth} pixels for: ${cell.textContent}`)";
    let cut = app.browser()?.execute(script, vec![]).await?;
    let cut = cut.as_array().context("a list")?;
    found.extend(cut.iter().map(|line| format!("{place}: {line}")));
    Ok(())
}

async fn note_width(app: &mut App, place: &str, found: &mut Vec<String>) -> anyhow::Result<()> {
    let wide = app.browser()?.sideways().await?;
    found.extend(wide.into_iter().map(|line| format!("{place}: {line}")));
    Ok(())
}

pub async fn axe_finds_nothing_on_any_route(app: &mut App) -> anyhow::Result<()> {
    // Both languages in both themes are one engine's work; the other two check
    // that their own rendering changes nothing.
    let looks: &[(&str, &str)] = match app.engine {
        Engine::Chromium => &[("en", "light"), ("en", "dark"), ("id", "light"), ("id", "dark")],
        Engine::Firefox => &[("id", "dark")],
        Engine::WebKit => &[("en", "light")],
    };
    let mut found = Vec::new();
    app.open("").await?;
    note(app, "the first visit", &mut found).await?;
    home::begin_with_sample(app).await?;
    let routes = routes(app).await?;
    for (language, theme) in looks {
        app.open("settings").await?;
        settings::language(app, language).await?;
        settings::theme(app, theme).await?;
        for route in &routes {
            app.open(route).await?;
            note(app, &format!("/{route} in {language}, {theme}"), &mut found).await?;
        }
    }
    ensure!(found.is_empty(), "{}", found.join("\n  "));
    Ok(())
}

async fn note(app: &mut App, place: &str, found: &mut Vec<String>) -> anyhow::Result<()> {
    let violations = axe::violations(app.browser()?).await?;
    found.extend(violations.into_iter().map(|line| format!("{place}: {line}")));
    Ok(())
}

/// What every name and word of the customer in `fixtures/markup.csv` begins with.
const MARKUP: &str = "<img src=x onerror=document.title=1>";

pub async fn markup_in_any_field_is_shown_as_text(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    app.follow("data").await?;
    data::preview(app, &workspace_root().join("tests/e2e/fixtures/markup.csv")).await?;
    data::confirm(app).await?;
    app.follow("customers").await?;
    app.browser()?.see_text("[role=\"row\"][data-row]", MARKUP).await?;
    // A link of several lines has its middle beside itself, where WebKit clicks.
    let script = "return document.querySelector('[role=row][data-row] a').pathname.slice(1)";
    let customer = app.browser()?.execute(script, vec![]).await?;
    app.open(customer.as_str().context("no customer")?).await?;
    for field in ["segment", "company", "note", "city", "owner"] {
        customers::edit(app, field, MARKUP).await?;
    }
    app.browser()?.see_text("main", MARKUP).await?;

    app.open("journeys").await?;
    for (action, name) in [
        ("add-persona", MARKUP),
        ("add-journey", MARKUP),
        ("add-stage", MARKUP),
        ("add-touchpoint", MARKUP),
    ] {
        act(app, action).await?;
        fill(app, "name", name).await?;
        act(app, "save").await?;
        app.browser()?.see_none("[data-action=\"save\"]").await?;
    }
    app.browser()?.see_text(".chart-plot svg", "<img src=x").await?;

    for route in routes(app).await? {
        app.open(&route).await?;
        let found = app.browser()?.count("img[src=\"x\"], [onerror], main b").await?;
        ensure!(found == 0, "/{route} takes a text for markup");
        let title = app.browser()?.execute("return document.title", vec![]).await?;
        ensure!(title != json!("1"), "/{route} ran what a text says");
    }
    Ok(())
}

/// Charts, lists and tables, as they are read aloud: kept in files, so that what changes is
/// seen. `UPDATE_EXPECT=1` writes them anew.
pub async fn charts_and_tables_are_told_in_words(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.begin_at("2026-01-15T10:00:00+07:00").await?;
    home::begin_with_sample(app).await?;
    for language in ["en", "id"] {
        app.open("settings").await?;
        settings::language(app, language).await?;
        for route in routes(app).await? {
            app.open(&route).await?;
            let script =
                "document.querySelectorAll('main details').forEach(one => one.open = true)";
            app.browser()?.execute(script, vec![]).await?;
            let css = "main .chart-frame, main [role=grid], main table:not(.chart-frame *)";
            if app.browser()?.count(css).await? == 0 {
                continue;
            }
            let told = accessibility::told(app.browser()?, css).await?;
            let page = match route.split('/').collect::<Vec<_>>().as_slice() {
                [""] => "home".to_owned(),
                [page] => (*page).to_owned(),
                [list, _] => format!("one-of-{list}"),
                [list, _, part, ..] => format!("{part}-of-{list}"),
                [] => continue,
            };
            expect_file![format!("../../fixtures/told/{page}-{language}.txt")].assert_eq(&told);
        }
    }
    Ok(())
}
