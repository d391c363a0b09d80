//! The history: what was changed, undo and redo.

mod told;

pub use told::{Changed, Told, tell};

use super::commands::{say_done, say_failed};
use super::commit::{self, CommitError, Watch, commit_after};
use super::session::{Busy, Seen, Session, new_id, store, with};
use super::{snapshots, toaster};
use crate::browser::{intl, measure, preferences};
use crate::storage::{HistoryEntry, StorageError, Store};
use crate::words::{self, Count, history as texts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use tangga_engine::domain::schema::{
    consent, customer, export, feedback, interaction, link, purchase, request,
};
use tangga_engine::domain::{ChangeSetId, Collection, ExportKind, FieldId, RecordId, Rung, Value};
use tangga_engine::interchange::head::LogKey;
use tangga_engine::interchange::log::Remembered;
pub use tangga_engine::workspace::undo::Standing;
use tangga_engine::workspace::undo::{Backwards, Deed, Step, next_steps, standings};
use tangga_engine::workspace::{ALIVE, Action, Brought, Label, Workspace};

/// How many steps undo looks back, beside older imports, and how many the list
/// shows at first.
pub const STEPS: u32 = 200;

/// How many of its own steps a tab knows, for Ctrl+Z.
const OWN_STEPS: usize = 50;

/// The note in which a tab remembers them over a reload.
const OWN: &str = "own-steps";

/// How often another tab may store something before undo gives up.
const TRIES: usize = 8;

thread_local! {
    /// What this tab stored, oldest first, and in which store; read when it is
    /// first needed.
    static DEEDS: RefCell<(String, Vec<Deed>)> = RefCell::default();
    /// Tells that they changed.
    static DEEDS_CHANGED: ArcTrigger = ArcTrigger::new();
}

/// Runs with what this tab stored.
fn with_own<R>(run: impl FnOnce(&mut Vec<Deed>) -> R) -> R {
    let store = with(|inner| inner.store.borrow().as_ref().map(Store::id)).unwrap_or_default();
    DEEDS.with_borrow_mut(|(of, own)| {
        // Whoever deletes everything begins another store.
        if *of != store {
            *own = own_before(&store);
            *of = store;
        }
        run(own)
    })
}

/// What this tab stored in the store before it was loaded again.
fn own_before(store: &str) -> Vec<Deed> {
    let read = |line: &str| {
        let mut words = line.split(' ');
        let mut number = || u128::from_str_radix(words.next()?, 16).ok().map(ChangeSetId);
        let (id, of) = (number()?, number());
        let action = Action::from_code(words.next()?)?;
        Some(Deed { id, action, of, can_be_undone: words.next()? == "yes" })
    };
    let note = preferences::tab_note(OWN).unwrap_or_default();
    let lines = note.split_once('\n').filter(|(of, _)| *of == store).map_or("", |(_, own)| own);
    lines.lines().filter_map(read).collect()
}

/// Changes what is known of this tab's steps.
fn change_own(change: impl FnOnce(&mut Vec<Deed>)) {
    let line = |deed: &Deed| {
        let of = deed.of.map_or_else(|| "-".to_owned(), |of| format!("{:x}", of.0));
        let left = if deed.can_be_undone { "yes" } else { "no" };
        format!("{:x} {of} {} {left}", deed.id.0, deed.action.code())
    };
    let note = with_own(|own| {
        change(own);
        own.drain(..own.len().saturating_sub(OWN_STEPS));
        own.iter().map(line).collect::<Vec<_>>().join("\n")
    });
    let store = DEEDS.with_borrow(|(of, _)| of.clone());
    preferences::keep_tab_note(OWN, &format!("{store}\n{note}"));
    DEEDS_CHANGED.with(ArcTrigger::notify);
}

/// Notes that this tab stored a step: its Ctrl+Z takes it back, and not what
/// another tab did.
pub(super) fn note_own(deed: Deed) {
    change_own(|own| own.push(deed));
}

/// One step of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    /// Its place in the log.
    pub key: LogKey,
    /// What is remembered of it.
    pub remembered: Remembered,
    /// Whether this device did it.
    pub mine: bool,
    /// Whether later steps are not remembered: what was written since stays.
    pub older: bool,
}

impl Past {
    /// Whether there is anything to undo. There is not where a file was taken
    /// out again: it is brought in again instead.
    pub fn can_be_undone(&self) -> bool {
        self.remembered.step().can_be_undone()
    }

    /// Whether it was done so long ago that nothing is kept of what it replaced.
    pub fn is_too_old(&self) -> bool {
        self.older && !self.can_be_undone()
    }

    /// The fields that it changed in the one record that it is about, with what they
    /// held before, where that is kept.
    pub fn fields(&self) -> Vec<(Collection, FieldId, Option<Value>)> {
        let Label { collection, record, .. } = self.remembered.label;
        let values = self.remembered.inverse.values.iter();
        let about = values.filter(|was| Some(was.record) == record && was.field != ALIVE);
        let fields = about.filter(|was| Some(was.collection) == collection);
        fields.map(|was| (was.collection, was.field, was.value.clone())).collect()
    }

    /// Whether it undid another step: undoing it does that one again.
    pub fn is_undo(&self) -> bool {
        self.remembered.label.action == Action::Undo
    }
}

/// The history as a page shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Listed {
    /// It is being read.
    Loading,
    /// It could not be read, and why, in words.
    Failed(String),
    /// The last steps, newest first, how each stands now, and whether there are
    /// earlier ones.
    Steps(Vec<(Past, Standing)>, bool),
}

/// Reads the last `limit` steps of the history in the background.
pub fn list(limit: u32, listed: RwSignal<Listed>) {
    spawn_local(async move {
        let now = match steps(limit).await {
            Ok((steps, earlier)) => Listed::Steps(with_standing(steps), earlier),
            Err(error) => Listed::Failed(super::commands::failure(&error)),
        };
        // The page may have been left meanwhile.
        let _ = listed.try_set(now);
    });
}

/// Steps, newest first, with how each stands.
fn with_standing(steps: Vec<Past>) -> Vec<(Past, Standing)> {
    let deeds: Vec<Deed> = steps.iter().map(|past| Deed::from(&past.remembered.step())).collect();
    steps.into_iter().zip(standings(&deeds)).collect()
}

/// The last steps, newest first, and the imports and merges before them that can
/// still be undone; and whether there are others before.
pub(super) async fn steps(limit: u32) -> Result<(Vec<Past>, bool), StorageError> {
    let store = store()?;
    let recent = decode(&store.history(limit).await?).await?;
    let earlier = recent.len() == limit as usize && recent.iter().all(|past| past.key.0 > 1);
    let lasting = decode(&store.lasting_history(limit).await?).await?;
    let newest = recent.first().map_or(0, |past| past.key.0);
    let steps = recent.into_iter().chain(lasting).map(|past| {
        let older = past.key.0 + u64::from(STEPS) <= newest;
        Past { older, ..past }
    });
    Ok((steps.collect(), earlier))
}

/// Decodes in slices: what an import over many known customers replaced is long.
async fn decode(entries: &[HistoryEntry]) -> Result<Vec<Past>, StorageError> {
    let device = with(|inner| inner.device.get());
    let mut steps = Vec::with_capacity(entries.len());
    let mut slice = measure::Slice::begin();
    for entry in entries {
        slice.pause_if_over().await;
        let remembered = Remembered::decode(&entry.bytes)?;
        let mine = remembered.stamp.device == device;
        steps.push(Past { key: entry.key, mine, older: false, remembered });
    }
    Ok(steps)
}

/// Undoes this tab's last change.
pub fn undo() {
    spawn_local(undo_chosen(|| next().0, texts::nothing_to_undo()));
}

/// Does the last change that this tab undid again.
pub fn redo() {
    spawn_local(undo_chosen(|| next().1, texts::nothing_to_redo()));
}

/// Whether there is anything to undo and to do again; subscribes the reader.
pub fn possible() -> (bool, bool) {
    Session.version();
    DEEDS_CHANGED.with(ArcTrigger::track);
    let (undo, redo) = next();
    (undo.is_some(), redo.is_some())
}

/// The steps that undo and redo would take in this tab.
fn next() -> (Option<ChangeSetId>, Option<ChangeSetId>) {
    with_own(|own| next_steps(own.iter().rev()))
}

/// Undoes any step, whatever was done since.
pub fn undo_step(id: ChangeSetId) {
    spawn_local(undo_chosen(move || Some(id), texts::too_old()));
}

/// Undoes the step that is chosen, and says so; `otherwise` if there is none. It
/// is chosen anew if another tab stores something meanwhile.
async fn undo_chosen(choose: impl Fn() -> Option<ChangeSetId>, otherwise: &'static str) {
    let _busy = Busy::begin();
    let mut tries = 0;
    let undone = loop {
        tries += 1;
        let (seen, steps) = match steps_back_to(&choose).await {
            Ok(Some(steps)) => steps,
            Ok(None) => return toaster().say(otherwise),
            Err(error) => break Err(error.into()),
        };
        match undo_last(seen, &steps).await {
            Err(CommitError::Stale) if tries < TRIES => {}
            undone => break undone,
        }
    };
    if let Err(error) = undone {
        say_failed(&error);
    }
}

/// The state of the workspace at hand, and its steps back to the chosen one; that
/// one alone where not all since it are remembered.
async fn steps_back_to(
    choose: &impl Fn() -> Option<ChangeSetId>,
) -> Result<Option<(Seen, Vec<Past>)>, StorageError> {
    let store = store()?;
    for _ in 0..TRIES {
        let Some(id) = choose() else { return Ok(None) };
        let recent = store.history(STEPS).await?;
        let seen = Seen::now();
        if recent.first().is_some_and(|newest| newest.key != seen.last) {
            let _turn = commit::turn().await;
            commit::catch_up().await?;
            continue;
        }
        if let Some(at) = recent.iter().position(|entry| entry.id == id.0) {
            return Ok(Some((seen, decode(&recent[..=at]).await?)));
        }
        let mut lasting = store.lasting_history(STEPS).await?;
        lasting.retain(|entry| entry.id == id.0);
        let older = decode(&lasting).await?.pop().map(|past| Past { older: true, ..past });
        return Ok(older.map(|past| (seen, vec![past])));
    }
    Err(StorageError::Moved)
}

fn nothing_left(redo: bool) -> &'static str {
    if redo { texts::nothing_to_redo() } else { texts::nothing_to_undo() }
}

/// Undoes the last of the steps, and says what came of it.
async fn undo_last(seen: Seen, steps: &[Past]) -> Result<(), CommitError> {
    let at = steps.len() - 1;
    let step = &steps[at].remembered;
    // The label tells what is undone, in whatever language it is read later.
    let redo = step.label.action == Action::Undo;
    let action = if redo { Action::Redo } else { Action::Undo };
    let was = step.label.was.or(Some(step.label.action));
    let label = Label { action, was, ..step.label.clone() };
    let plain: Vec<Step<'_>> = steps.iter().map(|past| past.remembered.step()).collect();
    let undo = Session.peek(|workspace| match steps[at].older {
        true => workspace.undo_older(new_id(), label, &plain[at]),
        false => workspace.undo(new_id(), label, &plain, at),
    });
    let undo = match undo {
        Ok(undo) => undo,
        Err(then) => {
            let now = Session.peek(Workspace::currency);
            toaster().fail(texts::other_currency(then.code, now.code));
            return Ok(());
        }
    };
    let kept = undo.fields_kept + undo.records_kept.len();
    let count = intl::count(kept as u64);
    if undo.draft.is_empty() {
        // The next undo of this tab goes past it.
        change_own(|own| {
            let own = own.iter_mut().find(|deed| deed.id == step.id);
            own.into_iter().for_each(|deed| deed.can_be_undone = false);
        });
        match (kept, redo) {
            (0, _) => toaster().say(nothing_left(redo)),
            (_, true) => toaster().warn(texts::not_redone(&count)),
            (2, false) if undo.records_kept.is_empty() => toaster().warn(texts::both_not_undone()),
            (_, false) => toaster().warn(texts::not_undone(&count)),
        }
        return Ok(());
    }
    let label = undo.draft.label().clone();
    commit_after(seen, undo.draft, &Watch::default()).await?;
    if kept > 0 {
        toaster().say(texts::fields_stay(&count));
    } else {
        say_done(&label);
    }
    Ok(())
}

/// What a step just did, in words.
pub fn describe(workspace: &Workspace, label: &Label) -> String {
    describe_then(&Backwards::new(workspace), label)
}

/// What a step did, in words, by the names that were known after it.
fn describe_then(then: &Backwards<'_>, label: &Label) -> String {
    let count = || Count::new(u64::from(label.count), intl::integer(i64::from(label.count)));
    let name = || subject(then, label.collection, label.record);
    let file = || {
        let name = label.file.clone().unwrap_or_default();
        snapshots::called(&name).unwrap_or(name)
    };
    match label.action {
        Action::Add | Action::Change | Action::Delete | Action::Move => {
            if let (None, Some(Collection::Customer)) = (label.record, label.collection) {
                return match label.action {
                    Action::Delete => texts::customers_deleted(&count()),
                    _ => texts::customers_changed(&count()),
                };
            }
            let name = name();
            match label.collection {
                Some(collection) => on_record(label.action, collection, name),
                None => name,
            }
        }
        Action::Pin => {
            let field = customer::PINNED_RUNG;
            let held = label.record.and_then(|id| then.value(Collection::Customer, id, field));
            let rung = match &held {
                Some(Value::Text(code)) => Rung::from_code(code),
                _ => None,
            };
            match rung {
                Some(rung) => texts::customer_pinned(name(), words::choices::rung(rung)),
                None => texts::customer_unpinned(name()),
            }
        }
        Action::Settings => texts::settings_changed().to_owned(),
        Action::Erase if label.record.is_some() => texts::customer_erased(name()),
        Action::Erase => texts::people_erased().to_owned(),
        Action::Import => match &label.brought {
            Some(brought) => {
                let facts = (u64::from(label.count), label.collection);
                let customers = [brought.new, brought.changed].map(u64::from);
                let parts = words::import::brought(facts, customers, intl::count);
                texts::imported_what(file(), intl::list(&parts))
            }
            None => texts::imported(&count(), file()),
        },
        Action::OpenFile => match &label.brought {
            Some(brought) => brought_in(brought, file()),
            None => texts::waited(&count()),
        },
        Action::Sample => texts::sample_added().to_owned(),
        Action::RemoveSample if label.count > 0 => texts::sample_removed_but(&count()),
        Action::RemoveSample => texts::sample_removed().to_owned(),
        Action::Undo => texts::undone(what(then, label)),
        Action::Redo => texts::redone(what(then, label)),
    }
}

/// What a file brought and from whom, in words.
fn brought_in(brought: &Brought, file: String) -> String {
    let Brought { by, conflicts, new, changed, deleted } = brought;
    let counts = [*conflicts, *new, *changed, *deleted].map(u64::from);
    let parts = words::merge::brought(counts, |count| intl::integer(count as i64));
    let what = intl::list(&parts);
    if by.is_empty() { texts::file_brought(file, what) } else { texts::brought_by(file, by, what) }
}

/// What was done to one record, in words.
fn on_record(action: Action, collection: Collection, name: String) -> String {
    use Collection as C;
    match (action, collection) {
        (Action::Add, C::Customer) => texts::customer_added(name),
        (Action::Delete, C::Customer) => texts::customer_deleted(name),
        (_, C::Customer) => texts::customer_changed(name),
        (Action::Add, C::Purchase) => texts::purchase_recorded(name),
        (Action::Delete, C::Purchase) => texts::purchase_deleted(name),
        (_, C::Purchase) => texts::purchase_changed(name),
        (Action::Add, C::Interaction) => texts::interaction_recorded(name),
        (Action::Delete, C::Interaction) => texts::interaction_deleted(name),
        (_, C::Interaction) => texts::interaction_changed(name),
        (Action::Add, C::Feedback) => texts::feedback_recorded(name),
        (Action::Delete, C::Feedback) => texts::feedback_deleted(name),
        (_, C::Feedback) => texts::feedback_changed(name),
        (Action::Add, C::Persona) => texts::persona_added(name),
        (Action::Delete, C::Persona) => texts::persona_deleted(name),
        (_, C::Persona) => texts::persona_changed(name),
        (Action::Add, C::Journey) => texts::journey_added(name),
        (Action::Delete, C::Journey) => texts::journey_deleted(name),
        (_, C::Journey) => texts::journey_changed(name),
        (Action::Add, C::Stage) => texts::stage_added(name),
        (Action::Delete, C::Stage) => texts::stage_deleted(name),
        (Action::Move, C::Stage) => texts::stage_moved(name),
        (_, C::Stage) => texts::stage_changed(name),
        (Action::Add, C::Touchpoint) => texts::touchpoint_added(name),
        (Action::Delete, C::Touchpoint) => texts::touchpoint_deleted(name),
        (Action::Move, C::Touchpoint) => texts::touchpoint_moved(name),
        (_, C::Touchpoint) => texts::touchpoint_changed(name),
        (Action::Delete, C::Link) => texts::customers_parted(name),
        (_, C::Link) => texts::customers_united(name),
        (_, C::Source) => name,
        (Action::Add, C::Consent) => texts::consent_recorded(name),
        (Action::Delete, C::Consent) => texts::consent_deleted(name),
        (_, C::Consent) => texts::consent_changed(name),
        (Action::Add, C::Request) => texts::request_recorded(name),
        (Action::Delete, C::Request) => texts::request_deleted(name),
        (_, C::Request) => texts::request_changed(name),
        (Action::Delete, C::Export) => texts::not_exported(name),
        (_, C::Export) => texts::exported(name),
        (_, C::Setting) => texts::settings_changed().to_owned(),
    }
}

/// What an undo undid: its label keeps the subject of the undone step.
fn what(then: &Backwards<'_>, label: &Label) -> String {
    match label.was {
        Some(action) if !matches!(action, Action::Undo | Action::Redo) => {
            describe_then(then, &Label { action, was: None, ..label.clone() })
        }
        _ => subject(then, label.collection, label.record),
    }
}

/// The name of the record that a label is about; a fact goes by its customer.
fn subject(then: &Backwards<'_>, collection: Option<Collection>, id: Option<RecordId>) -> String {
    let gone = || words::errors::gone().to_owned();
    let (Some(collection), Some(id)) = (collection, id) else { return gone() };
    if then.now().row(collection, id).is_none() {
        return gone();
    }
    let text = |field: FieldId| match then.value(collection, id, field) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    };
    let customer = |field: FieldId| match then.value(collection, id, field) {
        Some(Value::Reference(id)) => Some(customer_then(then, id)),
        _ => None,
    };
    let name = match collection {
        Collection::Customer => Some(customer_then(then, id)),
        Collection::Purchase => customer(purchase::CUSTOMER).map(|name| {
            let Some(Value::Integer(amount)) = then.value(collection, id, purchase::AMOUNT) else {
                return name;
            };
            let currency = Session.currency();
            let plain = currency.plain(amount);
            format!("{name}, {}", intl::money(&plain, &currency.code, currency.decimals, false))
        }),
        Collection::Interaction => customer(interaction::CUSTOMER),
        Collection::Feedback => customer(feedback::CUSTOMER),
        Collection::Consent => customer(consent::CUSTOMER),
        Collection::Request => customer(request::CUSTOMER),
        Collection::Export => {
            let kind = text(export::KIND).as_deref().and_then(ExportKind::from_code);
            kind.map(|kind| words::choices::export(kind).to_owned())
        }
        Collection::Link => {
            let ends = [link::LEFT, link::RIGHT].map(customer);
            let ends: Vec<String> = ends.into_iter().flatten().collect();
            (!ends.is_empty()).then(|| ends.join(" + "))
        }
        other => other.field("name").and_then(text),
    };
    name.unwrap_or_else(|| words::customers::unnamed().to_owned())
}

/// What a customer went by.
fn customer_then(then: &Backwards<'_>, id: RecordId) -> String {
    let (of, field) = (Collection::Customer, customer::NAME);
    match then.value(of, id, field) {
        Some(Value::Text(name)) if !then.is_now(of, id, field) => name,
        // By the record's own name, whatever the person is called who it was merged into.
        _ => match then.now().row(of, id) {
            Some(row) if !then.now().is_erased(row) => {
                words::customers::name_of(then.now().table(of), row)
            }
            _ => words::customers::name_with(then.now(), id),
        },
    }
}
