// Cuts the finished program into files, so that a first visit loads little: the
// first holds the frame and the ways to begin, the second what the first look at one's
// customers needs, the third the other pages, the fourth what reads and writes workbooks
// (see src/app/part.rs and docs/decisions/0006-the-program-in-parts.md).
//
// Trunk has put a program in one file into its folder by then, which cannot run:
// its second half is behind an import that only this step fills. This step goes
// back to what the compiler wrote, cuts it, binds and optimises both parts, and
// puts them in the place of Trunk's files, under names that hold a hash of all of
// them together, because they only work together.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// What every supported browser has. More than these (--all-features above all)
// writes wasm that browsers refuse.
const features = [
  "--enable-bulk-memory",
  "--enable-bulk-memory-opt",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-reference-types",
  "--enable-multivalue",
];

/** Replaces Trunk's program in the folder by the cut one; gives back the page's text. */
export function split(folder, page) {
  const name = page.match(/tangga-[0-9a-f]+(?=_bg\.wasm)/)?.[0];
  if (!name) throw new Error("index.html names no program");
  const target = JSON.parse(run("cargo", "metadata", "--no-deps", "--offline", "--format-version", "1")).target_directory;
  const work = join(target, "split");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });

  run("wasm-split-cli", join(target, "wasm32-unknown-unknown/release/tangga.wasm"), join(work, "cut"), "--out-name", "tangga");
  run("wasm-bindgen", join(work, "cut/tangga.wasm"), "--out-dir", join(work, "bound"), "--out-name", "tangga",
    "--target", "web", "--no-typescript", "--keep-lld-exports", "--remove-name-section", "--remove-producers-section");
  // Beside the parts by name there is one for each set of them that has code in common.
  const cut = readdirSync(join(work, "cut")).filter((part) => part.endsWith(".wasm") && part !== "tangga.wasm").sort();
  const nameOf = (part) => part.replace(/^split_(.*)\.wasm$/, "$1").replace(/^chunk_(\d+)\.wasm$/, "common$1");
  const named = cut.map(nameOf).filter((name) => !name.startsWith("common"));
  if (named.join() !== "excel,further,rest") {
    throw new Error(`the program was cut into ${cut.join(", ")}: rest, further and excel were to be among them`);
  }
  const optimised = (path) => {
    const written = join(work, "optimised.wasm");
    run("wasm-opt", "-Oz", ...features, "--strip-debug", "--strip-producers", path, "-o", written);
    return readFileSync(written);
  };
  const wasm = optimised(join(work, "bound/tangga_bg.wasm"));
  const parts = cut.map((part) => ({ part, bytes: optimised(join(work, "cut", part)) }));
  const script = readFileSync(join(work, "bound/tangga.js"), "utf8");
  const loader = readFileSync(join(work, "cut/__wasm_split.js"), "utf8");

  const sum = createHash("sha256");
  for (const bytes of [wasm, ...parts.map((part) => part.bytes), script, loader]) sum.update(bytes);
  const hash = sum.digest("hex").slice(0, 16);
  const [scriptName, wasmName] = [`tangga-${hash}.js`, `tangga-${hash}_bg.wasm`];
  const loaderName = `loader-${hash}.js`;
  rmSync(join(folder, `${name}.js`));
  rmSync(join(folder, `${name}_bg.wasm`));
  writeFileSync(join(folder, wasmName), wasm);
  let loading = rename(loader, 'from "./tangga.js"', `from "./${scriptName}"`, 1);
  for (const { part, bytes } of parts) {
    const partName = `${nameOf(part)}-${hash}.wasm`;
    writeFileSync(join(folder, partName), bytes);
    loading = rename(loading, `./${part}`, `./${partName}`, 1);
  }
  // The imports are named in the wasm as well, where they keep their name.
  const naming = rename(script, "'tangga_bg.wasm'", `'${wasmName}'`, 1);
  writeFileSync(join(folder, scriptName), rename(naming, 'from "./__wasm_split.js"', `from "./${loaderName}"`, named.length));
  writeFileSync(join(folder, loaderName), loading);
  // The program's script imports the loader: named in the page, both come at once.
  const preload = new RegExp(`<link[^>]*href="?\\./${name}\\.js[^>]*>`);
  if (!preload.test(page)) throw new Error("index.html does not preload the program's script");
  return page
    .replace(preload, (link) => link + link.replace(`${name}.js`, loaderName))
    .replaceAll(name, `tangga-${hash}`);
}

function rename(text, from, to, times) {
  const found = text.split(from).length - 1;
  if (found !== times) throw new Error(`a script of the program holds ${from} ${found} times instead of ${times}`);
  return text.replaceAll(from, to);
}

function run(program, ...args) {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 });
}
