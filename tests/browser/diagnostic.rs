//! The diagnostic, and safe mode's way out.

use leptos::prelude::{GetUntracked, RwSignal};
use tangga::app::diagnostic;
use tangga::app::safe_mode::{self, RawExport};
use tangga::app::session::new_id;
use tangga::storage::StorageError;
use tangga_engine::domain::{
    Collection, Consent, Customer, Entity, Export, Feedback, FieldKind, Interaction, Journey,
    Persona, Purchase, Request, Setting, Source, Stage, Touchpoint, Value,
};
use tangga_engine::workspace::{Action, Draft, Label};
use wasm_bindgen_test::wasm_bindgen_test;

use super::app::{app, store, until};
use super::rescue::{Offered, start_over, text};

/// A record of which each text and number stands nowhere else.
fn full<E: Entity>(told: &mut Vec<String>) -> E {
    let kinds: Vec<FieldKind> = E::COLLECTION.fields().iter().map(|field| field.kind).collect();
    E::read(|field| {
        let number = 7_000_000_000 + told.len() as i64;
        let value = match kinds[usize::from(field.0)] {
            FieldKind::Text | FieldKind::Label => Value::Text(format!("Rahasia {number}")),
            FieldKind::Integer => Value::Integer(number),
            FieldKind::Date | FieldKind::Truth | FieldKind::Reference => return None,
        };
        told.push(number.to_string());
        Some(value)
    })
}

#[wasm_bindgen_test]
async fn nothing_that_somebody_recorded_stands_in_the_diagnostic() {
    app().await;
    start_over().await.expect("begun anew");
    let mut told = Vec::new();
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    draft.create::<Customer>(&full(&mut told));
    draft.create::<Purchase>(&full(&mut told));
    draft.create::<Interaction>(&full(&mut told));
    draft.create::<Feedback>(&full(&mut told));
    draft.create::<Persona>(&full(&mut told));
    draft.create::<Journey>(&full(&mut told));
    draft.create::<Stage>(&full(&mut told));
    draft.create::<Touchpoint>(&full(&mut told));
    draft.create::<Source>(&full(&mut told));
    draft.create::<Consent>(&full(&mut told));
    draft.create::<Request>(&full(&mut told));
    draft.create::<Export>(&full(&mut told));
    let firm: Setting = Setting { firm: Some("Rahasia 1".into()), ..Setting::default() };
    firm.write(|field, value| {
        if value.is_some() {
            draft.set(Collection::Setting, Setting::ID, field, value);
        }
    });
    store(draft).await.expect("stored");
    diagnostic::note_storage(&StorageError::Failed { name: "NotFoundError".into() });
    diagnostic::note_storage(&StorageError::Failed { name: "JsValue(Rahasia 2)".into() });

    let text = diagnostic::text();
    assert!(!text.contains("Rahasia"), "{text}");
    for value in told {
        assert!(!text.contains(&value), "{value} stands in {text}");
    }
    assert!(text.contains("customer: 1 of 1") && text.contains("consent: 1 of 1"), "{text}");
    assert!(text.contains("Failed NotFoundError, Failed"), "{text}");
}

#[wasm_bindgen_test]
fn a_start_failed_if_the_program_stopped_in_it_or_it_never_ended() {
    let now = 1_000_000;
    assert_eq!(safe_mode::failed(&[], now), 0);
    // Tabs that open at the same time.
    assert_eq!(safe_mode::failed(&[now, now - 50, now - 9_000], now), 0);
    assert_eq!(safe_mode::failed(&[now - 10_001, now], now), 1);
    assert_eq!(safe_mode::failed(&[0, now - 60_000], now), 2);
}

#[wasm_bindgen_test]
async fn every_record_of_every_store_is_saved_as_it_lies_there() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    draft.create(&Customer { name: Some("Ani".into()), ..Customer::default() });
    store(draft).await.expect("stored");
    let state = RwSignal::new(RawExport::Idle);
    safe_mode::export_raw(state);
    let file = offered.next().await;
    until(|| matches!(state.get_untracked(), RawExport::Done(_))).await;
    let text = text(&file).await;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("\"tangga\":\"raw\""), "{}", lines[0]);
    let of = |store: &str| {
        let said = format!("\"store\":\"{store}\"");
        lines.iter().filter(|line| line.contains(&said) && !line.contains("null")).count()
    };
    assert_eq!((of("log"), of("history"), of("meta")), (1, 1, 2));
    assert_eq!(state.get_untracked(), RawExport::Done(lines.len() as u64 - 1));
}
