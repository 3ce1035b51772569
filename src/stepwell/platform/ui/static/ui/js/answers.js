// Digits answer a questionnaire: in a question, its number chooses and the next question gets the focus. Where nothing
// is focused, the first question that is empty is answered. Without this file Tab and the arrow keys do the same.

const form = document.querySelector("[data-answers]");
const questions = form ? [...form.querySelectorAll("fieldset")].filter((set) => set.querySelector("input[type=radio]")) : [];

const isAnswered = (question) => question.querySelector("input:checked") !== null;
const focused = () => questions.find((question) => question.contains(document.activeElement));

function focusOn(question) {
  const radio = question.querySelector("input:checked") ?? question.querySelector("input");
  radio.focus();
  question.scrollIntoView({ block: "center", behavior: "auto" });
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  const typing = document.activeElement;
  if (typing && typing.matches("input:not([type=radio]), textarea, select")) return;
  const question = focused() ?? questions.find((each) => !isAnswered(each));
  const radio = question?.querySelector(`input[value="${event.key}"]`);
  if (!radio) return;
  event.preventDefault();
  radio.click();
  const following = questions[questions.indexOf(question) + 1];
  focusOn(following ?? question);
}

if (questions.length) document.addEventListener("keydown", onKey);
