// Says so when a part of the page could not be fetched. A form with mistakes (422) speaks for itself.

const say = (text) => document.dispatchEvent(new CustomEvent("stepwell:toast", { detail: { text, tone: "error" } }));

document.addEventListener("htmx:response:error", (event) => {
  const { status } = event.detail.ctx.response;
  if (status === 403) say("You may not do this, or the page is too old. Load it again.");
  else if (status === 429) say("Too many requests. Wait a minute, then try again.");
  else if (status !== 422) say("That did not work and nothing was changed. Try again.");
});
document.addEventListener("htmx:error", () => say("No answer from Stepwell. Check the connection, then try again."));
