//! The colours that charts may use, each known by three names: the token, the
//! CSS class and custom property, and an RGB value.
//!
//! plotters passes colours as RGB. The RGB value here is therefore only the
//! key by which the backend finds the class again; it is the light palette's
//! value, so that a standalone drawing can be coloured from the same table.

use plotters::style::{Color, RGBAColor, RGBColor};

macro_rules! tokens {
    ($($(#[$doc:meta])* $token:ident = $name:literal, $r:literal $g:literal $b:literal;)*) => {
        /// A colour by its meaning.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Token { $($(#[$doc])* $token,)* }

        impl Token {
            /// Every token.
            pub const ALL: &'static [Token] = &[$(Token::$token,)*];

            /// The name of its custom property, without the two hyphens.
            pub fn name(self) -> &'static str {
                match self { $(Token::$token => $name,)* }
            }

            /// The token that a custom property's name stands for.
            pub fn from_name(name: &str) -> Option<Token> {
                match name { $($name => Some(Token::$token),)* _ => None }
            }

            /// The light palette's value.
            pub fn rgb(self) -> (u8, u8, u8) {
                match self { $(Token::$token => ($r, $g, $b),)* }
            }

            /// The token that plotters' colour stands for.
            pub(super) fn from_rgb(rgb: (u8, u8, u8)) -> Option<Token> {
                match rgb { $(($r, $g, $b) => Some(Token::$token),)* _ => None }
            }
        }
    };
}

tokens! {
    /// The page behind everything.
    Paper = "paper", 0xf7 0xf6 0xf2;
    /// Cards.
    Surface = "surface", 0xff 0xff 0xff;
    /// Hairlines and quiet areas.
    Line = "line", 0xe4 0xe1 0xd8;
    /// Text.
    Ink = "ink", 0x1d 0x21 0x26;
    /// Secondary text.
    Ink2 = "ink-2", 0x5c 0x64 0x70;
    /// Lines and outlines; too pale for text.
    Ink3 = "ink-3", 0x8a 0x91 0x9c;
    /// The one green.
    Accent = "accent", 0x0b 0x6e 0x63;
    /// The green's pale ground.
    AccentSoft = "accent-soft", 0xe2 0xf0 0xed;
    /// Bad.
    Negative = "negative", 0xb0 0x44 0x2c;
    /// Bad's pale ground.
    NegativeSoft = "negative-soft", 0xf9 0xea 0xe5;
    /// Take care.
    Warning = "warning", 0x8f 0x5b 0x00;
    /// Care's pale ground.
    WarningSoft = "warning-soft", 0xfa 0xf0 0xd9;
    /// The ladder's lowest rung.
    Rung1 = "rung-1", 0xd9 0xd2 0xc1;
    /// The second rung.
    Rung2 = "rung-2", 0xc3 0xc6 0xa9;
    /// The third rung.
    Rung3 = "rung-3", 0x9d 0xbb 0x9b;
    /// The fourth rung.
    Rung4 = "rung-4", 0x72 0xab 0x92;
    /// The fifth rung.
    Rung5 = "rung-5", 0x46 0x98 0x85;
    /// The sixth rung.
    Rung6 = "rung-6", 0x1f 0x82 0x74;
    /// The ladder's highest rung.
    Rung7 = "rung-7", 0x0b 0x5e 0x55;
}

impl Token {
    /// What is good, where it stands beside what is neutral and what is bad.
    pub const GOOD: Token = Token::Accent;
    /// What is neither good nor bad.
    pub const NEUTRAL: Token = Token::Ink3;
    /// What is bad.
    pub const BAD: Token = Token::Negative;

    /// The lines of one chart, in their order. Like good, neutral and bad these
    /// can be told apart by the colour-blind; a test simulates their sight.
    pub const LINES: [Token; 3] = [Token::Ink, Token::Accent, Token::Warning];

    /// The colour of a rung by its place, 0 the lowest; higher places than
    /// seven keep the highest rung's colour.
    pub fn rung(place: usize) -> Token {
        const RUNGS: [Token; 7] = [
            Token::Rung1,
            Token::Rung2,
            Token::Rung3,
            Token::Rung4,
            Token::Rung5,
            Token::Rung6,
            Token::Rung7,
        ];
        RUNGS[place.min(6)]
    }

    /// The outline of an area of this colour: the lower rungs are too pale to
    /// be told from the surface without one (3:1 is asked of marks).
    pub(super) fn outline(self) -> Option<(Token, u32)> {
        match self {
            Token::Rung1 | Token::Rung2 | Token::Rung3 | Token::Rung4 => Some((Token::Ink3, 1)),
            _ => None,
        }
    }

    /// The light palette's value as CSS writes it.
    pub fn hex(self) -> String {
        let (r, g, b) = self.rgb();
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    pub(super) fn color(self) -> RGBColor {
        let (r, g, b) = self.rgb();
        RGBColor(r, g, b)
    }

    /// The colour laid on thinly, for bands that lie over each other. Any
    /// alpha below 1 becomes the class prefix `veil`; how thin is the
    /// stylesheet's choice.
    pub(super) fn veil(self) -> RGBAColor {
        self.color().mix(0.5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast ratio of two colours as WCAG 2.2 defines it.
    fn contrast(a: Token, b: Token) -> f64 {
        let luminance = |token: Token| {
            let linear = |channel: u8| {
                let share = f64::from(channel) / 255.0;
                if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            let (r, g, b) = token.rgb();
            0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_and_marks_are_told_from_their_ground() {
        for text in [Token::Ink, Token::Ink2, Token::Accent, Token::Negative] {
            for ground in [Token::Surface, Token::Paper] {
                assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}");
            }
        }
        for text in [Token::Ink, Token::Ink2] {
            assert!(contrast(text, Token::AccentSoft) >= 4.5, "{text:?} on a stage's heading");
        }
        for mark in Token::ALL.iter().filter(|token| token.name().starts_with("rung-")) {
            let edge = mark.outline().map_or(*mark, |(outline, _)| outline);
            assert!(contrast(edge, Token::Surface) >= 3.0, "{mark:?}");
        }
    }

    #[test]
    fn no_two_tokens_share_a_key() {
        for token in Token::ALL {
            assert_eq!(Token::from_rgb(token.rgb()), Some(*token));
            assert_eq!(Token::from_name(token.name()), Some(*token));
        }
        assert_eq!(Token::from_rgb((1, 2, 3)), None);
    }
}
