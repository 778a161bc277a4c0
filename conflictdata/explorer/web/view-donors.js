// Aid by donor: sums of packages, of what adds up alone, in one currency.

import { chart } from "explorer/charts.js";
import { el, menu } from "explorer/dom.js";
import { daysOf } from "explorer/figures.js";
import { hashOf } from "explorer/address.js";
import { panel } from "explorer/panel.js";
import { tables } from "explorer/release.js";
import { choose, lookedAt } from "explorer/rows.js";
import { byDonor, COUNTS, nothing, SUMMED } from "explorer/sums.js";
import { called, day as inWords, number, plural } from "explorer/words.js";

export const title = "Aid by donor";
export const keys = ["conflict", "currency"];

export async function draw(section, state, go) {
  const table = tables.aid_packages;
  await table.need([...SUMMED, "conflict", ...lookedAt(table, state.sure)]);
  const counts = counted(table, state.sure);
  const conflict = counts.has(state.conflict) ? state.conflict : [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  const known = (day) => choose(table, { conflict }, { day, sure: state.sure });
  const all = byDonor(table, known(null));
  const currency = all.has(state.currency) ? state.currency : ([...all.keys()][0] ?? null);
  const menus = [
    menu("ask-conflict", "Conflict", [...counts].map(([c, n]) => [c, `${called(table, "conflict", c)} (${plural(n, "package")})`]), conflict,
      (value) => go({ conflict: value }, { step: true })),
    currency && menu("ask-currency", "Currency", [...all].map(([c, sums]) => [c, `${called(table, "currency", c)} (${plural(sums.all.rows.length, "package")})`]),
      currency, (value) => go({ currency: value }, { step: true }))];
  section.append(el("form", { class: "asking", "aria-label": "Which sums" }, menus));
  // a conflict of which there are no packages stays chosen for the views that have it
  const address = { currency, ...(state.conflict === null && { conflict }) };
  const shown = { conflict };
  if (!currency) {
    section.append(el("h2", {}, `Packages by donor: ${called(table, "conflict", conflict)}`), el("p", {}, "No package is as sure as that."));
    return { address, shown, table, days: [] };
  }
  const where = { conflict, currency, adds_up: COUNTS.all };
  const drawing = await chart("donors", { words: "" });
  const sentence = el("p", { class: "known", role: "status" });
  const left = el("p", { class: "note" });
  const [body, foot] = [el("tbody"), el("tfoot")];
  const heads = ["Donor", `Sum (${currency})`, "Packages", "of them up to", "Shares of joint packages in the sum"];
  const rows = panel();
  section.append(
    el("h2", {}, `Packages by donor, in ${called(table, "currency", currency)}: ${called(table, "conflict", conflict)}`),
    el("p", { class: "about" },
      "Computed here, from packages that add up: of two rows of the same money one counts, and nothing is converted. ",
      "Left out are parts of packages, sales, refunds, money given on, what was only proposed, packages without a printed amount, and amounts in other currencies. ",
      "Ceilings (up to) count as printed, so a sum may be more than was given, and less where lists are incomplete."),
    sentence, left, drawing.figure,
    el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Sums by donor" },
      el("table", {}, el("thead", {}, el("tr", {}, heads.map((t, i) => el("th", { scope: "col", class: i ? "number" : null }, t)))), body, foot)),
    rows.element);

  const cells = (name, sums, shares) => el("tr", {}, el("th", { scope: "row" }, name),
    [sums.amount, sums.rows.length, sums.atMost, shares].map((n) => el("td", { class: "number" }, number(n))));

  function at(day) {
    const chosen = known(day);
    const sums = byDonor(table, chosen).get(currency) ?? nothing();
    const { donors, joint } = sums;
    sentence.textContent = said(sums, currency, day);
    left.textContent = leftOut(table, sums, chosen.filter((row) => table.at("amount", row) === null).length);
    body.replaceChildren(...donors.map((d) => cells(
      el("a", { href: hashOf({ view: "packages", conflict, donor: d.donor, day }) }, called(table, "donor", d.donor)), d, d.shares || null)));
    foot.replaceChildren(
      ...(joint.rows.length ? [cells("Joint packages, of several donors", joint, null)] : []),
      cells("All donors, shares of joint packages counted once", sums.all, null));
    const bars = donors.map((d) => ({ name: called(table, "donor", d.donor), amount: d.amount, text: number(d.amount) }));
    return { rows: choose(table, where, { rows: chosen, day: "all" }), change: { data: { donors: bars }, signals: { rows: bars.length }, words: `${sentence.textContent} ${bars.map((d) => `${d.name} ${d.text}`).join("; ")}` } };
  }

  const first = at(state.day);
  await drawing.draw(first.change);
  drawing.figure.hidden = !all.get(currency).donors.length;
  const settled = rows.show({ table, rows: first.rows, ask: where, day: state.day, sure: state.sure });
  return {
    address,
    shown,
    table,
    days: daysOf(table, choose(table, { conflict, currency }, { day: "all" })),
    settled,
    async onDay(day) {
      const next = at(day);
      rows.update(next.rows, day);
      await drawing.show(next.change);
    },
  };
}

/** Conflict -> how many packages of it are in a sum over all donors, those with the most first. */
function counted(table, sure) {
  const counts = new Map(Array.from(table.everyRow, (row) => [table.at("conflict", row), 0]));
  for (const row of choose(table, { adds_up: COUNTS.all }, { sure })) {
    counts.set(table.at("conflict", row), counts.get(table.at("conflict", row)) + 1);
  }
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

/** What all donors gave, in a sentence. */
function said({ all, joint }, currency, day) {
  const by = day ? `, announced by ${inWords(day)}` : "";
  if (!all.rows.length) return `No package in ${currency}${by} adds up.`;
  const together = joint.rows.length ? `; ${number(joint.rows.length)} of them joint, in no single donor's sum` : "";
  return `${number(all.amount)} ${currency} in ${plural(all.rows.length, "package")} of all donors${by}${together}.`;
}

/** What is not in that sum, by why. */
function leftOut(table, { left }, withoutAmount) {
  const whys = [...left].map(([why, n]) => `${called(table, "adds_up", why)} (${number(n)})`);
  if (withoutAmount) whys.push(`no amount, in whatever currency (${number(withoutAmount)})`);
  return whys.length ? `Not in this sum: ${whys.join(", ")}.` : "";
}
