//! What customers agreed to, over the whole base.

use super::Workspace;
use crate::domain::consent::{self as rules, ConsentState, Standing, covers, state};
use crate::domain::schema::consent;
use crate::domain::{Channel, Collection, Consent, Customer, Day, NO_ROW, Purpose, facts};

impl Workspace {
    /// What each customer's consents for a purpose by a channel come to, by row. Of
    /// who was erased none counts.
    pub fn standings(&self, purpose: Purpose, channel: Channel, today: Day) -> Vec<Standing> {
        let mut standings = vec![Standing::default(); self.customers().len()];
        let table = self.table(Collection::Consent);
        let (customers, counts) = self.about(Collection::Consent);
        let (purposes, of_purpose) = table.labels(consent::PURPOSE);
        let wanted = purposes.iter().position(|code| **code == *purpose.code());
        let Some(wanted) = wanted.map(|at| at as u32) else { return standings };
        let (given, withdrawn) = (table.dates(consent::DATE), table.dates(consent::WITHDRAWN));
        for (row, (customer, counts)) in customers.iter().zip(counts).enumerate() {
            if *counts
                && *customer != NO_ROW
                && of_purpose[row] == wanted
                && covers(table.text(row as u32, consent::CHANNEL), channel)
            {
                let standing = &mut standings[*customer as usize];
                standing.take(facts::day_of(given[row]), facts::day_of(withdrawn[row]), today);
            }
        }
        for erased in self.erased_rows() {
            standings[erased as usize] = Standing::default();
        }
        standings
    }

    /// Whether there is an address of a customer for a channel.
    pub fn reaches(&self, customer: u32, channel: Channel) -> bool {
        self.read::<Customer>(customer).reached_by(channel).is_some()
    }

    /// The day on which a customer took the newest consent back that covers a channel.
    pub fn taken_back(&self, customer: u32, channel: Channel, today: Day) -> Option<Day> {
        let rows = self.rows_about(Collection::Consent, customer);
        let all: Vec<Consent> = rows.into_iter().map(|row| self.read(row)).collect();
        rules::taken_back(&all, channel, today)
    }

    /// What a customer agreed to or took back, latest first, and how each stands.
    pub fn consents_of(&self, customer: u32, today: Day) -> Vec<(u32, Consent, ConsentState)> {
        let mut rows = self.rows_about(Collection::Consent, customer);
        rows.sort_by_cached_key(|row| std::cmp::Reverse((self.read::<Consent>(*row).date, *row)));
        let all: Vec<Consent> = rows.iter().map(|row| self.read(*row)).collect();
        let erased = self.is_erased(customer);
        let stands = |consent: &Consent| match erased {
            true => ConsentState::Erased,
            false => state(consent, &all, today),
        };
        let states: Vec<ConsentState> = all.iter().map(stands).collect();
        rows.into_iter().zip(all).zip(states).map(|((row, one), state)| (row, one, state)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChangeSetId, DeviceId, RecordId, Stamp};
    use crate::workspace::{Action, Draft, Label};

    const TODAY: Day = Day(100);

    fn store(
        workspace: &mut Workspace,
        make: impl FnOnce(&mut Draft) -> Vec<RecordId>,
    ) -> Vec<RecordId> {
        let number = workspace.latest().time + 1;
        let mut draft = Draft::new(ChangeSetId(u128::from(number)), Label::new(Action::Add));
        let ids = make(&mut draft);
        workspace.apply(&draft.into_stamped(Stamp { time: number, device: DeviceId(1) }, 0));
        ids
    }

    fn given(customer: RecordId, channel: Channel, date: i32, withdrawn: Option<i32>) -> Consent {
        Consent {
            customer: Some(customer),
            purpose: Some(Purpose::News.code().into()),
            channel: Some(channel.code().into()),
            date: Some(Day(date)),
            withdrawn: withdrawn.map(Day),
            ..Consent::default()
        }
    }

    #[test]
    fn the_base_is_asked_at_once_and_says_what_each_customer_would() {
        let mut workspace = Workspace::new();
        let people = store(&mut workspace, |draft| {
            (0..4).map(|_| draft.create(&Customer::default())).collect()
        });
        let [agreed, withdrew, by_phone, deleted] = people[..] else { panic!("four") };
        let consents = store(&mut workspace, |draft| {
            [
                given(agreed, Channel::Email, 10, None),
                given(withdrew, Channel::Email, 10, Some(20)),
                given(by_phone, Channel::Phone, 10, None),
                given(deleted, Channel::Email, 10, None),
            ]
            .map(|consent| draft.create(&consent))
            .to_vec()
        });
        store(&mut workspace, |draft| {
            draft.delete(Collection::Consent, consents[3]);
            Vec::new()
        });
        let ask = |workspace: &Workspace, purpose| {
            let standings = workspace.standings(purpose, Channel::Email, TODAY);
            standings.iter().map(|s| (s.holds(), s.was_withdrawn())).collect::<Vec<_>>()
        };
        let (yes, no, back) = ((true, false), (false, false), (false, true));
        assert_eq!(ask(&workspace, Purpose::News), [yes, back, no, no]);
        assert_eq!(ask(&workspace, Purpose::Research), [no; 4]);
        // United, both have what either said, and the withdrawal is the later one.
        store(&mut workspace, |draft| {
            draft.unite(agreed, withdrew);
            Vec::new()
        });
        let head = workspace.row(Collection::Customer, agreed.min(withdrew)).expect("a row");
        assert_eq!(ask(&workspace, Purpose::News)[head as usize], back);
        assert_eq!(workspace.consents_of(head, TODAY).len(), 2);
    }

    #[test]
    fn no_consent_of_an_erased_person_counts_and_each_says_so() {
        // The bug: after an erasure the consents still stood there as given, and the
        // person counted among those who may be contacted.
        let mut workspace = Workspace::new();
        let people = store(&mut workspace, |draft| {
            (0..3).map(|_| draft.create(&Customer::default())).collect()
        });
        store(&mut workspace, |draft| {
            people.iter().for_each(|one| {
                draft.create(&given(*one, Channel::Email, 10, None));
            });
            Vec::new()
        });
        let row = |workspace: &Workspace, at: usize| {
            workspace.row(Collection::Customer, people[at]).expect("a row")
        };
        let state = |workspace: &Workspace, at: usize| {
            workspace
                .consents_of(row(workspace, at), TODAY)
                .iter()
                .map(|one| one.2)
                .collect::<Vec<_>>()
        };
        let holds = |workspace: &Workspace| -> Vec<bool> {
            let all = workspace.standings(Purpose::News, Channel::Email, TODAY);
            all.into_iter().map(Standing::holds).collect()
        };
        assert_eq!(
            (holds(&workspace), state(&workspace, 0)),
            (vec![true; 3], vec![ConsentState::Holds])
        );
        let erased = workspace.to_erase(people[0]);
        store(&mut workspace, |draft| {
            draft.erase(&erased);
            Vec::new()
        });
        assert_eq!(holds(&workspace), [false, true, true]);
        assert_eq!(state(&workspace, 0), [ConsentState::Erased]);
        assert_eq!(state(&workspace, 1), [ConsentState::Holds]);
        // Nor does what somebody says who is united with them.
        store(&mut workspace, |draft| {
            draft.unite(people[0], people[1]);
            Vec::new()
        });
        let head = people[0].min(people[1]);
        let head = workspace.row(Collection::Customer, head).expect("a row");
        assert!(!holds(&workspace)[head as usize]);
        assert_eq!(workspace.consents_of(head, TODAY).len(), 2);
        assert!(workspace.consents_of(head, TODAY).iter().all(|one| one.2 == ConsentState::Erased));
    }
}
