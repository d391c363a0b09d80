// The page that the harness is tried on: it does on request what a harness must
// be able to do, and what it must notice.
const root = document.documentElement;
const figure = document.querySelector("data");
const show = () => {
  const clicks = localStorage.getItem("clicks") ?? "";
  figure.setAttribute("value", clicks);
  figure.textContent = clicks || "never";
};
document.querySelector("#route").textContent = location.pathname;
show();

const actions = {
  click() {
    localStorage.setItem("clicks", Number(localStorage.getItem("clicks")) + 1);
    show();
  },
  warn: () => console.warn("a warning to be noticed"),
  fail: () => console.error("an error to be noticed", { detail: 1 }),
  throw: () => { throw new Error("thrown to be noticed"); },
  reject: () => { Promise.reject(new Error("rejected to be noticed")); },
  violate: () => document.body.setAttribute("style", "color: red"),
  widen: () => document.querySelector("h1").classList.add("wide"),
  spoil: () => document.querySelector("h1").append(new Image()),
};
addEventListener("click", (event) => actions[event.target.dataset.action]?.());
addEventListener("input", () => {
  const value = (name) => document.querySelector(`[name=${name}]`).value;
  const file = document.querySelector("[name=file]").files[0];
  document.querySelector("output").textContent =
    [value("name"), value("day"), value("city"), file?.name, file?.size].filter(Boolean).join(" ");
});

await navigator.serviceWorker.register("sw.js");
root.dataset.idle = "true";
root.dataset.ready = "true";
