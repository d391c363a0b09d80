//! A list of up to some 400,000 rows that reads like a good spreadsheet.
//!
//! Rows have one height, so a row's place follows from its number, and only the
//! rows in sight exist: a fixed set of slots, each of which shows the row whose
//! number is its own modulo the number of slots. Scrolling by one row fills one
//! slot anew and leaves the others alone. (Browsers lay out no element higher
//! than some 17 million pixels, hence the limit.)
//!
//! On a narrow frame the columns fold into two lines a row; each column says
//! where it goes then.

mod keys;
mod picking;
mod tools;

pub use picking::Picking;

use super::icon::{Icon, Symbol};
use super::unique_id;
use crate::browser::resize::ResizeWatch;
use crate::words;
use leptos::html;
use leptos::prelude::*;
use picking::Picks;
use std::sync::Arc;
use tools::{columns_menu, nothing_matches, sort_select};
use wasm_bindgen::JsCast;

/// Rows kept beyond each edge of what is in sight, so that fast scrolling does
/// not show gaps.
const OVERSCAN: usize = 8;
/// Row heights in CSS pixels; `style/data_table.css` says the same.
const ROW: f64 = 40.0;
const CARD: f64 = 64.0;
/// The sticky head's height.
const HEAD: f64 = 36.0;
/// The width of the boxes' column.
const PICK: &str = "44px";
/// Below this width columns fold.
const NARROW: f64 = 620.0;

/// Where a column goes on a narrow frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Folded {
    Title,
    Aside,
    Below,
    Hidden,
}

impl Folded {
    fn class(self) -> &'static str {
        match self {
            Folded::Title => "title",
            Folded::Aside => "aside",
            Folded::Below => "below",
            Folded::Hidden => "hidden",
        }
    }
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    key: &'static str,
    label: String,
    width: &'static str,
    number: bool,
    sortable: bool,
    folded: Folded,
}

impl Column {
    /// A column with its key, its heading and its width as a CSS grid track,
    /// such as `minmax(160px, 2fr)`. It holds text, sorts, and is left out on a
    /// narrow frame.
    pub fn new(key: &'static str, label: impl Into<String>, width: &'static str) -> Column {
        Column {
            key,
            label: label.into(),
            width,
            number: false,
            sortable: true,
            folded: Folded::Hidden,
        }
    }

    /// It holds numbers: set to the right.
    pub fn number(mut self) -> Column {
        self.number = true;
        self
    }

    /// It names the row: first on a narrow frame, and cannot be hidden.
    pub fn title(mut self) -> Column {
        self.folded = Folded::Title;
        self
    }

    /// On a narrow frame it stands beside the title.
    pub fn aside(mut self) -> Column {
        self.folded = Folded::Aside;
        self
    }

    /// On a narrow frame it stands on the second line.
    pub fn below(mut self) -> Column {
        self.folded = Folded::Below;
        self
    }

    /// It cannot be sorted by.
    pub fn unsorted(mut self) -> Column {
        self.sortable = false;
        self
    }
}

/// What the list is sorted by. The page sorts; the table only asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sort {
    /// The column's key.
    pub column: &'static str,
    /// Largest first.
    pub descending: bool,
}

/// A list:
///
/// ```text
/// let columns = vec![
///     Column::new("name", words::fields::name(), "minmax(180px, 2fr)").title(),
///     Column::new("rung", words::customers::rung(), "160px").below(),
///     Column::new("sales", words::customers::sales(), "140px").number().aside(),
/// ];
/// let shown = RwSignal::new(vec!["name", "rung", "sales"]);
/// let sort = RwSignal::new(Some(Sort { column: "sales", descending: true }));
/// let rows: Memo<Arc<Vec<u32>>> = …;   // row numbers, filtered and sorted
/// <DataTable label columns shown sort rows cell on_open=move |row: u32| open(row) count>
///     <SearchField … />                 // tools
/// </DataTable>
/// ```
///
/// `cell(row, column key)` draws one cell. Signals that it reads draw the cell
/// anew when they change.
#[component]
pub fn DataTable(
    /// What is listed, for those who listen.
    #[prop(into)]
    label: String,
    /// All columns, in their order.
    columns: Vec<Column>,
    /// Keys of the columns shown; keep it with `browser::preferences`.
    shown: RwSignal<Vec<&'static str>>,
    /// What the list is sorted by.
    sort: RwSignal<Option<Sort>>,
    /// The rows in order, as the numbers that `cell` and `on_open` take.
    #[prop(into)]
    rows: Signal<Arc<Vec<u32>>>,
    /// Draws a cell.
    #[prop(into)]
    cell: Callback<(u32, &'static str), AnyView>,
    /// Opens a row, by click or Enter.
    #[prop(into)]
    on_open: Callback<(u32,)>,
    /// How many there are, in words.
    #[prop(optional, into)]
    count: MaybeProp<String>,
    /// When this changes the list goes back to its top: pass what filters it.
    #[prop(optional, into)]
    reset: MaybeProp<String>,
    /// How far the list is scrolled, in pixels. It begins there; keep it to show
    /// the same place again.
    #[prop(optional)]
    top: Option<RwSignal<f64>>,
    /// Rows can be chosen, to do something with all of them at once.
    #[prop(optional)]
    picking: Option<Picking>,
    /// What is shown when there are no rows; says "nothing matches" by itself.
    #[prop(optional, into)]
    empty: Option<ViewFn>,
    /// Search and filters, above the list.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = unique_id("table");
    let columns = StoredValue::new(columns);
    let picks = picking.as_ref().map(|picking| Picks::new(picking, rows));
    let scroll = NodeRef::<html::Div>::new();
    let top = top.unwrap_or_else(|| RwSignal::new(0.0));
    let begin = StoredValue::new(Some(top.get_untracked()).filter(|top| *top > 0.0));
    let (width, height) = (RwSignal::new(1024.0), RwSignal::new(0.0));
    let cursor = RwSignal::new(None::<usize>);

    let watch = StoredValue::new_local(None::<ResizeWatch>);
    Effect::new(move |_| {
        let element = scroll.get();
        watch.set_value(element.and_then(|element| {
            ResizeWatch::new(&element, move |now_width, now_height| {
                width.set(now_width);
                height.set(now_height);
                // Only now rows have their height; a frame later they stand.
                if let Some(from) = begin.try_update_value(Option::take).flatten() {
                    request_animation_frame(move || {
                        if let Some(scroll) = scroll.try_get_untracked().flatten() {
                            scroll.set_scroll_top(from as i32);
                        }
                    });
                }
            })
        }));
    });

    let cards = Memo::new(move |_| width.get() < NARROW);
    let row_height = move || if cards.get() { CARD } else { ROW };
    let length = Memo::new(move |_| rows.read().len());
    let visible = Memo::new(move |_| {
        let shown = shown.read();
        columns.with_value(|columns| {
            columns
                .iter()
                .enumerate()
                .filter(|(_, c)| c.folded == Folded::Title || shown.contains(&c.key))
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        })
    });
    let tracks = Memo::new(move |_| {
        let visible = visible.read();
        columns.with_value(|columns| {
            let picks = picks.map(|_| PICK);
            let widths = visible.iter().map(|at| columns[*at].width);
            picks.into_iter().chain(widths).collect::<Vec<_>>().join(" ")
        })
    });
    let grid = move || if cards.get() { "none".to_owned() } else { tracks.get() };
    let first = Memo::new(move |_| {
        let first = (top.get() / row_height()).floor().max(0.0) as usize;
        first.saturating_sub(OVERSCAN)
    });
    let slots = Memo::new(move |before: Option<&usize>| {
        let needed = (height.get() / row_height()).ceil() as usize + 2 * OVERSCAN + 1;
        // Slots are made, never taken away: an unused one is hidden.
        needed.max(before.copied().unwrap_or_default())
    });

    let to_top = move || {
        if let Some(scroll) = scroll.get_untracked() {
            scroll.set_scroll_top(0);
        }
        cursor.set(None);
    };
    Effect::new(move |before: Option<Option<String>>| {
        let now = reset.get();
        if before.is_some_and(|before| before != now) {
            to_top();
        }
        now
    });
    let into_sight = move |at: usize| {
        let Some(scroll) = scroll.get_untracked() else { return };
        let head = if cards.get_untracked() { 0.0 } else { HEAD };
        let row = untrack(row_height);
        let (start, from) = (at as f64 * row, f64::from(scroll.scroll_top()));
        let room = height.get_untracked() - head;
        if start < from {
            scroll.set_scroll_top(start as i32);
        } else if start + row > from + room {
            scroll.set_scroll_top((start + row - room).ceil() as i32);
        }
    };
    let open_at = move |at: usize| {
        let row = rows.read_untracked().get(at).copied();
        if let Some(row) = row {
            on_open.run((row,));
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        // Keys inside a cell's own control or a heading's button are theirs.
        if event.target() != event.current_target() {
            return;
        }
        let page = (height.get_untracked() / untrack(row_height)) as usize;
        let now = cursor.get_untracked();
        let command = event.ctrl_key() || event.meta_key();
        if let Some(picks) = picks {
            match (event.key().as_str(), now) {
                (" ", Some(at)) => {
                    event.prevent_default();
                    return picks.toggle(at);
                }
                ("a", _) if command => {
                    event.prevent_default();
                    return picks.all();
                }
                ("Escape", _) => return picks.none(),
                _ => {}
            }
        }
        match keys::pressed(&event.key(), now, length.get_untracked(), page) {
            keys::Deed::Move(at) => {
                event.prevent_default();
                cursor.set(Some(at));
                into_sight(at);
                if let Some(picks) = picks.filter(|_| event.shift_key()) {
                    picks.range(now.unwrap_or(at), at);
                }
            }
            keys::Deed::Open(at) => {
                event.prevent_default();
                open_at(at);
            }
            keys::Deed::Nothing => {}
        }
    };

    let to_grid = move |at: usize| {
        cursor.set(Some(at));
        if let Some(scroll) = scroll.get_untracked() {
            let _ = scroll.focus();
        }
    };
    let row_id = StoredValue::new(id);
    let element_id = move |at: usize| row_id.with_value(|id| format!("{id}-{at}"));
    let slot = move |slot: usize| {
        let at = Memo::new(move |_| {
            let (first, slots) = (first.get(), slots.get());
            first + (slot + slots - first % slots) % slots
        });
        let row = Memo::new(move |_| rows.read().get(at.get()).copied());
        let cells = move || {
            let row = row.get()?;
            let pick = picks.map(|picks| picks.box_of(row, at, to_grid));
            let drawn = visible
                .read()
                .iter()
                .map(|index| {
                    let (key, class) = columns.with_value(|columns| {
                        let column = &columns[*index];
                        let number = if column.number { " number" } else { "" };
                        (column.key, format!("data-cell {}{number}", column.folded.class()))
                    });
                    view! { <div role="gridcell" class=class>{move || cell.run((row, key))}</div> }
                })
                .collect_view();
            Some((pick, drawn))
        };
        let chosen = move || picks.zip(row.get()).map(|(picks, row)| picks.has(row).to_string());
        view! {
            <div
                role="row"
                class="data-row"
                aria-selected=chosen
                data-row=move || row.get()
                class:cursor=move || cursor.get() == Some(at.get())
                id=move || element_id(at.get())
                aria-rowindex=move || (at.get() + 2).to_string()
                hidden=move || row.read().is_none()
                style:grid-template-columns=grid
                style:transform=move || {
                    format!("translateY({}px)", at.get() as f64 * row_height())
                }
                on:click=move |event| {
                    // A link or a button inside the row does its own work.
                    let on_control = event
                        .target()
                        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                        .and_then(|target| target.closest("a, button, label").ok().flatten())
                        .is_some();
                    if !on_control {
                        cursor.set(Some(at.get_untracked()));
                        open_at(at.get_untracked());
                    }
                }
            >
                {cells}
            </div>
        }
        .into_any()
    };

    let sort_by = move |key: &'static str, number: bool| {
        sort.update(|sort| {
            *sort = Some(match *sort {
                Some(Sort { column, descending }) if column == key => {
                    Sort { column, descending: !descending }
                }
                // Numbers are asked for largest first, texts from A.
                _ => Sort { column: key, descending: number },
            });
        });
        to_top();
    };
    let heading = move |index: &usize| {
        let column = columns.with_value(|columns| columns[*index].clone());
        let key = column.key;
        let direction = move || match sort.get() {
            Some(Sort { column, descending }) if column == key => {
                Some(if descending { "descending" } else { "ascending" })
            }
            _ => None,
        };
        let label = column.label.clone();
        let content = if column.sortable {
            view! {
                <button type="button" on:click=move |_| sort_by(key, column.number)>
                    {label}
                    <Icon symbol=Symbol::Sort/>
                </button>
            }
            .into_any()
        } else {
            label.into_any()
        };
        view! {
            <div role="columnheader" class:number=column.number aria-sort=direction>{content}</div>
        }
        .into_any()
    };

    view! {
        <div class="data-table" class:cards=move || cards.get()>
            <div class="data-tools">
                {children.map(|children| children())}
                <span class="data-count" aria-live="polite">{move || count.get()}</span>
                <Show when=move || cards.get()>{sort_select(columns, sort, to_top)}</Show>
                {columns_menu(columns, shown)}
            </div>
            <div
                class="scroll-x data-scroll"
                node_ref=scroll
                role="grid"
                tabindex="0"
                aria-label=label
                aria-description=match picks {
                    Some(_) => words::widgets::picking_keys(),
                    None => words::widgets::row_keys(),
                }
                aria-multiselectable=picks.map(|_| "true")
                aria-rowcount=move || (length.get() + 1).to_string()
                aria-activedescendant=move || {
                    cursor.get().filter(|at| *at < length.get()).map(element_id)
                }
                on:scroll=move |_| {
                    if let Some(scroll) = scroll.get_untracked() {
                        top.set(f64::from(scroll.scroll_top()));
                    }
                }
                on:keydown=on_key
            >
                <div class="data-head" role="row" aria-rowindex="1" style:grid-template-columns=grid>
                    {picks.map(Picks::box_of_all)}
                    {move || visible.read().iter().map(heading).collect_view()}
                </div>
                <div
                    class="data-body"
                    role="rowgroup"
                    style:block-size=move || format!("{}px", length.get() as f64 * row_height())
                >
                    <For each=move || 0..slots.get() key=|slot| *slot children=slot/>
                </div>
            </div>
            <Show when=move || length.get() == 0>
                <div class="data-nothing">
                    {match &empty {
                        Some(empty) => empty.run(),
                        None => nothing_matches(),
                    }}
                </div>
            </Show>
            {picks.zip(picking).map(|(picks, picking)| picks.bar(picking.actions))}
        </div>
    }
    .into_any()
}
