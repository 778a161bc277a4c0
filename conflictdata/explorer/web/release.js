// The release on this page: its tables, whose columns are unpacked when they are asked for.

const carried = JSON.parse(document.getElementById("contents").textContent);

export const release = {
  version: carried.version,
  title: carried.title,
  isWorkingCopy: carried.isWorkingCopy,
  license: carried.license,
  last: carried.last,
  newest: carried.newest,
  citation: carried.citation,
};

/** Text that Python has packed: JSON, gzip, base64. */
async function unpacked(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function once(text) {
  let result;
  return () => (result ??= unpacked(text));
}

export const names = once(carried.names);
export const spoken = once(carried.spoken);
export const sources = once(carried.sources);
export const methods = once(carried.methods);
export const charts = once(carried.charts);
export const vegaBundle = once(carried.vega);

/** The values of one column: each once, in order, and which of them each row has. */
class Column {
  constructor({ values, codes }) {
    this.values = values;
    this.codes = codes ? Uint32Array.from(codes) : null;
    this.hasNull = codes ? values[0] === null : values.includes(null);
  }

  at(row) {
    return this.codes ? this.values[this.codes[row]] : this.values[row];
  }

  /** Whether a row passes, for every row, asking once for each value. */
  test(passes) {
    if (!this.codes) return (row) => passes(this.values[row]);
    const verdicts = this.values.map(passes);
    return (row) => verdicts[this.codes[row]];
  }
}

export class Table {
  #packed;
  #columns = new Map();

  constructor(name, described) {
    this.name = name;
    Object.assign(this, described);
    this.#packed = described.columns;
    delete this.columns;
    this.byName = new Map(this.fields.map((field) => [field.name, field]));
  }

  has(column) {
    return this.byName.has(column);
  }

  /** Unpack columns; after that they can be read at once. */
  async need(wanted) {
    const missing = wanted.filter((n) => this.has(n) && !this.#columns.has(n));
    const found = await Promise.all(missing.map((n) => unpacked(this.#packed[n])));
    missing.forEach((name, i) => this.#columns.set(name, new Column(found[i])));
    return this;
  }

  needAll() {
    return this.need(this.fields.map((field) => field.name));
  }

  column(name) {
    return this.#columns.get(name);
  }

  at(name, row) {
    return this.#columns.get(name).at(row);
  }

  get everyRow() {
    return Uint32Array.from({ length: this.rows }, (_, i) => i);
  }
}

export const tables = Object.fromEntries(
  Object.entries(carried.tables).map(([name, described]) => [name, new Table(name, described)]),
);

for (const key of Object.keys(carried)) delete carried[key];
