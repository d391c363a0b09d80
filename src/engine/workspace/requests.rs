//! Requests of people about their own data: which of them wait, answering them,
//! and what they tell of an erasure.

use super::{Draft, Workspace};
use crate::domain::schema::{Value, request};
use crate::domain::{Collection, Day, Moment, Outcome, RecordId, Request, RequestKind};

impl Draft {
    /// Answers a request now: what was asked was done.
    pub fn answer(&mut self, id: RecordId, now: Moment) {
        let done = done(now);
        self.set(Collection::Request, id, request::DONE, done.done.map(Value::Date));
        self.set(Collection::Request, id, request::DONE_TIME, done.done_time.map(Value::Integer));
        self.set(Collection::Request, id, request::OUTCOME, done.outcome.map(Value::Text));
    }

    /// Notes that a customer is erased now: the requests for it that wait are
    /// answered, and without one the list of requests gets an entry all the same,
    /// so that it holds every erasure with its day.
    pub fn note_erasure(&mut self, workspace: &Workspace, customer: RecordId, now: Moment) {
        let waiting = workspace.waiting_requests(customer, &[RequestKind::Erase]);
        waiting.iter().for_each(|id| self.answer(*id, now));
        if waiting.is_empty() {
            let kind = Some(RequestKind::Erase.code().to_owned());
            self.create(&Request { customer: Some(customer), kind, ..done(now) });
        }
    }
}

/// What an answer says.
fn done(now: Moment) -> Request {
    Request {
        done: Some(now.day),
        done_time: Some(now.minute),
        outcome: Some(Outcome::Done.code().to_owned()),
        ..Request::default()
    }
}

impl Workspace {
    /// The requests of one of these kinds about a customer that wait for an answer.
    pub fn waiting_requests(&self, customer: RecordId, kinds: &[RequestKind]) -> Vec<RecordId> {
        let waits = |request: &Request| {
            let kind = request.kind.as_deref().and_then(RequestKind::from_code);
            request.is_open() && kind.is_some_and(|kind| kinds.contains(&kind))
        };
        let all = self.requests_about(customer);
        all.filter(|(_, request)| waits(request)).map(|(id, _)| id).collect()
    }

    /// The day on which an erased customer was erased, as far as the requests tell.
    pub fn erased_on(&self, customer: RecordId) -> Option<Day> {
        let row = self.row(Collection::Customer, customer)?;
        if !self.is_erased(row) {
            return None;
        }
        let erased = |request: &Request| {
            request.kind.as_deref() == Some(RequestKind::Erase.code())
                && request.outcome.as_deref() == Some(Outcome::Done.code())
        };
        let all = self.requests_about(customer);
        all.filter(|(_, request)| erased(request)).filter_map(|(_, request)| request.done).max()
    }

    fn requests_about(&self, customer: RecordId) -> impl Iterator<Item = (RecordId, Request)> + '_ {
        let row = self.row(Collection::Customer, customer);
        let rows = row.map(|row| self.rows_about(Collection::Request, row)).unwrap_or_default();
        rows.into_iter().map(|row| (self.id(Collection::Request, row), self.read(row)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChangeSetId, Customer, DeviceId, Stamp};
    use crate::workspace::{Action, Label};

    const NOW: Moment = Moment { day: Day(200), minute: 600 };

    fn store<R>(workspace: &mut Workspace, make: impl FnOnce(&mut Draft, &Workspace) -> R) -> R {
        let number = workspace.latest().time + 1;
        let mut draft = Draft::new(ChangeSetId(u128::from(number)), Label::new(Action::Add));
        let made = make(&mut draft, workspace);
        workspace.apply(&draft.into_stamped(Stamp { time: number, device: DeviceId(1) }, 0));
        made
    }

    fn erase(workspace: &mut Workspace, customer: RecordId) {
        store(workspace, |draft, workspace| {
            draft.erase(&workspace.to_erase(customer));
            draft.note_erasure(workspace, customer, NOW);
        });
    }

    #[test]
    fn erasing_answers_the_requests_for_it_and_leaves_its_day_without_one() {
        let mut workspace = Workspace::new();
        let asked = |customer, kind: RequestKind| Request {
            customer: Some(customer),
            kind: Some(kind.code().to_owned()),
            received: Some(Day(199)),
            ..Request::default()
        };
        let (with, without, other) = store(&mut workspace, |draft, _| {
            let people = [0; 3].map(|_| draft.create(&Customer::default()));
            draft.create(&asked(people[0], RequestKind::Erase));
            draft.create(&asked(people[0], RequestKind::Access));
            draft.create(&asked(people[2], RequestKind::Erase));
            (people[0], people[1], people[2])
        });
        erase(&mut workspace, with);
        erase(&mut workspace, without);
        let left = |customer, kind| workspace.waiting_requests(customer, &[kind]).len();
        assert_eq!((left(with, RequestKind::Erase), left(with, RequestKind::Access)), (0, 1));
        assert_eq!((left(without, RequestKind::Erase), left(other, RequestKind::Erase)), (0, 1));
        assert_eq!(workspace.all::<Request>().count(), 4);
        let days = [with, without, other].map(|customer| workspace.erased_on(customer));
        assert_eq!(days, [Some(NOW.day), Some(NOW.day), None]);
    }
}
