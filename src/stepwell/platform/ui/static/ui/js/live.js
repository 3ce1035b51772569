// Brings a page that stays open up to date, unless somebody works in it: nothing moves under a finger.

const EVERY = 60_000;
const partsOf = (page) => [...page.querySelectorAll("[data-live]")];

async function renew() {
  const parts = partsOf(document);
  const isBusy = () => parts.some((part) => part.contains(document.activeElement));
  if (document.hidden || isBusy() || document.querySelector("dialog[open]")) return;
  const answer = await fetch(location.href, { headers: { "X-Shown": parts.at(-1).dataset.live } });
  if (answer.status !== 200 || answer.redirected) return; // nothing new, or signed out: idle.js and the server say so
  const fresh = partsOf(new DOMParser().parseFromString(await answer.text(), "text/html"));
  if (fresh.length !== parts.length || isBusy()) return;
  parts.forEach((part, number) => {
    part.replaceWith(fresh[number]);
    htmx.process(fresh[number]);
  });
}

if (partsOf(document).length) {
  setInterval(() => renew().catch(() => {}), EVERY); // no connection: a minute later it is tried again
}
