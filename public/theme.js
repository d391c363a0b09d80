// Sets the chosen theme and language on <html> before the first paint, so that
// nothing flashes. The keys hold the base path, because `/` and `/crm/` on one
// origin are two workspaces that share nothing.
(function () {
  var root = document.documentElement;
  var base = new URL(document.baseURI).pathname;
  function read(name) {
    try {
      return localStorage.getItem("tangga:" + base + ":" + name);
    } catch (blocked) {
      return null; // Storage is switched off: follow the browser's own settings.
    }
  }
  var theme = read("theme");
  if (theme === "light" || theme === "dark") {
    root.setAttribute("data-theme", theme);
    var colours = document.querySelectorAll('meta[name="theme-color"]');
    for (var i = 0; i < colours.length; i += 1) {
      colours[i].content = theme === "dark" ? "#14181b" : "#f7f6f2";
    }
  }
  var language = read("language");
  if (language !== "en" && language !== "id") {
    // The first of the browser's languages that Tangga speaks; "in" is the old code of Indonesian.
    language = "en";
    var wanted = navigator.languages || [navigator.language || "en"];
    for (var j = 0; j < wanted.length; j += 1) {
      var code = wanted[j].toLowerCase().split("-")[0];
      if (code === "id" || code === "in") { language = "id"; break; }
      if (code === "en") { break; }
    }
  }
  root.lang = language;
})();
