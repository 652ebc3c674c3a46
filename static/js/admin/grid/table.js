// The table as a grid: its cells, what they say, inherit and lack, and how they are drawn.
import { joined } from "./words.js";

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const hidden = (text) => make("span", { className: "visually-hidden" }, text);

export class Table {
  constructor(element, words, steps, seen) {
    Object.assign(this, { element, words, steps, seen });
    this.columns = [...element.querySelectorAll("thead [data-role]")].map((head) => ({
      id: head.dataset.role,
      broader: head.dataset.broader,
      title: head.firstChild.textContent.trim(),
      isReadOnly: "readonly" in head.dataset,
    }));
    this.rows = [];
    this.byKey = new Map();
    element.setAttribute("role", "grid");
    element.setAttribute("aria-multiselectable", "true");
    element.querySelectorAll("tbody tr:not(.area)").forEach((line) => this.take(line));
    this.rows.forEach((row) => this.drawRow(row));
  }

  // Makes a line of text fields a row of the grid.
  take(line) {
    const head = line.querySelector("th");
    const row = { name: head.firstChild.textContent.trim(), skill: head.dataset.skill, cells: [] };
    row.cells = [...line.querySelectorAll("td")].map((td, place) => {
      const { key, member, above, from, native, imported } = td.dataset;
      const cell = { key, td, row, column: this.columns[place], member, from, native };
      Object.assign(cell, { isMember: member !== undefined, isImported: imported !== undefined });
      cell.above = above ? this.words.parse(above) : null;
      cell.refused = td.querySelector(".problem")?.textContent ?? "";
      this.steps.texts.set(key, td.querySelector("input").value.trim());
      this.byKey.set(key, cell);
      td.setAttribute("role", "gridcell");
      td.setAttribute("aria-selected", false);
      td.tabIndex = -1;
      if (cell.column.isReadOnly) td.setAttribute("aria-readonly", "true");
      return cell;
    });
    this.rows.push(row);
    return row;
  }

  // Adds an empty row for a skill, or finds the one that is there.
  rowOf(skill, name) {
    const found = this.rows.find((row) => row.skill === skill);
    if (found) return found;
    const line = make("tr", {}, make("th", { scope: "row" }, name));
    line.firstChild.dataset.skill = skill;
    for (const { id } of this.columns) {
      const td = line.appendChild(make("td", {}, make("input", { value: "" })));
      td.dataset.key = `${id}.${skill}`;
    }
    this.body ??= this.element.tHead.insertAdjacentElement("afterend", this.newBody());
    this.body.append(line);
    const row = this.take(line);
    // Rows stand in the order in which they are seen.
    const place = (found) => [...this.element.rows].indexOf(found.cells[0].td.parentElement);
    this.rows.sort((one, other) => place(one) - place(other));
    this.drawRow(row);
    return row;
  }

  newBody() {
    const title = make("th", { scope: "rowgroup", colSpan: this.columns.length + 1 }, make("span", {}, "Added now"));
    return make("tbody", {}, make("tr", { className: "area" }, title));
  }

  said(cell) {
    return this.steps.get(cell.key);
  }

  seenIn(cell) {
    return this.seen.get(cell.key) ?? "";
  }

  isChanged(cell) {
    return this.said(cell) !== this.seenIn(cell);
  }

  changed() {
    return [...this.byKey.values()].filter((cell) => this.isChanged(cell));
  }

  wrong() {
    return [...this.byKey.values()].filter((cell) => cell.problem);
  }

  // Returns what a cell says, or null where that is nothing or not clear.
  value(cell) {
    try {
      return this.words.fitted(this.words.parse(this.said(cell)), cell);
    } catch {
      return null;
    }
  }

  // Returns [what the broader roles say, the title of the nearest]; as it is in the grid where it was changed there.
  inherited(cell) {
    const broader = cell.row.cells.find(({ column }) => column.id === cell.column.broader);
    const [further, from] = broader ? this.inherited(broader) : [null, ""];
    if (!broader || !(this.isChanged(broader) || this.isAboveChanged(broader))) return [cell.above, cell.from];
    const own = this.value(broader);
    const all = joined(own, further);
    return all?.isRelevant ? [all, own ? broader.column.title : from] : [null, ""];
  }

  isAboveChanged(cell) {
    const broader = cell.row.cells.find(({ column }) => column.id === cell.column.broader);
    return !!broader && (this.isChanged(broader) || this.isAboveChanged(broader));
  }

  // Takes what was typed or pasted: understood, it stands there in full; else as it was written.
  write(cells) {
    const understood = cells.map(([cell, text]) => [cell.key, this.inFull(cell, text)]);
    return this.redraw(this.steps.write(understood));
  }

  inFull(cell, text) {
    try {
      return this.words.text(this.words.fitted(this.words.parse(text), cell));
    } catch {
      return text.trim();
    }
  }

  redraw(keys) {
    const cells = keys.map((key) => this.byKey.get(key));
    for (const cell of cells) cell.refused = "";
    new Set(cells.map(({ row }) => row)).forEach((row) => this.drawRow(row));
    return cells;
  }

  drawRow(row) {
    row.cells.forEach((cell) => this.draw(cell));
  }

  draw(cell) {
    const said = this.said(cell);
    const [above, from] = this.inherited(cell);
    cell.problem = cell.refused || this.problemIn(cell);
    const parts = said
      ? [make("span", { className: "said" }, said), ...this.remarks(cell, above)]
      : above
        ? [make("span", { className: "inherited" }, this.words.text(above), hidden(`, inherited from ${from}`))]
        : [hidden("empty")];
    if (cell.problem) parts.push(make("span", { className: "problem" }, cell.problem));
    else if (this.isChanged(cell)) parts.push(hidden(", changed"));
    cell.td.replaceChildren(...parts);
    cell.td.classList.toggle("is-changed", this.isChanged(cell));
    cell.td.classList.toggle("is-wrong", !!cell.problem);
    cell.td.toggleAttribute("aria-invalid", !!cell.problem);
    if (cell.problem) cell.td.setAttribute("aria-invalid", "true");
  }

  problemIn(cell) {
    if (!this.isChanged(cell)) return "";
    try {
      this.words.fitted(this.words.parse(this.said(cell)), cell);
      return "";
    } catch ({ message }) {
      return message;
    }
  }

  remarks(cell, above) {
    const own = this.value(cell);
    const all = this.words.text(joined(own, above));
    const remarks = [
      cell.isMember && own?.isMember && `“${cell.member}”`,
      own && own.isRelevant && all !== this.words.text(own) && `with what it inherits: ${all}`,
      cell.native,
    ];
    return remarks.filter(Boolean).map((remark) => make("small", {}, remark));
  }
}
