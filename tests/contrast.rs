//! Reads the palette from style/tokens.css and checks that text can be read on
//! its ground and that marks can be told from theirs, in light and in dark.
//!
//! Contrast is that of WCAG 2.2: (L1 + 0.05) ÷ (L2 + 0.05) of relative
//! luminances, 4.5 for text, 3 for marks and edges.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../style/tokens.css");

type Palette = BTreeMap<String, (u8, u8, u8)>;

/// The colours that the block after `selector` sets.
fn block(selector: &str) -> Palette {
    let start = TOKENS.find(selector).unwrap_or_else(|| panic!("no {selector} in tokens.css"));
    let open = start + TOKENS[start..].find('{').expect("a selector has a block");
    let end = open + TOKENS[open..].find('}').expect("a block ends");
    TOKENS[open + 1..end]
        .split(';')
        .filter_map(|line| {
            let (name, value) = line.trim().rsplit_once(':')?;
            let name = name.rsplit_once("--").map_or(name, |(_, name)| name);
            Some((name.to_owned(), hex(value.trim())?))
        })
        .collect()
}

fn hex(value: &str) -> Option<(u8, u8, u8)> {
    let digits = value.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some((part(0)?, part(2)?, part(4)?))
}

fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn contrast(palette: &Palette, one: &str, other: &str) -> f64 {
    let of = |name: &str| luminance(palette[name]) + 0.05;
    let (one, other) = (of(one), of(other));
    one.max(other) / one.min(other)
}

fn palettes() -> [(&'static str, Palette); 2] {
    [("light", block(":root {")), ("dark", block(":root[data-theme=\"dark\"]"))]
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
