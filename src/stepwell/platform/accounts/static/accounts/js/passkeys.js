// Forms with data-passkey ask the browser for a passkey ("get") or make one ("create") before they are sent.

const passkeys = window.webauthnJSON;
const WORDS = {
  InvalidStateError: "This device has a passkey for your account already.",
  NotAllowedError: "No passkey was used: it was canceled, or it took too long. Try again.",
  SecurityError: "Passkeys do not work at this address. Use another way.",
};
const OTHER = "That did not work. Try again, or use another way.";

async function optionsOf(form) {
  const { passkeyUrl } = form.dataset;
  if (!passkeyUrl) return JSON.parse(document.getElementById("passkey-options").textContent);
  const response = await fetch(passkeyUrl, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error("no options");
  return (await response.json()).request_options;
}

function create(form, options) {
  const alone = form.elements.passwordless?.checked;
  const selection = options.publicKey.authenticatorSelection;
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = Boolean(alone);
  if (alone) selection.userVerification = "required";
  return passkeys.create(options);
}

async function answer(form) {
  const error = form.querySelector("[data-passkey-error]");
  error.textContent = "";
  try {
    const options = await optionsOf(form);
    const credential = await (form.dataset.passkey === "create" ? create(form, options) : passkeys.get(options));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (problem) {
    error.textContent = WORDS[problem.name] ?? OTHER;
  }
}

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  if (!passkeys?.supported()) {
    form.hidden = form.dataset.passkey === "get";
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(form);
  });
});
