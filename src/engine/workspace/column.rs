//! One field of many records, side by side.
//!
//! Each kind has a value that stands for "nothing", so that a column is one
//! plain array: scans touch few bytes and segments are written as they lie.

use crate::domain::schema::{FieldKind, Value};
use crate::domain::{ChangeSetId, Day, RecordId};
use rustc_hash::FxHashMap;

/// "Nothing" among label codes and reference parts.
pub const NO_CODE: u32 = u32::MAX;
/// "Nothing" among integers.
pub const NO_INTEGER: i64 = i64::MIN;
/// "Nothing" among days.
pub const NO_DAY: i32 = i32::MIN;
/// "Nothing" among truths, beside 0 and 1.
pub const NO_TRUTH: u8 = 2;

/// A column of one field kind.
#[derive(Clone, Debug)]
pub enum Column {
    /// Texts end to end.
    Text(Texts),
    /// Codes into a list of words.
    Label(Labels),
    /// Whole numbers.
    Integer(Vec<i64>),
    /// Days since 1970.
    Date(Vec<i32>),
    /// 0, 1 or nothing.
    Truth(Vec<u8>),
    /// Records named by the code of their origin (in the table's list of
    /// origins) and their number.
    Reference(Vec<(u32, u32)>),
}

/// Texts that mostly differ. A changed text is put at the end; the gap it
/// leaves goes when the rows are next written out and read.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    bytes: String,
    /// Start and length in `bytes`; length [`NO_CODE`] is nothing.
    spans: Vec<(u32, u32)>,
}

impl Texts {
    /// Text of a row.
    pub fn get(&self, row: u32) -> Option<&str> {
        let (start, length) = self.spans[row as usize];
        (length != NO_CODE).then(|| &self.bytes[start as usize..][..length as usize])
    }

    fn store(&mut self, text: Option<&str>) -> (u32, u32) {
        match text {
            None => (0, NO_CODE),
            Some(text) => {
                let start = self.bytes.len() as u32;
                self.bytes.push_str(text);
                (start, text.len() as u32)
            }
        }
    }

    /// Adds a row.
    pub fn push(&mut self, text: Option<&str>) {
        let span = self.store(text);
        self.spans.push(span);
    }

    fn set(&mut self, row: u32, text: Option<&str>) {
        self.spans[row as usize] = self.store(text);
    }

    /// The texts end to end in row order and each one's length, [`NO_CODE`]
    /// for nothing.
    pub fn packed(&self) -> (String, Vec<u32>) {
        let mut bytes = String::with_capacity(self.bytes.len());
        for row in 0..self.spans.len() as u32 {
            bytes.push_str(self.get(row).unwrap_or(""));
        }
        (bytes, self.spans.iter().map(|(_, length)| *length).collect())
    }

    /// Rebuilds texts from what [`Texts::packed`] gave; `None` if lengths and
    /// texts do not fit.
    pub fn unpacked(bytes: String, lengths: &[u32]) -> Option<Texts> {
        let mut start = 0_u32;
        let mut spans = Vec::with_capacity(lengths.len());
        for length in lengths {
            if *length == NO_CODE {
                spans.push((0, NO_CODE));
                continue;
            }
            let end = start.checked_add(*length)?;
            if !bytes.is_char_boundary(end as usize) {
                return None;
            }
            spans.push((start, *length));
            start = end;
        }
        (start as usize == bytes.len()).then_some(Texts { bytes, spans })
    }

    fn pick(&self, rows: &[u32]) -> Texts {
        let mut picked = Texts::default();
        rows.iter().for_each(|row| picked.push(self.get(*row)));
        picked
    }

    fn extend(&mut self, other: &Texts) {
        let base = self.bytes.len() as u32;
        self.bytes.push_str(&other.bytes);
        self.spans.extend(
            other.spans.iter().map(|(start, length)| {
                (if *length == NO_CODE { 0 } else { start + base }, *length)
            }),
        );
    }
}

/// Texts that repeat: each word is kept once.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    words: Vec<Box<str>>,
    codes: Vec<u32>,
    lookup: FxHashMap<Box<str>, u32>,
}

impl Labels {
    /// The code of a word, which is added if it is new.
    pub fn intern(&mut self, word: &str) -> u32 {
        if let Some(code) = self.lookup.get(word) {
            return *code;
        }
        let code = self.words.len() as u32;
        self.words.push(word.into());
        self.lookup.insert(word.into(), code);
        code
    }

    /// The words by code.
    pub fn words(&self) -> &[Box<str>] {
        &self.words
    }

    /// The code of each row, [`NO_CODE`] for nothing.
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// Rebuilds labels from words and codes; `None` if a code has no word or a
    /// word stands twice.
    pub fn from_parts(words: Vec<Box<str>>, codes: Vec<u32>) -> Option<Labels> {
        let lookup: FxHashMap<_, _> = words.iter().cloned().zip(0..).collect();
        let fits = codes.iter().all(|c| *c == NO_CODE || (*c as usize) < words.len());
        (fits && lookup.len() == words.len()).then_some(Labels { words, codes, lookup })
    }

    /// Adds a row by code.
    pub fn push_code(&mut self, code: u32) {
        self.codes.push(code);
    }

    /// The word of a row.
    pub fn get(&self, row: u32) -> Option<&str> {
        self.words.get(self.codes[row as usize] as usize).map(|word| &**word)
    }

    fn code_of(&mut self, word: Option<&str>) -> u32 {
        word.map_or(NO_CODE, |word| self.intern(word))
    }

    fn pick(&self, rows: &[u32]) -> Labels {
        let mut picked = Labels::default();
        let mut moved = vec![NO_CODE; self.words.len()];
        for row in rows {
            let code = self.codes[*row as usize];
            let Some(word) = self.words.get(code as usize) else {
                picked.codes.push(NO_CODE);
                continue;
            };
            if moved[code as usize] == NO_CODE {
                moved[code as usize] = picked.intern(word);
            }
            picked.codes.push(moved[code as usize]);
        }
        picked
    }

    fn extend(&mut self, other: &Labels) {
        let map: Vec<u32> = other.words.iter().map(|word| self.intern(word)).collect();
        let code = |c: &u32| map.get(*c as usize).copied().unwrap_or(NO_CODE);
        self.codes.extend(other.codes.iter().map(code));
    }
}

impl Column {
    /// An empty column.
    pub fn new(kind: FieldKind) -> Column {
        match kind {
            FieldKind::Text => Column::Text(Texts::default()),
            FieldKind::Label => Column::Label(Labels::default()),
            FieldKind::Integer => Column::Integer(Vec::new()),
            FieldKind::Date => Column::Date(Vec::new()),
            FieldKind::Truth => Column::Truth(Vec::new()),
            FieldKind::Reference => Column::Reference(Vec::new()),
        }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Column::Text(texts) => texts.spans.len(),
            Column::Label(labels) => labels.codes.len(),
            Column::Integer(values) => values.len(),
            Column::Date(values) => values.len(),
            Column::Truth(values) => values.len(),
            Column::Reference(values) => values.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds rows of nothing until there are `rows`.
    pub fn pad(&mut self, rows: usize) {
        match self {
            Column::Text(texts) => texts.spans.resize(rows, (0, NO_CODE)),
            Column::Label(labels) => labels.codes.resize(rows, NO_CODE),
            Column::Integer(values) => values.resize(rows, NO_INTEGER),
            Column::Date(values) => values.resize(rows, NO_DAY),
            Column::Truth(values) => values.resize(rows, NO_TRUTH),
            Column::Reference(values) => values.resize(rows, (NO_CODE, NO_CODE)),
        }
    }

    /// A row's value; references need the table's list of origins.
    pub fn get(&self, row: u32, origins: &[ChangeSetId]) -> Option<Value> {
        let at = row as usize;
        match self {
            Column::Text(texts) => texts.get(row).map(|text| Value::Text(text.to_owned())),
            Column::Label(labels) => labels.get(row).map(|word| Value::Text(word.to_owned())),
            Column::Integer(values) => {
                Some(values[at]).filter(|v| *v != NO_INTEGER).map(Value::Integer)
            }
            Column::Date(values) => {
                Some(values[at]).filter(|v| *v != NO_DAY).map(|v| Value::Date(Day(v)))
            }
            Column::Truth(values) => {
                Some(values[at]).filter(|v| *v != NO_TRUTH).map(|v| Value::Truth(v == 1))
            }
            Column::Reference(values) => {
                let (origin, number) = values[at];
                let origin = *origins.get(origin as usize)?;
                Some(Value::Reference(RecordId { origin, number }))
            }
        }
    }

    /// Whether a row holds nothing.
    pub fn is_nothing(&self, row: u32) -> bool {
        let at = row as usize;
        match self {
            Column::Text(texts) => texts.spans[at].1 == NO_CODE,
            Column::Label(labels) => labels.codes[at] == NO_CODE,
            Column::Integer(values) => values[at] == NO_INTEGER,
            Column::Date(values) => values[at] == NO_DAY,
            Column::Truth(values) => values[at] == NO_TRUTH,
            Column::Reference(values) => values[at].0 == NO_CODE,
        }
    }

    /// Whether a row holds what another column's row holds. `same_origin` tells
    /// whether an origin code of this table and one of the other's name one
    /// origin.
    pub fn is_same(
        &self,
        row: u32,
        other: &Column,
        theirs: u32,
        same_origin: impl FnOnce(u32, u32) -> bool,
    ) -> bool {
        let (at, of) = (row as usize, theirs as usize);
        match (self, other) {
            (Column::Text(a), Column::Text(b)) => a.get(row) == b.get(theirs),
            (Column::Label(a), Column::Label(b)) => a.get(row) == b.get(theirs),
            (Column::Integer(a), Column::Integer(b)) => a[at] == b[of],
            (Column::Date(a), Column::Date(b)) => a[at] == b[of],
            (Column::Truth(a), Column::Truth(b)) => a[at] == b[of],
            (Column::Reference(a), Column::Reference(b)) => match (a[at], b[of]) {
                ((NO_CODE, _), (code, _)) | ((code, _), (NO_CODE, _)) => code == NO_CODE,
                (a, b) => a.1 == b.1 && same_origin(a.0, b.0),
            },
            _ => false,
        }
    }

    /// Changes a row; `intern` gives the code of a reference's origin. A value
    /// of another kind than the column's is taken as nothing.
    pub fn set(
        &mut self,
        row: u32,
        value: Option<&Value>,
        intern: impl FnOnce(ChangeSetId) -> u32,
    ) {
        let at = row as usize;
        match self {
            Column::Text(texts) => texts.set(row, text_of(value)),
            Column::Label(labels) => labels.codes[at] = labels.code_of(text_of(value)),
            Column::Integer(values) => {
                values[at] = if let Some(Value::Integer(v)) = value { *v } else { NO_INTEGER };
            }
            Column::Date(values) => {
                values[at] = if let Some(Value::Date(day)) = value { day.0 } else { NO_DAY };
            }
            Column::Truth(values) => {
                values[at] =
                    if let Some(Value::Truth(v)) = value { u8::from(*v) } else { NO_TRUTH };
            }
            Column::Reference(values) => {
                values[at] = match value {
                    Some(Value::Reference(id)) => (intern(id.origin), id.number),
                    _ => (NO_CODE, NO_CODE),
                };
            }
        }
    }

    /// Some of the rows. `origins` maps this table's origin codes to the new
    /// one's.
    pub fn pick(&self, rows: &[u32], origins: &[u32]) -> Column {
        match self {
            Column::Text(texts) => Column::Text(texts.pick(rows)),
            Column::Label(labels) => Column::Label(labels.pick(rows)),
            Column::Integer(values) => {
                Column::Integer(rows.iter().map(|row| values[*row as usize]).collect())
            }
            Column::Date(values) => {
                Column::Date(rows.iter().map(|row| values[*row as usize]).collect())
            }
            Column::Truth(values) => {
                Column::Truth(rows.iter().map(|row| values[*row as usize]).collect())
            }
            Column::Reference(values) => {
                let moved = |row: &u32| match values[*row as usize] {
                    (NO_CODE, number) => (NO_CODE, number),
                    (origin, number) => (origins[origin as usize], number),
                };
                Column::Reference(rows.iter().map(moved).collect())
            }
        }
    }

    /// Adds another column's rows. `origins` maps the other table's origin
    /// codes to this one's. A column of another kind adds rows of nothing.
    pub fn extend(&mut self, other: &Column, origins: &[u32]) {
        match (self, other) {
            (Column::Text(mine), Column::Text(theirs)) => mine.extend(theirs),
            (Column::Label(mine), Column::Label(theirs)) => mine.extend(theirs),
            (Column::Integer(mine), Column::Integer(theirs)) => mine.extend_from_slice(theirs),
            (Column::Date(mine), Column::Date(theirs)) => mine.extend_from_slice(theirs),
            (Column::Truth(mine), Column::Truth(theirs)) => mine.extend_from_slice(theirs),
            (Column::Reference(mine), Column::Reference(theirs)) => {
                mine.extend(theirs.iter().map(
                    |(origin, number)| match origins.get(*origin as usize) {
                        Some(origin) => (*origin, *number),
                        None => (NO_CODE, NO_CODE),
                    },
                ));
            }
            (mine, theirs) => {
                let rows = mine.len() + theirs.len();
                mine.pad(rows);
            }
        }
    }
}

fn text_of(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}
