//! Consents and requests: what a person does about them, and what waits.

use super::commands;
use super::session::{Session, new_id};
use crate::words;
use leptos::prelude::*;
use std::time::Duration;
use tangga_engine::domain::schema::consent;
use tangga_engine::domain::{
    Channel, Collection, Consent, Moment, Purpose, RecordId, Request, RequestKind,
};
use tangga_engine::workspace::{Action, Draft, Label};

/// How often the clock of a list is looked at.
const TICK: Duration = Duration::from_secs(60);

/// Takes a consent back as of today. It stays as it was given.
pub fn take_back(id: RecordId) {
    if let Some(given) = Session.peek(|workspace| workspace.find::<Consent>(id)) {
        let taken = Consent { withdrawn: Some(Session.today()), ..given.clone() };
        let label = Label::about(Action::Change, Collection::Consent, id);
        let mut draft = Draft::new(new_id(), label);
        let of = Session.peek(|workspace| {
            draft.change(workspace, id, &given, &taken);
            let customer = given.customer;
            customer.map(|customer| words::customers::name_with(workspace, customer))
        });
        if draft.is_empty() {
            return;
        }
        let of = of.unwrap_or_else(|| words::customers::unnamed().to_owned());
        let said = words::history::consent_taken_back(of);
        commands::store_and_say(draft, move || commands::say_saved(said), |_| {});
    }
}

/// The requests of a customer to see their data, or to take them elsewhere, that
/// wait for an answer. Subscribes.
pub fn waiting_for_data(customer: RecordId) -> Vec<RecordId> {
    let kinds = [RequestKind::Access, RequestKind::Portability];
    Session.read(|workspace| workspace.waiting_requests(customer, &kinds))
}

/// Whether a customer's request to be erased waits for an answer.
pub fn waits_for_erasure(customer: RecordId) -> bool {
    let kinds = [RequestKind::Erase];
    Session.peek(|workspace| !workspace.waiting_requests(customer, &kinds).is_empty())
}

/// Answers these requests in one step: what was asked was done.
pub fn answer(requests: &[RecordId]) {
    let Some(first) = requests.first() else { return };
    let label = Label::about(Action::Change, Collection::Request, *first);
    let mut draft = Draft::new(new_id(), label);
    requests.iter().for_each(|id| draft.answer(*id, Session.now()));
    commands::store(draft, |_| {});
}

/// The words in which a consent for a purpose and a channel, or for all channels,
/// was last recorded. Words for another channel may name it.
pub fn last_wording(purpose: &str, channel: Option<&str>) -> Option<String> {
    Session.peek(|workspace| {
        let table = workspace.table(Collection::Consent);
        (0..table.len() as u32)
            .rev()
            .filter(|row| workspace.is_alive(Collection::Consent, *row))
            .filter(|row| table.text(*row, consent::PURPOSE) == Some(purpose))
            .filter(|row| table.text(*row, consent::CHANNEL) == channel)
            .find_map(|row| table.text(row, consent::WORDING))
            .map(str::to_owned)
    })
}

/// The words that a new consent begins with: those used last, or a sentence that
/// says what it is for.
pub fn offered_wording(purpose: &str, channel: Option<&str>) -> String {
    last_wording(purpose, channel).unwrap_or_else(|| {
        let firm = Session.peek(|workspace| workspace.settings().firm).unwrap_or_default();
        let by = channel.map(words::choices::channel_of);
        words::privacy::sentence(Purpose::from_code(purpose), firm.trim(), by.as_deref())
    })
}

/// The time, which goes on as long as the view that asks is there.
pub fn ticking() -> RwSignal<Moment> {
    let now = RwSignal::new(Session.now());
    if let Ok(ticks) = set_interval_with_handle(move || now.set(Session.now()), TICK) {
        on_cleanup(move || ticks.clear());
    }
    now
}

/// A request and the minutes that are left to answer it, if that is known.
#[derive(Clone, PartialEq, Debug)]
pub struct Waiting {
    /// Its identity.
    pub id: RecordId,
    /// What is asked.
    pub request: Request,
    /// Minutes, negative when it is overdue.
    pub left: Option<i64>,
}

/// The requests that wait for an answer, the most urgent first. Subscribes.
pub fn waiting(now: Moment) -> Vec<Waiting> {
    let mut waiting: Vec<Waiting> = requests()
        .into_iter()
        .filter(|(_, request)| request.is_open())
        .map(|(id, request)| Waiting { id, left: request.minutes_left(now), request })
        .collect();
    // Of which nobody knows when it came may be the oldest of all.
    waiting.sort_by_key(|waiting| (waiting.left, waiting.id));
    waiting
}

/// The requests that were answered, the last first. Subscribes.
pub fn answered() -> Vec<(RecordId, Request)> {
    let mut answered = requests();
    answered.retain(|(_, request)| !request.is_open());
    answered.sort_by_key(|(id, request)| std::cmp::Reverse((request.done, request.done_time, *id)));
    answered
}

/// All requests; what is about a deleted customer rests with them.
fn requests() -> Vec<(RecordId, Request)> {
    Session.read(|workspace| {
        let (_, counts) = workspace.about(Collection::Request);
        let rows = (0..counts.len() as u32).filter(|row| counts[*row as usize]);
        rows.map(|row| (workspace.id(Collection::Request, row), workspace.read(row))).collect()
    })
}

/// For each purpose how many customers agreed to it by any channel. Subscribes.
pub fn agreed() -> Vec<(Purpose, usize)> {
    let today = Session.today();
    Session.read(|workspace| {
        let count = |purpose: &Purpose| {
            let mut agreed = workspace.customers_alive();
            let mut any = vec![false; agreed.len()];
            for channel in Channel::REACHING {
                let standings = workspace.standings(*purpose, channel, today);
                any.iter_mut().zip(standings).for_each(|(any, one)| *any |= one.holds());
            }
            agreed.iter_mut().zip(any).for_each(|(alive, any)| *alive &= any);
            (*purpose, agreed.iter().filter(|agreed| **agreed).count())
        };
        Purpose::ALL.iter().map(count).collect()
    })
}
