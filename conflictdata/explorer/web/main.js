// The page: what is looked at, the day, the views, and the search that leads to them.

import { hashOf, read, write } from "explorer/address.js";
import { clear, load } from "explorer/charts.js";
import { copy, el, say } from "explorer/dom.js";
import { release, tables } from "explorer/release.js";
import { missing, unheard } from "explorer/missing.js";
import { search } from "explorer/search.js";
import { cite } from "explorer/cite.js";
import { day as inWords, learn } from "explorer/words.js";
import * as line from "explorer/view-line.js";
import * as reporters from "explorer/view-reporters.js";
import * as packages from "explorer/view-packages.js";
import * as donors from "explorer/view-donors.js";
import * as coverage from "explorer/view-coverage.js";
import * as figures from "explorer/view-figures.js";
import * as corrections from "explorer/view-corrections.js";

const VIEWS = {
  line, reporters,
  ...(tables.aid_packages ? { packages, donors } : {}),
  coverage, figures,
  ...(tables.corrections ? { corrections } : {}),
};
const KEPT = ["day", "sure", ...new Set(Object.values(VIEWS).flatMap((view) => view.keys))];
const DAY = 86_400_000;
const FOUND = 25;

let state;
let shown;
let turn = 0;

const at = (id) => document.getElementById(id);
const slider = at("day");

/** What an address asks for, with what it leaves out. */
function asked(given) {
  const kept = Object.fromEntries(KEPT.map((name) => [name, given[name] ?? null]));
  return {
    ...kept,
    view: Object.hasOwn(VIEWS, given.view ?? "") ? given.view : "line",
    table: kept.table === "aid_totals" && tables.aid_totals ? "aid_totals" : "casualties",
    day: isDay(kept.day) && kept.day < release.last ? kept.day : null,
    sure: kept.sure === "yes",
  };
}

function isDay(text) {
  const time = Date.parse(text ?? "");
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

function go(changes, { step = false } = {}) {
  state = { ...state, ...changes };
  keep({ step });
  return render();
}

function keep(how) {
  write(addressed(), how);
}

/** What stands in the address: what the view asks for; the rest is kept for other views. */
function addressed() {
  const own = VIEWS[state.view].keys.map((name) => [name, state[name]]);
  return { view: state.view, ...Object.fromEntries(own), day: state.day, sure: state.sure ? "yes" : null };
}

/** @param given what the address asks for, where somebody came by it */
async function render(given = null) {
  const own = (turn += 1);
  document.documentElement.dataset.turn = own;
  const focused = document.activeElement?.id;
  const section = el("section", { id: "view", "aria-busy": "true" });
  clear();
  at("view").replaceWith(section);
  for (const anchor of at("views").querySelectorAll("a")) {
    const here = anchor.dataset.view === state.view;
    anchor.toggleAttribute("aria-current", here);
    if (here) anchor.setAttribute("aria-current", "page");
  }
  at("sure").checked = state.sure;
  document.title = `${VIEWS[state.view].title}: conflictdata ${release.version}`;
  const drawn = await VIEWS[state.view].draw(section, state, go);
  if (own !== turn) return;
  shown = drawn;
  section.prepend(...absent(given).map((text) => el("p", { class: "missing" }, text)));
  state = { ...state, ...drawn.address };
  keep();
  range();
  section.removeAttribute("aria-busy");
  // when the first view was there, in milliseconds
  document.documentElement.dataset.ready ??= Math.round(performance.now());
  if (focused && focused !== document.activeElement?.id) at(focused)?.focus({ preventScroll: true });
  await drawn.settled;
  document.documentElement.dataset.settled = own;
}

/** What was asked for where the view shows something else: by an address, or in a view before. */
function absent(given) {
  const { table = tables[state.table], address } = shown;
  const has = { ...address, ...shown.shown };
  const { keys } = VIEWS[state.view];
  if (!given) {
    const chosen = ["conflict", ...keys].filter((name) => table.has(name));
    return missing(table, Object.fromEntries(chosen.map((name) => [name, state[name]])), has);
  }
  const page = { view: state.view, ...(keys.includes("table") && { table: state.table }), day: isDay(given.day) ? given.day : null };
  const names = Object.keys(given).filter((name) => name !== "view" && !KEPT.includes(name));
  return [...missing(table, given, { ...page, ...has }), ...unheard(names)];
}

/** The slider goes from the first report of what is shown to the newest of the release. */
function range() {
  const first = shown.days[0];
  at("when").hidden = !first;
  if (!first) return;
  slider.min = Date.parse(first) / DAY;
  slider.max = Math.max(Date.parse(release.last) / DAY, Date.parse(first) / DAY + 1);
  slider.value = state.day ? Date.parse(state.day) / DAY : slider.max;
  at("date").min = first;
  at("date").max = release.last;
  told();
}

function told() {
  const text = state.day ? inWords(state.day) : `now (${inWords(release.last)})`;
  at("day-said").textContent = text;
  slider.setAttribute("aria-valuetext", text);
  at("date").value = state.day ?? release.last;
  const days = shown.days;
  const here = state.day ?? release.last;
  at("earlier").disabled = !days.some((d) => d < here);
  at("later").disabled = state.day === null;
}

let waiting;

/** What was known on a day: drawn at once; the address follows when the slider rests. */
async function moveTo(day) {
  state.day = day && day < release.last ? day : null;
  told();
  await shown.onDay?.(state.day);
  clearTimeout(waiting);
  waiting = setTimeout(keep, 250);
}

slider.addEventListener("input", () => {
  const day = new Date(slider.value * DAY).toISOString().slice(0, 10);
  moveTo(slider.value === slider.max ? null : day);
});
at("date").addEventListener("change", (event) => {
  const day = event.target.value;
  if (!day) return;
  slider.value = Date.parse(day) / DAY;
  moveTo(day);
});
at("earlier").addEventListener("click", () => stepTo(shown.days.findLast((d) => d < (state.day ?? release.last))));
at("later").addEventListener("click", () => stepTo(shown.days.find((d) => d > state.day) ?? null));
at("today").addEventListener("click", () => stepTo(null));

function stepTo(day) {
  slider.value = day ? Date.parse(day) / DAY : slider.max;
  moveTo(day);
}

at("sure").addEventListener("change", (event) => go({ sure: event.target.checked }, { step: true }));
at("link").addEventListener("click", async () => {
  keep();
  say((await copy(location.href)) ? "Address copied" : "The address is in the bar of the browser");
});

let searched = 0;
at("search").addEventListener("input", async (event) => {
  const own = (searched += 1);
  const question = event.target.value;
  const found = await search(question);
  if (own !== searched) return;
  const count = question.trim()
    ? found.length ? `${found.length} found${found.length > FOUND ? `, the first ${FOUND} shown` : ""}` : "Nothing found"
    : "";
  at("found-count").textContent = count;
  at("found").replaceChildren(...found.slice(0, FOUND).map((entry) =>
    el("li", {}, el("a", { href: hashOf(entry.state) }, entry.label), el("span", { class: "faint" }, ` ${entry.about}`))));
});
at("searching").addEventListener("submit", (event) => {
  event.preventDefault();
  at("found").querySelector("a")?.click();
});
at("found").addEventListener("click", (event) => {
  if (!event.target.closest("a")) return;
  at("search").value = "";
  at("found").replaceChildren();
  at("found-count").textContent = "";
});

function arrive() {
  const given = read();
  state = asked(given);
  return render(given);
}
addEventListener("hashchange", arrive);
addEventListener("popstate", arrive);

at("version").textContent = release.version;
at("working").hidden = !release.isWorkingCopy;
at("views").append(...Object.entries(VIEWS).map(([name, view]) =>
  el("li", {}, el("a", { href: hashOf({ view: name }), "data-view": name }, view.title))));
at("views").addEventListener("click", (event) => {
  const anchor = event.target.closest("a");
  if (!anchor) return;
  // what was chosen stays chosen where the next view has it
  event.preventDefault();
  go({ view: anchor.dataset.view }, { step: true });
});

load();
await learn();
await arrive();
at("cite-release").textContent = await cite(tables.casualties, [], "apa");
