// Draws the PNG icons from the SVG ones, with the Chromium that the tests use.
// The results are committed; this runs only after a change of the drawing.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const drawings = [
  ["icon.svg", "icon-192.png", 192],
  ["icon.svg", "icon-512.png", 512],
  ["maskable.svg", "maskable-192.png", 192],
  ["maskable.svg", "maskable-512.png", 512],
];
const work = mkdtempSync(join(tmpdir(), "tangga-icons-"));
try {
  for (const [source, target, size] of drawings) {
    const page = join(work, "page.html");
    const svg = readFileSync(join("public/icons", source), "utf8");
    writeFileSync(page, `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    execFileSync("chromium", [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
      `--user-data-dir=${join(work, "profile")}`,
      "--default-background-color=00000000",
      `--window-size=${size},${size}`,
      `--screenshot=${resolve("public/icons", target)}`,
      `file://${page}`,
    ], { stdio: "ignore" });
    const png = readFileSync(join("public/icons", target));
    if (png.readUInt32BE(16) !== size || png.readUInt32BE(20) !== size) throw new Error(`${target} is not ${size} pixels square`);
    console.log(`${target}: ${size} pixels, ${png.length} bytes`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
