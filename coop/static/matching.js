// Booking lines of the bank with the keyboard: 1, 2, 3 books a proposal, j and k move, o opens the line.
(() => {
  "use strict";
  const lines = () => [...document.querySelectorAll("[data-match]")];
  const here = () => document.activeElement.closest?.("[data-match]") || lines()[0];

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const line = here();
    if (!line) return;
    if ("123".includes(event.key)) {
      line.querySelector(`[data-key="${event.key}"] button`)?.click();
    } else if (event.key === "o") {
      line.querySelector("[data-open]")?.click();
    } else if (event.key === "j" || event.key === "k") {
      const all = lines();
      const inside = document.activeElement.closest?.("[data-match]");
      const next = inside ? all[all.indexOf(line) + (event.key === "j" ? 1 : -1)] : line;
      next?.focus();
    } else return;
    event.preventDefault();
  });
})();
