// Packages by donor, each with its contents.

import { chart, ms } from "explorer/charts.js";
import { el, link, menu } from "explorer/dom.js";
import { daysOf, standing } from "explorer/figures.js";
import { panel } from "explorer/panel.js";
import { tables } from "explorer/release.js";
import { choose, lookedAt } from "explorer/rows.js";
import { amount, called, day as inWords, dayAsStated, number, plural } from "explorer/words.js";

export const title = "Packages";
export const keys = ["conflict", "donor", "package"];

export async function draw(section, state, go) {
  const table = tables.aid_packages;
  const items = tables.aid_package_items;
  await table.need(["package_id", "conflict", "donor", "program", "announced_on", "date_precision", "amount", "currency", "qualifier", "adds_up",
    "stage", "note", "source_url", "source_title", "source_tier", ...lookedAt(table, state.sure)]);
  await items.need(["package", "item", "label", "wording", "quantity", "unit", "qualifier", "origin", "source_url", "source_title"]);
  const of = state.package ? table.everyRow.find((row) => table.at("package_id", row) === state.package) : undefined;
  const stands = standing(table, state.sure);
  const conflicts = counted(table, table.everyRow, "conflict", stands);
  const wanted = of === undefined ? state.conflict : table.at("conflict", of);
  const conflict = conflicts.has(wanted) ? wanted : "";
  const where = conflict ? { conflict } : {};
  const counts = counted(table, choose(table, where, { day: "all" }), "donor", stands);
  const own = of === undefined ? null : table.at("donor", of).split(";");
  const donor = own ? (own.includes(state.donor) ? state.donor : own[0])
    : counts.has(state.donor) ? state.donor : [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  where.donor = donor;
  const contents = new Map();
  for (const row of items.everyRow) {
    const id = items.at("package", row);
    if (!contents.has(id)) contents.set(id, []);
    contents.get(id).push(row);
  }
  const known = (day) => choose(table, where, { day, sure: state.sure });
  const heading = el("p", { class: "known", role: "status" });
  const drawing = await chart("packages", { words: "" });
  const list = el("div", { class: "packages" });
  const rows = panel();
  const options = (name, some) => [...some].map(([code, n]) => [code, `${called(table, name, code)} (${number(n)})`])
    .sort((a, b) => a[1].localeCompare(b[1], "en"));
  section.append(
    el("form", { class: "asking", "aria-label": "Whose packages" },
      menu("ask-conflict", "Conflict", [["", "any"], ...options("conflict", conflicts)], conflict, (value) => go({ conflict: value || null, package: null }, { step: true })),
      menu("ask-donor", "Donor", options("donor", counts), donor, (value) => go({ donor: value, package: null }, { step: true }))),
    el("h2", {}, `Packages of ${called(table, "donor", donor)}${conflict ? `: ${called(table, "conflict", conflict)}` : ""}`), heading, drawing.figure,
    el("p", { class: "legend" }, "One mark a package, on the day on which it was announced, on the last day of a month of which no day is known; hollow where no amount was printed."),
    list, rows.element);

  const announced = (row) => dayAsStated(table, row, "announced_on");
  const drawings = new Map();
  function entry(row) {
    const id = table.at("package_id", row);
    if (drawings.has(row)) return drawings.get(row);
    const inside = contents.get(id) ?? [];
    const details = el("details", { id: `package-${id}`, open: id === state.package, ontoggle: () => fill() },
      el("summary", {},
        el("strong", {}, id), `, ${announced(row)}: ${amount(table, row)}`,
        el("span", { class: "faint" }, `; ${conflict ? "" : `${called(table, "conflict", table.at("conflict", row))}; `}${called(table, "program", table.at("program", row))}; ${inside.length ? plural(inside.length, "item") : "no list"}`)));
    const fill = () => {
      if (!details.open || details.childElementCount > 1) return;
      details.append(
        el("p", {}, `${called(table, "stage", table.at("stage", row))}; adds up: ${called(table, "adds_up", table.at("adds_up", row))}. `,
          link(table.at("source_url", row), table.at("source_title", row)),
          ` (${called(table, "source_tier", table.at("source_tier", row))})`),
        table.at("note", row) ? el("p", { class: "note" }, table.at("note", row)) : "",
        inside.length ? el("ul", {}, inside.map((item) => el("li", {}, content(items, item)))) : el("p", {}, "No source lists what was in it."));
    };
    fill();
    drawings.set(row, details);
    return details;
  }

  function at(day) {
    const chosen = known(day);
    const inOrder = [...chosen].sort((a, b) => (table.at("announced_on", a) < table.at("announced_on", b) ? 1 : -1));
    heading.textContent = `${plural(chosen.length, "package")}${day ? ` announced by ${inWords(day)}` : ""}, ${plural(inOrder.filter((r) => table.at("amount", r) === null).length, "of them without an amount", "of them without an amount")}. What they add up to: see Aid by donor.`;
    list.replaceChildren(...inOrder.map(entry));
    const marks = inOrder.map((row) => ({
      id: table.at("package_id", row),
      start: ms(table.at("announced_on", row)),
      program: called(table, "program", table.at("program", row)),
      fill: table.at("amount", row) === null ? "var(--paper)" : "var(--then)",
      tip: `${table.at("package_id", row)}, ${announced(row)}: ${amount(table, row)}`,
    }));
    return { chosen, change: { data: { packages: marks }, signals: { rows: new Set(marks.map((m) => m.program)).size }, words: heading.textContent } };
  }

  const first = at(state.day);
  await drawing.draw(first.change);
  drawing.view.addSignalListener("chosen", (_, id) => open(id));
  function open(id) {
    const details = document.getElementById(`package-${id}`);
    if (!details) return;
    details.open = true;
    details.scrollIntoView({ block: "nearest" });
    details.querySelector("summary").focus();
  }
  if (state.package) open(state.package);
  const settled = rows.show({ table, rows: first.chosen, ask: where, day: state.day, sure: state.sure });
  return {
    table,
    // a package is of its own conflict, whichever was chosen before
    shown: { conflict: of === undefined ? conflict || null : state.conflict },
    address: { donor, ...(state.package && { package: of === undefined ? null : state.package }) },
    days: daysOf(table, known("all")),
    settled,
    async onDay(day) {
      const next = at(day);
      rows.update(next.chosen, day);
      await drawing.show(next.change);
    },
  };
}

/** Each code of a column with how many packages of it stand now. */
function counted(table, rows, name, stands) {
  const counts = new Map();
  for (const row of rows) {
    for (const code of table.at(name, row).split(";")) counts.set(code, (counts.get(code) ?? 0) + stands[row]);
  }
  return counts;
}

function content(items, row) {
  const quantity = items.at("quantity", row);
  const many = quantity === null ? "" : `${amountOf(items, row)} ${called(items, "unit", items.at("unit", row))}: `;
  const label = items.at("label", row);
  return `${many}${items.at("wording", row)} (${label})`;
}

function amountOf(items, row) {
  const hedge = { at_least: "at least ", more_than: "more than ", about: "about ", nearly: "nearly ", up_to: "up to " };
  return `${hedge[items.at("qualifier", row)] ?? ""}${number(items.at("quantity", row))}`;
}
