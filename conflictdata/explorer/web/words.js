// Codes, days and numbers in words.

import { names } from "explorer/release.js";

const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
];
const SHORT = { casualties: "Casualties", aid_totals: "Aid totals" };
const HEDGES = {
  exact: "", at_least: "at least ", more_than: "more than ", about: "about ", nearly: "nearly ",
  up_to: "up to ", range: "",
};

let vocabularies = {};

/** Have the names of codes at hand; all that follows needs them. */
export async function learn() {
  vocabularies = await names();
}

/** What a code of a column is called; several codes in one cell are joined. */
export function called(table, name, code) {
  if (code === null) return "";
  const field = table.byName.get(name);
  if (code === "all" && field?.allLabel) return field.allLabel;
  const vocabulary = vocabularies[field?.names];
  if (!vocabulary) return String(code);
  const codes = field.separator ? String(code).split(field.separator) : [code];
  return codes.map((part) => vocabulary[part]?.[0] ?? part).join(", ");
}

/** Everything by which a code is known: its name, other names, definition. */
export function knownAs(table, name, code) {
  const vocabulary = vocabularies[table.byName.get(name)?.names];
  return vocabulary?.[code] ?? [];
}

export function meaning(table, name, code) {
  return knownAs(table, name, code).at(-1) ?? "";
}

export function tableName(table) {
  return SHORT[table.name] ?? table.title;
}

/** "2023-05-04" as "4 May 2023". */
export function day(text) {
  if (!text) return "";
  const [year, month, number] = text.split("-").map(Number);
  return `${number} ${MONTHS[month - 1]} ${year}`;
}

export function number(value) {
  return value === null ? "" : value.toLocaleString("en-US");
}

/** A part of a whole, in whole percent; what is neither none nor all does not look like it. */
export function share(part, whole) {
  const percent = Math.round((100 * part) / whole);
  if (percent === 0 && part > 0) return "under 1 %";
  if (percent === 100 && part < whole) return "over 99 %";
  return `${percent} %`;
}

export function plural(count, one, several = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : several}`;
}

/** The number of a figure or package as it was hedged, with its unit. */
export function amount(table, row) {
  const money = table.has("amount");
  const value = table.at(money ? "amount" : "value", row);
  const qualifier = table.at("qualifier", row);
  const unit = money && value !== null ? ` ${table.at("currency", row)}` : "";
  if (!money && qualifier === "range") {
    const between = `${number(table.at("low", row))} to ${number(table.at("high", row))}`;
    return value === null ? between : `${number(value)} (${between})`;
  }
  return value === null ? "no amount" : `${HEDGES[qualifier] ?? ""}${number(value)}${unit}`;
}

/** The last day of a figure, or the day of a package, as precisely as it was stated. */
export function dayAsStated(table, row, column = "period_end") {
  const [text, precision] = [table.at(column, row), table.at("date_precision", row)];
  const [year, month] = text.split("-");
  if (precision === "by") return `${day(text)} at the latest`;
  if (precision === "year") return year;
  if (precision === "month") return `${MONTHS[month - 1]} ${year}`;
  return precision === "mid_month" ? `mid-${MONTHS[month - 1]} ${year}` : day(text);
}

/** The days that a figure covers, the last of them as precisely as it was stated. */
export function period(table, row) {
  const [start, end] = [table.at("period_start", row), table.at("period_end", row)];
  const counting = table.at("counting", row);
  const last = dayAsStated(table, row);
  if (counting === "cumulative") return `to ${last}`;
  if (counting === "stock" || start === end) return last;
  return `${day(start)} to ${last}`;
}

/** What a line counts: all that is limited in it. */
export function lineName(table, of) {
  const shown = table.line.filter((name) => !["conflict", "reporter", "counting", "evidence"].includes(name));
  const first = table.has("measure") ? ["measure"] : ["donor", "stage", "aid_type"];
  const parts = [...first, ...shown.filter((name) => !first.includes(name))]
    .filter((name) => first.includes(name) || of[name] !== "all")
    .map((name) => called(table, name, of[name]));
  const text = parts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How a line counts: by evidence where there is some, and over which stretch. */
export function lineKind(table, of) {
  const evidence = of.evidence ? `${called(table, "evidence", of.evidence)}; ` : "";
  const since = of.start ? ` since ${day(of.start)}` : "";
  return `${evidence}${called(table, "counting", of.counting)}${since}`;
}
