//! What the command palette finds: pages, things to do, customers and journey maps.

use super::keys;
use crate::app::customer_list::{self, Narrowing, SALES};
use crate::app::session::Session;
use crate::app::work::Writing;
use crate::app::{self, backup, commands, history};
use crate::browser::offered;
use crate::browser::preferences::{self, Theme};
use crate::components::{Destination, MAIN, PaletteEntry, PaletteGroup, Symbol, format};
use crate::pages::journeys::named;
use crate::pages::place::{NEW_ANSWER, NEW_CUSTOMER, NEW_MAP, NEW_REQUEST};
use crate::pages::tour;
use crate::words::{self, Language, actions, anywhere as texts, settings};
use js_sys::encode_uri_component;
use leptos::prelude::*;
use tangga_engine::domain::schema::customer;
use tangga_engine::domain::{Collection, Journey, RecordId};

/// Customers and maps that are offered at most, each.
const OFFERED: usize = 7;

/// Of how many customers who match the names are looked at.
const LOOKED_AT: usize = 1000;

/// The words of a text, without what stands between them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What the palette can set off.
#[derive(Clone, Copy)]
pub(super) struct Deeds {
    /// Goes to an address.
    pub go: Callback<(String,)>,
    /// Shows the list of the keys.
    pub list_keys: Callback<()>,
    /// The backup that it may begin.
    pub writing: Writing,
}

impl Deeds {
    /// What matches what is typed: each word of it begins a word there, in any order.
    /// Nothing typed finds all that can be done, and no customer.
    pub(super) fn found(self, typed: &str) -> Vec<PaletteGroup> {
        let typed = typed.trim();
        let lower = typed.to_lowercase();
        let parts: Vec<String> = words_of(&lower).map(Into::into).collect();
        // From the beginnings of words, or each short word would find half of all there is.
        let matches = |text: &str| {
            let text = text.to_lowercase();
            parts.iter().all(|part| words_of(&text).any(|word| word.starts_with(part.as_str())))
        };
        let group = |heading, entries: Vec<PaletteEntry>| {
            let entries: Vec<_> = entries.into_iter().filter(|e| matches(&e.text())).collect();
            PaletteGroup { heading, entries }
        };
        let customers = if parts.is_empty() { Vec::new() } else { self.customers(typed, &parts) };
        let maps = if parts.is_empty() { Vec::new() } else { self.maps() };
        let mut maps = group(texts::maps(), maps);
        maps.entries.truncate(OFFERED);
        let actions = self.actions();
        let on_page = Self::on_page(&actions);
        let groups = [
            group(texts::pages(), self.pages()),
            group(texts::actions(), actions),
            group(texts::on_page(), on_page),
            PaletteGroup { heading: texts::customers(), entries: customers },
            maps,
        ];
        groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
    }

    fn going(self, label: impl Into<String>, symbol: Symbol, address: String) -> PaletteEntry {
        let go = self.go;
        let deed = Callback::new(move |()| go.run((address.clone(),)));
        PaletteEntry::new(label, symbol, deed)
    }

    fn pages(self) -> Vec<PaletteEntry> {
        let page = |to: &Destination| {
            let also = match to.href {
                "/customers" => texts::also_customers(),
                "/ladder" => texts::also_ladder(),
                "/sales" => texts::also_sales(),
                "/journeys" => texts::also_journeys(),
                "/feedback" => texts::also_feedback(),
                "/retention" => texts::also_retention(),
                "/data" => texts::also_data(),
                "/privacy" => texts::also_privacy(),
                "/settings" => texts::also_settings(),
                _ => "",
            };
            let entry = self.going((to.label)(), to.symbol, to.href.to_owned());
            entry.keys(keys::going(to)).also(also)
        };
        Destination::all().map(page).collect()
    }

    fn actions(self) -> Vec<PaletteEntry> {
        let go = |label: &str, symbol, address: &str| self.going(label, symbol, address.to_owned());
        let run = |label: &str, symbol, run: fn()| {
            PaletteEntry::new(label, symbol, Callback::new(move |()| run()))
        };
        let writing = self.writing;
        let back_up = Callback::new(move |()| {
            if writing.progress.read_untracked().is_none() {
                backup::back_up(writing);
            }
        });
        let mut actions = vec![
            go(actions::add_customer(), Symbol::Plus, NEW_CUSTOMER).keys("n"),
            go(actions::add_feedback(), Symbol::Feedback, NEW_ANSWER),
            go(actions::add_journey(), Symbol::Journey, NEW_MAP),
            go(words::privacy::record_request(), Symbol::Shield, NEW_REQUEST),
            go(actions::import(), Symbol::Upload, "/data"),
            go(words::duplicates::find(), Symbol::People, "/duplicates"),
            PaletteEntry::new(actions::back_up(), Symbol::Download, back_up),
            run(actions::undo(), Symbol::Undo, history::undo).keys(keys::with_command("Z")),
            run(actions::redo(), Symbol::Redo, history::redo).keys(keys::with_command("⇧ Z")),
        ];
        let others = Language::ALL.into_iter().filter(|one| *one != words::language());
        actions.extend(others.map(|language| {
            let speak = Callback::new(move |()| app::speak(language));
            PaletteEntry::new(language.own_name(), Symbol::Globe, speak).aside(settings::language())
        }));
        let others = Theme::ALL.into_iter().filter(|one| *one != preferences::theme());
        actions.extend(others.map(|theme| {
            let label = match theme {
                Theme::System => settings::theme_system(),
                Theme::Light => settings::theme_light(),
                Theme::Dark => settings::theme_dark(),
            };
            let show = Callback::new(move |()| preferences::remember_theme(theme));
            PaletteEntry::new(label, Symbol::Settings, show).aside(settings::theme())
        }));
        if untrack(|| Session.settings()).sample == Some(true) {
            let go = self.go;
            let to_tour = Callback::new(move |()| go.run((tour::take().to_owned(),)));
            let remove = Callback::new(move |()| {
                // Where there is work to lose, the button there asks.
                if commands::own_in_sample().is_empty() {
                    commands::remove_sample(true);
                } else {
                    go.run(("/settings".to_owned(),));
                }
            });
            actions.push(PaletteEntry::new(words::tour::take(), Symbol::Stairs, to_tour));
            actions.push(PaletteEntry::new(words::shell::sample_remove(), Symbol::Delete, remove));
        }
        let keys = PaletteEntry::new(texts::show_keys(), Symbol::Info, self.list_keys);
        actions.push(keys.keys("?"));
        actions
    }

    /// What the page's own buttons do, but for what can be done anywhere.
    fn on_page(anywhere: &[PaletteEntry]) -> Vec<PaletteEntry> {
        let own = offered::inside(MAIN)
            .into_iter()
            .filter(|button| !anywhere.iter().any(|entry| entry.is_called(&button.label)));
        own.map(|button| {
            let (label, part) = (button.label.clone(), button.part.clone());
            // A page belongs to the one thread there is.
            let button = StoredValue::new_local(button);
            let press = Callback::new(move |()| {
                button.with_value(offered::Offered::press);
            });
            let entry = PaletteEntry::new(label, Symbol::Right, press);
            match part {
                Some(part) => entry.aside(part),
                None => entry,
            }
        })
        .collect()
    }

    /// The customers who match: those with a name that begins so before the others,
    /// of either those with most sales first.
    fn customers(self, typed: &str, parts: &[String]) -> Vec<PaletteEntry> {
        let narrowing = Narrowing { typed: typed.to_owned(), ..Narrowing::default() };
        let rows = untrack(|| customer_list::rows(&narrowing, SALES, true));
        let begins = |row: &u32| {
            let name =
                Session.peek(|workspace| words::customers::name_of(workspace.customers(), *row));
            let name = name.to_lowercase();
            parts.iter().all(|part| name.split_whitespace().any(|word| word.starts_with(part)))
        };
        // Naming all who match a single letter would take too long for a keystroke.
        let (first, others): (Vec<u32>, Vec<u32>) =
            rows.iter().take(LOOKED_AT).partition(|row| begins(row));
        let customer = |row: u32| {
            Session.peek(|workspace| {
                let id = workspace.id(Collection::Customer, row);
                let text = |field| workspace.customers().text(row, field);
                let aside = text(customer::CITY).or_else(|| text(customer::COMPANY));
                let label = words::customers::name_with(workspace, id);
                let entry = self.going(label, Symbol::People, format!("/customers/{id}"));
                match aside {
                    Some(aside) => entry.aside(aside),
                    None => entry,
                }
            })
        };
        let all = rows.len();
        let more = (all > OFFERED).then(|| {
            let count = format::count(all as u64);
            let address = format!("/customers?q={}", encode_uri_component(typed));
            self.going(texts::all_found(&count), Symbol::Search, address)
        });
        first.into_iter().chain(others).take(OFFERED).map(customer).chain(more).collect()
    }

    fn maps(self) -> Vec<PaletteEntry> {
        let maps: Vec<(RecordId, Journey)> =
            Session.peek(|workspace| workspace.all::<Journey>().collect());
        let map = |(id, journey): (RecordId, Journey)| {
            self.going(named(journey.name), Symbol::Journey, format!("/journeys/{id}"))
        };
        maps.into_iter().map(map).collect()
    }
}
