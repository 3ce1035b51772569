// Keeps what somebody types into a form that carries a draft mark (an input with data-draft), a few seconds after each
// change: signed out as idle, or after a crash, it is there again. Passwords and files are never sent.

const WAIT = 3000;
const LAST_TRY = 2000; // how long signing out waits for it
const unkept = new Map(); // form -> timer
const sending = new Map(); // form -> promise
let isWarned = false;

const mark = (form) => form?.querySelector("input[data-draft]");

function content(form) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  form.querySelectorAll("input[type=password]").forEach((input) => body.delete(input.name));
  body.delete("csrfmiddlewaretoken");
  return body;
}

function warn() {
  if (isWarned) return;
  isWarned = true;
  const text = "What you type is not being kept right now. Save it before you leave this page.";
  document.dispatchEvent(new CustomEvent("stepwell:toast", { detail: { text, tone: "warning" } }));
}

function keep(form, { keepalive = false } = {}) {
  clearTimeout(unkept.get(form));
  unkept.delete(form);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const request = { method: "POST", headers: { "X-CSRFToken": token }, body: content(form), redirect: "manual", keepalive };
  const sent = fetch(mark(form).dataset.draft, request)
    .then((response) => response.ok || warn(), warn)
    .finally(() => sending.get(form) === sent && sending.delete(form));
  sending.set(form, sent);
  return sent;
}

function changed(event) {
  const { form } = event.target;
  if (!mark(form)) return;
  clearTimeout(unkept.get(form));
  unkept.set(form, setTimeout(() => form.isConnected && keep(form), WAIT));
}

const keepAll = (options) => [...unkept.keys()].filter((form) => form.isConnected).forEach((form) => keep(form, options));
const allSent = () => Promise.race([Promise.all(sending.values()), new Promise((done) => setTimeout(done, LAST_TRY))]);

function submitted(event) {
  const form = event.target;
  const isLeaving = form.matches("[data-idle-out]");
  clearTimeout(unkept.get(form));
  unkept.delete(form); // what is being sent needs no draft any more
  if (isLeaving) keepAll();
  if (!(isLeaving ? sending.size : sending.has(form))) return;
  // A draft must not arrive after the form itself (it would come back to life), nor after signing out.
  event.preventDefault();
  event.stopImmediatePropagation();
  allSent().then(() => {
    sending.clear();
    form.requestSubmit(event.submitter);
  });
}

document.addEventListener("input", changed);
document.addEventListener("change", changed);
document.addEventListener("submit", submitted, { capture: true });
document.addEventListener("visibilitychange", () => document.hidden && keepAll({ keepalive: true }));
