//! Measures the release build in headless Chromium, on a generated workspace of
//! 100,000 customers and 1,000,000 purchases:
//!
//!     make bench
//!     cargo run --release -p tangga-e2e --bin bench -- 10000    (fewer purchases)
//!
//! Times are the app's own `performance.measure` entries, taken inside the page;
//! the whole import is also timed from outside, from handing over the file to the
//! closed dialogue, with the driver's own time included. A time that the app does
//! not report is printed as "not measured". Five runs each; the table shows the
//! median and both extremes. It goes to the terminal and to `target/bench.json`.

// A program whose output is its purpose.
#![allow(clippy::print_stdout)]

mod generator;
mod report;

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use tangga_e2e::app::App;
use tangga_e2e::build;
use tangga_e2e::colleague::Colleague;
use tangga_e2e::driver::Driver;
use tangga_e2e::engine::Engine;
use tangga_e2e::pages::{act, customers, data, home, journeys, undo};
use tangga_e2e::session::Session;
use tangga_e2e::wait::until_within;
use tokio::time::Instant;

use report::Measure;

const RUNS: usize = 5;

/// The customers of the colleague's file.
const THEIRS: u64 = 100_000;

/// What the page says went wrong, if anything.
const TROUBLE: &str = "return document.querySelector('.toast.bad')?.textContent ?? null";

/// How long a backup may take.
const LONG: Duration = Duration::from_secs(120);

fn main() -> ExitCode {
    let purchases = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(1_000_000);
    let result = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(bench(purchases)),
        Err(error) => Err(error.into()),
    };
    tangga_e2e::process::end_all();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Default)]
struct Times {
    parse: Vec<f64>,
    durable: Vec<f64>,
    whole: Vec<f64>,
    block: Vec<f64>,
    engine: Vec<f64>,
    first_row: Vec<f64>,
    keystroke: Vec<f64>,
    edit: Vec<f64>,
    retention: Vec<f64>,
    journey: Vec<f64>,
    second_tab: Vec<f64>,
    backup: Vec<f64>,
    backup_block: Vec<f64>,
    merge_looked: Vec<f64>,
    merge_stored: Vec<f64>,
    merge_block: Vec<f64>,
}

async fn bench(purchases: u64) -> anyhow::Result<()> {
    let source = build::release()?;
    let folder = build::output();
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(format!("bench-{purchases}.csv"));
    let buyers = (purchases / 10).max(1);
    let bytes = generator::write(&file, buyers, purchases)?;
    println!("{buyers} customers, {purchases} purchases, {:.1} MB", bytes as f64 / 1e6);

    let driver = Driver::start(Engine::Chromium).await?;
    let mut times = Times::default();
    for run in 1..=RUNS {
        println!("import {run} of {RUNS}");
        let mut app = App::start(&source, Engine::Chromium, &driver.address()).await?;
        import(&mut app, &file, buyers, purchases, &mut times).await?;
        if run == RUNS {
            println!("the rest, {RUNS} runs each");
            on_the_stored_workspace(&mut app, &mut times).await?;
            in_two_tabs(&mut app, &mut times).await?;
            with_files(&mut app, &folder, &mut times).await?;
        }
        app.end().await?;
    }
    let mut app = App::start(&source, Engine::Chromium, &driver.address()).await?;
    on_the_sample_shop(&mut app, &mut times).await?;
    app.end().await?;
    driver.stop().await?;

    let sizes = sizes(&source)?;
    let measures = [
        milliseconds("rows to durable", Some(700.0), times.durable),
        milliseconds("CSV parsed", None, times.parse),
        milliseconds("CSV imported whole, timed from outside", Some(2500.0), times.whole),
        milliseconds("cold open until the engine stands", None, times.engine),
        milliseconds("cold open until the first row is painted", Some(1000.0), times.first_row),
        milliseconds("search keystroke", Some(8.0), times.keystroke),
        milliseconds("one edit until durable", Some(3.0), times.edit),
        milliseconds("three retention figures", Some(20.0), times.retention),
        milliseconds("first journey chart, the sample shop's map", Some(20.0), times.journey),
        milliseconds("longest block of the page during an import", Some(200.0), times.block),
        milliseconds("one edit until a second tab shows it", Some(2000.0), times.second_tab),
        milliseconds("backup of everything, written and read back", None, times.backup),
        milliseconds("longest block of the page during a backup", Some(200.0), times.backup_block),
        milliseconds("a file of 100,000 customers until its preview", None, times.merge_looked),
        milliseconds("the same, confirmed, until it is stored", None, times.merge_stored),
        milliseconds("longest block of the page meanwhile", Some(200.0), times.merge_block),
        kilobytes("first screen, brotli", Some(350.0), &sizes, "First screen: "),
        kilobytes("first visit until usable, brotli", Some(350.0), &sizes, "first visit: "),
    ];
    let machine = machine();
    println!("\n{}", report::markdown(&measures, &machine));
    let path = build::workspace_root().join("target/bench.json");
    std::fs::write(path, format!("{:#}\n", report::json(&measures, &machine)))?;
    Ok(())
}

fn milliseconds(name: &'static str, goal: Option<f64>, runs: Vec<f64>) -> Measure {
    Measure { name, goal, unit: "ms", runs }
}

/// What scripts/size.mjs says after these words, in thousands of bytes.
fn kilobytes(name: &'static str, goal: Option<f64>, sizes: &str, after: &str) -> Measure {
    let words = sizes.split_once(after).map(|(_, rest)| rest.split(' ').next().unwrap_or(rest));
    let bytes = words.and_then(|word| word.parse::<f64>().ok());
    let runs = bytes.into_iter().map(|bytes| bytes / 1000.0).collect();
    Measure { name, goal, unit: "KB", runs }
}

async fn import(
    app: &mut App,
    file: &Path,
    buyers: u64,
    purchases: u64,
    times: &mut Times,
) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    app.follow("data").await?;
    let handed_over = Instant::now();
    let preview = data::preview(app, file).await?;
    ensure!(preview.new_customers == buyers, "{preview:?}");
    data::confirm(app).await?;
    times.whole.push(handed_over.elapsed().as_secs_f64() * 1000.0);
    times.parse.extend(last(app.browser()?, "import.parse").await?);
    times.durable.extend(last(app.browser()?, "import.durable").await?);
    times.block.push(longest_block(app, 0.0).await?);
    app.open("").await?;
    app.browser()?.see_figure("purchases.count", &purchases.to_string()).await
}

async fn on_the_stored_workspace(app: &mut App, times: &mut Times) -> anyhow::Result<()> {
    app.wait_for_offline_copy().await?;
    for _ in 0..RUNS {
        app.open("customers").await?;
        app.browser()?.see("[role=\"row\"][data-row]").await?;
        times.engine.extend(last(app.browser()?, "open.engine").await?);
        times.first_row.extend(last(app.browser()?, "open.first_row").await?);
    }
    customers::search(app, "sari").await?;
    app.ready().await?;
    times.keystroke = all(app.browser()?, "search.keystroke").await?;

    app.open("customers").await?;
    customers::open_first(app).await?;
    for day in 1..=RUNS {
        customers::add_purchase(app, &format!("2025-01-{day:02}"), "85000").await?;
    }
    app.ready().await?;
    times.edit = all(app.browser()?, "edit.durable").await?;

    for _ in 0..RUNS {
        app.open("retention").await?;
        app.browser()?.number("retention.raw").await?;
        times.retention.extend(last(app.browser()?, "retention.figures").await?);
    }
    Ok(())
}

/// An edit in one tab until another shows it, by the clock that both share.
async fn in_two_tabs(app: &mut App, times: &mut Times) -> anyhow::Result<()> {
    app.open("customers").await?;
    customers::open_first(app).await?;
    let first = app.browser()?.new_tab().await?;
    app.open("customers").await?;
    customers::open_first(app).await?;
    let second = app.browser()?.tab().await?;
    for run in 1..=RUNS {
        let amount = format!("{}", 9_876_540 + run);
        let watch = "window.seen = new Promise(tell => {
            const main = document.querySelector('main');
            const look = () => main.textContent.replace(/\\D/g, '').includes(arguments[0])
                && tell(performance.timeOrigin + performance.now());
            new MutationObserver(look).observe(main,
                { subtree: true, childList: true, characterData: true });
        })";
        app.browser()?.execute(watch, vec![json!(amount)]).await?;
        app.browser()?.to_tab(first.clone()).await?;
        customers::add_purchase(app, "2025-02-01", &amount).await?;
        let saved = "const edit = performance.getEntriesByName('edit.durable').pop();
            return performance.timeOrigin + edit.startTime";
        let saved = app.browser()?.execute(saved, vec![]).await?.as_f64().context("a time")?;
        app.browser()?.to_tab(second.clone()).await?;
        let seen = "window.seen.then(arguments[0])";
        let seen = app.browser()?.execute_async(seen, vec![]).await?.as_f64().context("a time")?;
        times.second_tab.push(seen - saved);
    }
    app.browser()?.close_tab(first).await
}

/// Backups, and a colleague's file of as many customers as a large import has.
async fn with_files(app: &mut App, folder: &Path, times: &mut Times) -> anyhow::Result<()> {
    for _ in 0..RUNS {
        // The page that is left gives its file up. Chromium holds half a gigabyte of
        // them until it has found out how much it may, which a busy machine puts off.
        app.open("data").await?;
        let began = now(app).await?;
        act(app, "export-workspace").await?;
        let browser = app.browser()?;
        let verified = until_within(LONG, "the backup to be read back", || async {
            let said = browser.execute(TROUBLE, vec![]).await?;
            ensure!(said.is_null(), "the page says {said}");
            last(browser, "backup.verified").await
        });
        times.backup.push(verified.await?);
        app.ready().await?;
        times.backup_block.push(longest_block(app, began).await?);
    }

    let script = "return localStorage.getItem('tangga:/:workspace-id')";
    let workspace = app.browser()?.execute(script, vec![]).await?;
    let mut colleague = Colleague::new(workspace.as_str().context("a workspace without id")?);
    let names: Vec<String> = (0..THEIRS).map(|at| format!("Customer of Rina {at}")).collect();
    colleague.add(names.iter().map(String::as_str));
    let file = folder.join("bench-colleague.tangga.json");
    std::fs::write(&file, colleague.file()?)?;
    for _ in 0..RUNS {
        app.open("data").await?;
        let began = now(app).await?;
        let handed_over = Instant::now();
        let brings = data::bring_in(app, &file).await?;
        times.merge_looked.push(handed_over.elapsed().as_secs_f64() * 1000.0);
        ensure!(brings.new == THEIRS, "{brings:?}");
        let confirmed = Instant::now();
        data::confirm_merge(app).await?;
        times.merge_stored.push(confirmed.elapsed().as_secs_f64() * 1000.0);
        times.merge_block.push(longest_block(app, began).await?);
        undo(app).await?;
        app.ready().await?;
    }
    Ok(())
}

/// The map of the sample shop, which has as many touchpoints as a real one.
async fn on_the_sample_shop(app: &mut App, times: &mut Times) -> anyhow::Result<()> {
    home::begin_with_sample(app).await?;
    journeys::open_first(app).await?;
    for _ in 0..RUNS {
        app.reload().await?;
        app.browser()?.see(".chart-plot svg").await?;
        // The longest of the page's drawings: some begin before it has its width.
        times
            .journey
            .extend(all(app.browser()?, "journey.chart").await?.into_iter().reduce(f64::max));
    }
    Ok(())
}

/// Every time that the page measured under this name.
async fn all(browser: &Session, name: &str) -> anyhow::Result<Vec<f64>> {
    let script =
        "return performance.getEntriesByName(arguments[0], 'measure').map(e => e.duration)";
    let found = browser.execute(script, vec![json!(name)]).await?;
    let entries = found.as_array().context("a list of times")?;
    Ok(entries.iter().filter_map(Value::as_f64).collect())
}

/// The page's own time.
async fn now(app: &mut App) -> anyhow::Result<f64> {
    let now = app.browser()?.execute("return performance.now()", vec![]).await?;
    now.as_f64().context("a time")
}

/// The longest task of the page that began at a time of its own or later, in
/// milliseconds; 0 if none was longer than the 50 ms from which on the browser
/// counts.
async fn longest_block(app: &mut App, since: f64) -> anyhow::Result<f64> {
    let script = "const [since, done] = arguments;
        let longest = 0;
        new PerformanceObserver((list) => {
            for (const task of list.getEntries())
                if (task.startTime >= since) longest = Math.max(longest, task.duration);
        }).observe({ type: 'longtask', buffered: true });
        requestAnimationFrame(() => setTimeout(() => done(longest)));";
    let longest = app.browser()?.execute_async(script, vec![json!(since)]).await?;
    longest.as_f64().context("a duration")
}

async fn last(browser: &Session, name: &str) -> anyhow::Result<Option<f64>> {
    Ok(all(browser, name).await?.pop())
}

/// What scripts/size.mjs prints.
fn sizes(source: &Path) -> anyhow::Result<String> {
    let root = build::workspace_root();
    let result =
        Command::new("node").arg("scripts/size.mjs").arg(source).current_dir(root).output()?;
    Ok(String::from_utf8_lossy(&result.stdout).into_owned())
}

fn machine() -> String {
    let read = |path: &str, key: &str| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_once(':').map_or(String::new(), |(_, value)| value.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(0, |cores| cores.get());
    let memory = read("/proc/meminfo", "MemTotal");
    let memory = memory.split(' ').next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0);
    format!(
        "Measured on {cores} cores ({}), {:.0} GiB of memory.",
        read("/proc/cpuinfo", "model name"),
        memory / 1_048_576.0
    )
}
