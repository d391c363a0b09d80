//! Looks at every screen of the release build in headless Chromium:
//!
//!     make shots
//!     cargo run -p tangga-e2e --bin shots -- sample ladder   (one state, one scene)
//!
//! Each scene (a route, with what was pressed and typed there) is opened in both
//! languages and both themes and checked at four widths: nothing overflows, is cut off
//! or lies over something else, nothing moves while the page loads, and axe-core finds
//! nothing. About eighty pictures, chosen so that each scene meets each width, theme and
//! language with few of them, go to `target/shots/`, together on contact sheets. With
//! the word `gallery` the pictures of the main screens go to `docs/pictures/` instead.

// A program whose output is its purpose.
#![allow(clippy::print_stdout)]

mod checks;
mod scenes;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use serde_json::json;
use tangga_e2e::app::App;
use tangga_e2e::axe;
use tangga_e2e::build::{self, workspace_root};
use tangga_e2e::colleague::Colleague;
use tangga_e2e::driver::Driver;
use tangga_e2e::engine::Engine;
use tangga_e2e::generator;
use tangga_e2e::pages::{act, choose, customers, data, fill, first_record, home, settings};

use tangga_engine::domain::schema::customer;

use scenes::{Scene, State, Step};

/// Widths with the heights that go with them.
const SIZES: [(u32, u32); 4] = [(360, 780), (768, 1024), (1280, 900), (1920, 1080)];
/// Languages and themes.
const LOOKS: [(&str, &str); 4] = [("en", "light"), ("id", "dark"), ("id", "light"), ("en", "dark")];
/// At this size and in this look the main screens are shown in the documentation.
const GALLERY: usize = 2;
/// Pictures on a contact sheet.
const ON_A_SHEET: usize = 12;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    tangga_e2e::process::run(shoot(&words))
}

/// What is seen while the scenes go by.
struct Shooting {
    folder: PathBuf,
    gallery: bool,
    words: Vec<String>,
    pictures: Vec<PathBuf>,
    looked_at: usize,
    found: Vec<String>,
}

async fn shoot(words: &[String]) -> anyhow::Result<()> {
    let source = build::release()?;
    let gallery = words.iter().any(|word| word == "gallery");
    let folder = match gallery {
        true => workspace_root().join("docs/pictures"),
        false => workspace_root().join("target/shots"),
    };
    fs::create_dir_all(&folder)?;
    let words = words.iter().filter(|word| *word != "gallery").cloned().collect();
    let (pictures, found) = (Vec::new(), Vec::new());
    let mut shooting = Shooting { folder, gallery, words, pictures, looked_at: 0, found };
    let driver = Driver::start(Engine::Chromium).await?;
    for state in State::ALL {
        let scenes: Vec<(usize, &Scene)> = scenes::ALL
            .iter()
            .enumerate()
            .filter(|(_, scene)| scene.state == state && shooting.wants(scene))
            .collect();
        if scenes.is_empty() {
            continue;
        }
        let mut app = App::start(&source, Engine::Chromium, &driver.address()).await?;
        app.browser()?.set_viewport(1280, 900).await?;
        begin(&mut app, state).await?;
        if gallery {
            // The pictures show the pages, not the way through them.
            act(&mut app, "tour-leave").await?;
        }
        for (look, (language, theme)) in LOOKS.into_iter().enumerate() {
            if gallery && look != 0 {
                continue;
            }
            if matches!(state, State::Untouched | State::Lost) {
                // Whoever opens the settings has begun; what is lost has none.
                let script = "localStorage.setItem('tangga:/:language', arguments[0]);
                    localStorage.setItem('tangga:/:theme', arguments[1]);";
                app.browser()?.execute(script, vec![json!(language), json!(theme)]).await?;
            } else {
                app.open("settings").await?;
                settings::language(&mut app, language).await?;
                settings::theme(&mut app, theme).await?;
            }
            for (number, scene) in &scenes {
                shooting
                    .shoot(&mut app, *number, scene, look)
                    .await
                    .with_context(|| format!("{} in {language}, {theme}", scene.name))?;
            }
        }
        app.end().await?;
    }
    if !gallery {
        let mut app = App::start(&source, Engine::Chromium, &driver.address()).await?;
        shooting.sheets(&mut app).await?;
        app.end().await?;
    }
    driver.stop().await?;
    let Shooting { folder, pictures, looked_at, found, .. } = shooting;
    println!("{looked_at} screens checked, {} pictures in {}", pictures.len(), folder.display());
    ensure!(found.is_empty(), "{} findings:\n  {}", found.len(), found.join("\n  "));
    Ok(())
}

/// Brings the app into the state that the scenes begin with.
async fn begin(app: &mut App, state: State) -> anyhow::Result<()> {
    match state {
        State::Untouched => app.open("").await,
        State::Empty => home::begin_empty(app).await,
        State::Sample => home::begin_with_sample(app).await,
        State::Team => team(app).await,
        State::Lost => {
            home::begin_empty(app).await?;
            customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
            // Only a page that holds the store closed can delete it.
            app.wait_for_offline_copy().await?;
            let address = format!("{}/manifest.webmanifest", app.server.origin());
            app.browser()?.goto(&address).await?;
            let script = "const [done] = arguments;
                indexedDB.databases().then(all => Promise.all(all.map(({ name }) =>
                    new Promise(gone => {
                        indexedDB.deleteDatabase(name).onsuccess = gone;
                    })))).then(() => done(true));";
            app.browser()?.execute_async(script, vec![]).await.map(drop)
        }
        State::Large => {
            let file = build::output().join("shots.csv");
            fs::create_dir_all(build::output())?;
            generator::write(&file, 100_000, 1_000_000)?;
            home::begin_empty(app).await?;
            app.follow("data").await?;
            data::preview(app, &file).await?;
            data::confirm(app).await?;
            app.ready().await
        }
    }
}

/// Two customers whose file a colleague has opened, changed and handed back.
async fn team(app: &mut App) -> anyhow::Result<()> {
    home::begin_empty(app).await?;
    customers::add(app, "Sari Wulandari", "0812 3456 7890").await?;
    customers::add(app, "Budi Santoso", "0813 3456 7890").await?;
    app.follow("data").await?;
    let shared = data::export_workspace(app).await?;
    data::begin_protected(app).await?;
    let locked = data::export_protected(app, "tangga kopi sembilan rempah").await?;
    customers::open_named(app, "Sari Wulandari").await?;
    customers::edit(app, "city", "Malang").await?;
    // One person, held twice.
    for phone in ["0815 3456 7890", ""] {
        customers::add(app, "Agus Halim", phone).await?;
    }
    let mut rina = Colleague::open(&shared)?;
    rina.set("Sari Wulandari", customer::CITY, "Solo")?;
    rina.delete("Budi Santoso")?;
    rina.add(["Citra Dewi", "Dian Pratama"]);
    let changed = rina.file()?;
    let folder = build::output();
    fs::write(folder.join(scenes::CUT), &changed[..changed.len() - 100])?;
    fs::write(folder.join(scenes::CHANGED), changed)?;
    Ok(fs::write(folder.join(scenes::LOCKED), locked)?)
}

impl Shooting {
    fn wants(&self, scene: &Scene) -> bool {
        let named = |word: &String| *word == scene.name || *word == scene.state.name();
        (!self.gallery || scene.main) && (self.words.is_empty() || self.words.iter().all(named))
    }

    async fn shoot(
        &mut self,
        app: &mut App,
        number: usize,
        scene: &Scene,
        look: usize,
    ) -> anyhow::Result<()> {
        app.browser()?.set_viewport(1280, 900).await?;
        let route = match scene.record {
            true => first_record(app, scene.route).await?,
            false => scene.route.to_owned(),
        };
        match scene.state {
            State::Lost => {
                let address = format!("{}{route}", app.server.address());
                app.browser()?.goto(&address).await?;
                app.browser()?.see("main h1").await?;
            }
            _ => app.open(&route).await?,
        }
        let (language, theme) = LOOKS[look];
        let moved = app.browser()?.execute_async(checks::MOVED, vec![]).await?;
        let what = format!("{} ({}) in {language}, {theme}", scene.name, scene.state.name());
        if moved.as_f64().unwrap_or(1.0) > checks::MAY_MOVE {
            self.found.push(format!("{what}: moves by {moved} while it loads"));
        }
        for step in scene.steps {
            take(app, step).await?;
        }
        if scene.state != State::Lost {
            app.ready().await?;
        }
        for (at, (width, height)) in SIZES.into_iter().enumerate() {
            app.browser()?.set_viewport(width, height).await?;
            app.browser()?.execute_async(checks::SETTLED, vec![]).await?;
            self.looked_at += 1;
            let wide = app.browser()?.sideways().await?;
            let laid_out = app.browser()?.execute(checks::LAID_OUT, vec![]).await?;
            let laid_out = laid_out.as_array().context("a list")?;
            let laid_out = laid_out.iter().filter_map(|line| line.as_str().map(str::to_owned));
            let axe = match at {
                0 | 2 => axe::violations(app.browser()?).await?,
                _ => Vec::new(),
            };
            // What the bar at the bottom of a phone covers comes out by scrolling.
            let covered = |line: &String| width < 720 && line.contains("partially obscured");
            let axe = axe.into_iter().filter(|line| !covered(line));
            let found = wide.into_iter().chain(laid_out).chain(axe);
            self.found.extend(found.map(|line| format!("{what}, {width} wide: {line}")));
            let picked = match self.gallery {
                true => at == GALLERY,
                // Each scene in two looks, each of them at another width.
                false => {
                    (look == number % 4 && at == (number / 4) % 4)
                        || (look == (number + 1) % 4 && at == (number / 4 + 2) % 4)
                }
            };
            if picked {
                let name = match self.gallery {
                    true => format!("{}.png", scene.name),
                    false => format!(
                        "{}-{}-{width}-{theme}-{language}.png",
                        scene.state.name(),
                        scene.name
                    ),
                };
                let path = self.folder.join(name);
                fs::write(&path, app.browser()?.screenshot().await?)?;
                self.pictures.push(path);
            }
        }
        Ok(())
    }

    /// Puts the pictures together on sheets that can be looked at in one go.
    async fn sheets(&self, app: &mut App) -> anyhow::Result<()> {
        for (number, pictures) in self.pictures.chunks(ON_A_SHEET).enumerate() {
            let figure = |path: &PathBuf| {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                format!("<figure><img src=\"{name}.png\"><figcaption>{name}</figcaption></figure>")
            };
            let figures: String = pictures.iter().map(figure).collect();
            let page = format!(
                "<!doctype html><meta charset=utf-8><style>{}</style><main>{figures}</main>",
                "main{display:grid;grid-template-columns:repeat(4,1fr);gap:12px}body{margin:12px;\
                 font:12px sans-serif;background:#888}figure{margin:0}img{width:100%;height:440px;\
                 object-fit:contain;object-position:top;background:#777}"
            );
            let file = self.folder.join(format!("sheet-{}.html", number + 1));
            fs::write(&file, page)?;
            app.browser()?.goto(&format!("file://{}", file.display())).await?;
            app.browser()?.set_viewport(1900, 1440).await?;
            app.browser()?.execute_async(checks::SETTLED, vec![]).await?;
            fs::write(file.with_extension("png"), app.browser()?.screenshot().await?)?;
            fs::remove_file(&file)?;
        }
        Ok(())
    }
}

async fn take(app: &mut App, step: &Step) -> anyhow::Result<()> {
    match *step {
        Step::Press(action) => act(app, action).await,
        Step::Click(css) => app.browser()?.click(css).await,
        Step::Fill(field, text) => fill(app, field, text).await,
        Step::Choose(field, value) => choose(app, field, value).await,
        Step::Type(text) => app.browser()?.type_text(text).await,
        Step::Palette => app.browser()?.press_with_control('k').await,
        Step::Take(name) => {
            let file = workspace_root().join(Path::new("tests/e2e/fixtures").join(name));
            app.browser()?.upload("[data-drop=\"import\"]", &file).await
        }
        Step::Bring(place, name) => {
            let css = format!("[data-drop=\"{place}\"]");
            app.browser()?.upload(&css, &build::output().join(name)).await
        }
        Step::See(css) => app.browser()?.see(css).await.map(drop),
    }
}
