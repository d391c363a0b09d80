//! Simulates the three kinds of colour blindness and checks that colours which
//! carry meaning side by side in one chart can still be told apart.
//!
//! Simulation: the matrices for severity 1.0 of Machado, Oliveira and Fernandes,
//! "A Physiologically-based Model for Simulation of Color Vision Deficiency",
//! IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, laid on
//! linear sRGB. Distance: Euclidean in OKLab (Ottosson, 2020), where about 0.02 is
//! the least that one can see side by side; marks that lie apart are asked for
//! four times as much.
//!
//! Neighbouring rungs are steps of one scale and need not differ so far: place and
//! name tell them apart, which is tested instead. All that the scale itself must
//! keep is its order from pale to strong.

use super::tokens::{Palette, linear, palettes};
use tangga_engine::charts::stair::{Tread, layout};
use tangga_engine::charts::{Rect, Token};

/// The least distance in OKLab between two colours with different meanings.
const APART: f64 = 0.08;

type Matrix = [[f64; 3]; 3];

const SIGHTS: [(&str, Matrix); 4] = [
    ("usual sight", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// A colour as it is seen, in OKLab.
fn seen((r, g, b): (u8, u8, u8), sight: &Matrix) -> [f64; 3] {
    let light = [r, g, b].map(linear);
    let times = |row: [f64; 3], column: [f64; 3]| -> f64 {
        row.iter().zip(column).map(|(a, b)| a * b).sum()
    };
    let light = sight.map(|row| times(row, light).clamp(0.0, 1.0));
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ]
    .map(|row| times(row, light).cbrt());
    [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ]
    .map(|row| times(row, cones))
}

fn distance(palette: &Palette, one: &str, other: &str, sight: &Matrix) -> f64 {
    let (one, other) = (seen(palette[one], sight), seen(palette[other], sight));
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// Bug: with deuteranopia the retention lines per head and by sales were one
/// colour (0.02 apart).
#[test]
fn colours_with_different_meanings_can_be_told_apart() {
    // Each with all others of its row: they stand in one chart.
    let charts = [
        ("lines", Token::LINES),
        ("good, neutral and bad", [Token::GOOD, Token::NEUTRAL, Token::BAD]),
    ];
    for (theme, palette) in palettes() {
        for (chart, tokens) in charts {
            for (at, one) in tokens.iter().enumerate() {
                for other in &tokens[at + 1..] {
                    for (sight, matrix) in &SIGHTS {
                        let (one, other) = (one.name(), other.name());
                        let apart = distance(&palette, one, other, matrix);
                        assert!(
                            apart >= APART,
                            "{chart}, {theme}, {sight}: {one} and {other} are {apart:.3} apart"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn rungs_keep_their_order_from_pale_to_strong_for_everybody() {
    for (theme, palette) in palettes() {
        for (sight, matrix) in &SIGHTS {
            let light: Vec<f64> = (0..7)
                .map(|place| seen(palette[Token::rung(place).name()], matrix)[0])
                .map(|light| if theme == "dark" { light } else { -light })
                .collect();
            let rises = light.windows(2).all(|pair| pair[1] >= pair[0] + 0.02);
            assert!(rises, "{theme}, {sight}: {light:.3?}");
        }
    }
}

#[test]
fn neighbouring_rungs_are_told_apart_by_place_and_name() {
    let names = ["Suspect", "Prospect", "First-time", "Repeat", "Majority", "Loyal", "Advocate"];
    let treads = names.map(|name| Tread {
        name: name.to_owned(),
        value: Some(10.0),
        main: "10".to_owned(),
        ..Tread::default()
    });
    for width in [328.0, 720.0] {
        let placed = layout(&treads, width);
        let bars: Vec<Rect> = placed.treads.iter().filter_map(|tread| tread.bar).collect();
        assert_eq!(bars.len(), names.len());
        for (at, tread) in placed.treads.iter().enumerate() {
            let named = tread.labels.iter().find(|label| label.text == names[at]);
            assert!(named.is_some(), "{} is not written at {width}", names[at]);
            assert!(bars[at + 1..].iter().all(|other| !other.overlaps(&bars[at])));
        }
    }
}

/// The simulation is that of the paper: greys stay grey, and what each kind of
/// blindness takes for the same comes together.
#[test]
fn the_simulation_confuses_what_the_blind_confuse() {
    let apart = |one: (u8, u8, u8), other: (u8, u8, u8), sight: usize| {
        let palette = Palette::from([("a".to_owned(), one), ("b".to_owned(), other)]);
        distance(&palette, "a", "b", &SIGHTS[sight].1)
    };
    for (_, matrix) in &SIGHTS {
        let [light, green, blue] = seen((128, 128, 128), matrix);
        assert!((light - 0.6).abs() < 0.01 && green.abs() < 0.01 && blue.abs() < 0.01);
    }
    let (red, green) = ((190, 100, 70), (120, 140, 60));
    assert!(apart(red, green, 0) > 0.15);
    assert!(apart(red, green, 1) < 0.5 * apart(red, green, 0));
    assert!(apart(red, green, 2) < 0.5 * apart(red, green, 0));
    assert!(apart(red, green, 3) > 0.8 * apart(red, green, 0));
}
