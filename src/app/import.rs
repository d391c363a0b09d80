//! Importing a spreadsheet: look, plan, confirm. Nothing is stored before the
//! person confirms, and then all of it is one change set.

pub mod intake;

use super::commands::{say_done, say_failed};
use super::commit::{CommitError, Watch, commit};
use super::files::read_chunk;
use super::session::{Busy, Session, new_id};
use crate::browser::{measure, pause, preferences};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use tangga_engine::domain::schema::{customer, feedback, purchase};
use tangga_engine::domain::{ChangeSetId, Collection, Currency, FieldId, Setting, Source, Value};
use tangga_engine::interchange::spreadsheet::plan::{
    CustomerRef, Existing, Identity, Options, Plan, Planned, PlannedColumn, feedback_key,
    purchase_key,
};
use tangga_engine::interchange::spreadsheet::{
    CHUNK_BYTES, Contents, Detection, Format, Mapping, Preview, Reader, Rows, SAMPLE_BYTES,
    SpreadsheetError, Target, detect, guess, header_key, inspect, preview,
};
use tangga_engine::workspace::column::{Column, Labels, NO_CODE, Texts};
use tangga_engine::workspace::{Action, Draft, Label, Workspace};
use web_sys::File;

/// Rows that the preview shows.
const PREVIEW_ROWS: usize = 8;

/// A file that was looked at.
#[derive(Clone)]
pub struct Looked {
    /// The file.
    pub file: File,
    sample: Rc<[u8]>,
    whole: bool,
    /// What it is.
    pub detection: Detection,
    /// Its first rows.
    pub preview: Preview,
    /// Which column is which field.
    pub mapping: Mapping,
    /// Whether the mapping is the one that was used for such a file before.
    pub as_last_time: bool,
}

/// Why a file could not be imported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportError {
    /// The browser cannot read it.
    Unreadable,
    /// It is no table that can be taken.
    Spreadsheet(SpreadsheetError),
    /// It was cancelled; nothing was kept.
    Stopped,
}

impl From<SpreadsheetError> for ImportError {
    fn from(error: SpreadsheetError) -> ImportError {
        ImportError::Spreadsheet(error)
    }
}

/// Looks at the start of a file. A mapping that was used for the same header
/// before is taken again.
pub async fn look(file: File) -> Result<Looked, ImportError> {
    Reader::check_size(file.size() as u64)?;
    let sample =
        read_chunk(&file, 0.0, SAMPLE_BYTES as f64).await.ok_or(ImportError::Unreadable)?;
    let whole = sample.len() as f64 >= file.size();
    let detection = detect(&sample, whole)?;
    build(file, sample.into(), whole, detection)
}

fn build(
    file: File,
    sample: Rc<[u8]>,
    whole: bool,
    detection: Detection,
) -> Result<Looked, ImportError> {
    let preview = preview(&sample, whole, &detection.format, PREVIEW_ROWS)?;
    let known = remembered(&detection);
    let as_last_time = known.is_some();
    let mapping = known.unwrap_or_else(|| guess(detection.header.as_deref(), &detection.columns));
    Ok(Looked { file, sample, whole, detection, preview, mapping, as_last_time })
}

impl Looked {
    /// Looks again with choices that the person made. Columns keep the fields
    /// that were chosen for them, unless the file now falls into other columns.
    pub fn with_format(&self, format: &Format) -> Result<Looked, ImportError> {
        let detection = inspect(&self.sample, self.whole, format)?;
        let same_columns = detection.columns.len() == self.detection.columns.len()
            && detection.format.header == self.detection.format.header;
        let mut looked = build(self.file.clone(), Rc::clone(&self.sample), self.whole, detection)?;
        if same_columns {
            looked.mapping = self.mapping.clone();
        }
        Ok(looked)
    }
}

/// What rows are, as a saved mapping names it.
const CONTENTS: [(&str, Contents); 3] = [
    ("customers", Contents::Customers),
    ("purchases", Contents::Purchases),
    ("feedback", Contents::Feedback),
];

fn mapping_note(detection: &Detection) -> String {
    format!("mapping:{}", header_key(detection.header.as_deref(), &detection.columns))
}

/// The mapping as one line: what the rows are, then each column's target.
fn remembered(detection: &Detection) -> Option<Mapping> {
    let note = preferences::note(&mapping_note(detection))?;
    let (contents, targets) = note.split_once(' ')?;
    let targets: Vec<Option<Target>> = targets.split(',').map(Target::from_code).collect();
    let contents = CONTENTS.iter().find(|(code, _)| *code == contents)?.1;
    (targets.len() == detection.columns.len()).then_some(Mapping { contents, targets })
}

/// Remembers which column is which field for files with the same header.
fn remember(looked: &Looked) {
    let Mapping { contents, targets } = &looked.mapping;
    let codes: Vec<String> =
        targets.iter().map(|target| target.map(Target::code).unwrap_or_default()).collect();
    let code = CONTENTS.iter().find(|(_, c)| c == contents).map_or("", |(code, _)| code);
    let note = format!("{code} {}", codes.join(","));
    preferences::keep_note(&mapping_note(&looked.detection), &note);
}

/// What is stored already, in the form in which a plan asks.
#[derive(Default)]
struct Known {
    by_external_id: FxHashMap<String, u32>,
    by_phone: FxHashMap<String, u32>,
    by_email: FxHashMap<String, u32>,
    /// `None` where several customers have the name.
    by_name: FxHashMap<String, Option<u32>>,
    facts: FxHashMap<u64, u32>,
}

/// What is known, beside the workspace that it is known of.
struct Stored<'a> {
    workspace: &'a Workspace,
    known: &'a Known,
}

/// Stored facts that are looked at between two pauses.
const SLICE_FACTS: u32 = 50_000;

impl Known {
    /// Gathers in slices, so that the page stays alive on large data.
    async fn gather() -> Known {
        let mut known = Known::default();
        Session.peek(|workspace| known.gather_customers(workspace));
        pause::pause().await;
        let mut from = 0;
        while Session.peek(|workspace| known.gather_facts(workspace, from)) {
            from += SLICE_FACTS;
            pause::pause().await;
        }
        known
    }

    fn gather_customers(&mut self, workspace: &Workspace) {
        let table = workspace.customers();
        for row in workspace.alive_rows(Collection::Customer) {
            if let Some(id) = table.text(row, customer::EXTERNAL_ID) {
                self.by_external_id.entry(id.to_owned()).or_insert(row);
            }
            if let Some(phone) = table.text(row, customer::PHONE) {
                self.by_phone.entry(phone.to_owned()).or_insert(row);
            }
            if let Some(email) = table.text(row, customer::EMAIL) {
                self.by_email.entry(email.to_lowercase()).or_insert(row);
            }
            if let Some(name) = table.text(row, customer::NAME) {
                let one = self.by_name.entry(name.to_lowercase());
                one.and_modify(|one| *one = None).or_insert(Some(row));
            }
        }
    }

    /// Takes one slice of purchases and of answers; says whether there is more.
    fn gather_facts(&mut self, workspace: &Workspace, from: u32) -> bool {
        let purchases = workspace.purchases();
        let table = workspace.table(Collection::Purchase);
        let slice = |length: usize| from..(length as u32).min(from + SLICE_FACTS);
        for row in slice(purchases.len()) {
            if purchases.counts[row as usize] {
                let at = row as usize;
                let key = purchase_key(
                    purchases.customer[at],
                    purchases.day[at],
                    purchases.amount[at],
                    table.integers(purchase::QUANTITY)[at],
                    table.text(row, purchase::PRODUCT).unwrap_or_default(),
                    table.text(row, purchase::ORDER_NUMBER).unwrap_or_default(),
                );
                *self.facts.entry(key).or_default() += 1;
            }
        }
        let answers = workspace.feedback();
        let table = workspace.table(Collection::Feedback);
        for row in slice(answers.len()) {
            if answers.counts[row as usize] {
                let at = row as usize;
                let comment = table.text(row, feedback::COMMENT).unwrap_or_default();
                let (customer, day) = (answers.customer[at], answers.day[at]);
                let key = feedback_key(customer, day, answers.score[at], comment);
                *self.facts.entry(key).or_default() += 1;
            }
        }
        ((from + SLICE_FACTS) as usize) < purchases.len().max(answers.len())
    }
}

impl Existing for Stored<'_> {
    fn find(&self, identity: Identity<'_>) -> Option<u32> {
        match identity {
            Identity::ExternalId(id) => self.known.by_external_id.get(id).copied(),
            Identity::Phone(phone) => self.known.by_phone.get(phone).copied(),
            Identity::Email(email) => self.known.by_email.get(email).copied(),
            Identity::Name(name) => self.known.by_name.get(name).copied().flatten(),
        }
    }

    fn value(&self, row: u32, field: FieldId) -> Option<Value> {
        self.workspace.customers().value(row, field)
    }

    fn facts(&self, key: u64) -> u32 {
        self.known.facts.get(&key).copied().unwrap_or(0)
    }
}

/// Plans the import of the whole file: what would be stored, and what not and
/// why. The same reader made the preview.
pub async fn plan(
    looked: &Looked,
    options: Options,
    watch: &Watch,
) -> Result<Planned, ImportError> {
    let _busy = Busy::begin();
    let span = measure::Span::begin("import.parse");
    let format = &looked.detection.format;
    let mut plan = Plan::new(&looked.mapping, format, options);
    let mut reader = Reader::new(format);
    let mut rows = Rows::default();
    let size = looked.file.size();
    let mut from = 0.0;
    let known = Known::gather().await;
    let feed = |plan: &mut Plan, rows: &Rows| {
        Session.peek(|workspace| plan.feed(rows, &Stored { workspace, known: &known }));
    };
    while from < size {
        let chunk = read_chunk(&looked.file, from, CHUNK_BYTES as f64).await;
        let chunk = chunk.filter(|chunk| !chunk.is_empty()).ok_or(ImportError::Unreadable)?;
        from += chunk.len() as f64;
        reader.feed(&chunk, &mut rows)?;
        feed(&mut plan, &rows);
        watch.tell(from / size);
        if watch.is_stopped() {
            return Err(ImportError::Stopped);
        }
        pause::pause().await;
    }
    reader.finish(&mut rows)?;
    feed(&mut plan, &rows);
    span.end();
    Ok(Planned { sha256: Some(reader.sha256()), ..plan.finish() })
}

/// Stores what was planned, as one change set.
pub async fn confirm(
    looked: &Looked,
    planned: Planned,
    currency: Currency,
    watch: &Watch,
) -> Result<(), CommitError> {
    let mut label = Label::new(Action::Import);
    label.file = Some(looked.file.name());
    let counts = planned.counts;
    let rows = counts.new_customers + counts.new_facts + counts.updated_customers;
    label.count = rows.min(u64::from(u32::MAX)) as u32;
    let draft = Session.peek(|workspace| draft(workspace, planned, currency, label.clone()));
    let stored = commit(draft, watch).await.map(drop);
    match &stored {
        Ok(()) => {
            remember(looked);
            say_done(&label);
        }
        Err(error) => say_failed(error),
    }
    stored
}

/// The change set of a plan. An empty workspace takes the currency along.
fn draft(workspace: &Workspace, planned: Planned, currency: Currency, label: Label) -> Draft {
    let id = new_id();
    let mut draft = Draft::new(id, label);
    let brings_money =
        planned.facts_of == Some(Collection::Purchase) && planned.counts.new_facts > 0;
    if brings_money && workspace.currency() != currency {
        let mut settings: Setting = workspace.settings();
        settings.currency = Some(currency.code);
        settings.decimals = Some(i64::from(currency.decimals));
        draft.update(workspace, Setting::ID, &settings);
    }
    let columns = |planned: Vec<(FieldId, PlannedColumn)>| -> Vec<(FieldId, Column)> {
        planned.into_iter().map(|(field, column)| (field, ready(column))).collect()
    };
    let mut first_customer = 0;
    if planned.counts.new_customers > 0 {
        first_customer = draft.create_rows(Collection::Customer, columns(planned.customers));
    }
    for update in planned.updates {
        let record = workspace.id(Collection::Customer, update.customer);
        draft.set(Collection::Customer, record, update.field, Some(update.value));
    }
    if let Some(collection) = planned.facts_of {
        let mut facts = columns(planned.facts);
        let mut origins = Vec::new();
        let about =
            references(workspace, &planned.fact_customers, id, first_customer, &mut origins);
        facts.push((collection.about().expect("facts are about customers"), about));
        if planned.counts.new_facts > 0 {
            draft.create_referring_rows(collection, facts, &origins);
        }
    }
    // A colleague who brings the same file in holds the same rows under other
    // ids; by its source each is found again when the two merge.
    if planned.counts.new_customers > 0 || planned.counts.new_facts > 0 {
        let file = draft.label().file.clone();
        draft.create(&Source { sha256: planned.sha256, file });
    }
    draft
}

fn ready(column: PlannedColumn) -> Column {
    match column {
        PlannedColumn::Text(texts) => Column::Text(
            Texts::unpacked(texts.bytes, &texts.lengths).expect("the plan wrote both together"),
        ),
        PlannedColumn::Label(labels) => {
            let words = labels.words.texts().map(Into::into).collect();
            Column::Label(
                Labels::from_parts(words, labels.codes).expect("the plan wrote both together"),
            )
        }
        PlannedColumn::Integer(values) => Column::Integer(values),
        PlannedColumn::Date(values) => Column::Date(values),
        PlannedColumn::Truth(values) => Column::Truth(values),
    }
}

/// Whom each fact is about; `origins` takes the change sets that the codes
/// stand for.
fn references(
    workspace: &Workspace,
    customers: &[CustomerRef],
    id: ChangeSetId,
    first_customer: u32,
    origins: &mut Vec<ChangeSetId>,
) -> Column {
    origins.push(id);
    let mut codes: FxHashMap<ChangeSetId, u32> = FxHashMap::default();
    codes.insert(id, 0);
    let mut reference = |customer: &CustomerRef| match customer {
        CustomerRef::Nobody => (NO_CODE, NO_CODE),
        CustomerRef::New(at) => (0, first_customer + at),
        CustomerRef::Existing(row) => {
            let record = workspace.id(Collection::Customer, *row);
            let code = *codes.entry(record.origin).or_insert_with(|| {
                origins.push(record.origin);
                origins.len() as u32 - 1
            });
            (code, record.number)
        }
    };
    Column::Reference(customers.iter().map(&mut reference).collect())
}
