// Figures as drawings and sentences need them, and the lines that they form.

import { release, tables } from "explorer/release.js";
import { Lines, overlaps } from "explorer/lines.js";
import { choose, lookedAt } from "explorer/rows.js";

const READ = [
  "series", "period_start", "period_end", "reported_on", "value", "amount", "low", "high",
  "qualifier", "date_precision", "currency", "warnings",
];
const formed = new Map();

/** The lines of a table, with the columns at hand that drawings and sentences read. */
export async function linesOf(name, sure = false) {
  const table = tables[name];
  await table.need([...READ, ...table.line, ...lookedAt(table, sure)]);
  if (!formed.has(name)) formed.set(name, new Lines(table, release.newest));
  return formed.get(name);
}

/** What the numbers behind the options of a menu count. */
export const BEHIND = "In brackets: figures as they stand now, each in its newest wording.";
export const BEHIND_SURE = "In brackets: figures as they stand now that are as sure as it gets.";

/** For each row 1 if it stands now, and is as sure as is asked; earlier wordings do not. */
export function standing(table, sure) {
  const flags = new Uint8Array(table.rows);
  for (const row of choose(table, {}, { sure })) flags[row] = 1;
  return flags;
}

/** Rows as figures in the order of their days, so that the newest is last. */
export function figuresOf(table, rows) {
  const number = table.has("amount") ? "amount" : "value";
  const [low, high] = ["low", "high"].map((n) => (table.has(n) ? (row) => table.at(n, row) : () => null));
  return Array.from(rows, (row) => ({
    row,
    start: table.at("period_start", row),
    end: table.at("period_end", row),
    reported: table.at("reported_on", row),
    value: table.at(number, row),
    low: low(row),
    high: high(row),
    qualifier: table.at("qualifier", row),
    stated: table.at("date_precision", row) !== "by",
  })).sort((a, b) => compare(a.end, b.end) || a.stated - b.stated || compare(a.reported, b.reported));
}

/** Those of which the as-of day was stated: of the others none is on a line, unless all are such. */
export function onTheLine(figures) {
  const stated = figures.filter((figure) => figure.stated);
  return stated.length ? stated : figures;
}

/** How the figures of a line are drawn. */
export function kindOf(line, figures) {
  if (line.of.counting === "cumulative") return "steps";
  const inARow = ["day", "month", "quarter", "year", "span"].includes(line.of.counting);
  return inARow && !overlaps(figures) ? "bars" : "spans";
}

/** Every day on which something was reported, in order. */
export function daysOf(table, rows) {
  return [...new Set(Array.from(rows, (row) => table.at(table.vintage, row)))].sort();
}

/** Periods of which there is more than one wording, each with its wordings in their order. */
export function revised(figures) {
  const periods = new Map();
  for (const figure of figures) {
    const key = `${figure.start}/${figure.end}`;
    if (!periods.has(key)) periods.set(key, []);
    periods.get(key).push(figure);
  }
  for (const [key, wordings] of periods) if (wordings.length < 2) periods.delete(key);
  return periods;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
