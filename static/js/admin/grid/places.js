// Where what is pasted belongs. A table whose first column names skills goes to their rows, whatever the order, and
// under the roles that its first line names; any other goes to the chosen cell and on from there.
const plain = (text) => text.trim().toLowerCase();
const placesOf = (names) => new Map(names.map((name, place) => [plain(name), place]));

// Returns {cells: [[row, column, text]], unknown: names of skills without a row, left: how many cells fell outside}.
export function places(pasted, { rows, columns, start, isSaid }) {
  const byName = placesOf(rows);
  const isNamed = pasted.some(([name, ...more]) => more.length && byName.has(plain(name)));
  return isNamed && !pasted.some(([name]) => name.trim() && isSaid(name))
    ? named(pasted, byName, columns, start)
    : from(pasted, rows.length, columns.length, start);
}

function from(pasted, rowCount, columnCount, start) {
  const cells = pasted.flatMap((line, down) => line.map((text, across) => [start.row + down, start.column + across, text]));
  const inside = cells.filter(([row, column]) => row < rowCount && column < columnCount);
  return { cells: inside, unknown: [], left: cells.length - inside.length };
}

function named(pasted, byName, columns, start) {
  const byTitle = placesOf(columns);
  const [first, ...further] = pasted;
  const hasTitles = !byName.has(plain(first[0])) && first.slice(1).some((title) => byTitle.has(plain(title)));
  const found = { cells: [], unknown: [], left: 0 };
  for (const [name, ...line] of hasTitles ? further : pasted) {
    const row = byName.get(plain(name));
    if (row === undefined) {
      if (name.trim()) found.unknown.push(name.trim());
      continue;
    }
    line.forEach((text, across) => {
      const column = hasTitles ? byTitle.get(plain(first[across + 1] ?? "")) : start.column + across;
      if (column < columns.length) found.cells.push([row, column, text]);
      else found.left += 1;
    });
  }
  return found;
}
