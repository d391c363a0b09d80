//! The command palette and the keys that work on every page, by keyboard alone.

use fantoccini::key::Key;
use serde_json::json;

use crate::app::App;
use crate::wait::until;

/// The palette's field, which has the focus while the palette is open.
const FIELD: &str = "[role=\"combobox\"]:focus";

/// Opens the palette, types, and takes the first entry, whose words hold this text.
pub async fn take(app: &mut App, typed: &str, found: &str) -> anyhow::Result<()> {
    app.browser()?.press_with_control('k').await?;
    app.browser()?.see(FIELD).await?;
    app.browser()?.type_text(typed).await?;
    app.browser()?.see_text("[role=\"option\"][aria-selected=\"true\"]", found).await?;
    app.browser()?.press(&Key::Enter).await?;
    app.browser()?.see_none("dialog .palette").await
}

/// Waits until the page of this route stands and its main part has the focus.
pub async fn arrive(app: &mut App, route: &str) -> anyhow::Result<()> {
    let end = format!("/{route}");
    let script = "return location.pathname.endsWith(arguments[0])
        && document.activeElement.id === 'main'";
    let browser = app.browser()?;
    until(&format!("the focus on {end}"), || async {
        let there = browser.execute(script, vec![json!(end)]).await?;
        Ok((there == json!(true)).then_some(()))
    })
    .await
}
