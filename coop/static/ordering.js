// Ordering, made lighter: one step at a time, and photos made small before they travel. Without it the page is whole.
(() => {
  "use strict";

  const form = document.querySelector("form[data-steps]");
  if (form) walk(form);
  document.querySelectorAll("input[data-shrink]").forEach((input) => input.addEventListener("change", () => shrink(input)));

  function walk(form) {
    const steps = [...form.querySelectorAll(".step")];
    const marks = [...form.querySelectorAll(".steps > li")];
    const bar = form.querySelector(".order-bar");
    const back = bar.querySelector("[data-back]");
    const next = bar.querySelector("[data-next]");
    const last = steps.length - 1;
    let now = 0;

    const show = (index, focus) => {
      now = Math.min(Math.max(index, 0), last);
      steps.forEach((step, place) => { step.hidden = place !== now; });
      marks.forEach((mark, place) => {
        mark.classList.toggle("step-done", place < now);
        if (place === now) mark.setAttribute("aria-current", "step"); else mark.removeAttribute("aria-current");
      });
      back.hidden = now === 0;
      next.hidden = now === last;
      bar.classList.toggle("order-bar-last", now === last);
      if (!focus) return;
      form.querySelector(".steps").scrollIntoView({ block: "start" });
      steps[now].focus({ preventScroll: true });
    };

    const ahead = () => {
      if (!isFilled(steps[now], form.dataset.fill)) return;
      history.pushState({ step: now + 1 }, "");
      show(now + 1, true);
    };

    form.classList.add("in-steps");
    bar.hidden = false;
    next.addEventListener("click", ahead);
    back.addEventListener("click", () => history.back());
    addEventListener("popstate", (event) => show(event.state?.step ?? 0, true));
    // Enter in a field goes on to the next step, and orders only on the last.
    form.addEventListener("submit", (event) => {
      if (now < last) { event.preventDefault(); ahead(); }
    });
    // What was refused stands open; a sentence on top leads to its step.
    form.querySelectorAll(".error-summary a").forEach((link) => link.addEventListener("click", (event) => {
      const field = document.getElementById(link.hash.slice(1));
      const place = steps.findIndex((step) => step.contains(field));
      if (place < 0) return;
      event.preventDefault(); // to follow it would be a step in the history, and that shows the first
      show(place, false);
      (field.matches("input, select, textarea") ? field : field.querySelector("input") ?? field).focus();
    }));
    const refused = steps.findIndex((step) => step.querySelector(".has-error"));
    const kept = history.state?.step ?? 0;
    show(refused >= 0 ? refused : form.querySelector(".error-summary") ? last : kept, false);
  }

  // Whether every part that needs an answer has one; each that has none says so, beside its field.
  function isFilled(step, usual) {
    let missing = null;
    step.querySelectorAll("[data-need]").forEach((part) => {
      const inputs = [...part.querySelectorAll("input, select, textarea")].filter((input) => input.offsetParent);
      const filled = inputs.some((input) => ["radio", "checkbox"].includes(input.type) ? input.checked : input.value.trim());
      const field = part.querySelector(".field");
      field.querySelector(".error")?.remove();
      field.classList.toggle("has-error", inputs.length > 0 && !filled);
      if (!inputs.length || filled) return;
      const words = document.createElement("p");
      words.className = "error";
      words.setAttribute("role", "alert");
      words.textContent = part.dataset.need || usual;
      const before = field.querySelector(".choice-list") || inputs[0];
      before.before(words);
      missing ??= inputs[0];
    });
    missing?.focus();
    return !missing;
  }

  // A photo of a telephone is megabytes; what we keep of it is not. Where this fails the server does it.
  async function shrink(input) {
    const most = Number(input.dataset.shrink);
    const kept = new DataTransfer();
    for (const file of input.files) {
      try {
        const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
        const scale = Math.min(1, most / Math.max(picture.width, picture.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(picture.width * scale);
        canvas.height = Math.round(picture.height * scale);
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
        kept.items.add(small && small.size < file.size ? new File([small], "foto.jpg", { type: "image/jpeg" }) : file);
      } catch {
        kept.items.add(file);
      }
    }
    input.files = kept.files;
    input.dataset.shrunk = String(kept.files.length);
  }
})();
