//! What was typed into a form that was left without saving: Escape, a link, Back. It is
//! there when the form is opened again, for as long as the page lives; on the disk it is
//! never, so that nobody who was erased stays there.

use std::cell::RefCell;
use std::collections::HashMap;
use tangga_engine::domain::{Collection, FieldId, RecordId};

/// Whose form it is: of a record, or of a new one of the collection below a record.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Form {
    /// What the record is.
    pub collection: Collection,
    /// The record, if it is there already.
    pub id: Option<RecordId>,
    /// What it belongs to.
    pub of: Option<RecordId>,
}

/// The fields that were changed, as they stood.
pub type Draft = Vec<(FieldId, String)>;

thread_local! {
    static DRAFTS: RefCell<HashMap<Form, Draft>> = RefCell::default();
}

/// Keeps what was typed, in the place of what was kept of this form before.
pub fn keep(form: Form, draft: Draft) {
    DRAFTS.with_borrow_mut(|drafts| drafts.insert(form, draft));
}

/// What was typed into this form, which is then kept no longer.
pub fn take(form: &Form) -> Option<Draft> {
    DRAFTS.with_borrow_mut(|drafts| drafts.remove(form))
}

/// Forgets all of them: somebody was erased.
pub(super) fn forget() {
    DRAFTS.take();
}
