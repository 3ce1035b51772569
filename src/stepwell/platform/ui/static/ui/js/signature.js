// A signature drawn on a canvas, kept as a PNG in a hidden field. A typed name stands beside it for those who cannot draw.

function fit(canvas, pad) {
  const strokes = pad.toData();
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
  pad.fromData(strokes);
}

function start(root) {
  const canvas = root.querySelector("[data-signature-pad]");
  const value = root.querySelector("[data-signature-value]");
  const label = canvas.getAttribute("aria-label").split(":")[0];
  const pad = new window.SignaturePad(canvas, { penColor: "#14242a", backgroundColor: "#ffffff" });
  const keep = () => {
    value.value = pad.isEmpty() ? "" : pad.toDataURL("image/png");
    canvas.setAttribute("aria-label", `${label}: ${pad.isEmpty() ? "empty" : "signed"}`);
  };
  fit(canvas, pad);
  pad.addEventListener("endStroke", keep);
  root.querySelector("[data-signature-clear]").addEventListener("click", () => {
    pad.clear();
    keep();
  });
  window.addEventListener("resize", () => fit(canvas, pad));
}

document.querySelectorAll("[data-signature]").forEach(start);
