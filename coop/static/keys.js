// The staff's keys, all in this one place. A page says what its keys do by attributes, and works without them:
//   data-key-search   the field that / goes to
//   data-go="v"       the link that g and then v follows
//   data-row          a row that j and k go along: itself when it can have the focus, else its first link. The rows of
//                     tables are rows without saying so.
//   data-key="1"      what a key presses in the row one is in, or first on the page: a button or link, or what holds it
// ? shows them all. Single keys can be switched off on the account page (WCAG 2.2, 2.1.4): then this file is not loaded.
(() => {
  "use strict";
  const TYPED_IN = "input, textarea, select, [contenteditable], dialog";
  const PATIENCE = 1500; // milliseconds between g and the letter
  let going = 0;

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return leave(event);
    if (event.target.closest(TYPED_IN)) return;
    if (event.repeat && event.key !== "j" && event.key !== "k") return;
    if (pressed(event.key)) event.preventDefault();
  });

  function pressed(key) {
    if (going && performance.now() - going < PATIENCE) {
      going = 0;
      return click(document.querySelector(`[data-go="${CSS.escape(key)}"]`));
    }
    if (key === "g") { going = performance.now(); return true; }
    if (key === "/") return search();
    if (key === "?") return help();
    if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
    // In a row only its own: what is meant for this line never happens to another.
    return click((current() || document.querySelector("main"))?.querySelector(`[data-key="${CSS.escape(key)}"]`));
  }

  function click(found) {
    const target = found?.matches("a, button") ? found : found?.querySelector("a, button");
    target?.click();
    return Boolean(target);
  }

  function search() {
    const field = [...document.querySelectorAll("[data-key-search]")].find((one) => one.offsetParent);
    if (!field) return click(document.querySelector(".top-search-link"));
    field.focus();
    field.select();
    return true;
  }

  function rows() {
    return [...document.querySelectorAll("main [data-row], main tbody tr")].filter((row) => row.offsetParent && place(row));
  }

  function place(row) {
    return row.hasAttribute("tabindex") ? row : row.querySelector("th a[href]") || row.querySelector("a[href]");
  }

  function current() {
    return document.activeElement?.closest("main [data-row], main tbody tr");
  }

  function move(step) {
    const all = rows();
    const at = all.indexOf(current());
    const next = at < 0 ? all[step > 0 ? 0 : all.length - 1] : all[at + step];
    if (!next) return false;
    place(next).focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  function leave(event) {
    going = 0;
    if (document.querySelector("dialog[open]")) return; // the browser closes it
    if (event.target.closest("main, .top")) document.activeElement.blur();
    if (location.hash === "#menu") location.hash = "#main";
  }

  let dialog;
  function help() {
    const link = document.querySelector("[data-keys-help]");
    if (!link) return false;
    if (dialog) { dialog.showModal(); return true; }
    fetch(link.href).then((answer) => answer.ok ? answer.text() : Promise.reject(answer)).then((text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      dialog = document.createElement("dialog");
      dialog.className = "keys-dialog";
      dialog.setAttribute("aria-labelledby", "keys-title");
      dialog.append(document.importNode(page.getElementById("keys"), true));
      document.body.append(dialog);
      dialog.querySelector("[data-keys-close]").addEventListener("click", () => dialog.close());
      dialog.showModal();
    }).catch(() => link.click()); // without an answer, the page itself says what is wrong
    return true;
  }
})();
