//! What was changed elsewhere while a form stood open: in another tab, or by a
//! colleague's file.

use super::{Dress, Typed, dress, text_of};
use crate::app::session::Session;
use crate::components::{Notice, Tone, format};
use crate::pages::said;
use crate::words::{errors, merge};
use leptos::prelude::*;
use tangga_engine::domain::{Entity, RecordId, Value};

impl Typed {
    /// Says which fields of the record were changed elsewhere, in another tab or by a
    /// colleague's file, since the form was opened.
    pub fn changed_elsewhere<E: Entity>(self, id: Option<RecordId>) -> AnyView {
        let Some(id) = id else { return ().into_any() };
        let changed = Memo::new(move |_| {
            let now = Session.read(|workspace| workspace.find::<E>(id));
            now.map(|now| self.other_than_opened(&now)).unwrap_or_default()
        });
        let notice = move || {
            let lines = changed.get().into_iter();
            let lines = lines.map(|(label, now)| errors::changed_to(label, now));
            let text =
                format!("{}. {}", format::list(&lines.collect::<Vec<_>>()), errors::saving_wins());
            view! { <Notice tone=Tone::Careful title=errors::changed_elsewhere() text/> }
        };
        view! { <Show when=move || !changed.read().is_empty()>{notice}</Show> }.into_any()
    }

    /// The fields that hold something else than when the form was opened, and what.
    fn other_than_opened<E: Entity>(self, record: &E) -> Vec<(&'static str, String)> {
        let mut changed = Vec::new();
        record.write(|field, value| {
            let dress = dress(self.collection, field);
            let text = self.currency.with_value(|currency| {
                value.clone().map(|value| text_of(dress, value, currency)).unwrap_or_default()
            });
            let opened = self.opened.with_value(|o| o[usize::from(field.0)].clone());
            // What was just stored from here is nothing new.
            let is_typed =
                || self.read(field, &self.value(field).read_untracked()) == Ok(value.clone());
            // Which other record it belongs to is nothing that a form shows.
            let is_shown = self.shows(field) && !matches!(value, Some(Value::Reference(_)));
            if text != opened && is_shown && !is_typed() {
                let said = said::value(self.collection, field, value.as_ref());
                let said = if dress == Dress::Plain { said } else { text };
                let blank = || merge::blank().to_owned();
                changed.push((self.label(field), if said.is_empty() { blank() } else { said }));
            }
        });
        changed
    }
}
