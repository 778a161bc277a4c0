// Citations of the release and of the sources of some rows, word for word as cd.cite has them.

import { names, release, sources } from "explorer/release.js";

const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
];

/**
 * @param style "apa" or "bibtex"
 * @param vintage the day of which rows are the wordings, "all", or null for those of today
 */
export async function cite(table, rows, style, vintage = null) {
  await table.need(["source", "reporter", "donor"]);
  const whole = vintage === null ? release.citation : { ...release.citation, note: asKnown(vintage) };
  const entries = [whole, ...sourceEntries(await sources(), await reported(table, rows))];
  return style === "bibtex" ? bibtex(entries) : apa(entries);
}

function asKnown(vintage) {
  if (vintage === "all") return "every wording";
  const [year, month, day] = vintage.split("-").map(Number);
  return `as known on ${day} ${MONTHS[month - 1]} ${year}`;
}

/** Source -> names of those whose figures are taken from it. */
async function reported(table, rows) {
  const known = await names();
  const who = table.has("reporter") ? "reporter" : "donor";
  const vocabulary = known[table.byName.get(who)?.names] ?? {};
  const found = new Map();
  for (const row of rows) {
    const source = table.at("source", row);
    if (source === null) continue;
    if (!found.has(source)) found.set(source, new Set());
    for (const code of table.at(who, row).split(";")) {
      found.get(source).add(vocabulary[code]?.[0] ?? code);
    }
  }
  return found;
}

function sourceEntries(all, reporters) {
  return all.filter((entry) => reporters.has(entry.id)).map((entry) => {
    const publisher = entry.author[0].literal;
    const quoted = [...reporters.get(entry.id)].sort().filter((name) => name !== publisher);
    return entry.tier === "secondary" && quoted.length
      ? { ...entry, note: `${inWords(quoted)}, as cited in ${publisher}` }
      : entry;
  });
}

function inWords(several) {
  const some = several.slice(0, -1);
  return some.length ? `${some.join(", ")} and ${several.at(-1)}` : several.at(-1);
}

function apa(entries) {
  return entries.map((e) => {
    const quoting = "version" in e ? "" : e.note;
    const authors = quoting || e.author.map((a) => a.literal).join(", ");
    const data = "status" in e ? "Unpublished data set" : "Data set";
    const kind = "note" in e ? `${data}; ${e.note}` : data;
    const title = titled(e) + ("version" in e ? ` (Version ${e.version}) [${kind}]` : "");
    const stop = /[.?!]$/.test(title) ? "" : ".";
    return `${authors}. (${apaDay(e)}). ${title}${stop} ${e.URL ?? ""}`.trimEnd();
  }).join("\n");
}

function titled(entry) {
  return "title" in entry ? entry.title : `[${entry.genre}]`;
}

function apaDay(entry) {
  if (!("issued" in entry)) return "n.d.";
  const [year, month, day] = entry.issued["date-parts"][0];
  return month === undefined ? String(year) : `${year}, ${MONTHS[month - 1]} ${day}`;
}

function bibtex(entries) {
  return entries.map((entry) => {
    const fields = Object.entries(bibtexFields(entry)).map(([k, v]) => `  ${k} = {${v}}`);
    return `@misc{${entry.id},\n${fields.join(",\n")}\n}`;
  }).join("\n\n");
}

function bibtexFields(e) {
  return {
    author: e.author.map((a) => `{${tex(a.literal)}}`).join(" and "),
    title: `{${tex(titled(e))}}`,
    ...("issued" in e && { year: String(e.issued["date-parts"][0][0]), date: iso(e.issued) }),
    ...("version" in e && { version: e.version }),
    ...("status" in e && { pubstate: e.status }),
    ...("URL" in e && { url: e.URL }),
    ...("accessed" in e && { urldate: iso(e.accessed) }),
    ...("language" in e && { langid: e.language }),
    ...("note" in e && { note: tex(e.note) }),
  };
}

const ESCAPES = {
  "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}", "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", _: "\\_",
};

function tex(text) {
  return text.replace(/[\\{}~^&%$#_]/g, (letter) => ESCAPES[letter]);
}

function iso(date) {
  return date["date-parts"][0].map((part) => String(part).padStart(2, "0")).join("-");
}
