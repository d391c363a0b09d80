//! Customers held twice, customers as a table, and who comes back.

use anyhow::ensure;
use serde_json::json;
use tangga_e2e::app::App;
use tangga_e2e::kept::Kept;
use tangga_e2e::pages::palette::{arrive, take};
use tangga_e2e::pages::{act, choose, customers, data, home, undo};
use tangga_e2e::wait::until;

/// Two of a name of whom each says something else, and two of a telephone number whom an
/// import makes one.
const TWICE: &str = "Nama,No HP,Email,Tanggal,Total
Budi Santoso,,budi@example.com,2026-01-05,150000
Budi Santoso,0813 1111 2222,,2026-02-05,90000
Sari Wulandari,0812 3456 7890,,2026-02-07,85000
";

async fn import(app: &mut App, name: &str, table: &str) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    app.follow("data").await?;
    let file = Kept::new(app, name, table.as_bytes())?;
    data::preview(app, &file.0).await?;
    app.browser()?.see_text("[data-preview]", "in all").await?;
    data::confirm(app).await
}

/// Rows without a telephone number made customers of their own, and nothing found them.
pub async fn who_is_held_twice_is_found_merged_and_parted(app: &mut App) -> anyhow::Result<()> {
    import(app, "twice.csv", TWICE).await?;
    app.browser()?.click("a[data-action=\"see-duplicates\"]").await?;
    app.browser()?.see_text("h2", "Budi Santoso").await?;
    ensure!(app.browser()?.count("[data-action=\"merge-duplicates\"]").await? == 1, "one pair");
    act(app, "merge-duplicates").await?;
    app.browser()?.see_text("main", "No duplicates found").await?;
    app.open("").await?;
    app.browser()?.see_figure("customers.count", "2").await?;

    // One person now says what both said, and can be parted again.
    customers::open_named(app, "Budi").await?;
    app.browser()?.see_text("main", "Merged from 2 records").await?;
    app.browser()?.see_text("main", "budi@example.com").await?;
    app.browser()?.see_text("main", "0813-1111-2222").await?;
    act(app, "separate").await?;
    app.open("").await?;
    app.browser()?.see_figure("customers.count", "3").await?;
    undo(app).await?;
    app.browser()?.see_figure("customers.count", "2").await?;
    undo(app).await?;
    app.browser()?.see_figure("customers.count", "3").await?;

    // Who was said to be somebody else is not asked about again on this device.
    app.follow("customers").await?;
    app.browser()?.click("a[data-action=\"find-duplicates\"]").await?;
    act(app, "different-people").await?;
    app.browser()?.see_text("main", "No duplicates found").await?;
    app.reload().await?;
    app.browser()?.see_text("main", "No duplicates found").await
}

pub async fn chosen_rows_become_one_customer(app: &mut App) -> anyhow::Result<()> {
    import(app, "twice.csv", TWICE).await?;
    app.open("customers").await?;
    customers::search(app, "budi").await?;
    let rows = "[role=\"row\"][data-row]";
    let browser = app.browser()?;
    until("two rows", || async { Ok((browser.count(rows).await? == 2).then_some(())) }).await?;
    browser.click(".data-head .data-pick input").await?;
    act(app, "merge-chosen").await?;
    let browser = app.browser()?;
    until("one row", || async { Ok((browser.count(rows).await? == 1).then_some(())) }).await?;
    customers::open_first(app).await?;
    app.browser()?.see_text("main", "Merged from 2 records").await?;
    app.browser()?.see_figure("customer.purchases", "2").await
}

/// The table of customers said nothing of sales, rung or last purchase, and of those who
/// left there was none.
pub async fn customers_are_taken_along_as_they_stand(app: &mut App) -> anyhow::Result<()> {
    let table = "Nama,Tanggal,Total\nSari,2024-03-01,150000\nSari,2024-05-01,50000\n\
                 Budi,2024-04-01,90000\nBudi,2025-11-01,90000\n";
    import(app, "left.csv", table).await?;
    app.follow("retention").await?;
    app.browser()?.see_text("#lost", "Sari").await?;
    app.browser()?.keep_downloads().await?;
    act(app, "export-lost").await?;
    choose(app, "table-kind", "csv").await?;
    act(app, "save").await?;
    let text = String::from_utf8(app.browser()?.download(".csv").await?)?;
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default();
    for heading in ["Rung now", "Purchases in all", "Sales in all", "Last purchase on"] {
        ensure!(head.contains(heading), "no “{heading}” in {head}");
    }
    let rows: Vec<&str> = lines.collect();
    ensure!(rows.len() == 1, "{rows:?}");
    ensure!(rows[0].starts_with("Sari,Repeat,2,200000,2024-05-01,200000,,"), "{rows:?}");
    Ok(())
}

/// Three came in January, of whom two bought in February and one in March; one came in
/// February and did not come back. The purchase of May ends April.
pub async fn who_comes_back_is_told_by_the_month_of_the_first_purchase(
    app: &mut App,
) -> anyhow::Result<()> {
    let table = "Nama,Tanggal,Total
A,2024-01-05,10000
B,2024-01-15,10000
C,2024-01-31,10000
A,2024-02-01,10000
B,2024-02-28,10000
D,2024-02-10,10000
A,2024-03-31,10000
E,2024-05-02,10000
";
    import(app, "cohorts.csv", table).await?;
    app.follow("retention").await?;
    app.browser()?.click("#cohorts .segmented label:first-child").await?;
    let browser = app.browser()?;
    let rows = "return [...document.querySelectorAll('#cohorts table tr')].map(
        row => [...row.cells].map(cell => cell.textContent))";
    let expected = json!([
        ["First bought", "Customers", "Month 1", "Month 2", "Month 3"],
        ["Jan 2024", "3", "67%", "33%", "0%"],
        ["Feb 2024", "1", "0%", "0%", ""],
        ["Mar 2024", "0", "", "", ""],
        ["Apr 2024", "0", "", "", ""],
        ["All but the first", "1", "0%", "0%", ""],
    ]);
    until("the cohorts by month", || async {
        Ok((browser.execute(rows, vec![]).await? == expected).then_some(()))
    })
    .await
}

/// What was sold in a year could not be found anywhere.
pub async fn the_sales_of_a_year_are_found(app: &mut App) -> anyhow::Result<()> {
    let table = "Nama,Tanggal,Total
Sari,2023-03-01,150000
Sari,2024-05-01,50000
Budi,2024-06-01,90000
Sari,2024-06-02,-10000
";
    import(app, "sales.csv", table).await?;
    take(app, "revenue", "Sales").await?;
    arrive(app, "sales").await?;
    app.browser()?.click("main .segmented label:last-child").await?;
    let browser = app.browser()?;
    let rows = "return [...document.querySelectorAll('main .panel:last-child tr')].map(
        row => [...row.cells].map(cell => cell.textContent.replace(/\\s/g, ' ')))";
    let expected = json!([
        ["Period", "Sales", "Purchases", "Buyers", "New buyers"],
        ["2024 (so far)", "Rp 130,000", "2", "2", "1"],
        ["2023", "Rp 150,000", "1", "1", "1"],
    ]);
    until("the sales by year", || async {
        Ok((browser.execute(rows, vec![]).await? == expected).then_some(()))
    })
    .await
}

/// Who has not bought for long could only be sorted to one end of the list.
pub async fn who_has_not_bought_for_long_is_listed(app: &mut App) -> anyhow::Result<()> {
    let table = "Nama,Tanggal,Total\nSari,2023-03-01,150000\nBudi,2024-05-01,50000\n";
    import(app, "quiet.csv", table).await?;
    // One has bought today, and one never.
    customers::add(app, "Dewi", "0812 9999 0000").await?;
    customers::open_named(app, "Budi").await?;
    let today = "return new Date(Date.now() - new Date().getTimezoneOffset() * 60000)
        .toISOString().slice(0, 10)";
    let today = app.browser()?.execute(today, vec![]).await?;
    customers::add_purchase(app, today.as_str().unwrap_or_default(), "5000").await?;
    app.follow("customers").await?;
    app.browser()?.see_text(".data-count", "3 customers").await?;
    choose(app, "quiet", "180").await?;
    app.browser()?.see_text(".data-count", "1 of 3 customers").await?;
    app.browser()?.see_text("[role=\"row\"][data-row]", "Sari").await?;
    let address = app.browser()?.address().await?;
    ensure!(address.ends_with("/customers?quiet=180"), "{address}");
    app.reload().await?;
    app.browser()?.see_value("select[name=\"quiet\"]", "180").await?;
    app.browser()?.see_text(".data-count", "1 of 3 customers").await
}

/// A form on a phone was sent in vain: what was wrong lay off the screen.
pub async fn a_form_goes_to_the_first_field_that_is_wrong(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    app.follow("customers").await?;
    act(app, "add-customer").await?;
    app.browser()?.see("dialog [name=\"phone\"]").await?;
    app.browser()?.set_viewport(360, 640).await?;
    app.browser()?.fill("dialog [name=\"city\"]", "Solo").await?;
    act(app, "save").await?;
    app.browser()?.see("dialog [name=\"name\"]:focus").await.map(drop)
}
