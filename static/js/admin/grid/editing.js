// Writing into the grid: by keys, by the clipboard, by the tools above it.
import { places } from "./places.js";
import { toTable, toText } from "./tsv.js";

const PAGE = 10;

export class Editing {
  constructor(table, selection, say) {
    Object.assign(this, { table, selection, say, editor: null });
    const { element } = table;
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("mousedown", (event) => this.press(event));
    element.addEventListener("mouseover", (event) => this.drag(event));
    element.addEventListener("click", (event) => this.tap(event));
    element.addEventListener("dblclick", (event) => this.cellOf(event) && this.open());
    for (const name of ["copy", "cut", "paste"]) document.addEventListener(name, (event) => this.clipboard(event));
  }

  cellOf({ target }) {
    return this.table.byKey.get(target.closest?.("td")?.dataset.key);
  }

  // Keys

  key(event) {
    if (this.editor) return this.keyInEditor(event);
    if (event.altKey || !this.cellOf(event)) return;
    const command = event.ctrlKey || event.metaKey;
    const action = this.moves(event, command) ?? (command ? this.commands(event) : this.actions(event));
    if (action) {
      event.preventDefault();
      action();
    } else if (!command && (event.key.length === 1 || event.key === "Process")) {
      this.open(""); // The key itself comes into the field that has the focus now.
    }
  }

  moves({ key, shiftKey }, command) {
    const { selection } = this;
    const last = { row: this.table.rows.length - 1, column: this.table.columns.length - 1 };
    const { row, column } = selection.active;
    const far = { ArrowUp: [0, column], ArrowDown: [last.row, column], ArrowLeft: [row, 0], ArrowRight: [row, last.column] };
    const near = { ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1] };
    const others = {
      Home: [command ? 0 : row, 0],
      End: [command ? last.row : row, last.column],
      PageUp: [row - PAGE, column],
      PageDown: [row + PAGE, column],
    };
    const place = (command ? far : near)[key] ?? others[key];
    return place && (() => selection.go(...place, { extend: shiftKey }));
  }

  commands({ key, shiftKey }) {
    return {
      z: () => (shiftKey ? this.redo() : this.undo()),
      y: () => this.redo(),
      a: () => this.chooseAll(),
      s: () => this.table.element.closest("form").requestSubmit(),
    }[key.toLowerCase()];
  }

  actions({ key }) {
    const actions = { Enter: () => this.open(), F2: () => this.open(), Delete: () => this.clear(), Backspace: () => this.clear() };
    return actions[key];
  }

  keyInEditor(event) {
    if (event.isComposing) return;
    const after = {
      Enter: () => this.close(true, event.shiftKey ? -1 : 1, 0),
      Tab: () => this.close(true, 0, event.shiftKey ? -1 : 1),
      Escape: () => this.close(false),
    }[event.key];
    if (!after) return;
    event.preventDefault();
    after();
  }

  chooseAll() {
    const rows = this.table.rows;
    this.selection.span(rows[0].cells[0], rows.at(-1).cells.at(-1));
  }

  // Mouse and finger

  press(event) {
    const cell = this.cellOf(event);
    if (!cell || event.button !== 0 || event.target === this.editor) return;
    if (this.editor) this.close(true);
    event.preventDefault(); // No marking of text; the focus goes to the cell.
    this.wasActive = cell === this.selection.current && document.activeElement === cell.td;
    this.selection.goTo(cell, { extend: event.shiftKey });
  }

  drag(event) {
    const cell = event.buttons === 1 && !this.editor && this.cellOf(event);
    if (cell && document.activeElement.closest("td")) this.selection.goTo(cell, { extend: true });
  }

  tap(event) {
    if (event.pointerType === "touch" && this.wasActive && this.cellOf(event) === this.selection.current) this.open();
  }

  // The field in a cell

  open(text) {
    const cell = this.selection.current;
    if (this.editor || cell.column.isReadOnly) return;
    this.editor = document.createElement("input");
    Object.assign(this.editor, { value: text ?? this.table.said(cell), autocomplete: "off", spellcheck: false });
    this.editor.setAttribute("list", "grid-words");
    this.editor.setAttribute("aria-label", `${cell.row.name}, ${cell.column.title}`);
    cell.td.replaceChildren(this.editor);
    this.editor.focus();
    this.editor.addEventListener("blur", () => this.editor && this.close(true, 0, 0, { focus: false }));
  }

  // Ends editing: keeps what was written or not, and goes so many rows and columns on.
  close(keep, rows = 0, columns = 0, options = {}) {
    const cell = this.selection.current;
    const { value } = this.editor;
    this.editor = null;
    if (keep) this.table.write([[cell, value]]);
    this.table.drawRow(cell.row);
    if (options.focus ?? true) this.selection.step(rows, columns);
    this.selection.changed();
    if (keep && cell.problem) this.say(`${cell.row.name}, ${cell.column.title}: ${cell.problem}`);
  }

  // Several cells at once

  // Writes into those of the cells that may be changed, and returns how many may not.
  write(cells) {
    const open = cells.filter(([cell]) => !cell.column.isReadOnly);
    this.table.write(open);
    this.selection.changed();
    return cells.length - open.length;
  }

  clear() {
    this.write(this.selection.cells.flat().map((cell) => [cell, ""]));
  }

  undo() {
    this.show(this.table.redraw(this.table.steps.undo()), "Undone");
  }

  redo() {
    this.show(this.table.redraw(this.table.steps.redo()), "Done again");
  }

  show(cells, what) {
    if (!cells.length) return this.say(`Nothing to be ${what.toLowerCase()}.`);
    this.selection.span(cells[0], cells.at(-1));
    this.say(`${what}: ${count(cells.length, "cell")}.`);
  }

  clipboard(event) {
    if (this.editor || !this.cellOf({ target: document.activeElement })) return;
    event.preventDefault();
    if (event.type === "paste") return this.paste(event.clipboardData.getData("text/plain"));
    event.clipboardData.setData("text/plain", toText(this.selection.cells.map((row) => row.map((cell) => this.table.said(cell)))));
    if (event.type === "cut") this.clear();
    else this.say(`Copied: ${count(this.selection.cells.flat().length, "cell")}.`);
  }

  paste(text) {
    const pasted = toTable(text);
    const chosen = this.selection.cells.flat();
    const fills = pasted.length === 1 && pasted[0].length === 1 && chosen.length > 1;
    const { cells, unknown, left } = fills
      ? { cells: chosen.map((cell) => [cell, pasted[0][0]]), unknown: [], left: 0 }
      : this.placed(pasted);
    const closed = this.write(cells);
    if (cells.length) this.selection.span(cells[0][0], cells.at(-1)[0]);
    const wrong = cells.filter(([cell]) => cell.problem).length;
    const remarks = [
      `Pasted: ${count(cells.length - closed, "cell")}.`,
      wrong && `${count(wrong, "cell")} cannot be understood: what to do stands in each.`,
      unknown.length && `Not in the grid: ${unknown.join(", ")}. Add a row for each, then paste again.`,
      left && `${count(left, "cell")} did not fit: the grid ends before.`,
      closed && `${count(closed, "cell")} left as they were: you may not change these roles.`,
    ];
    this.say(remarks.filter(Boolean).join(" "));
  }

  placed(pasted) {
    const { rows, columns, words } = this.table;
    const { bounds } = this.selection;
    const found = places(pasted, {
      rows: rows.map(({ name }) => name),
      columns: columns.map(({ title }) => title),
      start: { row: bounds.rows[0], column: bounds.columns[0] },
      isSaid: (text) => words.isClear(text),
    });
    return { ...found, cells: found.cells.map(([row, column, text]) => [rows[row].cells[column], text]) };
  }
}

export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
