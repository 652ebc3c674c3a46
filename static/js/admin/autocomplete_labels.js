// The autocomplete fields of the admin come without names for those who hear the page: they get those of their labels.
function name(select) {
  const [label] = select.labels;
  const field = select.nextElementSibling;
  if (!label || !field?.matches(".select2-container")) return;
  label.id = `${select.id}_label`;
  for (const part of field.querySelectorAll(".select2-search__field, .select2-selection__rendered[role=textbox]")) {
    part.setAttribute("aria-labelledby", label.id);
  }
  const combobox = field.querySelector(".select2-selection--single");
  const chosen = field.querySelector(".select2-selection__rendered");
  if (combobox) combobox.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
}

const nameAll = (part) => part.querySelectorAll("select.admin-autocomplete").forEach(name);

addEventListener("load", () => nameAll(document));
// Whoever makes the field of a new row listens for this, too: afterwards it is there.
document.addEventListener("formset:added", (event) => queueMicrotask(() => nameAll(event.target)));
