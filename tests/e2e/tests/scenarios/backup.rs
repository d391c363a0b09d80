//! Backups that are encrypted, and those that roll in a folder.

use anyhow::ensure;
use tangga_e2e::app::App;
use tangga_e2e::axe;
use tangga_e2e::kept::Kept;
use tangga_e2e::pages::{customers, data, home, settings};

pub async fn an_encrypted_backup_opens_with_its_passphrase_alone(
    app: &mut App,
) -> anyhow::Result<()> {
    const PASSPHRASE: &str = "tangga kopi hujan sepeda";
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    app.follow("data").await?;
    data::begin_protected(app).await?;
    axe::check(app.browser()?).await?;
    let backup = data::export_protected(app, PASSPHRASE).await?;
    ensure!(backup.starts_with(b"age-encryption.org/v1\n"), "no file of age");
    for secret in ["Sari", "customer"] {
        let found = backup.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
        ensure!(!found, "the encrypted file holds {secret}");
    }

    // On another device there is no key but the passphrase.
    settings::delete_everything(app).await?;
    home::begin_empty(app).await?;
    customers::add(app, "Budi Santoso", "0813 3456 7890").await?;
    app.follow("data").await?;
    let file = Kept::new(app, "backup.tangga.json.age", &backup)?;
    data::bring_in_locked(app, &file.0).await?;
    axe::check(app.browser()?).await?;
    let why = "This passphrase does not open the file.";
    data::unlock_refused(app, "tangga kopi hujan sepedo", why).await?;
    let said = app.browser()?.count(".merge .field-error, .toast.bad").await?;
    ensure!(said == 1, "it was said {said} times");
    axe::check(app.browser()?).await?;

    let brings = data::unlock(app, PASSPHRASE).await?;
    ensure!(brings.new > 0 && brings.conflicts + brings.deleted == 0, "{brings:?}");
    axe::check(app.browser()?).await?;
    data::confirm_merge(app).await?;
    app.follow("").await?;
    app.browser()?.see_figure("customers.count", "2").await?;
    customers::open_named(app, "Sari Wulandari").await
}

pub async fn backups_roll_in_a_folder_and_the_oldest_left_is_gone_back_to(
    app: &mut App,
) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    app.follow("data").await?;
    data::choose_folder(app).await?;
    app.browser()?.see_text("[data-folder] li:first-child", "Customers 1").await?;
    let first = data::in_folder(app).await?;
    ensure!(first.len() == 1, "{first:?}");
    for (count, name) in [(2, "Budi Santoso"), (3, "Citra Dewi"), (4, "Dian Pratama")] {
        customers::add(app, name, &format!("0813 3456 789{count}")).await?;
        app.follow("data").await?;
        data::back_up_to_folder(app, &format!("Customers {count}")).await?;
    }
    let left = data::in_folder(app).await?;
    ensure!(left.len() == 3 && !left.contains(&first[0]), "after {first:?} there are {left:?}");

    // The folder is remembered, and what lies in it.
    app.reload().await?;
    app.browser()?.see_text("[data-folder=\"ready\"] li:last-child", "Customers 2").await?;
    axe::check(app.browser()?).await?;
    data::ask_for_oldest_in_folder(app).await?;
    axe::check(app.browser()?).await?;
    data::confirm_replace(app).await?;
    app.follow("").await?;
    app.browser()?.see_figure("customers.count", "2").await?;
    app.reload().await?;
    app.browser()?.see_figure("customers.count", "2").await?;

    // What gave way is kept.
    app.follow("data").await?;
    data::ask_for_newest_snapshot(app).await?;
    data::confirm_replace(app).await?;
    app.follow("").await?;
    app.browser()?.see_figure("customers.count", "4").await
}
