// Zooming and dragging the career map; without this script its box scrolls.
const box = document.querySelector("#map-box");
const map = box.querySelector("svg");
const tools = document.querySelector(".map-tools");
const WIDTH = map.viewBox.baseVal.width;
const STEP = 1.25;
const LARGEST = 2.5;

const fitting = () => Math.min(1, (box.clientWidth - 24) / WIDTH);
let scale = map.clientWidth / WIDTH;

function zoom(to) {
  // What is in the middle stays there.
  const middle = [(box.scrollLeft + box.clientWidth / 2) / scale, (box.scrollTop + box.clientHeight / 2) / scale];
  scale = Math.min(LARGEST, Math.max(fitting(), to));
  map.classList.add("is-zoomed");
  map.style.setProperty("--map-width", `${WIDTH * scale}px`);
  box.scrollLeft = middle[0] * scale - box.clientWidth / 2;
  box.scrollTop = middle[1] * scale - box.clientHeight / 2;
}

tools.addEventListener("click", ({ target }) => {
  const kind = target.dataset.zoom;
  if (kind === "in") zoom(scale * STEP);
  if (kind === "out") zoom(scale / STEP);
  if (kind === "fit") zoom(fitting());
});

let start = null;
box.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button !== 0) return; // Fingers scroll by themselves.
  start = { x: event.clientX + box.scrollLeft, y: event.clientY + box.scrollTop, moved: false };
});
window.addEventListener("pointermove", (event) => {
  if (!start || !event.buttons) return;
  const left = start.x - event.clientX;
  const top = start.y - event.clientY;
  start.moved ||= Math.hypot(left - box.scrollLeft, top - box.scrollTop) > 4;
  if (!start.moved) return;
  box.classList.add("is-dragged");
  box.scrollTo({ left, top, behavior: "instant" });
});
window.addEventListener("pointerup", () => {
  box.classList.remove("is-dragged");
  setTimeout(() => (start = null)); // After the click that ends a drag.
});
box.addEventListener("click", (event) => start?.moved && event.preventDefault(), true);
box.addEventListener("dragstart", (event) => event.preventDefault());
