// Weighs what the first screen of a first visit needs, compressed with brotli at quality 11 as a
// static host would send it, and fails above the bytes in scripts/size-budget.
//
// A first visit loads index.html, all that it names (scripts, styles, icons, the
// manifest), the wasm that the start script names, and sw.js; then its first
// screen is there. Three things are printed apart and are not part of the budget:
// the rest of the program, which the first file fetches as soon as it runs, so that
// it is mostly there when a person has chosen how to begin; what reads and writes
// workbooks, which the first workbook fetches; and the icons that only an
// installation asks for.
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
const rest = later.filter((row) => !row.path.startsWith("excel-"));
table("after that, the rest of the program", rest);
table("with the first workbook", later.filter((row) => !rest.includes(row)));
table("after that, for installing", rows.filter((row) => !row.first && !later.includes(row)));
const after = rest.reduce((sum, row) => sum + row.size, 0);
console.log(`First screen: ${total} bytes of ${budget} (${((100 * total) / budget).toFixed(1)} %); first visit: ${total + after} bytes.`);
if (!(total <= budget)) {
  console.error(`The first screen is ${total - budget} bytes above the budget in scripts/size-budget.`);
  process.exit(1);
}
