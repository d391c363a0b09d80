//! Texts that are met again and again, each under its number.
//!
//! A file names the same customers, products and channels row after row. Each
//! text is kept once, end to end with the others, and found without an
//! allocation. Texts of at most eleven bytes, as most customer numbers are, stand
//! in the table itself: finding one among 100,000 waits for memory once, where
//! a map of strings waits three times.

use super::keys::{Key, few};

/// Texts and their numbers: 0 for the first, 1 for the next other one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Numbered {
    texts: String,
    /// Where each text ends; it begins where the one before ends.
    ends: Vec<u32>,
    /// Each text stands where the lowest bits of its name's place say or in the next free
    /// place behind. At most seven eighths of the places are taken.
    places: Vec<Place>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Place {
    name: Name,
    /// From 1 on; 0 is free.
    number: u32,
}

/// A short text itself, or a long one's hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Name {
    head: u64,
    /// The highest byte is a short text's length, or [`LONG`].
    tail: u32,
}

/// Bytes of the longest text that is short.
const SHORT: usize = 11;
const LONG: u32 = 0xff << 24;

impl Name {
    #[inline]
    fn of(text: &str) -> Name {
        let bytes = text.as_bytes();
        if bytes.len() > SHORT {
            return Name { head: Key::new().text(text).value(), tail: LONG };
        }
        let (head, tail) = bytes.split_at(bytes.len().min(8));
        Name { head: few(head), tail: few(tail) as u32 | (bytes.len() as u32) << 24 }
    }

    /// The highest bits of a product: they depend on all bits of the name.
    #[inline]
    fn place(self) -> usize {
        let mixed = self.head ^ u64::from(self.tail).rotate_left(38);
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
    }
}

impl Numbered {
    /// The text with this number.
    pub fn text(&self, number: u32) -> Option<&str> {
        let at = number as usize;
        let end = *self.ends.get(at)?;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.texts.get(start as usize..end as usize)
    }

    /// All texts by number.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).filter_map(|number| self.text(number))
    }

    /// The number of a text that was met.
    #[inline]
    pub fn find(&self, text: &str) -> Option<u32> {
        self.seek(Name::of(text), text).ok()
    }

    /// The numbers of some texts. All their places are asked for before the
    /// first one is looked at: the memory answers many questions in little more
    /// than the time of one.
    pub fn find_all<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Vec<Option<u32>> {
        let names: Vec<(Name, &str)> = texts.map(|text| (Name::of(text), text)).collect();
        let mask = self.places.len().wrapping_sub(1);
        let places = names.iter().filter_map(|(name, _)| self.places.get(name.place() & mask));
        std::hint::black_box(places.fold(0, |all, place| all ^ place.number));
        names.iter().map(|(name, text)| self.seek(*name, text).ok()).collect()
    }

    /// The number of a text; it is the next one if the text is new.
    #[inline]
    pub fn number(&mut self, text: &str) -> u32 {
        let name = Name::of(text);
        match self.seek(name, text) {
            Ok(number) => number,
            Err(free) => self.add(name, text, free),
        }
    }

    fn add(&mut self, name: Name, text: &str, free: usize) -> u32 {
        let number = self.ends.len() as u32;
        self.texts.push_str(text);
        self.ends.push(self.texts.len() as u32);
        let place = Place { name, number: number + 1 };
        if self.ends.len() * 8 <= self.places.len() * 7 {
            self.places[free] = place;
            return number;
        }
        let larger = vec![Place::default(); (self.places.len() * 2).max(16)];
        let mask = larger.len() - 1;
        let earlier = std::mem::replace(&mut self.places, larger);
        for place in earlier.into_iter().filter(|place| place.number > 0).chain([place]) {
            let mut at = place.name.place() & mask;
            while self.places[at].number > 0 {
                at = (at + 1) & mask;
            }
            self.places[at] = place;
        }
        number
    }

    /// The text's number, or else the place that it would get.
    #[inline]
    fn seek(&self, name: Name, text: &str) -> Result<u32, usize> {
        let Some(mask) = self.places.len().checked_sub(1) else { return Err(0) };
        let mut at = name.place() & mask;
        loop {
            let place = self.places[at];
            let Some(number) = place.number.checked_sub(1) else { return Err(at) };
            if place.name == name && (name.tail != LONG || self.text(number) == Some(text)) {
                return Ok(number);
            }
            at = (at + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn numbers_are_those_of_a_map(texts in prop::collection::vec("[a-cé]{0,14}", 0..200)) {
            let mut numbered = Numbered::default();
            let mut plain: HashMap<&str, u32> = HashMap::new();
            for text in &texts {
                prop_assert_eq!(numbered.find(text), plain.get(text.as_str()).copied());
                let next = plain.len() as u32;
                prop_assert_eq!(numbered.number(text), *plain.entry(text).or_insert(next));
            }
            for (text, number) in plain {
                prop_assert_eq!(numbered.text(number), Some(text));
            }
        }
    }
}
