//! A team at work, simulated: devices that edit, undo, erase people, export,
//! import whatever file lies about, tidy their store and crash, all through the
//! real codecs. In the end all hand their files around, and all hold the same;
//! and no byte of what was personal of the erased lies in anybody's store.

use super::model_store::{Deed, Store};
use super::team::{DAY, due, torture};
use std::collections::{BTreeMap, HashSet};
use tangga_engine::domain::schema::{customer, purchase, setting};
use tangga_engine::domain::{
    ChangeSetId, Collection, Customer, DeviceId, FieldId, Interaction, Purchase, RecordId, Setting,
    Stamp, Value,
};
use tangga_engine::interchange::file::canonical;
use tangga_engine::interchange::log::{self, Remembered};
use tangga_engine::interchange::{erasure, foreign, segment};
use tangga_engine::workspace::merge::{
    Choice, Choices, Comparison, DuplicateSearch, Incoming, Past,
};
use tangga_engine::workspace::{ALIVE, Action, ChangeSet, Draft, Label, Life, Workspace};

/// Random numbers that a seed repeats.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % sides as u64) as usize
    }
}

/// A crash: what was in memory is gone.
struct Crash;

struct Desk {
    store: Store,
    workspace: Workspace,
    device: DeviceId,
    clock: u64,
}

/// All that was ever written, by whomever: a value, its place and its stamp.
type Written = HashSet<(Collection, RecordId, FieldId, Stamp, Option<Value>)>;

pub struct Team {
    desks: Vec<Desk>,
    files: Vec<Vec<u8>>,
    dice: Dice,
    next: u128,
    written: Written,
    /// What was written of customers that is personal, by customer.
    personal: BTreeMap<RecordId, Vec<String>>,
    crashes: usize,
    retracted: usize,
}

impl Desk {
    fn new(device: u64, clock: u64) -> Desk {
        let store = Store::default();
        Desk { workspace: store.open(), store, device: DeviceId(device), clock }
    }

    /// Stores a change set in one transaction and then applies it. The crash
    /// comes before the transaction, after it, or not at all.
    fn commit(
        &mut self,
        draft: Draft,
        dice: &mut Dice,
        written: &mut Written,
    ) -> Result<(), Crash> {
        self.clock += 1 + dice.roll(3) as u64;
        let latest = self.workspace.latest().max(draft.latest_adopted());
        let stamp = Stamp::next(latest, self.device, self.clock);
        let mut change_set = draft.into_stamped(stamp, self.clock);
        change_set.forget(&self.workspace);
        let inverse = self.workspace.inverse(&change_set);
        let history = Remembered::new(&change_set, inverse).encode();
        let entry = log::encode(&change_set, None);
        let vector = self.workspace.vector_after(&change_set);
        let crash = dice.roll(60);
        if crash == 0 {
            return Err(Crash);
        }
        note(&change_set, written);
        self.store.carry_out(Deed::Append { entry, history, vector });
        self.store.erasing |= !change_set.erased.is_empty();
        if crash == 1 {
            return Err(Crash);
        }
        self.workspace.apply(&change_set);
        if self.store.erasing { self.finish_erasing(dice) } else { Ok(()) }
    }

    /// Writes the segments anew and empties the log, then drops what is personal
    /// from the history entry by entry, then takes the mark away.
    fn finish_erasing(&mut self, dice: &mut Dice) -> Result<(), Crash> {
        self.fold(dice)?;
        for bytes in &mut self.store.history {
            let mut remembered = Remembered::decode(bytes).expect("a stored inverse");
            if remembered.inverse.forget(&self.workspace, self.workspace.erased()) {
                *bytes = remembered.encode();
            }
            if dice.roll(400) == 0 {
                return Err(Crash);
            }
        }
        self.store.erasing = false;
        Ok(())
    }

    /// Writes all as segments and empties the log, in one transaction after the
    /// segments were staged; a crash between leaves staged bytes that nobody
    /// reads.
    fn fold(&mut self, dice: &mut Dice) -> Result<(), Crash> {
        let table = |collection: &Collection| {
            let table = self.workspace.table(*collection);
            segment::encode(&table.part(0..table.len() as u32))
        };
        let staged: Vec<_> = Collection::ALL.iter().map(table).collect();
        if dice.roll(5) == 0 {
            self.store.carry_out(Deed::Stage(staged));
            return Err(Crash);
        }
        self.store.carry_out(Deed::Fold {
            segments: staged,
            foreign: foreign::encode(self.workspace.foreign_collections()),
            erased: erasure::encode(self.workspace.erased()),
        });
        Ok(())
    }
}

/// Notes what a change set writes, so that values from nowhere are found.
fn note(change_set: &ChangeSet, written: &mut Written) {
    let stamp = change_set.stamp;
    for rows in &change_set.created {
        let collection = rows.collection();
        for row in 0..rows.len() as u32 {
            let fields = (0..collection.fields().len()).map(|at| FieldId(at as u8));
            for field in fields.chain([ALIVE]) {
                written.insert((collection, rows.id(row), field, stamp, rows.value(row, field)));
            }
        }
    }
    for edit in &change_set.edits {
        let value = edit.value.clone();
        written.insert((edit.collection, edit.record, edit.field, stamp, value));
    }
    for lives in &change_set.lives {
        for number in lives.first..lives.first + lives.count {
            let record = RecordId { origin: lives.origin, number };
            let alive = Some(Value::Truth(lives.alive));
            written.insert((lives.collection, record, ALIVE, stamp, alive));
        }
    }
}

impl Team {
    fn new(seed: u64, devices: u64) -> Team {
        // One clock is right, one a day early, one a day late.
        let clock = |device: u64| 20_000 * DAY + device % 3 * DAY;
        Team {
            desks: (1..=devices).map(|device| Desk::new(device, clock(device))).collect(),
            files: Vec::new(),
            dice: Dice(seed),
            next: 0,
            written: Written::new(),
            personal: BTreeMap::new(),
            crashes: 0,
            retracted: 0,
        }
    }

    fn draft(&mut self, action: Action) -> Draft {
        self.next += 1;
        Draft::new(ChangeSetId(self.next << 8 | 1), Label::new(action))
    }

    fn pick(&mut self, desk: usize, collection: Collection) -> Option<RecordId> {
        let table = self.desks[desk].workspace.table(collection);
        let rows = table.len();
        let row = (rows > 0).then(|| self.dice.roll(rows) as u32)?;
        let workspace = &self.desks[desk].workspace;
        let id = workspace.id(collection, row);
        workspace.row(collection, id).map(|_| id)
    }

    fn text(&mut self) -> Option<Value> {
        let which = self.dice.roll(12);
        (which > 1).then(|| Value::Text(format!("nilai {which} \"\n")))
    }

    fn commit(&mut self, desk: usize, draft: Draft) {
        let Team { desks, dice, written, .. } = self;
        if !draft.is_empty() && desks[desk].commit(draft, dice, written).is_err() {
            self.crash(desk);
        }
    }

    fn crash(&mut self, desk: usize) {
        let Team { desks, dice, crashes, .. } = self;
        let desk = &mut desks[desk];
        loop {
            *crashes += 1;
            desk.store.carry_out(Deed::Crash);
            desk.workspace = desk.store.open();
            // What was begun is finished at the next opening.
            if !desk.store.erasing || desk.finish_erasing(dice).is_ok() {
                break;
            }
        }
        assert!(due(&desk.workspace, desk.clock).is_none(), "no clock runs that far ahead");
    }

    fn edit(&mut self, desk: usize) {
        let mut draft = self.draft(Action::Change);
        match self.dice.roll(10) {
            0 | 1 => {
                let phone = Some(format!("+62812{:04}", self.dice.roll(20)));
                let buyer = draft.next_id();
                let name = Some(self.secret(buyer));
                draft.create(&Customer { name, phone, ..Customer::default() });
                for _ in 0..self.dice.roll(3) {
                    let (customer, amount) = (Some(buyer), Some(self.dice.roll(50) as i64));
                    let note = Some(self.secret(buyer));
                    draft.create(&Purchase { customer, amount, note, ..Purchase::default() });
                }
            }
            2 => {
                let customer = self.pick(desk, Collection::Customer);
                let note = customer.map(|customer| self.secret(customer));
                draft.create(&Interaction { customer, note, ..Interaction::default() });
            }
            3 | 4 => {
                let Some(id) = self.pick(desk, Collection::Customer) else { return };
                let fields = [customer::NAME, customer::CITY, customer::NOTE, customer::SEGMENT];
                let field = fields[self.dice.roll(fields.len())];
                let value = match Collection::Customer.is_personal(field) {
                    true => Some(Value::Text(self.secret(id))),
                    false => self.text(),
                };
                draft.set(Collection::Customer, id, field, value);
            }
            5 if self.dice.roll(3) == 0 => {
                let Some(id) = self.pick(desk, Collection::Purchase) else { return };
                let workspace = &self.desks[desk].workspace;
                let about = workspace.value(Collection::Purchase, id, purchase::CUSTOMER);
                let Some(Value::Reference(customer)) = about else { return };
                let note = Some(Value::Text(self.secret(customer)));
                draft.set(Collection::Purchase, id, purchase::NOTE, note);
            }
            5 => {
                let Some(id) = self.pick(desk, Collection::Purchase) else { return };
                let amount = Some(Value::Integer(self.dice.roll(99) as i64));
                draft.set(Collection::Purchase, id, purchase::AMOUNT, amount);
            }
            6 => {
                let all = [Collection::Customer, Collection::Purchase, Collection::Link];
                let collection = all[self.dice.roll(all.len())];
                let Some(id) = self.pick(desk, collection) else { return };
                draft.delete(collection, id);
            }
            7 => {
                let Some(id) = self.pick(desk, Collection::Customer) else { return };
                draft.restore(Collection::Customer, id);
            }
            8 => {
                let (Some(a), Some(b)) =
                    (self.pick(desk, Collection::Customer), self.pick(desk, Collection::Customer))
                else {
                    return;
                };
                if a == b {
                    return;
                }
                draft.unite(a, b);
            }
            _ => {
                let value = self.text();
                draft.set(Collection::Setting, Setting::ID, setting::FIRM, value);
            }
        }
        self.commit(desk, draft);
    }

    /// A text that says something personal of a customer.
    fn secret(&mut self, customer: RecordId) -> String {
        let secrets = self.personal.entry(customer).or_default();
        secrets.push(format!("<{customer}:{}>", secrets.len()));
        secrets[secrets.len() - 1].clone()
    }

    fn erase(&mut self, desk: usize) {
        let Some(id) = self.pick(desk, Collection::Customer) else { return };
        let mut draft = self.draft(Action::Erase);
        let Desk { workspace, device, .. } = &self.desks[desk];
        draft.erase(&workspace.marked(workspace.to_erase(id), u128::from(device.0)));
        self.commit(desk, draft);
    }

    fn undo(&mut self, desk: usize) {
        let store = &self.desks[desk].store;
        let remembered: Vec<Remembered> = store
            .history
            .iter()
            .rev()
            .take(30)
            .map(|bytes| Remembered::decode(bytes).expect("a stored inverse"))
            .collect();
        if remembered.is_empty() {
            return;
        }
        let at = if self.dice.roll(2) == 0 { 0 } else { self.dice.roll(remembered.len()) };
        let steps: Vec<_> = remembered.iter().map(Remembered::step).collect();
        let id = self.draft(Action::Undo).next_id().origin;
        let label = Label::new(Action::Undo);
        let undo = self.desks[desk].workspace.undo(id, label, &steps, at).expect("one currency");
        self.retracted += usize::from(steps[at].inverse.vector.is_some());
        self.commit(desk, undo.draft);
    }

    fn export(&self, desk: usize) -> Vec<u8> {
        super::team::write(&self.desks[desk].workspace, 100)
    }

    fn import(&mut self, desk: usize, file: usize, freely: bool) {
        let bytes = &self.files[file];
        let opened = super::team::read(bytes, 4_096).expect("a whole file");
        let here = &mut self.desks[desk];
        let incoming: Incoming = opened.into_incoming(here.clock).expect("short records");
        assert_eq!(incoming.admit(&here.workspace, "kopi"), Ok(Vec::new()));
        if incoming.knows_more_of(here.device, &here.workspace) {
            self.next += 1;
            here.device = DeviceId(100 + self.next as u64);
        }
        let preview = Comparison::new(incoming, &here.workspace).finish(&here.workspace);
        let preview = preview.expect("nothing changed");
        if preview.changes_nothing(&here.workspace) {
            return;
        }
        let mut past = Past::new();
        for bytes in &here.store.history {
            past.note(&Remembered::decode(bytes).expect("a stored inverse").inverse);
        }
        let mut choices = Choices::new();
        let choice = if freely { self.dice.roll(6) } else { 9 };
        choices.choose_all([Choice::Mine, Choice::Theirs, Choice::Both].get(choice).copied());
        // Leaving somebody out who was erased is a choice, so in the end none is.
        choices.take_held_back(!freely || self.dice.roll(2) == 0);
        let same = DuplicateSearch::new(&preview).finish(&here.workspace);
        let same = same.expect("nothing changed");
        let id = self.draft(Action::OpenFile).next_id().origin;
        let here = &self.desks[desk];
        let label = Label::new(Action::OpenFile);
        let draft = preview.confirm(&here.workspace, &choices, &past, id, label);
        let mut draft = draft.expect("nothing changed");
        if freely && self.dice.roll(4) == 0 {
            same.unite(&mut draft);
        }
        self.commit(desk, draft);
    }

    fn step(&mut self) {
        let desk = self.dice.roll(self.desks.len());
        match self.dice.roll(21) {
            20 if self.dice.roll(3) == 0 => self.erase(desk),
            0..=9 => self.edit(desk),
            10..=12 => self.undo(desk),
            13 | 14 => {
                let file = self.export(desk);
                self.files.push(file);
            }
            15..=17 if !self.files.is_empty() => {
                let file = self.dice.roll(self.files.len());
                self.import(desk, file, true);
            }
            18 => {
                let Team { desks, dice, .. } = self;
                if desks[desk].fold(dice).is_err() {
                    self.crash(desk);
                }
            }
            19 => self.crash(desk),
            _ => {}
        }
    }

    /// Everybody hands their file to everybody, until a round without a crash.
    fn exchange(&mut self) {
        loop {
            let before = self.crashes;
            let files: Vec<_> = (0..self.desks.len()).map(|desk| self.export(desk)).collect();
            let first = self.files.len();
            self.files.extend(files);
            for desk in 0..self.desks.len() {
                for file in first..self.files.len() {
                    self.import(desk, file, false);
                }
            }
            if self.crashes == before {
                return;
            }
        }
    }

    fn check_that_nothing_is_left_of_the_erased(&self) {
        for (at, desk) in self.desks.iter().enumerate() {
            let file = self.export(at);
            let Store { segments, foreign, log, history, .. } = &desk.store;
            let stored = segments.iter().chain(foreign).chain(log).chain(history).chain([&file]);
            let all: String =
                stored.map(|bytes| String::from_utf8_lossy(bytes).into_owned() + "\n").collect();
            for id in desk.workspace.erased().ids() {
                for secret in self.personal.get(&id).into_iter().flatten() {
                    assert!(!all.contains(secret), "desk {at} still holds {secret}");
                }
            }
        }
    }

    /// What all hold in the end.
    pub fn canonical(&self) -> Vec<u8> {
        canonical(&self.desks[0].workspace)
    }

    /// What each device did to its store.
    pub fn deeds(&self) -> impl Iterator<Item = &[Deed]> {
        self.desks.iter().map(|desk| &desk.store.deeds[..])
    }

    fn check(&self) {
        let first = self.canonical();
        for desk in &self.desks {
            assert!(canonical(&desk.workspace) == first, "all hold the same");
            assert!(canonical(&desk.store.open()) == first, "and so does what is stored");
        }
        self.check_that_nothing_is_left_of_the_erased();
        let workspace = &self.desks[0].workspace;
        for collection in Collection::ALL {
            let table = workspace.table(*collection);
            // A retracted record is not there, though its row is.
            let rows = 0..table.len() as u32;
            for row in rows.filter(|row| table.life(*row) != Life::Absent) {
                let fields = (0..collection.fields().len()).map(|at| FieldId(at as u8));
                for field in fields.chain([ALIVE]).filter(|field| table.is_said(row, *field)) {
                    let (stamp, value) = (table.field_stamp(row, field), table.value(row, field));
                    let place = (*collection, table.id(row), field);
                    // A fact's stamp is that of its last change, whatever the field.
                    let known = if collection.is_fact() {
                        self.written.iter().any(|w| (w.0, w.1, w.2) == place && w.4 == value)
                    } else {
                        let (collection, id, field) = place;
                        self.written.contains(&(collection, id, field, stamp, value.clone()))
                    };
                    assert!(known || stamp == Stamp::BIRTH, "{place:?} {value:?} {stamp:?}");
                }
            }
        }
    }
}

/// Runs a team of four for 500 steps and lets all exchange in the end.
pub fn run(seed: u64) -> Team {
    let mut team = Team::new(seed, 4);
    (0..500).for_each(|_| team.step());
    team.exchange();
    team.check();
    team
}

#[test]
fn teams_that_edit_undo_merge_and_crash_end_with_the_same_workspace() {
    let (mut crashes, mut retracted, mut records, mut erased, mut cut_folds) = (0, 0, 0, 0, 0);
    let seeds = SEEDS * u64::from(torture());
    for seed in 0..seeds {
        let team = std::panic::catch_unwind(|| run(seed));
        let team = team.unwrap_or_else(|_| panic!("seed {seed}"));
        crashes += team.crashes;
        retracted += team.retracted;
        records += team.desks[0].workspace.table(Collection::Customer).len();
        erased += team.desks[0].workspace.erased().len();
        let cut_off = |deed: &&Deed| matches!(deed, Deed::Stage(staged) if !staged.is_empty());
        cut_folds += team.deeds().flatten().filter(cut_off).count();
    }
    // What is simulated did happen.
    assert!(crashes as u64 > 5 * seeds && retracted as u64 > seeds, "{crashes} {retracted}");
    assert!(records as u64 > 10 * seeds, "{records}");
    assert!(erased as u64 > 3 * seeds && cut_folds as u64 > seeds, "{erased} {cut_folds}");
}

/// Teams in the usual run. Two hundred others ended the same.
const SEEDS: u64 = 8;

#[test]
fn a_record_whose_merge_was_undone_is_not_looked_at() {
    // The row of a retracted record stays in memory, deleted by nobody.
    run(18);
}
