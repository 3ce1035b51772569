// Asks before a form with data-guard is left with changes in it.

const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
document.addEventListener("reset", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  const isSigningOut = document.documentElement.hasAttribute("data-signing-out");
  if (!isSigningOut && [...changed].some((form) => form.isConnected)) event.preventDefault();
});
