// Joins style/*.css into one stylesheet, which Trunk then hashes: one request on
// a first visit. Tokens come first and base second, because the rest builds on
// them; the other files follow by name.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = "style";
const target = "target/stylesheet";
const first = ["tokens.css", "base.css"];

const files = readdirSync(folder)
  .filter((name) => name.endsWith(".css"))
  .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

function rank(name) {
  const position = first.indexOf(name);
  return position < 0 ? first.length : position;
}

const sheet = files.map((name) => `/* ${name} */\n${readFileSync(join(folder, name), "utf8")}`).join("\n");
mkdirSync(target, { recursive: true });
writeFileSync(join(target, "tangga.css"), sheet);
