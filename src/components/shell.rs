//! The frame around every page: a rail on wide screens, a bar at the bottom of
//! phones with the rest behind More; and each page's header.

use super::dialog::Dialog;
use super::format;
use super::icon::{Icon, Symbol};
use super::link::Link;
use crate::browser::preferences;
use crate::words::{self, shell as texts};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The id of the element that holds the page.
pub const MAIN: &str = "main";
/// The id of the page's heading, by which the page is called when it is come to.
const PAGE_TITLE: &str = "page-title";

/// A place in the navigation.
#[derive(Clone, Copy)]
pub struct Destination {
    /// Its address below the base.
    pub href: &'static str,
    /// Its name.
    pub label: fn() -> &'static str,
    /// As it stands in the bar of a phone.
    short: fn() -> &'static str,
    /// Its icon.
    pub symbol: Symbol,
    /// The key that leads there after `g`.
    pub key: &'static str,
}

impl Destination {
    const fn new(
        href: &'static str,
        label: fn() -> &'static str,
        symbol: Symbol,
        key: &'static str,
    ) -> Destination {
        Destination { href, label, short: label, symbol, key }
    }

    /// Every place, in the order of the rail.
    pub fn all() -> impl Iterator<Item = &'static Destination> {
        std::iter::once(&HOME).chain(KNOW).chain(KEEP).chain(LAST)
    }
}

const HOME: Destination = Destination::new("/", texts::home, Symbol::Home, "h");
const CUSTOMERS: Destination =
    Destination::new("/customers", texts::customers, Symbol::People, "c");
const LADDER: Destination = Destination {
    href: "/ladder",
    label: texts::ladder,
    short: texts::ladder_short,
    symbol: Symbol::Stairs,
    key: "l",
};
const SALES: Destination = Destination::new("/sales", texts::sales, Symbol::Cart, "m");
const JOURNEYS: Destination = Destination::new("/journeys", texts::journeys, Symbol::Journey, "j");
const FEEDBACK: Destination = Destination::new("/feedback", texts::feedback, Symbol::Feedback, "f");
const RETENTION: Destination =
    Destination::new("/retention", texts::retention, Symbol::Retention, "r");
const DATA: Destination = Destination::new("/data", texts::data, Symbol::Data, "d");
const PRIVACY: Destination = Destination::new("/privacy", texts::privacy, Symbol::Shield, "p");
const SETTINGS: Destination = Destination::new("/settings", texts::settings, Symbol::Settings, "s");

const KNOW: &[Destination] = &[CUSTOMERS, LADDER, SALES, JOURNEYS, FEEDBACK];
const KEEP: &[Destination] = &[RETENTION];
const LAST: &[Destination] = &[DATA, PRIVACY, SETTINGS];
const BAR: &[Destination] = &[HOME, CUSTOMERS, LADDER, RETENTION];
const SHEET: &[Destination] = &[SALES, JOURNEYS, FEEDBACK, DATA, PRIVACY, SETTINGS];

/// From this number on the rail has no room for each digit.
const ROOM: u64 = 10_000;

/// Numbers beside destinations; nothing is shown for zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RailCounts {
    /// Customers alive.
    pub customers: u64,
    /// Journey maps.
    pub journeys: u64,
}

impl RailCounts {
    fn of(self, href: &str) -> u64 {
        match href {
            "/customers" => self.customers,
            "/journeys" => self.journeys,
            _ => 0,
        }
    }
}

/// The frame; inside a `<Router>`, around `<Routes>`:
/// `<Shell counts safety=move || view! { <SafetyMeter …/> }><Routes …/></Shell>`.
///
/// After a navigation the main part has the focus, so that keyboard and screen
/// reader go on with the new page.
#[component]
pub fn Shell(
    /// Numbers beside destinations.
    #[prop(optional, into)]
    counts: Signal<RailCounts>,
    /// The safety meter, at the rail's foot and in the More sheet.
    #[prop(optional, into)]
    safety: ViewFn,
    /// Opens the command palette.
    #[prop(into)]
    on_find: Callback<()>,
    /// The pages.
    children: Children,
) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    let more = RwSignal::new(false);
    let path = use_location().pathname;
    let in_sheet = Memo::new(move |_| {
        let path = path.read();
        let here = path.strip_prefix(preferences::base_path().trim_end_matches('/'));
        here.is_some_and(|here| SHEET.iter().any(|to| here.starts_with(to.href)))
    });
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            more.set(false);
            if let Some(main) = main.get_untracked() {
                let _ = main.focus();
            }
        }
        now
    });

    let rail_link = move |to: &Destination| {
        let to = *to;
        let count = move || {
            let count = counts.get().of(to.href);
            let exact = format::integer(count as i64);
            let shown = if count < ROOM { exact.clone() } else { format::compact(count as f64) };
            (count > 0).then(|| view! { <span class="rail-count" title=exact>{shown}</span> })
        };
        view! {
            <li>
                <Link href=to.href exact={to.href == "/"} attr:class="rail-link">
                    <Icon symbol=to.symbol/>
                    {(to.label)()}
                    {count}
                </Link>
            </li>
        }
        .into_any()
    };
    let group = move |heading: Option<&'static str>, destinations: &'static [Destination]| {
        view! {
            <div>
                {heading.map(|heading| view! { <p class="rail-heading">{heading}</p> })}
                <ul>{destinations.iter().map(rail_link).collect_view()}</ul>
            </div>
        }
        .into_any()
    };
    let bar_link = |to: &Destination| {
        let to = *to;
        view! {
            <Link href=to.href exact={to.href == "/"} attr:class="bottom-link">
                <Icon symbol=to.symbol/>
                {(to.short)()}
            </Link>
        }
        .into_any()
    };
    let find = move |action: &'static str| {
        view! {
            <button
                type="button"
                class="rail-find"
                aria-haspopup="dialog"
                data-action=action
                on:click=move |_| {
                    more.set(false);
                    on_find.run(());
                }
            >
                <Icon symbol=Symbol::Search/>
                {texts::find()}
                <kbd aria-hidden="true">{words::anywhere::palette_keys()}</kbd>
            </button>
        }
        .into_any()
    };
    let (safety_in_rail, safety_in_sheet) = (safety.clone(), safety);

    view! {
        // A button: a fragment would resolve against the page's base address.
        <button
            type="button"
            class="skip-link"
            on:click=move |_| {
                if let Some(main) = main.get_untracked() {
                    let _ = main.focus();
                }
            }
        >
            {texts::skip()}
        </button>
        <div class="shell">
            <header class="rail">
                <Link href="/" exact=true attr:class="rail-brand">
                    <Icon symbol=Symbol::Stairs/>
                    {texts::tangga()}
                </Link>
                {find("find")}
                <nav class="rail-groups" aria-label=texts::navigation()>
                    {group(None, &[HOME])}
                    {group(Some(texts::know()), KNOW)}
                    {group(Some(texts::keep()), KEEP)}
                    {group(Some(texts::manage()), LAST)}
                </nav>
                <div class="rail-foot">{safety_in_rail.run()}</div>
            </header>
            <main
                id=MAIN
                class="shell-main"
                tabindex="-1"
                aria-labelledby=PAGE_TITLE
                node_ref=main
            >
                {children()}
            </main>
        </div>
        <nav class="bottom-bar" aria-label=texts::navigation()>
            {BAR.iter().map(bar_link).collect_view()}
            <button
                type="button"
                class="bottom-link"
                aria-haspopup="dialog"
                aria-current=move || in_sheet.get().then_some("true")
                aria-expanded=move || more.get().to_string()
                on:click=move |_| more.set(true)
            >
                <Icon symbol=Symbol::More/>
                {texts::more()}
            </button>
        </nav>
        <Dialog open=more title=texts::more()>
            <div class="more-sheet">
                {find("find-in-sheet")}
                <ul on:click=move |_| more.set(false)>
                    {SHEET.iter().map(rail_link).collect_view()}
                </ul>
                <div class="rail-foot">{safety_in_sheet.run()}</div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// A page's title, what it is about in a line, and its actions:
/// `<PageHeader title=… subtitle=…><Button …/></PageHeader>`. Names the browser's
/// tab as well.
#[component]
pub fn PageHeader(
    /// The page's name.
    #[prop(into)]
    title: Signal<String>,
    /// What is in it.
    #[prop(optional, into)]
    subtitle: MaybeProp<String>,
    /// For a page below another: where it lies, and that page's name.
    #[prop(optional, into)]
    back: Option<(String, String)>,
    /// The page's actions.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    Effect::new(move |_| document().set_title(&texts::page_title(title.get())));
    view! {
        <div class="page-header">
            <div class="page-heading">
                {back
                    .map(|(href, name)| {
                        view! {
                            <Link href=href attr:class="page-back">
                                <Icon symbol=Symbol::Left/>
                                {name}
                            </Link>
                        }
                    })}
                <h1 id=PAGE_TITLE>{move || title.get()}</h1>
                {move || {
                    subtitle.get().map(|subtitle| view! { <p class="page-subtitle">{subtitle}</p> })
                }}
            </div>
            {children.map(|children| view! { <div class="page-actions row">{children()}</div> })}
        </div>
    }
    .into_any()
}
