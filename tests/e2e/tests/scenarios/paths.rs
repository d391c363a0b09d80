//! The ways that people take, from beginning to end: the owner of a coffee shop with a
//! telephone, the analyst with a spreadsheet before a meeting, the teacher at a projector,
//! the marketer with a list of customers. A colleague's file has scenarios of its own;
//! `keys` goes these ways again without a pointer.

use anyhow::{Context, ensure};
use fantoccini::key::Key;
use serde_json::json;
use tangga_e2e::app::App;
use tangga_e2e::build;
use tangga_e2e::generator;
use tangga_e2e::pages::palette::arrive;
use tangga_e2e::pages::{act, customers, data, fill, home, open_mark, settings, undo};

/// From the first visit to a customer's first purchase, in Indonesian, with a thumb.
pub async fn the_owner_of_a_coffee_shop_begins_on_a_telephone(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.set_viewport(360, 740).await?;
    app.open("").await?;
    settings::language(app, "id").await?;
    act(app, "start-empty").await?;
    app.browser()?.see_none("[data-action=\"start-empty\"]").await?;
    app.browser()?.click(".bottom-bar a[href$=\"customers\"]").await?;
    act(app, "add-customer").await?;
    fill(app, "name", "Sari Wulandari").await?;
    fill(app, "phone", "081234567890").await?;
    let keyboard = "return document.querySelector('[name=\"phone\"]').type";
    let keyboard = app.browser()?.execute(keyboard, vec![]).await?;
    ensure!(keyboard == json!("tel"), "a telephone number is typed on {keyboard} keys");
    act(app, "save").await?;
    app.browser()?.see_text("h1", "Sari Wulandari").await?;
    customers::add_purchase(app, "2026-01-15", "45.000").await?;
    app.browser()?.see_text("main", "45.000").await?;
    app.browser()?.click(".bottom-bar a[href$=\"ladder\"]").await?;
    app.browser()?.see(".chart-plot svg").await?;
    let wide = app.browser()?.sideways().await?;
    ensure!(wide.is_empty(), "{}", wide.join("\n  "));
    Ok(())
}

/// 40,000 rows that somebody sent, to be understood before a meeting.
pub async fn forty_thousand_rows_are_understood_before_a_meeting(
    app: &mut App,
) -> anyhow::Result<()> {
    let file = build::output().join(format!("{}-meeting.csv", std::process::id()));
    std::fs::create_dir_all(build::output())?;
    generator::write(&file, 2_000, 40_000)?;
    home::begin_empty(app).await?;
    app.follow("data").await?;
    let preview = data::preview(app, &file).await?;
    std::fs::remove_file(&file)?;
    ensure!(preview.new_customers == 2_000 && preview.bad_rows == 0, "{preview:?}");
    data::confirm(app).await?;
    app.follow("ladder").await?;
    app.browser()?.see(".chart-plot svg").await?;
    app.follow("retention").await?;
    let raw = app.browser()?.number("retention.raw").await?;
    ensure!((0.0..=1.0).contains(&raw), "a raw retention of {raw}");
    // Whoever wants to show the names takes them from the table.
    app.browser()?.click("main table a").await?;
    app.browser()?.see("[data-action=\"add-purchase\"]").await.map(drop)
}

/// The value ladder and the three retentions, on a projector, by the tour.
pub async fn a_lecture_follows_the_tour_of_the_sample_shop(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.set_viewport(1920, 1080).await?;
    home::begin_with_sample(app).await?;
    for page in ["ladder", "retention", "journeys", "feedback", "customers", "data"] {
        act(app, "tour-next").await?;
        arrive(app, page).await?;
    }
    act(app, "tour-next").await?;
    app.browser()?.see_none(".tour").await?;
    app.follow("retention").await?;
    let figure = ".figure:has([data-figure=\"retention.profit_adjusted\"]) .figure-explain";
    app.browser()?.click(figure).await?;
    app.browser()?.see("dialog .explain-formula").await?;
    app.browser()?.press(&Key::Escape).await?;
    app.browser()?.see_none("dialog").await?;
    // A bar of the stair leads to those who stand there.
    app.follow("ladder").await?;
    open_mark(app, "repeat").await?;
    app.browser()?.see("[role=\"row\"][data-row]").await?;
    let address = app.browser()?.address().await?;
    ensure!(address.ends_with("/customers?rung=repeat"), "the bar leads to {address}");
    Ok(())
}

/// Customers chosen in the list get a segment, by keys alone, and one undo takes it back.
pub async fn chosen_customers_get_a_segment_in_one_step(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    for (name, phone) in [("Budi", "0811"), ("Dewi", "0812"), ("Sari", "0813")] {
        let phone = format!("{phone:0<12}");
        customers::add(app, name, &phone).await?;
    }
    app.follow("customers").await?;
    app.browser()?.see("[role=\"row\"][data-row]").await?;
    app.browser()?.reach("[role=\"grid\"]").await?;
    app.browser()?.press(&Key::Down).await?;
    app.browser()?.type_text(" ").await?;
    app.browser()?.press(&Key::Down).await?;
    app.browser()?.type_text(" ").await?;
    app.browser()?.see_text(".data-bar", "2 chosen").await?;
    act(app, "set-segment").await?;
    fill(app, "chosen-value", "Kafe").await?;
    act(app, "save").await?;
    app.browser()?.see_none("[data-action=\"save\"]").await?;
    let script = "return [...document.querySelectorAll('[role=row][data-row]')]
        .filter(row => row.textContent.includes('Kafe')).length";
    let with_segment = app.browser()?.execute(script, vec![]).await?;
    ensure!(with_segment == json!(2), "{with_segment} rows hold the segment");
    let chosen = app.browser()?.count(".data-row input:checked").await?;
    ensure!(chosen == 2, "{chosen} customers are chosen after the change");
    act(app, "delete-chosen").await?;
    app.browser()?.see_none(".data-bar").await?;
    app.follow("").await?;
    app.browser()?.see_figure("customers.count", "1").await?;
    undo(app).await?;
    app.browser()?.see_figure("customers.count", "3").await?;
    undo(app).await?;
    app.follow("customers").await?;
    let left = app.browser()?.execute(script, vec![]).await?;
    ensure!(left == json!(0), "{} rows keep the segment", left.as_u64().context("a count")?);
    Ok(())
}

/// Shift with an arrow chose all rows from the one chosen last, wherever the cursor was.
pub async fn shift_chooses_from_the_row_where_the_cursor_is(app: &mut App) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    app.follow("customers").await?;
    app.browser()?.see("[role=\"row\"][data-row]").await?;
    app.browser()?.reach("[role=\"grid\"]").await?;
    app.browser()?.press(&Key::Down).await?;
    app.browser()?.type_text(" ").await?;
    for _ in 0..3 {
        app.browser()?.press(&Key::Down).await?;
    }
    // The first row, and the fourth and fifth, but none between.
    app.browser()?.press_holding(&Key::Shift, char::from(Key::Down)).await?;
    app.browser()?.see_text(".data-bar", "3 chosen").await
}

/// A range began at the place where the last row had been chosen, whatever stood there after
/// the list was sorted anew; and a box that was pressed kept the focus, so that no key of the
/// list did anything.
pub async fn a_range_begins_at_the_chosen_row_wherever_it_stands(
    app: &mut App,
) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    for (name, phone) in [("Ani", "0811"), ("Budi", "0812"), ("Citra", "0813"), ("Dewi", "0814")] {
        let phone = format!("{phone:0<12}");
        customers::add(app, name, &phone).await?;
    }
    app.follow("customers").await?;
    app.browser()?.see("[role=\"row\"][data-row]").await?;
    let sort = "[role=\"columnheader\"]:nth-child(2) button";
    let sorted = |direction: &str| format!("[aria-sort=\"{direction}\"]:nth-child(2)");
    app.browser()?.click(sort).await?;
    app.browser()?.wait_for_html(&sorted("ascending")).await?;
    app.browser()?.click("[aria-label=\"Choose Budi\"]").await?;
    app.browser()?.wait_for_html("[role=\"grid\"]:focus").await?;
    app.browser()?.click(sort).await?;
    app.browser()?.wait_for_html(&sorted("descending")).await?;
    // Now Budi is the third of four, and Dewi the first.
    let reach = "document.querySelector('[aria-label=\"Choose Dewi\"]')
        .dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))";
    app.browser()?.execute(reach, vec![]).await?;
    app.browser()?.see_text(".data-bar", "3 chosen").await?;
    let ani = app.browser()?.count("[aria-label=\"Choose Ani\"]:checked").await?;
    ensure!(ani == 0, "Ani is chosen, too");
    app.browser()?.press(&Key::Escape).await?;
    app.browser()?.see_none(".data-bar").await
}
