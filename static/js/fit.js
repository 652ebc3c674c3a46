// Marks as somebody makes them: counted, written into the address, and kept in this browser, nowhere else.
// Without this script the form sends the same marks, and the address of the plan holds them.
const STORE = "waymark-fit";

function kept() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? {};
  } catch {
    return {};
  }
}

function keep(state) {
  try {
    if (state) localStorage.setItem(STORE, JSON.stringify(state));
    else localStorage.removeItem(STORE);
    return true;
  } catch {
    return false; // Somebody's browser keeps nothing: the address does.
  }
}

// As careers/fit/codes.py reads and writes them: groups of a level and codes of six signs each.
function read(groups) {
  const marks = new Map();
  for (const group of groups.split("~")) {
    for (const code of group.slice(1).match(/[\w-]{6}/g) ?? []) marks.set(code, group[0]);
  }
  return marks;
}

function write(marks) {
  const groups = new Map();
  for (const code of [...marks.keys()].sort()) {
    const level = marks.get(code);
    groups.set(level, (groups.get(level) ?? level) + code);
  }
  return [...groups.keys()].sort().reverse().map((level) => groups.get(level)).join("~");
}

function query({ at, m }) {
  return m ? `?v=1${at ? `&at=${at}` : ""}&m=${m}` : "";
}

function marking(form) {
  const asked = [...form.querySelectorAll("[data-ask]")].map((ask) => ask.dataset.ask.split(" "));
  const count = form.querySelector("[data-count]");
  const progress = form.querySelector("progress");
  const field = (name) => form.querySelector(`input[type=hidden][name=${name}]`);
  const forget = document.querySelector(".fit-forget");

  function tell() {
    const checked = new Set([...form.querySelectorAll("input[type=radio]:checked")].map((box) => box.name));
    const marked = asked.filter((codes) => codes.some((code) => checked.has(code))).length;
    // The same again would be read out again.
    if (count.textContent !== String(marked)) count.textContent = marked;
    progress.value = marked;
    const stored = Boolean(kept().m);
    forget.hidden = !stored;
    document.querySelector(".fit-kept").hidden = !stored;
  }

  function save() {
    const marks = read(field("m")?.value ?? "");
    for (const box of form.querySelectorAll("input[type=radio]:checked")) marks.set(box.name, box.value);
    const state = { at: field("at").value, m: write(marks) };
    keep({ ...state, role: form.dataset.role, title: form.dataset.title });
    history.replaceState(null, "", location.pathname + query(state) + location.hash);
  }

  if (!new URLSearchParams(location.search).get("m") && kept().m) {
    // The page of what was marked earlier also tells what has changed since.
    location.replace(location.pathname + query(kept()) + location.hash);
    return;
  }
  tell();
  form.addEventListener("change", () => {
    save();
    tell();
  });
  forget.addEventListener("click", () => {
    keep(null);
    location.assign(location.pathname);
  });
  // A folded part opens for whoever is sent to a skill in it.
  document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
}

function goOn(place) {
  const { m, role, title } = kept();
  if (!m) return;
  const link = place.querySelector("a");
  link.href = `${link.getAttribute("href")}${encodeURIComponent(role)}/plan/${query(kept())}`;
  link.textContent = `Go on with your plan: ${title}`;
  place.hidden = false;
}

function onClick(button, act) {
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", act);
}

const form = document.querySelector("form.fit");
const place = document.querySelector(".fit-continue");
if (form) marking(form);
if (place) goOn(place);
onClick(document.querySelector(".fit-print"), () => window.print());
onClick(document.querySelector(".fit-copy"), async ({ currentTarget: button }) => {
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Copy it from the address bar";
  }
});
