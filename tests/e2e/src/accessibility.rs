//! What assistive tools are told of a page, as Chromium's accessibility tree says it.

use std::collections::HashMap;
use std::fmt::Write;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::session::Session;

/// Of a long list of rows only so many are told.
const ROWS: usize = 6;

/// What is told of every element that matches, in the order of the page: a line for each
/// thing, deeper by what holds it. Chromium only.
pub async fn told(session: &Session, css: &str) -> anyhow::Result<String> {
    let document = session.chromium("DOM.getDocument", json!({ "depth": 0 })).await?;
    let query = json!({ "nodeId": document["root"]["nodeId"], "selector": css });
    let found = session.chromium("DOM.querySelectorAll", query).await?;
    let found = found["nodeIds"].as_array().context("no elements")?.clone();
    let tree = session.chromium("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().context("no tree")?;
    let by_id: Nodes =
        nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
    let mut text = String::new();
    for element in found {
        let described = session.chromium("DOM.describeNode", json!({ "nodeId": element })).await?;
        let backend = &described["node"]["backendNodeId"];
        let root = nodes.iter().find(|node| node["backendDOMNodeId"] == *backend);
        let root =
            root.with_context(|| format!("{} is not told", described["node"]["nodeName"]))?;
        ensure!(root["ignored"] != json!(true), "{} is not told", described["node"]["nodeName"]);
        tell(&by_id, root, 0, &mut text)?;
    }
    Ok(text)
}

type Nodes<'a> = HashMap<&'a str, &'a Value>;

/// What holds nothing of its own: only what is in it is told.
const NOTHING: [&str; 3] = ["none", "generic", "LabelText"];

/// States and other facts that are read aloud.
const FACTS: [&str; 8] =
    ["checked", "expanded", "selected", "pressed", "disabled", "invalid", "level", "hasPopup"];

fn tell(nodes: &Nodes, node: &Value, depth: usize, text: &mut String) -> anyhow::Result<()> {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let name = node["name"]["value"].as_str().unwrap_or_default();
    if role == "InlineTextBox" {
        return Ok(());
    }
    let is_told = node["ignored"] != json!(true) && !(NOTHING.contains(&role) && name.is_empty());
    if is_told {
        write!(text, "{}{role}", "  ".repeat(depth))?;
        if !name.is_empty() {
            write!(text, " {name:?}")?;
        }
        for more in ["value", "description"] {
            if let Some(said) = node[more]["value"].as_str().filter(|said| !said.is_empty()) {
                write!(text, " {more} {said:?}")?;
            }
        }
        for fact in node["properties"].as_array().into_iter().flatten() {
            let kind = fact["name"].as_str().unwrap_or_default();
            let value = &fact["value"]["value"];
            let said = !["false", "\"false\"", "null"].contains(&value.to_string().as_str());
            if FACTS.contains(&kind) && said {
                write!(
                    text,
                    " {kind}={}",
                    value.as_str().map_or(value.to_string(), str::to_owned)
                )?;
            }
        }
        text.push('\n');
    }
    let children = node["childIds"].as_array().into_iter().flatten();
    let children: Vec<&Value> =
        children.filter_map(|id| nodes.get(id.as_str()?).copied()).collect();
    // What is only its own words again is not told twice.
    if let [only] = children.as_slice()
        && only["role"]["value"] == json!("StaticText")
        && only["name"]["value"] == json!(name)
    {
        return Ok(());
    }
    let rows = children.iter().filter(|child| child["role"]["value"] == json!("row")).count();
    let mut told = 0;
    for child in children {
        if child["role"]["value"] == json!("row") {
            told += 1;
            if told > ROWS {
                continue;
            }
        }
        tell(nodes, child, depth + usize::from(is_told), text)?;
    }
    if rows > ROWS {
        writeln!(text, "{}… and more rows", "  ".repeat(depth + 1))?;
    }
    Ok(())
}
