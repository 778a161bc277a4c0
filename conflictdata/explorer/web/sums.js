// Aid by donor: of two rows of the same money one counts, and only what is of one currency is added.

/** Which packages count in a sum over all donors, and which for one donor alone. */
export const COUNTS = { all: ["yes", "joint"], one: ["yes", "share"] };

/** The columns that the sums look at. */
export const SUMMED = ["donor", "currency", "amount", "adds_up", "qualifier"];

/**
 * Currency -> `all`, the sum over all donors; `joint`, what of it belongs to several together;
 * `donors`, what each gave alone and of joint packages, the largest first, with its `shares` of
 * these; and `left`, by why, how many packages are not in the sum over all.
 *
 * @param rows packages as they were known
 */
export function byDonor(table, rows) {
  const found = new Map();
  for (const row of rows) {
    const [amount, currency] = [table.at("amount", row), table.at("currency", row)];
    if (amount === null) continue;
    if (!found.has(currency)) found.set(currency, { ...nothing(), donors: new Map() });
    const sums = found.get(currency);
    const why = table.at("adds_up", row);
    if (COUNTS.all.includes(why)) add(table, sums.all, row);
    else sums.left.set(why, (sums.left.get(why) ?? 0) + 1);
    if (why === "joint") add(table, sums.joint, row);
    if (!COUNTS.one.includes(why)) continue;
    for (const donor of table.at("donor", row).split(";")) {
      if (!sums.donors.has(donor)) sums.donors.set(donor, { donor, shares: 0, ...sum() });
      const own = sums.donors.get(donor);
      add(table, own, row);
      own.shares += why === "share" ? amount : 0;
    }
  }
  for (const sums of found.values()) {
    sums.donors = [...sums.donors.values()].sort((a, b) => b.amount - a.amount);
  }
  return new Map([...found].sort((a, b) => b[1].all.rows.length - a[1].all.rows.length));
}

/** The sums of no package. */
export function nothing() {
  return { all: sum(), joint: sum(), donors: [], left: new Map() };
}

function sum() {
  return { amount: 0, rows: [], atMost: 0 };
}

function add(table, to, row) {
  to.amount += table.at("amount", row);
  to.atMost += table.at("qualifier", row) === "up_to" ? 1 : 0;
  to.rows.push(row);
}
