// Serves dist/ on 127.0.0.1 the way a static host would, with the headers that
// README tells deployers to set:
//
//     node scripts/serve.mjs [--dist dist] [--port 8080] [--base /crm/]
//
// It prints the address in one line. Port 0 takes a free port, and a given port
// that is taken is replaced by a free one. A navigation to an unknown path gets
// index.html, as deep links need; any other unknown path is a 404.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { cacheControl, headers } from "./headers.mjs";

const { values: options } = parseArgs({
  options: {
    dist: { type: "string", default: "dist" },
    port: { type: "string", default: "8080" },
    base: { type: "string" },
  },
});

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const folder = resolve(options.dist);
const index = join(folder, "index.html");
if (!existsSync(index)) {
  console.error(`${index} is missing: run "make build" first.`);
  process.exit(1);
}
// The build knows the path it was made for.
const built = readFileSync(index, "utf8").match(/<base href="?([^" >]+)/)?.[1] ?? "/";
const base = options.base ?? built;
if (base !== built) {
  console.error(`This build is for ${built}. Move it with: node scripts/post-build.mjs ${options.dist} ${base}`);
  process.exit(1);
}

const server = createServer((request, answer) => {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(answer, 405);
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  } catch {
    return refuse(answer, 400);
  }
  if (path + "/" === base) {
    answer.writeHead(308, { ...headers, Location: base, "Content-Length": 0 });
    return answer.end();
  }
  if (!path.startsWith(base) || path.includes("\0")) return refuse(answer, 404);
  const wanted = resolve(folder, path.slice(base.length) || "index.html");
  const inside = wanted === folder || wanted.startsWith(folder + sep);
  if (inside && statSync(wanted, { throwIfNoEntry: false })?.isFile()) return send(request, answer, wanted);
  const navigation = request.headers["sec-fetch-mode"] === "navigate" || request.headers.accept?.includes("text/html");
  if (inside && navigation) return send(request, answer, index);
  return refuse(answer, 404);
});

function send(request, answer, path) {
  answer.writeHead(200, {
    ...headers,
    "Content-Type": types[extname(path)] ?? "application/octet-stream",
    "Content-Length": statSync(path).size,
    "Cache-Control": cacheControl(path),
  });
  if (request.method === "HEAD") return answer.end();
  createReadStream(path).on("error", () => answer.destroy()).pipe(answer);
}

function refuse(answer, status) {
  answer.writeHead(status, { ...headers, "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  answer.end(`${status}\n`);
}

server.on("error", (error) => {
  if (error.code !== "EADDRINUSE" || options.port === "0") throw error;
  console.log(`Port ${options.port} is taken; using a free one.`);
  options.port = "0";
  server.listen(0, "127.0.0.1");
});
server.on("listening", () => console.log(`Tangga is at http://127.0.0.1:${server.address().port}${base}`));
server.listen(Number(options.port), "127.0.0.1");
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
