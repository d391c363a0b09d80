//! Holds the source to its design: which folder may name what, how files are
//! named and how long they grow, that views hold no text and no style, and that
//! README's folder map and headers are true.
#![cfg(not(target_arch = "wasm32"))]

#[path = "architecture/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use source::{Source, Token, below, files, paths, rust_files, tokens, views};

/// What the files of a folder (and the file of the same name) must not name. A
/// name of one part is forbidden anywhere in a path, one of more parts as the
/// beginning of a path.
struct Fence {
    folder: &'static str,
    never: &'static [&'static str],
}

const BROWSER_CRATES: [&str; 8] = [
    "leptos",
    "leptos_router",
    "gloo",
    "indexed_db_futures",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

const FENCES: [Fence; 10] = [
    Fence {
        folder: "src/engine/domain",
        never: &[
            "crate::analytics",
            "crate::charts",
            "crate::interchange",
            "crate::workspace",
            "plotters",
        ],
    },
    Fence {
        folder: "src/engine/analytics",
        never: &["crate::charts", "crate::interchange", "crate::workspace", "plotters"],
    },
    Fence {
        folder: "src/engine/workspace",
        never: &["crate::charts", "crate::interchange", "plotters"],
    },
    Fence { folder: "src/engine/interchange", never: &["crate::charts", "plotters"] },
    Fence { folder: "src/engine/charts", never: &["crate::interchange", "crate::workspace"] },
    Fence {
        folder: "src/storage",
        never: &["leptos", "leptos_router", "crate::app", "crate::components", "crate::pages"],
    },
    Fence {
        folder: "src/browser",
        never: &[
            "leptos",
            "leptos_router",
            "tangga_engine::domain",
            "crate::app",
            "crate::components",
            "crate::pages",
            "crate::storage",
        ],
    },
    Fence { folder: "src/components", never: &["tangga_engine::workspace", "crate::storage"] },
    Fence {
        folder: "src/pages",
        never: &["tangga_engine::workspace", "crate::storage", "web_sys"],
    },
    Fence { folder: "src/words", never: &["leptos", "leptos_router", "crate::storage"] },
];

/// Names that one folder alone may use.
const RESERVED: [(&str, &[&str]); 5] = [
    ("indexed_db_futures", &["src/storage"]),
    ("plotters", &["src/engine/charts"]),
    ("serde", &["src/engine/interchange"]),
    ("serde_json", &["src/engine/interchange"]),
    ("spawn_local", &["src/app"]),
];

const BANNED_NAMES: [&str; 8] =
    ["common", "helper", "helpers", "manager", "misc", "types", "util", "utils"];

/// Lines; the usual length is half of it.
const LONGEST_FILE: usize = 550;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether a file is the module of that folder or stands below it.
fn belongs(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

fn names(path: &[String], forbidden: &str) -> bool {
    let parts: Vec<&str> = forbidden.split("::").collect();
    match parts.as_slice() {
        [single] => path.iter().any(|part| part == single),
        _ => path.len() >= parts.len() && path.iter().zip(&parts).all(|(a, b)| a == b),
    }
}

/// The paths of a file, with a leading `self` and `super` resolved to `crate`.
fn resolved_paths(file: &Source) -> Vec<Vec<String>> {
    let inner = file.path.strip_prefix("src/engine/").or(file.path.strip_prefix("src/"));
    let inner = inner.unwrap_or(&file.path).trim_end_matches(".rs");
    let module: Vec<String> = match inner {
        "lib" | "main" => Vec::new(),
        _ => inner.split('/').map(str::to_owned).collect(),
    };
    let resolve = |path: Vec<String>| {
        let ups = path.iter().take_while(|part| *part == "super").count();
        let skip = ups + usize::from(ups == 0 && path.first().is_some_and(|part| part == "self"));
        if skip == 0 {
            return path;
        }
        let mut whole = vec!["crate".to_owned()];
        whole.extend(module.iter().take(module.len().saturating_sub(ups)).cloned());
        whole.extend(path.into_iter().skip(skip));
        whole
    };
    paths(&file.tokens).into_iter().map(resolve).collect()
}

fn assert_none(offences: Vec<String>) {
    assert!(offences.is_empty(), "{} offences:\n{}", offences.len(), offences.join("\n"));
}

#[test]
fn no_folder_names_what_its_fence_forbids() {
    let mut offences = Vec::new();
    for file in rust_files(&root(), "src") {
        let mut never: BTreeSet<&str> = FENCES
            .iter()
            .filter(|fence| belongs(&file.path, fence.folder))
            .flat_map(|fence| fence.never.iter().copied())
            .collect();
        if file.path.starts_with("src/engine/") {
            never.extend(BROWSER_CRATES);
        }
        for path in resolved_paths(&file) {
            for forbidden in never.iter().filter(|forbidden| names(&path, forbidden)) {
                offences.push(format!("{} names {} ({forbidden})", file.path, path.join("::")));
            }
        }
    }
    assert_none(offences);
}

#[test]
fn what_is_reserved_to_one_folder_is_named_nowhere_else() {
    let mut offences = Vec::new();
    for file in rust_files(&root(), "src") {
        for path in paths(&file.tokens) {
            for (name, folders) in RESERVED {
                let allowed = folders.iter().any(|folder| belongs(&file.path, folder));
                if !allowed && names(&path, name) {
                    offences.push(format!("{} names {name}", file.path));
                }
            }
        }
    }
    assert_none(offences);
}

/// indexed_db_futures 0.6.4 turns `..x` and `..=x` round, so a key range is
/// written with explicit bounds. Slices such as `[..n]` are not key ranges.
#[test]
fn storage_writes_no_key_range_that_is_open_below() {
    let mut offences = Vec::new();
    for file in rust_files(&root(), "src").iter().filter(|file| belongs(&file.path, "src/storage"))
    {
        if inverted_ranges(&file.tokens) > 0 {
            offences.push(format!("{} holds ..x or ..=x outside a slice", file.path));
        }
    }
    assert_none(offences);
}

fn inverted_ranges(tokens: &[Token]) -> usize {
    let mut open: Vec<&Token> = Vec::new();
    let mut found = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.is("(") || token.is("[") || token.is("{") {
            open.push(token);
        } else if token.is(")") || token.is("]") || token.is("}") {
            open.pop();
        } else if token.is("..") || token.is("..=") {
            let before = at.checked_sub(1).map(|at| &tokens[at]);
            let begins = before.is_some_and(|token| token.is("(") || token.is("="))
                || before.is_some_and(|token| token.is(","))
                    && open.last().is_some_and(|bracket| bracket.is("("));
            let ends = tokens.get(at + 1).is_none_or(|token| token.is(")") || token.is(","));
            found += usize::from(begins && !ends);
        }
    }
    found
}

#[test]
fn folders_and_files_are_named_after_the_field() {
    let root = root();
    let mut offences = Vec::new();
    for folder in ["src", "style", "tests", "public", "scripts"] {
        for path in files(&root.join(folder)) {
            let path = below(&root, &path);
            if path.ends_with("/mod.rs") {
                offences.push(format!("{path}: a module is foo.rs beside foo/"));
            }
            let parts = path.split('/').map(|part| part.split('.').next().unwrap_or(part));
            if parts.into_iter().any(|part| BANNED_NAMES.contains(&part)) {
                offences.push(format!("{path}: the name says nothing"));
            }
        }
    }
    assert_none(offences);
}

#[test]
fn no_source_file_outgrows_the_limit() {
    let root = root();
    let mut offences = Vec::new();
    for folder in ["src", "style", "tests", "scripts", "public"] {
        for path in files(&root.join(folder)) {
            let source = ["rs", "css", "mjs", "js"];
            if !path.extension().is_some_and(|extension| source.iter().any(|own| extension == *own))
            {
                continue;
            }
            let lines = fs::read_to_string(&path).expect("a source file is UTF-8").lines().count();
            if lines > LONGEST_FILE && !path.ends_with("axe.min.js") {
                offences.push(format!("{}: {lines} lines", below(&root, &path)));
            }
        }
    }
    assert_none(offences);
}

#[test]
fn views_hold_neither_text_nor_style() {
    let mut offences = Vec::new();
    for file in rust_files(&root(), "src") {
        for view in views(&file.tokens) {
            for fault in view_faults(view) {
                offences.push(format!("{}: {fault}", file.path));
            }
        }
    }
    assert_none(offences);
}

/// Attributes whose value a person reads or hears.
const SPOKEN: [&str; 6] =
    ["alt", "label", "placeholder", "title", "description", "roledescription"];

fn view_faults(view: &[Token]) -> Vec<String> {
    let mut faults = Vec::new();
    let has_letters = |text: &str| text.chars().any(char::is_alphabetic);
    for (at, token) in view.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).and_then(|at| view.get(at));
        if let Token::Text(text) = token {
            let child = before(1).is_none_or(|token| {
                token.is(">") || token.is("/>") || token.is("}") || matches!(token, Token::Text(_))
            });
            let spoken = before(1).is_some_and(|token| token.is("="))
                && before(2).and_then(Token::word).is_some_and(|word| SPOKEN.contains(&word));
            if (child || spoken) && has_letters(text) {
                faults.push(format!("the text {text:?} belongs in src/words"));
            }
            let link = before(2).and_then(Token::word) == Some("href");
            if link && text.starts_with('#') {
                faults.push(format!("{text:?} resolves against <base href> and leaves the page"));
            }
        }
        let attribute = token.word() == Some("style")
            && view.get(at + 1).is_some_and(|token| token.is("="))
            && !before(1).is_some_and(|token| token.is(":") || token.is("-") || token.is("let"));
        if attribute && before(1).and_then(Token::word) != Some("let") {
            faults.push("style= is blocked by the content security policy".to_owned());
        }
    }
    faults
}

/// The tokens inside `texts! { … }`, and those outside.
fn texts_and_rest(tokens: &[Token]) -> (&[Token], Vec<&Token>) {
    let block = tokens
        .windows(3)
        .position(|three| three[0].word() == Some("texts") && three[1].is("!") && three[2].is("{"));
    let Some(start) = block.map(|at| at + 3) else { return (&[], tokens.iter().collect()) };
    let mut depth = 1;
    let length = tokens[start..].iter().position(|token| {
        depth += i32::from(token.is("{")) - i32::from(token.is("}"));
        depth == 0
    });
    let (texts, after) = tokens[start..].split_at(length.unwrap_or_default());
    (texts, tokens[..start].iter().chain(after).collect())
}

/// The names of the texts: those before a colon and a text, with or without
/// arguments between.
fn text_names(texts: &[Token]) -> Vec<&str> {
    let ends = texts
        .windows(2)
        .enumerate()
        .filter(|(_, two)| two[0].is(":") && matches!(two[1], Token::Text(_)));
    let names = ends.filter_map(|(colon, _)| {
        let mut at = colon.checked_sub(1)?;
        if texts[at].is(")") {
            at = texts[..at].iter().rposition(|token| token.is("("))?.checked_sub(1)?;
        }
        texts[at].word()
    });
    names.collect()
}

/// The last two parts of every path that a file names, as `module::name`, with
/// the module's own name where its `use` gives it another.
fn named(tokens: &[Token]) -> BTreeSet<(&str, &str)> {
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let aliases: BTreeMap<&str, &str> = (0..tokens.len())
        .filter(|at| word(at + 1) == Some("as"))
        .filter_map(|at| word(at + 2).zip(word(at)))
        .collect();
    let pairs = (0..tokens.len()).filter(|at| tokens.get(at + 1).is_some_and(|t| t.is("::")));
    let pairs = pairs.filter_map(|at| word(at).zip(word(at + 2)));
    pairs.map(|(of, name)| (aliases.get(of).copied().unwrap_or(of), name)).collect()
}

#[test]
fn every_text_is_used() {
    // Bug: three dozen texts were translated and kept that no screen showed.
    let sources = rust_files(&root(), "src");
    let elsewhere: BTreeSet<(&str, &str)> =
        sources.iter().flat_map(|file| named(&file.tokens)).collect();
    let mut offences = Vec::new();
    for words in sources.iter().filter(|file| file.path.starts_with("src/words/")) {
        let module = words.path.trim_start_matches("src/words/").trim_end_matches(".rs");
        let (texts, rest) = texts_and_rest(&words.tokens);
        for name in text_names(texts) {
            let here = rest.iter().any(|token| token.word() == Some(name));
            if !here && !elsewhere.contains(&(module, name)) {
                offences.push(format!("{}: nothing shows {name}", words.path));
            }
        }
    }
    assert_none(offences);
}

/// Rows such as "| `src/engine/domain/` | … |".
fn folder_map(readme: &str) -> BTreeSet<String> {
    readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("/`"))
        .map(|(folder, _)| folder.to_owned())
        .filter(|folder| !folder.contains(' '))
        .collect()
}

fn child_folders(root: &Path, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root.join(folder)).expect("the folder exists");
    entries
        .map(|entry| entry.expect("a folder of the repository is readable").path())
        .filter(|path| path.is_dir())
        .map(|path| below(root, &path))
        .collect()
}

#[test]
fn the_folder_map_in_readme_is_true() {
    let root = root();
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md exists");
    let map = folder_map(&readme);
    let mut offences: Vec<String> = map
        .iter()
        .filter(|folder| {
            !root.join(folder).is_dir() && !root.join(format!("{folder}.rs")).is_file()
        })
        .map(|folder| format!("README.md names {folder}/, which does not exist"))
        .collect();
    let mut present = child_folders(&root, "src");
    present.extend(child_folders(&root, "src/engine"));
    present.extend(["style", "public", "tests", "tests/e2e", "scripts"].map(str::to_owned));
    for folder in present.iter().filter(|folder| !map.contains(*folder)) {
        offences.push(format!("README.md does not name {folder}/"));
    }
    assert_none(offences);
}

#[test]
fn the_headers_in_readme_are_those_that_the_tests_run_with() {
    let root = root();
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md exists");
    let script = fs::read_to_string(root.join("scripts/headers.mjs")).expect("the script exists");
    let stated = script.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix('"')?.split_once("\": \"")?;
        Some((name.to_owned(), value.strip_suffix("\",")?.to_owned()))
    });
    let mut offences = Vec::new();
    let mut count = 0;
    for (name, value) in stated {
        count += 1;
        let header = format!("{name}: {value}");
        let directive = format!("{name} {value}");
        if !readme.contains(&header) && !readme.contains(&directive) {
            offences.push(format!("README.md does not say {header}"));
        }
    }
    assert!(count > 10, "scripts/headers.mjs was not understood");
    assert_none(offences);
}

#[test]
fn the_reader_of_sources_sees_what_it_must() {
    let joined = |text: &str| -> Vec<String> {
        paths(&tokens(text)).iter().map(|path| path.join("::")).collect()
    };
    let seen =
        joined("use a::{b::C, d::{E as F, G}}; // leptos\n fn f<'x>() { h::i('\\'', \"serde\") }");
    for expected in ["a::b::C", "a::d::E", "a::d::G", "h::i"] {
        assert!(seen.iter().any(|path| path == expected), "{expected} in {seen:?}");
    }
    assert!(!seen.iter().any(|path| path == "leptos" || path == "serde"), "{seen:?}");

    let source = tokens(r#"texts! { a: "A"; b(n): "{n} B" | "Bs", "b"; } fn f() { a() }"#);
    let (texts, rest) = texts_and_rest(&source);
    assert_eq!(text_names(texts), ["a", "b"]);
    assert!(rest.iter().any(|token| token.word() == Some("a")));
    assert!(!rest.iter().any(|token| token.word() == Some("b")));
    let page = tokens("use crate::words::{home as texts}; fn f() { texts::b(1) }");
    assert!(named(&page).contains(&("home", "b")));
    assert!(!named(&page).contains(&("texts", "b")));

    let count = |text: &str| inverted_ranges(&tokens(text));
    assert_eq!(count("get(..3); get(..=key); let range = ..end;"), 3);
    assert_eq!(count("&bytes[..4]; let (a, ..) = b; Row { a, ..Row::new() }; 0..5"), 0);

    let faults = |text: &str| views(&tokens(text)).into_iter().flat_map(view_faults).count();
    assert_eq!(faults(r#"view! { <p>"Hello"</p> <i title="Hi" style="x:y"/> {a}"b" }"#), 4);
    assert_eq!(faults(r##"view! { <a href="#main"/> }"##), 1);
    assert_eq!(faults(r#"view! { <p class="a" style:width="3px">{t().b} " · "</p> }"#), 0);
    assert_eq!(faults(r#"view! { <p>{match x { A => "wide", B => "tall" }}</p> }"#), 0);
}

#[test]
fn nothing_is_tracked_that_is_ignored() {
    // Bug: a link that stood for the folder of tools got into a commit, and git
    // replaced the tools of whoever took that commit over.
    let listing = Command::new("git")
        .args(["ls-files", "--cached", "--ignored", "--exclude-standard"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    // A copy of the source without its repository has nothing to list.
    let Ok(listing) = listing else { return };
    let tracked = String::from_utf8_lossy(&listing.stdout);
    assert!(tracked.is_empty(), "tracked although .gitignore names it: {tracked}");
}
