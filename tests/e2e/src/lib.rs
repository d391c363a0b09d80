//! Drives the release build in Chromium, Firefox and WebKit by W3C WebDriver.
//!
//! A scenario gets an [`app::App`]: a web server of its own, a browser with a
//! fresh profile, and page objects (`pages`) that say what a user does in the
//! words of the product. It finds, acts and checks; everything that takes time is
//! waited for by a condition with a deadline ([`wait`]), never by a fixed pause.
//!
//! What every scenario is held to, without asking for it:
//! - no error and no warning on the browser's console ([`console`]);
//! - no request to another origin;
//! - a failure leaves a screenshot and the console below `target/e2e/`.
//!
//! Two test binaries use it. `tests/harness.rs` drives the small page in
//! `page/` and checks that the harness notices what it must notice.
//! `tests/scenarios.rs` drives the build that `TANGGA_DIST` names (`dist/` of the
//! workspace if it names none). `src/bin/bench.rs` measures the same build.
//!
//! A missing browser, driver or build is a failure that names what is missing.

pub mod accessibility;
pub mod app;
pub mod axe;
pub mod bidi;
pub mod build;
pub mod colleague;
pub mod console;
pub mod driver;
pub mod engine;
pub mod generator;
pub mod kept;
pub mod pages;
pub mod process;
pub mod runner;
pub mod server;
pub mod session;
pub mod wait;
