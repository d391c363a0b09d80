//! Reads Rust source well enough to ask what it names: tokens without comments,
//! the paths that a file uses with `use` trees opened, and the bodies of `view!`.
//! It is no compiler; a name made by a macro or a glob is not seen.

use std::fs;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Word(String),
    /// The text of a string literal, without its quotes.
    Text(String),
    Sign(&'static str),
}

impl Token {
    pub fn is(&self, sign: &str) -> bool {
        matches!(self, Token::Sign(own) if *own == sign)
    }

    pub fn word(&self) -> Option<&str> {
        match self {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }
}

pub struct Source {
    /// The path below the repository's root, with `/`.
    pub path: String,
    pub tokens: Vec<Token>,
}

/// Every Rust file below a folder of the repository that ships, in the order of
/// its path. Tests may look across the fences: a law of merging is stated on the
/// bytes that another folder writes.
pub fn rust_files(root: &Path, folder: &str) -> Vec<Source> {
    files(&root.join(folder))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "tests"))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file is readable UTF-8");
            Source { path: below(root, &path), tokens: without_tests(tokens(&text)) }
        })
        .collect()
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.expect("a folder of the repository is readable").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A path below the repository's root, with `/` on every system.
pub fn below(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).expect("the path stands below the root");
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The signs that matter as a unit; any other character stands alone.
const SIGNS: [&str; 9] = ["..=", "...", "::", "..", "=>", "->", "==", "</", "/>"];
const SINGLE: &str = "!#$%&'()*+,-./:;<=>?@[]^{|}~\\`\"";

pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = &rest[first.len_utf8()..];
        } else if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("/*") {
            rest = after_block_comment(rest);
        } else if let Some((literal, after)) = string_literal(rest) {
            found.push(Token::Text(literal.to_owned()));
            rest = after;
        } else if let Some(after) = character_literal(rest) {
            rest = after;
        } else if first == '_' || first.is_alphanumeric() {
            let end = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
            found.push(Token::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            found.push(Token::Sign(sign));
            rest = &rest[sign.len()..];
        } else {
            if let Some(at) = SINGLE.find(first) {
                found.push(Token::Sign(&SINGLE[at..at + 1]));
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    found
}

/// The tokens without each `#[cfg(test)] mod … { … }`.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let words = |from: usize, word: &str| {
            tokens.get(from).and_then(Token::word).is_some_and(|own| own == word)
        };
        let gated = words(at, "cfg") && words(at + 2, "test") && words(at + 5, "mod");
        if gated && tokens.get(at + 7).is_some_and(|token| token.is("{")) {
            at = closing(&tokens, at + 7) + 1;
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

fn after_block_comment(text: &str) -> &str {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return &text[at..];
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    ""
}

/// A plain, byte or raw string at the start of the text, and what follows it.
fn string_literal(text: &str) -> Option<(&str, &str)> {
    let after_prefix = text.strip_prefix('b').unwrap_or(text);
    if let Some(raw) = after_prefix.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let body = raw[hashes..].strip_prefix('"')?;
        let end = body.find(&format!("\"{}", "#".repeat(hashes)))?;
        return Some((&body[..end], &body[end + 1 + hashes..]));
    }
    let body = after_prefix.strip_prefix('"')?;
    let mut escaped = false;
    for (at, character) in body.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some((&body[..at], &body[at + 1..])),
            _ => {}
        }
    }
    None
}

/// What follows a character literal; a lifetime is none.
fn character_literal(text: &str) -> Option<&str> {
    let body = text.strip_prefix('b').unwrap_or(text).strip_prefix('\'')?;
    let mut characters = body.char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        characters.next();
        return body[3.min(body.len())..]
            .find('\'')
            .map(|end| &body[3 + end + 1..])
            .or_else(|| body.strip_prefix("\\")?.get(1..)?.strip_prefix('\''));
    }
    let (end, second) = characters.next()?;
    (second == '\'').then(|| &body[end + 1..])
}

/// Every path that the tokens name, such as `crate::storage::log`, with `use`
/// trees opened. A lone word is a path of one part.
pub fn paths(tokens: &[Token]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].word() == Some("use") {
            at = use_tree(tokens, at + 1, &[], &mut found);
        } else if tokens[at].word().is_some() {
            let (path, next) = path_at(tokens, at);
            found.push(path);
            at = next;
        } else {
            at += 1;
        }
    }
    found
}

fn path_at(tokens: &[Token], start: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    let mut at = start;
    while let Some(word) = tokens.get(at).and_then(Token::word) {
        path.push(word.to_owned());
        at += 1;
        let more = tokens.get(at).is_some_and(|token| token.is("::"))
            && tokens.get(at + 1).is_some_and(|token| token.word().is_some());
        if !more {
            break;
        }
        at += 1;
    }
    (path, at)
}

fn use_tree(
    tokens: &[Token],
    start: usize,
    prefix: &[String],
    found: &mut Vec<Vec<String>>,
) -> usize {
    let (path, mut at) = path_at(tokens, start);
    let mut whole = prefix.to_vec();
    whole.extend(path);
    if tokens.get(at).is_some_and(|token| token.is("::")) {
        at += 1;
    }
    if !tokens.get(at).is_some_and(|token| token.is("{")) {
        found.push(whole);
        return at;
    }
    at += 1;
    while at < tokens.len() && !tokens[at].is("}") {
        let next = if tokens[at].word() == Some("as") || tokens[at].is(",") {
            at + 1
        } else {
            use_tree(tokens, at, &whole, found)
        };
        at = next.max(at + 1);
    }
    at + 1
}

/// The tokens inside each `view! { … }`.
pub fn views(tokens: &[Token]) -> Vec<&[Token]> {
    let mut found = Vec::new();
    for at in 0..tokens.len().saturating_sub(2) {
        let opens = ["{", "(", "["].iter().any(|sign| tokens[at + 2].is(sign));
        if tokens[at].word() == Some("view") && tokens[at + 1].is("!") && opens {
            found.push(&tokens[at + 3..closing(tokens, at + 2)]);
        }
    }
    found
}

/// The position of the bracket that closes the one at `open`.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if ["{", "(", "["].iter().any(|sign| token.is(sign)) {
            depth += 1;
        } else if ["}", ")", "]"].iter().any(|sign| token.is(sign)) {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        }
    }
    tokens.len()
}
