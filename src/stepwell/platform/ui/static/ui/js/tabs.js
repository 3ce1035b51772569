// Where tabs do not fit beside each other, the one that is open is brought into view.

for (const current of document.querySelectorAll(".tabs [aria-current]")) {
  const row = current.parentElement;
  row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}
