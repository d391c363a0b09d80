//! Without a server, and below a path.

use tangga_e2e::app::App;
use tangga_e2e::pages::home;

/// The browser looks for a newer service worker at each navigation and says on
/// the console when there is no network.
fn expect_failed_update(app: &mut App) {
    app.allow("fetching the script", "the server is stopped on purpose");
}

pub async fn a_deep_link_opens_while_the_server_is_stopped(app: &mut App) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    app.wait_for_offline_copy().await?;
    expect_failed_update(app);
    app.server.stop().await?;
    app.open("retention").await?;
    app.browser()?.number("retention.raw").await?;
    Ok(())
}

pub async fn a_cold_start_needs_no_server(app: &mut App) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    app.wait_for_offline_copy().await?;
    expect_failed_update(app);
    app.server.stop().await?;
    app.restart_browser().await?;
    app.open("ladder").await?;
    app.browser()?.number("ladder.repeat.count").await?;
    Ok(())
}

pub async fn a_deep_link_below_a_path_opens(app: &mut App) -> anyhow::Result<()> {
    app.serve_below("/crm/").await?;
    home::begin_with_sample(app).await?;
    app.open("retention").await?;
    app.browser()?.number("retention.raw").await?;
    app.follow("ladder").await?;
    app.browser()?.number("ladder.repeat.count").await?;
    app.wait_for_offline_copy().await?;
    expect_failed_update(app);
    app.server.stop().await?;
    app.open("customers").await?;
    app.browser()?.see("[role=\"row\"][data-row]").await?;
    Ok(())
}
