// What is covered: reporter by month, the newest day of each.

import { chart, DAY, ms } from "explorer/charts.js";
import { COVERED, grid } from "explorer/coverage.js";
import { el, menu, tableMenu } from "explorer/dom.js";
import { BEHIND, BEHIND_SURE, daysOf, standing } from "explorer/figures.js";
import { hashOf } from "explorer/address.js";
import { panel } from "explorer/panel.js";
import { tables } from "explorer/release.js";
import { choose, lookedAt } from "explorer/rows.js";
import { called, day as inWords, dayAsStated, number, plural, share, tableName } from "explorer/words.js";

export const title = "Coverage";
export const keys = ["table", "conflict"];

export async function draw(section, state, go) {
  const table = tables[state.table];
  await table.need([...COVERED, ...lookedAt(table, state.sure)]);
  const stands = standing(table, state.sure);
  const counts = new Map();
  for (const row of table.everyRow) {
    const conflict = table.at("conflict", row);
    counts.set(conflict, (counts.get(conflict) ?? 0) + stands[row]);
  }
  const conflict = counts.has(state.conflict) ? state.conflict : [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  const mine = choose(table, { conflict }, { day: "all" });
  const known = (day) => choose(table, {}, { day, sure: state.sure, rows: mine });
  const sentence = el("p", { class: "known", role: "status" });
  const body = el("tbody");
  const drawing = await chart("coverage", { words: "" });
  const rows = panel();
  const heads = ["Reporter", "First day", "Newest day", "Reported", "Months", "Figures", "Read again"];
  section.append(
    el("form", { class: "asking", "aria-label": "Coverage of what" },
      tableMenu(state.table, (value) => go({ table: value, line: null }, { step: true })),
      menu("ask-conflict", "Conflict", [...counts].map(([c, n]) => [c, `${called(table, "conflict", c)} (${number(n)})`]).sort((a, b) => a[1].localeCompare(b[1], "en")),
        conflict, (value) => go({ conflict: value }, { step: true }))),
    el("p", { class: "note" }, state.sure ? BEHIND_SURE : BEHIND),
    el("h2", {}, `What is covered: ${called(table, "conflict", conflict)}, ${tableName(table).toLowerCase()}`),
    sentence, drawing.figure,
    el("p", { class: "legend" }, "A cell is a month into which a figure's last day falls: pale below 3 figures, full from 10. An empty month may be one of which nothing was reported, or nothing was read. Plans are left out."),
    el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Coverage by reporter" },
      el("table", {}, el("thead", {}, el("tr", {}, heads.map((t, i) => el("th", { scope: "col", class: i > 3 ? "number" : null }, t)))), body)),
    rows.element);

  function at(day) {
    const chosen = known(day);
    const lines = grid(table, chosen);
    const newest = lines[0];
    sentence.textContent = newest
      ? `${plural(lines.length, "reporter")}; the newest day is ${dayAsStated(table, newest.newestRow)} (${called(table, "reporter", newest.reporter)}).`
      : `Nothing ${state.sure ? "as sure as that " : ""}was known${day ? ` on ${inWords(day)}` : ""}.`;
    body.replaceChildren(...lines.map((line) => el("tr", {},
      el("th", { scope: "row" }, el("a", { href: hashOf({ view: "figures", table: table.name, conflict, reporter: line.reporter, day }) }, called(table, "reporter", line.reporter))),
      ...[dayAsStated(table, line.firstRow), dayAsStated(table, line.newestRow), inWords(line.reported)].map((t) => el("td", {}, t)),
      ...[line.months.size, line.figures].map((n) => el("td", { class: "number" }, number(n))),
      el("td", { class: "number" }, `${number(line.checked)} (${share(line.checked, line.figures)})`))));
    const cells = lines.flatMap((line) => [...line.months].map(([month, cell]) => ({
      reporter: line.reporter,
      name: called(table, "reporter", line.reporter),
      start: ms(`${month}-01`),
      stop: endOf(month),
      figures: cell.figures,
      tip: `${called(table, "reporter", line.reporter)}, ${month}: ${plural(cell.figures, "figure")}, the newest of ${dayAsStated(table, cell.newestRow)}`,
    })));
    const ends = cells.reduce(([a, b], c) => [Math.min(a, c.start), Math.max(b, c.stop)], [Infinity, -Infinity]);
    const signals = cells.length ? { first: ends[0], last: ends[1], rows: lines.length } : {};
    return { chosen, change: { data: { cells }, signals, words: sentence.textContent } };
  }

  const first = at(state.day);
  await drawing.draw(first.change);
  drawing.figure.hidden = !first.chosen.length;
  drawing.view.addSignalListener("chosen", (_, reporter) => {
    if (reporter) go({ view: "figures", conflict, reporter }, { step: true });
  });
  const settled = rows.show({ table, rows: first.chosen, ask: { conflict }, day: state.day, sure: state.sure });
  return {
    table,
    address: { conflict },
    days: daysOf(table, mine),
    settled,
    async onDay(day) {
      const next = at(day);
      rows.update(next.chosen, day);
      await drawing.show(next.change);
      drawing.figure.hidden = !next.chosen.length;
    },
  };
}

function endOf(month) {
  const [year, number_] = month.split("-").map(Number);
  return Date.UTC(year, number_, 1) - DAY / 2;
}
