// Reporters side by side: the same measure as each of them counts it, with how it knows.

import { chart, DAY, drawn, ms, topOf } from "explorer/charts.js";
import { hashOf } from "explorer/address.js";
import { el, link, menu } from "explorer/dom.js";
import { daysOf, figuresOf, kindOf, linesOf, onTheLine } from "explorer/figures.js";
import { above } from "explorer/lines.js";
import { panel } from "explorer/panel.js";
import { methodsOf } from "explorer/methods.js";
import { choose } from "explorer/rows.js";
import { amount, called, day as inWords, lineKind, lineName, meaning, number, period, plural } from "explorer/words.js";

export const title = "Reporters";
export const keys = ["conflict", "measure", "counting"];

const MOST = 60;

export async function draw(section, state, go) {
  const lines = await linesOf("casualties", state.sure);
  const { table } = lines;
  await table.need(["reporter_role", "source_url", "source_title"]);
  const asked = {};
  let left = lines.all;
  const menus = ["conflict", "measure", "counting"].map((name) => {
    const counts = new Map();
    for (const line of left) counts.set(line.of[name], (counts.get(line.of[name]) ?? 0) + 1);
    const usual = { conflict: most(counts), measure: "killed", counting: "cumulative" }[name];
    const chosen = counts.has(state[name]) ? state[name] : counts.has(usual) ? usual : most(counts);
    asked[name] = chosen;
    left = left.filter((line) => line.of[name] === chosen);
    const options = [...counts].map(([code, n]) => [code, `${called(table, name, code)} (${plural(n, "line")})`])
      .sort((a, b) => a[1].localeCompare(b[1], "en"));
    return menu(`ask-${name}`, table.byName.get(name).title, options, chosen,
      (value) => go({ [name]: value }, { step: true }));
  });
  const chosen = wholes(table, left).sort((a, b) =>
    (b.of.population === "all") - (a.of.population === "all") || compare(a.of.population, b.of.population) || compare(a.of.affiliation, b.of.affiliation) || b.rows.length - a.rows.length);
  const rows = panel();
  const list = el("div", { class: "cards" });
  const known = (line, day) => choose(table, {}, { day, sure: state.sure, rows: line.rows });
  section.append(
    el("form", { class: "asking", "aria-label": "What is compared" }, menus),
    el("h2", { class: "sentence" }, `${called(table, "measure", asked.measure)}, ${called(table, "counting", asked.counting)}: ${called(table, "conflict", asked.conflict)}`),
    el("p", { class: "about" }, "Each panel is one line of one reporter, with a scale of its own. They count different people, by different evidence, and are never added up; of a count and its parts only the whole is here. Hollow: no as-of day was stated; on the latest day that it can be."),
    list,
    chosen.length > MOST ? el("p", { class: "note" }, `${plural(chosen.length - MOST, "more line")} of few figures: see the figures.`) : "",
    rows.element,
  );

  const all = chosen.map((line) => figuresOf(table, line.rows));
  const first = ms(all.flat().reduce((a, f) => (f.end < a ? f.end : a), "9999"));
  const last = ms(all.flat().reduce((a, f) => (f.end > a ? f.end : a), "0000")) + DAY;
  const cards = [];
  for (const line of chosen.slice(0, MOST)) cards.push(await card(line));
  list.append(...cards.map((c) => c.element));
  for (const c of cards) await c.draw(state.day);

  async function card(line) {
    const { of } = line;
    const newest = el("p", { class: "newest" });
    const stated = el("p", { class: "note" });
    const drawing = await chart("line", { words: "", height: 110 });
    const figures = figuresOf(table, line.rows);
    const kind = kindOf(line, onTheLine(figures));
    const how = await methodsOf(of, figures.map((f) => f.reported).sort().at(-1));
    const element = el("article", { class: "card" },
      el("h3", {}, called(table, "reporter", of.reporter)),
      el("p", {}, el("a", { href: hashOf({ view: "line", table: "casualties", line: line.key, day: state.day }) }, lineName(table, of)), of.start ? ` since ${inWords(of.start)}` : ""),
      newest, stated, drawing.figure,
      el("dl", {},
        el("dt", {}, "Evidence"), el("dd", {}, `${called(table, "evidence", of.evidence)}. ${meaning(table, "evidence", of.evidence)}`),
        el("dt", {}, "Role"), el("dd", {}, called(table, "reporter_role", table.at("reporter_role", line.rows[0]))),
        told("Counts", how, "counts_as"), told("Gaps", how, "gaps")));
    const at = (day) => {
      const then = figuresOf(table, known(line, day));
      const told = (f) => `${amount(table, f.row)}, ${period(table, f.row)}`;
      const before = then.at(-1)?.stated === false ? then.findLast((f) => f.stated) : undefined;
      newest.textContent = then.length ? told(then.at(-1)) : state.sure ? "nothing as sure as that" : "nothing known";
      stated.textContent = before ? `The newest with a stated day: ${told(before)}.` : "";
      return { data: drawn(kind, then, []), words: `${called(table, "reporter", of.reporter)}, ${lineName(table, of)}, ${lineKind(table, of)}: ${newest.textContent}. ${stated.textContent}` };
    };
    return {
      element,
      at,
      draw: async (day) => {
        await drawing.draw({ ...at(day), signals: { first, last, top: topOf(figures) } });
      },
      show: drawing.show,
      seen: () => { const box = element.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; },
    };
  }

  const rowsOn = (day) => Uint32Array.from(chosen.flatMap((line) => [...known(line, day)])).sort();
  const settled = rows.show({ table, rows: rowsOn(state.day), ask: { series: chosen.map((line) => line.key) }, day: state.day, sure: state.sure });
  let later;
  return {
    table,
    address: asked,
    days: daysOf(table, rowsOn("all")),
    settled,
    async onDay(day) {
      const changes = cards.map((c) => [c, c.at(day)]);
      rows.update(rowsOn(day), day);
      await Promise.all(changes.filter(([c]) => c.seen()).map(([c, change]) => c.show(change)));
      // what nobody sees can wait until the slider rests
      clearTimeout(later);
      later = setTimeout(() => changes.forEach(([c, change]) => c.seen() || c.show(change)), 200);
    },
  };
}

/** What the rows of methods say in one column, the first in full, and from which day on each holds. */
function told(heading, how, column) {
  const said = how.filter((row) => row[column]).map((row) => el("p", {},
    row.valid_from ? `from ${inWords(row.valid_from)}: ` : "", row.url ? link(row.url, row[column]) : row[column]));
  if (!said.length) return [];
  const more = said.slice(1);
  return [el("dt", {}, heading), el("dd", {}, said[0],
    more.length ? el("details", {}, el("summary", {}, `${number(more.length)} more`), more) : null)];
}

/** Of lines those that are no part of another: all of a sex, age, cause; the topmost area. */
function wholes(table, lines) {
  const dims = table.fields.filter((f) => f.dimension === "whole").map((f) => f.name);
  const whole = lines.filter((line) => dims.every((name) => line.of[name] === "all"));
  const parents = table.byName.get("area").parents ?? {};
  const alike = (a, b) => ["reporter", "population", "affiliation", "evidence"].every((n) => a.of[n] === b.of[n]);
  return whole.filter((line) => {
    const areas = above(line.of.area, parents);
    return !whole.some((other) => alike(line, other) && areas.includes(other.of.area));
  });
}

function most(counts) {
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

