// Narrows a long list as somebody types; the page without it shows all of the list.
// The field says what it works on: data-filters the list, data-rows its rows, data-names where their names stand,
// data-groups what is hidden where no row of it is left, data-says where the count is told.
const foldsOf = (group) => (group.matches("details") ? [group] : group.querySelectorAll("details.fold"));

// A fold with a hit opens; without words each is as it was before.
function fold(details, hasWords) {
  if (hasWords) details.dataset.wasOpen ??= String(details.open);
  details.open = hasWords || details.dataset.wasOpen === "true";
  if (!hasWords) delete details.dataset.wasOpen;
}

function narrow({ value, dataset }) {
  const list = document.querySelector(dataset.filters);
  const words = value.trim().toLowerCase();
  const rows = [...list.querySelectorAll(dataset.rows)];
  for (const row of rows) {
    const names = [...row.querySelectorAll(dataset.names)];
    row.hidden = !names.some((name) => name.textContent.toLowerCase().includes(words));
  }
  for (const group of list.querySelectorAll(dataset.groups)) {
    group.hidden = !group.querySelector(`:is(${dataset.rows}):not([hidden])`);
    for (const details of foldsOf(group)) fold(details, Boolean(words));
  }
  const shown = rows.filter((row) => !row.hidden).length;
  document.querySelector(dataset.says).textContent = words ? `${shown} of ${rows.length} shown` : "";
}

for (const field of document.querySelectorAll("input[data-filters]")) {
  field.closest(".filter-picks").hidden = false;
  field.addEventListener("input", (event) => {
    // What is sought is no part of the form that it stands in.
    event.stopPropagation();
    narrow(field);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
