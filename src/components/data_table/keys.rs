//! What a key does to the list's cursor.

/// What to do.
pub(super) enum Deed {
    /// Put the cursor on this row.
    Move(usize),
    /// Open this row.
    Open(usize),
    /// The key means nothing here.
    Nothing,
}

/// The meaning of a key, with the cursor where it is, in a list of `length` rows
/// of which `page` are in sight.
pub(super) fn pressed(key: &str, cursor: Option<usize>, length: usize, page: usize) -> Deed {
    let Some(last) = length.checked_sub(1) else { return Deed::Nothing };
    let page = page.max(1);
    match (key, cursor) {
        ("ArrowDown", None) | ("ArrowUp", None) | ("Home", _) => Deed::Move(0),
        ("ArrowDown", Some(at)) => Deed::Move((at + 1).min(last)),
        ("ArrowUp", Some(at)) => Deed::Move(at.saturating_sub(1).min(last)),
        ("PageDown", at) => Deed::Move((at.unwrap_or_default() + page).min(last)),
        ("PageUp", at) => Deed::Move(at.unwrap_or_default().saturating_sub(page).min(last)),
        ("End", _) => Deed::Move(last),
        ("Enter", Some(at)) if at <= last => Deed::Open(at),
        _ => Deed::Nothing,
    }
}
