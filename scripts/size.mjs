// Weighs what the first screen of a first visit needs, compressed with brotli at quality 11 as a
// static host would send it, and fails above the bytes in scripts/size-budget.
//
// A first visit loads index.html, all that it names (scripts, styles, icons, the
// manifest), the wasm that the start script names, and sw.js; then its first
// screen is there. Four things are printed apart and are not part of the budget:
// the rest of the program, which the first file fetches as soon as it runs, so that
// it is mostly there when a person has chosen how to begin; the further pages, which
// come after it; what reads and writes workbooks, which the first workbook fetches;
// and the icons that only an installation asks for.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const folder = process.argv[2] ?? "dist";
const budget = Number(readFileSync("scripts/size-budget", "utf8").trim());
const page = readFileSync(join(folder, "index.html"), "utf8");
const started = readdirSync(folder).filter((name) => name.startsWith("start-")).map((name) => readFileSync(join(folder, name), "utf8"));
const named = page + started.join("\n");

const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
  .sort()
  .map((path) => {
    const bytes = readFileSync(join(folder, path));
    const packed = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    // An image that brotli cannot shrink is sent as it is.
    const size = Math.min(packed.length, bytes.length);
    return { path, raw: bytes.length, size, first: ["index.html", "sw.js"].includes(path) || named.includes(path) };
  });

const line = (name, raw, size) => console.log(name.padEnd(40), String(raw).padStart(10), String(size).padStart(10));
const table = (title, list) => {
  line(title, "raw", "brotli");
  for (const row of list) line("  " + row.path, row.raw, row.size);
};
const first = rows.filter((row) => row.first);
table("first screen", first);
const total = first.reduce((sum, row) => sum + row.size, 0);
line("  sum", first.reduce((sum, row) => sum + row.raw, 0), total);
const later = rows.filter((row) => !row.first && row.path.endsWith(".wasm"));
// The loader says which files come with which part.
const loader = readFileSync(join(folder, rows.find((row) => row.path.startsWith("loader-")).path), "utf8");
const shared = new Map([...loader.matchAll(/const (__chunk_\d+) = makeLoad[^]*?new URL\("\.\/([^"]+)"/g)].map(([, name, path]) => [name, path]));
const withPart = (part) => {
  const [, path, names] = loader.match(new RegExp(`__wasm_split_load_${part} = [^]*?new URL\\("\\./([^"]+)"[^]*?\\[([^\\]]*)\\]\\)\\)`));
  return [path, ...names.split(",").map((name) => shared.get(name.trim())).filter(Boolean)];
};
const restFiles = withPart("rest");
const furtherFiles = withPart("further").filter((path) => !restFiles.includes(path));
const rest = later.filter((row) => restFiles.includes(row.path));
const further = later.filter((row) => furtherFiles.includes(row.path));
table("after that, the rest, with which one can begin", rest);
table("after that, the further pages", further);
table("with the first workbook", later.filter((row) => !rest.includes(row) && !further.includes(row)));
table("after that, for installing", rows.filter((row) => !row.first && !later.includes(row)));
const after = rest.reduce((sum, row) => sum + row.size, 0);
console.log(`First screen: ${total} bytes of ${budget} (${((100 * total) / budget).toFixed(1)} %); first visit: ${total + after} bytes.`);
if (!(total <= budget)) {
  console.error(`The first screen is ${total - budget} bytes above the budget in scripts/size-budget.`);
  process.exit(1);
}
