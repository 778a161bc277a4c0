// One line: what was known on a day beside what is known now, and how a figure of it was revised.

import { chart, DAY, drawn, hovering, ms, topOf } from "explorer/charts.js";
import { el, link, menu, tableMenu } from "explorer/dom.js";
import { BEHIND, BEHIND_SURE, daysOf, figuresOf, kindOf, linesOf, onTheLine, revised, standing } from "explorer/figures.js";
import { panel } from "explorer/panel.js";
import { choose } from "explorer/rows.js";
import { amount, called, day as inWords, lineKind, lineName, number, period, plural } from "explorer/words.js";

export const title = "A line";
export const keys = ["table", "line", "period"];

const SHAPES = "Triangles: at least, up to; diamonds: about; upright strokes: from one end of a range to the other.";
const STEPS = " A step holds a number until the next figure; no line where none came for long.";
const LABELS = { start: "Counted since" };

export async function draw(section, state, go) {
  const lines = await linesOf(state.table, state.sure);
  const { table } = lines;
  lines.count(standing(table, state.sure));
  // a conflict that was chosen in another view is not left for the line that was there before
  const before = lines.byKey.get(state.line)?.of;
  const stays = before && [null, before.conflict].includes(state.conflict);
  const unknown = state.line && !before;
  // a key begins with them
  const [ofKey, byKey] = unknown ? state.line.split("/") : [];
  const { conflict, reporter, measure } = state;
  const { line, asked } = lines.choose(stays ? before : { conflict: conflict ?? ofKey, reporter: reporter ?? byKey, measure });
  const all = figuresOf(table, line.rows);
  const kind = kindOf(line, onTheLine(all));
  const known = (day) => choose(table, {}, { day, sure: state.sure, rows: line.rows });
  const now = figuresOf(table, known(null));

  const name = lineName(table, line.of);
  const sentence = el("p", { class: "known", role: "status" });
  const left = el("p", { class: "note" });
  const drawing = await chart("line", { words: name });
  const rows = panel();
  section.append(
    menus(lines, line, asked, state, go),
    el("p", { class: "note" }, state.sure ? BEHIND_SURE : BEHIND),
    el("h2", {}, name),
    el("p", { class: "about" }, `${called(table, "reporter", line.of.reporter)}; ${lineKind(table, line.of)}. ${called(table, "conflict", line.of.conflict)}.`),
    sentence,
    drawing.figure,
    el("p", { class: "legend" },
      el("span", { class: "key then" }), " as known on the day chosen ",
      el("span", { class: kind === "bars" ? "key now ticks" : "key now" }), " as known now. ", SHAPES, kind === "steps" ? STEPS : ""),
    left,
    rows.element,
  );

  const bounds = {
    first: ms(all.reduce((a, f) => (f.start < a && line.of.counting !== "cumulative" ? f.start : a), all[0].end)),
    last: ms(all.at(-1).end) + (kind === "steps" ? 0 : DAY),
    top: topOf(all),
  };
  if (bounds.first === bounds.last) bounds.first -= 30 * DAY;

  let chosen;
  let then;
  /** Choose what was known on a day, and say what of the drawing changes. */
  function at(day) {
    chosen = known(day);
    then = figuresOf(table, chosen);
    const data = drawn(kind, then, day === null ? [] : now);
    data.labels = labels(table, then, day === null ? [] : now, kind);
    sentence.textContent = said(table, then, now, day, state.sure);
    left.textContent = unstated(then);
    return { chosen, data, signals: { ...bounds, day: day === null ? null : ms(day) }, words: `${name}. ${sentence.textContent}` };
  }

  await drawing.draw(at(state.day));
  hovering(drawing, (when) => tipOf(table, then, when, kind));
  const revision = await revisions(table, line, state, go);
  if (revision) section.insertBefore(revision.element, rows.element);
  await revision?.draw();

  return {
    table,
    // a line that was left for another conflict was there
    shown: { line: unknown ? line.key : state.line, period: revision?.key ?? null },
    address: { line: line.key, conflict: line.of.conflict, reporter: line.of.reporter, measure: line.of.measure ?? null },
    days: daysOf(table, line.rows),
    settled: rows.show({ table, rows: chosen, ask: { series: line.key }, day: state.day, sure: state.sure }),
    async onDay(day) {
      const changes = at(day);
      rows.update(chosen, day);
      await drawing.show(changes);
    },
  };
}

/** Menus of what was asked, each with what there is beside what was chosen before it. */
function menus(lines, line, asked, state, go) {
  const { table } = lines;
  const change = (name) => (value) => {
    const next = lines.choose({ ...line.of, [name]: value }).line;
    return go({ line: next.key, conflict: next.of.conflict, period: null }, { step: true });
  };
  const text = (name, code) => (name === "start" ? inWords(code) : called(table, name, code));
  const asMenu = ({ name, options, chosen }) => menu(
    `ask-${name}`, LABELS[name] ?? table.byName.get(name).title,
    [...options].map(([code, count]) => [code, `${text(name, code)} (${number(count)})`])
      .sort((a, b) => a[1].localeCompare(b[1], "en")),
    chosen, change(name),
  );
  const more = asked.slice(3).filter(({ options }) => options.size > 1);
  return el("form", { class: "asking", "aria-label": "Which line" },
    tableMenu(state.table, (value) => go({ table: value, line: null, period: null }, { step: true })),
    asked.slice(0, 3).map(asMenu),
    more.length
      ? el("details", { class: "more", open: matchMedia("(min-width: 40rem)").matches },
        el("summary", {}, "Limited to"), el("div", { class: "asking" }, more.map(asMenu)))
      : null);
}

/** What was known, in a sentence. */
function said(table, then, now, day, sure) {
  const newest = then.at(-1);
  if (!newest) return day ? `Nothing ${sure ? "as sure as that " : ""}was known on ${inWords(day)}.` : "Nothing is as sure as that.";
  const told = (f) => `${amount(table, f.row)}, ${period(table, f.row)}, reported on ${inWords(f.reported)}`;
  const stated = newest.stated ? undefined : then.findLast((f) => f.stated);
  const before = stated ? ` The newest with a stated day: ${told(stated)}.` : "";
  if (day === null) return `The newest: ${told(newest)}.${before}`;
  const same = now.find((f) => f.end === newest.end && f.start === newest.start);
  const since = same && same.row !== newest.row
    ? ` The same days are now ${amount(table, same.row)}.`
    : "";
  const last = now.at(-1);
  const present = last && last.row !== newest.row ? ` The newest now: ${told(last)}.` : "";
  return `Known on ${inWords(day)}: ${told(newest)}.${since}${before}${present}`;
}

/** What is said of figures of which no as-of day was stated. */
function unstated(figures) {
  const count = figures.filter((f) => !f.stated).length;
  const where = "hollow, on the latest day that it can be";
  if (count && count === figures.length) return `No figure has a stated as-of day; each is ${where}.`;
  return count ? `${plural(count, "figure")} without a stated as-of day: ${where}, and not on the line.` : "";
}

function labels(table, then, now, kind) {
  if (kind !== "steps") return [];
  const last = (figures) => figures.filter((f) => f.value !== null).at(-1);
  const text = (f) => amount(table, f.row);
  const [a, b] = [last(then), last(now)];
  return [
    ...(b && (!a || b.row !== a.row) ? [{ start: ms(b.end), value: b.value, dy: -6, color: "var(--faint)", text: text(b) }] : []),
    ...(a ? [{ start: ms(a.end), value: a.value, dy: -6, color: "var(--then-text)", text: text(a) }] : []),
  ];
}

/** The figure nearest to a day: by its last day where it is a count that goes on, else by its days. */
function tipOf(table, figures, when, kind) {
  const away = (f) => Math.max((kind === "steps" ? ms(f.end) : ms(f.start)) - when, when - ms(f.end) - DAY, 0);
  const found = figures.reduce((a, b) => (a && away(a) < away(b) ? a : b), undefined);
  return found ? `${amount(table, found.row)}, ${period(table, found.row)}` : "";
}

/** How one figure was revised: its wordings as steps, and as a list with their sources. */
async function revisions(table, line, state, go) {
  const periods = revised(figuresOf(table, line.rows));
  if (!periods.size) return null;
  const most = [...periods].reduce((a, b) => (b[1].length > a[1].length ? b : a))[0];
  const key = periods.has(state.period) ? state.period : most;
  const wordings = periods.get(key).sort((a, b) => (a.reported < b.reported ? -1 : 1));
  await table.need(["source_url", "source_title", "source_tier"]);
  const days = wordings.map((f) => ({ ...f, start: f.reported, end: f.reported }));
  const words = `${period(table, wordings[0].row)}: ${wordings.map((f) => amount(table, f.row)).join(", then ")}`;
  const drawing = await chart("line", { words, height: 150 });
  const options = [...periods].map(([k, several]) => [k, `${several.length} wordings: ${period(table, several[0].row)}`]);
  const element = el("section", { class: "revision" },
    el("h3", {}, "How one figure was revised"),
    menu("ask-period", "Figure", options, key, (value) => go({ period: value }, { step: true })),
    drawing.figure,
    el("ol", {}, wordings.map((f) => el("li", {},
      `${inWords(f.reported)}: `, el("strong", {}, amount(table, f.row)), ", ",
      link(table.at("source_url", f.row), table.at("source_title", f.row)),
      ` (${called(table, "source_tier", table.at("source_tier", f.row))})`))));
  return {
    element,
    key,
    async draw() {
      const signals = { first: ms(days[0].end), last: Math.max(ms(days.at(-1).end), ms(days[0].end) + 14 * DAY), top: topOf(days) };
      await drawing.draw({ data: drawn("wordings", days, []), signals });
    },
  };
}
