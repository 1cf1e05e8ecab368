// What a page does beyond plain HTML; everything works without it.
(() => {
  "use strict";

  // A form is sent once: the second tap waits. The server guards the same with the field `once`.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    // A form that answers with a file leaves the page as it is.
    setTimeout(() => wake(form), 8000);
    event.submitter?.setAttribute("aria-busy", "true");
  });

  // Back in the browser shows the page as it was left: its forms may be sent again.
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach(wake);
  });

  function wake(form) {
    delete form.dataset.sent;
    form.querySelectorAll("button[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }

  addEventListener("DOMContentLoaded", () => {
    // After a refused form the summary is read first.
    document.querySelector(".error-summary")?.focus();
  });

  // An undo button goes when its time is over, and with it the focus to what was said.
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-undo]").forEach((place) => setTimeout(() => {
      const main = document.getElementById("main");
      if (place.contains(document.activeElement)) main?.focus();
      place.remove();
    }, 10000));
  });

  // <select data-submit> or <input data-submit> sends its (GET) form when it changes.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // <form data-one="… {count} … {sum}" data-more="…">: its button says how many rows are ticked and what they come to
  // (data-cents); <a data-tick="all|none"> in it ticks them all or none. Without this the link loads the page that way.
  const count = (form) => {
    const ticked = [...form.querySelectorAll("[data-cents]:checked")];
    const cents = ticked.reduce((sum, box) => sum + Number(box.dataset.cents), 0);
    const sum = (cents / 100).toLocaleString(document.documentElement.lang, { style: "currency", currency: "EUR" });
    const words = ticked.length === 1 ? form.dataset.one : form.dataset.more;
    const button = form.querySelector("button[type=submit]");
    button.lastChild.textContent = " " + words.replace("{count}", ticked.length).replace("{sum}", sum);
    button.disabled = !ticked.length;
  };
  addEventListener("pageshow", () => document.querySelectorAll("form[data-one]").forEach(count));
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-one]");
    if (form) count(form);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-tick]");
    const form = link?.closest("form[data-one]");
    if (!form) return;
    event.preventDefault();
    form.querySelectorAll("[data-cents]").forEach((box) => { box.checked = link.dataset.tick === "all"; });
    count(form);
  });

  // <button data-print> prints the page.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });

  // The list of languages closes when one goes on with something else.
  document.addEventListener("click", (event) => {
    document.querySelectorAll(".tongues[open]").forEach((list) => { if (!list.contains(event.target)) list.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    const list = event.key === "Escape" && document.querySelector(".tongues[open]");
    if (list) { list.open = false; list.querySelector("summary").focus(); }
  });
})();
