//! What people agreed to, and what becomes of it.

use anyhow::{Context, ensure};
use tangga_e2e::app::App;
use tangga_e2e::axe;
use tangga_e2e::colleague::Colleague;
use tangga_e2e::kept::Kept;
use tangga_e2e::pages::{ROUTES, act, customers, data, home, privacy};
use tangga_e2e::wait::until;
use tangga_engine::domain::schema::customer;

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
    let says = "Of 2 customers shown, 1 will be on the list.";
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
    app.browser()?.see_text("[data-left-out=\"never-agreed\"]", "1").await?;
    // Who comes in all the same was still counted among those left out.
    app.browser()?.click("[name=\"include-without-consent\"]").await?;
    let says = "Of 2 customers shown, 2 will be on the list.";
    app.browser()?.see_text("[data-list=\"included\"]", says).await?;
    app.browser()?.see_none("[data-left-out]").await?;
    axe::check(app.browser()?).await
}

pub async fn a_request_waits_under_its_clock_until_it_is_answered(
    app: &mut App,
) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    customers::open_named(app, "Sari Wulandari").await?;
    privacy::begin_request(app, "access").await?;
    axe::check(app.browser()?).await?;
    privacy::record_request(app).await?;
    privacy::begin_request(app, "erase").await?;
    let script = "const day = new Date();
        day.setDate(day.getDate() - 4);
        return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
            .map(part => String(part).padStart(2, '0')).join('-')";
    let day = app.browser()?.execute(script, vec![]).await?;
    privacy::received(app, day.as_str().context("no day")?, "12:00").await?;
    privacy::record_request(app).await?;

    // What is overdue comes first, and is said on Home; what has time is not.
    app.follow("privacy").await?;
    let list = "[data-list=\"requests\"]";
    let first = format!("{list} li:first-child[data-request=\"erase\"]");
    let second = format!("{list} li:last-child[data-request=\"access\"]");
    app.browser()?.see_text(&first, "hours overdue").await?;
    app.browser()?.see_text(&first, "Sari Wulandari").await?;
    // One minute may have gone by.
    let browser = app.browser()?;
    until("nearly 72 hours to be left", || async {
        let says = browser.see(&second).await?.text().await?;
        let left = ["72 hours left", "71 hours left"].iter().any(|left| says.contains(left));
        ensure!(left, "it says {says:?}");
        Ok(Some(()))
    })
    .await?;
    axe::check(app.browser()?).await?;
    app.follow("").await?;
    app.browser()?.see("[data-list=\"due\"] [data-request=\"erase\"]").await?;
    ensure!(app.browser()?.count("[data-list=\"due\"] li").await? == 1, "not urgent, and said");

    app.follow("privacy").await?;
    for (kind, verdict) in [("erase", "Too late"), ("access", "In time")] {
        privacy::begin_answer(app, kind).await?;
        axe::check(app.browser()?).await?;
        privacy::record_request(app).await?;
        let answered = format!(".requests:not({list}) [data-request=\"{kind}\"]");
        app.browser()?.see_text(&answered, verdict).await?;
    }
    app.reload().await?;
    app.browser()?.see_text("main", "Nobody waits for an answer").await?;
    axe::check(app.browser()?).await
}

pub async fn who_is_erased_stays_away_and_their_sales_stay(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Ratna Wulandari", "0812 3456 7890").await?;
    customers::add(app, "Budi Santoso", "0813 9999 1111").await?;
    customers::open_named(app, "Ratna Wulandari").await?;
    customers::add_purchase(app, "2024-03-01", "150000").await?;
    app.follow("data").await?;
    let older = data::export_workspace(app).await?;
    let mut rina = Colleague::open(&older)?;
    rina.set("Ratna Wulandari", customer::COMPANY, "Warung Wulandari")?;
    let files = [
        Kept::new(app, "older.tangga.json", &older)?,
        Kept::new(app, "rina.tangga.json", &rina.file()?)?,
    ];

    customers::open_named(app, "Ratna Wulandari").await?;
    privacy::ask_to_erase(app).await?;
    axe::check(app.browser()?).await?;
    privacy::confirm_erase(app).await?;
    app.browser()?.see_text("main", "This person was erased").await?;
    axe::check(app.browser()?).await?;
    let path = app.browser()?.execute("return location.pathname.slice(1)", vec![]).await?;
    let customer = path.as_str().context("no path")?.to_owned();
    nobody_is_named(app, &customer).await?;

    for file in &files {
        app.open("data").await?;
        data::bring_in_nothing(app, &file.0).await?;
        nobody_is_named(app, &customer).await?;
    }
    app.open("data").await?;
    let later = String::from_utf8(data::export_workspace(app).await?)?;
    for secret in SECRETS {
        ensure!(!later.contains(secret), "a later file holds {secret}");
    }
    Ok(())
}

/// What nobody may read any more of the customer who was erased.
const SECRETS: [&str; 4] = ["Ratna", "Wulandari", "34567890", "3456-7890"];

/// Looks on every screen and on those of this customer that nothing personal is
/// shown, and on Home that the sales are there.
async fn nobody_is_named(app: &mut App, customer: &str) -> anyhow::Result<()> {
    let own = [customer.to_owned(), format!("{customer}/everything")];
    let routes = ROUTES.iter().map(|route| (*route).to_owned());
    for route in routes.chain(own) {
        app.open(&route).await?;
        app.browser()?.see("main h1").await?;
        let shown = app.browser()?.execute("return document.body.textContent", vec![]).await?;
        let shown = shown.as_str().context("no text")?;
        for secret in SECRETS {
            ensure!(!shown.contains(secret), "/{route} still shows {secret}");
        }
    }
    app.open("").await?;
    app.browser()?.see_figure("customers.count", "2").await?;
    app.browser()?.see_figure("purchases.count", "1").await?;
    app.browser()?.see_figure("purchases.sales", "150000").await
}
