//! What customers agreed to, over the whole base.

use super::Workspace;
use crate::domain::consent::{Standing, covers};
use crate::domain::schema::consent;
use crate::domain::{Channel, Collection, Consent, Customer, Day, NO_ROW, Purpose, facts};

impl Workspace {
    /// What each customer's consents for a purpose by a channel come to, by row.
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
        standings
    }

    /// Whether there is an address of a customer for a channel.
    pub fn reaches(&self, customer: u32, channel: Channel) -> bool {
        self.read::<Customer>(customer).reached_by(channel).is_some()
    }

    /// What a customer agreed to or took back, latest first.
    pub fn consents_of(&self, customer: u32) -> Vec<(u32, Consent)> {
        let rows = self.rows_about(Collection::Consent, customer);
        let mut all: Vec<_> =
            rows.into_iter().map(|row| (row, self.read::<Consent>(row))).collect();
        all.sort_by_key(|(row, consent)| std::cmp::Reverse((consent.date, *row)));
        all
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
        assert_eq!(workspace.consents_of(head).len(), 2);
    }
}
