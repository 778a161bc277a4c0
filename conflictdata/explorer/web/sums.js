// Aid by donor: of two rows of the same money one counts, and only what is of one currency is added.

/** Which packages count in a sum over all donors, and which for one donor alone. */
export const COUNTS = { all: ["yes", "joint"], one: ["yes", "share"] };

/** The columns that the sums look at. */
export const SUMMED = ["donor", "currency", "amount", "adds_up", "qualifier"];

/**
 * Currency -> donors with what each gave alone, the largest first, and the sum over all donors.
 *
 * @param rows packages as they were known
 */
export function byDonor(table, rows) {
  const found = new Map();
  for (const row of rows) {
    const [amount, currency] = [table.at("amount", row), table.at("currency", row)];
    if (amount === null) continue;
    if (!found.has(currency)) found.set(currency, { donors: new Map(), total: 0, rows: [] });
    const sums = found.get(currency);
    if (COUNTS.all.includes(table.at("adds_up", row))) {
      sums.total += amount;
      sums.rows.push(row);
    }
    if (COUNTS.one.includes(table.at("adds_up", row))) {
      for (const donor of table.at("donor", row).split(";")) {
        const sum = sums.donors.get(donor) ?? { donor, amount: 0, rows: [], atMost: 0 };
        sum.amount += amount;
        sum.atMost += table.at("qualifier", row) === "up_to" ? 1 : 0;
        sum.rows.push(row);
        sums.donors.set(donor, sum);
      }
    }
  }
  for (const sums of found.values()) {
    sums.donors = [...sums.donors.values()].sort((a, b) => b.amount - a.amount);
  }
  return new Map([...found].sort((a, b) => b[1].rows.length - a[1].rows.length));
}
