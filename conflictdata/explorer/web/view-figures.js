// Figures as a table, with source, tier and second reading.

import { el, menu, tableMenu } from "explorer/dom.js";
import { BEHIND, BEHIND_SURE, daysOf, standing } from "explorer/figures.js";
import { panel } from "explorer/panel.js";
import { tables } from "explorer/release.js";
import { choose, lookedAt } from "explorer/rows.js";
import { called, day as inWords, number, plural, tableName } from "explorer/words.js";

export const title = "Figures";
export const keys = ["table", "conflict", "reporter", "measure", "donor"];

export async function draw(section, state, go) {
  const table = tables[state.table];
  const asking = table.has("measure") ? ["conflict", "reporter", "measure"] : ["conflict", "reporter", "donor"];
  await table.need([...asking, "source_tier", "checked_on", ...lookedAt(table, state.sure)]);
  const stands = standing(table, state.sure);
  let left = table.everyRow;
  const where = {};
  const menus = asking.map((name) => {
    const counts = new Map();
    for (const row of left) counts.set(table.at(name, row), (counts.get(table.at(name, row)) ?? 0) + stands[row]);
    const chosen = counts.has(state[name]) ? state[name] : "";
    if (chosen) {
      where[name] = chosen;
      left = choose(table, { [name]: chosen }, { day: "all", rows: left });
    }
    const options = [...counts].map(([code, n]) => [code, `${called(table, name, code)} (${number(n)})`])
      .sort((a, b) => a[1].localeCompare(b[1], "en"));
    return menu(`ask-${name}`, table.byName.get(name).title, [["", "any"], ...options], chosen,
      (value) => go({ [name]: value || null }, { step: true }));
  });
  const known = (day) => choose(table, {}, { day, sure: state.sure, rows: left });
  const sentence = el("p", { class: "known", role: "status" });
  const rows = panel();
  section.append(
    el("form", { class: "asking", "aria-label": "Which figures" },
      tableMenu(state.table, (value) => go({ table: value, line: null }, { step: true })), menus),
    el("p", { class: "note" }, state.sure ? BEHIND_SURE : BEHIND),
    el("h2", {}, tableName(table)), sentence,
    el("details", { class: "caveats" }, el("summary", {}, "Before you add anything up"), el("ul", {}, table.caveats.map((text) => el("li", {}, text)))),
    rows.element);

  function at(day) {
    const chosen = known(day);
    const count = (name, test) => chosen.reduce((n, row) => n + (test(table.at(name, row)) ? 1 : 0), 0);
    const tiers = ["primary", "republished", "secondary"].map((t) => `${number(count("source_tier", (c) => c === t))} ${called(table, "source_tier", t)}`);
    sentence.textContent = `${plural(chosen.length, "figure")}${day ? ` as known on ${inWords(day)}` : ""}: ${tiers.join(", ")}; ${number(count("checked_on", (c) => c !== null))} read again by somebody who had not seen them.`;
    return chosen;
  }

  const first = at(state.day);
  const settled = rows.show({ table, rows: first, ask: where, day: state.day, sure: state.sure });
  return {
    table,
    address: Object.fromEntries(asking.map((name) => [name, where[name] ?? null])),
    days: daysOf(table, left),
    settled,
    async onDay(day) {
      rows.update(at(day), day);
    },
  };
}
