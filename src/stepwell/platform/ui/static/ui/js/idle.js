// Signs out a workstation that was left. Warns a minute before; tabs of one browser share what they know.

const MINUTE = 60_000;
const WARNING = MINUTE;
const SHARED = "stepwell.active"; // localStorage: time of the last key or click in any tab
const { idleMinutes, idleUrl } = document.body.dataset;
const limit = Number(idleMinutes) * MINUTE;
const dialog = document.getElementById("idle");
let toldServer = Date.now();

const lastActive = () => Number(localStorage.getItem(SHARED)) || 0;

function tellServer() {
  toldServer = Date.now();
  const token = dialog.querySelector("[name=csrfmiddlewaretoken]").value;
  fetch(idleUrl, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" }).then(
    (response) => response.ok || location.reload(), // signed out elsewhere: the server will show the way in
    () => {}, // no connection: the next activity tries again
  );
}

function active() {
  if (dialog.open) return; // once warned, only the button counts
  const now = Date.now();
  if (now - lastActive() > 1000) localStorage.setItem(SHARED, String(now));
  // Typing a long note sends nothing, so the server is told now and then that somebody is there.
  if (now - toldServer > limit / 3) tellServer();
}

function stay() {
  dialog.close();
  localStorage.setItem(SHARED, String(Date.now()));
  tellServer();
}

function signOut() {
  document.documentElement.setAttribute("data-signing-out", "");
  dialog.querySelector("[data-idle-out]").requestSubmit();
}

function tick() {
  const left = lastActive() + limit - Date.now();
  if (left <= 0) {
    clearInterval(timer);
    signOut();
  } else if (left <= WARNING) {
    dialog.querySelector("[data-idle-seconds]").textContent = String(Math.ceil(left / 1000));
    if (!dialog.open) dialog.showModal();
  } else if (dialog.open) {
    dialog.close(); // somebody stayed in another tab
  }
}

let timer;
if (dialog && limit > WARNING) {
  localStorage.setItem(SHARED, String(Date.now()));
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    document.addEventListener(kind, active, { passive: true });
  }
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  dialog.querySelector("[data-idle-stay]").addEventListener("click", stay);
  timer = setInterval(tick, 1000);
}
