// Rows as the CSV that `conflictdata show ... -o FILE.csv` writes, to the last byte.

import { cellOn } from "explorer/rows.js";

/** @param day what was known on that day, as in `choose` */
export async function toCsv(table, rows, day = null) {
  await table.needAll();
  const columns = table.fields.map((field) => field.name);
  const lines = [columns.map(cell).join(",")];
  for (const row of rows) {
    lines.push(columns.map((name) => cell(cellOn(table, name, row, day))).join(","));
  }
  return `${lines.join("\n")}\n`;
}

function cell(value) {
  if (value === null) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
