//! How the table of collections is written: one list from which the enum of
//! collections, the constants of their fields and the typed records are made.

macro_rules! kind_type {
    (Text) => {
        String
    };
    (Label) => {
        String
    };
    (Integer) => {
        i64
    };
    (Date) => {
        Day
    };
    (Truth) => {
        bool
    };
    (Reference) => {
        RecordId
    };
}

macro_rules! kind_value {
    (Label, $v:expr) => {
        Value::Text($v)
    };
    ($kind:ident, $v:expr) => {
        Value::$kind($v)
    };
}

macro_rules! kind_take {
    (Label, $v:expr) => {
        match $v {
            Some(Value::Text(v)) => Some(v),
            _ => None,
        }
    };
    ($kind:ident, $v:expr) => {
        match $v {
            Some(Value::$kind(v)) => Some(v),
            _ => None,
        }
    };
}

macro_rules! personal {
    () => {
        false
    };
    (personal) => {
        true
    };
}

macro_rules! collections {
    ($(
        $(#[$doc:meta])*
        $name:ident $module:ident $code:literal fact=$fact:literal {
            $($(#[$field_doc:meta])* $field:ident $constant:ident $kind:ident $($personal:ident)?;)*
        }
    )*) => {
        /// A kind of record.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        #[repr(u8)]
        pub enum Collection { $($(#[$doc])* $name,)* }

        impl Collection {
            /// Every collection, in the order in which they are stored.
            pub const ALL: &'static [Collection] = &[$(Collection::$name,)*];

            /// The name that is stored.
            pub fn name(self) -> &'static str {
                match self { $(Collection::$name => $code,)* }
            }

            /// The collection with this stored name.
            pub fn from_name(name: &str) -> Option<Collection> {
                match name { $($code => Some(Collection::$name),)* _ => None }
            }

            /// Its fields in order.
            pub fn fields(self) -> &'static [Field] {
                match self { $(Collection::$name => $module::FIELDS,)* }
            }

            /// Whether its records are facts, which carry one stamp a record;
            /// all others carry one a field.
            pub fn is_fact(self) -> bool {
                match self { $(Collection::$name => $fact,)* }
            }
        }

        $(
            /// Field positions of the collection.
            #[allow(missing_docs)]
            pub mod $module {
                use super::*;

                #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
                #[repr(u8)]
                enum Position { $($constant,)* }

                $($(#[$field_doc])* pub const $constant: FieldId = FieldId(Position::$constant as u8);)*

                /// The fields in order.
                pub const FIELDS: &[Field] = &[
                    $(Field {
                        name: stringify!($field),
                        kind: FieldKind::$kind,
                        personal: personal!($($personal)?),
                    },)*
                ];
            }

            $(#[$doc])*
            #[derive(Clone, PartialEq, Eq, Debug, Default)]
            pub struct $name { $($(#[$field_doc])* pub $field: Option<kind_type!($kind)>,)* }

            impl Entity for $name {
                const COLLECTION: Collection = Collection::$name;
                fn read(mut get: impl FnMut(FieldId) -> Option<Value>) -> Self {
                    $name { $($field: kind_take!($kind, get($module::$constant)),)* }
                }
                fn write(&self, mut put: impl FnMut(FieldId, Option<Value>)) {
                    $(put($module::$constant, self.$field.clone().map(|v| kind_value!($kind, v)));)*
                }
            }
        )*
    };
}
