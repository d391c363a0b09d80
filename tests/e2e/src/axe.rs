//! Accessibility by axe-core, which `scripts/setup` puts into `.tools/`.

use std::fs;

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};

use crate::build::workspace_root;
use crate::session::Session;

/// Rules of WCAG 2.2 level A and AA.
const RULES: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// Fails with what axe-core finds wrong with the page, a dialog in front included.
pub async fn check(session: &Session) -> anyhow::Result<()> {
    let found = violations(session).await?;
    ensure!(found.is_empty(), "{}", found.join("\n  "));
    Ok(())
}

/// What axe-core finds wrong with the page: a line for each rule and element.
pub async fn violations(session: &Session) -> anyhow::Result<Vec<String>> {
    if session.execute("return typeof axe", vec![]).await? != "object" {
        let path = workspace_root().join(".tools/axe-core/axe.min.js");
        let source = fs::read_to_string(&path)
            .with_context(|| format!("{} is missing: run scripts/setup test", path.display()))?;
        // A script of WebDriver has its own scope; axe puts itself on the window.
        session.execute(&format!("{source}\nwindow.axe = axe;"), vec![]).await?;
    }
    // What is still fading in has colours that it does not keep.
    let script = "const [rules, done] = arguments;
        const moving = document.getAnimations()
            .filter(one => one.effect.getComputedTiming().endTime < Infinity);
        Promise.allSettled(moving.map(one => one.finished)).then(() =>
            axe.run(document, { runOnly: rules, resultTypes: ['violations'], preload: false })
        ).then(
            result => done(result.violations.flatMap(rule => rule.nodes.map(node =>
                `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`))),
            error => done(String(error)));";
    match session.execute_async(script, vec![json!(RULES)]).await? {
        Value::Array(found) => {
            Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        }
        other => bail!("axe-core did not run: {other}"),
    }
}
