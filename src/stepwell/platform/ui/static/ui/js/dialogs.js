// A control with data-dialog="id" opens that <dialog>; one with data-dialog-close closes the dialog it is in.
// Use a link as the control where the question also has a page of its own: then it works without scripts.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  event.target.closest("[data-dialog-close]")?.closest("dialog")?.close();
});
