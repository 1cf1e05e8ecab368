// Hours told on the phone: written down on the phone first, then sent, as often as it takes, each with an id of its
// own, so that they arrive once. Without this script the same forms go to the house directly.
"use strict";
(async () => {
  const panel = document.getElementById("waiting");
  if (!panel || !self.idb || !crypto.randomUUID || !navigator.serviceWorker) return;
  const me = Number(panel.dataset.member), { door, home, signIn } = panel.dataset;
  const language = document.documentElement.lang;
  let queue = Promise.resolve();

  // As little as will do: numbers, a day and times, and what was typed. No names and no addresses.
  const store = await idb.openDB("hours", 1, {
    upgrade: (made) => made.createObjectStore("entries", { keyPath: "key" }),
  }).catch(() => null); // a phone that keeps nothing sends the forms as they are
  if (!store) return;

  navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" }).then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const named = [...document.querySelectorAll("link[href], script[src], use[href]")]
      .map((each) => each.src || each.href?.baseVal || each.href);
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
    const looks = [...named, ...fetched].map((name) => new URL(name, location))
      .filter(({ pathname }) => pathname.startsWith("/static/")).map(({ pathname }) => pathname);
    if (document.documentElement.dataset.kept) return;
    active.postMessage({ pages: [home, panel.dataset.other], looks: [...new Set(looks)] });
  }).catch(() => {}); // then the pages are not kept, but the hours are

  // ---- telling ----
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-tells]")) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    const entry = read(form);
    try {
      await store.put("entries", entry);
    } catch { // a full phone
      form.submit();
      return;
    }
    const refused = await send(entry.key);
    if (refused) {
      await drop(entry);
      delete form.dataset.sent;
      event.submitter?.removeAttribute("aria-busy");
      say(form, refused);
      await show();
    } else if (location.pathname !== home) {
      location.assign(home);
    } else {
      await show();
      panel.scrollIntoView({ block: "nearest" });
    }
  }, true);

  function read(form) {
    const told = Object.fromEntries(new FormData(form));
    const { job, begins: planned, ends: end } = form.dataset;
    const begins = told.begins || planned;
    let ends = told.ends;
    if (form.dataset.tells === "planned") ends = end;
    else if (!ends) {
      const length = told.minutes ? Number(told.minutes) : minutesOf(end) - minutesOf(planned) + Number(told.longer || 0);
      ends = clock(minutesOf(begins) + length);
    }
    return {
      key: job ? `job:${job}` : `other:${crypto.randomUUID()}`,
      uid: crypto.randomUUID(),
      member: me,
      tells: form.dataset.tells,
      job_id: job || "",
      service_id: told.service_id || "",
      day: told.day || form.dataset.day,
      begins: begins.slice(0, 5),
      ends: ends.slice(0, 5),
      pause: told.pause || "0",
      note: told.note || "",
      refused: "",
    };
  }

  const minutesOf = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const clock = (minutes) => [minutes / 60, minutes % 60]
    .map((part) => String(Math.floor(Math.max(0, Math.min(part, 59)))).padStart(2, "0")).join(":");

  // ---- sending ----
  // Sends what waits, one round after the other, and returns why the entry with this key was refused, if it was.
  function send(key) {
    queue = queue.then(() => round(key));
    return queue;
  }

  async function round(key) {
    let told = 0, why = "", refused = "";
    try {
      const entries = (await mine()).filter((entry) => !entry.refused || entry.key === key);
      const pass = entries.length ? await knock() : null;
      for (const entry of entries) {
        const answer = await fetch(door, {
          method: "POST",
          redirect: "manual",
          headers: { Accept: "application/json" },
          body: new URLSearchParams({ ...entry, csrf_token: pass }),
        });
        if (answer.type === "opaqueredirect") throw new Session();
        const words = await answer.json().catch(() => null);
        if (answer.ok) {
          await drop(entry);
          told += 1;
        } else if (words?.sentence && answer.status < 500) {
          await refuse(entry, words.sentence);
          if (entry.key === key) refused = words.sentence;
        } else throw new Error("not now");
      }
    } catch (trouble) {
      if (trouble instanceof Session) {
        await caches.delete("kept-pages"); // of service-worker.js
        why = "signin";
      } else why = trouble instanceof TypeError ? "line" : "house"; // fetch says that there is no line with a TypeError
    }
    panel.dataset.why = why;
    if (told) {
      sessionStorage.setItem("told", told);
      if (!refused) location.assign(home);
    }
    return refused;
  }

  class Session extends Error {}

  async function knock() {
    const answer = await fetch(door, { redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.type === "opaqueredirect") throw new Session();
    if (!answer.ok) throw new Error("not now");
    const { member, csrf } = await answer.json();
    // Who holds the phone now is somebody else: what waits is not theirs to send.
    if (member !== me) throw new Session();
    return csrf;
  }

  const mine = async () => (await store.getAll("entries")).filter((entry) => entry.member === me);

  async function drop(entry) {
    await change(entry, (entries) => entries.delete(entry.key));
  }

  async function refuse(entry, sentence) {
    await change(entry, (entries) => entries.put({ ...entry, refused: sentence }));
  }

  // What was told anew while the old was on its way is another entry: leave it alone.
  async function change({ key, uid }, how) {
    const step = store.transaction("entries", "readwrite");
    if ((await step.store.get(key))?.uid === uid) await how(step.store);
    await step.done;
  }

  // ---- showing ----
  async function show() {
    const entries = await mine();
    const waiting = entries.filter((entry) => !entry.refused), heading = panel.querySelector("h2");
    panel.hidden = !entries.length;
    const { one, more, refused } = heading.dataset;
    const words = waiting.length === 1 ? one : waiting.length ? more : refused;
    heading.firstElementChild.textContent = words.replace("{count}", waiting.length);
    panel.querySelector("[data-send]").hidden = !waiting.length;
    panel.querySelectorAll("[data-because]").forEach((each) => {
      each.hidden = each.dataset.because !== panel.dataset.why || !waiting.length;
    });
    panel.querySelector("ul").replaceChildren(...entries.map(line));
    document.querySelectorAll("[data-of-job]").forEach((card) => {
      const entry = entries.find(({ key }) => key === `job:${card.dataset.ofJob}`);
      card.classList.toggle("is-waiting", Boolean(entry));
    });
  }

  function line(entry) {
    const made = panel.querySelector("template").content.cloneNode(true), item = made.querySelector("li");
    const day = new Date(`${entry.day}T12:00`).toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short" });
    made.querySelector("[data-what]").textContent =
      `${panel.dataset[entry.tells === "other" ? "unplanned" : entry.tells]} · ${day}, ${entry.begins}–${entry.ends}`;
    made.querySelector("[data-refused]").textContent = entry.refused;
    made.querySelector("[data-refused]").hidden = !entry.refused;
    const open = made.querySelector("a");
    open.href = entry.job_id ? `${home}/klussen/${entry.job_id}/uren` : panel.dataset.other;
    open.hidden = !entry.refused;
    const sure = made.querySelector("details");
    sure.querySelector("button").addEventListener("click", async () => { await drop(entry); await show(); });
    return item;
  }

  function say(form, sentence) {
    let alert = form.querySelector("[role=alert]");
    if (!alert) {
      alert = document.createElement("p");
      alert.setAttribute("role", "alert");
      alert.className = "error";
      form.prepend(alert);
    }
    alert.textContent = sentence;
    alert.scrollIntoView({ block: "center" });
  }

  // ---- what the page says of itself ----
  const kept = Number(document.documentElement.dataset.kept || 0);
  if (kept) {
    const since = document.getElementById("kept-since");
    since.querySelector("time").textContent = new Date(kept).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    since.hidden = false;
    // A kept page is of another hour, perhaps of yesterday.
    document.querySelectorAll("form[data-tells=other]").forEach((form) => {
      const now = new Date();
      form.day.value = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
      form.begins.value = clock(Math.max(0, now.getHours() - 1) * 60);
      form.querySelector("details").open = true;
    });
  }
  if (sessionStorage.getItem("told") && !kept) {
    sessionStorage.removeItem("told");
    document.getElementById("told").hidden = false;
  }

  panel.querySelector("[data-send]").addEventListener("click", async () => { await send(); await show(); });
  const again = async () => { if ((await mine()).some((entry) => !entry.refused)) { await send(); await show(); } };
  addEventListener("online", again);
  setInterval(again, 30_000);
  document.documentElement.dataset.tells = "ready";
  await show();
  await again();
})();
