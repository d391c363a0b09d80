//! Planned values side by side, in the shapes in which a workspace keeps them,
//! so that a million rows move over without being touched one by one.

use super::numbered::Numbered;
use crate::domain::schema::{FieldKind, Value};

/// "Nothing" among label codes and text lengths.
pub const NO_CODE: u32 = u32::MAX;
/// "Nothing" among days.
pub const NO_DAY: i32 = i32::MIN;
/// "Nothing" among integers.
pub const NO_INTEGER: i64 = i64::MIN;
/// "Nothing" among truths, beside 0 and 1.
pub const NO_TRUTH: u8 = 2;

/// One field of all planned records of a sort.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlannedColumn {
    /// Texts that mostly differ.
    Text(PlannedTexts),
    /// Texts that repeat.
    Label(PlannedLabels),
    /// Whole numbers, or [`NO_INTEGER`].
    Integer(Vec<i64>),
    /// Days since 1970, or [`NO_DAY`].
    Date(Vec<i32>),
    /// 0, 1, or [`NO_TRUTH`].
    Truth(Vec<u8>),
}

/// Texts end to end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PlannedTexts {
    /// All texts, one after the other.
    pub bytes: String,
    /// Each one's length in bytes, or [`NO_CODE`].
    pub lengths: Vec<u32>,
}

impl PlannedTexts {
    /// Adds a row; blank is nothing.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.lengths.push(if text.is_empty() { NO_CODE } else { text.len() as u32 });
    }
}

/// Words, each kept once, and their codes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PlannedLabels {
    /// The words; a word's number is its code.
    pub words: Numbered,
    /// Each row's code, or [`NO_CODE`].
    pub codes: Vec<u32>,
}

impl PlannedLabels {
    /// Adds a row; blank is nothing.
    pub fn push(&mut self, word: &str) {
        self.codes.push(if word.is_empty() { NO_CODE } else { self.words.number(word) });
    }

    /// The word of a row.
    pub fn get(&self, row: usize) -> Option<&str> {
        self.words.text(*self.codes.get(row)?)
    }
}

impl PlannedColumn {
    pub(super) fn new(kind: FieldKind) -> PlannedColumn {
        match kind {
            FieldKind::Label => PlannedColumn::Label(PlannedLabels::default()),
            FieldKind::Integer => PlannedColumn::Integer(Vec::new()),
            FieldKind::Date => PlannedColumn::Date(Vec::new()),
            FieldKind::Truth => PlannedColumn::Truth(Vec::new()),
            // No spreadsheet names a record by its identity.
            FieldKind::Text | FieldKind::Reference => PlannedColumn::Text(PlannedTexts::default()),
        }
    }

    /// Adds a row; a value of another kind is nothing.
    pub(super) fn push(&mut self, value: Option<&Value>) {
        match self {
            PlannedColumn::Text(texts) => texts.push(text_of(value)),
            PlannedColumn::Label(labels) => labels.push(text_of(value)),
            PlannedColumn::Integer(numbers) => numbers.push(match value {
                Some(Value::Integer(number)) => *number,
                _ => NO_INTEGER,
            }),
            PlannedColumn::Date(days) => days.push(match value {
                Some(Value::Date(day)) => day.0,
                _ => NO_DAY,
            }),
            PlannedColumn::Truth(truths) => truths.push(match value {
                Some(Value::Truth(truth)) => u8::from(*truth),
                _ => NO_TRUTH,
            }),
        }
    }
}

fn text_of(value: Option<&Value>) -> &str {
    match value {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}
