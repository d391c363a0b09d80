//! The collections and their fields: one table from which the typed records,
//! the columns in memory, the stored segments and the workspace file follow.
//!
//! Every field may be absent. Absent means "never said"; a cleared field is
//! absent to its reader too, yet keeps the stamp of its clearing.
//!
//! Names of collections and fields are stored and never change. A new field is
//! added at the end of its collection.

use super::{Day, RecordId};

#[macro_use]
mod definition;

/// One field's value.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Free text.
    Text(String),
    /// A whole number; money is minor units.
    Integer(i64),
    /// A civil day.
    Date(Day),
    /// Yes or no.
    Truth(bool),
    /// Another record, which may be missing or deleted.
    Reference(RecordId),
}

/// What values a field takes, and how its column is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// Text, mostly different in each record.
    Text,
    /// Text that repeats over records (a product, a city): each is kept once.
    Label,
    /// A whole number; money is minor units.
    Integer,
    /// A civil day.
    Date,
    /// Yes or no.
    Truth,
    /// A record of another collection.
    Reference,
}

/// The greatest whole number that a field takes, either way: below 2⁵³, so that
/// every program that reads JSON holds it exactly.
pub const MAX_INTEGER: i64 = 9_000_000_000_000_000;

/// A whole number if it is not beyond [`MAX_INTEGER`].
pub fn integer_within_bounds(number: i64) -> Option<i64> {
    (number.unsigned_abs() <= MAX_INTEGER as u64).then_some(number)
}

/// A field of a collection.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name that is stored.
    pub name: &'static str,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether erasing the person drops it.
    pub personal: bool,
}

/// A field's position in its collection's list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FieldId(pub u8);

/// A typed view of a record.
pub trait Entity: Sized + Default {
    /// The collection it belongs to.
    const COLLECTION: Collection;
    /// Builds it by asking for each field's value.
    fn read(get: impl FnMut(FieldId) -> Option<Value>) -> Self;
    /// Hands each field's value over, absent ones as `None`.
    fn write(&self, put: impl FnMut(FieldId, Option<Value>));
}

collections! {
    /// A person, household or company.
    Customer customer "customer" fact=false {
        /// The name.
        name NAME Text personal;
        /// The firm that the person works for, or the household.
        company COMPANY Text personal;
        /// Telephone, E.164 where it is a number.
        phone PHONE Text personal;
        /// E-mail address.
        email EMAIL Text personal;
        /// WhatsApp number where it differs from the telephone.
        whatsapp WHATSAPP Text personal;
        /// Social media handle.
        social SOCIAL Text personal;
        /// Fax number.
        fax FAX Text personal;
        /// Street address.
        address ADDRESS Text personal;
        /// City.
        city CITY Label;
        /// Postal code.
        postal_code POSTAL_CODE Label;
        /// Country.
        country COUNTRY Label;
        /// Birthday.
        birthday BIRTHDAY Date personal;
        /// The segment the firm puts the customer in.
        segment SEGMENT Label;
        /// The channel the customer likes to be reached by, as a channel code.
        preferred_channel PREFERRED_CHANNEL Label;
        /// The customer's number in the firm's other programs.
        external_id EXTERNAL_ID Text personal;
        /// Where the data came from: survey, opt-in, sales.
        source SOURCE Label;
        /// Who in the firm looks after the customer.
        owner OWNER Label;
        /// Free notes.
        note NOTE Text personal;
        /// Whether the firm judges that they need it and can pay.
        qualified QUALIFIED Truth;
        /// Share of wallet: per cent of their spending of this kind that is ours.
        share_of_wallet SHARE_OF_WALLET Integer;
        /// Whether rivals' offers no longer count for them.
        prefers_us PREFERS_US Truth;
        /// How many customers they have brought.
        referrals REFERRALS Integer;
        /// The rung that the customer is pinned to by hand, as a rung code.
        pinned_rung PINNED_RUNG Label;
        /// Why the customer is pinned.
        pin_reason PIN_REASON Text personal;
        /// Whether the customer must not be contacted.
        do_not_contact DO_NOT_CONTACT Truth;
        /// The day the firm first knew of the customer.
        known_since KNOWN_SINCE Date;
    }
    /// Something bought, or returned when the amount is negative.
    Purchase purchase "purchase" fact=true {
        /// The customer.
        customer CUSTOMER Reference;
        /// The day.
        date DATE Date;
        /// Sales in minor units.
        amount AMOUNT Integer;
        /// Cost in minor units.
        cost COST Integer;
        /// The product.
        product PRODUCT Label;
        /// The channel, as its own words in the source.
        channel CHANNEL Label;
        /// The order or invoice number.
        order_number ORDER_NUMBER Text personal;
        /// How many, negative for a return.
        quantity QUANTITY Integer;
        /// A note.
        note NOTE Text personal;
    }
    /// A contact between the firm and a customer.
    Interaction interaction "interaction" fact=true {
        /// The customer.
        customer CUSTOMER Reference;
        /// The day.
        date DATE Date;
        /// The channel, as a channel code.
        channel CHANNEL Label;
        /// Who began it, as a direction code.
        direction DIRECTION Label;
        /// What it was about, in a word or two.
        subject SUBJECT Label;
        /// The touchpoint it happened at.
        touchpoint TOUCHPOINT Reference;
        /// What was said.
        note NOTE Text personal;
    }
    /// An answer that a customer gave.
    Feedback feedback "feedback" fact=true {
        /// The customer.
        customer CUSTOMER Reference;
        /// The day.
        date DATE Date;
        /// The survey, as a survey code.
        survey SURVEY Label;
        /// The score on the survey's scale.
        score SCORE Integer;
        /// The reason in the customer's words.
        comment COMMENT Text personal;
        /// The question as it was asked.
        question QUESTION Label;
        /// The touchpoint asked about.
        touchpoint TOUCHPOINT Reference;
        /// The channel, as a channel code.
        channel CHANNEL Label;
    }
    /// A typical customer, drawn from what is known of real ones.
    Persona persona "persona" fact=false {
        /// The persona's name.
        name NAME Text;
        /// Age, work, family: who it is in a line.
        description DESCRIPTION Text;
        /// Traits and habits.
        traits TRAITS Text;
        /// Goals.
        goals GOALS Text;
        /// Needs and wants.
        needs NEEDS Text;
        /// What worries or annoys.
        frustrations FRUSTRATIONS Text;
        /// How the persona buys and what decides.
        buying_behaviour BUYING_BEHAVIOUR Text;
        /// What the persona would say.
        quote QUOTE Text;
        /// The segment it stands for.
        segment SEGMENT Label;
    }
    /// A journey map: one persona's way through time.
    Journey journey "journey" fact=false {
        /// The map's name.
        name NAME Text;
        /// The persona.
        persona PERSONA Reference;
        /// What the persona wants to get done.
        goal GOAL Text;
        /// Who owns the map.
        owner OWNER Text;
        /// When it was last reviewed.
        reviewed REVIEWED Date;
    }
    /// A stage of a journey map.
    Stage stage "stage" fact=false {
        /// The map.
        journey JOURNEY Reference;
        /// The stage's name.
        name NAME Text;
        /// Before, during or after the purchase, as a phase code.
        phase PHASE Label;
        /// Its place among the map's stages: a fractional index.
        place PLACE Text;
        /// How long it lasts, in hours.
        hours HOURS Integer;
    }
    /// What the customer does at one moment of a journey.
    Touchpoint touchpoint "touchpoint" fact=false {
        /// Its place: the stage's record id, a blank, a fractional index. One
        /// field, so that moving it is one change.
        place PLACE Text;
        /// What the customer does.
        name NAME Text;
        /// The channel, as a channel code.
        channel CHANNEL Label;
        /// How it feels, −2 to +2.
        emotion EMOTION Integer;
        /// What the customer thinks.
        thought THOUGHT Text;
        /// What hurts.
        pain PAIN Text;
        /// What could be better.
        opportunity OPPORTUNITY Text;
        /// Who in the firm owns it.
        owner OWNER Text;
        /// Whether the firm sees it happen; below the waterline if not.
        seen SEEN Truth;
        /// Whether it makes or breaks the relationship.
        moment_of_truth MOMENT_OF_TRUTH Truth;
    }
    /// The workspace's settings: one record with a fixed id.
    Setting setting "setting" fact=false {
        /// The firm's name.
        firm FIRM Text;
        /// ISO 4217 code of the one currency.
        currency CURRENCY Label;
        /// Decimals that amounts carry.
        decimals DECIMALS Integer;
        /// The financial year's first month, 1–12.
        year_start YEAR_START Integer;
        /// Days without a purchase after which a customer counts as gone.
        active_window ACTIVE_WINDOW Integer;
        /// Purchases that make a repeat customer.
        repeat_purchases REPEAT_PURCHASES Integer;
        /// Share of wallet in per cent that makes a majority customer.
        majority_share MAJORITY_SHARE Integer;
        /// Purchases within the loyal window that make a loyal customer.
        loyal_purchases LOYAL_PURCHASES Integer;
        /// The loyal window in days.
        loyal_window LOYAL_WINDOW Integer;
        /// Referrals that make an advocate.
        advocate_referrals ADVOCATE_REFERRALS Integer;
        /// Least likely-to-recommend score that makes an advocate.
        advocate_score ADVOCATE_SCORE Integer;
        /// Whether the data are the sample shop.
        sample SAMPLE Truth;
    }
    /// That two customers are one. Its identity follows from theirs.
    Link link "link" fact=false {
        /// The customer with the smaller id.
        left LEFT Reference;
        /// The customer with the greater id.
        right RIGHT Reference;
    }
    /// A file from which records were imported; those have the same origin.
    Source source "source" fact=false {
        /// The SHA-256 of its bytes in lower-case hexadecimal digits.
        sha256 SHA256 Text;
        /// Its name.
        file FILE Text personal;
    }
    /// That a customer agreed to something. Taking it back sets a day; the record
    /// stays, because the firm must be able to show what was agreed and when.
    Consent consent "consent" fact=false {
        /// The customer.
        customer CUSTOMER Reference;
        /// What for, as a purpose code.
        purpose PURPOSE Label;
        /// By which channel, as a channel code; absent for any.
        channel CHANNEL Label;
        /// The words that the customer agreed to.
        wording WORDING Text personal;
        /// Where they agreed: a form, the counter, a message.
        source SOURCE Label;
        /// The day on which they agreed.
        date DATE Date;
        /// The day on which they took it back.
        withdrawn WITHDRAWN Date;
    }
    /// What a person asks about their own data, and what came of it.
    Request request "request" fact=false {
        /// The customer.
        customer CUSTOMER Reference;
        /// What is asked, as a request code.
        kind KIND Label;
        /// The day on which it came.
        received RECEIVED Date;
        /// The local time of that day, in minutes since midnight.
        received_time RECEIVED_TIME Integer;
        /// How it came, as a channel code.
        channel CHANNEL Label;
        /// What was asked, in words.
        note NOTE Text personal;
        /// The day on which it was answered.
        done DONE Date;
        /// The local time of that day, in minutes since midnight.
        done_time DONE_TIME Integer;
        /// What came of it, as an outcome code.
        outcome OUTCOME Label;
        /// What was done or answered, in words.
        answer ANSWER Text personal;
    }
    /// That data left the app as a file.
    Export export "export" fact=false {
        /// The customer, where the file is about one.
        customer CUSTOMER Reference;
        /// What it is, as an export code.
        kind KIND Label;
        /// The day.
        date DATE Date;
        /// The local time of that day, in minutes since midnight.
        time TIME Integer;
        /// How many records or rows it holds.
        rows ROWS Integer;
        /// Who it is for.
        recipient RECIPIENT Text personal;
        /// What people call the device that wrote it.
        device DEVICE Label;
        /// Of a shared part: the segment.
        segment SEGMENT Label;
        /// Of a marketing list: what for, as a purpose code.
        purpose PURPOSE Label;
        /// Of a marketing list: by which channel, as a channel code.
        channel CHANNEL Label;
        /// Of a marketing list: how many are in it though they may not be
        /// contacted.
        without_consent WITHOUT_CONSENT Integer;
    }
}

impl Collection {
    /// The position of the field with this stored name.
    pub fn field(self, name: &str) -> Option<FieldId> {
        self.fields().iter().position(|f| f.name == name).map(|at| FieldId(at as u8))
    }

    /// Whether people see its records as data of theirs; the settings and the log
    /// of what was exported are none.
    pub fn holds_data(self) -> bool {
        !matches!(self, Collection::Setting | Collection::Export)
    }

    /// Whether erasing the person drops the field.
    pub fn is_personal(self, field: FieldId) -> bool {
        self.fields().get(field.0 as usize).is_some_and(|field| field.personal)
    }

    /// The field that names the customer the record is about, if there is one.
    pub fn about(self) -> Option<FieldId> {
        match self {
            Collection::Purchase
            | Collection::Interaction
            | Collection::Feedback
            | Collection::Consent
            | Collection::Request
            | Collection::Export => Some(FieldId(0)),
            _ => None,
        }
    }
}

impl Setting {
    /// The settings record's identity in every workspace.
    pub const ID: RecordId = RecordId { origin: super::ChangeSetId::BIRTH, number: 0 };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_rebuilt_from_its_fields() {
        let customer = Customer {
            name: Some("Warung Senja".into()),
            referrals: Some(2),
            birthday: Some(Day(0)),
            qualified: Some(true),
            ..Customer::default()
        };
        let mut fields = vec![None; Customer::COLLECTION.fields().len()];
        customer.write(|field, value| fields[field.0 as usize] = value);
        assert_eq!(Customer::read(|field| fields[field.0 as usize].clone()), customer);
    }

    #[test]
    fn names_are_unique_and_found() {
        for collection in Collection::ALL {
            assert_eq!(Collection::from_name(collection.name()), Some(*collection));
            for (at, field) in collection.fields().iter().enumerate() {
                assert_eq!(collection.field(field.name), Some(FieldId(at as u8)));
            }
            if let Some(about) = collection.about() {
                assert_eq!(collection.fields()[about.0 as usize].name, "customer");
            }
        }
    }
}
