//! Reads the palette from style/tokens.css and checks that text can be read on
//! its ground and that marks can be told from theirs, in light and in dark.
//!
//! Contrast is that of WCAG 2.2: (L1 + 0.05) ÷ (L2 + 0.05) of relative
//! luminances, 4.5 for text, 3 for marks and edges.

#[path = "contrast/colour_vision.rs"]
mod colour_vision;
#[path = "contrast/tokens.rs"]
mod tokens;

use tangga_engine::charts::Token;
use tokens::{Palette, TOKENS, block, linear, palettes};

fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn contrast(palette: &Palette, one: &str, other: &str) -> f64 {
    let of = |name: &str| luminance(palette[name]) + 0.05;
    let (one, other) = (of(one), of(other));
    one.max(other) / one.min(other)
}

#[test]
fn text_can_be_read_on_every_ground() {
    let pairs = [
        ("ink", &["paper", "surface", "hover", "accent-soft", "negative-soft", "warning-soft"][..]),
        ("ink-2", &["paper", "surface", "hover", "accent-soft", "negative-soft", "warning-soft"]),
        ("accent", &["paper", "surface", "hover", "accent-soft"]),
        ("negative", &["paper", "surface", "hover", "negative-soft"]),
        ("warning", &["paper", "surface", "hover", "warning-soft"]),
        ("on-accent", &["accent", "accent-strong"]),
        ("on-negative", &["negative"]),
    ];
    for (theme, palette) in palettes() {
        for (text, grounds) in pairs {
            for ground in grounds {
                let ratio = contrast(&palette, text, ground);
                assert!(ratio >= 4.5, "{theme}: {text} on {ground} is {ratio:.2}");
            }
        }
    }
}

/// The shades of a matrix lie on the surface; the deepest is read from the stylesheet.
#[test]
fn numbers_can_be_read_on_the_deepest_shade() {
    let style = include_str!("../style/charts.css");
    let shade = style.split(".shade-6 { fill-opacity: ").nth(1).expect("a deepest shade");
    let share: f64 = shade.split(';').next().and_then(|s| s.parse().ok()).expect("a share");
    for (theme, palette) in palettes() {
        let mixed = |over: u8, under: u8| {
            (f64::from(over) * share + f64::from(under) * (1.0 - share)).round() as u8
        };
        let (over, under) = (palette["accent"], palette["surface"]);
        let ground = (mixed(over.0, under.0), mixed(over.1, under.1), mixed(over.2, under.2));
        let (ground, ink) = (luminance(ground) + 0.05, luminance(palette["ink"]) + 0.05);
        let ratio = ground.max(ink) / ground.min(ink);
        assert!(ratio >= 4.5, "{theme}: ink on the deepest shade is {ratio:.2}");
    }
}

#[test]
fn marks_and_edges_can_be_told_from_their_ground() {
    for (theme, palette) in palettes() {
        for (mark, ground) in [
            ("edge", "surface"),
            ("edge", "paper"),
            ("ink-3", "surface"),
            ("accent", "surface"),
            ("accent", "line"),
            ("negative", "surface"),
            ("warning", "surface"),
            ("rung-7", "surface"),
        ] {
            let ratio = contrast(&palette, mark, ground);
            assert!(ratio >= 3.0, "{theme}: {mark} on {ground} is {ratio:.2}");
        }
    }
}

/// Bug: in the dark the icons of the lower rungs were nearly as dark as their
/// ground. In light they have an edge.
#[test]
fn every_rung_can_be_told_from_a_dark_ground() {
    let [_, (_, dark)] = palettes();
    for rung in 1..=7 {
        let ratio = contrast(&dark, &format!("rung-{rung}"), "surface");
        assert!(ratio >= 3.0, "rung-{rung} on surface is {ratio:.2}");
    }
}

#[test]
fn the_rungs_rise_from_the_ground_step_by_step() {
    for (theme, palette) in palettes() {
        let away: Vec<f64> =
            (1..=7).map(|rung| contrast(&palette, &format!("rung-{rung}"), "surface")).collect();
        for pair in away.windows(2) {
            assert!(pair[1] >= pair[0] * 1.1, "{theme}: rungs rise too little: {away:.2?}");
        }
    }
}

#[test]
fn the_chosen_dark_is_the_devices_dark() {
    assert_eq!(
        block(":root[data-theme=\"dark\"]"),
        block(":root:not([data-theme=\"light\"])"),
        "the two dark palettes differ"
    );
}

#[test]
fn both_palettes_set_the_same_colours() {
    let [(_, light), (_, dark)] = palettes();
    let names = |palette: &Palette| palette.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&light), names(&dark));
}

/// Bug: printed from the dark theme, reds, ambers and rungs stayed as pale as the
/// dark screen needs them, and could hardly be seen on white.
#[test]
fn the_dark_palettes_are_for_screens_alone() {
    let dark = ["@media screen {", "@media screen and (prefers-color-scheme: dark) {"];
    let queries: Vec<&str> = TOKENS
        .match_indices("color-scheme: dark;")
        .filter_map(|(at, _)| TOKENS[..at].lines().rfind(|line| line.contains("@media")))
        .map(str::trim)
        .collect();
    assert_eq!(queries, [dark[1], dark[0]]);
}

/// Bug: the colours that a downloaded drawing is made of were those of an older
/// palette, so its reds and ambers were not the page's.
#[test]
fn a_downloaded_chart_has_the_pages_colours() {
    let [(_, light), _] = palettes();
    for token in Token::ALL {
        assert_eq!(token.rgb(), light[token.name()], "{}", token.name());
    }
}
