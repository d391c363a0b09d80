//! Customers of one's own workspace who may be one person, held twice: rows of a list
//! without a telephone number, a second import with another spelling.
//!
//! Whoever shares an external id, a telephone number, an e-mail address or, the least
//! sure, a name in small letters stands in a group, the surest reason first, and in
//! the first group that they fit alone. Of a group that shares a name, or a number
//! that a household or a counter may share, it is required that nothing surer speaks
//! against it: two different external ids are two people, and under one name so are
//! two telephone numbers or two e-mail addresses. Groups with more than
//! [`LARGEST`] customers are a placeholder (`0812…`, `Umum`), no person.
//!
//! Nothing is united here: people look at a group and decide.

use super::Workspace;
use crate::domain::schema::{FieldId, customer};
use crate::domain::{Collection, RecordId};
use rustc_hash::FxHashMap;

/// More customers than this who share something are not one person.
pub const LARGEST: usize = 8;

/// What customers of a group have in common, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Shared {
    /// The number in the firm's other programs.
    ExternalId,
    /// The telephone number.
    Phone,
    /// The e-mail address.
    Email,
    /// The name, and nothing surer speaks against it.
    Name,
}

impl Shared {
    const ALL: [Shared; 4] = [Shared::ExternalId, Shared::Phone, Shared::Email, Shared::Name];

    fn field(self) -> FieldId {
        match self {
            Shared::ExternalId => customer::EXTERNAL_ID,
            Shared::Phone => customer::PHONE,
            Shared::Email => customer::EMAIL,
            Shared::Name => customer::NAME,
        }
    }

    /// What must not differ within a group of this reason.
    fn against(self) -> &'static [FieldId] {
        match self {
            Shared::ExternalId => &[],
            Shared::Phone | Shared::Email => &[customer::EXTERNAL_ID],
            Shared::Name => &[customer::EXTERNAL_ID, customer::PHONE, customer::EMAIL],
        }
    }
}

/// Customers who may be one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// What they share.
    pub shared: Shared,
    /// They, two or more, by id.
    pub customers: Vec<RecordId>,
}

/// All groups, the surest reason first, within it in the order of the first row.
/// Whoever is deleted or erased, or united already, is in none of their own.
pub fn doubles(workspace: &Workspace) -> Vec<Group> {
    let table = workspace.customers();
    let here =
        |row: &u32| workspace.is_alive(Collection::Customer, *row) && !workspace.is_erased(*row);
    let mut found = Vec::new();
    let mut taken = vec![false; table.len()];
    for shared in Shared::ALL {
        let field = shared.field();
        // The first row of each text; the others are collected only where there are any.
        let mut first: FxHashMap<String, u32> = FxHashMap::default();
        let mut groups: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for row in (0..table.len() as u32).filter(here) {
            let Some(text) = table.text(row, field).map(str::trim).filter(|t| !t.is_empty()) else {
                continue;
            };
            match first.entry(text.to_lowercase()) {
                std::collections::hash_map::Entry::Vacant(entry) => drop(entry.insert(row)),
                std::collections::hash_map::Entry::Occupied(entry) => {
                    groups.entry(*entry.get()).or_default().push(row);
                }
            }
        }
        let mut groups: Vec<(u32, Vec<u32>)> = groups.into_iter().collect();
        groups.sort_unstable_by_key(|(first, _)| *first);
        for (first, others) in groups {
            let rows: Vec<u32> = [first].into_iter().chain(others).collect();
            let differ = |field: &FieldId| {
                let mut said = rows.iter().filter_map(|row| table.text(*row, *field));
                let first = said.next().map(str::to_lowercase);
                said.any(|text| Some(text.to_lowercase()) != first)
            };
            // Judged by all who share it, also by those who stand in a surer group.
            if rows.len() > LARGEST || shared.against().iter().any(differ) {
                continue;
            }
            let rows: Vec<u32> = rows.into_iter().filter(|row| !taken[*row as usize]).collect();
            if rows.len() < 2 {
                continue;
            }
            rows.iter().for_each(|row| taken[*row as usize] = true);
            let customers = rows.into_iter().map(|row| table.id(row)).collect();
            found.push(Group { shared, customers });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChangeSetId, Customer, DeviceId, Stamp};
    use crate::workspace::{Action, Draft, Label};

    fn customer(name: &str, id: &str, phone: &str, email: &str) -> Customer {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Customer {
            name: text(name),
            external_id: text(id),
            phone: text(phone),
            email: text(email),
            ..Customer::default()
        }
    }

    fn workspace(people: &[Customer]) -> (Workspace, Vec<RecordId>) {
        let mut workspace = Workspace::new();
        let mut draft = Draft::new(ChangeSetId(1), Label::new(Action::Add));
        let ids = people.iter().map(|person| draft.create(person)).collect();
        workspace.apply(&draft.into_stamped(Stamp::next(Stamp::BIRTH, DeviceId(1), 1), 1));
        (workspace, ids)
    }

    /// The groups as reasons and places in `people`.
    fn check(people: &[Customer], expect: &[(Shared, &[usize])]) {
        let (workspace, ids) = workspace(people);
        let place = |id: &RecordId| ids.iter().position(|own| own == id).unwrap();
        let found: Vec<(Shared, Vec<usize>)> = doubles(&workspace)
            .into_iter()
            .map(|group| (group.shared, group.customers.iter().map(place).collect()))
            .collect();
        let expect: Vec<(Shared, Vec<usize>)> =
            expect.iter().map(|(shared, places)| (*shared, places.to_vec())).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn who_shares_something_may_be_one() {
        check(
            &[
                customer("Sari", "", "+62811", ""),
                customer("Sari Dewi", "", "+62811", ""),
                customer("Toko Maju", "", "", "toko@example.com"),
                customer("Maju", "", "", "TOKO@example.com"),
                customer("Budi ", "", "", ""),
                customer("budi", "", "+62822", ""),
                customer("Alone", "", "", ""),
            ],
            &[(Shared::Phone, &[0, 1]), (Shared::Email, &[2, 3]), (Shared::Name, &[4, 5])],
        );
    }

    #[test]
    fn what_differs_speaks_against_it() {
        // Two of a name with a number each are two people, whoever the third is.
        check(
            &[
                customer("Budi", "", "+62811", ""),
                customer("Budi", "", "+62822", ""),
                customer("Budi", "", "", ""),
            ],
            &[],
        );
        // A counter's number, two numbers in the other program.
        check(&[customer("A", "1", "+62811", ""), customer("B", "2", "+62811", "")], &[]);
        check(
            &[customer("A", "1", "+62811", ""), customer("B", "1", "+62822", "")],
            &[(Shared::ExternalId, &[0, 1])],
        );
    }

    #[test]
    fn who_stands_in_a_surer_group_still_speaks_against_another() {
        check(
            &[
                customer("Budi", "", "+62811", ""),
                customer("Budi", "", "+62811", ""),
                customer("Budi", "", "+62822", ""),
                customer("Budi", "", "", ""),
            ],
            &[(Shared::Phone, &[0, 1])],
        );
        let mut placeholder: Vec<Customer> = (0..LARGEST + 1)
            .map(|at| customer(&format!("Customer {at}"), "", "+62812", ""))
            .collect();
        for one in &mut placeholder[..2] {
            one.external_id = Some("7".to_owned());
        }
        check(&placeholder, &[(Shared::ExternalId, &[0, 1])]);
    }

    #[test]
    fn a_text_that_many_have_is_no_name() {
        let many = vec![customer("Umum", "", "", ""); LARGEST + 1];
        check(&many, &[]);
        check(&many[1..], &[(Shared::Name, &[0, 1, 2, 3, 4, 5, 6, 7])]);
    }

    #[test]
    fn who_is_gone_or_united_is_not_asked_about() {
        let people = [customer("Sari", "", "", ""), customer("Sari", "", "", "")];
        let (mut workspace, ids) = workspace(&people);
        assert_eq!(doubles(&workspace).len(), 1);
        let mut draft = Draft::new(ChangeSetId(2), Label::new(Action::Change));
        draft.unite(ids[0], ids[1]);
        workspace.apply(&draft.into_stamped(Stamp::next(Stamp::BIRTH, DeviceId(1), 2), 1));
        assert_eq!(doubles(&workspace), []);
        let mut draft = Draft::new(ChangeSetId(3), Label::new(Action::Change));
        draft.part(&workspace, ids[0]);
        workspace.apply(&draft.into_stamped(Stamp::next(Stamp::BIRTH, DeviceId(1), 3), 1));
        assert_eq!(doubles(&workspace).len(), 1);
        let mut draft = Draft::new(ChangeSetId(4), Label::new(Action::Delete));
        draft.delete(Collection::Customer, ids[1]);
        workspace.apply(&draft.into_stamped(Stamp::next(Stamp::BIRTH, DeviceId(1), 4), 1));
        assert_eq!(doubles(&workspace), []);
    }
}
