// What if: a slider and its typed value go together, and the answer comes while one moves them. Without this script
// the form is sent and the same address answers with the whole page.
"use strict";
(() => {
  const form = document.querySelector("form[data-what-if]");
  if (!form) return;
  const span = (slider) => [Number(slider.min), Number(slider.max)];
  let waiting, asked, called = "";

  form.addEventListener("input", (event) => {
    const moved = event.target;
    if (moved.dataset.typed) form.elements[moved.dataset.typed].value = moved.value === "0" ? "" : moved.value;
    const slider = form.querySelector(`[data-typed="${CSS.escape(moved.name)}"]`);
    const value = Number(moved.value.replace(",", ".").replace("%", ""));
    if (slider && !Number.isNaN(value)) {
      const [least, most] = span(slider);
      slider.value = Math.min(most, Math.max(least, Math.round(value)));
    }
    clearTimeout(waiting);
    waiting = setTimeout(answer, 120);
  });

  async function answer() {
    const said = new URLSearchParams();
    const contract = form.elements.contract.value.trim() || form.elements.contract_uren.value.trim();
    for (const [name, text] of new FormData(form)) {
      if (name === "was" || name.endsWith("_s") || !text.trim()) continue;
      if (name.startsWith("contract_") && !contract) continue;
      said.append(name, text);
    }
    const address = `${form.action}?${said}`;
    asked?.abort();
    asked = new AbortController();
    let page;
    try {
      const got = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
      if (got.redirected || (!got.ok && got.status !== 422)) return void location.assign(address);
      page = new DOMParser().parseFromString(await got.text(), "text/html");
    } catch {
      return; // the next one is on its way, or the line is down: what stands there stays
    }
    called = document.getElementById("name")?.value ?? called; // what was typed below goes along
    document.querySelectorAll("[data-swap]").forEach((old) => {
      const fresh = page.getElementById(old.id);
      if (fresh) old.replaceWith(document.adoptNode(fresh));
    });
    const field = document.getElementById("name");
    if (field && called) field.value = called;
    history.replaceState(null, "", address);
  }
})();
