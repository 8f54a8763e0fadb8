
"use strict";
const figures = [...document.querySelectorAll(".figure")];
const proofs = [...document.querySelectorAll("#proofs article")];
const buttons = [...document.querySelectorAll("[data-show]")];
let wanted = "all", chosen = null, kept = null;
function fits(one) { return wanted === "all" || one.dataset.state === wanted; }
function show(figure) {
  chosen = figure;
  for (const one of figures) one.classList.toggle("chosen", one === figure);
  const id = figure && figure.getAttribute("href").slice(1);
  for (const proof of proofs) proof.hidden = figure ? proof.id !== id : !fits(proof);
  document.body.classList.toggle("one", Boolean(figure));
}
function filter(state) {
  wanted = state; kept = null;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.show === state));
  for (const figure of figures) figure.classList.toggle("quiet", !fits(figure));
  show(null);
}
function step(by) {
  const among = figures.filter(fits);
  if (!among.length) return;
  const at = among.indexOf(chosen);
  const next = among[at < 0 ? (by > 0 ? 0 : among.length - 1) : (at + by + among.length) % among.length];
  next.focus(); next.scrollIntoView({ block: "center" });
}
for (const figure of figures) {
  figure.addEventListener("mouseenter", () => show(figure));
  figure.addEventListener("mouseleave", () => show(kept));
  figure.addEventListener("focus", () => { kept = figure; show(figure); });
  figure.addEventListener("click", (event) => { event.preventDefault(); kept = figure; show(figure); figure.scrollIntoView({ block: "nearest" }); });
}
for (const button of buttons) button.addEventListener("click", () => filter(button.dataset.show));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "Escape") { kept = null; show(null); if (document.activeElement) document.activeElement.blur(); }
});
