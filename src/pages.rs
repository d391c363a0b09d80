//! One file or folder a screen, and what several of them share: forms, values in
//! words, names of periods, for whom a file is, customers as a table, and the button
//! that removes the sample. A page reads memos, draws, and calls commands.

pub mod anywhere;
mod as_table;
mod currencies;
pub mod customer;
pub mod customers;
pub mod data;
mod diagnostic;
pub mod duplicates;
pub mod feedback;
mod for_whom;
pub mod form;
pub mod home;
pub mod journey;
pub mod journeys;
pub mod ladder;
pub mod not_found;
pub mod place;
pub mod privacy;
pub mod recovery;
pub mod retention;
pub mod safe;
mod said;
pub mod sales;
pub mod sample;
pub mod settings;
mod step;
pub mod tour;
