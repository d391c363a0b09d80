//! A chart with its finding, its data as a table, and the ways to take it along.
//!
//! The drawing comes from the engine as SVG text, made for the width that the
//! frame has. Marks carry `data-key`; one handler on the frame hears them all.
//!
//! The details of a mark are its row in the table, in one line. A pointer sees
//! them as the mark's tip, which the page takes from [`ChartTable::detail`]. The
//! drawing is one image to assistive tools and one stop of the Tab key: arrow
//! keys then go from row to row, frame the row's marks, and write and say the
//! same line below; Enter opens what a click on the mark opens.

use super::button::SymbolButton;
use super::icon::Symbol;
use super::menu::{Menu, MenuItem};
use super::report::{Heading, Report};
use crate::browser::resize::ResizeWatch;
use crate::browser::{download, fullscreen};
use crate::words;
use leptos::html;
use leptos::prelude::*;
use tangga_engine::charts::Chart;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// How much larger a chart is drawn on the whole screen, so that the last row of a room
/// reads it, and from which width on it is drawn for a wide frame all the same.
const FOR_A_ROOM: f64 = 2.2;
const WIDE_ENOUGH: f64 = 600.0;

/// A chart's data, already written out for reading.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ChartTable {
    /// What each column holds; the first names the row.
    pub columns: Vec<String>,
    /// The rows; each as long as `columns`.
    pub rows: Vec<Vec<String>>,
    /// The `data-key` of each row's mark, or what stands in it after a colon
    /// where several lines have a mark for the row; empty, or as long as `rows`.
    pub keys: Vec<String>,
}

impl ChartTable {
    /// A row in one line: what it is about, then each value after its column's
    /// name. Empty cells are left out.
    pub fn detail(&self, row: usize) -> String {
        let cells = self.rows.get(row).into_iter().flatten().zip(&self.columns).enumerate();
        let parts: Vec<String> = cells
            .filter(|(_, (cell, _))| !cell.is_empty())
            .map(|(at, (cell, column))| match at {
                0 => cell.clone(),
                _ => format!("{column}: {cell}"),
            })
            .collect();
        parts.join(" · ")
    }

    /// The keys of rows that are known by their place alone.
    pub fn places(rows: usize) -> Vec<String> {
        (0..rows).map(|at| at.to_string()).collect()
    }
}

/// Where a key leads from a row, if anywhere.
fn step(key: &str, from: Option<usize>, rows: usize) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    match key {
        "ArrowRight" | "ArrowDown" => Some(from.map_or(0, |at| (at + 1).min(last))),
        "ArrowLeft" | "ArrowUp" => Some(from.map_or(last, |at| at.saturating_sub(1))),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Frames the marks of a row, and no others.
fn frame_marks(plot: &Element, row: Option<&str>) {
    let marks = plot.get_elements_by_class_name("mark");
    for mark in (0..marks.length()).filter_map(|at| marks.item(at)) {
        let key = mark.get_attribute("data-key").unwrap_or_default();
        let own = key.rsplit(':').next();
        let _ = mark.class_list().toggle_with_force("pointed", row.is_some() && own == row);
    }
}

/// A chart:
///
/// ```text
/// <ChartFrame
///     heading=finding
///     draw=move |width| Some(charts::stair::draw(&stairs.read(), width))
///     table=table
///     file_name="value-ladder"
///     on_mark=move |key: String| navigate(…)
/// />
/// ```
///
/// `draw` is called again whenever the width or a signal that it reads changes.
#[component]
pub fn ChartFrame(
    /// The finding, in a sentence made from the data.
    #[prop(into)]
    heading: Signal<String>,
    /// How to read the drawing.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// Draws for a width in CSS pixels; `None` while there is nothing to draw.
    #[prop(into)]
    draw: Callback<(f64,), Option<Chart>>,
    /// The same data as a table.
    #[prop(into)]
    table: Signal<ChartTable>,
    /// The name of downloaded files, without ending.
    #[prop(into)]
    file_name: Signal<String>,
    /// What stands above the finding in downloaded files.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// Hears the `data-key` of a mark that was clicked, or chosen from the table.
    #[prop(optional, into)]
    on_mark: Option<Callback<(String,)>>,
    /// Controls at the heading's right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let plot = NodeRef::<html::Div>::new();
    let figure = NodeRef::<html::Figure>::new();
    let width = RwSignal::new(0.0);
    let watch = StoredValue::new_local(None::<ResizeWatch>);
    Effect::new(move |_| {
        let element = plot.get();
        // Drawn before the page is shown: a drawing that comes later moves all below.
        let known = element.as_ref().map(|element| f64::from(element.client_width()));
        if let Some(known) = known.filter(|known| *known > 0.0) {
            width.set(known);
        }
        watch.set_value(element.and_then(|element| {
            // Whole pixels, and only real changes: a scrollbar that comes and
            // goes must not redraw for ever.
            let watched = element.clone();
            ResizeWatch::new(&element, move |now, _| {
                let large = (now / FOR_A_ROOM).max(WIDE_ENOUGH).min(now);
                let now = if fullscreen::holds(&watched) { large } else { now };
                if (now - width.get_untracked()).abs() >= 1.0 {
                    width.set(now);
                }
            })
        }));
    });
    let drawn = Memo::new(move |_| {
        let width = width.get();
        (width > 0.0).then(|| draw.run((width,))).flatten()
    });

    let key_of = |target: Option<web_sys::EventTarget>| {
        let mark = target?.dyn_into::<Element>().ok()?.closest("[data-key]").ok().flatten()?;
        mark.get_attribute("data-key")
    };
    let choose = move |target: Option<web_sys::EventTarget>| {
        if let (Some(on_mark), Some(key)) = (on_mark, key_of(target)) {
            on_mark.run((key,));
        }
    };
    let pointed = RwSignal::new(None::<usize>);
    let focused = RwSignal::new(false);
    let leave = move || {
        pointed.set(None);
        focused.set(false);
    };
    let enter = move || {
        // A click focuses too, but asks for no keys.
        let by_key = plot.get_untracked().and_then(|plot| plot.matches(":focus-visible").ok());
        focused.set(by_key == Some(true));
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let from = pointed.get_untracked();
        let rows = table.read_untracked().rows.len();
        if let Some(to) = step(&event.key(), from, rows) {
            event.prevent_default();
            pointed.set(Some(to));
        } else if let ("Enter", Some(on_mark), Some(at)) = (event.key().as_str(), on_mark, from) {
            let key = table.read_untracked().keys.get(at).cloned();
            key.into_iter().for_each(|key| on_mark.run((key,)));
        }
    };
    Effect::new(move |_| {
        let table = table.read();
        let row = pointed.get().and_then(|at| table.keys.get(at));
        if let Some(plot) = plot.get() {
            frame_marks(&plot, row.map(String::as_str));
        }
    });
    let detail = move || match (pointed.get(), focused.get()) {
        (Some(at), _) => table.read().detail(at),
        (None, true) if on_mark.is_some() => words::widgets::row_keys().to_owned(),
        (None, true) => words::widgets::chart_keys().to_owned(),
        (None, false) => String::new(),
    };
    let stops = Memo::new(move |_| !table.read().rows.is_empty());
    let standalone = move || {
        let chart = drawn.get_untracked()?;
        // Outside of the page nothing else says what it is and how to read it.
        let (title, note) = (title.get_untracked(), note.get_untracked());
        let above = [heading.get_untracked()].into_iter().chain(title).chain(note);
        let above: Vec<String> = above.collect();
        Some(chart.standalone(&above.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    let name = move |ending: &str| download::name(&file_name.read_untracked(), ending);
    let show_large = move || {
        if let Some(figure) = figure.get_untracked() {
            fullscreen::switch(&figure);
        }
    };
    let is_large = RwSignal::new(false);
    let look =
        move |_| is_large.set(plot.get_untracked().is_some_and(|plot| fullscreen::holds(&plot)));
    let whole_screen = move || match is_large.get() {
        true => words::actions::leave_full_screen().to_owned(),
        false => words::actions::full_screen().to_owned(),
    };
    let save_svg = move || {
        if let Some(chart) = standalone() {
            let _ = download::save_text(&name("svg"), "image/svg+xml", &chart.svg);
        }
    };
    let save_png = move || {
        if let Some(chart) = standalone() {
            let _ = download::save_png(name("png"), &chart.svg, chart.width, chart.height);
        }
    };

    view! {
        <figure class="chart-frame" node_ref=figure on:fullscreenchange=look>
            <figcaption class="chart-head">
                <div>
                    <h2>{move || heading.get()}</h2>
                    {move || note.get().map(|note| view! { <p class="panel-finding">{note}</p> })}
                </div>
                <div class="panel-actions no-print">
                    {children.map(|children| children())}
                    <Show when=fullscreen::is_possible>
                        <SymbolButton
                            label=Signal::derive(whole_screen)
                            symbol=Symbol::WholeScreen
                            on_click=show_large
                            attr:data-action="full-screen"
                        />
                    </Show>
                    <Menu label=words::widgets::chart_actions() symbol=Symbol::Download>
                        <MenuItem
                            label=words::actions::download_svg()
                            on_click=save_svg
                            attr:data-action="download-svg"
                        />
                        <MenuItem
                            label=words::actions::download_png()
                            on_click=save_png
                            attr:data-action="download-png"
                        />
                    </Menu>
                </div>
            </figcaption>
            <div
                class="chart-plot"
                class:opens=on_mark.is_some()
                node_ref=plot
                role="group"
                aria-label=move || heading.get()
                tabindex=move || stops.get().then_some("0")
                on:keydown=on_key
                on:focus=move |_| enter()
                on:blur=move |_| leave()
                inner_html=move || drawn.get().map(|chart| chart.svg).unwrap_or_default()
                on:click=move |event| choose(event.target())
            ></div>
            <p class="chart-detail" role="status">{detail}</p>
            <details class="chart-table">
                <summary>{words::widgets::as_table()}</summary>
                {move || plain_table(table.get(), on_mark)}
            </details>
        </figure>
    }
    .into_any()
}

fn plain_table(table: ChartTable, on_mark: Option<Callback<(String,)>>) -> AnyView {
    let mut keys = table.keys.into_iter();
    // Numbers end where numbers end; a column of words begins where words begin.
    let holds_words = |at: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(at));
        at == 0
            || cells.any(|cell| !cell.is_empty() && !cell.contains(|c: char| c.is_ascii_digit()))
    };
    let is_words: Vec<bool> = (0..table.columns.len()).map(holds_words).collect();
    let columns = table.columns.into_iter().zip(is_words).map(|(column, words)| match words {
        true => Heading::words(column),
        false => Heading::number(column),
    });
    let opens = |cell: String, on_mark: Callback<(String,)>, key: String| {
        let on_click = move |_| on_mark.run((key.clone(),));
        view! { <button type="button" class="chart-open" on:click=on_click>{cell}</button> }
    };
    let rows = table.rows.into_iter().map(|row| {
        let mut key = on_mark.zip(keys.next());
        let cells = row.into_iter().map(|cell| match key.take() {
            Some((on_mark, key)) => opens(cell, on_mark, key).into_any(),
            None => cell.into_any(),
        });
        cells.collect()
    });
    let (columns, rows) = (columns.collect(), rows.collect());
    view! { <Report label=words::widgets::as_table() columns rows/> }.into_any()
}
