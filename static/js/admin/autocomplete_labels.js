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

// After the admin has made its fields: it waits for the same two moments, and was asked first.
window.django.jQuery(() => nameAll(document));
document.addEventListener("formset:added", (event) => nameAll(event.target));
