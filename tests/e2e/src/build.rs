//! Copies of a build, below `target/e2e/builds/`: the release as it is, the
//! release moved below a sub-path, and the release with the listener script that
//! WebKit needs. `scripts/post-build.mjs` moves and seals each copy the same way
//! as it seals a release, so the service worker accepts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail, ensure};

use crate::engine::Engine;

/// The listener script's name in a WebKit copy.
const LISTENER: &str = "listener.js";

/// The workspace's folder.
pub fn workspace_root() -> PathBuf {
    // Without "..": Chromium's driver does not read a profile behind one.
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(2).take(1).collect()
}

/// Where everything that a run leaves behind goes.
pub fn output() -> PathBuf {
    workspace_root().join("target/e2e")
}

/// The release build: `TANGGA_DIST`, else `dist/` of the workspace.
pub fn release() -> anyhow::Result<PathBuf> {
    let folder = std::env::var_os("TANGGA_DIST")
        .map(PathBuf::from)
        .unwrap_or_else(|| workspace_root().join("dist"));
    ensure!(
        folder.join("index.html").is_file(),
        "there is no release build in {}: run `make build` first",
        folder.display()
    );
    Ok(folder)
}

/// The harness's own page with the product's service worker.
pub fn harness_page() -> anyhow::Result<PathBuf> {
    let folder = output().join("builds/page");
    replace_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("page"), &folder)?;
    fs::remove_file(folder.join(LISTENER)).context("the listener script is missing")?;
    fs::copy(workspace_root().join("public/sw.js"), folder.join("sw.js"))?;
    seal(&folder, "/")?;
    Ok(folder)
}

/// A copy of `source` for this engine, to be served below `base`.
pub fn copy_for(source: &Path, engine: Engine, base: &str) -> anyhow::Result<PathBuf> {
    if engine != Engine::WebKit && base == "/" {
        return Ok(source.to_owned());
    }
    let source = source.canonicalize()?;
    let origin = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let place = base.trim_matches('/').replace('/', "-");
    let folder = output().join(format!("builds/{origin}-{engine}-{place}"));
    replace_folder(&source, &folder)?;
    if engine == Engine::WebKit {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("page").join(LISTENER);
        fs::copy(script, folder.join(LISTENER))?;
        let page_path = folder.join("index.html");
        let page = fs::read_to_string(&page_path)?;
        let at = page.find("<base").context("index.html holds no <base>")?;
        let end = page[at..].find('>').context("index.html holds half a <base>")? + at + 1;
        let page = format!("{}<script src=\"{LISTENER}\"></script>{}", &page[..end], &page[end..]);
        fs::write(page_path, page)?;
    }
    seal(&folder, base)?;
    Ok(folder)
}

fn seal(folder: &Path, base: &str) -> anyhow::Result<()> {
    let script = workspace_root().join("scripts/post-build.mjs");
    let result = Command::new("node")
        .arg(&script)
        .arg(folder)
        .arg(base)
        .output()
        .context("cannot start node: is it installed and on PATH?")?;
    if !result.status.success() {
        bail!("{}: {}", script.display(), String::from_utf8_lossy(&result.stderr));
    }
    Ok(())
}

/// Puts a copy of a folder in the place of another.
pub fn replace_folder(source: &Path, target: &Path) -> anyhow::Result<()> {
    if target.exists() {
        fs::remove_dir_all(target)?;
    }
    copy_folder(source, target)
        .with_context(|| format!("cannot copy {} to {}", source.display(), target.display()))
}

fn copy_folder(source: &Path, target: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(target)?;
    for entry in fs::read_dir(source)? {
        let entry = entry?;
        let to = target.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
