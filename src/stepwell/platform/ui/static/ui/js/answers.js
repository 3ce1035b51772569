// Digits answer a questionnaire: in a question that has the focus, its number chooses and the next question gets the
// focus. Elsewhere a digit does nothing (WCAG 2.1.4). Without this file Tab and the arrow keys do the same.

const form = document.querySelector("[data-answers]");
const questions = form ? [...form.querySelectorAll("fieldset")].filter((set) => set.querySelector("input[type=radio]")) : [];

const focused = () => questions.find((question) => question.contains(document.activeElement));

function focusOn(question) {
  const radio = question.querySelector("input:checked") ?? question.querySelector("input");
  radio.focus();
  question.scrollIntoView({ block: "center", behavior: "auto" });
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  const question = focused();
  const radio = question?.querySelector(`input[value="${event.key}"]`);
  if (!radio) return;
  event.preventDefault();
  radio.click();
  const following = questions[questions.indexOf(question) + 1];
  focusOn(following ?? question);
}

if (questions.length) document.addEventListener("keydown", onKey);
