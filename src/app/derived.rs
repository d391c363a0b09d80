//! What pages derive from the workspace by scans over all of it: purchase days,
//! rungs, segments, rates, what needs attention; and the parameters that the
//! settings hold.
//!
//! Each is worked out when first asked for and kept until the workspace or the
//! day changes, so that pages share it. Every function here subscribes its
//! reader to the workspace, like [`Session::read`]; call them inside memos.
//! Rows are customer rows and good until the workspace changes.

use super::session::Session;
use crate::browser::measure::Span;
use std::cell::RefCell;
use std::sync::Arc;
use tangga_engine::analytics::attention::{self, Attention};
use tangga_engine::analytics::base::{self, BaseFigures};
use tangga_engine::analytics::cohorts::{self, Cohort};
use tangga_engine::analytics::ladder::{
    self, CustomerEvidence, LadderRules, Placement, RungFigures, latest_scores,
};
use tangga_engine::analytics::nps;
use tangga_engine::analytics::purchase_days::PurchaseDays;
use tangga_engine::analytics::retention::{self, ActiveRule, LostCustomer, Retention, TrendPoint};
use tangga_engine::analytics::sales_over_time::{self as over_time, Step};
use tangga_engine::analytics::silence::longest_silence;
use tangga_engine::domain::schema::{customer, interaction};
use tangga_engine::domain::{Collection, Day, Direction, FieldId, NO_ROW, Period, Rung, Setting};
use tangga_engine::workspace::doubles::{self, Group};
use tangga_engine::workspace::{Column, Workspace};

/// Days that a purchase keeps a customer active, unless the settings say
/// otherwise.
pub const ACTIVE_WINDOW: i32 = 365;

/// Days without an answer after which the answers are of the past, and their figures
/// are told up to the last one instead of today.
const STILL_ANSWERED: i32 = 31;

/// What is recorded about each customer besides purchases: the owner of the
/// slices in [`CustomerEvidence`].
#[derive(Debug)]
pub struct Evidence {
    live: Vec<bool>,
    known_since: Vec<i32>,
    qualified: Vec<Option<bool>>,
    share_of_wallet: Vec<i64>,
    prefers_us: Vec<Option<bool>>,
    referrals: Vec<i64>,
    pinned_rung: Vec<Option<Rung>>,
}

impl Evidence {
    fn gather(workspace: &Workspace) -> Evidence {
        let table = workspace.customers();
        let truths = |field: FieldId| match table.column(field) {
            Column::Truth(truths) => truths.iter().map(|t| (*t < 2).then_some(*t == 1)).collect(),
            _ => vec![None; table.len()],
        };
        let (words, codes) = table.labels(customer::PINNED_RUNG);
        let rungs: Vec<Option<Rung>> = words.iter().map(|word| Rung::from_code(word)).collect();
        let pinned = |code: &u32| rungs.get(*code as usize).copied().flatten();
        Evidence {
            live: workspace.customers_alive(),
            known_since: table.dates(customer::KNOWN_SINCE).to_vec(),
            qualified: truths(customer::QUALIFIED),
            share_of_wallet: table.integers(customer::SHARE_OF_WALLET).to_vec(),
            prefers_us: truths(customer::PREFERS_US),
            referrals: table.integers(customer::REFERRALS).to_vec(),
            pinned_rung: codes.iter().map(pinned).collect(),
        }
    }

    /// Which customers are not deleted.
    pub fn live(&self) -> &[bool] {
        &self.live
    }

    fn with_scores<'a>(&'a self, latest_score: &'a [i64]) -> CustomerEvidence<'a> {
        CustomerEvidence {
            live: &self.live,
            known_since: &self.known_since,
            qualified: &self.qualified,
            share_of_wallet: &self.share_of_wallet,
            prefers_us: &self.prefers_us,
            referrals: &self.referrals,
            pinned_rung: &self.pinned_rung,
            latest_score,
        }
    }
}

/// The segments that customers are in.
#[derive(Debug)]
pub struct Segments {
    /// Their names, in alphabetical order; none without a customer.
    pub names: Vec<String>,
    /// For each customer row its segment's place in `names`, or [`NO_ROW`].
    pub of: Vec<u32>,
}

impl Segments {
    fn gather(workspace: &Workspace) -> Segments {
        let (words, codes) = workspace.labels(Collection::Customer, customer::SEGMENT);
        let mut used = vec![false; words.len()];
        for row in workspace.alive_rows(Collection::Customer) {
            if let Some(used) = used.get_mut(codes[row as usize] as usize) {
                *used = true;
            }
        }
        let mut order: Vec<usize> = (0..words.len()).filter(|code| used[*code]).collect();
        order.sort_by_cached_key(|code| words[*code].to_lowercase());
        let mut places = vec![NO_ROW; words.len()];
        for (place, code) in (0..).zip(&order) {
            places[*code] = place;
        }
        Segments {
            names: order.iter().map(|code| words[*code].to_string()).collect(),
            of: codes.iter().map(|c| places.get(*c as usize).copied().unwrap_or(NO_ROW)).collect(),
        }
    }
}

/// Each customer row's placement.
pub type Placements = Vec<Option<Placement>>;

/// What is kept, and of which state of the workspace.
#[derive(Default)]
struct Kept {
    state: Option<(u64, Day)>,
    days: Option<Arc<PurchaseDays>>,
    evidence: Option<Arc<Evidence>>,
    segments: Option<Arc<Segments>>,
    scores: Option<Arc<Vec<i64>>>,
    placements: Option<Arc<Placements>>,
    spans: Option<Arc<Spans>>,
    attention: Option<Arc<Vec<Attention>>>,
    bases: By<Option<Period>, BaseFigures>,
    placements_at: By<Day, Placements>,
    rungs: By<Day, Vec<RungFigures>>,
    retention: By<ActiveRule, Retention>,
    trend: By<(i32, Vec<Period>), Vec<TrendPoint>>,
    cohorts: By<(i32, usize), Vec<Cohort>>,
    doubles: Option<Arc<Vec<Group>>>,
    sales: By<(i32, usize), Vec<Step>>,
}

/// Values by what they were asked for, the latest last.
type By<K, T> = Vec<(K, Arc<T>)>;

/// How many values of one kind are kept: periods are chosen at will, and a
/// placement of each customer takes room.
const KEPT_AT_MOST: usize = 8;

/// The first and last days of what is recorded.
struct Spans {
    purchases: Option<Period>,
    /// The last day on which somebody bought or became known.
    customers: Option<Day>,
    answers: Option<Day>,
    /// How many days without a purchase are nothing unusual.
    silence: i32,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// The kept value, made anew if the workspace or the day has changed. `make`
/// may ask for others of these values: nothing is borrowed while it runs.
fn kept<T>(place: fn(&mut Kept) -> &mut Option<Arc<T>>, make: fn(&Workspace) -> T) -> Arc<T> {
    with_kept(|kept| place(kept).clone()).unwrap_or_else(|| {
        let made = Arc::new(Session.peek(make));
        with_kept(|kept| *place(kept) = Some(Arc::clone(&made)));
        made
    })
}

/// What anything derived holds for: this state of the workspace, on this day.
/// Subscribes the reader.
pub(super) fn state() -> (u64, Day) {
    (Session.version(), Session.today())
}

/// What is kept of the workspace as it is now; subscribes the reader.
fn with_kept<R>(ask: impl FnOnce(&mut Kept) -> R) -> R {
    let state = state();
    KEPT.with_borrow_mut(|kept| {
        if kept.state != Some(state) {
            *kept = Kept { state: Some(state), ..Kept::default() };
        }
        ask(kept)
    })
}

/// The value that is kept for this key, made anew if it is not there.
fn kept_by<K: PartialEq, T>(
    place: fn(&mut Kept) -> &mut By<K, T>,
    key: K,
    make: impl FnOnce(&K) -> T,
) -> Arc<T> {
    let found = with_kept(|kept| {
        let known = place(kept).iter().find(|(known, _)| *known == key);
        known.map(|(_, value)| Arc::clone(value))
    });
    found.unwrap_or_else(|| {
        let made = Arc::new(make(&key));
        with_kept(|kept| {
            let values = place(kept);
            let excess = (values.len() + 1).saturating_sub(KEPT_AT_MOST);
            values.drain(..excess);
            values.push((key, Arc::clone(&made)));
        });
        made
    })
}

/// The days on which each customer bought.
pub fn purchase_days() -> Arc<PurchaseDays> {
    kept(
        |kept| &mut kept.days,
        |workspace| {
            let customers = workspace.customers().len();
            PurchaseDays::collect(workspace.purchases(), customers)
        },
    )
}

/// What is recorded about each customer besides purchases.
pub fn evidence() -> Arc<Evidence> {
    kept(|kept| &mut kept.evidence, Evidence::gather)
}

/// The segments that customers are in.
pub fn segments() -> Arc<Segments> {
    kept(|kept| &mut kept.segments, Segments::gather)
}

/// Each customer's latest likely-to-recommend score, `NO_AMOUNT` where there
/// is none.
pub fn scores() -> Arc<Vec<i64>> {
    kept(|kept| &mut kept.scores, |workspace| scores_at(workspace, Session.today()))
}

fn scores_at(workspace: &Workspace, day: Day) -> Vec<i64> {
    let customers = workspace.customers().len();
    latest_scores(workspace.feedback(), customers, day)
}

/// Where each customer stands now: on the day of [`told_until`], by all answers
/// up to today.
pub fn placements() -> Arc<Placements> {
    kept(|kept| &mut kept.placements, |_| place(told_until(), &scores()))
}

/// Where each customer stood at the end of a day.
pub fn placements_at(day: Day) -> Arc<Placements> {
    if day == told_until() {
        return placements();
    }
    kept_by(
        |kept| &mut kept.placements_at,
        day,
        |day| place(*day, &Session.peek(|workspace| scores_at(workspace, *day))),
    )
}

fn place(day: Day, scores: &[i64]) -> Placements {
    let (days, evidence) = (purchase_days(), evidence());
    ladder::place(&days, &evidence.with_scores(scores), &ladder_rules(), day)
}

/// The seven rungs at the end of a day, lowest first, with all known sales up to
/// and including it.
pub fn rung_figures(day: Day) -> Arc<Vec<RungFigures>> {
    kept_by(
        |kept| &mut kept.rungs,
        day,
        |day| {
            let placements = placements_at(*day);
            let so_far = Period { first: Day::MIN, last: *day };
            Session.peek(|w| ladder::rung_figures(&placements, w.purchases(), so_far))
        },
    )
}

/// The base in a few figures, in a period or of all time.
pub fn base_figures(period: Option<Period>) -> Arc<BaseFigures> {
    kept_by(
        |kept| &mut kept.bases,
        period,
        |period| {
            let evidence = evidence();
            Session.peek(|w| base::base_figures(w.purchases(), evidence.live(), *period))
        },
    )
}

/// The three rates of a period, measured under the name `retention.figures`.
pub fn retention(rule: ActiveRule) -> Arc<Retention> {
    kept_by(
        |kept| &mut kept.retention,
        rule,
        |rule| {
            let evidence = evidence();
            let span = Span::begin("retention.figures");
            let rates = Session.peek(|w| retention::measure(w.purchases(), evidence.live(), *rule));
            span.end();
            rates
        },
    )
}

/// Those who left in a period, dearest first.
pub fn lost_customers(rule: ActiveRule) -> Arc<Vec<LostCustomer>> {
    let evidence = evidence();
    let live = evidence.live();
    Arc::new(Session.peek(|workspace| {
        let trade = retention::customer_trade(workspace.purchases(), live.len(), rule);
        retention::lost_customers(&trade, live)
    }))
}

/// Retention in each of several periods, with one window.
pub fn retention_trend(window: i32, periods: Vec<Period>) -> Arc<Vec<TrendPoint>> {
    kept_by(
        |kept| &mut kept.trend,
        (window, periods),
        |(window, periods)| {
            let evidence = evidence();
            Session.peek(|w| retention::trend(w.purchases(), evidence.live(), *window, periods))
        },
    )
}

/// What was sold in each of the newest steps of so many months, at most `count`, up to
/// the day of [`bought_until`].
pub fn sales_over_time(months: i32, count: usize) -> Arc<Vec<Step>> {
    kept_by(
        |kept| &mut kept.sales,
        (months, count),
        |(months, count)| {
            let (days, evidence) = (purchase_days(), evidence());
            let until = bought_until();
            let live = evidence.live();
            Session.peek(|w| {
                over_time::sales_over_time(w.purchases(), &days, live, *months, until, *count)
            })
        },
    )
}

/// The customers who may be one person, held twice, measured under the name
/// `customers.doubles`.
pub fn doubles() -> Arc<Vec<Group>> {
    kept(
        |kept| &mut kept.doubles,
        |workspace| {
            let span = Span::begin("customers.doubles");
            let found = doubles::doubles(workspace);
            span.end();
            found
        },
    )
}

/// The newest cohorts, at most `count`, by steps of so many months, measured under the
/// name `retention.cohorts`.
pub fn cohorts(months: i32, count: usize) -> Arc<Vec<Cohort>> {
    kept_by(
        |kept| &mut kept.cohorts,
        (months, count),
        |(months, count)| {
            let evidence = evidence();
            let until = bought_until();
            let span = Span::begin("retention.cohorts");
            let cohorts = Session.peek(|workspace| {
                cohorts::cohorts(workspace.purchases(), evidence.live(), *months, until, *count)
            });
            span.end();
            cohorts
        },
    )
}

/// Everything that needs attention today, most valuable first.
pub fn attention() -> Arc<Vec<Attention>> {
    kept(
        |kept| &mut kept.attention,
        |workspace| {
            let (days, evidence) = (purchase_days(), evidence());
            attention::attention(
                workspace.purchases(),
                &days,
                workspace.feedback(),
                &last_outbound(workspace),
                evidence.live(),
                Session.today(),
            )
        },
    )
}

/// The day of each customer's last contact that the firm began.
fn last_outbound(workspace: &Workspace) -> Vec<i32> {
    let mut last = vec![i32::MIN; workspace.customers().len()];
    let (words, codes) = workspace.labels(Collection::Interaction, interaction::DIRECTION);
    let outbound = words.iter().position(|word| &**word == Direction::Outbound.code());
    let (about, days, counts) = workspace.interactions();
    for (row, customer) in about.iter().enumerate() {
        let ours = outbound.is_some_and(|code| codes[row] == code as u32);
        if let (true, true, Some(last)) = (ours, counts[row], last.get_mut(*customer as usize)) {
            *last = days[row].max(*last);
        }
    }
    last
}

/// The ladder's thresholds, from the settings.
pub fn ladder_rules() -> LadderRules {
    rules_of(&Session.settings())
}

/// The ladder's thresholds that settings hold, with the usual one where they
/// hold none.
pub fn rules_of(settings: &Setting) -> LadderRules {
    let usual = LadderRules::default();
    let count =
        |own: Option<i64>, usual: u32| own.and_then(|own| u32::try_from(own).ok()).unwrap_or(usual);
    LadderRules {
        repeat_purchases: count(settings.repeat_purchases, usual.repeat_purchases),
        majority_share: settings.majority_share.unwrap_or(usual.majority_share),
        loyal_purchases: count(settings.loyal_purchases, usual.loyal_purchases),
        loyal_window: settings
            .loyal_window
            .and_then(|days| i32::try_from(days).ok())
            .unwrap_or(usual.loyal_window),
        advocate_referrals: settings.advocate_referrals.unwrap_or(usual.advocate_referrals),
        advocate_score: settings.advocate_score.unwrap_or(usual.advocate_score),
    }
}

/// Days that a purchase keeps a customer active.
pub fn active_window() -> i32 {
    let own = Session.settings().active_window.and_then(|days| i32::try_from(days).ok());
    own.filter(|days| *days > 0).unwrap_or(ACTIVE_WINDOW)
}

/// The financial year's first month, 1–12.
pub fn year_start() -> i8 {
    Session.settings().year_start.unwrap_or(1).clamp(1, 12) as i8
}

fn spans() -> Arc<Spans> {
    kept(
        |kept| &mut kept.spans,
        |workspace| {
            let today = Session.today();
            // A day that is not known lies below the calendar.
            let recorded = |day: &i32| *day >= Day::MIN.0 && *day <= today.0;
            let latest = |days: &[i32], counts: &[bool]| {
                let days = days.iter().zip(counts).filter(|(_, counts)| **counts);
                days.map(|(day, _)| *day).filter(recorded).max()
            };
            let purchases = workspace.purchases();
            let last = latest(purchases.day, purchases.counts);
            let first = purchases.day.iter().zip(purchases.counts).filter(|(_, counts)| **counts);
            let first = first.map(|(day, _)| *day).filter(recorded).min();
            let feedback = workspace.feedback();
            let known = workspace.customers().dates(customer::KNOWN_SINCE);
            let known = latest(known, &workspace.customers_alive());
            Spans {
                purchases: first
                    .zip(last)
                    .map(|(first, last)| Period { first: Day(first), last: Day(last) }),
                customers: last.max(known).map(Day),
                answers: latest(feedback.day, feedback.counts).map(Day),
                silence: longest_silence(purchases, Day(last.unwrap_or(today.0))),
            }
        },
    )
}

/// Today while data keep coming, else the given last day.
fn until(last: Day, silence: i32) -> Day {
    let today = Session.today();
    if today.0 - last.0 <= silence { today } else { last }
}

/// The day up to which customers are told: today, or the last day on which
/// somebody bought or became known if that is longer ago than is usual here. Figures of
/// old data up to today would say that everybody has left. Feedback does not
/// count: an answer recorded today makes old purchases no younger.
pub fn told_until() -> Day {
    let spans = spans();
    spans.customers.map_or_else(|| Session.today(), |last| until(last, spans.silence))
}

/// The day up to which feedback is told: today, or the last answer if that is
/// more than a month ago.
pub fn answered_until() -> Day {
    spans().answers.map_or_else(|| Session.today(), |last| until(last, STILL_ANSWERED))
}

/// The days of the first and the last purchase up to today.
pub fn purchase_span() -> Option<Period> {
    spans().purchases
}

/// The day up to which purchases are told: today, or the last purchase if that
/// is longer ago than is usual here; without purchases as [`told_until`].
pub fn bought_until() -> Day {
    let spans = spans();
    spans.purchases.map_or_else(told_until, |span| until(span.last, spans.silence))
}

/// The twelve months up to and including a day.
pub fn twelve_months_to(last: Day) -> Period {
    Period { first: last.plus_days(1).plus_months(-12), last }
}

/// The period that the net promoter score is told for until another is chosen:
/// the last twelve months, or all time if nobody answered in these.
pub fn feedback_period() -> Period {
    let year = twelve_months_to(answered_until());
    if Session.read(|workspace| nps::count(workspace.feedback(), year).n() > 0) {
        year
    } else {
        Period { first: Day::MIN, last: answered_until() }
    }
}

/// The last financial year that is over by a day.
pub fn full_year_before(day: Day, year_start: i8) -> Period {
    let year = Period::financial_year(day, year_start);
    if year.last <= day {
        return year;
    }
    Period::financial_year(year.first.plus_days(-1), year_start)
}

/// The period that retention is told for until another is chosen: the last full
/// financial year, if purchases reach back over the whole window before it;
/// else the twelve months up to the last purchases. `None` without purchases.
pub fn retention_period() -> Option<Period> {
    let (span, until) = (purchase_span()?, bought_until());
    let year = full_year_before(until, year_start());
    let rule = ActiveRule { period: year, window: active_window() };
    let is_covered = rule.is_covered(span.first);
    Some(if is_covered { year } else { twelve_months_to(until) })
}
