//! The table of goals and what was reached.

use serde_json::{Value, json};

/// One measured thing.
pub struct Measure {
    /// What it is, in words.
    pub name: &'static str,
    /// The goal, where there is one.
    pub goal: Option<f64>,
    /// The unit of the goal and of every run.
    pub unit: &'static str,
    /// One value for each run in Chromium that could be measured.
    pub runs: Vec<f64>,
    /// The same in Firefox.
    pub firefox: Vec<f64>,
}

/// The middle run, or the mean of the two middle ones.
fn median(runs: &[f64]) -> Option<f64> {
    let mut sorted = runs.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        length if length % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

impl Measure {
    fn range(&self) -> Option<(f64, f64)> {
        let low = self.runs.iter().copied().reduce(f64::min)?;
        let high = self.runs.iter().copied().reduce(f64::max)?;
        Some((low, high))
    }
}

fn number(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// The table as Markdown.
pub fn markdown(measures: &[Measure], machine: &str) -> String {
    let mut text = String::from(
        "| what | goal | Chromium (median) | lowest to highest | Firefox (median) |\n",
    );
    text.push_str("|---|---:|---:|---:|---:|\n");
    for measure in measures {
        let unit = measure.unit;
        let goal =
            measure.goal.map_or("none".to_owned(), |goal| format!("{} {unit}", number(goal)));
        let reached = match median(&measure.runs) {
            Some(median) => format!("{} {unit}", number(median)),
            None => "not measured".to_owned(),
        };
        let firefox = median(&measure.firefox).map(|median| format!("{} {unit}", number(median)));
        let firefox = firefox.unwrap_or_default();
        let spread = match measure.range() {
            Some((low, high)) => format!("{} to {}", number(low), number(high)),
            None => String::new(),
        };
        let name = measure.name;
        text.push_str(&format!("| {name} | {goal} | {reached} | {spread} | {firefox} |\n"));
    }
    text.push_str(&format!("\n{machine}\n"));
    text
}

/// The same for programs.
pub fn json(measures: &[Measure], machine: &str) -> Value {
    let rows: Vec<Value> = measures
        .iter()
        .map(|measure| {
            json!({
                "name": measure.name,
                "unit": measure.unit,
                "goal": measure.goal,
                "median": median(&measure.runs),
                "runs": measure.runs,
                "firefox": measure.firefox,
            })
        })
        .collect();
    json!({ "machine": machine, "measures": rows })
}
