//! Edits, their undoing, and what a reload finds.

use fantoccini::key::Key;
use serde_json::json;
use tangga_e2e::app::App;
use tangga_e2e::build::workspace_root;
use tangga_e2e::pages::{act, customers, data, fill, home, redo, undo};
use tangga_e2e::wait::until;

pub async fn a_purchase_survives_undo_redo_and_reload(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    app.open("customers").await?;
    app.browser()?.see_text("[role=\"row\"][data-row]", "Sari Wulandari").await?;
    customers::open_first(app).await?;
    customers::add_purchase(app, "2024-03-01", "150000").await?;

    app.follow("").await?;
    app.browser()?.see_figure("purchases.count", "1").await?;
    app.browser()?.see_figure("purchases.sales", "150000").await?;
    undo(app).await?;
    app.browser()?.see_figure("purchases.count", "0").await?;
    redo(app).await?;
    app.browser()?.see_figure("purchases.count", "1").await?;

    app.reload().await?;
    app.browser()?.see_figure("purchases.count", "1").await?;
    undo(app).await?;
    app.browser()?.see_figure("purchases.count", "0").await?;
    app.reload().await?;
    app.browser()?.see_figure("purchases.count", "0").await
}

/// WebKit kept the page that was left for going back, with the read that it had
/// begun unfinished, and the next page's save waited for that read until it gave up.
pub async fn a_page_left_while_it_reads_holds_up_no_save(app: &mut App) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    for said in [
        "A ServiceWorker intercepted the request",
        "The operation was aborted",
        "NetworkError when attempting to fetch",
        "Load failed",
    ] {
        app.allow(said, "the requests of a page that is left end there");
    }
    let address = app.server.address().to_owned();
    for milliseconds in [0, 40, 80, 120, 160, 200, 240, 280] {
        // Leaves by itself, a moment after the program began to open its store.
        let script = "setTimeout(() => location.assign(arguments[1]), arguments[0])";
        app.browser()?.goto(&format!("{address}data")).await?;
        let next = format!("{address}customers?after={milliseconds}");
        app.browser()?.execute(script, vec![json!(milliseconds), json!(next)]).await?;
        let here = app.browser()?;
        until("the next page", || async { Ok((here.address().await? == next).then_some(())) })
            .await?;
        app.ready().await?;
        customers::add(app, &format!("Customer {milliseconds}"), "081234567890").await?;
        app.ready().await?;
    }
    Ok(())
}

/// The form began on Close, said "nothing fits" above customers who did, did not
/// tell two of the same name apart, and went on saying what was no longer wrong.
pub async fn an_answer_goes_to_one_of_two_customers_of_the_same_name(
    app: &mut App,
) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Zahra Utami", "0812 1111 1111").await?;
    customers::add(app, "Zahra Utami", "0812 2222 2222").await?;
    app.follow("feedback").await?;
    act(app, "add-feedback").await?;
    app.browser()?.see("select[name=\"survey\"]:focus").await?;
    act(app, "save").await?;
    app.browser()?.see("fieldset .field-error").await?;
    app.browser()?.click("label:has(> input[name=\"score\"][value=\"9\"])").await?;
    app.browser()?.see_none("fieldset .field-error").await?;

    fill(app, "customer", "zahra").await?;
    act(app, "save").await?;
    app.browser()?.see_text(".feedback-customer .field-error", "choose one").await?;
    app.browser()?.see_text(".feedback-customer li:first-child", "0812-1111-1111").await?;
    app.browser()?.click(".feedback-customer li:last-child button").await?;
    app.browser()?.see_text(".feedback-chosen", "0812-2222-2222").await?;
    act(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await?;

    app.browser()?.click(".feedback-answers a").await?;
    app.browser()?.see_text("main", "0812-2222-2222").await
}

/// A customer who came with an address without a point could not be changed.
pub async fn an_imported_address_stops_no_other_change(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    app.follow("data").await?;
    data::preview(app, &workspace_root().join("tests/e2e/fixtures/address.csv")).await?;
    data::confirm(app).await?;
    app.follow("customers").await?;
    customers::open_first(app).await?;
    app.browser()?.see_text("main", "agus@example").await?;
    customers::edit(app, "company", "Salim Jaya").await?;
    app.browser()?.see_text("main", "Salim Jaya").await
}

/// What was typed was gone when a slip on Escape had closed its form.
pub async fn a_form_left_by_escape_takes_up_what_was_typed(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    app.open("customers").await?;
    act(app, "add-customer").await?;
    fill(app, "name", "Sari Wulandari").await?;
    app.browser()?.press(&Key::Escape).await?;
    app.browser()?.see_none("dialog").await?;
    act(app, "add-customer").await?;
    app.browser()?.see_value("[name=\"name\"]", "Sari Wulandari").await?;
    act(app, "begin-anew").await?;
    app.browser()?.see_value("[name=\"name\"]", "").await?;
    fill(app, "name", "Budi").await?;
    act(app, "cancel").await?;
    app.browser()?.see_none("dialog").await?;
    act(app, "add-customer").await?;
    app.browser()?.see_value("[name=\"name\"]", "").await?;
    app.browser()?.see_none("[data-action=\"begin-anew\"]").await
}
