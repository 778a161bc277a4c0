// Which rows of a table: by what their cells hold, and by what was known on a day, as cd.load has it.

// what was learned of a figure later than the day is empty, since nobody knew it
export const LEARNED = ["superseded_on", "checked_on"];

/**
 * The rows, of some or all, that fit.
 *
 * @param where column -> value, or list of values
 * @param known.day "2023-05-04": the newest wording that had been reported by then; without it
 *   today's; "all": every wording
 * @param known.sure only what is as sure as it gets
 */
export function choose(table, where, { day = null, sure = false, rows = null } = {}) {
  const tests = Object.entries(where).map(([name, wanted]) => holds(table, name, wanted));
  if (day !== "all") tests.push(...asKnownOn(table, day));
  if (sure) tests.push(...asSureAsItGets(table));
  return (rows ?? table.everyRow).filter((row) => tests.every((passes) => passes(row)));
}

/** The columns that `choose` looks at, beside those of its filters. */
export function lookedAt(table, sure) {
  const days = [table.vintage, "superseded_on"];
  return [...days, ...(sure ? ["source_tier", "reported_on_is", "date_precision", "checked_on"] : [])]
    .filter((name) => name && table.has(name));
}

function holds(table, name, wanted) {
  const values = new Set(Array.isArray(wanted) ? wanted : [wanted]);
  const separator = table.byName.get(name).separator;
  return table.column(name).test((cell) =>
    separator && cell !== null
      ? cell.split(separator).some((part) => values.has(part))
      : values.has(cell),
  );
}

/** reported_on <= day AND (superseded_on IS NULL OR superseded_on > day) */
function asKnownOn(table, day) {
  if (!table.vintage) return [];
  const superseded = table.column("superseded_on");
  if (day === null) return superseded ? [superseded.test((cell) => cell === null)] : [];
  const reported = table.column(table.vintage).test((cell) => cell <= day);
  return superseded
    ? [reported, superseded.test((cell) => cell === null || cell > day)]
    : [reported];
}

/** What `sure` means, in filters that cd.load takes. */
export function sureFilters(table) {
  return {
    source_tier: ["primary", "republished"],
    ...(table.has("reported_on_is") ? { reported_on_is: "stated" } : { date_precision: "day" }),
  };
}

function asSureAsItGets(table) {
  const filters = Object.entries(sureFilters(table)).filter(([name]) => table.has(name));
  const read = table.column("checked_on");
  return [
    ...filters.map(([name, wanted]) => holds(table, name, wanted)),
    ...(read ? [read.test((cell) => cell !== null)] : []),
  ];
}

/** A cell as it was on that day. */
export function cellOn(table, name, row, day) {
  const cell = table.at(name, row);
  const later = day !== null && day !== "all" && cell > day;
  return later && table.vintage && LEARNED.includes(name) ? null : cell;
}
