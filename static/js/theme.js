// Runs before the page is painted, so that the chosen colours never flash.
// The admin of Django keeps its choice under the same name.
const THEMES = ["auto", "light", "dark"];
const root = document.documentElement;

function apply(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

function stored() {
  try {
    return localStorage.getItem("theme") ?? "auto";
  } catch {
    return "auto"; // Storage can be forbidden; the switch then lasts for the page.
  }
}

function store(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    return;
  }
}

root.classList.add("scripted");

let theme = THEMES.includes(stored()) ? stored() : "auto";
apply(theme);

// Editors get their links without a word about them in the page, which is the same for everybody.
root.classList.toggle("is-editor", document.cookie.split("; ").includes("waymark_editor=1"));

document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector(".theme-switch");
  const name = () => {
    const colours = theme === "auto" ? "system" : theme;
    button.setAttribute("aria-label", `Colours: ${colours}. Change`);
    button.title = `Colours: ${colours}`;
  };
  name();
  button.hidden = false;
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    apply(theme);
    store(theme);
    name();
  });

  const search = document.querySelector("form[role=search] input[name=q]");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search?.focus();
  });
});
