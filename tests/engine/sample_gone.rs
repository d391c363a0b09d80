//! What a file tells of a sample shop that was removed.

use super::team::{Device, read};
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, Day, RecordId, Value};
use tangga_engine::interchange::file::canonical;
use tangga_engine::workspace::Table;
use tangga_engine::workspace::sample::removal::{OwnWork, without_own};
use tangga_engine::workspace::sample::{is_sample, sample};

/// The sample shop that had been removed stood in every file.
#[test]
fn what_went_with_the_sample_shop_is_in_no_file() {
    let mut mine = Device::new(1);
    let id = mine.draft().next_id().origin;
    mine.store(sample(id, Day(20_000), true));
    let kept = mine.workspace.alive_rows(Collection::Customer).next().unwrap();
    let kept = mine.workspace.id(Collection::Customer, kept);
    let mut draft = mine.draft();
    draft.set(Collection::Customer, kept, customer::CITY, Some(Value::Text("Solo".into())));
    mine.store(draft);
    let own = OwnWork::find(&mine.workspace);
    let id = mine.draft().next_id().origin;
    mine.store(without_own(&mine.workspace, id, &own));
    let rows = |device: &Device| {
        let file = device.file();
        let opened = read(&file, file.len()).unwrap();
        let ids = |table: &Table| -> Vec<RecordId> {
            (0..table.len() as u32).map(|row| table.id(row)).collect()
        };
        let all = opened.tables.iter().flat_map(ids);
        all.filter(|id| is_sample(*id)).collect::<Vec<_>>()
    };
    assert_eq!(rows(&mine), [kept], "only what the user changed");
    let mut colleague = Device::new(2);
    colleague.open(&mine.file());
    assert_eq!(canonical(&colleague.workspace), canonical(&mine.workspace));
    // A colleague may have that one, and hears that it went.
    let mut draft = mine.draft();
    draft.delete(Collection::Customer, kept);
    mine.store(draft);
    assert_eq!(rows(&mine), [kept]);
    colleague.open(&mine.file());
    assert_eq!(colleague.workspace.count(Collection::Customer), 0);
    assert_eq!(canonical(&colleague.workspace), canonical(&mine.workspace));
    // Undo brings the shop back here.
    let removal = mine.log.len() - 2;
    mine.undo(removal);
    assert!(mine.workspace.count(Collection::Purchase) > 1_000);
}
