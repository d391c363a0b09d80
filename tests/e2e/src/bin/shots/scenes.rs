//! The screens that are looked at: routes, and what is pressed and typed there.

use State::{Empty, Large, Lost, Sample, Team, Untouched};
use Step::{Bring, Choose, Click, Fill, Palette, Press, See, Take, Type};

/// What the workspace holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has begun.
    Untouched,
    /// Somebody began with nothing.
    Empty,
    /// The sample shop.
    Sample,
    /// Two customers, which a colleague has changed too.
    Team,
    /// The browser has deleted everything.
    Lost,
    /// 100,000 customers and 1,000,000 purchases.
    Large,
}

impl State {
    /// In the order in which they are looked at.
    pub const ALL: [State; 6] = [Untouched, Empty, Sample, Team, Lost, Large];

    pub fn name(self) -> &'static str {
        match self {
            Untouched => "untouched",
            Empty => "empty",
            Sample => "sample",
            Team => "team",
            Lost => "lost",
            Large => "large",
        }
    }
}

/// Something that is done before a screen is looked at.
pub enum Step {
    /// The button of an action.
    Press(&'static str),
    /// The first visible element.
    Click(&'static str),
    /// A field and what goes into it.
    Fill(&'static str, &'static str),
    /// A list and the value that is chosen.
    Choose(&'static str, &'static str),
    /// Keys on what has the focus.
    Type(&'static str),
    /// The keys that open the command palette.
    Palette,
    /// A file of `fixtures/` that is imported.
    Take(&'static str),
    /// The place for files, and the one of the colleague's that is handed over there.
    Bring(&'static str, &'static str),
    /// Waits until this is there.
    See(&'static str),
}

/// A screen.
pub struct Scene {
    pub name: &'static str,
    pub state: State,
    pub route: &'static str,
    /// Whether it is the first record of that route's list.
    pub record: bool,
    pub steps: &'static [Step],
    /// Whether it is one of the main screens, which the documentation shows.
    pub main: bool,
}

const fn scene(state: State, name: &'static str, route: &'static str) -> Scene {
    Scene { name, state, route, record: false, steps: &[], main: false }
}

impl Scene {
    const fn main(self) -> Scene {
        Scene { main: true, ..self }
    }

    const fn record(self) -> Scene {
        Scene { record: true, ..self }
    }

    const fn with(self, steps: &'static [Step]) -> Scene {
        Scene { steps, ..self }
    }
}

/// What the colleague hands back: what they changed, the same cut off, and encrypted.
pub const CHANGED: &str = "shots-changed.tangga.json";
pub const CUT: &str = "shots-cut.tangga.json";
pub const LOCKED: &str = "shots-locked.tangga.json.age";

/// A name and words longer than any form expects.
const LONG: &str = "Raden Ayu Siti Nurhaliza Kusumawardhani Prawirodirdjo binti Abdurrahman";

pub const ALL: &[Scene] = &[
    scene(Untouched, "first-visit", ""),
    scene(Untouched, "open-file", "").with(&[Press("open-workspace"), See(".drop-zone")]),
    scene(Empty, "home", ""),
    scene(Empty, "customers", "customers"),
    scene(Empty, "ladder", "ladder"),
    scene(Empty, "sales", "sales"),
    scene(Empty, "retention", "retention"),
    scene(Empty, "feedback", "feedback"),
    scene(Empty, "journeys", "journeys"),
    scene(Empty, "data", "data"),
    scene(Empty, "privacy", "privacy"),
    scene(Empty, "settings", "settings"),
    scene(Empty, "no-such-page", "nowhere"),
    scene(Empty, "refused-file", "data").with(&[Take("refused.csv"), See(".notice.bad")]),
    scene(Empty, "import", "data")
        .with(&[Take("markup.csv"), See("[data-action=\"confirm-import\"]")]),
    scene(Sample, "home", "").main(),
    scene(Sample, "customers", "customers").main(),
    scene(Sample, "customer", "customers").record().main(),
    scene(Sample, "duplicates", "duplicates"),
    scene(Sample, "ladder", "ladder").main(),
    scene(Sample, "sales", "sales").main(),
    scene(Sample, "retention", "retention").main(),
    scene(Sample, "feedback", "feedback").main(),
    scene(Sample, "journeys", "journeys").main(),
    scene(Sample, "journey", "journeys").record().main(),
    scene(Sample, "data", "data").main(),
    scene(Sample, "privacy", "privacy").main(),
    scene(Sample, "settings", "settings"),
    scene(Sample, "palette", "").with(&[Palette, See("[role=\"combobox\"]:focus"), Type("a")]),
    scene(Sample, "keys", "").with(&[Click("main h1"), Type("?"), See(".keys")]),
    scene(Sample, "add-customer", "customers").with(&[
        Press("add-customer"),
        Fill("name", LONG),
        Fill("phone", "12"),
        Press("save"),
    ]),
    scene(Sample, "edit-customer", "customers").record().with(&[Press("edit"), See("dialog form")]),
    scene(Sample, "add-purchase", "customers")
        .record()
        .with(&[Press("add-purchase"), Fill("amount", "123.456.789.012")]),
    scene(Sample, "add-consent", "customers")
        .record()
        .with(&[Press("add-consent"), See("dialog form")]),
    scene(Sample, "marketing-list", "customers")
        .with(&[Press("marketing-list"), See("dialog form")]),
    scene(Sample, "chosen", "customers")
        .with(&[Click(".data-head .data-pick input"), See(".data-bar")]),
    scene(Sample, "nothing-found", "customers?q=zzzz"),
    scene(Sample, "active-window", "retention").with(&[Press("edit"), See("dialog form")]),
    scene(Sample, "own-period", "retention")
        .with(&[Choose("period", "own"), See("[name=\"first\"]")]),
    scene(Sample, "add-feedback", "feedback").with(&[Press("add-feedback"), Press("save")]),
    scene(Sample, "add-persona", "journeys").with(&[Press("add-persona"), Press("save")]),
    scene(Sample, "add-touchpoint", "journeys")
        .record()
        .with(&[Press("add-touchpoint"), See("dialog form")]),
    scene(Sample, "record-request", "privacy").with(&[Press("record-request"), Press("save")]),
    scene(Sample, "export-lost", "retention").with(&[Press("export-lost"), See("dialog form")]),
    scene(Sample, "explained", "").with(&[Click(".figure-explain"), See("dialog")]),
    scene(Team, "share-part", "data").with(&[Press("share-part"), See("[data-share]")]),
    scene(Team, "protect", "data").with(&[Press("protect"), Fill("passphrase", "kopi")]),
    scene(Sample, "delete-everything", "settings")
        .with(&[Press("delete-everything"), Fill("confirmation", "no")]),
    scene(Team, "home", ""),
    scene(Team, "duplicates", "duplicates").with(&[See("[data-action=\"merge-duplicates\"]")]),
    scene(Team, "merge", "data")
        .with(&[Bring("workspace", CHANGED), See("[data-merge=\"ready\"]")]),
    scene(Team, "refused-merge", "data")
        .with(&[Bring("workspace", CUT), See("[data-merge=\"refused\"]")]),
    scene(Team, "locked", "data")
        .with(&[Bring("workspace", LOCKED), See("[data-action=\"unlock\"]")]),
    scene(Team, "replace", "data")
        .with(&[Bring("replace", CHANGED), See("[data-action=\"confirm-replace\"]")]),
    scene(Lost, "recovery", "").with(&[See("main.trouble")]),
    scene(Lost, "safe", "?safe").with(&[See("main")]),
    scene(Large, "home", ""),
    scene(Large, "customers", "customers"),
    scene(Large, "customer", "customers").record(),
    scene(Large, "found", "customers?q=sari"),
    scene(Large, "ladder", "ladder"),
    scene(Large, "sales", "sales"),
    scene(Large, "retention", "retention"),
    scene(Large, "data", "data"),
    scene(Large, "palette", "").with(&[Palette, See("[role=\"combobox\"]:focus"), Type("sa")]),
];
