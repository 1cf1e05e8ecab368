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
    // On a phone the row of doors scrolls to the one we are in.
    document.querySelector(".doors [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  });

  // <select data-submit> or <input data-submit> sends its (GET) form when it changes.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // <button data-print> prints the page.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
})();
