//! Tries the harness on its own page: that it can act, and that it notices what
//! it must notice. A scenario on the product is worth no more than this.

use std::process::ExitCode;

use anyhow::ensure;
use tangga_e2e::app::App;
use tangga_e2e::build;
use tangga_e2e::engine::{ALL, WITH_PROFILE};
use tangga_e2e::{axe, runner, scenario};

fn main() -> ExitCode {
    runner::main(
        build::harness_page(),
        &[
            scenario!(ALL, harness::it_fills_clicks_and_uploads),
            scenario!(ALL, harness::it_notices_every_kind_of_complaint),
            scenario!(ALL, harness::it_notices_a_request_to_another_origin),
            scenario!(ALL, harness::it_notices_a_page_that_scrolls_sideways_at_360_pixels),
            scenario!(ALL, harness::it_notices_what_axe_finds),
            scenario!(ALL, harness::it_opens_a_deep_link_while_the_server_is_stopped),
            scenario!(WITH_PROFILE, harness::it_restarts_a_browser_with_its_profile),
            scenario!(ALL, harness::it_serves_below_a_path),
        ],
    )
}

mod harness {
    use super::*;

    pub async fn it_fills_clicks_and_uploads(app: &mut App) -> anyhow::Result<()> {
        app.open_at_once("").await?;
        let browser = app.browser()?;
        ensure!(browser.figure("clicks").await? == Some(String::new()), "an undefined figure");
        browser.click("[data-action=click]").await?;
        browser.see_figure("clicks", "1").await?;
        browser.fill("[name=name]", "Sari").await?;
        browser.fill("[name=day]", "2024-02-29").await?;
        browser.choose("[name=city]", "solo").await?;
        let file = build::workspace_root().join("Cargo.toml");
        browser.upload("[name=file]", &file).await?;
        browser.see_text("output", "Sari 2024-02-29 solo Cargo.toml").await
    }

    pub async fn it_notices_every_kind_of_complaint(app: &mut App) -> anyhow::Result<()> {
        app.open_at_once("").await?;
        for (action, words) in [
            ("warn", "a warning to be noticed"),
            ("fail", "an error to be noticed"),
            ("throw", "thrown to be noticed"),
            ("reject", "rejected to be noticed"),
            ("violate", "style-src"),
        ] {
            app.browser()?.click(&format!("[data-action={action}]")).await?;
            notices(app, words).await?;
        }
        app.browser()?.refresh().await?;
        ensure!(app.complaints().await?.is_empty(), "a page that says nothing");
        Ok(())
    }

    pub async fn it_notices_a_request_to_another_origin(app: &mut App) -> anyhow::Result<()> {
        app.open_at_once("").await?;
        let stranger = app.server.address().replace("127.0.0.1", "localhost");
        app.browser()?.goto(&stranger).await?;
        // Back again first: the other page may still be asking for its icon.
        app.open_at_once("").await?;
        notices(app, &format!("request to {stranger}")).await
    }

    pub async fn it_notices_a_page_that_scrolls_sideways_at_360_pixels(
        app: &mut App,
    ) -> anyhow::Result<()> {
        app.open_at_once("").await?;
        let browser = app.browser()?;
        browser.set_viewport(360, 740).await?;
        let before = browser.sideways().await?;
        ensure!(before.is_empty(), "{before:?}");
        browser.click("[data-action=widen]").await?;
        ensure!(browser.sideways().await?.iter().any(|line| line.contains("<h1")), "the heading");
        Ok(())
    }

    pub async fn it_notices_what_axe_finds(app: &mut App) -> anyhow::Result<()> {
        app.open_at_once("").await?;
        let browser = app.browser()?;
        let before = axe::violations(browser).await?;
        ensure!(before.is_empty(), "{before:#?}");
        browser.click("[data-action=spoil]").await?;
        let after = axe::violations(browser).await?;
        ensure!(after.iter().any(|line| line.starts_with("image-alt")), "{after:#?}");
        Ok(())
    }

    pub async fn it_opens_a_deep_link_while_the_server_is_stopped(
        app: &mut App,
    ) -> anyhow::Result<()> {
        app.open_at_once("").await?;
        app.wait_for_offline_copy().await?;
        app.server.stop().await?;
        app.open_at_once("deep/link").await?;
        app.browser()?.see_text("#route", "/deep/link").await?;
        app.server.restart().await?;
        app.open_at_once("deep/link").await
    }

    pub async fn it_restarts_a_browser_with_its_profile(app: &mut App) -> anyhow::Result<()> {
        app.open_at_once("").await?;
        app.browser()?.click("[data-action=click]").await?;
        app.browser()?.see_figure("clicks", "1").await?;
        app.wait_for_offline_copy().await?;
        app.server.stop().await?;
        app.restart_browser().await?;
        app.open_at_once("deep/link").await?;
        app.browser()?.see_figure("clicks", "1").await
    }

    pub async fn it_serves_below_a_path(app: &mut App) -> anyhow::Result<()> {
        app.serve_below("/crm/").await?;
        app.open_at_once("deep/link").await?;
        app.browser()?.see_text("#route", "/crm/deep/link").await
    }

    /// Waits for a complaint that holds `words`, and takes all complaints away.
    async fn notices(app: &mut App, words: &str) -> anyhow::Result<()> {
        let start = tokio::time::Instant::now();
        let mut all = Vec::new();
        while start.elapsed() < tangga_e2e::wait::DEADLINE {
            all.extend(app.complaints().await?);
            if all.iter().any(|line| line.contains(words)) {
                return Ok(());
            }
        }
        anyhow::bail!("nothing said {words:?}, only {all:#?}")
    }
}
