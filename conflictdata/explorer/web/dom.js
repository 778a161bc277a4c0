// Elements of the page. What comes from rows is text, whatever it holds, and a link leads to a page.

import { tables } from "explorer/release.js";
import { tableName } from "explorer/words.js";

/** An element with attributes and children; a string child is text. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A link to a page on the web, or the text alone where the address is none of one. */
export function link(address, text) {
  let scheme = null;
  try {
    scheme = new URL(address).protocol;
  } catch {
    // no address
  }
  if (scheme !== "https:" && scheme !== "http:") return text;
  return el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text);
}

/** Say something to whoever listens to the page rather than sees it. */
export function say(text) {
  document.getElementById("status").textContent = text;
}

/** Put text where it can be pasted from; false where the browser does not let us. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { "aria-hidden": "true", class: "aside" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/** Have the browser save a text as a file. */
export function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = el("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A menu of the tables of figures. */
export function tableMenu(chosen, onchange) {
  const options = ["casualties", "aid_totals"].filter((name) => tables[name])
    .map((name) => [name, tableName(tables[name])]);
  return menu("ask-table", "Table", options, chosen, onchange);
}

/** A menu of options with a label; `options` are pairs of value and text. */
export function menu(id, label, options, chosen, onchange) {
  const select = el(
    "select",
    { id, onchange: (event) => onchange(event.target.value) },
    options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
  );
  return el("div", { class: "asked" }, el("label", { for: id }, label), select);
}
