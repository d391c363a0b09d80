// The last step of a build, run by Trunk on its staging folder, or by hand on a
// finished one to move it below another path:
//
//     node scripts/post-build.mjs dist /crm/
//
// For a release it
// 1. cuts the program into two files (scripts/split.mjs), once;
// 2. moves Trunk's inline start script into a hashed file, so that the content
//    security policy needs neither 'unsafe-inline' nor a hash;
// 3. writes the base path, the policy and the build id into index.html;
// 4. writes the list of all files with their SHA-384 into sw.js.
// Each step finds its own earlier result and replaces it, so a second run is safe.
// A development build only gets its base path: without a build id no service
// worker is registered, and Trunk's reload script stays allowed.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { metaPolicy } from "./headers.mjs";
import { split } from "./split.mjs";

const [, , folderArgument, baseArgument] = process.argv;
const folder = folderArgument ?? process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("usage: post-build.mjs FOLDER [BASE]");
const release = folderArgument !== undefined || process.env.TRUNK_PROFILE === "release";
const base = baseArgument ?? process.env.TANGGA_BASE;

const pagePath = join(folder, "index.html");
let page = readFileSync(pagePath, "utf8");

if (base) {
  if (!/^\/([\w.~-]+\/)*$/.test(base)) throw new Error(`the base must look like / or /crm/, not ${base}`);
  replaceInPage(/<base [^>]*>/, `<base href="${base}">`);
}
if (release) {
  // A build that is finished is cut already.
  if (folderArgument === undefined) page = split(folder, page);
  moveStartScript();
  writeMeta(/<meta http-equiv="?content-security-policy"? [^>]*>/i,
    `<meta http-equiv="Content-Security-Policy" content="${metaPolicy}">`);
  const id = buildId();
  writeMeta(/<meta name="tangga-build" [^>]*>/, `<meta name="tangga-build" content="${id}">`);
  writeFileSync(pagePath, page);
  writeServiceWorker(id);
} else {
  writeFileSync(pagePath, page);
}

function replaceInPage(pattern, text) {
  if (!pattern.test(page)) throw new Error(`index.html holds no ${pattern}`);
  page = page.replace(pattern, () => text);
}

// New elements go directly behind <base>, before anything that loads.
function writeMeta(pattern, text) {
  if (pattern.test(page)) replaceInPage(pattern, text);
  else replaceInPage(/<base [^>]*>/, page.match(/<base [^>]*>/)[0] + text);
}

function moveStartScript() {
  const inline = /<script type="?module"?[^>]*>([\s\S]+?)<\/script>/;
  const found = page.match(inline);
  if (found) {
    const script = found[1].trim() + "\n";
    const name = `start-${digest("sha256", Buffer.from(script), "hex").slice(0, 16)}.js`;
    writeFileSync(join(folder, name), script);
    replaceInPage(inline, `<script type="module" src="./${name}"></script>`);
  }
  if (/<script(?![^>]*\ssrc=)[^>]*>/.test(page)) {
    throw new Error("index.html still holds an inline script, which the content security policy forbids");
  }
}

// The id covers every file of the build but the two into which it is written;
// of index.html it covers the text before that.
function buildId() {
  const sum = createHash("sha256");
  sum.update(page.replace(/<meta name="tangga-build" [^>]*>/, ""));
  for (const path of files()) {
    if (path === "index.html") continue;
    let bytes = readFileSync(join(folder, path));
    if (path === "sw.js") bytes = Buffer.from(bytes.toString("utf8").replace(/^const BUILD = .*$/m, ""));
    sum.update(`\n${path}\n`).update(bytes);
  }
  return sum.digest("hex").slice(0, 16);
}

function writeServiceWorker(id) {
  const path = join(folder, "sw.js");
  const list = files()
    .filter((name) => name !== "sw.js")
    .map((name) => ({ path: name, integrity: `sha384-${digest("sha384", readFileSync(join(folder, name)), "base64")}` }));
  const worker = readFileSync(path, "utf8");
  const line = /^const BUILD = .*$/m;
  if (!line.test(worker)) throw new Error("sw.js holds no line that begins with const BUILD");
  writeFileSync(path, worker.replace(line, () => `const BUILD = ${JSON.stringify({ id, files: list })};`));
}

function files() {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
}

function digest(algorithm, bytes, encoding) {
  return createHash(algorithm).update(bytes).digest(encoding);
}
