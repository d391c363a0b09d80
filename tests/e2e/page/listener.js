// The first script of a page in WebKit's copy of a build, where no driver tells
// what the console says: it keeps that, and what was loaded, for the harness.
(function () {
  const key = "tangga-e2e-heard";
  function keep(list, value) {
    const kept = JSON.parse(sessionStorage.getItem(key)) ?? { entries: [], requests: [] };
    kept[list].push(value);
    sessionStorage.setItem(key, JSON.stringify(kept));
  }
  function text(value) {
    if (value instanceof Error) return String(value) + "\n" + value.stack;
    if (typeof value !== "object") return String(value);
    try { return JSON.stringify(value); } catch (circular) { return String(value); }
  }
  for (const level of ["error", "warn"]) {
    const original = console[level];
    console[level] = function (...parts) {
      keep("entries", { level, text: parts.map(text).join(" ") });
      original.apply(console, parts);
    };
  }
  console.assert = function (holds, ...parts) {
    if (!holds) console.error("assertion failed", ...parts);
  };
  const error = (words) => keep("entries", { level: "error", text: words });
  addEventListener("error", (event) => {
    const place = event.target;
    if (place instanceof Element) error("cannot load " + (place.src ?? place.href ?? place.tagName));
    else error(text(event.error ?? event.message));
  }, true);
  addEventListener("unhandledrejection", (event) => error("unhandled rejection: " + text(event.reason)));
  addEventListener("securitypolicyviolation", (event) =>
    error("content security policy: " + event.effectiveDirective + " " + event.blockedURI));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) keep("requests", entry.name);
  }).observe({ type: "resource", buffered: true });
  keep("requests", location.href);
  window.tanggaListens = true;
})();
