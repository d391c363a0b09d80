//! Measures the release build in headless Chromium and Firefox, on a generated workspace
//! of 100,000 customers and 1,000,000 purchases:
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

mod report;

use std::mem::take;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use tangga_e2e::app::App;
use tangga_e2e::build;
use tangga_e2e::colleague::Colleague;
use tangga_e2e::driver::Driver;
use tangga_e2e::engine::Engine;
use tangga_e2e::generator;
use tangga_e2e::pages::{act, customers, data, home, journeys, undo};
use tangga_e2e::session::Session;
use tangga_e2e::wait::{until, until_within};
use tokio::time::Instant;

use report::Measure;

const RUNS: usize = 5;

/// The customers of the colleague's file.
const THEIRS: u64 = 100_000;

/// The segments of those who answered.
const SEGMENTS: [&str; 6] = ["Cafés", "Offices", "Home", "Hotels", "Schools", "Friends"];

/// What the page says went wrong, if anything.
const TROUBLE: &str = "return document.querySelector('.toast.bad')?.textContent ?? null";

/// How long a backup may take.
const LONG: Duration = Duration::from_secs(120);

fn main() -> ExitCode {
    let purchases = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(1_000_000);
    tangga_e2e::process::run(bench(purchases))
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
    sort: Vec<f64>,
    ladder: Vec<f64>,
    at_rest: Vec<f64>,
    at_peak: Vec<f64>,
    heap: Vec<f64>,
    first_paint: Vec<f64>,
    interactive: Vec<f64>,
    blocked: Vec<f64>,
    edit: Vec<f64>,
    cohorts: Vec<f64>,
    doubles: Vec<f64>,
    retention: Vec<f64>,
    segments: Vec<f64>,
    journey: Vec<f64>,
    redraw: Vec<f64>,
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

    let bench = Bench { source, folder, file, buyers, purchases };
    let mut chromium = bench.run(Engine::Chromium).await?;
    let mut firefox = bench.run(Engine::Firefox).await?;

    let sizes = sizes(&bench.source)?;
    let mut row = |name, unit, goal, runs: fn(&mut Times) -> &mut Vec<f64>| Measure {
        name,
        unit,
        goal,
        runs: take(runs(&mut chromium)),
        firefox: take(runs(&mut firefox)),
    };
    let mut ms = |name, goal, runs| row(name, "ms", goal, runs);
    let mut measures = vec![
        ms("rows to durable", Some(700.0), |t| &mut t.durable),
        ms("CSV parsed", None, |t| &mut t.parse),
        ms("CSV imported whole, timed from outside", Some(2500.0), |t| &mut t.whole),
        ms("cold open until the engine stands", Some(500.0), |t| &mut t.engine),
        ms("cold open until the first row is painted", Some(1000.0), |t| &mut t.first_row),
        ms("search keystroke", Some(8.0), |t| &mut t.keystroke),
        ms("sort by a column, the slowest of all", Some(50.0), |t| &mut t.sort),
        ms("one edit until durable", Some(3.0), |t| &mut t.edit),
        ms("one edit until a second tab shows it", Some(200.0), |t| &mut t.second_tab),
        ms("three retention figures", Some(20.0), |t| &mut t.retention),
        ms("the cohort matrix, 24 months", Some(20.0), |t| &mut t.cohorts),
        ms("the ladder at two dates, from nothing", Some(20.0), |t| &mut t.ladder),
        ms("customers held twice, all looked for", Some(200.0), |t| &mut t.doubles),
        ms("the score by segment, 100,000 answers", Some(20.0), |t| &mut t.segments),
        ms("first journey chart, the sample shop's map", Some(20.0), |t| &mut t.journey),
        ms("a map of 60 touchpoints drawn anew", Some(16.0), |t| &mut t.redraw),
        ms("longest block of the page during an import", Some(200.0), |t| &mut t.block),
        ms("backup of everything, written and read back", None, |t| &mut t.backup),
        ms("longest block of the page during a backup", Some(200.0), |t| &mut t.backup_block),
        ms("a file of 100,000 customers until its preview", None, |t| &mut t.merge_looked),
        ms("the same, confirmed, until it is stored", None, |t| &mut t.merge_stored),
        ms("longest block of the page meanwhile", Some(200.0), |t| &mut t.merge_block),
        ms("first visit, CPU slowed 4 times: first paint", Some(800.0), |t| &mut t.first_paint),
        ms("the same: interactive", Some(1200.0), |t| &mut t.interactive),
        ms("the same: blocked in all", Some(60.0), |t| &mut t.blocked),
    ];
    measures.extend([
        row("memory of the program at rest", "MB", Some(250.0), |t| &mut t.at_rest),
        row("the page's own objects beside it, at rest", "MB", None, |t| &mut t.heap),
        row("memory of the program after an import", "MB", Some(400.0), |t| &mut t.at_peak),
        kilobytes("first screen, brotli", Some(350.0), &sizes, "First screen: "),
        kilobytes("first visit until usable, brotli", Some(350.0), &sizes, "first visit: "),
    ]);
    let machine = machine();
    println!("\n{}", report::markdown(&measures, &machine));
    let path = build::workspace_root().join("target/bench.json");
    std::fs::write(path, format!("{:#}\n", report::json(&measures, &machine)))?;
    Ok(())
}

/// What is imported, and from where the app comes.
struct Bench {
    source: PathBuf,
    folder: PathBuf,
    file: PathBuf,
    buyers: u64,
    purchases: u64,
}

impl Bench {
    async fn run(&self, engine: Engine) -> anyhow::Result<Times> {
        let driver = Driver::start(engine).await?;
        let mut times = Times::default();
        for run in 1..=RUNS {
            println!("{engine}: import {run} of {RUNS}");
            let mut app = App::start(&self.source, engine, &driver.address()).await?;
            import(&mut app, &self.file, self.buyers, self.purchases, &mut times).await?;
            if run == RUNS {
                println!("{engine}: the rest, {RUNS} runs each");
                on_the_stored_workspace(&mut app, &mut times).await?;
                in_two_tabs(&mut app, &mut times).await?;
                with_files(&mut app, &self.folder, &mut times).await?;
                with_answers(&mut app, &self.folder, &mut times).await?;
            }
            app.end().await?;
        }
        // Only there the processor can be made to seem slower.
        if engine == Engine::Chromium {
            for _ in 0..RUNS {
                let mut app = App::start(&self.source, engine, &driver.address()).await?;
                first_visit(&mut app, &mut times).await?;
                app.end().await?;
            }
        }
        let mut app = App::start(&self.source, engine, &driver.address()).await?;
        on_the_sample_shop(&mut app, &mut times).await?;
        app.end().await?;
        driver.stop().await?;
        Ok(times)
    }
}

/// What scripts/size.mjs says after these words, in thousands of bytes.
fn kilobytes(name: &'static str, goal: Option<f64>, sizes: &str, after: &str) -> Measure {
    let words = sizes.split_once(after).map(|(_, rest)| rest.split(' ').next().unwrap_or(rest));
    let bytes = words.and_then(|word| word.parse::<f64>().ok());
    let runs = bytes.into_iter().map(|bytes| bytes / 1000.0).collect();
    Measure { name, goal, unit: "KB", runs, firefox: Vec::new() }
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
    times.block.extend(longest_block(app, 0.0).await?);
    times.at_peak.extend(memory(app.browser()?).await?);
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
        times.at_rest.extend(memory(app.browser()?).await?);
        if app.engine == Engine::Chromium {
            times.heap.push(app.browser()?.heap().await? / 1e6);
        }
    }
    for _ in 0..RUNS {
        app.open("customers").await?;
        app.browser()?.see("[role=\"row\"][data-row]").await?;
        for column in 1..=app.browser()?.count(".data-head button").await? {
            let heading = format!("[role=\"columnheader\"]:nth-child({}) button", column + 1);
            app.browser()?.click(&heading).await?;
        }
        app.ready().await?;
        let slowest = all(app.browser()?, "sort.column").await?.into_iter().reduce(f64::max);
        times.sort.extend(slowest);
        app.open("ladder").await?;
        app.browser()?.see(".chart-plot svg").await?;
        times.ladder.extend(all(app.browser()?, "ladder.figures").await?.first());
    }
    app.open("customers").await?;
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
        app.browser()?.see("#cohorts svg").await?;
        times.cohorts.extend(all(app.browser()?, "retention.cohorts").await?.first());
        app.open("duplicates").await?;
        app.browser()?.see_text("h1", "Possible duplicates").await?;
        times.doubles.extend(last(app.browser()?, "customers.doubles").await?);
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
        times.backup_block.extend(longest_block(app, began).await?);
    }

    let mut colleague = colleague_of(app).await?;
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
        times.merge_block.extend(longest_block(app, began).await?);
        undo(app).await?;
        app.ready().await?;
    }
    Ok(())
}

/// A colleague who works in the app's workspace and has nothing yet.
async fn colleague_of(app: &mut App) -> anyhow::Result<Colleague> {
    let script = "return localStorage.getItem('tangga:/:workspace-id')";
    let workspace = app.browser()?.execute(script, vec![]).await?;
    Ok(Colleague::new(workspace.as_str().context("a workspace without id")?))
}

/// What a colleague's file of answers and a large map brings.
async fn with_answers(app: &mut App, folder: &Path, times: &mut Times) -> anyhow::Result<()> {
    let mut colleague = colleague_of(app).await?;
    let names: Vec<String> = (0..THEIRS).map(|at| format!("Guest of Rina {at}")).collect();
    colleague.add_answered(names.iter().map(String::as_str), &SEGMENTS);
    colleague.add_map("A large map", 6, 10);
    let file = folder.join("bench-answers.tangga.json");
    std::fs::write(&file, colleague.file()?)?;
    app.open("data").await?;
    data::bring_in(app, &file).await?;
    data::confirm_merge(app).await?;
    for _ in 0..RUNS {
        app.open("feedback").await?;
        app.browser()?.see(".chart-plot svg").await?;
        times.segments.extend(all(app.browser()?, "nps.by_segment").await?.first());
    }
    journeys::open_first(app).await?;
    let there = app.browser()?.count("[data-action=\"move-right\"]").await?;
    ensure!(there > 0, "no touchpoint can be moved");
    for _ in 0..RUNS {
        let before = all(app.browser()?, "journey.chart").await?.len();
        act(app, "move-right").await?;
        app.ready().await?;
        let browser = app.browser()?;
        let drawn = until("the map to be drawn anew", || async {
            let all = all(browser, "journey.chart").await?;
            Ok(all.get(before).copied())
        })
        .await?;
        // The drawing comes as a text, which the browser has to read and lay out.
        let laid_out = "const plot = document.querySelector('.chart-plot'), text = plot.innerHTML;
            const began = performance.now();
            plot.innerHTML = text;
            plot.getBoundingClientRect();
            return performance.now() - began;";
        let laid_out = browser.execute(laid_out, vec![]).await?.as_f64().context("a time")?;
        times.redraw.push(drawn + laid_out);
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

/// A first visit with a processor slowed four times. Interactive is the page when it was
/// painted and its last long task is over, five quiet seconds seen.
async fn first_visit(app: &mut App, times: &mut Times) -> anyhow::Result<()> {
    app.browser()?.slow_down(4.0).await?;
    app.open("").await?;
    let script = "const [done] = arguments;
        const tasks = [];
        let quiet;
        const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
        const rest = () => {
            clearTimeout(quiet);
            quiet = setTimeout(() => {
                const after = tasks.filter(task => task.startTime + task.duration > paint);
                const ends = after.map(task => task.startTime + task.duration);
                const beyond = after.reduce((sum, task) => sum + task.duration - 50, 0);
                done([paint, Math.max(paint, ...ends), beyond]);
            }, 5000);
        };
        new PerformanceObserver(list => { tasks.push(...list.getEntries()); rest(); })
            .observe({ type: 'longtask', buffered: true });
        rest();";
    let found = app.browser()?.execute_async(script, vec![]).await?;
    for (at, runs) in
        [&mut times.first_paint, &mut times.interactive, &mut times.blocked].into_iter().enumerate()
    {
        runs.extend(found[at].as_f64());
    }
    Ok(())
}

/// The memory of the program in millions of bytes, as the latest measure tells it.
async fn memory(browser: &Session) -> anyhow::Result<Option<f64>> {
    let script = "return performance.getEntriesByType('measure').pop()?.detail ?? null";
    Ok(browser.execute(script, vec![]).await?.as_f64().map(|bytes| bytes / 1e6))
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
/// counts. Chromium alone counts.
async fn longest_block(app: &mut App, since: f64) -> anyhow::Result<Option<f64>> {
    if app.engine != Engine::Chromium {
        return Ok(None);
    }
    let script = "const [since, done] = arguments;
        let longest = 0;
        new PerformanceObserver((list) => {
            for (const task of list.getEntries())
                if (task.startTime >= since) longest = Math.max(longest, task.duration);
        }).observe({ type: 'longtask', buffered: true });
        requestAnimationFrame(() => setTimeout(() => done(longest)));";
    let longest = app.browser()?.execute_async(script, vec![json!(since)]).await?;
    longest.as_f64().context("a duration").map(Some)
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
