// Aid by donor: sums of packages, of what adds up alone, in one currency.

import { chart } from "explorer/charts.js";
import { el, menu } from "explorer/dom.js";
import { daysOf } from "explorer/figures.js";
import { hashOf } from "explorer/address.js";
import { panel } from "explorer/panel.js";
import { tables } from "explorer/release.js";
import { choose, lookedAt } from "explorer/rows.js";
import { byDonor, COUNTS, SUMMED } from "explorer/sums.js";
import { called, day as inWords, number, plural } from "explorer/words.js";

export const title = "Aid by donor";
export const keys = ["conflict", "currency"];

export async function draw(section, state, go) {
  const table = tables.aid_packages;
  await table.need([...SUMMED, "conflict", ...lookedAt(table, state.sure)]);
  const conflicts = [...new Set(Array.from(table.everyRow, (row) => table.at("conflict", row)))].sort();
  const conflict = conflicts.includes(state.conflict) ? state.conflict : conflicts[0];
  const known = (day) => choose(table, { conflict }, { day, sure: state.sure });
  const all = byDonor(table, known(null));
  const currency = all.has(state.currency) ? state.currency : [...all.keys()][0];
  const where = { conflict, currency, adds_up: COUNTS.one };
  const rows = panel();
  if (!currency) {
    section.append(el("h2", {}, "Aid by donor"), el("p", {}, "No package is as sure as that."));
    return { address: {}, days: [] };
  }
  const drawing = await chart("donors", { words: "" });
  const sentence = el("p", { class: "known", role: "status" });
  const body = el("tbody");
  section.append(
    el("form", { class: "asking", "aria-label": "Which sums" },
      conflicts.length > 1 ? menu("ask-conflict", "Conflict", conflicts.map((c) => [c, called(table, "conflict", c)]), conflict,
        (value) => go({ conflict: value }, { step: true })) : "",
      menu("ask-currency", "Currency", [...all].map(([code, sums]) => [code, `${called(table, "currency", code)} (${plural(sums.rows.length, "package")})`]),
        currency, (value) => go({ currency: value }, { step: true }))),
    el("h2", {}, `Packages by donor, in ${called(table, "currency", currency)}`),
    el("p", { class: "about" },
      "Computed here, from packages that add up: of two rows of the same money one counts, and nothing is converted. ",
      "Left out are parts of packages, sales, refunds, money given on, what was only proposed, packages without a printed amount, and amounts in other currencies. ",
      "Ceilings (up to) count as printed, so a sum may be more than was given, and less where lists are incomplete."),
    sentence, drawing.figure,
    el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Sums by donor" },
      el("table", {}, el("thead", {}, el("tr", {}, ["Donor", `Sum (${currency})`, "Packages", "of them up to"].map((t, i) => el("th", { scope: "col", class: i ? "number" : null }, t)))), body)),
    rows.element);

  function at(day) {
    const chosen = known(day);
    const sums = byDonor(table, chosen).get(currency) ?? { donors: [], total: 0, rows: [] };
    sentence.textContent = `${number(sums.total)} ${currency} in ${plural(sums.rows.length, "package")} of all donors${day ? `, announced by ${inWords(day)}` : ""}; joint packages are in this sum and in no single donor's.`;
    body.replaceChildren(...sums.donors.map((d) => el("tr", {},
      el("th", { scope: "row" }, el("a", { href: hashOf({ view: "packages", donor: d.donor, day }) }, called(table, "donor", d.donor))),
      el("td", { class: "number" }, number(d.amount)), el("td", { class: "number" }, number(d.rows.length)), el("td", { class: "number" }, number(d.atMost)))));
    const donors = sums.donors.map((d) => ({ name: called(table, "donor", d.donor), amount: d.amount, text: number(d.amount) }));
    return { rows: choose(table, where, { rows: chosen, day: "all" }), change: { data: { donors }, signals: { rows: donors.length }, words: `${sentence.textContent} ${donors.map((d) => `${d.name} ${d.text}`).join("; ")}` } };
  }

  const first = at(state.day);
  await drawing.draw(first.change);
  const settled = rows.show({ table, rows: first.rows, ask: where, day: state.day, sure: state.sure });
  return {
    address: { currency },
    days: daysOf(table, choose(table, where, { day: "all" })),
    settled,
    async onDay(day) {
      const next = at(day);
      rows.update(next.rows, day);
      await drawing.show(next.change);
    },
  };
}
