// Light, dark or as the system: applied at once, kept by the server in a cookie so that the next page comes in it.

function press(form, value) {
  const root = document.documentElement;
  if (value === "system") root.removeAttribute("data-bs-theme");
  else root.setAttribute("data-bs-theme", value);
  form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button.value === value)));
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-switch]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  press(form, event.submitter.value);
  fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), redirect: "manual" });
});
