//! The widgets that pages are made of. They know nothing of the workspace or of
//! storage: values come in as signals, deeds go out as callbacks, texts come in
//! from the page or stand in `words::widgets`.
//!
//! Every component ends in `.into_any()`, so that a page's type stays small.
//! A text prop takes `&'static str`, `String` or a signal; for a text that
//! changes, pass `Signal::derive(move || …)` or a memo. Its look stands in the
//! file of the same name under `style/`.

pub mod badge;
pub mod button;
pub mod chart_frame;
pub mod data_table;
pub mod dialog;
pub mod drop_zone;
pub mod empty_state;
pub mod field;
pub mod figure;
pub mod form;
pub mod format;
pub mod icon;
pub mod link;
pub mod menu;
pub mod notice;
pub mod paged;
pub mod palette;
mod panel;
pub mod progress;
pub mod report;
pub mod safety_meter;
pub mod search_field;
pub mod segmented;
pub mod shell;
pub mod toast;

pub use badge::{Badge, RungChip};
pub use button::{Button, ButtonLink, Kind, OutsideLink, SymbolButton};
pub use chart_frame::{ChartFrame, ChartTable};
pub use data_table::{Column, DataTable, Picking, Sort};
pub use dialog::Dialog;
pub use drop_zone::DropZone;
pub use empty_state::EmptyState;
pub use field::{
    CheckField, Choice, DateField, MoneyField, NumberField, RadioField, ScoreField, SelectField,
    TextAreaField, TextField, entry,
};
pub use figure::{Explanation, Figure, FigureRow, Reading, Tone};
pub use form::{DialogForm, Sending};
pub use icon::{Icon, Symbol};
pub use link::Link;
pub use menu::{Menu, MenuItem};
pub use notice::Notice;
pub use paged::{paged, paged_from};
pub use palette::{Palette, PaletteEntry, PaletteGroup};
pub use panel::Panel;
pub use progress::{Progress, UnderWay};
pub use report::{Heading, Report};
pub use safety_meter::{KeepingState, SafetyMeter};
pub use search_field::SearchField;
pub use segmented::{Segmented, Tabs};
pub use shell::{Destination, MAIN, PageHeader, RailCounts, Shell};
pub use toast::{ToastStack, Toaster};

use std::cell::Cell;

thread_local! {
    static LAST_ID: Cell<u32> = const { Cell::new(0) };
}

/// An element id that no other element of the page has.
pub(crate) fn unique_id(prefix: &str) -> String {
    let number = LAST_ID.get() + 1;
    LAST_ID.set(number);
    format!("{prefix}-{number}")
}
