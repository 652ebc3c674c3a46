// The chosen cells: a rectangle between the cell that has the focus and the one where choosing began.
export class Selection {
  constructor(table) {
    this.table = table;
    this.anchor = { row: 0, column: 0 };
    this.active = { row: 0, column: 0 };
    this.changed = () => {};
    if (table.rows.length) this.current.td.tabIndex = 0;
  }

  get current() {
    return this.table.rows[this.active.row].cells[this.active.column];
  }

  get bounds() {
    const between = (name) => [this.anchor[name], this.active[name]].sort((one, other) => one - other);
    return { rows: between("row"), columns: between("column") };
  }

  // Returns the chosen cells, row by row.
  get cells() {
    const { rows, columns } = this.bounds;
    return this.table.rows.slice(rows[0], rows[1] + 1).map((row) => row.cells.slice(columns[0], columns[1] + 1));
  }

  placeOf(cell) {
    return { row: this.table.rows.indexOf(cell.row), column: cell.row.cells.indexOf(cell) };
  }

  go(row, column, { extend = false, focus = true } = {}) {
    this.mark(false);
    this.current.td.tabIndex = -1;
    this.active = {
      row: Math.max(0, Math.min(row, this.table.rows.length - 1)),
      column: Math.max(0, Math.min(column, this.table.columns.length - 1)),
    };
    if (!extend) this.anchor = this.active;
    this.current.td.tabIndex = 0;
    this.mark(true);
    if (focus) this.current.td.focus();
    this.changed();
  }

  goTo(cell, options) {
    const { row, column } = this.placeOf(cell);
    this.go(row, column, options);
  }

  span(from, to) {
    this.goTo(to, { focus: false });
    this.goTo(from, { extend: true });
    [this.anchor, this.active] = [this.placeOf(to), this.placeOf(from)];
  }

  step(rows, columns, options) {
    this.go(this.active.row + rows, this.active.column + columns, options);
  }

  mark(chosen) {
    for (const { td } of this.cells.flat()) td.setAttribute("aria-selected", chosen);
  }
}
