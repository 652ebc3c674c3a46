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
  for (const group of groups.split("~").filter((one) => /^[0-4]/.test(one))) {
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

// Somebody's shared marks do not take the place of those that this browser keeps, unless its owner says so.
function choice(place, mine, takeThese) {
  const words = place.querySelector("[role=status]");
  const buttons = place.querySelector(".row");
  const decided = (text) => {
    words.textContent = text;
    buttons.remove();
    words.focus();
  };
  place.hidden = false;
  // Filled once it is shown: else it would not be read out.
  words.textContent = place.dataset.asks;
  place.querySelector(".fit-mine").addEventListener("click", () => {
    decided(`${place.dataset.mine} `);
    const link = Object.assign(document.createElement("a"), { href: location.pathname + query(mine) });
    link.textContent = "Go to your own marks";
    words.append(link);
  });
  place.querySelector(".fit-these").addEventListener("click", () => {
    takeThese();
    decided(place.dataset.these);
  });
}

const checkedIn = (form) => [...form.querySelectorAll("input[type=radio]:checked")];

function tell(form) {
  const asked = [...form.querySelectorAll("[data-ask]")].map((ask) => ask.dataset.ask.split(" "));
  const checked = new Set(checkedIn(form).map((box) => box.name));
  const marked = asked.filter((codes) => codes.some((code) => checked.has(code))).length;
  const count = form.querySelector("[data-count]");
  // The same again would be read out again.
  if (count.textContent !== String(marked)) count.textContent = marked;
  form.querySelector("progress").value = marked;
  for (const clear of form.querySelectorAll(".mark-clear")) clear.hidden = !checked.has(clear.dataset.clears);
  const isStored = Boolean(kept().m);
  for (const place of document.querySelectorAll(".fit-forget, .fit-kept")) place.hidden = !isStored;
  document.querySelector(".fit-again")?.toggleAttribute("hidden", isStored);
}

// What the form holds, with the marks of other skills that it sends along.
function stateOf(form) {
  const field = (name) => form.querySelector(`input[type=hidden][name=${name}]`)?.value ?? "";
  const marks = read(field("m"));
  for (const box of checkedIn(form)) marks.set(box.name, box.value);
  return { at: field("at"), m: write(marks) };
}

function clear(form, code) {
  const boxes = [...form.querySelectorAll(`input[name="${code}"]`)];
  for (const box of boxes) box.checked = false;
  // The button goes, and the focus would go with it.
  boxes[0].focus();
}

// Of another version nothing was read: what is marked goes with the form, and neither address nor browser is written.
function marking(form, given, isRead) {
  const isShared = isRead && kept().m && write(read(given.get("m"))) !== write(read(kept().m));
  let isKept = isRead && !isShared;

  function changed() {
    const state = stateOf(form);
    if (isKept) keep(state.m ? { ...state, role: form.dataset.role, title: form.dataset.title } : null);
    if (isRead) history.replaceState(null, "", location.pathname + query(state) + location.hash);
    tell(form);
  }

  tell(form);
  form.addEventListener("change", changed);
  form.addEventListener("click", ({ target }) => {
    const button = target.closest(".mark-clear");
    if (!button) return;
    clear(form, button.dataset.clears);
    changed();
  });
  if (!isShared) return;
  choice(document.querySelector(".fit-shared"), kept(), () => {
    isKept = true;
    changed();
  });
}

function startMarking(form) {
  const given = new URLSearchParams(location.search);
  const isRead = (given.get("v") ?? "1") === "1";
  if (isRead && !given.get("m") && kept().m) {
    // The page of what was marked earlier also tells what has changed since.
    location.replace(location.pathname + query(kept()) + location.hash);
    return;
  }
  marking(form, given, isRead);
  document.querySelector(".fit-forget").addEventListener("click", () => {
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
if (form) startMarking(form);
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
