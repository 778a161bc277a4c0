// What is covered: reporter by month, with the newest day of each.

/** The columns that the grid looks at. */
export const COVERED = ["conflict", "reporter", "period_end", "counting", "reported_on", "checked_on", "date_precision"];

/**
 * A line a reporter, with its first and newest day and a row that has it, how many figures, and how
 * many in each month; a plan is of days to come and covers nothing.
 */
export function grid(table, rows) {
  const found = new Map();
  for (const row of rows) {
    if (table.at("counting", row) === "plan") continue;
    const reporter = table.at("reporter", row);
    const said = table.at("reported_on", row);
    let line = found.get(reporter);
    if (!line) {
      line = { reporter, firstRow: row, newestRow: row, reported: said, figures: 0, checked: 0, months: new Map() };
      found.set(reporter, line);
    }
    line.figures += 1;
    line.checked += table.at("checked_on", row) === null ? 0 : 1;
    line.firstRow = further(table, line.firstRow, row, -1);
    line.newestRow = further(table, line.newestRow, row);
    if (said > line.reported) line.reported = said;
    const month = table.at("period_end", row).slice(0, 7);
    const cell = line.months.get(month) ?? { figures: 0, newestRow: row };
    cell.figures += 1;
    cell.newestRow = further(table, cell.newestRow, row);
    line.months.set(month, cell);
  }
  return [...found.values()]
    .map((line) => ({ ...line, first: table.at("period_end", line.firstRow), newest: table.at("period_end", line.newestRow) }))
    .sort((a, b) => compare(b.newest, a.newest) || b.figures - a.figures);
}

/** Of two rows the one of the later day, or of the earlier; of one day the one that states it. */
function further(table, a, b, direction = 1) {
  const order = direction * compare(table.at("period_end", b), table.at("period_end", a));
  if (order) return order > 0 ? b : a;
  return table.at("date_precision", a) === "by" ? b : a;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
