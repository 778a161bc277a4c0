// Drawings: Vega does it, the page says with what.

import { charts, vegaBundle } from "explorer/release.js";
import { el } from "explorer/dom.js";
import { onTheLine } from "explorer/figures.js";
import { silences } from "explorer/gaps.js";

// colors are those of the style sheet, so that dark, light and paper need no other drawing
const FONT = "system-ui, sans-serif";
const CONFIG = {
  background: null,
  axis: {
    domainColor: "var(--rule)", gridColor: "var(--rule)", tickColor: "var(--rule)",
    labelColor: "var(--faint)", labelFontSize: 11, labelFont: FONT,
  },
  text: { font: FONT },
};

// the first tick of days has its year, since nothing before says it; Vega's own format for the rest
const TICK = "datum.index || !utcmonth(datum.value) && utcdate(datum.value) === 1 ? datum.label : utcFormat(datum.value, utcdate(datum.value) > 1 ? '%-e %b %Y' : '%b %Y')";

const FEW = 60;
const MANY_BARS = 200;
const SHAPES = { at_least: "triangle-up", more_than: "triangle-up", up_to: "triangle-down", nearly: "triangle-down", about: "diamond" };

let ready;
const drawings = new Set();

/** Have Vega at hand. */
export function load() {
  ready ??= (async () => {
    const script = document.createElement("script");
    script.textContent = `(() => {${await vegaBundle()}\n})()`;
    document.head.append(script);
    return charts();
  })();
  return ready;
}

/**
 * A drawing in a figure that says in words what is on it.
 *
 * `draw` is called when the figure stands in the page, since it is as wide as its place; `show`
 * draws other rows at once.
 */
export async function chart(name, { words = "", height = null } = {}) {
  const specs = await load();
  const place = el("div", { class: "chart", role: "img", "aria-label": words });
  const tip = el("div", { class: "tip", hidden: true });
  const figure = el("figure", {}, place, tip);
  const drawing = { figure, tip, view: null };
  drawing.show = (changes) => {
    for (const [key, value] of Object.entries(changes.signals ?? {})) drawing.view.signal(key, value);
    for (const [key, rows] of Object.entries(changes.data ?? {})) drawing.view.data(key, rows);
    if (changes.words) place.setAttribute("aria-label", changes.words);
    return drawing.view.runAsync();
  };
  drawing.draw = async (changes) => {
    const given = (kind, part) => changes[kind]?.[part.name];
    const spec = {
      ...specs[name],
      // editors go by it; the drawings are those of any Vega since 5
      $schema: undefined,
      ...(height && { height }),
      signals: specs[name].signals.map((s) => ({ ...s, ...(given("signals", s) !== undefined && { value: given("signals", s) }) })),
      data: specs[name].data.map((d) => ({ ...d, values: given("data", d) ?? [] })),
      axes: specs[name].axes.map((a) => (isOfDays(specs[name], a) ? { ...a, encode: { labels: { update: { text: { signal: TICK } } } } } : a)),
    };
    if (changes.words) place.setAttribute("aria-label", changes.words);
    const tooltip = (_, event, item, text) => point(tip, figure, event, text);
    const options = { mode: "vega", renderer: "svg", actions: false, defaultStyle: false, hover: false, config: CONFIG, tooltip, logLevel: 1 };
    drawings.add(drawing);
    ({ view: drawing.view } = await window.vegaEmbed(place, spec, options));
    // the words of the figure say it; marks one by one would say it worse
    place.querySelector("svg").setAttribute("aria-hidden", "true");
  };
  return drawing;
}

function isOfDays(spec, axis) {
  return spec.scales.find((s) => s.name === axis.scale).type === "utc";
}

/** Let go of every drawing, before another view takes the place. */
export function clear() {
  for (const { view } of drawings) view?.finalize();
  drawings.clear();
}

/** Text beside the pointer, or nothing. */
export function point(tip, figure, event, text) {
  tip.hidden = !text;
  if (!text) return;
  tip.textContent = text;
  const box = figure.getBoundingClientRect();
  const left = Math.min(event.clientX - box.left + 12, box.width - tip.offsetWidth - 4);
  tip.style.left = `${Math.max(left, 0)}px`;
  tip.style.top = `${event.clientY - box.top + 14}px`;
}

export const DAY = 86_400_000;

export function ms(day) {
  return Date.parse(day);
}

/**
 * Figures of one line as rows of the chart "line": a cumulative as steps that are broken where it was
 * silent for long, wordings as steps that hold, stretches that follow each other as bars, others as
 * the stretch that they cover; ranges as ranges, hedges by the shape of their points. Figures without
 * a stated as-of day are hollow, on the latest day that it can be, and beside the line.
 *
 * @param kind "steps", "wordings", "bars" or "spans"
 * @param then what was known on the day chosen: start, end, value, low, high, qualifier, stated; in
 *   the order of their days
 * @param now what is known now, beside it
 */
export function drawn(kind, then, now) {
  const data = { nowLine: [], thenArea: [], thenBars: [], nowTicks: [], thenLine: [], nowSpans: [], thenSpans: [], ranges: [], points: [] };
  const numbers = (figures) => figures.filter((f) => f.value !== null);
  const [thenLine, nowLine] = [then, now].map((figures) => (kind === "wordings" ? figures : onTheLine(figures)));
  const onLine = new Set([...thenLine, ...nowLine]);
  const [thenBeside, nowBeside] = [then, now].map((figures) => numbers(figures.filter((f) => !onLine.has(f))));
  const [thenRuns, nowRuns] = [thenLine, nowLine].map((figures) => (kind === "steps" ? runs(numbers(figures)) : [figures]));
  if (kind === "steps" || kind === "wordings") {
    data.nowLine = nowRuns.flatMap(broken);
    data.thenLine = thenRuns.flatMap(broken);
  } else if (kind === "bars") {
    const bars = numbers(thenLine).map(stretch);
    if (bars.length > MANY_BARS) data.thenArea = bars.flatMap(outline);
    else data.thenBars = bars;
    data.nowTicks = numbers(nowLine).map(stretch).flatMap(outline);
    data.nowSpans = nowBeside.map(stretch);
    data.thenSpans = thenBeside.map(stretch);
  } else {
    data.nowSpans = numbers(now).map(stretch);
    data.thenSpans = numbers(then).map(stretch);
  }
  const at = (f) => (kind === "bars" && onLine.has(f) ? middle(f) : atEnd(f));
  data.ranges = then.filter((f) => f.qualifier === "range" && f.low !== null && f.high !== null)
    .map((f) => ({ start: at(f).start, low: f.low, high: f.high, color: "var(--then)" }));
  const hollow = (f) => f.stated === false && kind !== "wordings";
  const pointed = numbers(thenLine).filter((f) => kind !== "bars" || f.qualifier !== "exact" || hollow(f));
  const mark = (color) => (f) => ({ ...at(f), shape: SHAPES[f.qualifier] ?? "circle", color, hollow: hollow(f) });
  data.points = [
    ...[...sides(nowRuns), ...nowBeside].map(mark("var(--now)")),
    ...[...(pointed.length <= FEW ? pointed : sides(thenRuns)), ...thenBeside].map(mark("var(--then)")),
  ];
  return data;
}

/** The figures of a count in runs between which it was silent for long. */
export function runs(figures) {
  const silent = silences(figures.map((f) => ms(f.end) / DAY));
  const found = [];
  figures.forEach((f, i) => {
    if (i === 0 || silent[i - 1]) found.push([]);
    found.at(-1).push(f);
  });
  return found;
}

/** A run, and nothing after it. */
function broken(run) {
  return run.length ? [...run.map(atEnd), { ...atEnd(run.at(-1)), value: null }] : [];
}

/** The figures on both sides of each gap. */
function sides(several) {
  if (several.length < 2) return [];
  return [...new Set(several.flatMap((run, i) => [...(i ? [run[0]] : []), ...(i < several.length - 1 ? [run.at(-1)] : [])]))];
}

function atEnd(f) {
  return { start: ms(f.end), value: f.value };
}

function middle(f) {
  return { start: (ms(f.start) + ms(f.end) + DAY) / 2, value: f.value };
}

/** A figure covers its last day as well. */
function stretch(f) {
  return { start: ms(f.start), stop: ms(f.end) + DAY, value: f.value };
}

/** The upper edge of a bar, and a gap after it. */
function outline({ start, stop, value }) {
  return [{ start, value }, { start: stop, value }, { start: stop, value: null }];
}

/** The largest number among some figures. */
export function topOf(figures) {
  return figures.reduce((top, f) => Math.max(top, f.value ?? 0, f.qualifier === "range" ? (f.high ?? 0) : 0), 1);
}

/** Show the figure nearest to the pointer. */
export function hovering({ figure, view, tip }, nearest) {
  figure.addEventListener("pointermove", (event) => {
    const [left] = view.origin();
    const box = figure.querySelector("svg")?.getBoundingClientRect();
    if (!box) return;
    const day = view.scale("x").invert(event.clientX - box.left - left - 5);
    point(tip, figure, event, nearest(+day));
  });
  figure.addEventListener("pointerleave", () => (tip.hidden = true));
}
