//! How the file is read, and which of its columns is which field. Every choice
//! is a select over what was guessed.

use crate::app::import::intake::Intake;
use crate::components::{Choice, Notice, Tone};
use crate::words::{data as texts, import};
use leptos::prelude::*;
use std::sync::Arc;
use tangga_engine::domain::schema::customer;
use tangga_engine::interchange::spreadsheet::{
    Contents, DateOrder, DecimalMark, Detection, Encoding, Format, Layout, Target,
};

/// A small labelled select that says what was chosen.
#[component]
pub fn Picker(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// What forms call it.
    name: &'static str,
    /// The code chosen now.
    #[prop(into)]
    chosen: Signal<String>,
    /// What may be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Takes another code.
    #[prop(into)]
    on_choose: Callback<(String,)>,
    /// Whether the label is heard only.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let options = move || {
        let chosen = chosen.get();
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let selected = choice.code == chosen;
                view! { <option value=choice.code selected=selected>{choice.label}</option> }
            })
            .collect_view()
    };
    view! {
        <label class="picker">
            <span class:only-heard=bare>{label}</span>
            <select
                class="input"
                name=name
                on:change=move |event| on_choose.run((event_target_value(&event),))
            >
                {options}
            </select>
        </label>
    }
    .into_any()
}

const ENCODINGS: [(Encoding, &str); 4] = [
    (Encoding::Utf8, "utf-8"),
    (Encoding::Windows1252, "windows-1252"),
    (Encoding::Utf16Le, "utf-16le"),
    (Encoding::Utf16Be, "utf-16be"),
];

const DELIMITERS: [(u8, &str); 4] =
    [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "bar")];

const ORDERS: [(DateOrder, &str); 3] = [
    (DateOrder::DayMonthYear, "dmy"),
    (DateOrder::MonthDayYear, "mdy"),
    (DateOrder::YearMonthDay, "ymd"),
];

fn code_of<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> &'static str {
    table.iter().find(|(known, _)| known == value).map_or("", |(_, code)| code)
}

fn layout_code(layout: &Layout) -> &'static str {
    match layout {
        Layout::Delimited(delimiter) => code_of(&DELIMITERS, delimiter),
        Layout::Spaces => "spaces",
        Layout::FixedWidth(_) => "fixed",
        Layout::Worksheet => "worksheet",
    }
}

fn layout_choices(now: &Layout) -> Vec<Choice> {
    let mut choices = vec![
        Choice::new("comma", texts::comma()),
        Choice::new("semicolon", texts::semicolon()),
        Choice::new("tab", texts::tab()),
        Choice::new("bar", texts::bar()),
        Choice::new("spaces", texts::spaces()),
    ];
    match now {
        Layout::FixedWidth(_) => choices.push(Choice::new("fixed", texts::fixed_width())),
        Layout::Delimited(other) if code_of(&DELIMITERS, other).is_empty() => {
            choices.push(Choice::new("", char::from(*other).to_string()));
        }
        _ => {}
    }
    choices
}

/// How bytes become cells, each part to be overridden.
#[component]
pub fn HowRead(
    /// The import.
    intake: Intake,
) -> impl IntoView {
    let detection = Memo::new(move |_| {
        intake.looked.with(|looked| looked.as_ref().map(|looked| looked.detection.clone()))
    });
    let about = move |read: fn(&Detection) -> String| {
        Signal::derive(move || detection.with(|d| d.as_ref().map(read).unwrap_or_default()))
    };
    let change = move |apply: fn(&mut Format, &str)| {
        Callback::new(move |(code,): (String,)| {
            let format = detection.with_untracked(|d| d.as_ref().map(|d| d.format.clone()));
            if let Some(mut format) = format {
                apply(&mut format, &code);
                intake.choose_format(&format);
            }
        })
    };
    let layouts = Signal::derive(move || {
        detection.with(|d| d.as_ref().map(|d| layout_choices(&d.format.layout)).unwrap_or_default())
    });
    let encodings = vec![
        Choice::new("utf-8", import::utf8()),
        Choice::new("windows-1252", import::windows1252()),
        Choice::new("utf-16le", import::utf16le()),
        Choice::new("utf-16be", import::utf16be()),
    ];
    let headers =
        vec![Choice::new("yes", import::header_names()), Choice::new("no", import::header_data())];
    let marks = vec![Choice::new("point", import::point()), Choice::new("comma", import::comma())];
    let orders = vec![
        Choice::new("dmy", texts::day_month_year()),
        Choice::new("mdy", texts::month_day_year()),
        Choice::new("ymd", texts::year_month_day()),
    ];
    let doubts = move || {
        let (dates, marks) = detection.with(|d| {
            d.as_ref()
                .map_or((false, false), |d| (d.date_order_ambiguous, d.decimal_mark_ambiguous))
        });
        // Where amounts have no decimals, 1.250 is the same by either mark.
        let decimals = intake
            .found
            .with(|found| found.as_ref().is_none_or(|found| found.currency.decimals > 0));
        let marks = marks && decimals;
        view! {
            {dates
                .then(|| view! { <Notice tone=Tone::Careful title=import::ambiguous_dates()/> })}
            {marks
                .then(|| view! { <Notice tone=Tone::Careful title=import::ambiguous_marks()/> })}
        }
    };
    // Of a workbook it is known how bytes become cells; instead it has sheets.
    let is_workbook =
        intake.looked.with_untracked(|l| l.as_ref().is_some_and(|l| l.sheet.is_some()));
    let delimiter = move || {
        view! {
            <Picker
                label=texts::delimiter()
                name="delimiter"
                chosen=about(|d| layout_code(&d.format.layout).to_owned())
                choices=layouts
                on_choose=change(|format, code| {
                    if code == "spaces" {
                        format.layout = Layout::Spaces;
                    } else if let Some((delimiter, _)) = DELIMITERS.iter().find(|(_, c)| *c == code) {
                        format.layout = Layout::Delimited(*delimiter);
                    }
                })
            />
        }
    };
    let encoding = move || {
        view! {
            <Picker
                label=texts::encoding()
                name="encoding"
                chosen=about(|d| code_of(&ENCODINGS, &d.format.encoding).to_owned())
                choices=encodings
                on_choose=change(|format, code| {
                    if let Some((encoding, _)) = ENCODINGS.iter().find(|(_, c)| *c == code) {
                        format.encoding = *encoding;
                    }
                })
            />
        }
    };
    view! {
        <fieldset class="import-format">
            <legend>{import::format()}</legend>
            {if is_workbook { sheets(intake) } else { delimiter().into_any() }}
            <Picker
                label=import::header()
                name="header"
                chosen=about(|d| if d.format.header { "yes" } else { "no" }.to_owned())
                choices=headers
                on_choose=change(|format, code| format.header = code == "yes")
            />
            <Picker
                label=texts::date_order()
                name="date_order"
                chosen=about(|d| code_of(&ORDERS, &d.format.date_order).to_owned())
                choices=orders
                on_choose=change(|format, code| {
                    if let Some((order, _)) = ORDERS.iter().find(|(_, c)| *c == code) {
                        format.date_order = *order;
                    }
                })
            />
            <Picker
                label=texts::decimal_mark()
                name="decimal_mark"
                chosen=about(|d| match d.format.decimal_mark {
                    DecimalMark::Point => "point".to_owned(),
                    DecimalMark::Comma => "comma".to_owned(),
                })
                choices=marks
                on_choose=change(|format, code| {
                    format.decimal_mark =
                        if code == "comma" { DecimalMark::Comma } else { DecimalMark::Point };
                })
            />
            {(!is_workbook).then(encoding)}
        </fieldset>
        {doubts}
    }
    .into_any()
}

/// Which sheet of a workbook is read, where there are several.
fn sheets(intake: Intake) -> AnyView {
    let sheet = intake
        .looked
        .with_untracked(|looked| looked.as_ref().and_then(|looked| looked.sheet.clone()));
    let Some(sheet) = sheet.filter(|sheet| sheet.names.len() > 1) else { return ().into_any() };
    let choice = |(at, name): (usize, &String)| Choice::new(at.to_string(), name.clone());
    let choices: Vec<Choice> = sheet.names.iter().enumerate().map(choice).collect();
    view! {
        <Picker
            label=texts::sheet()
            name="sheet"
            chosen=sheet.at.to_string()
            choices
            on_choose=Callback::new(move |(code,): (String,)| {
                if let Ok(at) = code.parse() {
                    intake.choose_sheet(at);
                }
            })
        />
    }
    .into_any()
}

/// The first rows under their columns.
#[derive(Clone, PartialEq)]
struct Grid {
    names: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
    /// Whether they are rows of a sheet, not lines of a text.
    is_sheet: bool,
}

const CONTENTS: [(Contents, &str); 3] = [
    (Contents::Purchases, "purchases"),
    (Contents::Customers, "customers"),
    (Contents::Feedback, "feedback"),
];

/// What a column of a file with these contents may be.
fn targets(contents: Contents) -> Vec<Choice> {
    let hidden = [customer::PINNED_RUNG, customer::PIN_REASON];
    let of_customer = |target: &Target| matches!(target, Target::Customer(_));
    let offered = |target: &Target| {
        target.fits(contents) && !hidden.iter().any(|field| *target == Target::Customer(*field))
    };
    let facts = Target::all().filter(|target| !of_customer(target));
    let customers = Target::all().filter(of_customer);
    let choice = |target: Target| Choice::new(target.code(), import::target(target));
    std::iter::once(Choice::new("", texts::ignore()))
        .chain(facts.chain(customers).filter(offered).map(choice))
        .collect()
}

/// What the rows are, which column is which field, and the first rows.
#[component]
pub fn Columns(
    /// The import.
    intake: Intake,
) -> impl IntoView {
    let mapping = Memo::new(move |_| {
        intake.looked.with(|looked| looked.as_ref().map(|looked| looked.mapping.clone()))
    });
    let known = Memo::new(move |_| {
        intake.looked.with(|looked| looked.as_ref().is_some_and(|looked| looked.as_last_time))
    });
    let grid = Memo::new(move |_| {
        intake.looked.with(|looked| {
            let looked = looked.as_ref()?;
            let header = looked.detection.header.clone().unwrap_or_default();
            let names = (0..looked.detection.columns.len()).map(|at| {
                let name = header.get(at).filter(|name| !name.trim().is_empty());
                name.cloned().unwrap_or_else(|| texts::column(at + 1))
            });
            let (names, rows) = (names.collect(), looked.preview.rows.clone());
            Some(Arc::new(Grid { names, rows, is_sheet: looked.sheet.is_some() }))
        })
    });
    let contents = Memo::new(move |_| {
        mapping.with(|mapping| mapping.as_ref().map_or(Contents::Purchases, |m| m.contents))
    });
    let rows_are = vec![
        Choice::new("purchases", texts::rows_purchases()),
        Choice::new("customers", texts::rows_customers()),
        Choice::new("feedback", texts::rows_feedback()),
    ];
    let choose_contents = move |(code,): (String,)| {
        if let Some((contents, _)) = CONTENTS.iter().find(|(_, known)| *known == code) {
            intake.choose_mapping(|mapping| mapping.contents = *contents);
        }
    };
    let problems = move || {
        let problems = mapping.with(|m| m.as_ref().map(|m| m.problems()).unwrap_or_default());
        problems
            .into_iter()
            .map(|problem| {
                view! { <Notice tone=Tone::Careful title=import::mapping_problem(problem)/> }
            })
            .collect_view()
    };
    let head = move |(at, name): (usize, String)| {
        let chosen = Signal::derive(move || {
            mapping.with(|mapping| {
                let target = mapping.as_ref().and_then(|m| m.targets.get(at).copied().flatten());
                target.map(Target::code).unwrap_or_default()
            })
        });
        let choose = move |(code,): (String,)| {
            intake.choose_mapping(|mapping| {
                if let Some(target) = mapping.targets.get_mut(at) {
                    *target = Target::from_code(&code);
                }
            });
        };
        view! {
            <th scope="col" class:left-out=move || chosen.read().is_empty()>
                <span class="import-column" title=name.clone()>{name.clone()}</span>
                <Picker
                    label=import::field_of(&name)
                    name="column"
                    chosen
                    choices=Signal::derive(move || targets(contents.get()))
                    on_choose=choose
                    bare=true
                />
            </th>
        }
        .into_any()
    };
    let table = move || {
        let Some(grid) = grid.get() else { return ().into_any() };
        let columns = grid.names.len();
        let body = grid
            .rows
            .iter()
            .map(|(line, cells)| {
                let cells = (0..columns.max(cells.len()))
                    .map(|at| {
                        let cell = cells.get(at).cloned().unwrap_or_default();
                        let whole = cell.clone();
                        view! { <td title=whole>{cell}</td> }
                    })
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">{line.to_string()}</th>
                        {cells}
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table class="table import-table">
                <thead>
                    <tr>
                        <th scope="col">
                            {if grid.is_sheet { import::row() } else { import::line() }}
                        </th>
                        {grid.names.iter().cloned().enumerate().map(head).collect_view()}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <div class="import-columns stack">
            <h3>{import::columns_of()}</h3>
            <Picker
                label=texts::rows_are()
                name="contents"
                chosen=Signal::derive(move || code_of(&CONTENTS, &contents.get()).to_owned())
                choices=rows_are
                on_choose=choose_contents
            />
            <p class="quiet" hidden=move || !known.get()>
                {texts::mapping_known()}
            </p>
            {problems}
            <div class="scroll-x" tabindex="0" role="region" aria-label=texts::as_understood()>
                {table}
            </div>
            <p class="quiet">{texts::as_understood()}</p>
        </div>
    }
    .into_any()
}
