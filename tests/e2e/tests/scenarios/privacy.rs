//! What people agreed to, and what becomes of it.

use anyhow::ensure;
use tangga_e2e::app::App;
use tangga_e2e::pages::{act, customers, home, privacy};

pub async fn only_who_agreed_is_in_a_marketing_list(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    customers::add(app, "Budi Santoso", "0812 1111 1111").await?;
    app.open("customers").await?;
    customers::search(app, "Sari").await?;
    app.browser()?.see_text("[role=\"row\"][data-row]", "Sari Wulandari").await?;
    customers::open_first(app).await?;
    privacy::agree(app, "news", "messaging").await?;

    app.open("customers").await?;
    let says = "Of 2 customers in sight 1 will be in the list.";
    let list = privacy::marketing_list(app, "news", "messaging", says).await?;
    ensure!(list.contains("Sari Wulandari") && !list.contains("Budi"), "{list}");

    app.open("privacy").await?;
    app.browser()?.see_text("[data-list=\"exports\"]", "Marketing list").await?;

    app.open("customers?consent=news.messaging").await?;
    app.browser()?.see_text("[role=\"row\"][data-row]", "Sari Wulandari").await?;
    customers::open_first(app).await?;
    act(app, "take-back").await?;
    app.browser()?.see("[data-consent=\"withdrawn\"]").await?;
    app.open("customers").await?;
    act(app, "marketing-list").await?;
    app.browser()?.see_text("[data-left-out=\"withdrawn\"]", "1").await?;
    app.browser()?.see_text("[data-left-out=\"never-agreed\"]", "1").await
}
