// A roster by keyboard: 1 in person, 2 video, 3 absent, up and down another person. What could not be saved stays marked.

const CHOICES = ["in_person", "video", "absent"];
const form = document.querySelector("form[data-roster]");
const rowOf = (node) => node.closest(".roster > li");

const isTyping = (node) => node.matches("select, textarea, input:not([type=radio], [type=checkbox])");

function choose(row, value) {
  const radio = row.querySelector(`input[type=radio][value=${value}]`);
  if (!radio || radio.matches(":disabled") || radio.checked) return;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

function go(row, step) {
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  next?.querySelector("input[type=radio]:checked, input[type=radio]")?.focus();
}

form?.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (!row || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const choice = CHOICES[Number(event.key) - 1];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (choice) choose(row, choice);
  else if (step) go(row, step);
  else return;
  event.preventDefault();
});

// Until the answer replaces the row, it is marked as not saved: a lost connection leaves the mark, and "Save all" sends it.
form?.addEventListener("change", (event) => rowOf(event.target)?.classList.add("is-unsaved"));
window.addEventListener("beforeunload", (event) => {
  if (form?.querySelector(".is-unsaved") && !form.dataset.leaving) event.preventDefault();
});
form?.addEventListener("submit", () => { form.dataset.leaving = "yes"; });
