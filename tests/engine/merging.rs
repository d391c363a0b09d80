//! What a merge shows before it is confirmed, and what becomes of choices.

use super::team::{DAY, Device, due, read};
use tangga_engine::domain::schema::{customer, purchase, setting};
use tangga_engine::domain::{
    ChangeSetId, Collection, Currency, Customer, DeviceId, Export, FieldId, Purchase, RecordId,
    Setting, Stamp, Value,
};
use tangga_engine::interchange::file::canonical;
use tangga_engine::interchange::parked;
use tangga_engine::workspace::merge::{
    BOUND, Choice, Choices, Class, Compared, Counts, Past, Preview, Question, Refusal, is_ahead,
};

use tangga_engine::workspace::{ALIVE, Action, Label, Workspace};

const CUSTOMER: Collection = Collection::Customer;

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

/// Two devices that hold one customer with a purchase, and the ids of both.
fn pair() -> (Device, Device, RecordId, RecordId) {
    let mut mine = Device::new(1);
    let mut draft = mine.draft();
    let sari = draft.create(&Customer {
        name: Some("Sari".into()),
        note: Some("Suka gayo.".into()),
        ..Customer::default()
    });
    let sale = Purchase { customer: Some(sari), amount: Some(100), ..Purchase::default() };
    let sale = draft.create(&sale);
    mine.store(draft);
    let theirs = mine.copy(2);
    (mine, theirs, sari, sale)
}

fn set(device: &mut Device, id: RecordId, field: FieldId, value: Option<Value>) {
    let mut draft = device.draft();
    draft.set(CUSTOMER, id, field, value);
    device.store(draft);
}

fn delete(device: &mut Device, collection: Collection, id: RecordId) {
    let mut draft = device.draft();
    draft.delete(collection, id);
    device.store(draft);
}

fn preview(mine: &Device, theirs: &Device) -> Preview {
    mine.preview(Device::incoming(&theirs.workspace))
}

fn counts(preview: &Preview, collection: Collection) -> Counts {
    let found = preview.found().iter().find(|found| found.collection() == collection);
    found.expect("the collection is in the file").counts()
}

/// The only record of a class, opened.
fn only(mine: &Device, preview: &Preview, collection: Collection, class: Class) -> Compared {
    let found = preview.found().iter().find(|found| found.collection() == collection).unwrap();
    let [row] = found.rows(class) else { panic!("{:?}", found.counts()) };
    preview.open(&mine.workspace, collection, *row, &mine.past()).unwrap()
}

#[test]
fn each_record_of_a_file_is_of_one_class() {
    let (mut mine, mut theirs, sari, sale) = pair();
    let mut draft = theirs.draft();
    let budi = draft.create(&Customer { name: Some("Budi".into()), ..Customer::default() });
    draft.set(CUSTOMER, sari, customer::CITY, text("Solo"));
    draft.delete(Collection::Purchase, sale);
    theirs.store(draft);
    let brought = preview(&mine, &theirs);
    let customers = Counts { new: 1, changed: 1, ..Counts::default() };
    assert_eq!(counts(&brought, CUSTOMER), customers);
    let purchases = Counts { deleted: 1, ..Counts::default() };
    assert_eq!(counts(&brought, Collection::Purchase), purchases);
    assert_eq!(only(&mine, &brought, CUSTOMER, Class::New).record, budi);
    let changed = only(&mine, &brought, CUSTOMER, Class::Changed);
    assert_eq!((changed.fields.len(), changed.fields[0].field), (1, customer::CITY));
    assert_eq!((&changed.fields[0].mine, &changed.fields[0].theirs), (&None, &text("Solo")));
    mine.merge(&theirs.workspace);
    let again = preview(&mine, &theirs);
    assert!(again.changes_nothing(&mine.workspace));
    assert_eq!(counts(&again, CUSTOMER), Counts { here: 2, ..Counts::default() });
    // A record that was deleted before it ever came is nothing to look at.
    delete(&mut theirs, CUSTOMER, budi);
    let fresh = Device::new(3);
    let first = preview(&fresh, &theirs);
    assert_eq!(counts(&first, CUSTOMER), Counts { new: 1, here: 1, ..Counts::default() });
}

/// What the program notes of files was counted as news: `new 3` for two customers.
#[test]
fn notes_of_files_are_brought_in_and_not_counted() {
    let (mut mine, mut theirs, ..) = pair();
    let mut draft = theirs.draft();
    draft.create(&Customer { name: Some("Budi".into()), ..Customer::default() });
    let note = draft.create(&Export { rows: Some(2), ..Export::default() });
    theirs.store(draft);
    let brought = preview(&mine, &theirs);
    assert_eq!(brought.counts().new, 1);
    mine.merge(&theirs.workspace);
    assert!(mine.workspace.row(Collection::Export, note).is_some());
    // That a note was deleted is news.
    delete(&mut theirs, Collection::Export, note);
    assert_eq!(preview(&mine, &theirs).counts().deleted, 1);
}

/// A record that one side deleted said nothing of what the other had changed of it.
#[test]
fn a_deletion_says_what_the_other_side_changed_meanwhile() {
    let (mut mine, mut theirs, sari, _) = pair();
    set(&mut mine, sari, customer::CITY, text("Tegal"));
    delete(&mut theirs, CUSTOMER, sari);
    let changed = vec![(customer::CITY, text("Tegal"))];
    let brought = preview(&mine, &theirs);
    assert_eq!(only(&mine, &brought, CUSTOMER, Class::Conflict).meanwhile, changed);
    let brought = preview(&theirs, &mine);
    assert_eq!(only(&theirs, &brought, CUSTOMER, Class::Conflict).meanwhile, changed);
    // Of a fact, which is stamped as a whole, what differs is what was changed.
    let (mut mine, mut theirs, _, sale) = pair();
    let mut draft = mine.draft();
    draft.set(Collection::Purchase, sale, purchase::AMOUNT, Some(Value::Integer(250)));
    mine.store(draft);
    delete(&mut theirs, Collection::Purchase, sale);
    let brought = preview(&mine, &theirs);
    let opened = only(&mine, &brought, Collection::Purchase, Class::Conflict);
    assert_eq!(opened.meanwhile, vec![(purchase::AMOUNT, Some(Value::Integer(250)))]);
}

#[test]
fn what_both_deleted_is_nothing_to_look_at() {
    let (mut mine, mut theirs, sari, _) = pair();
    set(&mut mine, sari, customer::CITY, text("Tegal"));
    delete(&mut theirs, CUSTOMER, sari);
    mine.merge(&theirs.workspace);
    let again = preview(&theirs, &mine);
    let opened = again.open(&theirs.workspace, CUSTOMER, 0, &theirs.past()).unwrap();
    assert_eq!(opened.meanwhile, vec![]);
}

#[test]
fn a_field_that_both_changed_unseen_is_a_conflict_with_mine_theirs_and_before() {
    let (mut mine, mut theirs, sari, _) = pair();
    set(&mut mine, sari, customer::NAME, text("Sari A."));
    set(&mut mine, sari, customer::NAME, text("Sari Ayu"));
    theirs.clock += 1;
    set(&mut theirs, sari, customer::NAME, text("Sari Wangi"));
    set(&mut theirs, sari, customer::CITY, text("Solo"));
    let brought = preview(&mine, &theirs);
    let opened = only(&mine, &brought, CUSTOMER, Class::Conflict);
    let [name, city] = &opened.fields[..] else { panic!("{opened:?}") };
    assert_eq!((name.field, name.conflict, city.conflict), (customer::NAME, true, false));
    assert_eq!((&name.mine, &name.theirs), (&text("Sari Ayu"), &text("Sari Wangi")));
    assert_eq!(name.before.as_ref().unwrap().value, text("Sari"));
    assert_eq!(name.preselected, Choice::Theirs, "the later one");
    let unknown = brought.open(&mine.workspace, CUSTOMER, 0, &Past::new()).unwrap();
    assert_eq!(unknown.fields[0].before, None, "the history no longer has it");
    // Who merges first decides; the other sees no conflict any more.
    mine.merge(&theirs.workspace);
    assert_eq!(counts(&preview(&theirs, &mine), CUSTOMER).conflicts, 0);
}

#[test]
fn what_one_side_had_seen_is_no_conflict() {
    let (mut mine, mut theirs, sari, _) = pair();
    set(&mut mine, sari, customer::NAME, text("Sari Ayu"));
    theirs.merge(&mine.workspace);
    set(&mut theirs, sari, customer::NAME, text("Sari Wangi"));
    let opened = only(&mine, &preview(&mine, &theirs), CUSTOMER, Class::Changed);
    assert!(!opened.fields[0].conflict);
    // And both having written the same is none either.
    set(&mut mine, sari, customer::CITY, text("Solo"));
    set(&mut theirs, sari, customer::CITY, text("Solo"));
    assert_eq!(counts(&preview(&mine, &theirs), CUSTOMER).conflicts, 0);
}

#[test]
fn a_choice_that_the_join_would_not_make_is_written_and_travels() {
    let (mut mine, mut theirs, sari, _) = pair();
    set(&mut mine, sari, customer::NAME, text("Sari Ayu"));
    theirs.clock += DAY;
    set(&mut theirs, sari, customer::NAME, text("Sari Wangi"));
    let before = canonical(&mine.workspace);
    let mut choices = Choices::new();
    choices.choose(CUSTOMER, sari, customer::NAME, Choice::Mine);
    mine.merge_with(Device::incoming(&theirs.workspace), &choices);
    assert_eq!(mine.workspace.value(CUSTOMER, sari, customer::NAME), text("Sari Ayu"));
    theirs.merge(&mine.workspace);
    assert_eq!(theirs.workspace.value(CUSTOMER, sari, customer::NAME), text("Sari Ayu"));
    assert_eq!(canonical(&mine.workspace), canonical(&theirs.workspace));
    mine.undo_last();
    assert_eq!(canonical(&mine.workspace), before);
}

#[test]
fn all_conflicts_are_chosen_at_once_and_single_ones_after() {
    let (mut mine, mut theirs, sari, _) = pair();
    for (field, value) in [(customer::NAME, "Ayu"), (customer::CITY, "Solo")] {
        set(&mut mine, sari, field, text(value));
    }
    theirs.clock += DAY;
    for (field, value) in [(customer::NAME, "Wangi"), (customer::CITY, "Tegal")] {
        set(&mut theirs, sari, field, text(value));
    }
    let mut choices = Choices::new();
    choices.choose(CUSTOMER, sari, customer::NAME, Choice::Theirs);
    choices.choose_all(Some(Choice::Mine));
    choices.choose(CUSTOMER, sari, customer::CITY, Choice::Theirs);
    mine.merge_with(Device::incoming(&theirs.workspace), &choices);
    assert_eq!(mine.workspace.value(CUSTOMER, sari, customer::NAME), text("Ayu"));
    assert_eq!(mine.workspace.value(CUSTOMER, sari, customer::CITY), text("Tegal"));
}

#[test]
fn both_notes_are_kept_and_their_common_beginning_stands_once() {
    let (mut mine, mut theirs, sari, _) = pair();
    set(&mut mine, sari, customer::NOTE, text("Suka gayo. Alergi susu."));
    set(&mut mine, sari, customer::NAME, text("Ayu"));
    theirs.clock += DAY;
    set(&mut theirs, sari, customer::NOTE, text("Suka gayo. Bayar tunai."));
    set(&mut theirs, sari, customer::NAME, text("Wangi"));
    let opened = only(&mine, &preview(&mine, &theirs), CUSTOMER, Class::Conflict);
    let both = |field| opened.fields.iter().find(|f| f.field == field).unwrap().can_keep_both;
    assert!(both(customer::NOTE) && !both(customer::NAME));
    let mut choices = Choices::new();
    choices.choose_all(Some(Choice::Both));
    mine.merge_with(Device::incoming(&theirs.workspace), &choices);
    let note = mine.workspace.value(CUSTOMER, sari, customer::NOTE);
    assert_eq!(note, text("Suka gayo. Alergi susu.\nBayar tunai."));
    assert_eq!(mine.workspace.value(CUSTOMER, sari, customer::NAME), text("Wangi"));
}

#[test]
fn deleting_what_the_other_side_edited_is_a_conflict_and_stays_deleted() {
    for mine_deletes in [true, false] {
        let (mut mine, mut theirs, sari, _) = pair();
        let (deleting, editing) =
            if mine_deletes { (&mut mine, &mut theirs) } else { (&mut theirs, &mut mine) };
        delete(deleting, CUSTOMER, sari);
        editing.clock += 2 * DAY;
        set(editing, sari, customer::CITY, text("Solo"));
        let opened = only(&mine, &preview(&mine, &theirs), CUSTOMER, Class::Conflict);
        let life = &opened.fields[0];
        let deletion = if mine_deletes { Choice::Mine } else { Choice::Theirs };
        assert_eq!((life.field, life.conflict, life.preselected), (ALIVE, true, deletion));
        let (before, steps) = (canonical(&mine.workspace), mine.log.len());
        mine.merge(&theirs.workspace);
        assert!(mine.workspace.find::<Customer>(sari).is_none());
        mine.undo_to(steps);
        assert_eq!(canonical(&mine.workspace), before);
        let mut choices = Choices::new();
        choices.choose_all(Some(if mine_deletes { Choice::Theirs } else { Choice::Mine }));
        mine.merge_with(Device::incoming(&theirs.workspace), &choices);
        let kept = mine.workspace.find::<Customer>(sari).expect("brought back");
        assert_eq!(kept.city.as_deref(), Some("Solo"));
        mine.undo_last();
        assert_eq!(canonical(&mine.workspace), before);
    }
}

#[test]
fn a_deletion_of_what_nobody_else_touched_is_no_conflict() {
    let (mine, mut theirs, sari, _) = pair();
    delete(&mut theirs, CUSTOMER, sari);
    assert_eq!(counts(&preview(&mine, &theirs), CUSTOMER).deleted, 1);
}

#[test]
fn a_fact_that_both_changed_conflicts_field_by_field() {
    let (mut mine, mut theirs, _, sale) = pair();
    let amount = |device: &mut Device, amount: i64| {
        let mut draft = device.draft();
        let amount = Some(Value::Integer(amount));
        draft.set(Collection::Purchase, sale, purchase::AMOUNT, amount);
        device.store(draft);
    };
    amount(&mut mine, 200);
    theirs.clock += DAY;
    amount(&mut theirs, 300);
    let before = canonical(&mine.workspace);
    let opened = only(&mine, &preview(&mine, &theirs), Collection::Purchase, Class::Conflict);
    let [field] = &opened.fields[..] else { panic!("{opened:?}") };
    assert_eq!((field.field, field.preselected), (purchase::AMOUNT, Choice::Theirs));
    assert_eq!(field.before.as_ref().unwrap().value, Some(Value::Integer(100)));
    let mut choices = Choices::new();
    choices.choose_all(Some(Choice::Mine));
    mine.merge_with(Device::incoming(&theirs.workspace), &choices);
    assert_eq!(mine.workspace.purchases().amount, [200]);
    mine.undo_last();
    assert_eq!(canonical(&mine.workspace), before);
    mine.merge(&theirs.workspace);
    assert_eq!(mine.workspace.purchases().amount, [300]);
}

#[test]
fn what_a_part_lacks_is_neither_deleted_nor_blank() {
    let (mut mine, theirs, sari, _) = pair();
    let mut part = Device::incoming(&theirs.workspace);
    part.whole = false;
    part.tables.retain(|table| table.collection() == CUSTOMER);
    part.tables[0] = {
        let mut table = tangga_engine::workspace::Table::new(CUSTOMER);
        table.push_empty(sari, theirs.workspace.table(CUSTOMER).record_stamp(0));
        table
    };
    let before = canonical(&mine.workspace);
    let brought = mine.preview(part.clone());
    assert!(brought.changes_nothing(&mine.workspace));
    mine.merge_with(part, &Choices::new());
    assert_eq!(canonical(&mine.workspace), before);
}

#[test]
fn a_comparison_does_not_outlive_a_change() {
    let (mut mine, mut theirs, sari, _) = pair();
    set(&mut theirs, sari, customer::CITY, text("Solo"));
    let brought = preview(&mine, &theirs);
    set(&mut mine, sari, customer::NAME, text("Ayu"));
    let draft = mine.draft();
    let label = draft.label().clone();
    let id = draft.next_id().origin;
    let late = brought.confirm(&mine.workspace, &Choices::new(), &Past::new(), id, label);
    assert!(late.is_err());
}

#[test]
fn other_currencies_and_the_sample_shop_are_refused_and_other_workspaces_asked_about() {
    let (mine, theirs, ..) = pair();
    let mut incoming = Device::incoming(&theirs.workspace);
    assert_eq!(incoming.admit(&mine.workspace, ""), Ok(Vec::new()));
    assert_eq!(incoming.admit(&mine.workspace, "kopi"), Ok(Vec::new()));
    assert_eq!(incoming.admit(&mine.workspace, "teh"), Ok(vec![Question::OtherWorkspace]));
    incoming.currency = Currency { code: "USD".into(), decimals: 2 };
    let refusal =
        Refusal::Currency { ours: Currency::default(), theirs: incoming.currency.clone() };
    assert_eq!(incoming.admit(&mine.workspace, ""), Err(refusal));
    let mut sample = Device::new(3);
    let mut draft = sample.draft();
    draft.set(Collection::Setting, Setting::ID, setting::SAMPLE, Some(Value::Truth(true)));
    sample.store(draft);
    let refusal = Device::incoming(&theirs.workspace).admit(&sample.workspace, "");
    assert_eq!(refusal, Err(Refusal::SampleHere));
}

#[test]
fn a_workspace_without_money_takes_the_currency_of_the_amounts_that_come() {
    let mut mine = Device::new(1);
    mine.clock += 9 * DAY;
    let currency = |device: &mut Device, code: &str, decimals: i64| {
        let mut draft = device.draft();
        draft.set(Collection::Setting, Setting::ID, setting::CURRENCY, text(code));
        let decimals = Some(Value::Integer(decimals));
        draft.set(Collection::Setting, Setting::ID, setting::DECIMALS, decimals);
        device.store(draft);
    };
    currency(&mut mine, "IDR", 0);
    let (mut theirs, ..) = pair();
    currency(&mut theirs, "USD", 2);
    mine.merge(&theirs.workspace);
    assert_eq!(mine.workspace.currency(), Currency { code: "USD".into(), decimals: 2 });
}

#[test]
fn a_stamp_of_this_device_that_it_never_gave_is_noticed() {
    let (mine, theirs, sari, _) = pair();
    let known = Device::incoming(&theirs.workspace);
    assert!(!known.knows_more_of(DeviceId(1), &mine.workspace));
    let mut twin = mine.copy(3);
    twin.device = DeviceId(1);
    set(&mut twin, sari, customer::CITY, text("Solo"));
    let incoming = Device::incoming(&twin.workspace);
    assert!(incoming.knows_more_of(DeviceId(1), &mine.workspace));
    assert!(!incoming.knows_more_of(DeviceId(2), &mine.workspace));
}

/// How many parked records a workspace holds that were not settled.
fn waiting(workspace: &Workspace) -> usize {
    parked::count(parked::records(workspace.foreign_collections()))
}

/// A device whose clock is a year ahead changed a customer; mine opens its file.
fn from_the_future() -> (Device, Device, RecordId) {
    let (mut mine, mut theirs, sari, _) = pair();
    theirs.clock += 365 * DAY;
    set(&mut theirs, sari, customer::CITY, text("Solo"));
    let mut draft = theirs.draft();
    draft.create(&Customer { name: Some("Budi".into()), ..Customer::default() });
    theirs.store(draft);
    mine.open(&theirs.file());
    (mine, theirs, sari)
}

#[test]
fn a_record_of_a_clock_that_is_a_year_ahead_is_parked_and_handed_on() {
    let (mut mine, theirs, sari) = from_the_future();
    assert_eq!(mine.workspace.value(CUSTOMER, sari, customer::CITY), None);
    assert_eq!(mine.workspace.count(CUSTOMER), 1);
    assert_eq!(parked::list(&mine.workspace, mine.clock).len(), 2);
    assert_eq!(waiting(&mine.workspace), 2);
    assert!(due(&mine.workspace, mine.clock).is_none());
    // Neither this device's clock nor what it says it has seen runs ahead.
    assert!(!is_ahead(mine.workspace.latest(), mine.clock));
    assert!(!mine.workspace.vector().covers(theirs.workspace.latest()));
    // Another device gets them from here, and opening the file again is nothing.
    let mut third = Device::new(3);
    third.open(&mine.file());
    assert_eq!(parked::list(&third.workspace, third.clock).len(), 2);
    let before = canonical(&mine.workspace);
    mine.open(&theirs.file());
    assert_eq!(canonical(&mine.workspace), before);
    // A year later they come in by themselves, once.
    for device in [&mut mine, &mut third] {
        device.clock += 360 * DAY;
        let due = due(&device.workspace, device.clock).expect("two records");
        device.merge_with(due.clone(), &Choices::new());
        assert_eq!(device.workspace.value(CUSTOMER, sari, customer::CITY), text("Solo"));
        assert_eq!(device.workspace.count(CUSTOMER), 2);
        assert!(device.preview(due).changes_nothing(&device.workspace));
        assert_eq!(parked::list(&device.workspace, device.clock).len(), 0);
    }
    mine.merge(&third.workspace);
    third.merge(&mine.workspace);
    assert_eq!(canonical(&mine.workspace), canonical(&third.workspace));
}

/// Where a file took the place of everything its stamps came in as they were, and
/// all that was written later carried a clock that ran a year ahead.
#[test]
fn a_record_of_a_clock_that_is_a_year_ahead_is_parked_where_a_file_replaces_everything() {
    let (_, theirs, sari) = from_the_future();
    let mut fresh = Device::new(3);
    let bytes = theirs.file();
    let opened = read(&bytes, bytes.len()).expect("a whole file");
    let incoming = opened.into_incoming(fresh.clock).expect("short records");
    fresh.store(incoming.into_draft(ChangeSetId(0), Label::new(Action::OpenFile)));
    assert_eq!(fresh.workspace.count(CUSTOMER), 0);
    assert_eq!(parked::list(&fresh.workspace, fresh.clock).len(), 2);
    assert!(!is_ahead(fresh.workspace.latest(), fresh.clock));
    assert!(!fresh.workspace.vector().covers(theirs.workspace.latest()));
    fresh.clock += 360 * DAY;
    let due = due(&fresh.workspace, fresh.clock).expect("two records");
    fresh.merge_with(due, &Choices::new());
    assert_eq!(fresh.workspace.value(CUSTOMER, sari, customer::CITY), text("Solo"));
    assert_eq!(fresh.workspace.count(CUSTOMER), 2);
}

#[test]
fn a_parked_record_is_accepted_with_a_stamp_of_this_device() {
    let (mut mine, theirs, sari) = from_the_future();
    let before = canonical(&mine.workspace);
    for parked in parked::list(&mine.workspace, mine.clock) {
        let mut draft = mine.draft();
        parked::accept(&mine.workspace, &parked, &mut draft);
        mine.store(draft);
    }
    assert_eq!(mine.workspace.value(CUSTOMER, sari, customer::CITY), text("Solo"));
    assert_eq!(mine.workspace.count(CUSTOMER), 2);
    assert_eq!(parked::list(&mine.workspace, mine.clock).len(), 0);
    assert_eq!(waiting(&mine.workspace), 0);
    assert!(!is_ahead(mine.workspace.latest(), mine.clock));
    // It travels as a change of this device, and is settled there, too.
    let mut third = Device::new(3);
    third.open(&mine.file());
    third.open(&theirs.file());
    assert_eq!(parked::list(&third.workspace, third.clock).len(), 0);
    assert_eq!(third.workspace.count(CUSTOMER), 2);
    mine.undo_to(mine.log.len() - 2);
    assert_eq!(canonical(&mine.workspace), before);
}

/// A change of a record of which an earlier change had been accepted was lost, and
/// what was accepted came back over later changes once the clock had caught up.
#[test]
fn a_later_change_of_an_accepted_record_is_parked_anew() {
    let (mut mine, mut theirs, sari) = from_the_future();
    let accept = |mine: &mut Device, parked: &parked::Parked| {
        let mut draft = mine.draft();
        parked::accept(&mine.workspace, parked, &mut draft);
        mine.store(draft);
    };
    let list = |mine: &Device| parked::list(&mine.workspace, mine.clock);
    for parked in list(&mine) {
        accept(&mut mine, &parked);
    }
    theirs.clock += 1;
    set(&mut theirs, sari, customer::PHONE, text("+62811"));
    mine.open(&theirs.file());
    assert_eq!(waiting(&mine.workspace), 1);
    let [later] = &list(&mine)[..] else { panic!("one change waits") };
    assert_eq!(later.rows.value(0, customer::PHONE), text("+62811"));
    assert!(!later.rows.is_said(0, customer::CITY), "the city was settled");
    // A newer city holds although the clock catches up with the settled one.
    set(&mut mine, sari, customer::CITY, text("Ubud"));
    let mut patient = mine.copy(4);
    patient.clock = mine.clock + 366 * DAY;
    let due = due(&patient.workspace, patient.clock).expect("the telephone");
    patient.merge_with(due, &Choices::new());
    assert_eq!(patient.workspace.value(CUSTOMER, sari, customer::CITY), text("Ubud"));
    assert_eq!(patient.workspace.value(CUSTOMER, sari, customer::PHONE), text("+62811"));
    let later = list(&mine).remove(0);
    delete(&mut mine, CUSTOMER, sari);
    accept(&mut mine, &later);
    let row = mine.workspace.row(CUSTOMER, sari).expect("it is here");
    assert!(!mine.workspace.is_alive(CUSTOMER, row), "what was deleted since stays so");
    assert_eq!(mine.workspace.value(CUSTOMER, sari, customer::PHONE), text("+62811"));
    assert_eq!(list(&mine).len(), 0);
    mine.open(&theirs.file());
    assert_eq!(list(&mine).len(), 0);
}

#[test]
fn a_stamp_may_lie_seven_days_ahead() {
    let now = 20_000 * DAY;
    let stamp = |time: u64| Stamp { time: time << 16, device: DeviceId(1) };
    assert!(!is_ahead(stamp(now + BOUND), now));
    assert!(is_ahead(stamp(now + BOUND + 1), now));
}
