// Short messages that go away by themselves; errors stay until closed. Other modules send
// new CustomEvent("stepwell:toast", {detail: {text, tone}}) to the document.

const SECONDS = 8;
const region = document.querySelector("[data-toasts]");

function expire(toast) {
  if (toast.classList.contains("is-error")) return;
  const timer = setInterval(() => {
    if (toast.matches(":hover, :focus-within")) return; // somebody is reading it
    clearInterval(timer);
    toast.remove();
  }, SECONDS * 1000);
}

function show({ text, tone = "info" }) {
  const toast = region.querySelector("template").content.firstElementChild.cloneNode(true);
  toast.classList.add(`is-${tone}`);
  toast.querySelector("span").textContent = text;
  region.append(toast);
  expire(toast);
}

if (region) {
  region.querySelectorAll("[data-toast]").forEach(expire);
  document.addEventListener("stepwell:toast", (event) => show(event.detail));
  region.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove());
}
