// Makes the form of text fields a grid (the ARIA pattern “grid”), which is edited as a spreadsheet is.
// Without this script each cell is a plain field.
import { Editing } from "./editing.js";
import { Review } from "./review.js";
import { Selection } from "./selection.js";
import { Steps } from "./steps.js";
import { Table } from "./table.js";
import { Words } from "./words.js";

const form = document.querySelector("#grid-form");
const tools = form.querySelector(".grid-tools");
const status = form.querySelector(".grid-status");
const tally = form.querySelector(".grid-count");
const [need, level] = ["#grid-need", "#grid-level"].map((id) => form.querySelector(id));

const words = new Words(JSON.parse(document.querySelector("#grid-vocabulary").textContent));
const steps = new Steps(new Map());
const seen = new Map(Object.entries(JSON.parse(form.elements.seen.value)));
const table = new Table(form.querySelector("#grid"), words, steps, seen);
const selection = new Selection(table);
const say = (message) => (status.textContent = message);
const editing = new Editing(table, selection, say);
const review = form.querySelector("#grid-review") && new Review(form, table, selection, say);

form.classList.add("is-grid");
tools.hidden = !form.querySelector("[name=_review]");

// The tools show the chosen cell, and change all chosen ones.
selection.changed = () => {
  const value = table.value(selection.current);
  need.value = value?.need ?? "";
  level.value = value?.level ?? "";
  need.disabled = level.disabled = selection.current.column.isReadOnly;
  tools.querySelector("[data-do=undo]").disabled = !steps.done.length;
  tools.querySelector("[data-do=redo]").disabled = !steps.undone.length;
  const changed = table.changed().length;
  const wrong = table.wrong().length;
  const parts = [`${changed || "No"} cell${changed === 1 ? "" : "s"} changed`, wrong && `${wrong} to mend`];
  if (review) tally.textContent = `${parts.filter(Boolean).join(", ")}.`;
};

function change(field, said) {
  const empty = { need: null, level: null, isMember: false, isRelevant: true };
  const cells = selection.cells.flat().map((cell) => {
    const value = { ...(table.value(cell) ?? empty), isRelevant: true, [field]: said || null };
    return [cell, value.need || value.level || value.isMember ? words.text(value) : ""];
  });
  editing.write(cells);
}

need.addEventListener("change", () => change("need", need.value));
level.addEventListener("change", () => change("level", Number(level.value)));
tools.addEventListener("click", ({ target }) => {
  const actions = { clear: () => editing.clear(), undo: () => editing.undo(), redo: () => editing.redo() };
  actions[target.dataset.do]?.();
});

// With every step, a message about the last one goes, and a review that no longer tells what would be saved.
steps.taken = () => {
  say("");
  review?.forget();
};

const { jQuery } = window.django;
jQuery("#id_skill").on("select2:select", ({ params }) => {
  const row = table.rowOf(String(params.data.id), params.data.text);
  jQuery("#id_skill").val(null).trigger("change");
  // After the field has taken the focus back.
  setTimeout(() => selection.goTo(row.cells.find(({ column }) => !column.isReadOnly) ?? row.cells[0]));
});

if (table.rows.length) selection.changed();
