//! interchange

pub mod spreadsheet;
