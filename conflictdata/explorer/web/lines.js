// The lines of a table of figures: what differs only in its period or wording, told apart by every
// dimension. No figure of one line ever stands in another.

/** What is taken where nobody has chosen. */
const USUAL = { measure: "killed", counting: "cumulative", population: "civilian", stage: "allocated" };

export class Lines {
  /** Every line of a table, as its column `series` has them. */
  constructor(table, usualReporters) {
    this.table = table;
    this.usualReporters = usualReporters;
    const { values, codes } = listed(table.column("series"), table.rows);
    const counts = new Uint32Array(values.length + 1);
    for (const code of codes) counts[code + 1] += 1;
    for (let i = 1; i < counts.length; i += 1) counts[i] += counts[i - 1];
    const next = counts.slice();
    const rows = new Uint32Array(codes.length);
    codes.forEach((code, row) => (rows[next[code]++] = row));
    this.all = values.map((key, i) => this.#line(key, rows.subarray(counts[i], counts[i + 1])));
    this.byKey = new Map(this.all.map((line) => [line.key, line]));
    // the start of a cumulative tells lines apart that all dimensions leave together
    this.dimensions = [...inOrderOfAsking(table.line), "start"];
  }

  #line(key, rows) {
    const first = rows[0];
    const of = Object.fromEntries(this.table.line.map((name) => [name, this.table.at(name, first)]));
    const start = of.counting === "cumulative" ? this.table.at("period_start", first) : "";
    return { key, rows, figures: rows.length, of: { ...of, start } };
  }

  /** Have each line count its rows of which a flag is set. */
  count(flags) {
    for (const line of this.all) line.figures = line.rows.reduce((n, row) => n + flags[row], 0);
  }

  /**
   * The one line that fits best what is wanted, and for each dimension what else there is beside
   * what was chosen before it.
   */
  choose(wanted) {
    let left = this.all;
    const asked = [];
    for (const name of this.dimensions) {
      const options = counted(left, name);
      const chosen = options.has(wanted[name]) ? wanted[name] : this.#usual(name, options, left);
      asked.push({ name, options, chosen });
      left = left.filter((line) => line.of[name] === chosen);
    }
    return { line: left[0], asked };
  }

  #usual(name, options, left) {
    if (name === "reporter") {
      const usual = this.usualReporters[left[0].of.conflict];
      if (options.get(usual) > 0) return usual;
    }
    // a single figure is not what is usual where there are lines
    const usual = options.get(USUAL[name]);
    if (usual > 1 || usual >= Math.max(...options.values())) return USUAL[name];
    if (options.get("all") > 0) return "all";
    const parents = this.table.byName.get(name)?.parents ?? {};
    const top = [...options].filter(([code]) => !above(code, parents).some((c) => options.has(c)));
    // of as many figures, what the conflict has most of
    const here = counted(this.all.filter((line) => line.of.conflict === left[0].of.conflict), name);
    return (top.length ? top : [...options])
      .reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && here.get(b[0]) > here.get(a[0])) ? b : a))[0];
  }
}

/** Each value of a dimension among some lines, with how many figures have it. */
function counted(lines, name) {
  const counts = new Map();
  for (const line of lines) {
    counts.set(line.of[name], (counts.get(line.of[name]) ?? 0) + line.figures);
  }
  return counts;
}

/** The column of keys as a list of keys and places in it, however it came. */
function listed(column, rows) {
  if (column.codes) return column;
  const places = new Map();
  const codes = Uint32Array.from({ length: rows }, (_, row) => {
    const key = column.at(row);
    if (!places.has(key)) places.set(key, places.size);
    return places.get(key);
  });
  return { values: [...places.keys()], codes };
}

/** Who and what first; the rest as keys name them. */
function inOrderOfAsking(dimensions) {
  const first = ["conflict", "reporter", "donor", "measure", "stage", "aid_type", "counting"];
  const known = first.filter((name) => dimensions.includes(name));
  return [...known, ...dimensions.filter((name) => !known.includes(name))];
}

export function above(code, parents) {
  const found = [];
  for (let up = parents[code]; up && !found.includes(up); up = parents[up]) found.push(up);
  return found;
}

/** Whether two figures of a line cover the same day, as those of a cumulative do. */
export function overlaps(periods) {
  const sorted = [...periods].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  return sorted.some((period, i) => i > 0 && period.start <= sorted[i - 1].end
    && !(period.start === sorted[i - 1].start && period.end === sorted[i - 1].end));
}
