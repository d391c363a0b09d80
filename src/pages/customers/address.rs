//! What the list shows, as it stands in the address, so that a bar of a chart can
//! lead here, a list can be kept as a bookmark, and whoever comes back from a
//! customer finds it as it was left:
//! `/customers?q=senja&rung=loyal&segment=Kafe&consent=news.email&sort=-last_purchase`.
//!
//! What is typed goes into the address once the typing rests: browsers refuse an
//! address that changes with each key.

use crate::app::customer_list::SALES;
use crate::components::Sort;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::params::ParamsMap;
use std::cell::RefCell;
use std::time::Duration;
use tangga_engine::domain::{Channel, Purpose, Rung};

/// Where the list is.
pub(super) const PATH: &str = "/customers";

/// How long typing rests before it goes into the address.
const REST: Duration = Duration::from_millis(300);

/// How the list is sorted until a heading is pressed.
const USUAL: Sort = Sort { column: SALES, descending: true };

thread_local! {
    /// The query with which the list was left, and how far it was scrolled.
    static LEFT: RefCell<(String, f64)> = const { RefCell::new((String::new(), 0.0)) };
}

/// The list as it was left.
pub fn left() -> String {
    LEFT.with_borrow(|(query, _)| format!("{PATH}{query}"))
}

/// What the address says.
#[derive(Clone, PartialEq, Debug)]
struct Said {
    typed: String,
    rung: Option<Rung>,
    /// The empty text stands for customers of no segment.
    segment: Option<String>,
    consent: Option<(Purpose, Channel)>,
    quiet: Option<i32>,
    sort: Sort,
}

/// The code of a purpose and a channel: `news.email`.
pub(super) fn consent_code((purpose, channel): (Purpose, Channel)) -> String {
    format!("{}.{}", purpose.code(), channel.code())
}

/// What a code of a purpose and a channel says.
pub(super) fn consent_of(code: &str) -> Option<(Purpose, Channel)> {
    let (purpose, channel) = code.split_once('.')?;
    Purpose::from_code(purpose).zip(Channel::from_code(channel))
}

/// After how many days without a purchase customers can be looked for.
pub(super) const QUIET: [i32; 4] = [30, 90, 180, 365];

/// What a number of days in the address says, if it is one of those offered.
pub(super) fn quiet_of(code: &str) -> Option<i32> {
    QUIET.into_iter().find(|days| days.to_string() == code)
}

/// What the customers are narrowed to, but for what is typed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Filter {
    /// Customers on this rung only.
    pub rung: Option<Rung>,
    /// Customers of this segment only.
    pub segment: Option<String>,
    /// Customers who may be contacted for this by this channel only.
    pub consent: Option<(Purpose, Channel)>,
    /// Customers whose last purchase is longer ago than so many days only.
    pub quiet: Option<i32>,
}

impl Said {
    fn read(query: &ParamsMap, columns: &[&'static str]) -> Said {
        let sort = query.get("sort").and_then(|text| {
            let name = text.strip_prefix('-').unwrap_or(&text);
            let column = columns.iter().copied().find(|key| *key == name)?;
            Some(Sort { column, descending: text.starts_with('-') })
        });
        Said {
            typed: query.get("q").unwrap_or_default(),
            rung: query.get("rung").and_then(|code| Rung::from_code(&code)),
            segment: query.get("segment"),
            consent: query.get("consent").and_then(|code| consent_of(&code)),
            quiet: query.get("quiet").and_then(|code| quiet_of(&code)),
            sort: sort.unwrap_or(USUAL),
        }
    }

    /// Empty, or a question mark and what differs from the usual.
    fn query(&self) -> String {
        let mut params = ParamsMap::new();
        if !self.typed.trim().is_empty() {
            params.insert("q", self.typed.clone());
        }
        if let Some(rung) = self.rung {
            params.insert("rung", rung.code().to_owned());
        }
        if let Some(segment) = &self.segment {
            params.insert("segment", segment.clone());
        }
        if let Some(consent) = self.consent {
            params.insert("consent", consent_code(consent));
        }
        if let Some(days) = self.quiet {
            params.insert("quiet", days.to_string());
        }
        if self.sort != USUAL {
            let sign = if self.sort.descending { "-" } else { "" };
            params.insert("sort", format!("{sign}{}", self.sort.column));
        }
        params.to_query_string()
    }
}

/// What the list shows, bound to the address.
#[derive(Clone, Copy)]
pub struct Address {
    /// What is typed into the search field.
    pub typed: RwSignal<String>,
    /// What else the customers are narrowed to.
    pub filter: Memo<Filter>,
    /// What the list is sorted by.
    pub sort: RwSignal<Option<Sort>>,
    /// How far it is scrolled.
    pub top: RwSignal<f64>,
    put: StoredValue<Box<dyn Fn(Said, bool)>, LocalStorage>,
}

impl Address {
    /// Follows the address of the page that is being built, whose table has
    /// these columns.
    pub fn follow(columns: Vec<&'static str>) -> Address {
        let location = use_location();
        let own = location.pathname.get_untracked();
        // The address of the next page is there before this one has gone.
        let here = Memo::new(move |_| *location.pathname.read() == own);
        let said = Memo::new(move |before: Option<&Said>| match before {
            Some(before) if !here.get() => before.clone(),
            _ => Said::read(&location.query.read(), &columns),
        });
        let first = said.get_untracked();
        let scrolled = LEFT.with_borrow(|(query, top)| (*query == first.query()).then_some(*top));
        let typed = RwSignal::new(first.typed.clone());
        let sort = RwSignal::new(Some(first.sort));

        let navigate = use_navigate();
        let written = StoredValue::new(first.typed);
        let put = move |now: Said, replace: bool| {
            written.set_value(now.typed.clone());
            if here.get_untracked() && said.with_untracked(|said| *said != now) {
                let options = NavigateOptions { replace, scroll: false, ..Default::default() };
                navigate(&format!("{PATH}{}", now.query()), options);
            }
        };
        // Back and forward, and links to this page.
        Effect::new(move |_| {
            let said = said.get();
            if written.with_value(|written| *written != said.typed) {
                written.set_value(said.typed.clone());
                typed.set(said.typed);
            }
            if sort.get_untracked() != Some(said.sort) {
                sort.set(Some(said.sort));
            }
        });
        let address = Address {
            typed,
            filter: Memo::new(move |_| {
                let Said { rung, segment, consent, quiet, .. } = said.get();
                Filter { rung, segment, consent, quiet }
            }),
            sort,
            top: RwSignal::new(scrolled.unwrap_or_default()),
            put: StoredValue::new_local(Box::new(put)),
        };
        address.keep();
        address
    }

    /// Writes what is typed and sorted by into the address, and remembers the
    /// whole for whoever comes back.
    fn keep(self) {
        let mut rest = debounce(REST, move |()| self.write());
        Effect::new(move |before: Option<()>| {
            self.typed.track();
            if before.is_some() {
                rest(());
            }
        });
        Effect::new(move |before: Option<()>| {
            self.sort.track();
            if before.is_some() {
                self.write();
            }
        });
        Effect::new(move |_| {
            let top = self.top.get();
            self.typed.track();
            self.sort.track();
            let query = self.said(self.filter.get()).query();
            LEFT.set((query, top));
        });
    }

    /// Writes what is typed into the address at once: the page is about to be
    /// left, or is gone already and took the focus along.
    pub fn write(self) {
        if let Some(filter) = self.filter.try_get_untracked() {
            self.put(filter, true);
        }
    }

    /// Shows some of the customers only, as a step that Back takes back.
    pub fn narrow(self, filter: Filter) {
        self.put(filter, false);
    }

    fn put(self, filter: Filter, replace: bool) {
        let said = self.said(filter);
        self.put.with_value(|put| put(said, replace));
    }

    fn said(self, filter: Filter) -> Said {
        let Filter { rung, segment, consent, quiet } = filter;
        let typed = self.typed.get_untracked();
        let sort = self.sort.get_untracked().unwrap_or(USUAL);
        Said { typed, rung, segment, consent, quiet, sort }
    }
}
