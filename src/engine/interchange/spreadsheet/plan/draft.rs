//! What was planned, as one change set.

use super::{CustomerRef, Planned, PlannedColumn};
use crate::domain::schema::FieldId;
use crate::domain::{ChangeSetId, Collection, Currency, Setting, Source};
use crate::workspace::column::{Column, Labels, NO_CODE, Texts};
use crate::workspace::{Action, Brought, Draft, Label, Workspace};
use rustc_hash::FxHashMap;

impl Planned {
    /// What the history says of the import: how many purchases or answers, and
    /// apart from them how many customers are new and how many changed.
    pub fn label(&self, file: String) -> Label {
        let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Label {
            collection: Some(self.facts_of.unwrap_or(Collection::Customer)),
            count: number(self.counts.new_facts),
            file: Some(file),
            brought: Some(Brought {
                new: number(self.counts.new_customers),
                changed: number(self.counts.updated_customers),
                ..Brought::default()
            }),
            ..Label::new(Action::Import)
        }
    }

    /// The change set that stores the plan. A workspace in another currency,
    /// which must be without money, takes the plan's along. `sha256` is that of
    /// the file, if it is known.
    pub fn into_draft(
        self,
        workspace: &Workspace,
        id: ChangeSetId,
        label: Label,
        currency: Currency,
        sha256: Option<String>,
    ) -> Draft {
        let file = label.file.clone();
        let mut draft = Draft::new(id, label);
        let new_facts = self.counts.new_facts > 0;
        if self.facts_of == Some(Collection::Purchase)
            && new_facts
            && workspace.currency() != currency
        {
            let mut settings: Setting = workspace.settings();
            settings.currency = Some(currency.code);
            settings.decimals = Some(i64::from(currency.decimals));
            draft.update(workspace, Setting::ID, &settings);
        }
        let mut first_customer = 0;
        if self.counts.new_customers > 0 {
            first_customer = draft.create_rows(Collection::Customer, ready(self.customers));
        }
        for update in self.updates {
            let record = workspace.id(Collection::Customer, update.customer);
            draft.set(Collection::Customer, record, update.field, Some(update.value));
        }
        if let Some(collection) = self.facts_of.filter(|_| new_facts) {
            let mut facts = ready(self.facts);
            let (about, origins) = references(workspace, &self.fact_customers, id, first_customer);
            facts.push((collection.about().expect("facts are about customers"), about));
            draft.create_referring_rows(collection, facts, &origins);
        }
        // A colleague who brings the same file in holds the same rows under other
        // ids; by its source each is found again when the two merge.
        if self.counts.new_customers > 0 || new_facts {
            draft.create(&Source { sha256, file });
        }
        draft
    }
}

fn ready(planned: Vec<(FieldId, PlannedColumn)>) -> Vec<(FieldId, Column)> {
    let whole = "the plan wrote both together";
    let column = |planned: PlannedColumn| match planned {
        PlannedColumn::Text(texts) => {
            Column::Text(Texts::unpacked(texts.bytes, &texts.lengths).expect(whole))
        }
        PlannedColumn::Label(labels) => {
            let words = labels.words.texts().map(Into::into).collect();
            Column::Label(Labels::from_parts(words, labels.codes).expect(whole))
        }
        PlannedColumn::Integer(values) => Column::Integer(values),
        PlannedColumn::Date(values) => Column::Date(values),
        PlannedColumn::Truth(values) => Column::Truth(values),
    };
    planned.into_iter().map(|(field, planned)| (field, column(planned))).collect()
}

/// Whom each fact is about, and the change sets that the codes stand for.
fn references(
    workspace: &Workspace,
    customers: &[CustomerRef],
    id: ChangeSetId,
    first_customer: u32,
) -> (Column, Vec<ChangeSetId>) {
    let mut origins = vec![id];
    let mut codes: FxHashMap<ChangeSetId, u32> = FxHashMap::default();
    codes.insert(id, 0);
    let mut reference = |customer: &CustomerRef| match customer {
        CustomerRef::Nobody | CustomerRef::HeldBack => (NO_CODE, NO_CODE),
        CustomerRef::New(at) => (0, first_customer + at),
        CustomerRef::Existing(row) => {
            let record = workspace.id(Collection::Customer, *row);
            let code = *codes.entry(record.origin).or_insert_with(|| {
                origins.push(record.origin);
                origins.len() as u32 - 1
            });
            (code, record.number)
        }
    };
    let about = Column::Reference(customers.iter().map(&mut reference).collect());
    (about, origins)
}

#[cfg(test)]
mod tests {
    use super::super::super::known::{Known, Stored};
    use super::super::super::{Reader, Rows, detect, guess};
    use super::super::{Counts, Options, Plan};
    use super::*;
    use crate::domain::schema::{customer, purchase};
    use crate::domain::{DeviceId, Stamp};
    /// Imports a file as the app does, and says what was planned.
    fn import(workspace: &mut Workspace, file: &str, id: u128) -> Planned {
        import_with(workspace, file, id, Options::default())
    }

    fn import_with(workspace: &mut Workspace, file: &str, id: u128, options: Options) -> Planned {
        let detection = detect(file.as_bytes(), true).unwrap();
        let mapping = guess(detection.header.as_deref(), &detection.columns);
        let mut known = Known::default();
        while known.gather(workspace) {}
        let stored = Stored { workspace, known: &known };
        let mut plan = Plan::new(&mapping, &detection.format, options);
        let (mut reader, mut rows) = (Reader::new(&detection.format), Rows::default());
        reader.feed(file.as_bytes(), &mut rows).unwrap();
        plan.feed(&rows, &stored);
        reader.finish(&mut rows).unwrap();
        plan.feed(&rows, &stored);
        let planned = plan.finish();
        let label = planned.label("sales.csv".into());
        let draft = planned.clone().into_draft(
            workspace,
            ChangeSetId(id),
            label,
            Currency::default(),
            Some("ab".into()),
        );
        let stamp = Stamp { time: id as u64, device: DeviceId(1) };
        workspace.apply(&draft.into_stamped(stamp, 0));
        planned
    }

    const SALES: &str = "id,Nama,Tanggal,Total,Produk\n\
        7,Siti,2026-01-31,5000,Gayo\n\
        8,Budi,2026-02-01,7000,Kintamani\n\
        7,Siti,2026-02-01,5000,Gayo\n";

    #[test]
    fn what_was_imported_is_known_the_second_time() {
        let mut workspace = Workspace::new();
        let first = import(&mut workspace, SALES, 1);
        assert_eq!((first.counts.new_customers, first.counts.new_facts), (2, 3));
        let facts = workspace.purchases();
        assert_eq!(facts.customer, [0, 1, 0]);
        assert_eq!(facts.amount, [5_000, 7_000, 5_000]);
        let source: Vec<Source> = workspace.all().map(|(_, source)| source).collect();
        assert_eq!(source[0].sha256.as_deref(), Some("ab"));
        assert_eq!(source[0].file.as_deref(), Some("sales.csv"));
        let again = import(&mut workspace, SALES, 2);
        assert_eq!((again.counts.already_stored, again.counts.new_facts), (3, 0));
        assert_eq!(workspace.count(Collection::Source), 1);
        let third = import(&mut workspace, "id,Kota,Tanggal,Total\n8,Solo,2026-03-01,900\n", 3);
        assert_eq!((third.counts.new_customers, third.counts.new_facts), (0, 1));
        assert_eq!(workspace.purchases().customer[3], 1);
        assert_eq!(workspace.table(Collection::Purchase).text(3, purchase::PRODUCT), None);
        assert_eq!(workspace.customers().text(1, customer::CITY), Some("Solo"));
    }

    #[test]
    fn who_was_erased_is_held_back_when_a_spreadsheet_brings_them_again() {
        const LIST: &str = "Nama,Telepon,Email,Tanggal,Total\n\
            Siti,081299990001,,2026-01-31,5000\n\
            Budi,,budi@kopi.id,2026-02-01,7000\n\
            Siti,081299990001,,2026-02-02,5000\n";
        let mut workspace = Workspace::new();
        import(&mut workspace, LIST, 1);
        let people = (0..2).map(|row| workspace.id(Collection::Customer, row)).collect();
        let gone = workspace.marked(people, 7);
        assert_eq!((gone.len(), gone.marks().count()), (2, 2));
        workspace.load_erased(&gone);
        let again = import(&mut workspace, LIST, 2);
        let Counts { new_customers, new_facts, erased, held_back, .. } = again.counts;
        assert_eq!((new_customers, new_facts, erased, held_back), (0, 0, 2, 3));
        let list = import(&mut workspace, "Nama,Telepon\nSiti,0812-9999-0001\n", 3);
        assert_eq!((list.counts.new_customers, list.counts.held_back), (0, 1));
        let options = Options { take_erased: true, ..Options::default() };
        let taken = import_with(&mut workspace, LIST, 4, options);
        let Counts { new_customers, new_facts, erased, held_back, .. } = taken.counts;
        assert_eq!((new_customers, new_facts, erased, held_back), (2, 3, 2, 0));
        // Rows of who was erased were counted nowhere, and the check said that all of
        // the file was here already.
        let mixed = format!("{LIST}Dewi,081233334444,,2026-03-01,900\n,,,2026-03-02,700\n");
        let mixed = import(&mut workspace, &mixed, 5).counts;
        let parts =
            [mixed.already_stored, mixed.new_facts, mixed.without_customer, mixed.held_back];
        assert_eq!((parts, mixed.bad, mixed.rows), ([3, 1, 1, 0], 0, 5));
        let mut erased_again = Workspace::new();
        erased_again.load_erased(&gone);
        let left = import(&mut erased_again, LIST, 1).counts;
        assert_eq!((left.rows, left.held_back, left.are_all_known()), (3, 3, false));
        let same = import(&mut workspace, LIST, 6).counts;
        assert!(same.are_all_known());
        // Others come in as ever.
        let other = import(&mut workspace, "Nama,Telepon\nEko,081255554444\n", 7);
        assert_eq!((other.counts.new_customers, other.counts.erased), (1, 0));
    }

    /// The history said "5 rows imported" of three purchases and two customers.
    #[test]
    fn the_history_counts_customers_and_purchases_apart() {
        let planned = import(&mut Workspace::new(), SALES, 1);
        let label = planned.label("sales.csv".into());
        assert_eq!((label.collection, label.count), (Some(Collection::Purchase), 3));
        assert_eq!(label.brought.map(|brought| (brought.new, brought.changed)), Some((2, 0)));
    }

    #[test]
    fn a_name_that_two_customers_have_names_neither() {
        let mut workspace = Workspace::new();
        import(&mut workspace, "id,Nama\n1,Siti\n2,SITI\n3,Budi\n", 1);
        let planned = import(&mut workspace, "Nama,Kota\nSiti,Solo\nbudi,Medan\n", 2);
        assert_eq!((planned.counts.new_customers, planned.counts.matched_customers), (1, 1));
    }
}
