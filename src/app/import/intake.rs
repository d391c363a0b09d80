//! One file's way into the workspace, as a page shows it: read, checked,
//! confirmed, stored. The page reads the signals and calls the verbs; every
//! choice checks the file anew, and only [`Intake::confirm`] stores anything.

use super::{ImportError, Looked, confirm, look, plan};
use crate::app::commit::{CommitError, Watch};
use crate::app::files;
use crate::app::merge::Merging;
use crate::app::session::{Seen, Session};
use crate::app::toaster;
use crate::app::work::{Steps, Work};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tangga_engine::domain::{ChangeSetId, Currency, Survey};
use tangga_engine::interchange::spreadsheet::mapping::survey_named;
use tangga_engine::interchange::spreadsheet::plan::Counts;
use tangga_engine::interchange::spreadsheet::{
    Contents, DecimalMark, Format, Mapping, Options, Planned,
};
use web_sys::File;

/// The most decimals that a currency of the workspace carries.
const MOST_DECIMALS: u8 = 4;

/// How far the file has come.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// No file yet.
    Waiting,
    /// Its first part is being read.
    Reading,
    /// The columns do not suffice yet; the mapping says why.
    Columns,
    /// All its rows are being checked.
    Checking,
    /// The check is done; nothing is stored.
    Checked,
    /// It is being stored.
    Storing,
    /// It is stored, as this change set.
    Stored(Counts, Contents, ChangeSetId),
    /// It is a workspace file and goes its own way.
    Workspace,
    /// The person stopped it; nothing was kept.
    Stopped,
    /// It cannot be imported, and why.
    Refused(ImportError),
    /// It could not be stored, and why, in words.
    NotStored(String),
}

impl Steps for Step {
    const WAITING: Step = Step::Waiting;
    const STORING: Step = Step::Storing;
    const STOPPED: Step = Step::Stopped;
}

/// What the person decides besides the columns.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Decisions {
    /// Whether rows of nobody are imported.
    pub take_without_customer: bool,
    /// Whether repeated rows are left out; until somebody says so, they are
    /// where an order number shows that they are one and the same.
    pub leave_out_repeated: Option<bool>,
    /// Whether a list of customers replaces values that differ.
    pub overwrite: bool,
    /// Whether rows that only share a telephone or an e-mail address with a
    /// customer of another name are that customer's new profile.
    pub take_other_names: bool,
    /// Whether customers are imported who seem to be people that were erased.
    pub take_erased: bool,
    /// The survey of scores.
    pub survey: Option<Survey>,
    /// The currency, if one was chosen.
    pub currency: Option<Currency>,
}

/// What the check found, for the page.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// The plan; its rows are stored when it is confirmed.
    pub planned: Planned,
    /// The currency that the amounts were read in.
    pub currency: Currency,
    /// Whether the person may choose another one.
    pub may_choose_currency: bool,
    /// The data that it was checked against.
    seen: Seen,
}

/// The import in hand.
#[derive(Clone, Copy)]
pub struct Intake {
    /// How far it is.
    pub work: Work<Step>,
    /// The file as it is understood.
    pub looked: RwSignal<Option<Looked>, LocalStorage>,
    /// What the person decided.
    pub decisions: RwSignal<Decisions>,
    /// What the last check found.
    pub found: RwSignal<Option<Found>>,
    /// Where a workspace file goes.
    merging: Merging,
}

impl Intake {
    /// Nothing yet; belongs to the view that calls it. A workspace file is handed
    /// on.
    pub fn new(merging: Merging) -> Intake {
        let intake = Intake {
            work: Work::new(),
            looked: RwSignal::new_local(None),
            decisions: RwSignal::new(Decisions::default()),
            found: RwSignal::new(None),
            merging,
        };
        // What was new may be known by now, and what was known may be undone.
        Effect::new(move |_| {
            Session.version();
            let stale = |found: &Option<Found>| {
                found.as_ref().is_some_and(|found| found.seen != Seen::now())
            };
            if intake.work.is_at(&Step::Checked) && intake.found.with_untracked(stale) {
                intake.check();
            }
        });
        intake
    }

    /// Takes a file that was dropped or picked. A workspace file is recognised
    /// and handed on.
    pub fn take(self, file: File) {
        self.forget();
        let watch = self.work.begin(Step::Reading);
        spawn_local(async move {
            if files::is_workspace(&file).await {
                if !watch.is_stopped() {
                    self.work.go(Step::Workspace);
                    self.merging.take(file);
                }
                return;
            }
            self.look(file, None, watch).await;
        });
    }

    /// Takes another sheet of the workbook.
    pub fn choose_sheet(self, at: usize) {
        let Some(looked) = self.looked.get_untracked() else { return };
        self.found.set(None);
        let watch = self.work.begin(Step::Reading);
        spawn_local(self.look(looked.file, Some(at), watch));
    }

    async fn look(self, file: File, sheet: Option<usize>, watch: Watch) {
        let looked = look(file, sheet, &watch).await;
        // Stopped, or another file came, while this one was read.
        if watch.is_stopped() {
            return;
        }
        match looked {
            Ok(looked) => self.show(looked),
            Err(error) => self.work.go(Step::Refused(error)),
        }
    }

    fn show(self, looked: Looked) {
        let survey = Some(survey_named(looked.detection.header.as_deref()));
        let decisions = Decisions { survey, overwrite: true, ..Decisions::default() };
        if self.decisions.try_set(decisions).is_none() {
            self.looked.set(Some(looked));
            self.check();
        }
    }

    /// Reads the file anew in a format that the person chose.
    pub fn choose_format(self, format: &Format) {
        let again = self
            .looked
            .with_untracked(|looked| looked.as_ref().map(|looked| looked.with_format(format)));
        match again {
            Some(Ok(looked)) => {
                self.looked.set(Some(looked));
                self.check();
            }
            Some(Err(error)) => {
                self.work.halt();
                self.found.set(None);
                self.work.go(Step::Refused(error));
            }
            None => {}
        }
    }

    /// Changes what the rows are or which column is which field.
    pub fn choose_mapping(self, change: impl FnOnce(&mut Mapping)) {
        self.looked.update(|looked| {
            if let Some(looked) = looked {
                change(&mut looked.mapping);
                looked.as_last_time = false;
            }
        });
        self.check();
    }

    /// Changes a decision.
    pub fn decide(self, change: impl FnOnce(&mut Decisions)) {
        self.decisions.update(change);
        self.check();
    }

    /// Checks the whole file; an earlier check is stopped.
    pub fn check(self) {
        self.work.halt();
        self.found.set(None);
        let Some(looked) = self.looked.get_untracked() else { return };
        if !looked.mapping.problems().is_empty() {
            self.work.go(Step::Columns);
            return;
        }
        let decisions = self.decisions.get_untracked();
        let watch = self.work.begin(Step::Checking);
        spawn_local(async move {
            let found = check(&looked, &decisions, &watch).await;
            if watch.is_stopped() {
                return;
            }
            match found {
                Ok(found) => {
                    if self.found.try_set(Some(found)).is_none() {
                        self.work.go(Step::Checked);
                    }
                }
                Err(ImportError::Stale) => self.check_if_there(),
                Err(error) => self.work.go(Step::Refused(error)),
            }
        });
    }

    /// Stores what was checked. If the data changed meanwhile, here or in another
    /// tab, the file is checked again instead: rows may be known by now.
    pub fn confirm(self) {
        let looked = self.looked.get_untracked();
        let found = self.found.try_update(Option::take).flatten();
        let (Some(looked), Some(found)) = (looked, found) else { return };
        let watch = self.work.begin(Step::Storing);
        spawn_local(async move {
            let counts = found.planned.counts;
            let Found { planned, currency, seen, .. } = found;
            let stored = confirm(&looked, seen, planned, currency, &watch).await;
            self.work.go(match stored {
                Err(CommitError::Stale) => {
                    toaster().say(words::errors::changed_since());
                    return self.check_if_there();
                }
                Ok(id) => Step::Stored(counts, looked.mapping.contents, id),
                Err(CommitError::Stopped) => Step::Stopped,
                Err(error) => Step::NotStored(files::commit_failure(&error)),
            });
        });
    }

    /// Checks the file again unless the page was left.
    fn check_if_there(self) {
        if !self.work.is_left() {
            self.check();
        }
    }

    /// Stops whatever is under way. What is being stored ends by itself, with
    /// nothing kept if it was in time.
    pub fn stop(self) {
        self.work.stop(|| self.forget());
    }

    /// Lets go of the file: another one may come.
    pub fn forget(self) {
        self.looked.set(None);
        self.found.set(None);
        self.work.forget();
    }
}

/// The dry run. Where no money is stored yet and nobody chose a currency, one
/// that holds every amount of the file is taken, so that nothing is rounded.
async fn check(
    looked: &Looked,
    decisions: &Decisions,
    watch: &Watch,
) -> Result<Found, ImportError> {
    let seen = Seen::now();
    let (usual, holds_money) =
        Session.peek(|workspace| (workspace.currency(), workspace.holds_money()));
    let may_choose_currency = looked.mapping.has_amounts() && !holds_money;
    let chosen = decisions.currency.clone().filter(|_| may_choose_currency);
    let free = may_choose_currency && chosen.is_none();
    let mut currency = chosen.unwrap_or_else(|| usual.clone());
    let mark = looked.detection.format.decimal_mark;
    if free {
        currency = with_decimals(&usual, looked.detection.decimals, mark);
    }
    loop {
        let options = Options {
            currency: currency.clone(),
            take_without_customer: decisions.take_without_customer,
            leave_out_repeated: decisions.leave_out_repeated,
            overwrite: decisions.overwrite,
            take_other_names: decisions.take_other_names,
            take_erased: decisions.take_erased,
            survey: decisions.survey.unwrap_or(Survey::Nps),
        };
        let enough = Some(currency.decimals).filter(|enough| free && *enough < MOST_DECIMALS);
        let planned = plan(looked, options, enough, watch).await?;
        let better = with_decimals(&currency, planned.decimals_needed, mark);
        if free && better != currency {
            currency = better;
            continue;
        }
        return Ok(Found { planned, currency, may_choose_currency, seen });
    }
}

/// The currency if it has so many decimals, else one that has. Rupiah has none in
/// daily use, so what has decimals is most likely in dollars, unless they stand
/// behind a comma, as spreadsheets in Indonesian write them, or whoever imports
/// them speaks Indonesian.
fn with_decimals(usual: &Currency, decimals: u8, mark: DecimalMark) -> Currency {
    let decimals = decimals.min(MOST_DECIMALS);
    if decimals <= usual.decimals {
        return usual.clone();
    }
    let english = words::language() == words::Language::English;
    let dollars = *usual == Currency::default() && mark == DecimalMark::Point && english;
    let code = if dollars { "USD".to_owned() } else { usual.code.clone() };
    Currency { code, decimals: decimals.max(2) }
}
