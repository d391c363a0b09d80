//! Every text of the interface, in English and Bahasa Indonesia side by side.
//!
//! A text is a function: `words::customers::add()`. Both languages stand in the
//! same line of the source, so a translation cannot be missing, and an argument
//! that one of them misspells does not compile. Terms follow the glossary; the
//! user is addressed as *Anda*.
//!
//! How to write one, inside a page's file:
//!
//! ```text
//! texts! {
//!     title: "Customers", "Pelanggan";
//!     /// `by` is a name.
//!     added(by): "Added by {by}", "Ditambahkan oleh {by}";
//!     /// English has a singular; Indonesian has none.
//!     count(n): "{n} customer" | "{n} customers", "{n} pelanggan";
//!     /// The same in both languages.
//!     nps: "NPS";
//! }
//! ```
//!
//! The first argument of a text with a singular is a [`Count`]; every other one
//! is anything that can be displayed, numbers and dates already formatted by
//! the browser's `Intl`.

use std::cell::Cell;
use std::fmt;

/// A language that the interface speaks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Bahasa Indonesia.
    Indonesian,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Language; 2] = [Language::English, Language::Indonesian];

    /// The BCP 47 tag, for `lang` attributes, `Intl` and what is remembered.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Indonesian => "id",
        }
    }

    /// The language of a tag such as `id-ID`. `in` is the code that old
    /// browsers send for Indonesian.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Some(Language::English),
            "id" | "in" => Some(Language::Indonesian),
            _ => None,
        }
    }

    /// Its own name, which is the same whatever language is spoken now.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Indonesian => "Bahasa Indonesia",
        }
    }
}

thread_local! {
    // The page has one thread. Native tests have one each, so that a test that
    // switches the language does not disturb its neighbours.
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
}

/// The language spoken now.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Switches the language. Texts already on screen stay as they are: whoever
/// switches mounts the app anew.
pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}

/// A number of things: the number decides singular or plural, the text is the
/// number as the reader writes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Count {
    number: u64,
    text: String,
}

impl Count {
    /// `text` is the number as it is to be read, such as `1.250`.
    pub fn new(number: u64, text: String) -> Count {
        Count { number, text }
    }

    fn is_one(&self) -> bool {
        self.number == 1
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A text in all its forms, for the tests that read every text.
#[cfg(test)]
pub(crate) struct Forms {
    pub(crate) name: &'static str,
    pub(crate) english: &'static [&'static str],
    /// `None` where both languages say the same.
    pub(crate) indonesian: Option<&'static str>,
}

/// One text as a function; `texts!` below calls this for each.
macro_rules! text_function {
    ($doc:tt $name:ident [] [$en:literal] [$id:literal]) => {
        text_function!(@documented $doc
            pub fn $name() -> &'static str {
                match $crate::words::language() {
                    $crate::words::Language::English => $en,
                    $crate::words::Language::Indonesian => $id,
                }
            }
        );
    };
    ($doc:tt $name:ident [] [$en:literal] []) => {
        text_function!(@documented $doc pub fn $name() -> &'static str { $en });
    };
    ($doc:tt $name:ident [$($arg:ident)+] [$en:literal] [$id:literal]) => {
        text_function!(@documented $doc
            pub fn $name($($arg: impl std::fmt::Display),+) -> String {
                match $crate::words::language() {
                    $crate::words::Language::English => format!($en),
                    $crate::words::Language::Indonesian => format!($id),
                }
            }
        );
    };
    ($doc:tt $name:ident [$($arg:ident)+] [$en:literal] []) => {
        text_function!(@documented $doc
            pub fn $name($($arg: impl std::fmt::Display),+) -> String { format!($en) }
        );
    };
    ($doc:tt $name:ident [$count:ident $($arg:ident)*] [$one:literal $many:literal] [$id:literal]) => {
        text_function!(@documented $doc
            pub fn $name(
                $count: &$crate::words::Count $(, $arg: impl std::fmt::Display)*
            ) -> String {
                match $crate::words::language() {
                    $crate::words::Language::English if $count.is_one() => format!($one),
                    $crate::words::Language::English => format!($many),
                    $crate::words::Language::Indonesian => format!($id),
                }
            }
        );
    };
    (@documented [$($doc:tt)*] $($function:tt)*) => { $($doc)* $($function)* };
}

/// A group of texts; the module's documentation shows how to write one.
macro_rules! texts {
    ($(
        $(#[$doc:meta])*
        $name:ident $(($($arg:ident),+))? : $en:literal $(| $many:literal)? $(, $id:literal)? ;
    )*) => {
        $(text_function!(
            [$(#[$doc])*] $name [$($($arg)+)?] [$en $($many)?] [$($id)?]
        );)*

        #[cfg(test)]
        pub(crate) const TEXTS: &[$crate::words::Forms] = &[$(
            $crate::words::Forms {
                name: concat!(module_path!(), "::", stringify!($name)),
                english: &[$en, $($many)?],
                indonesian: texts!(@indonesian $($id)?),
            },
        )*];
    };
    (@indonesian $id:literal) => { Some($id) };
    (@indonesian) => { None };
}

pub mod actions;
pub mod anywhere;
pub mod choices;
pub mod customers;
pub mod data;
pub mod duplicates;
pub mod encryption;
pub mod erase;
pub mod errors;
pub mod feedback;
pub mod fields;
pub mod file;
pub mod first_visit;
pub mod folder;
pub mod history;
pub mod home;
pub mod import;
pub mod journeys;
pub mod ladder;
pub mod merge;
pub mod privacy;
pub mod restore;
pub mod retention;
pub mod safe;
pub mod safety;
pub mod sales;
pub mod settings;
pub mod share;
pub mod shell;
pub mod tour;
pub mod typed;
pub mod widgets;

#[cfg(test)]
mod tests {
    use super::*;

    fn every_text() -> impl Iterator<Item = &'static Forms> {
        [
            actions::TEXTS,
            anywhere::TEXTS,
            choices::TEXTS,
            customers::TEXTS,
            data::TEXTS,
            duplicates::TEXTS,
            encryption::TEXTS,
            erase::TEXTS,
            errors::TEXTS,
            feedback::TEXTS,
            fields::TEXTS,
            file::TEXTS,
            first_visit::TEXTS,
            folder::TEXTS,
            history::TEXTS,
            home::TEXTS,
            import::TEXTS,
            journeys::TEXTS,
            ladder::TEXTS,
            merge::TEXTS,
            privacy::TEXTS,
            restore::TEXTS,
            retention::TEXTS,
            safe::TEXTS,
            safety::TEXTS,
            sales::TEXTS,
            settings::TEXTS,
            share::TEXTS,
            shell::TEXTS,
            tour::TEXTS,
            widgets::TEXTS,
        ]
        .into_iter()
        .flatten()
    }

    #[test]
    fn a_text_differs_between_the_languages_or_says_that_it_does_not() {
        for text in every_text() {
            if let Some(indonesian) = text.indonesian {
                assert!(
                    !text.english.contains(&indonesian),
                    "{} is the same in both languages: write it once",
                    text.name
                );
            }
        }
    }

    #[test]
    fn no_text_is_empty_or_unfinished() {
        let marks = ["TODO", "FIXME", "TBD", "lorem", "XXX", "???", "{}"];
        for text in every_text() {
            for form in text.english.iter().copied().chain(text.indonesian) {
                assert!(!form.is_empty(), "{} is empty", text.name);
                assert_eq!(form.trim(), form, "{} begins or ends with a blank", text.name);
                assert!(!form.contains("  "), "{} has two blanks in a row", text.name);
                for mark in marks {
                    assert!(!form.contains(mark), "{} holds {mark}", text.name);
                }
            }
        }
    }

    #[test]
    fn every_form_of_a_text_uses_the_same_arguments() {
        fn arguments(form: &str) -> Vec<&str> {
            let mut names: Vec<&str> = form
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
                .collect();
            names.sort_unstable();
            names.dedup();
            names
        }
        for text in every_text() {
            let expected = arguments(text.english[text.english.len() - 1]);
            if let Some(indonesian) = text.indonesian {
                assert_eq!(arguments(indonesian), expected, "{}", text.name);
            }
        }
    }

    #[test]
    fn indonesian_texts_avoid_the_words_that_mislead() {
        // The glossary says why: each has another meaning in daily speech.
        for text in every_text() {
            let indonesian = text.indonesian.unwrap_or_default().to_lowercase();
            for word in ["tersangka", "konsumen", "saluran", " kamu ", "pembelian"] {
                assert!(!indonesian.contains(word), "{} says {word}", text.name);
            }
        }
    }

    /// Bug: "95 %" stood beside "54%": figures come from the browser, which writes
    /// no blank before the sign in either language.
    #[test]
    fn no_blank_stands_before_a_percent_sign() {
        for text in every_text() {
            for form in text.english.iter().copied().chain(text.indonesian) {
                assert!(!form.contains(" %") && !form.contains("\u{a0}%"), "{}: {form}", text.name);
            }
        }
    }

    /// Bug: "workspace" stood in three texts and was explained in none.
    #[test]
    fn no_text_speaks_of_a_workspace() {
        for text in every_text() {
            for form in text.english.iter().copied().chain(text.indonesian) {
                let form = form.to_lowercase();
                assert!(!form.contains("workspace") && !form.contains("ruang kerja"), "{form}");
            }
        }
    }

    #[test]
    fn english_has_a_singular() {
        set_language(Language::English);
        assert_eq!(customers::count(&Count::new(1, "1".into())), "1 customer");
        assert_eq!(customers::count(&Count::new(1250, "1,250".into())), "1,250 customers");
        set_language(Language::Indonesian);
        assert_eq!(customers::count(&Count::new(1, "1".into())), "1 pelanggan");
    }

    #[test]
    fn a_tag_names_its_language() {
        assert_eq!(Language::from_tag("id-ID"), Some(Language::Indonesian));
        assert_eq!(Language::from_tag("in"), Some(Language::Indonesian));
        assert_eq!(Language::from_tag("EN_us"), Some(Language::English));
        assert_eq!(Language::from_tag("fr"), None);
    }
}
