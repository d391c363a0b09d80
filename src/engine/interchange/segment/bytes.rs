//! Plain arrays as bytes: what segments are made of.

/// All values are the same.
const CONSTANT: u8 = 0;
/// Each value is one more than the one before.
const RISING: u8 = 1;
/// Values of 4 bytes.
const PLAIN: u8 = 2;
/// Values of 8 bytes.
const WIDE: u8 = 3;

/// Bytes being written.
#[derive(Default)]
pub struct Output(Vec<u8>);

impl Output {
    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    pub fn byte(&mut self, value: u8) {
        self.0.push(value);
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub fn number(&mut self, value: u32) {
        self.raw(&value.to_le_bytes());
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.raw(text.as_bytes());
    }

    /// Numbers of 4 bytes.
    pub fn codes(&mut self, values: &[u32]) {
        let first = values.first().copied().unwrap_or(0);
        if values.iter().all(|value| *value == first) {
            self.byte(CONSTANT);
            self.number(first);
        } else if values.iter().zip(0_u32..).all(|(value, at)| *value == first.wrapping_add(at)) {
            self.byte(RISING);
            self.number(first);
        } else {
            self.byte(PLAIN);
            self.0.reserve(values.len() * 4);
            values.iter().for_each(|value| self.0.extend_from_slice(&value.to_le_bytes()));
        }
    }

    /// Numbers of 8 bytes, in 4 where they fit; `nothing` is written as the
    /// least number of 4 bytes.
    pub fn integers(&mut self, values: &[i64], nothing: i64) {
        let fits = |value: &i64| {
            *value == nothing || i32::try_from(*value).is_ok_and(|narrow| narrow != i32::MIN)
        };
        if values.iter().all(fits) {
            let narrow = |v: &i64| if *v == nothing { i32::MIN as u32 } else { *v as i32 as u32 };
            self.codes(&values.iter().map(narrow).collect::<Vec<_>>());
        } else {
            self.byte(WIDE);
            self.0.reserve(values.len() * 8);
            values.iter().for_each(|value| self.0.extend_from_slice(&value.to_le_bytes()));
        }
    }

    /// Single bytes.
    pub fn bytes_or_constant(&mut self, values: &[u8]) {
        let first = values.first().copied().unwrap_or(0);
        if values.iter().all(|value| *value == first) {
            self.byte(CONSTANT);
            self.byte(first);
        } else {
            self.byte(PLAIN);
            self.raw(values);
        }
    }
}

/// Bytes being read. Every method gives `None` when they do not hold what is
/// asked for.
pub struct Input<'a> {
    rest: &'a [u8],
    /// Values that were unfolded so far.
    unfolded: usize,
}

/// A constant or rising column takes a few bytes whatever its length, so a
/// claim of rows is bounded here: no segment holds more.
pub const MOST_ROWS: usize = 2_000_000;

/// How many values all such columns of a segment have together, so that many
/// claims do not add up.
const MOST_UNFOLDED: usize = 16 * MOST_ROWS;

impl<'a> Input<'a> {
    pub fn new(bytes: &'a [u8]) -> Input<'a> {
        Input { rest: bytes, unfolded: 0 }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// Whether a few bytes may stand for so many values more.
    fn may_unfold(&mut self, rows: usize) -> bool {
        self.unfolded = self.unfolded.saturating_add(rows);
        rows <= MOST_ROWS && self.unfolded <= MOST_UNFOLDED
    }

    pub fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub fn number(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    pub fn codes(&mut self, rows: usize) -> Option<Vec<u32>> {
        match self.byte()? {
            PLAIN => {
                let bytes = self.take(rows.checked_mul(4)?)?;
                let (values, _) = bytes.as_chunks();
                Some(values.iter().map(|value| u32::from_le_bytes(*value)).collect())
            }
            mode @ (CONSTANT | RISING) if self.may_unfold(rows) => {
                let first = self.number()?;
                let value = |at: usize| first.wrapping_add(at as u32);
                Some((0..rows).map(|at| if mode == RISING { value(at) } else { first }).collect())
            }
            _ => None,
        }
    }

    pub fn integers(&mut self, rows: usize, nothing: i64) -> Option<Vec<i64>> {
        if self.rest.first() == Some(&WIDE) {
            self.byte()?;
            let bytes = self.take(rows.checked_mul(8)?)?;
            let (values, _) = bytes.as_chunks();
            return Some(values.iter().map(|value| i64::from_le_bytes(*value)).collect());
        }
        let widen = |code: u32| {
            if code as i32 == i32::MIN { nothing } else { i64::from(code as i32) }
        };
        Some(self.codes(rows)?.into_iter().map(widen).collect())
    }

    pub fn bytes_or_constant(&mut self, rows: usize) -> Option<Vec<u8>> {
        match self.byte()? {
            CONSTANT if self.may_unfold(rows) => Some(vec![self.byte()?; rows]),
            PLAIN => self.take(rows).map(<[u8]>::to_vec),
            _ => None,
        }
    }
}
