//! Tangga's pure core: what a marketer talks about, the sums, the workspace
//! and its one door, the file formats and the charts. It builds natively and
//! for wasm. It has no clock, no random source and no browser: times and ids
//! come in as arguments, so every result can be repeated.

pub mod analytics;
pub mod charts;
pub mod domain;
pub mod interchange;
pub mod workspace;
