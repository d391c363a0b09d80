//! Devices of a team that write at random, open each other's files and undo.

use tangga_engine::domain::schema::{customer, purchase, setting};
use tangga_engine::domain::{
    ChangeSetId, Collection, Customer, Day, DeviceId, Persona, Purchase, RecordId, Setting, Stamp,
    Value,
};
use tangga_engine::interchange::file::{About, Extent, Opened, Reader, Writer};
use tangga_engine::interchange::log::Remembered;
use tangga_engine::interchange::parked::Due;
use tangga_engine::workspace::merge::{Choices, Comparison, Incoming, Past, Preview};
use tangga_engine::workspace::{Action, Draft, Label, Workspace};

/// One device: its workspace, and what it needs to undo.
pub struct Device {
    pub workspace: Workspace,
    pub device: DeviceId,
    next: u128,
    /// What its clock shows, in milliseconds.
    pub clock: u64,
    pub log: Vec<Remembered>,
}

/// One day in milliseconds.
pub const DAY: u64 = 86_400_000;

/// How many times more cases than usual are tried: `make torture` says so.
pub fn torture() -> u32 {
    std::env::var("TANGGA_TORTURE").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// A step: what, on which record, with which value.
pub type Step = (u8, u8, u8);

impl Device {
    /// A device whose clock is right, a day late or a day early.
    pub fn new(device: u64) -> Device {
        let workspace = Workspace::new();
        let clock = 20_000 * DAY + device % 3 * DAY;
        Device { workspace, device: DeviceId(device), next: 0, clock, log: Vec::new() }
    }

    /// Another device that holds the same.
    pub fn copy(&self, device: u64) -> Device {
        let mut copy = Device::new(device);
        for collection in Collection::ALL {
            let table = self.workspace.table(*collection);
            copy.workspace.load(table.part(0..table.len() as u32));
        }
        copy.workspace.load_vector(self.workspace.vector().clone());
        copy.workspace.load_foreign(self.workspace.foreign_collections());
        copy.workspace.load_erased(self.workspace.erased());
        copy
    }

    fn next_id(&mut self) -> ChangeSetId {
        self.next += 1;
        ChangeSetId(u128::from(self.device.0) << 64 | self.next)
    }

    pub fn store(&mut self, draft: Draft) {
        let latest = self.workspace.latest().max(draft.latest_adopted());
        let mut change_set = draft.into_stamped(Stamp::next(latest, self.device, self.clock), 0);
        change_set.forget(&self.workspace);
        let inverse = self.workspace.inverse(&change_set);
        self.workspace.apply(&change_set);
        self.log.push(Remembered::new(&change_set, inverse));
        for remembered in &mut self.log {
            remembered.inverse.forget(&self.workspace, &change_set.erased);
        }
    }

    pub fn draft(&mut self) -> Draft {
        Draft::new(self.next_id(), Label::new(Action::Change))
    }

    fn pick(&self, collection: Collection, at: u8) -> Option<RecordId> {
        let rows = self.workspace.table(collection).len();
        let row = (rows > 0).then(|| u32::from(at) % rows as u32)?;
        let id = self.workspace.id(collection, row);
        self.workspace.row(collection, id).map(|_| id)
    }

    /// Carries out a step; steps that do not apply do nothing.
    pub fn step(&mut self, (what, which, value): Step) {
        self.clock += 1;
        let mut draft = self.draft();
        let text = (value > 60).then(|| Value::Text(format!("v{}\"\n", value % 7)));
        match what % 12 {
            0 => {
                draft.create(&Customer {
                    name: Some(format!("Pelanggan {value}")),
                    known_since: Some(Day(i32::from(value))),
                    ..Customer::default()
                });
            }
            1 => {
                let customer = self.pick(Collection::Customer, which);
                draft.create(&Purchase {
                    customer,
                    amount: Some(i64::from(value) - 9),
                    note: (value % 3 == 0).then(|| format!("catatan {value}")),
                    ..Purchase::default()
                });
            }
            2 => {
                let Some(id) = self.pick(Collection::Customer, which) else { return };
                let field = if value % 2 == 0 { customer::NAME } else { customer::CITY };
                draft.set(Collection::Customer, id, field, text);
            }
            3 => {
                let Some(id) = self.pick(Collection::Purchase, which) else { return };
                if value % 5 == 0 {
                    draft.set(Collection::Purchase, id, purchase::NOTE, text);
                } else {
                    let amount = (value > 60).then(|| Value::Integer(i64::from(value % 7)));
                    draft.set(Collection::Purchase, id, purchase::AMOUNT, amount);
                }
            }
            4 => {
                let collections = [Collection::Customer, Collection::Purchase, Collection::Persona];
                let collection = collections[value as usize % 3];
                let Some(id) = self.pick(collection, which) else { return };
                draft.delete(collection, id);
            }
            5 => draft.set(Collection::Setting, Setting::ID, setting::FIRM, text),
            6 => {
                draft.create(&Persona { name: Some("Ibu".into()), ..Persona::default() });
            }
            7 => return self.undo_last(),
            8 => {
                let Some(one) = self.pick(Collection::Customer, which) else { return };
                let Some(other) = self.pick(Collection::Customer, value) else { return };
                if one == other {
                    return;
                }
                draft.unite(one, other);
            }
            9 => {
                let Some(id) = self.pick(Collection::Link, which) else { return };
                draft.delete(Collection::Link, id);
            }
            10 => {
                let Some(id) = self.pick(Collection::Customer, which) else { return };
                draft.erase(&self.workspace.to_erase(id));
            }
            _ => {
                let at = which as usize % (self.log.len().max(1));
                return self.undo(at);
            }
        }
        self.store(draft);
    }

    /// Undoes what was done since there were so many change sets.
    pub fn undo_to(&mut self, steps: usize) {
        (steps..self.log.len()).rev().for_each(|at| self.undo(at));
    }

    pub fn undo_last(&mut self) {
        if let Some(at) = self.log.len().checked_sub(1) {
            self.undo(at);
        }
    }

    pub fn undo(&mut self, at: usize) {
        if at >= self.log.len() {
            return;
        }
        let (id, label) = (self.next_id(), Label::new(Action::Undo));
        let steps: Vec<_> = self.log.iter().rev().map(Remembered::step).collect();
        let undo = self.workspace.undo(id, label, &steps, self.log.len() - 1 - at);
        self.store(undo.expect("one currency").draft);
    }

    /// What another device's file would bring.
    pub fn incoming(other: &Workspace) -> Incoming {
        let part = |collection: &Collection| {
            let table = other.table(*collection);
            table.part(0..table.len() as u32)
        };
        Incoming {
            workspace_id: "kopi".into(),
            currency: other.currency(),
            whole: true,
            vector: other.vector().clone(),
            tables: Collection::ALL.iter().map(part).filter(|table| !table.is_empty()).collect(),
            foreign: other.foreign_collections().to_vec(),
            erased: other.erased().clone(),
            until: u64::MAX,
        }
    }

    /// What merging another device's data would change.
    pub fn preview(&self, incoming: Incoming) -> Preview {
        Comparison::new(incoming, &self.workspace).finish(&self.workspace).expect("nothing changed")
    }

    /// What the history of this device remembers.
    pub fn past(&self) -> Past {
        let mut past = Past::new();
        self.log.iter().for_each(|remembered| past.note(&remembered.inverse));
        past
    }

    /// Merges another device's data with these choices.
    pub fn merge_with(&mut self, incoming: Incoming, choices: &Choices) {
        let (preview, past) = (self.preview(incoming), self.past());
        if preview.changes_nothing(&self.workspace) {
            return;
        }
        let (id, label) = (self.next_id(), Label::new(Action::OpenFile));
        let draft = preview.confirm(&self.workspace, choices, &past, id, label);
        let draft = draft.expect("nothing changed");
        self.store(draft);
    }

    /// Merges another device's data as a file would bring them.
    pub fn merge(&mut self, other: &Workspace) {
        self.merge_with(Device::incoming(other), &Choices::new());
    }

    /// Opens a file.
    pub fn open(&mut self, bytes: &[u8]) {
        let opened = read(bytes, bytes.len()).expect("a whole file");
        let incoming = opened.into_incoming(self.clock).expect("short records");
        self.merge_with(incoming, &Choices::new());
    }

    /// The whole workspace as a file.
    pub fn file(&self) -> Vec<u8> {
        write(&self.workspace, 7)
    }
}

/// What a clock has caught up with, to be merged.
pub fn due(workspace: &Workspace, now: u64) -> Option<Incoming> {
    Due::new(workspace, now).finish(workspace).expect("nothing changed")
}

/// What every file of the tests tells of itself.
pub fn about() -> About {
    About {
        workspace_id: "kopi".into(),
        device: DeviceId(5),
        device_name: "Laptop \"kasir\"".into(),
        exported_at: 1_795_250_000_123,
    }
}

/// Writes a file in parts of some lines.
pub fn write(workspace: &Workspace, lines: usize) -> Vec<u8> {
    write_part(workspace, lines, &Extent::default())
}

/// Writes a file that may leave something out.
pub fn write_part(workspace: &Workspace, lines: usize, extent: &Extent) -> Vec<u8> {
    let mut writer = Writer::new(workspace, about(), extent).expect("no sample");
    let mut bytes = Vec::new();
    while let Some(part) = writer.next(workspace, lines).expect("nothing changed meanwhile") {
        bytes.extend(part);
    }
    bytes
}

/// Reads a file in chunks of some bytes.
pub fn read(
    bytes: &[u8],
    chunk: usize,
) -> Result<Opened, tangga_engine::interchange::file::FileError> {
    let mut reader = Reader::new();
    for chunk in bytes.chunks(chunk.max(1)) {
        reader.feed(chunk)?;
    }
    reader.finish()
}
