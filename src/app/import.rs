//! Importing a spreadsheet: look, plan, confirm. Nothing is stored before the
//! person confirms, and then all of it is one change set.

pub mod intake;
mod source;

use super::commands::{say_done, say_failed};
use super::commit::{CommitError, Watch, commit_after};
use super::excel::{self, Sheet};
use super::session::{Busy, Seen, Session, new_id};
use super::snapshots::{self, Occasion};
use crate::browser::blob::{self, Parts};
use crate::browser::{measure, pause, preferences};
use source::Source;
use std::rc::Rc;
use tangga_engine::domain::{ChangeSetId, Currency};
use tangga_engine::interchange::spreadsheet::{
    CHUNK_BYTES, Contents, Detection, Format, Known, Mapping, Options, Plan, Planned, Preview,
    Reader, Rows, SAMPLE_BYTES, SpreadsheetError, Stored, Target, detect, detect_worksheet, guess,
    header_key, inspect, preview, workbook,
};
use web_sys::{Blob, File};

/// Bytes that are read at a time.
const PART_BYTES: usize = 4 * CHUNK_BYTES;

/// Rows that the preview shows.
const PREVIEW_ROWS: usize = 8;

/// A file that was looked at.
#[derive(Clone)]
pub struct Looked {
    /// The file.
    pub file: File,
    /// The sheet that was read, if it is a workbook.
    pub sheet: Option<Sheet>,
    /// By what it is known again.
    source: Source,
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
    /// What reads workbooks could not be fetched.
    NotLoaded,
    /// It is no table that can be taken.
    Spreadsheet(SpreadsheetError),
    /// It was cancelled; nothing was kept.
    Stopped,
    /// The data changed meanwhile.
    Stale,
}

impl From<SpreadsheetError> for ImportError {
    fn from(error: SpreadsheetError) -> ImportError {
        ImportError::Spreadsheet(error)
    }
}

/// Looks at the start of a file; of a workbook the sheet at this place is read
/// whole, or the largest. A mapping that was used for the same header
/// before is taken again.
pub async fn look(file: File, sheet: Option<usize>, watch: &Watch) -> Result<Looked, ImportError> {
    Reader::check_size(file.size() as u64)?;
    let begin = start_of(&file).await?;
    if !workbook::is_archive(&begin) {
        let whole = begin.len() as f64 >= file.size();
        let detection = detect(&begin, whole)?;
        return Looking { file, sheet: None, sample: begin.into(), whole }.understand(detection);
    }
    let _busy = Busy::begin();
    let excel = excel::load().await.map_err(|_| ImportError::NotLoaded)?;
    let sheet = (excel.read)(file.clone(), sheet, watch.clone()).await?;
    let sample = start_of(&sheet.text).await?;
    let whole = sample.len() as f64 >= sheet.text.size();
    let detection = detect_worksheet(&sample, whole)?;
    Looking { file, sheet: Some(sheet), sample: sample.into(), whole }.understand(detection)
}

async fn start_of(blob: &Blob) -> Result<Vec<u8>, ImportError> {
    blob::read(blob, 0.0, SAMPLE_BYTES as f64).await.ok_or(ImportError::Unreadable)
}

/// A file that is being looked at.
struct Looking {
    file: File,
    sheet: Option<Sheet>,
    sample: Rc<[u8]>,
    whole: bool,
}

impl Looking {
    fn understand(self, detection: Detection) -> Result<Looked, ImportError> {
        let Looking { file, sheet, sample, whole } = self;
        let preview = preview(&sample, whole, &detection.format, PREVIEW_ROWS)?;
        let known = remembered(&detection);
        let as_last_time = known.is_some();
        let mapping =
            known.unwrap_or_else(|| guess(detection.header.as_deref(), &detection.columns));
        let source = Source::new(file.clone());
        Ok(Looked { file, sheet, source, sample, whole, detection, preview, mapping, as_last_time })
    }
}

impl Looked {
    /// What the rows are read from: the file, or the text of its sheet.
    fn text(&self) -> &Blob {
        self.sheet.as_ref().map_or(&self.file, |sheet| &sheet.text)
    }

    /// Looks again with choices that the person made. Columns keep the fields
    /// that were chosen for them, unless the file now falls into other columns.
    pub fn with_format(&self, format: &Format) -> Result<Looked, ImportError> {
        let detection = inspect(&self.sample, self.whole, format)?;
        let same_columns = detection.columns.len() == self.detection.columns.len()
            && detection.format.header == self.detection.format.header;
        let (file, sheet) = (self.file.clone(), self.sheet.clone());
        let looking = Looking { file, sheet, sample: Rc::clone(&self.sample), whole: self.whole };
        let mut looked = looking.understand(detection)?;
        // The digest may be worked out already.
        looked.source = self.source.clone();
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

/// Gathers what is known in slices, so that the page stays alive on large data.
async fn known(seen: Seen) -> Result<Known, ImportError> {
    let mut known = Known::default();
    while seen.has_its_rows() && Session.peek(|workspace| known.gather(workspace)) {
        pause::pause().await;
    }
    if seen.has_its_rows() { Ok(known) } else { Err(ImportError::Stale) }
}

/// Plans the import of the whole file: what would be stored, and what not and
/// why. The same reader made the preview.
///
/// Where `enough` is said, the plan ends as soon as an amount needs more decimals
/// than these: it is to be made again for another currency. It fails with
/// [`ImportError::Stale`] if the data were read anew meanwhile: a plan names
/// customers by their rows.
pub async fn plan(
    looked: &Looked,
    options: Options,
    enough: Option<u8>,
    watch: &Watch,
) -> Result<Planned, ImportError> {
    let _busy = Busy::begin();
    let span = measure::Span::begin("import.parse");
    let format = &looked.detection.format;
    let mut plan = Plan::new(&looked.mapping, format, options);
    let mut reader = Reader::new(format);
    let mut rows = Rows::default();
    let mut parts = Parts::of(looked.text(), PART_BYTES);
    let seen = Seen::now();
    let known = known(seen).await?;
    let feed = |plan: &mut Plan, rows: &Rows| {
        Session.peek(|workspace| plan.feed(rows, &Stored { workspace, known: &known }));
    };
    let mut slice = measure::Slice::begin();
    while let Some(part) = parts.next().await {
        for chunk in part.ok_or(ImportError::Unreadable)?.chunks(CHUNK_BYTES) {
            reader.feed(chunk, &mut rows)?;
            if !seen.has_its_rows() {
                return Err(ImportError::Stale);
            }
            feed(&mut plan, &rows);
            if enough.is_some_and(|enough| plan.decimals_needed() > enough) {
                return Ok(plan.finish());
            }
            if slice.is_over() {
                watch.tell(reader.bytes() as f64 / looked.text().size());
                slice.pause().await;
            }
            if watch.is_stopped() {
                return Err(ImportError::Stopped);
            }
        }
    }
    reader.finish(&mut rows)?;
    if !seen.has_its_rows() {
        return Err(ImportError::Stale);
    }
    feed(&mut plan, &rows);
    span.end();
    looked.source.begin();
    Ok(plan.finish())
}

/// Stores what was planned, as one change set, whose id it gives. Fails with
/// [`CommitError::Stale`] if the data are no longer those that were `seen`: what was
/// new may be known by now, and rows may be others.
pub async fn confirm(
    looked: &Looked,
    seen: Seen,
    planned: Planned,
    currency: Currency,
    watch: &Watch,
) -> Result<ChangeSetId, CommitError> {
    let _busy = Busy::begin();
    snapshots::take(Occasion::Import, &watch.part(0.0, 0.3)).await;
    if watch.is_stopped() {
        return Err(CommitError::Stopped);
    }
    let watch = watch.part(0.3, 1.0);
    let label = planned.label(looked.file.name());
    let sha256 = looked.source.sha256().await;
    if seen != Seen::now() {
        return Err(CommitError::Stale);
    }
    let id = new_id();
    let draft = Session
        .peek(|workspace| planned.into_draft(workspace, id, label.clone(), currency, sha256));
    let stored = commit_after(seen, draft, &watch).await.map(|_| id);
    match &stored {
        Ok(_) => {
            remember(looked);
            say_done(&label);
        }
        // The page checks the file again and says so.
        Err(CommitError::Stale) => {}
        Err(error) => say_failed(error),
    }
    stored
}
