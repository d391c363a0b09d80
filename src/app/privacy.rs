//! What a person does about consents and requests.

use super::commands;
use super::session::Session;
use tangga_engine::domain::schema::consent;
use tangga_engine::domain::{Collection, Consent, RecordId};

/// Takes a consent back as of today. It stays as it was given.
pub fn take_back(id: RecordId) {
    if let Some(given) = Session.peek(|workspace| workspace.find::<Consent>(id)) {
        let taken = Consent { withdrawn: Some(Session.today()), ..given.clone() };
        commands::change(id, &given, &taken, |_| {});
    }
}

/// The words in which a consent for a purpose was last recorded.
pub fn last_wording(purpose: &str) -> Option<String> {
    Session.peek(|workspace| {
        let table = workspace.table(Collection::Consent);
        (0..table.len() as u32)
            .rev()
            .filter(|row| workspace.is_alive(Collection::Consent, *row))
            .filter(|row| table.text(*row, consent::PURPOSE) == Some(purpose))
            .find_map(|row| table.text(row, consent::WORDING))
            .map(str::to_owned)
    })
}
