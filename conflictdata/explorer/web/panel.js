// The rows behind a view: as a table, as a file, as a citation, and as the call that gives them.

import { release } from "explorer/release.js";
import { cite } from "explorer/cite.js";
import { toCsv } from "explorer/csv.js";
import { copy, el, link, save, say } from "explorer/dom.js";
import { correctionsOf, keyOf } from "explorer/corrections.js";
import { cellOn, sureFilters } from "explorer/rows.js";
import { amount, called, day as inWords, dayAsStated, number, period, plural } from "explorer/words.js";

const PAGE = 25;

// what can be asked of rows, as columns of a table: heading, and cell of a row
const COLUMNS = {
  figures: [
    ["Reporter", (t, r) => t.at("reporter_name", r)],
    ["What", (t, r) => what(t, r)],
    ["Figure", (t, r) => amount(t, r), "number"],
    ["Days", (t, r) => period(t, r)],
    ["Reported", (t, r) => inWords(t.at("reported_on", r)) + (t.at("reported_on_is", r) === "stated" ? "" : ` (${called(t, "reported_on_is", t.at("reported_on_is", r))})`)],
  ],
  packages: [
    ["Package", (t, r) => t.at("package_id", r)],
    ["Donor", (t, r) => called(t, "donor", t.at("donor", r))],
    ["Amount", (t, r) => amount(t, r), "number"],
    ["Adds up", (t, r) => called(t, "adds_up", t.at("adds_up", r))],
    ["Announced", (t, r) => dayAsStated(t, r, "announced_on")],
  ],
};

const SOURCE = [
  ["Source", (t, r) => link(t.at("source_url", r), t.at("source_title", r))],
  ["Tier", (t, r) => called(t, "source_tier", t.at("source_tier", r))],
  ["Read again", (t, r, day) => inWords(cellOn(t, "checked_on", r, day)) || "no"],
];

const NEEDED = [
  "reporter", "reporter_name", "value", "amount", "currency", "qualifier", "low", "high", "counting", "period_start",
  "period_end", "reported_on", "reported_on_is", "package_id", "donor", "adds_up", "announced_on",
  "source", "source_url", "source_title", "source_tier", "checked_on", "date_precision", "disputed",
];

/**
 * A panel of rows; `show` gives it others.
 *
 * @param ask filters with which cd.load gives just these rows
 */
export function panel() {
  let shown = { table: null, rows: [], ask: {}, day: null, sure: false };
  let first = 0;
  let corrected = new Map();
  const count = el("p", { class: "count" });
  const body = el("tbody");
  const head = el("tr");
  const scroller = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Rows" },
    el("table", {}, el("thead", {}, head), body));
  const turn = (by) => () => { first += by; fill(); };
  const earlier = el("button", { type: "button", onclick: turn(-PAGE) }, "Earlier rows");
  const later = el("button", { type: "button", onclick: turn(PAGE) }, "Later rows");
  const code = el("code");
  const actions = el("div", { class: "actions" },
    el("button", { type: "button", class: "cite-text", onclick: () => cited("apa", "Citation") }, "Copy citation"),
    el("button", { type: "button", class: "cite-bibtex", onclick: () => cited("bibtex", "BibTeX") }, "Copy BibTeX"),
    el("button", { type: "button", class: "csv", onclick: saved }, "Download CSV"),
    el("button", { type: "button", class: "python", onclick: async () => done(await copy(python(shown)), "Call") }, "Copy Python"));
  const output = el("textarea", { class: "output", readonly: true, hidden: true, rows: 6, "aria-label": "Copied text" });
  const element = el("section", { class: "rows" },
    el("h3", {}, "The rows shown, with their sources"), count, actions, output,
    el("p", { class: "call" }, "The same in Python: ", code), scroller,
    el("div", { class: "pages" }, earlier, later));

  function fill() {
    const { table, rows, day } = shown;
    first = Math.max(0, Math.min(first, Math.floor((rows.length - 1) / PAGE) * PAGE));
    const columns = [...COLUMNS[table.has("package_id") ? "packages" : "figures"], ...SOURCE];
    if (corrected.size) columns.push(["Corrected", (t, r) => corrected.get(t.at(keyOf(t), r)) ?? ""]);
    head.replaceChildren(...columns.map(([title, , kind]) => el("th", { scope: "col", class: kind }, title)));
    const page = rows.subarray ? rows.subarray(first, first + PAGE) : rows.slice(first, first + PAGE);
    body.replaceChildren(...Array.from(page, (row) =>
      el("tr", {}, columns.map(([, cell, kind], i) =>
        i ? el("td", { class: kind }, cell(table, row, day)) : el("th", { scope: "row" }, cell(table, row, day))))));
    const last = Math.min(first + PAGE, rows.length);
    count.textContent = rows.length > PAGE
      ? `${plural(rows.length, "row")}; ${number(first + 1)} to ${number(last)} stand below.`
      : `${plural(rows.length, "row")}.`;
    earlier.parentElement.hidden = rows.length <= PAGE;
    earlier.disabled = first === 0;
    later.disabled = last === rows.length;
    code.textContent = python(shown);
    for (const button of actions.children) button.disabled = rows.length === 0;
  }

  async function cited(style, name) {
    const text = await cite(shown.table, shown.rows, style, shown.day);
    output.value = text;
    output.hidden = false;
    done(await copy(text), name);
  }

  async function saved() {
    const { table, rows, day } = shown;
    const text = await toCsv(table, rows, day);
    save(`${table.name}-${release.version}.csv`, text, "text/csv");
    say(`${plural(rows.length, "row")} saved`);
  }

  function done(copied, name) {
    say(copied ? `${name} copied` : `${name} stands in the field; copy it from there`);
  }

  async function show(next) {
    if (next.table !== shown.table) {
      corrected = await correctionsOf(next.table);
      const key = corrected.size ? [keyOf(next.table)] : [];
      await next.table.need([...NEEDED, ...key, ...next.table.line ?? []]);
    }
    shown = next;
    first = 0;
    fill();
  }

  /** Other rows of the same table at once, as a slider asks for them. */
  function update(rows, day) {
    shown = { ...shown, rows, day };
    fill();
  }

  return { element, show, update };
}

/** The call of cd.load that gives just these rows. */
export function python({ table, ask, day, sure }) {
  const filters = { ...ask, ...(sure ? sureFilters(table) : {}) };
  const told = Object.entries(filters).map(([name, value]) => `${name}=${literal(value)}`);
  if (sure) told.push("checked_on=True");
  if (day) told.push(`vintage=${literal(day)}`);
  return `cd.load(${[literal(table.name), ...told].join(", ")})`;
}

function literal(value) {
  return Array.isArray(value) ? `[${value.map(literal).join(", ")}]` : JSON.stringify(value);
}

/** What one figure counts, in the words of all that limits it. */
function what(table, row) {
  const left = table.line.filter((name) => !["conflict", "reporter", "currency"].includes(name));
  return left.map((name) => [name, table.at(name, row)])
    .filter(([, code]) => code !== "all")
    .map(([name, code]) => called(table, name, code))
    .join(", ") + (table.has("disputed") && table.at("disputed", row) ? "; disputed" : "");
}
