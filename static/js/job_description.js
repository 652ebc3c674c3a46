// Makes the pages of job descriptions quicker; each works without it.
const say = (words) => {
  const place = document.getElementById("announcement");
  if (place) place.textContent = words;
};

// What is a must is not also nice to have.
document.addEventListener("change", ({ target }) => {
  if (!target.checked || !["must", "nice"].includes(target.name)) return;
  const other = target.closest(".pick").querySelector(`input[name="${target.name === "must" ? "nice" : "must"}"]`);
  other.checked = false;
}, true);

async function copy(button) {
  try {
    const answer = await fetch(button.dataset.copies);
    if (!answer.ok) throw new Error(answer.status);
    await navigator.clipboard.writeText(await answer.text());
    say("Copied.");
    button.classList.add("is-done");
    setTimeout(() => button.classList.remove("is-done"), 2000);
  } catch {
    say("It could not be copied; download it instead.");
  }
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.copies) copy(button);
  if (button?.classList.contains("print-page")) window.print();
});

function show() {
  for (const button of document.querySelectorAll(".print-page")) button.hidden = false;
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
}

// The remarks stay open while the description changes.
let isOpen = false;
document.addEventListener("toggle", ({ target }) => {
  if (target.isConnected && target.classList?.contains("advice")) isOpen = target.open;
}, true);

show();
document.addEventListener("htmx:afterSwap", () => {
  const advice = document.querySelector(".advice");
  if (advice) advice.open = isOpen;
  show();
});
