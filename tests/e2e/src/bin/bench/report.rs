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
    /// One value for each run that could be measured.
    pub runs: Vec<f64>,
}

impl Measure {
    /// The middle run, or the mean of the two middle ones.
    pub fn median(&self) -> Option<f64> {
        let mut sorted = self.runs.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        match sorted.len() {
            0 => None,
            length if length % 2 == 1 => Some(sorted[middle]),
            _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
        }
    }

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
    let mut text = String::from("| what | goal | reached (median) | lowest to highest | runs |\n");
    text.push_str("|---|---:|---:|---:|---:|\n");
    for measure in measures {
        let unit = measure.unit;
        let goal =
            measure.goal.map_or("none".to_owned(), |goal| format!("{} {unit}", number(goal)));
        let reached = match measure.median() {
            Some(median) => format!("{} {unit}", number(median)),
            None => "not measured".to_owned(),
        };
        let spread = match measure.range() {
            Some((low, high)) => format!("{} to {}", number(low), number(high)),
            None => String::new(),
        };
        let (name, runs) = (measure.name, measure.runs.len());
        text.push_str(&format!("| {name} | {goal} | {reached} | {spread} | {runs} |\n"));
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
                "median": measure.median(),
                "runs": measure.runs,
            })
        })
        .collect();
    json!({ "machine": machine, "measures": rows })
}
