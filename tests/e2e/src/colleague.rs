//! A colleague with a device of their own: opens the file that the browser
//! exported, changes something and hands a file back. Two profiles cannot share
//! a browser, so the colleague works without one, through the product's own
//! engine.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use tangga_engine::domain::{
    ChangeSetId, Collection, Customer, Day, DeviceId, Feedback, FieldId, Journey, Purchase,
    RecordId, Stage, Stamp, Survey, Touchpoint, Value,
};
use tangga_engine::interchange::file::{About, Extent, Reader, Writer};
use tangga_engine::workspace::{Action, Draft, Label, Workspace};

/// The colleague's device.
const DEVICE: DeviceId = DeviceId(0x5a21);

/// Records a slice of the file.
const SLICE: usize = 1_000;

/// A colleague's workspace.
pub struct Colleague {
    workspace: Workspace,
    workspace_id: String,
    made: u128,
}

impl Colleague {
    /// A colleague who has nothing yet and works in this workspace.
    pub fn new(workspace_id: &str) -> Colleague {
        let workspace_id = workspace_id.to_owned();
        Colleague { workspace: Workspace::new(), workspace_id, made: 0 }
    }

    /// Opens a workspace file on the colleague's device.
    pub fn open(file: &[u8]) -> anyhow::Result<Colleague> {
        let mut reader = Reader::new();
        reader.feed(file)?;
        let opened = reader.finish()?;
        let mut colleague = Colleague::new(&opened.workspace_id);
        let id = colleague.next_id();
        let now = opened.exported_at;
        let incoming = opened.into_incoming(now)?;
        colleague.store(incoming.into_draft(id, Label::new(Action::OpenFile)));
        Ok(colleague)
    }

    /// Writes one field of the customer of this name.
    pub fn set(&mut self, name: &str, field: FieldId, value: &str) -> anyhow::Result<()> {
        let customer = self.customer(name)?;
        let mut draft = self.draft();
        draft.set(Collection::Customer, customer, field, Some(Value::Text(value.to_owned())));
        self.store(draft);
        Ok(())
    }

    /// Adds customers of these names.
    pub fn add<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        let mut draft = self.draft();
        for name in names {
            draft.create(&Customer { name: Some(name.to_owned()), ..Customer::default() });
        }
        self.store(draft);
    }

    /// Adds customers of these names, in these segments by turns, each with an answer of
    /// today to how likely they recommend.
    pub fn add_answered<'a>(
        &mut self,
        names: impl IntoIterator<Item = &'a str>,
        segments: &[&str],
    ) {
        let today = i32::try_from(now() / 86_400_000).ok().map(Day);
        let mut draft = self.draft();
        for (at, name) in names.into_iter().enumerate() {
            let customer = draft.create(&Customer {
                name: Some(name.to_owned()),
                segment: segments.get(at % segments.len().max(1)).map(|name| (*name).to_owned()),
                ..Customer::default()
            });
            draft.create(&Feedback {
                customer: Some(customer),
                date: today,
                survey: Some(Survey::Nps.code().to_owned()),
                score: Some((at * 7 % 11) as i64),
                ..Feedback::default()
            });
        }
        self.store(draft);
    }

    /// Adds a journey map of so many stages with so many touchpoints each, at most ten
    /// of either.
    pub fn add_map(&mut self, name: &str, stages: usize, touchpoints: usize) {
        let mut draft = self.draft();
        let journey = draft.create(&Journey { name: Some(name.to_owned()), ..Journey::default() });
        for at in 0..stages {
            let stage = draft.create(&Stage {
                journey: Some(journey),
                name: Some(format!("Stage {at}")),
                place: Some(format!("a{at}")),
                ..Stage::default()
            });
            for place in 0..touchpoints {
                draft.create(&Touchpoint {
                    place: Some(format!("{stage} a{place}")),
                    name: Some(format!("Touchpoint {at}.{place}")),
                    emotion: Some((place % 5) as i64 - 2),
                    thought: Some("Will it still be fresh when it comes?".to_owned()),
                    ..Touchpoint::default()
                });
            }
        }
        self.store(draft);
    }

    /// Deletes the customer of this name.
    pub fn delete(&mut self, name: &str) -> anyhow::Result<()> {
        let customer = self.customer(name)?;
        let mut draft = self.draft();
        draft.delete(Collection::Customer, customer);
        self.store(draft);
        Ok(())
    }

    /// What the customers and purchases say that are not deleted, one line each,
    /// whatever ids and stamps they have.
    pub fn says(&self) -> Vec<String> {
        let customers: BTreeMap<RecordId, Customer> = self.workspace.all().collect();
        let purchases = self.workspace.all::<Purchase>().map(|(_, purchase)| {
            let buyer = purchase.customer.and_then(|id| customers.get(&id));
            format!("{:?} of {buyer:?}", Purchase { customer: None, ..purchase })
        });
        let mut lines: Vec<String> = purchases.collect();
        lines.extend(customers.values().map(|customer| format!("{customer:?}")));
        lines.sort_unstable();
        lines
    }

    /// The file that the colleague hands back.
    pub fn file(&self) -> anyhow::Result<Vec<u8>> {
        let about = About {
            workspace_id: self.workspace_id.clone(),
            device: DEVICE,
            device_name: "Rina’s laptop".to_owned(),
            exported_at: now(),
        };
        let mut writer = Writer::new(&self.workspace, about, &Extent::default())?;
        let mut file = Vec::new();
        while let Some(part) = writer.next(&self.workspace, SLICE)? {
            file.extend(part);
        }
        Ok(file)
    }

    fn customer(&self, name: &str) -> anyhow::Result<RecordId> {
        let mut found = self.workspace.all::<Customer>();
        let found = found.find(|(_, customer)| customer.name.as_deref() == Some(name));
        found.map(|(id, _)| id).with_context(|| format!("there is no customer {name}"))
    }

    fn next_id(&mut self) -> ChangeSetId {
        self.made += 1;
        ChangeSetId(u128::from(now()) << 80 | u128::from(DEVICE.0) << 16 | self.made)
    }

    fn draft(&mut self) -> Draft {
        Draft::new(self.next_id(), Label::new(Action::Change))
    }

    fn store(&mut self, draft: Draft) {
        let latest = self.workspace.latest().max(draft.latest_adopted());
        let stamp = Stamp::next(latest, DEVICE, now());
        self.workspace.apply(&draft.into_stamped(stamp, now()));
    }
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}
