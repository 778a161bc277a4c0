// What was corrected in rows of a table, in words.

import { tables } from "explorer/release.js";
import { called } from "explorer/words.js";

/** Key of a row -> what was wrong in it, since when and why. */
export async function correctionsOf(table) {
  const found = new Map();
  const all = tables.corrections;
  if (!all?.rows) return found;
  await all.needAll();
  for (const row of all.everyRow) {
    if (all.at("table", row) !== table.name) continue;
    const field = table.byName.get(all.at("column", row));
    const was = all.at("was", row);
    const words = was === null ? "empty" : field ? called(table, field.name, was) : was;
    const told = `${field?.title ?? all.at("column", row)} was ${words} from ${all.at("since", row)} on, corrected in ${all.at("corrected_in", row)}: ${all.at("reason", row)}`;
    const key = all.at("id", row);
    found.set(key, found.has(key) ? `${found.get(key)}; ${told}` : told);
  }
  return found;
}

/** The column that holds the key of a row. */
export function keyOf(table) {
  return table.has("figure_id") ? "figure_id" : "package_id";
}
