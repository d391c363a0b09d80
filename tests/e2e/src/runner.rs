//! Runs scenarios: a lane for each engine, one scenario after the other in it,
//! and at most two lanes at a time. It prints what cargo's own test runner prints,
//! so the counts of all runners can be summed.
//!
//! `cargo test -p tangga-e2e -- webkit` runs the tests whose name holds a word.

// A program whose output is its purpose.
#![allow(clippy::print_stdout)]

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{anyhow, bail};
use futures_util::FutureExt;
use futures_util::future::join_all;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::app::App;
use crate::build;
use crate::driver::Driver;
use crate::engine::{self, Engine};
use crate::process;

/// What a scenario's function returns.
pub type Run<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;

/// A scenario and the engines it runs in.
#[derive(Clone, Copy)]
pub struct Scenario {
    /// A sentence, written as a function's name.
    pub name: &'static str,
    /// Where it runs.
    pub engines: &'static [Engine],
    /// What it does.
    pub run: for<'a> fn(&'a mut App) -> Run<'a>,
}

/// `scenario!(engines, module::function)`.
#[macro_export]
macro_rules! scenario {
    ($engines:expr, $module:ident :: $function:ident) => {
        $crate::runner::Scenario {
            name: concat!(stringify!($module), "::", stringify!($function)),
            engines: $engines,
            run: |app| Box::pin($module::$function(app)),
        }
    };
}

/// How long one scenario may take: `TANGGA_PATIENCE` in seconds, else four minutes.
fn patience() -> Duration {
    let said = std::env::var("TANGGA_PATIENCE").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(said.unwrap_or(240))
}

struct Outcome {
    name: String,
    failure: Option<String>,
}

/// Runs all scenarios whose name holds one of the words on the command line.
pub fn main(source: anyhow::Result<PathBuf>, scenarios: &[Scenario]) -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let outcomes = runtime.block_on(async {
        tokio::select! {
            outcomes = run(source, scenarios, &words) => Some(outcomes),
            _ = interrupted() => None,
        }
    });
    process::end_all();
    match outcomes {
        Some(outcomes) => report(&outcomes),
        None => {
            eprintln!("interrupted");
            ExitCode::FAILURE
        }
    }
}

async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        (Ok(mut interrupt), Ok(mut terminate)) => {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        }
        _ => std::future::pending().await,
    }
}

async fn run(source: anyhow::Result<PathBuf>, all: &[Scenario], words: &[String]) -> Vec<Outcome> {
    let source = match source {
        Ok(source) => source,
        Err(error) => {
            let failure = Some(format!("{error:#}"));
            return vec![Outcome { name: "the build is there".to_owned(), failure }];
        }
    };
    // What an interrupted run left behind.
    let profiles = build::output().join("profiles");
    if profiles.exists()
        && let Err(error) = std::fs::remove_dir_all(&profiles)
    {
        let failure = Some(format!("{}: {error}", profiles.display()));
        return vec![Outcome { name: "old profiles are removed".to_owned(), failure }];
    }
    let places = Arc::new(Semaphore::new(2));
    let lanes = engine::ALL.iter().map(|&engine| {
        let chosen: Vec<Scenario> = all
            .iter()
            .filter(|scenario| scenario.engines.contains(&engine))
            .filter(|scenario| {
                let name = full_name(engine, scenario);
                words.is_empty() || words.iter().any(|word| name.contains(word.as_str()))
            })
            .copied()
            .collect();
        let (places, source) = (places.clone(), source.clone());
        async move {
            let _place = places.acquire().await;
            lane(engine, &source, &chosen).await
        }
    });
    join_all(lanes).await.into_iter().flatten().collect()
}

fn full_name(engine: Engine, scenario: &Scenario) -> String {
    format!("{engine}::{}", scenario.name)
}

async fn lane(engine: Engine, source: &Path, scenarios: &[Scenario]) -> Vec<Outcome> {
    let mut driver = None;
    let mut outcomes = Vec::new();
    for scenario in scenarios {
        let name = full_name(engine, scenario);
        let began = Instant::now();
        let result = one(engine, source, scenario, &name, &mut driver).await;
        let failure = result.err().map(|error| format!("{error:#}"));
        let word = if failure.is_none() { "ok" } else { "FAILED" };
        println!("test {name} ... {word} ({:.1} s)", began.elapsed().as_secs_f64());
        if failure.is_some() {
            // The next scenario shall not inherit a stuck browser.
            driver = None;
        }
        outcomes.push(Outcome { name, failure });
    }
    outcomes
}

async fn one(
    engine: Engine,
    source: &Path,
    scenario: &Scenario,
    name: &str,
    driver: &mut Option<Driver>,
) -> anyhow::Result<()> {
    let running = match driver {
        Some(running) => running,
        None => driver.insert(Driver::start(engine).await?),
    };
    let mut app = App::start(source, engine, &running.address()).await?;
    let work = AssertUnwindSafe((scenario.run)(&mut app)).catch_unwind();
    let result = match tokio::time::timeout(patience(), work).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(anyhow!("panicked; the message stands above")),
        Err(_) => Err(anyhow!("took more than {} s", patience().as_secs())),
    };
    let complaints = app.complaints().await.unwrap_or_else(|error| vec![format!("{error:#}")]);
    if result.is_err() || !complaints.is_empty() {
        keep_evidence(&mut app, name, &complaints).await;
    }
    let ended = app.end().await;
    match (result, complaints.is_empty()) {
        (Err(error), true) => Err(error),
        (Err(error), false) => bail!("{error:#}\n  {}", complaints.join("\n  ")),
        (Ok(()), false) => bail!("the browser complained:\n  {}", complaints.join("\n  ")),
        (Ok(()), true) => ended,
    }
}

async fn keep_evidence(app: &mut App, name: &str, complaints: &[String]) {
    let folder = build::output();
    let stem = name.replace("::", "-");
    let kept = async {
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("{stem}.txt")), complaints.join("\n"))?;
        let picture = app.browser()?.screenshot().await?;
        std::fs::write(folder.join(format!("{stem}.png")), picture)?;
        anyhow::Ok(())
    };
    if let Err(error) = kept.await {
        eprintln!("no screenshot of {name}: {error:#}");
    }
}

fn report(outcomes: &[Outcome]) -> ExitCode {
    let mut failed = 0;
    for outcome in outcomes {
        if let Some(failure) = &outcome.failure {
            failed += 1;
            println!("\n---- {} ----\n{failure}", outcome.name);
        }
    }
    let passed = outcomes.len() - failed;
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {word}. {passed} passed; {failed} failed; 0 ignored");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
