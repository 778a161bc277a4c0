// Corrections: what was wrong in an earlier release, as its table says it.

import { el, link } from "explorer/dom.js";
import { tables } from "explorer/release.js";
import { called, plural } from "explorer/words.js";

export const title = "Corrections";
export const keys = [];

export async function draw(section) {
  const table = await tables.corrections.needAll();
  section.append(
    el("h2", {}, table.title), el("p", { class: "about" }, table.description),
    el("p", { class: "known" }, `${plural(table.rows, "row")}.`),
    el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Corrections" },
      el("table", {},
        el("thead", {}, el("tr", {}, table.fields.map((f) => el("th", { scope: "col" }, f.title)))),
        el("tbody", {}, Array.from(table.everyRow, (row) => el("tr", {}, table.fields.map((f) => {
          const cell = table.at(f.name, row);
          return el("td", {}, cell === null ? "" : link(String(cell), called(table, f.name, cell)));
        })))))));
  return { address: {}, days: [] };
}
