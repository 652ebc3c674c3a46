// Suggestions under the search box as somebody types: an editable combobox with a list, by the ARIA pattern.
// Without this script, or when no answer comes, the box is the plain form that it was.
const PAUSE = 120;

function suggest(form) {
  const box = form.querySelector("input[name=q]");
  const list = form.appendChild(Object.assign(document.createElement("div"), { id: "suggestions", hidden: true }));
  const status = form.appendChild(Object.assign(document.createElement("div"), { className: "visually-hidden" }));
  let timer, request, active;

  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.setAttribute("aria-live", "polite");
  // A search field may not be a combobox; a text field may, and phones still offer to search.
  box.type = "text";
  box.enterKeyHint = "search";
  box.autocomplete = "off";
  box.spellcheck = false;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);

  function activate(option) {
    active?.removeAttribute("aria-selected");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) box.setAttribute("aria-activedescendant", active.id);
    else box.removeAttribute("aria-activedescendant");
  }

  function show(open) {
    activate(null);
    list.hidden = !open;
    box.setAttribute("aria-expanded", open);
  }

  function forget() {
    clearTimeout(timer);
    request?.abort();
    show(false);
    status.textContent = "";
  }

  async function ask() {
    request?.abort();
    request = new AbortController(); // An answer that was asked for earlier never comes after a later one.
    const { signal } = request;
    try {
      const answer = await fetch(`${form.action}suggest/?q=${encodeURIComponent(box.value.trim())}`, { signal });
      const options = answer.ok ? await answer.text() : "";
      if (signal.aborted) return;
      list.innerHTML = options;
      show(list.childElementCount > 0);
      // The last one leads to all results.
      const count = Math.max(0, list.childElementCount - 1);
      status.textContent = `${count || "No"} suggestion${count === 1 ? "" : "s"}`;
    } catch {
      if (!signal.aborted) show(false);
    }
  }

  function step(by) {
    const options = [...list.children];
    const place = active ? options.indexOf(active) + by : by > 0 ? 0 : -1;
    activate(options.at(place % options.length));
  }

  const keys = {
    ArrowDown: () => (list.hidden ? ask() : step(1)),
    ArrowUp: () => (list.hidden ? ask() : step(-1)),
    Enter: () => active?.click(),
    Escape: () => (list.hidden ? (box.value = "") : forget()),
  };

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) activate(null); // They move in the text.
    if (!(event.key in keys) || (event.key === "Enter" && !active)) return;
    event.preventDefault();
    keys[event.key]();
  });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    request?.abort();
    activate(null);
    if (box.value.trim()) timer = setTimeout(ask, PAUSE);
    else forget();
  });
  // A press on an option leaves the caret where it is, so that the list stays until the click has come.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("blur", forget);
  form.addEventListener("submit", forget);
  // A page that one comes back to stands as it would have been left.
  window.addEventListener("pagehide", forget);
  show(false);
}

document.querySelectorAll(".site-search, .search-large").forEach(suggest);
