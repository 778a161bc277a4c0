// What is covered: reporter by month, with the newest day of each.

/** The columns that the grid looks at. */
export const COVERED = ["conflict", "reporter", "period_end", "counting", "reported_on", "checked_on"];

/**
 * A line a reporter, with its first and newest day, how many figures, and how many in each month;
 * a plan is of days to come and covers nothing.
 */
export function grid(table, rows) {
  const found = new Map();
  for (const row of rows) {
    if (table.at("counting", row) === "plan") continue;
    const reporter = table.at("reporter", row);
    const day = table.at("period_end", row);
    const said = table.at("reported_on", row);
    let line = found.get(reporter);
    if (!line) {
      line = { reporter, first: day, newest: day, reported: said, figures: 0, checked: 0, months: new Map() };
      found.set(reporter, line);
    }
    line.figures += 1;
    line.checked += table.at("checked_on", row) === null ? 0 : 1;
    if (day < line.first) line.first = day;
    if (day > line.newest) line.newest = day;
    if (said > line.reported) line.reported = said;
    const month = day.slice(0, 7);
    const cell = line.months.get(month) ?? { figures: 0, newest: day };
    cell.figures += 1;
    if (day > cell.newest) cell.newest = day;
    line.months.set(month, cell);
  }
  return [...found.values()].sort((a, b) => (b.newest < a.newest ? -1 : b.newest > a.newest ? 1 : b.figures - a.figures));
}
