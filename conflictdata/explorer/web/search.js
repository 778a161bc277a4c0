// Find lines and packages by the words of everything that names them.

import { linesOf } from "explorer/figures.js";
import { spoken, tables } from "explorer/release.js";
import { called, dayAsStated, knownAs, lineKind, lineName, plural, amount } from "explorer/words.js";

let index;

/**
 * What is found by all words of a question, with the view that shows it: what they name before what
 * they only explain, of each the most figures first.
 */
export async function search(question) {
  const words = plain(question).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  index ??= built();
  const holds = (texts) => words.every((word) => texts.some((text) => text.includes(word)));
  const found = (await index).filter((entry) => holds(entry.texts));
  const named = found.filter((entry) => holds(entry.names));
  return [...named, ...found.filter((entry) => !named.includes(entry))];
}

async function built() {
  const entries = [];
  const known = texts(await spoken());
  for (const name of ["casualties", "aid_totals"]) {
    if (!tables[name]) continue;
    const lines = await linesOf(name);
    const { table } = lines;
    for (const line of lines.all) {
      const codes = table.line.filter((n) => line.of[n] !== "all").map((n) => known(table, n, line.of[n]));
      const names = [name, ...codes.map((texts) => texts[0])];
      entries.push({
        names,
        texts: [...names, ...codes.map((texts) => texts[1])],
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

/** What a code is called, by itself and in articles, and how it is explained; once for all lines. */
function texts(words) {
  const found = new Map();
  return (table, name, code) => {
    const key = `${name}/${code}`;
    if (!found.has(key)) {
      const [label = "", ...longer] = knownAs(table, name, code);
      const said = words[table.byName.get(name).names]?.[code] ?? [];
      found.set(key, [[code, label, ...said], longer].map((some) => plain(some.join(" "))));
    }
    return found.get(key);
  };
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
    const names = [plain(`${id} ${donors} ${program} ${called(table, "program", program)} ${contents.get(id) ?? ""} package`)];
    return {
      names,
      texts: names,
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
