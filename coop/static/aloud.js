// The page read aloud, in its own language, where the device has a voice for it: nothing leaves the device.
(() => {
  "use strict";

  const button = document.querySelector("[data-aloud]");
  const speech = window.speechSynthesis;
  if (!button || !speech || !window.SpeechSynthesisUtterance) return;

  const language = document.documentElement.lang;
  const READ = "h1, h2, h3, h4, p, li, dt, dd, legend, label, caption, th, td, summary, button, a.button";
  let turn = 0; // which reading this is: an answer of an earlier one is not listened to

  const voice = () => speech.getVoices().find((one) => one.lang.replace("_", "-").toLowerCase().split("-")[0] === language);

  // Voices come late in some browsers. Without one for this language there is nothing to press.
  const offer = () => { button.hidden = !voice(); };
  offer();
  speech.addEventListener?.("voiceschanged", offer);

  // What is read, in the order of the page; what stands inside another piece is read with it, once.
  const pieces = () => [...document.querySelectorAll(`main :is(${READ})`)].filter((part) =>
    !part.parentElement.closest(READ) && !part.closest("[hidden], [aria-hidden=true], .unseen") && part !== button
    && (!part.checkVisibility || part.checkVisibility()) && words(part));

  // A field says its label only: what somebody typed is theirs.
  function words(part) {
    const copy = part.cloneNode(true);
    copy.querySelectorAll("script, style, svg, input, select, textarea, [hidden], [aria-hidden=true]").forEach((one) => one.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function stop() {
    turn += 1;
    speech.cancel();
    document.querySelectorAll(".is-read").forEach((part) => part.classList.remove("is-read"));
    show(false);
  }

  function show(on) {
    button.setAttribute("aria-pressed", String(on));
    button.querySelector("[data-aloud-words]").textContent = on ? button.dataset.stop : button.dataset.start;
  }

  function read(parts, now) {
    if (now !== turn) return;
    const [part, ...rest] = parts;
    if (!part) { stop(); return; }
    const said = new SpeechSynthesisUtterance(words(part));
    said.lang = language;
    said.voice = voice();
    const next = () => {
      part.classList.remove("is-read");
      read(rest, now);
    };
    said.onend = next;
    said.onerror = () => { if (now === turn) stop(); };
    part.classList.add("is-read");
    part.scrollIntoView({ block: "nearest" });
    speech.speak(said);
  }

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") { stop(); return; }
    stop();
    show(true);
    read(pieces(), turn);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-pressed") === "true") stop();
  });
  // Who goes on is not followed by a voice.
  addEventListener("pagehide", stop);
})();
