//! The value ladder as a stair with a bar on each tread.
//!
//! The treads rise one step each: their height says only which rung is higher.
//! What is counted stands on the tread as a bar whose height, from the tread
//! up, is proportional to the value, with zero at the tread and one scale for
//! all rungs: `bar = value / largest value × tallest bar`. So a tall stair
//! never makes a small rung look large. A negative value (more returned than
//! sold) has no bar; its label says the amount. A value that is not known has
//! a dashed tread and no bar.
//!
//! On a phone the same stair lies on its side: one row a rung, the highest on
//! top, each row starting further to the right, bars growing to the right.

use super::canvas::Canvas;
use super::measure::{Anchor, Label, Rect, text_width, two_lines};
use super::{Chart, Frame, Token};

/// Below this width the rungs are drawn as rows.
const ROWS_BELOW: f64 = 560.0;
/// The tallest bar on a tread.
const TALLEST: f64 = 170.0;
/// How much higher each tread lies.
const STEP: f64 = 18.0;
/// The lowest tread's height; the transitions are written into it.
const FOUNDATION: f64 = 28.0;
/// How far each row of the phone layout starts to the right of the one below.
const INDENT: f64 = 9.0;

/// Whether a change is welcome, which gives its text a colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Change {
    /// Welcome.
    Better,
    /// Neither.
    #[default]
    Same,
    /// Unwelcome.
    Worse,
}

impl Change {
    fn ink(self) -> Token {
        match self {
            Change::Better => Token::Accent,
            Change::Same => Token::Ink2,
            Change::Worse => Token::Negative,
        }
    }
}

/// One rung with its texts.
#[derive(Clone, Debug, Default)]
pub struct Tread {
    /// What a click hands back.
    pub key: String,
    /// The rung's name.
    pub name: String,
    /// The chosen measure; nothing where it is not known.
    pub value: Option<f64>,
    /// The measure as text, or the words for "not known".
    pub main: String,
    /// The other measure as text; may be empty.
    pub detail: String,
    /// How the rung changed, as text; may be empty.
    pub change: String,
    /// Whether that change is welcome.
    pub direction: Change,
    /// The share that goes on to the next rung, as text; may be empty, and is
    /// not drawn for the highest rung.
    pub go_on: String,
    /// What the browser shows on hover; may be empty.
    pub tip: String,
}

/// Where a rung's parts stand.
#[derive(Clone, Debug, PartialEq)]
pub struct TreadLayout {
    /// The area that answers to a click.
    pub area: Rect,
    /// The bar, unless the value is not known, zero or negative.
    pub bar: Option<Rect>,
    /// The tread's surface.
    pub tread: Rect,
    /// Its texts.
    pub labels: Vec<Label>,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct StairLayout {
    /// The drawing's width.
    pub width: f64,
    /// The drawing's height.
    pub height: f64,
    /// The stair's outline.
    pub body: Vec<(f64, f64)>,
    /// The rungs, lowest first.
    pub treads: Vec<TreadLayout>,
    /// The texts between the rungs.
    pub go_on: Vec<Label>,
}

/// A bar's length for each rung.
fn lengths(treads: &[Tread], longest: f64) -> Vec<f64> {
    let amount = |tread: &Tread| tread.value.filter(|v| v.is_finite()).unwrap_or(0.0).max(0.0);
    let largest = treads.iter().map(amount).fold(0.0, f64::max);
    let length = |tread| if largest > 0.0 { amount(tread) / largest * longest } else { 0.0 };
    treads.iter().map(length).collect()
}

/// The largest font size up to `size` at which every text fits, but never less
/// than 11 px.
fn fitting<'a>(texts: impl Iterator<Item = &'a str>, room: f64, size: f64, bold: bool) -> f64 {
    let widest = texts.map(|text| text_width(text, 1.0, bold)).fold(0.0, f64::max);
    if widest > 0.0 { (room / widest).clamp(11.0, size) } else { size }
}

/// Places the stair for a width.
pub fn layout(treads: &[Tread], width: f64) -> StairLayout {
    if width < ROWS_BELOW { rows(treads, width) } else { columns(treads, width) }
}

fn columns(treads: &[Tread], width: f64) -> StairLayout {
    const LABELS: f64 = 42.0;
    const SIDE: f64 = 1.0;
    let count = treads.len().max(1) as f64;
    let column = (width - 2.0 * SIDE) / count;
    let text = column - 5.0;
    let lengths = lengths(treads, TALLEST);
    let top_of = |at: usize| FOUNDATION + STEP * at as f64;
    let tallest =
        lengths.iter().enumerate().map(|(at, h)| top_of(at) + h).fold(FOUNDATION, f64::max);
    let ground = 4.0 + LABELS + tallest;

    // One size for all rungs, as small as the longest text needs.
    let words = treads.iter().flat_map(|tread| tread.name.split(' '));
    let name_size = fitting(words, text, 13.0, true);
    let known = treads.iter().filter(|tread| tread.value.is_some());
    let main_size = fitting(known.map(|tread| tread.main.as_str()), text, 16.0, true);
    let detail_size = fitting(treads.iter().map(|tread| tread.detail.as_str()), text, 12.0, false);
    let names: Vec<_> = treads.iter().map(|t| two_lines(&t.name, text, name_size, true)).collect();
    let changes: Vec<_> = treads.iter().map(|t| two_lines(&t.change, text, 11.0, false)).collect();
    let name_lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let change_lines = changes.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let changes_from = ground + 8.0 + name_lines * 17.0 + 1.0;
    let height = (changes_from + change_lines * 15.0 + 2.0).ceil();

    let mut body = vec![(SIDE, ground)];
    let mut placed = Vec::with_capacity(treads.len());
    let mut go_on = Vec::new();
    for (at, tread) in treads.iter().enumerate() {
        let left = SIDE + column * at as f64;
        let middle = left + column / 2.0;
        let surface = ground - top_of(at);
        body.extend([(left, surface), (left + column, surface)]);
        let bar = (lengths[at] > 0.0).then(|| {
            let inset = (column * 0.16).min(20.0);
            Rect::new(left + inset, surface - lengths[at], column - 2.0 * inset, lengths[at])
        });
        let top = bar.map_or(surface, |bar| bar.y);
        let mut labels = Vec::new();
        let main = |y| {
            let label = Label::new(&tread.main, middle, y, 12.0).anchor(Anchor::Middle);
            if tread.value.is_some() {
                Label { size: main_size, ..label }.bold().ink(Token::Ink).within(text)
            } else {
                label.within(text)
            }
        };
        if tread.detail.is_empty() {
            labels.push(main(top - 14.0));
        } else {
            labels.push(main(top - 31.0));
            let detail = Label::new(&tread.detail, middle, top - 13.0, detail_size);
            labels.push(detail.anchor(Anchor::Middle).within(text));
        }
        for (line, name) in names[at].iter().enumerate() {
            let y = ground + 8.0 + 17.0 * (line as f64 + 0.5);
            let label = Label::new(name, middle, y, name_size).bold().ink(Token::Ink);
            labels.push(label.anchor(Anchor::Middle));
        }
        for (line, change) in changes[at].iter().enumerate() {
            let y = changes_from + 15.0 * (line as f64 + 0.5);
            let label = Label::new(change, middle, y, 11.0).ink(tread.direction.ink());
            labels.push(label.anchor(Anchor::Middle));
        }
        if at + 1 < treads.len() && !tread.go_on.is_empty() {
            let label = Label::new(&tread.go_on, left + column, ground - FOUNDATION / 2.0, 11.0);
            go_on.push(label.anchor(Anchor::Middle).within(text));
        }
        let upper = labels.iter().map(|label| label.rect().y).fold(top, f64::min).max(0.0);
        placed.push(TreadLayout {
            area: Rect::new(left, upper, column, height - upper),
            bar,
            tread: Rect::new(left, surface, column, 3.0),
            labels,
        });
    }
    body.push((SIDE + column * count, ground));
    StairLayout { width, height, body, treads: placed, go_on }
}

fn rows(treads: &[Tread], width: f64) -> StairLayout {
    const NAME: f64 = 20.0;
    const BAR: f64 = 14.0;
    const TEXTS: f64 = 19.0;
    const BETWEEN: f64 = 20.0;
    let count = treads.len();
    let between = if treads.iter().any(|tread| !tread.go_on.is_empty()) { BETWEEN } else { 8.0 };
    let texts = treads.iter().any(|tread| !tread.change.is_empty() || !tread.detail.is_empty());
    let row = NAME + BAR + if texts { TEXTS } else { 4.0 };
    let height = (row + between) * count.max(1) as f64 - between + 4.0;
    // A stair of many rungs rises less, so that the highest keeps most of the width.
    let indent = INDENT.min(width / 4.0 / count.max(1) as f64);
    let start_of = |at: usize| 2.0 + indent * at as f64;
    let longest = width - start_of(count.max(1) - 1) - 10.0;
    let lengths = lengths(treads, longest);

    let mut body = Vec::new();
    let mut placed = Vec::with_capacity(count);
    let mut go_on = Vec::new();
    for (at, tread) in treads.iter().enumerate() {
        let left = start_of(at);
        let text = left + 8.0;
        let right = width - 2.0;
        let top = 2.0 + (row + between) * (count - 1 - at) as f64;
        let bar = Rect::new(text, top + NAME, lengths[at], BAR);
        body.extend([(left, top + row), (left, top)]);
        if at + 1 < count {
            let riser = top - between / 2.0;
            body.extend([(left, riser), (start_of(at + 1), riser)]);
        }
        let mut main = Label::new(&tread.main, right, top + NAME / 2.0, 14.0).anchor(Anchor::End);
        if tread.value.is_some() {
            main = main.bold().ink(Token::Ink);
        } else {
            main.size = 12.0;
        }
        let main = main.within((right - text) * 0.5);
        let name = Label::new(&tread.name, text, top + NAME / 2.0, 13.0).bold().ink(Token::Ink);
        let name = name.within(right - main.width() - 10.0 - text);
        let y = top + NAME + BAR + TEXTS / 2.0 + 0.5;
        let detail = Label::new(&tread.detail, right, y, 12.0).anchor(Anchor::End);
        let detail = detail.within((right - text) * 0.5);
        let room = right - detail.width() - 10.0 - text;
        let change = Label::new(&tread.change, text, y, 11.0).ink(tread.direction.ink());
        let labels = [name, main, change.within(room), detail];
        placed.push(TreadLayout {
            area: Rect::new(left, top, width - left, row),
            bar: (lengths[at] > 0.0).then_some(bar),
            tread: Rect::new(left - 1.5, top, 3.0, row),
            labels: labels.into_iter().filter(|label| !label.text.is_empty()).collect(),
        });
        if at + 1 < count && !tread.go_on.is_empty() {
            let next = start_of(at + 1) + 8.0;
            let label = Label::new(&tread.go_on, next, top - between / 2.0, 11.0);
            go_on.push(label.within(right - next));
        }
    }
    StairLayout { width, height, body, treads: placed, go_on }
}

/// Draws the value ladder, lowest rung first in `treads`.
pub fn draw(frame: &Frame<'_>, treads: &[Tread]) -> Chart {
    let StairLayout { width, height, body, treads: placed, go_on } =
        layout(treads, frame.drawn_width());
    let standing = width >= ROWS_BELOW;
    let mut canvas = Canvas::new(width, height);
    if standing {
        canvas.polygon(&body, Token::Paper);
    }
    canvas.line(&body, Token::Line, 1);
    for (at, (tread, place)) in treads.iter().zip(&placed).enumerate() {
        // The colours run from sand to green over the rungs that there are.
        let colour = Token::rung(at * 6 / treads.len().saturating_sub(1).max(1));
        canvas.mark(&tread.key, &tread.tip, |canvas| {
            canvas.hit(place.area);
            if let Some(bar) = place.bar {
                canvas.rounded(bar, 2.0, colour, colour.outline(), "");
            }
            if tread.value.is_some() {
                canvas.rect(place.tread, colour);
            } else {
                let Rect { x, y, w, h } = place.tread;
                let (from, to) = if standing {
                    ((x, y + 1.0), (x + w, y + 1.0))
                } else {
                    ((x + w / 2.0, y), (x + w / 2.0, y + h))
                };
                canvas.group("dashed", |canvas| canvas.line(&[from, to], Token::Ink3, 2));
            }
            for label in &place.labels {
                canvas.text(label);
            }
        });
    }
    for label in &go_on {
        canvas.text(label);
    }
    canvas.finish(frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;
    use proptest::prelude::*;

    fn coffee_roaster() -> Vec<Tread> {
        let rung =
            |key: &str, name: &str, value, main: &str, detail: &str, change: &str, go: &str| {
                Tread {
                    key: key.into(),
                    name: name.into(),
                    value,
                    main: main.into(),
                    detail: detail.into(),
                    change: change.into(),
                    direction: if change.starts_with('−') {
                        Change::Worse
                    } else {
                        Change::Better
                    },
                    go_on: go.into(),
                    tip: String::new(),
                }
            };
        vec![
            rung("suspect", "Suspect", Some(1240.0), "1,240", "", "+86 this quarter", "33 % go on"),
            rung("prospect", "Prospect", Some(412.0), "412", "", "+31 this quarter", "29 % go on"),
            rung(
                "first_time",
                "First-time",
                Some(118.0),
                "118",
                "Rp 145 rb",
                "+22 this quarter",
                "81 % go on",
            ),
            rung(
                "repeat",
                "Repeat",
                Some(96.0),
                "96",
                "Rp 1,1 jt",
                "+9 this quarter",
                "56 % go on",
            ),
            rung(
                "majority",
                "Majority",
                Some(54.0),
                "54",
                "Rp 3,9 jt",
                "+4 this quarter",
                "57 % go on",
            ),
            rung("loyal", "Loyal", Some(31.0), "31", "Rp 7,2 jt", "−2 this quarter", ""),
            rung("advocate", "Advocate", None, "not known", "", "", ""),
        ]
    }

    fn drawing(width: f64) -> Chart {
        let frame = Frame {
            id: "ladder",
            title: "35 customers climbed a rung this quarter",
            description: "Customers on each rung of the value ladder.",
            width,
        };
        draw(&frame, &coffee_roaster())
    }

    #[test]
    fn the_ladder_looks_as_agreed_on_a_screen() {
        expect_file!["golden/stair-720.svg"].assert_eq(&drawing(720.0).svg);
    }

    #[test]
    fn the_ladder_looks_as_agreed_on_a_phone() {
        expect_file!["golden/stair-328.svg"].assert_eq(&drawing(328.0).svg);
    }

    #[test]
    fn an_empty_ladder_is_still_a_drawing() {
        let frame = Frame { id: "e", title: "", description: "", width: 720.0 };
        assert!(draw(&frame, &[]).svg.contains("</svg>"));
        let frame = Frame { width: f64::NAN, ..frame };
        assert!(draw(&frame, &[]).svg.contains("</svg>"));
    }

    #[test]
    fn the_highest_of_many_rungs_keeps_its_bar_on_a_phone() {
        // Bug: on a phone each row began further to the right without end, so
        // the rows of a long ladder began outside the drawing and had no bars.
        let treads = vec![Tread { value: Some(1.0), ..Tread::default() }; 40];
        let placed = layout(&treads, 280.0);
        for tread in &placed.treads {
            let bar = tread.bar.expect("a known value has a bar");
            assert!(bar.w > 140.0 && bar.inside(placed.width, placed.height), "{bar:?}");
        }
    }

    fn any_tread() -> impl Strategy<Value = Tread> {
        let name = prop_oneof![
            Just("Advocate".to_owned()),
            Just("Mayoritas belanja".to_owned()),
            Just("Pelanggan perdana yang baru sekali berbelanja".to_owned()),
            "\\PC{0,30}",
        ];
        let value = prop::option::of(prop_oneof![
            Just(0.0),
            Just(-5.0),
            Just(f64::NAN),
            0.0..2000.0f64,
            0.0..1e15f64,
        ]);
        let short = "[0-9]{0,3}|Rp [0-9]{1,9},[0-9] miliar";
        (name, value, short, short, "\\PC{0,24}", "\\PC{0,20}").prop_map(
            |(name, value, main, detail, change, go_on)| Tread {
                name,
                value,
                main,
                detail,
                change,
                go_on,
                ..Tread::default()
            },
        )
    }

    proptest! {
        #[test]
        fn heights_are_proportional_and_no_text_overlaps(
            treads in prop::collection::vec(any_tread(), 1..8),
            width in 240.0..1400.0f64,
        ) {
            let placed = layout(&treads, width);
            let standing = width >= ROWS_BELOW;
            let length = |at: usize| {
                placed.treads[at].bar.map_or(0.0, |bar| if standing { bar.h } else { bar.w })
            };
            let value = |at: usize| {
                treads[at].value.filter(|value| value.is_finite()).unwrap_or(0.0).max(0.0)
            };
            for a in 0..treads.len() {
                for b in 0..treads.len() {
                    let left = length(a) * value(b);
                    let right = length(b) * value(a);
                    prop_assert!((left - right).abs() <= 1e-9 * left.abs().max(right.abs()));
                }
            }
            let labels: Vec<Rect> = placed
                .treads
                .iter()
                .flat_map(|tread| &tread.labels)
                .chain(&placed.go_on)
                .map(Label::rect)
                .collect();
            for (at, label) in labels.iter().enumerate() {
                prop_assert!(label.inside(placed.width, placed.height), "{label:?}");
                for other in &labels[at + 1..] {
                    prop_assert!(!label.overlaps(other), "{label:?} {other:?}");
                }
            }
            let bars: Vec<Rect> = placed.treads.iter().filter_map(|tread| tread.bar).collect();
            for bar in &bars {
                prop_assert!(bar.inside(placed.width, placed.height));
                prop_assert!(labels.iter().all(|label| !label.overlaps(bar)));
            }
        }
    }
}
