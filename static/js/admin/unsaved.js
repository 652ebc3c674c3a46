// Whoever leaves a page with something unsaved on it is asked first. Saving asks nothing.
const form = document.querySelector(".change-form #content-main form");

// What fields hold, so that one who takes a change back is not asked. What the page says of itself is no field.
const written = () => new URLSearchParams(new FormData(form)).toString();
let asks = true;

if (form) {
  // After the admin's own scripts have made their fields.
  let atFirst;
  window.addEventListener("load", () => setTimeout(() => { atFirst = written(); }));
  const isRefused = document.querySelector(".errornote") !== null;
  form.addEventListener("submit", () => { asks = false; });
  window.addEventListener("pageshow", () => { asks = true; });
  window.addEventListener("beforeunload", (event) => {
    if (asks && atFirst !== undefined && (isRefused || written() !== atFirst)) event.preventDefault();
  });
}
