//! What the page shows: the rungs at two dates and who moved between them.

use crate::app::derived;
use crate::app::session::Session;
use crate::browser::measure::Span;
use crate::components::entry;
use std::sync::Arc;
use tangga_engine::analytics::ladder::{
    Movement, RungFigures, Transition, movement, rung_counts, transitions,
};
use tangga_engine::domain::{Day, Rung};

/// The two dates that are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dates {
    /// The earlier one.
    pub from: Day,
    /// The later one.
    pub to: Day,
}

impl Dates {
    /// The last three months of the data.
    pub fn usual() -> Dates {
        let to = derived::told_until();
        Dates { from: to.plus_months(-3), to }
    }

    /// Two dates as date fields hold them; `None` unless the first lies before
    /// the second, and the second not in the future, of which nothing is known.
    pub fn typed(from: &str, to: &str) -> Option<Dates> {
        let day = |text| entry::day(text).ok().flatten();
        let (from, to) = (day(from)?, day(to)?);
        (from < to && to <= Session.today()).then_some(Dates { from, to })
    }
}

/// The ladder at two dates.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// The dates.
    pub dates: Dates,
    /// The rungs at the later date, lowest first.
    pub now: Arc<Vec<RungFigures>>,
    /// How many stood on each rung at the earlier date.
    pub before: [u32; 7],
    /// How many moved.
    pub movement: Movement,
    /// What each customer row did.
    pub moved: Vec<Option<Transition>>,
}

impl Standing {
    /// The ladder at these dates.
    pub fn between(dates: Dates) -> Standing {
        // What is kept from a former drawing of the page is not computed again.
        let span = Span::begin("ladder.figures");
        let earlier = derived::placements_at(dates.from);
        let later = derived::placements_at(dates.to);
        let moved = transitions(
            &derived::purchase_days(),
            (dates.from, &earlier),
            (dates.to, &later),
            derived::active_window(),
        );
        let standing = Standing {
            dates,
            now: derived::rung_figures(dates.to),
            before: rung_counts(&earlier),
            movement: movement(&moved),
            moved,
        };
        span.end();
        standing
    }

    /// How many customers there are at the later date.
    pub fn customers(&self) -> u32 {
        self.now.iter().map(|rung| rung.count).sum()
    }

    /// Of those who reached the rung, the share that stands higher; `None` for
    /// the highest rung, where nobody stands, and where the next rung is not
    /// known.
    pub fn go_on(&self, at: usize) -> Option<f64> {
        let above: u32 = self.now.iter().skip(at + 1).map(|rung| rung.count).sum();
        let reached = above + self.now.get(at)?.count;
        let next = self.now.get(at + 1)?;
        // Where nobody stands nobody was seen to go on.
        (self.now.get(at)?.count > 0 && reached > 0 && self.open_for(next.rung) == 0)
            .then(|| f64::from(above) / f64::from(reached))
    }

    /// Customers who bought and might stand higher.
    pub fn buyers_open(&self) -> u32 {
        self.now.iter().filter(|rung| rung.rung >= Rung::FirstTime).map(|r| r.not_known).sum()
    }

    /// How many customers may stand on a rung of which nothing is known: one of
    /// the upper three that is empty while the evidence of some is missing.
    /// Zero for a rung whose count is known.
    pub fn open_for(&self, rung: Rung) -> u32 {
        let empty = self.now.iter().any(|own| own.rung == rung && own.count == 0);
        if rung >= Rung::Majority && empty { self.buyers_open() } else { 0 }
    }

    /// Customers who climbed away from a rung.
    pub fn climbed_from(&self, at: usize) -> u32 {
        self.movement.flow[at].iter().skip(at + 1).sum()
    }

    /// Customers who slipped from a rung.
    pub fn slipped_from(&self, at: usize) -> u32 {
        self.movement.flow[at].iter().take(at).sum()
    }
}
