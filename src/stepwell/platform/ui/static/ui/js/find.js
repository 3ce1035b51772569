// "/" puts the cursor in the search box from anywhere. The person can turn the key off: a single-letter shortcut can
// get in the way of speech input (WCAG 2.1.4).

const box = document.querySelector("[data-find]");
const choice = document.querySelector("[data-find-key]");
const STORED = "stepwell.find-key";

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
const isOn = () => localStorage.getItem(STORED) !== "off";

function onKey(event) {
  if (event.key === "Escape" && event.target === box) box.blur();
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (!isOn() || document.querySelector("dialog:modal")) return;
  event.preventDefault();
  box.focus();
  box.select();
}

if (box) document.addEventListener("keydown", onKey);
if (choice) {
  choice.checked = isOn();
  choice.addEventListener("change", () => localStorage.setItem(STORED, choice.checked ? "on" : "off"));
}
