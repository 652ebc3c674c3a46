// Tables as spreadsheets put them on the clipboard: tabs between cells, quotes around what holds a tab or a line end.
// Several rows end with a line end each, as from a spreadsheet, so that a last empty one is seen.
export function toText(table) {
  const lines = table.map((row) => row.map(quoted).join("\t"));
  return lines.length > 1 ? lines.map((line) => `${line}\n`).join("") : lines.join("");
}

function quoted(cell) {
  return /[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

// A last line end closes the last row and begins no other.
export function toTable(text) {
  const rows = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  for (let match; (match = cells.exec(text)); ) {
    const [, inQuotes, plain, end] = match;
    rows.at(-1).push(inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"'));
    if (!end || cells.lastIndex === text.length) {
      if (end === "\t") rows.at(-1).push("");
      break;
    }
    if (end !== "\t") rows.push([]);
  }
  return rows;
}
