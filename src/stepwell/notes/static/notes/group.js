// A group note by keyboard. In a group of answers a digit chooses; Ctrl Enter saves; Alt N goes to the next part that is
// not ready. The plan beside the page follows the part one writes in.

const form = document.querySelector("form[data-note]");
const partOf = (node) => node.closest("[data-part]");

function digit(event) {
  const answers = event.target.closest("[data-digits]");
  if (!answers || !/^[0-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return false;
  const first = Number(answers.dataset.digits || 0);
  const input = [...answers.querySelectorAll("input")][Number(event.key) - first];
  if (!input) return false;
  input.checked = input.type === "radio" || !input.checked;
  input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

// Chips are one stop of the Tab key: arrows go from one to the next.
function arrow(event) {
  const chips = event.target.closest(".chips");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!chips || !step) return false;
  const inputs = [...chips.querySelectorAll("input")];
  inputs[(inputs.indexOf(event.target) + step + inputs.length) % inputs.length].focus();
  return true;
}

function rove(chips, here) {
  chips.querySelectorAll("input").forEach((input) => { input.tabIndex = input === here ? 0 : -1; });
}

function next(from) {
  const open = [...form.querySelectorAll("[data-part][data-open]")];
  const after = open.find((part) => from && from.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING);
  (after ?? open[0])?.querySelector("select, input:not([type=hidden]), textarea")?.focus();
}

function follow(part) {
  if (!part) return;
  document.querySelectorAll("[data-thread]").forEach((thread) => {
    thread.classList.toggle("is-here", thread.dataset.thread === part.dataset.part);
  });
}

form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    form.requestSubmit(form.querySelector("button[name=then][value=save]"));
  } else if (event.altKey && event.key.toLowerCase() === "n") next(partOf(event.target));
  else if (!digit(event) && !arrow(event)) return;
  event.preventDefault();
});
form?.addEventListener("focusin", (event) => {
  follow(partOf(event.target));
  const chips = event.target.closest(".chips");
  if (chips) rove(chips, event.target);
});
form?.addEventListener("click", (event) => {
  const into = event.target.closest("[data-into]")?.dataset.into;
  if (!into) return;
  const area = document.getElementById(into);
  area.value = [area.value.trim(), event.target.textContent.trim()].filter(Boolean).join(" ");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
});
form?.querySelectorAll(".chips").forEach((chips) => rove(chips, chips.querySelector("input:checked") ?? chips.querySelector("input")));
document.querySelector(".note-threads")?.classList.add("follows");
follow(form?.querySelector("[data-part][data-open]") ?? form?.querySelector("[data-part]"));
