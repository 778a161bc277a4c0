// Find lines and packages by the words of everything that names them.

import { linesOf } from "explorer/figures.js";
import { tables } from "explorer/release.js";
import { called, dayAsStated, knownAs, lineKind, lineName, plural, amount } from "explorer/words.js";

let index;

/** What is found by all words of a question, the most figures first, with the view that shows it. */
export async function search(question) {
  const words = plain(question).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  index ??= built();
  const entries = await index;
  return entries.filter((entry) => words.every((word) => entry.text.includes(word)));
}

async function built() {
  const entries = [];
  for (const name of ["casualties", "aid_totals"]) {
    if (!tables[name]) continue;
    const lines = await linesOf(name);
    const { table } = lines;
    for (const line of lines.all) {
      const known = table.line.flatMap((n) => (line.of[n] === "all" ? [] : [line.of[n], ...knownAs(table, n, line.of[n])]));
      entries.push({
        text: plain(`${known.join(" ")} ${name}`),
        label: `${lineName(table, line.of)}: ${called(table, "reporter", line.of.reporter)}`,
        about: `${called(table, "conflict", line.of.conflict)}; ${lineKind(table, line.of)}; ${plural(line.rows.length, "figure")}`,
        weight: line.rows.length,
        state: { view: "line", table: name, line: line.key },
      });
    }
  }
  if (tables.aid_packages) entries.push(...await packages());
  return entries.sort((a, b) => b.weight - a.weight);
}

async function packages() {
  const { aid_packages: table, aid_package_items: items } = tables;
  await table.need(["package_id", "donor", "program", "announced_on", "date_precision", "amount", "currency", "qualifier"]);
  await items.need(["package", "item", "label", "wording"]);
  const contents = new Map();
  for (const row of items.everyRow) {
    const id = items.at("package", row);
    const words = ["item", "label", "wording"].map((n) => items.at(n, row)).join(" ");
    contents.set(id, `${contents.get(id) ?? ""} ${words}`);
  }
  return Array.from(table.everyRow, (row) => {
    const id = table.at("package_id", row);
    const donors = called(table, "donor", table.at("donor", row));
    const program = table.at("program", row);
    return {
      text: plain(`${id} ${donors} ${program} ${called(table, "program", program)} ${contents.get(id) ?? ""} package`),
      label: `${id}: ${donors}, ${dayAsStated(table, row, "announced_on")}`,
      about: amount(table, row),
      weight: 0,
      state: { view: "packages", package: id },
    };
  });
}

/** Lower case, without accents. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
