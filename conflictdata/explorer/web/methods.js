// How a reporter counts what is on one line, as the table of methods has it.

import { methods } from "explorer/release.js";

/**
 * The rows of the table that hold for a line of casualties, in the order of the days from which they
 * hold: those of every conflict and measure before those of its own; a row of money is none.
 *
 * @param last the day of its newest report
 */
export async function methodsOf(of, last) {
  const own = (row) => [row.conflict, row.measure].filter((code) => code !== "all").length;
  const from = (row) => row.valid_from ?? "";
  const holds = (row) => row.reporter === of.reporter && row.evidence === of.evidence
    && ["conflict", "measure"].every((name) => ["all", of[name]].includes(row[name]))
    && from(row) <= last;
  return (await methods()).filter(holds)
    .sort((a, b) => (from(a) === from(b) ? own(a) - own(b) : from(a) < from(b) ? -1 : 1));
}
