// What an address or an earlier choice asks for and a view does not have, by name.

import { called, knownAs } from "explorer/words.js";

const OWN = { view: "view", table: "table", line: "line", package: "package", day: "day", period: "revised period" };

/**
 * A sentence for each thing that was asked for where another is shown.
 *
 * @param table whose columns the names are
 * @param wanted name -> code
 * @param shown name -> code that the view has instead, null for any; what is no part of it is none
 *   of the view's
 */
export function missing(table, wanted, shown) {
  return Object.entries(wanted)
    .filter(([name, code]) => code && name in shown && shown[name] !== code)
    .map(([name, code]) => `${absent(table, name, code)}; ${instead(table, name, shown[name])}`);
}

/** What an address asks by a name that nothing has. */
export function unheard(names) {
  return names.map((name) => `Nothing here is asked for by “${name}”, which the address has.`);
}

function absent(table, name, code) {
  const title = OWN[name] ?? table.byName.get(name).title.toLowerCase();
  return knownAs(table, name, code).length
    ? `Nothing of ${called(table, name, code)} (${title}) is here`
    : `This release has no ${title} “${code}”`;
}

function instead(table, name, code) {
  if (name === "day") return "what is known now is shown.";
  if (code === null) return "none is chosen.";
  return `${OWN[name] ? "another" : called(table, name, code)} is shown.`;
}
