//! Everything that leaves or enters as bytes: the store's head, log and
//! segments, the workspace file, what encrypts it,
//! spreadsheets. The only place that names serde.

pub mod digest;
pub mod encrypted;
pub mod erasure;
pub mod file;
pub mod foreign;
pub mod head;
pub mod log;
pub mod parked;
pub mod person;
pub mod raw;
pub mod salvage;
pub mod segment;
pub mod spreadsheet;
pub mod upgrade;
pub mod value;
