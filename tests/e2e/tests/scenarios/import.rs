//! Real input.

use anyhow::ensure;
use tangga_e2e::app::App;
use tangga_e2e::build::{self, workspace_root};
use tangga_e2e::pages::data::{self, Preview};
use tangga_e2e::pages::{act, home};

pub async fn a_messy_spreadsheet_imported_again_is_all_duplicates(
    app: &mut App,
) -> anyhow::Result<()> {
    // A byte order mark, semicolons, quoted marks, a blank line, four ways to
    // write a phone number, amounts in words and in rupiah, a day that is none,
    // one row twice, one return.
    let file = workspace_root().join("tests/e2e/fixtures/messy.csv");
    home::begin_empty(app).await?;
    app.follow("data").await?;
    let first = data::preview(app, &file).await?;
    let expected = Preview { new_customers: 4, new_purchases: 5, duplicates: 1, bad_rows: 2 };
    ensure!(first == expected, "{first:?}");
    data::confirm(app).await?;

    app.open("data").await?;
    let second = data::preview(app, &file).await?;
    let expected = Preview { new_customers: 0, new_purchases: 0, duplicates: 6, bad_rows: 2 };
    ensure!(second == expected, "{second:?}");

    // The preview went on saying that all is stored after the import was undone.
    act(app, "undo").await?;
    app.browser()?.see_figure("import.new_purchases", "5").await?;
    let third = data::read_preview(app).await?;
    ensure!(third == first, "{third:?}");
    Ok(())
}

pub async fn a_workbook_of_excel_comes_back_as_it_left(app: &mut App) -> anyhow::Result<()> {
    let file = workspace_root().join("tests/e2e/fixtures/messy.csv");
    home::begin_empty(app).await?;
    app.follow("data").await?;
    data::preview(app, &file).await?;
    data::confirm(app).await?;

    app.open("data").await?;
    let workbook = data::export_purchases(app).await?;
    ensure!(workbook.starts_with(b"PK"), "the export is no archive");
    let path = build::output().join(format!("{}-purchases.xlsx", std::process::id()));
    std::fs::write(&path, &workbook)?;
    let again = data::preview(app, &path).await?;
    let expected = Preview { new_customers: 0, new_purchases: 0, duplicates: 5, bad_rows: 0 };
    ensure!(again == expected, "{again:?}");

    // One that is cut off is refused in words, and nothing is kept of it.
    act(app, "cancel-import").await?;
    std::fs::write(&path, &workbook[..workbook.len() / 2])?;
    data::import_refused(app, &path, "damaged or not whole").await?;
    std::fs::remove_file(&path)?;

    app.open("").await?;
    app.browser()?.see_figure("purchases.count", "5").await
}

pub async fn the_cdnow_purchases_give_their_known_figures(app: &mut App) -> anyhow::Result<()> {
    let file = workspace_root().join("tests/fixtures/cdnow_sample.txt");
    home::begin_empty(app).await?;
    app.follow("data").await?;
    let preview = data::preview(app, &file).await?;
    ensure!(preview.new_customers == 2357 && preview.new_purchases == 6919, "{preview:?}");
    data::confirm(app).await?;
    app.open("").await?;
    app.browser()?.see_figure("customers.count", "2357").await?;
    app.browser()?.see_figure("purchases.count", "6919").await?;
    // The cents are kept: the file's amounts sum to 244,091.94.
    app.browser()?.see_figure("purchases.sales", "244091.94").await
}
