//! Two colleagues brought in the same list: the same people and sales under
//! different ids.

use super::cases::cases;
use super::team::{DAY, Device};
use proptest::prelude::*;
use tangga_engine::domain::schema::{customer, purchase};
use tangga_engine::domain::{Collection, Customer, Day, Purchase, RecordId, Source, Value};
use tangga_engine::interchange::file::canonical;
use tangga_engine::workspace::links::link_id;
use tangga_engine::workspace::merge::{
    Choices, DuplicateSearch, Duplicates, Past, Preview, Reason, Stale,
};
use tangga_engine::workspace::{Action, Label, Life};

const CUSTOMER: Collection = Collection::Customer;

/// Someone of the list, and what they bought: order number, day, amount.
type Line = (Customer, Vec<(Option<&'static str>, i32, i64)>);

fn someone(name: &str) -> Customer {
    Customer { name: Some(name.into()), ..Customer::default() }
}

/// Brings a list in.
fn import(device: &mut Device, lines: &[Line], sha256: Option<&str>) -> Vec<RecordId> {
    let mut draft = device.draft();
    let mut ids = Vec::new();
    for (customer, sales) in lines {
        let id = draft.create(customer);
        for (order, day, amount) in sales {
            draft.create(&Purchase {
                customer: Some(id),
                order_number: order.map(str::to_owned),
                date: Some(Day(*day)),
                amount: Some(*amount),
                ..Purchase::default()
            });
        }
        ids.push(id);
    }
    if let Some(sha256) = sha256 {
        draft.create(&Source { sha256: Some(sha256.into()), ..Source::default() });
    }
    device.store(draft);
    ids
}

fn preview(mine: &Device, theirs: &Device) -> Preview {
    mine.preview(Device::incoming(&theirs.workspace))
}

fn duplicates(preview: &Preview, mine: &Device) -> Duplicates {
    DuplicateSearch::new(preview).finish(&mine.workspace).expect("nothing changed")
}

fn merge_uniting(mine: &mut Device, theirs: &Device) -> Duplicates {
    let found = preview(mine, theirs);
    let same = duplicates(&found, mine);
    let (id, label) = (mine.draft().next_id().origin, Label::new(Action::OpenFile));
    let draft = found.confirm(&mine.workspace, &Choices::new(), &Past::new(), id, label);
    let mut draft = draft.expect("nothing changed");
    same.unite(&mut draft);
    mine.store(draft);
    same
}

fn sales(device: &Device) -> i64 {
    let facts = device.workspace.purchases();
    (0..facts.len()).filter(|row| facts.counts[*row]).map(|row| facts.amount[row]).sum()
}

fn list() -> Vec<Line> {
    let sari = Customer { phone: Some("+62812".into()), ..someone("Sari") };
    let budi = Customer { email: Some("Budi@kopi.id".into()), ..someone("Budi") };
    let citra = Customer { external_id: Some("C-7".into()), ..someone("Citra") };
    vec![
        (sari, vec![(None, 10, 100), (None, 10, 100)]),
        (budi, vec![(Some("INV-1"), 11, 250)]),
        (citra, vec![]),
        (someone("Dewi"), vec![(Some("INV-2"), 12, 70)]),
    ]
}

#[test]
fn people_and_sales_of_a_list_that_both_brought_in_are_found() {
    let (mut mine, mut theirs) = (Device::new(1), Device::new(2));
    let ours = import(&mut mine, &list(), None);
    let mut other = list();
    other[1].0.email = Some("budi@KOPI.id ".into());
    other.push((someone("Eka"), vec![(None, 13, 5)]));
    let others = import(&mut theirs, &other, None);
    let same = duplicates(&preview(&mine, &theirs), &mine);
    let found: Vec<_> = same.customers.iter().map(|s| (s.mine, s.theirs, s.reason)).collect();
    let reasons = [Reason::Phone, Reason::Email, Reason::ExternalId, Reason::Order];
    let expected = ours.iter().zip(&others).zip(reasons).map(|((m, t), r)| (*m, *t, r));
    assert_eq!(found, expected.collect::<Vec<_>>());
    assert_eq!(same.facts.len(), 4, "two equal purchases of one day stay two");
    assert_eq!(same.twice(), 100 + 100 + 250 + 70);
    // Without asking, nothing is united: the sum that counts twice was shown.
    let before = sales(&mine);
    mine.merge(&theirs.workspace);
    assert_eq!(sales(&mine), before + same.twice() + 5);
    assert_eq!(mine.workspace.count(CUSTOMER), 9);
}

/// The search ran in one piece, during which the page stood still.
#[test]
fn searching_row_by_row_finds_what_searching_at_once_does() {
    let anybody = |at: usize| {
        let pick = |every: usize, text: String| at.is_multiple_of(every).then_some(text);
        let customer = Customer {
            external_id: pick(5, format!("C-{at}")),
            phone: pick(3, format!("+62{}", at / 2)),
            email: pick(4, format!("a{at}@kopi.id")),
            ..someone(&format!("Tamu {}", at / 3))
        };
        let order = ["INV-1", "INV-2", "INV-3"].get(at % 7).copied();
        (customer, vec![(order, at as i32 % 9, 100), (None, 10, 100)])
    };
    let (mut mine, mut theirs) = (Device::new(1), Device::new(2));
    import(&mut mine, &(0..40).map(anybody).collect::<Vec<Line>>(), None);
    import(&mut theirs, &(10..60).map(anybody).collect::<Vec<Line>>(), None);
    import(&mut mine, &list(), Some("aa"));
    import(&mut theirs, &list(), Some("aa"));
    let found = preview(&mine, &theirs);
    let at_once = duplicates(&found, &mine);
    let reasons: Vec<Reason> = at_once.customers.iter().map(|same| same.reason).collect();
    for reason in [Reason::ExternalId, Reason::SameFile, Reason::Phone, Reason::Email] {
        assert!(reasons.contains(&reason), "{reason:?}");
    }
    assert!(at_once.facts.len() > 40);
    for rows in [1, 2, 7, 50, 1_000] {
        let mut search = DuplicateSearch::new(&found);
        let (mut steps, mut before) = (1, 0);
        while search.step(&mine.workspace, rows).expect("nothing changed") {
            let (done, all) = search.progress(&mine.workspace);
            assert!(before < done && done < all, "{before} {done} {all}");
            assert!(done - before <= rows as usize);
            (steps, before) = (steps + 1, done);
        }
        let (_, all) = search.progress(&mine.workspace);
        assert!(steps >= all / rows as usize, "{steps} steps of {rows} rows");
        assert_eq!(search.finish(&mine.workspace), Ok(at_once.clone()));
    }
    let mut search = DuplicateSearch::new(&found);
    assert_eq!(search.step(&mine.workspace, 9), Ok(true));
    import(&mut mine, &list()[..1], None);
    assert_eq!(search.step(&mine.workspace, 9), Err(Stale), "the data changed meanwhile");
}

/// Sales of customers who were deleted counted as held twice.
#[test]
fn what_counts_nowhere_is_not_held_twice() {
    let lines = list();
    let twice = |delete_mine: Option<usize>, delete_theirs: Option<usize>| {
        let (mut mine, mut theirs) = (Device::new(1), Device::new(2));
        for (device, delete) in [(&mut mine, delete_mine), (&mut theirs, delete_theirs)] {
            let ids = import(device, &lines, None);
            let mut draft = device.draft();
            delete.into_iter().for_each(|at| draft.delete(CUSTOMER, ids[at]));
            if delete.is_some() {
                device.store(draft);
            }
        }
        let same = duplicates(&preview(&mine, &theirs), &mine);
        (same.facts.len(), same.twice())
    };
    assert_eq!(twice(None, None), (4, 520));
    assert_eq!(twice(Some(1), None), (3, 270));
    assert_eq!(twice(None, Some(3)), (3, 450));
    assert_eq!(twice(Some(1), Some(3)), (2, 200));
}

#[test]
fn united_customers_are_one_and_parted_again_when_the_link_goes() {
    let (mut mine, mut theirs) = (Device::new(1), Device::new(2));
    let ours = import(&mut mine, &list(), None);
    theirs.clock += DAY;
    let mut other = list();
    other[0].0.city = Some("Solo".into());
    other[0].1.push((None, 14, 9));
    let others = import(&mut theirs, &other, None);
    let (before, steps, total) = (canonical(&mine.workspace), mine.log.len(), sales(&mine));
    merge_uniting(&mut mine, &theirs);
    assert_eq!(mine.workspace.count(CUSTOMER), 4);
    assert_eq!(sales(&mine), total + 9);
    // The head is the smaller id; it has what any of the group has.
    let head = mine.workspace.row(CUSTOMER, ours[0].min(others[0])).unwrap();
    let shown: Customer = mine.workspace.read(head);
    assert_eq!(shown.city.as_deref(), Some("Solo"));
    assert_eq!(mine.workspace.find::<Customer>(others[0]), Some(shown.clone()));
    assert_eq!(mine.workspace.rows_about(Collection::Purchase, head).len(), 3);
    assert_eq!(mine.workspace.customers().text(head, customer::CITY), Some("Solo"));
    assert_eq!(mine.workspace.table(CUSTOMER).text(head, customer::CITY), None);
    // An edit of the head shows; one of another of the group, too.
    for (id, city) in [(ours[0], "Tegal"), (others[0], "Demak")] {
        let mut draft = mine.draft();
        draft.set(CUSTOMER, id, customer::CITY, Some(Value::Text(city.into())));
        mine.store(draft);
        assert_eq!(mine.workspace.read::<Customer>(head).city.as_deref(), Some(city));
    }
    mine.undo_to(steps + 1);
    // Deleting the person deletes all of the group, and undo brings it back.
    let mut draft = mine.draft();
    draft.delete_united(&mine.workspace, ours[0]);
    mine.store(draft);
    assert_eq!((mine.workspace.count(CUSTOMER), sales(&mine)), (3, total - 200));
    mine.undo_last();
    assert_eq!((mine.workspace.count(CUSTOMER), sales(&mine)), (4, total + 9));
    let mut draft = mine.draft();
    draft.part(&mine.workspace, ours[0]);
    mine.store(draft);
    assert_eq!(mine.workspace.count(CUSTOMER), 5);
    let alone = mine.workspace.find::<Customer>(others[0]).expect("parted");
    assert_eq!(alone.city.as_deref(), Some("Solo"));
    assert_eq!(mine.workspace.find::<Customer>(ours[0]).expect("parted").city, None);
    // What was written and undone after the merge is kept by its retraction,
    // so it is retracted on a device that only merged.
    let mut fresh = Device::new(1);
    import(&mut fresh, &list(), None);
    merge_uniting(&mut fresh, &theirs);
    fresh.undo_last();
    assert_eq!(canonical(&fresh.workspace), before);
}

/// A form on a united customer compared with the record of one of the two, and lost
/// what was typed where that one had said the same before.
#[test]
fn a_form_on_a_united_customer_compares_with_what_is_shown() {
    let mut mine = Device::new(1);
    let ids = import(&mut mine, &[(someone("Sari"), vec![]), (someone("Sari B."), vec![])], None);
    let mut write = |record: RecordId, city: &str| {
        let mut draft = mine.draft();
        draft.set(CUSTOMER, record, customer::CITY, Some(Value::Text(city.into())));
        mine.store(draft);
    };
    write(ids[0], "Solo");
    write(ids[1], "Ubud");
    let mut draft = mine.draft();
    draft.unite(ids[0], ids[1]);
    mine.store(draft);
    let opened: Customer = mine.workspace.find(ids[0]).expect("it is shown");
    assert_eq!(opened.city.as_deref(), Some("Ubud"));
    let moved = Customer { city: Some("Solo".into()), ..opened.clone() };
    let mut draft = mine.draft();
    draft.change(&mine.workspace, ids[0], &opened, &moved);
    mine.store(draft);
    let now: Customer = mine.workspace.find(ids[0]).expect("it is shown");
    assert_eq!(now, moved, "what was typed holds, and nothing else changed");
    mine.undo_last();
    let again: Customer = mine.workspace.find(ids[0]).expect("it is shown");
    assert_eq!(again, opened, "undo shows what the other one says");
    for (id, city) in ids.iter().zip(["Solo", "Ubud"]) {
        let row = mine.workspace.row(CUSTOMER, *id).expect("it is here");
        assert_eq!(mine.workspace.table(CUSTOMER).text(row, customer::CITY), Some(city));
    }
}

/// Two did the same work: one deleted the duplicate, the other united it with the
/// customer. The deletion was the later word on the life of both, so the customer
/// was gone, sales and all, and nobody had deleted them.
#[test]
fn who_is_united_stays_when_a_colleague_deleted_one_of_the_two() {
    for deleted in [0, 1] {
        let (mut mine, mut theirs) = (Device::new(1), Device::new(2));
        let lines =
            [(someone("Sari"), vec![(None, 1, 50)]), (someone("Sari B."), vec![(None, 2, 20)])];
        let ids = import(&mut mine, &lines, None);
        theirs.merge(&mine.workspace);
        let mut draft = mine.draft();
        draft.unite(ids[0], ids[1]);
        mine.store(draft);
        theirs.clock += DAY;
        let mut draft = theirs.draft();
        draft.delete_united(&theirs.workspace, ids[deleted]);
        theirs.store(draft);
        assert_eq!(theirs.workspace.count(CUSTOMER), 1);
        mine.merge(&theirs.workspace);
        theirs.merge(&mine.workspace);
        assert_eq!(canonical(&mine.workspace), canonical(&theirs.workspace));
        for device in [&mine, &theirs] {
            assert_eq!((device.workspace.count(CUSTOMER), sales(device)), (1, 70), "{deleted}");
            let shown: Customer = device.workspace.find(ids[0]).expect("the person is there");
            assert!(shown.name.is_some());
        }
        // Who deletes the person deletes all of them, and undo brings back what was.
        let mut draft = mine.draft();
        draft.delete_united(&mine.workspace, ids[0]);
        mine.store(draft);
        assert_eq!((mine.workspace.count(CUSTOMER), sales(&mine)), (0, 0));
        mine.undo_last();
        assert_eq!((mine.workspace.count(CUSTOMER), sales(&mine)), (1, 70));
        let mut draft = mine.draft();
        draft.part(&mine.workspace, ids[0]);
        mine.store(draft);
        assert!(mine.workspace.find::<Customer>(ids[deleted]).is_none(), "it stays deleted");
        assert!(mine.workspace.find::<Customer>(ids[1 - deleted]).is_some());
    }
}

/// Undo of a deletion brought back who was not there before it, because it looked at
/// the group and not at the record.
#[test]
fn undo_revives_nobody_who_was_not_there() {
    let mut mine = Device::new(1);
    let ids = import(&mut mine, &[(someone("Sari"), vec![]), (someone("Sari B."), vec![])], None);
    let mut draft = mine.draft();
    draft.delete(CUSTOMER, ids[0]);
    mine.store(draft);
    let mut draft = mine.draft();
    draft.unite(ids[0], ids[1]);
    mine.store(draft);
    assert_eq!(mine.workspace.count(CUSTOMER), 1);
    let mut draft = mine.draft();
    draft.delete_united(&mine.workspace, ids[1]);
    mine.store(draft);
    assert_eq!(mine.workspace.count(CUSTOMER), 0);
    mine.undo_last();
    assert_eq!(mine.workspace.count(CUSTOMER), 1);
    let lives = [ids[0], ids[1]].map(|id| {
        let row = mine.workspace.row(CUSTOMER, id).expect("it is here");
        mine.workspace.table(CUSTOMER).life(row)
    });
    assert_eq!(lives, [Life::Deleted, Life::Alive]);
}

#[test]
fn uniting_on_two_devices_writes_one_link_and_travels() {
    let (mut mine, mut theirs) = (Device::new(1), Device::new(2));
    let ours = import(&mut mine, &list(), None);
    let others = import(&mut theirs, &list(), None);
    let file = mine.copy(3);
    merge_uniting(&mut mine, &theirs);
    merge_uniting(&mut theirs, &file);
    mine.merge(&theirs.workspace);
    theirs.merge(&mine.workspace);
    assert_eq!(canonical(&mine.workspace), canonical(&theirs.workspace));
    assert_eq!(mine.workspace.count(Collection::Link), 4);
    assert_eq!(mine.workspace.links_of(ours[0]), [link_id(others[0], ours[0])]);
    assert_eq!((mine.workspace.count(CUSTOMER), sales(&mine)), (4, 520));
    // A union of its own is undone by a write, which travels.
    let mut third = Device::new(4);
    let ids = import(&mut third, &[(someone("A"), vec![]), (someone("B"), vec![])], None);
    let mut draft = third.draft();
    draft.unite(ids[1], ids[0]);
    third.store(draft);
    assert_eq!(third.workspace.count(CUSTOMER), 1);
    let mut colleague = third.copy(5);
    third.undo_last();
    assert_eq!(third.workspace.count(CUSTOMER), 2);
    colleague.merge(&third.workspace);
    assert_eq!(colleague.workspace.count(CUSTOMER), 2);
    third.undo_last();
    assert_eq!(third.workspace.count(CUSTOMER), 1, "and done again");
}

#[test]
fn a_long_list_is_united_by_one_table_of_links() {
    // The bug: each link was a table of its own and derived all groups anew, so
    // uniting a hundred thousand customers did not come to an end.
    let lines: Vec<Line> = (0..3_000)
        .map(|at| {
            let phone = Some(format!("+628{at:07}"));
            (Customer { phone, ..someone("P") }, vec![(None, at, i64::from(at))])
        })
        .collect();
    let (mut mine, mut theirs) = (Device::new(1), Device::new(2));
    import(&mut mine, &lines, None);
    import(&mut theirs, &lines, None);
    let found = preview(&mine, &theirs);
    let same = duplicates(&found, &mine);
    let draft = mine.draft();
    let (id, label) = (draft.next_id().origin, draft.label().clone());
    let draft = found.confirm(&mine.workspace, &Choices::new(), &Past::new(), id, label);
    let mut draft = draft.unwrap();
    same.unite(&mut draft);
    let change_set = draft.stamped(theirs.workspace.latest(), 0);
    let links = change_set.adopted.iter().filter(|t| t.collection() == Collection::Link);
    assert_eq!(links.map(|table| table.len()).collect::<Vec<_>>(), [3_000]);
    let going = change_set.lives.iter().filter(|l| l.collection == Collection::Purchase);
    assert_eq!(going.map(|lives| lives.count).sum::<u32>(), 3_000);
    let total = (0..3_000).sum();
    mine.store(draft);
    assert_eq!((mine.workspace.count(CUSTOMER), sales(&mine)), (3_000, total));
}

#[test]
fn who_has_another_number_or_shares_a_telephone_is_somebody_else() {
    let with = |name: &str, id: Option<&str>, phone: &str| -> Line {
        let external_id = id.map(str::to_owned);
        (Customer { external_id, phone: Some(phone.into()), ..someone(name) }, vec![])
    };
    let (mut mine, mut theirs) = (Device::new(1), Device::new(2));
    let ours = [
        with("Sari", Some("1"), "+621"),
        with("Toko A", None, "+622"),
        with("Toko B", None, "+622"),
        with("Rina", None, "+623"),
    ];
    import(&mut mine, &ours, None);
    let others = [
        with("Adik Sari", Some("2"), "+621"),
        with("Toko A", None, "+622"),
        with("Rina", None, "+623"),
        with("Anak Rina", None, "+623"),
    ];
    import(&mut theirs, &others, None);
    assert_eq!(duplicates(&preview(&mine, &theirs), &mine), Duplicates::default());
}

#[test]
fn rows_of_one_file_are_matched_one_by_one() {
    let names = |count: usize| -> Vec<Line> {
        (0..count).map(|at| (someone(&format!("Tamu {at}")), vec![(None, 5, 10)])).collect()
    };
    for (hash, rows, found) in [("aa", 3, 3), ("bb", 3, 0), ("aa", 2, 0)] {
        let (mut mine, mut theirs) = (Device::new(1), Device::new(2));
        let ours = import(&mut mine, &names(3), Some("aa"));
        let others = import(&mut theirs, &names(rows), Some(hash));
        let same = duplicates(&preview(&mine, &theirs), &mine);
        assert_eq!((same.customers.len(), same.facts.len()), (found, found), "{hash} {rows}");
        for (same, pair) in same.customers.iter().zip(ours.iter().zip(&others)) {
            assert_eq!((same.mine, same.theirs), (*pair.0, *pair.1));
            assert_eq!(same.reason, Reason::SameFile);
        }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    /// Links in any order, some deleted, some twice: the groups are those that
    /// the living links join, and each is shown once, under its smallest id.
    #[test]
    fn groups_are_what_the_links_join(
        steps in prop::collection::vec((0_usize..6, 0_usize..6, any::<bool>()), 0..8),
    ) {
        let mut device = Device::new(1);
        let lines: Vec<Line> = (0..6)
            .map(|at| (someone(&format!("P{at}")), vec![(None, at, 1 << at)]))
            .collect();
        let ids = import(&mut device, &lines, None);
        let mut links = std::collections::BTreeSet::new();
        for (a, b, unite) in steps.into_iter().filter(|(a, b, _)| a != b) {
            let mut draft = device.draft();
            let pair = (a.min(b), a.max(b));
            if unite {
                draft.unite(ids[a], ids[b]);
                links.insert(pair);
            } else if links.remove(&pair) {
                draft.delete(Collection::Link, link_id(ids[a], ids[b]));
            }
            device.store(draft);
        }
        let mut group: Vec<usize> = (0..6).collect();
        for _ in 0..6 {
            for (a, b) in &links {
                let least = group[*a].min(group[*b]);
                (group[*a], group[*b]) = (least, least);
            }
        }
        let heads = group.iter().enumerate().filter(|(at, head)| at == *head).count();
        prop_assert_eq!(device.workspace.count(CUSTOMER), heads);
        prop_assert_eq!(sales(&device), 63);
        for (at, head) in group.iter().enumerate() {
            let row = device.workspace.row(CUSTOMER, ids[at]).unwrap();
            prop_assert_eq!(device.workspace.id(CUSTOMER, device.workspace.head(row)), ids[*head]);
        }
        let table = device.workspace.table(Collection::Purchase);
        for row in 0..table.len() as u32 {
            let Some(Value::Reference(buyer)) = table.value(row, purchase::CUSTOMER) else {
                panic!("a buyer")
            };
            let buyer = device.workspace.row(CUSTOMER, buyer).unwrap();
            prop_assert_eq!(device.workspace.purchases().customer[row as usize], device.workspace.head(buyer));
        }
        // The same from the other end: opened from a file.
        let mut fresh = Device::new(9);
        fresh.open(&device.file());
        prop_assert_eq!(fresh.workspace.count(CUSTOMER), heads);
        prop_assert_eq!(canonical(&fresh.workspace), canonical(&device.workspace));
    }
}
