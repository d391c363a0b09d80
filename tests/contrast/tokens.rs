//! Reads the palettes from style/tokens.css.

use std::collections::BTreeMap;

pub const TOKENS: &str = include_str!("../../style/tokens.css");

pub type Palette = BTreeMap<String, (u8, u8, u8)>;

/// The colours that the block after `selector` sets.
pub fn block(selector: &str) -> Palette {
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

/// A channel's share of light: sRGB's transfer curve undone.
pub fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

/// The light palette and the chosen dark one.
pub fn palettes() -> [(&'static str, Palette); 2] {
    [("light", block(":root {")), ("dark", block(":root[data-theme=\"dark\"]"))]
}
