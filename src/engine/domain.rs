//! What a marketer talks about: customers, purchases, interactions, feedback,
//! personas and journey maps, with their values and rules.
//!
//! Nothing here reads a clock, a file or a store. Text forms that people type
//! (phones, money, dates) are parsed here, once, for forms and imports alike.

pub mod choices;
pub mod consent;
pub mod date;
pub mod email;
pub mod facts;
pub mod generations;
pub mod identity;
pub mod journey_map;
pub mod money;
pub mod phone;
pub mod place;
pub mod reminder;
pub mod request;
pub mod schema;

pub use choices::{
    Channel, Direction, ExportKind, Outcome, Phase, Purpose, RequestKind, Rung, Survey,
};
pub use date::{Day, Moment, Period};
pub use facts::{FeedbackFacts, NO_AMOUNT, NO_ROW, PurchaseFacts};
pub use identity::{ChangeSetId, DeviceId, RecordId, Stamp};
pub use journey_map::JourneyMap;
pub use money::{Currency, MoneyError};
pub use reminder::{BackupReminder, Waiting};
pub use schema::{
    Collection, Consent, Customer, Entity, Export, Feedback, Field, FieldId, FieldKind,
    Interaction, Journey, Link, Persona, Purchase, Request, Setting, Source, Stage, Touchpoint,
    Value,
};
