//! A report's table. Where the screen is too narrow for its columns, each row is
//! a card: what it is about, and below it label and value in lines. (The list
//! that holds a whole base is [`super::data_table`].)

use leptos::prelude::*;

/// What a column is called, and whether it holds numbers.
#[derive(Clone, Debug)]
pub struct Heading {
    label: String,
    number: bool,
    heard: bool,
}

impl Heading {
    /// A column of words.
    pub fn words(label: impl Into<String>) -> Heading {
        Heading { label: label.into(), number: false, heard: false }
    }

    /// A column of numbers, which stand at its end.
    pub fn number(label: impl Into<String>) -> Heading {
        Heading { number: true, ..Heading::words(label) }
    }

    /// A column of buttons, which say themselves what they do: its name is only
    /// heard.
    pub fn buttons(label: impl Into<String>) -> Heading {
        Heading { heard: true, ..Heading::words(label) }
    }

    fn class(&self) -> &'static str {
        if self.number { "number" } else { "" }
    }
}

/// `<Report label columns=vec![Heading::words(…), Heading::number(…)] rows/>`;
/// each row holds as many cells as there are columns, the first says what the
/// row is about.
///
/// The roles stand there for browsers that forget what a table is as soon as its
/// rows are laid out as cards.
#[component]
pub fn Report(
    /// What it lists, for those who listen.
    #[prop(into)]
    label: String,
    /// The columns.
    columns: Vec<Heading>,
    /// The cells of each row.
    rows: Vec<Vec<AnyView>>,
    /// A class for the page's own rules.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let head = columns
        .iter()
        .map(|column| {
            let text = match column.heard {
                true => view! { <span class="only-heard">{column.label.clone()}</span> }.into_any(),
                false => column.label.clone().into_any(),
            };
            view! { <th scope="col" role="columnheader" class=column.class()>{text}</th> }
        })
        .collect_view();
    let cell = |(at, (column, cell)): (usize, (&Heading, AnyView))| {
        let label = (!column.heard).then(|| column.label.clone());
        match at {
            0 => view! { <th scope="row" role="rowheader">{cell}</th> }.into_any(),
            _ => view! { <td role="cell" class=column.class() data-label=label>{cell}</td> }
                .into_any(),
        }
    };
    let rows = rows
        .into_iter()
        .map(|cells| {
            let cells = columns.iter().zip(cells).enumerate().map(cell).collect_view();
            view! { <tr role="row">{cells}</tr> }
        })
        .collect_view();
    let name = label.clone();
    // It may scroll and hold nothing that takes the focus.
    view! {
        <div class=format!("scroll-x report {class}") role="group" tabindex="0" aria-label=name>
            <table class="table" role="table" aria-label=label>
                <thead role="rowgroup">
                    <tr role="row">{head}</tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
