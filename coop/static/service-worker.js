// Keeps a member's own pages on the phone, for when there is no connection. What waits to be sent is not here: mine.js
// keeps that. The kept pages hold names and addresses of others, so they go after half a day, at signing out, and as
// soon as the house says that the session is over.
"use strict";

const PAGES = ["/mijn", "/mijn/anders"];
const NOTHING_KEPT = "/mijn/zonder-verbinding";
const KEPT = "kept-pages", LOOKS = "looks-of-pages";
const KEEP = 12 * 60 * 60 * 1000; // milliseconds: as long as somebody who rests stays signed in
const PATIENCE = 6000; // milliseconds to wait for a bad connection

// The pages that were shown from what is kept: what they look like is not waited for either.
const withoutConnection = new Set();

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    // As nobody: it is shown to whoever holds the phone.
    await (await caches.open(LOOKS)).add(new Request(NOTHING_KEPT, { credentials: "omit", cache: "reload" }));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { pages = [], looks = [] } = event.data;
  event.waitUntil(Promise.allSettled([...pages.map(fetchToKeep), keepLooks(looks)]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate" && request.method === "POST" && pathname === "/uitloggen") {
    event.respondWith(leave(request));
  } else if (request.mode === "navigate" && request.method === "POST" && pathname.startsWith("/mijn/")) {
    event.respondWith(fetch(request).catch(nothing));
  } else if (request.mode === "navigate" && request.method === "GET" && PAGES.includes(pathname)) {
    event.respondWith(page(event, pathname));
  } else if (request.method === "GET" && pathname.startsWith("/static/")) {
    event.respondWith(look(event));
  }
});

async function page(event, pathname) {
  try {
    const answer = await soon(fetch(event.request));
    if (answer.ok) event.waitUntil(keep(pathname, answer.clone()));
    else if (isOver(answer)) await wipe();
    return answer;
  } catch {
    withoutConnection.add(event.resultingClientId);
    return (await kept(pathname)) || nothing();
  }
}

async function leave(request) {
  await wipe();
  return fetch(request).catch(nothing);
}

async function nothing() {
  return (await caches.match(NOTHING_KEPT)) || Response.error();
}

async function look(event) {
  const { request } = event, cache = await caches.open(LOOKS);
  const before = await cache.match(request);
  if (before && withoutConnection.has(event.clientId)) return before;
  try {
    const answer = await fetch(request);
    if (answer.ok) event.waitUntil(cache.put(request, answer.clone()));
    return answer;
  } catch {
    return before || Response.error();
  }
}

async function fetchToKeep(pathname) {
  const answer = await fetch(pathname, { redirect: "manual" });
  if (answer.ok) await keep(pathname, answer);
  else if (isOver(answer)) await wipe();
}

async function keep(pathname, answer) {
  const headers = new Headers(answer.headers);
  // The page itself says that it was kept and since when, so that it can say so to who reads it.
  const html = (await answer.text()).replace("<html ", `<html data-kept="${Date.now()}" `);
  headers.set("X-Kept-At", Date.now());
  await (await caches.open(KEPT)).put(pathname, new Response(html, { headers }));
}

async function kept(pathname) {
  const found = await caches.match(pathname, { cacheName: KEPT });
  if (found && Date.now() - Number(found.headers.get("X-Kept-At")) < KEEP) return found;
  await wipe();
  return undefined;
}

async function keepLooks(addresses) {
  const cache = await caches.open(LOOKS);
  const known = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await Promise.allSettled(addresses.filter((address) => !known.has(address)).map((address) => cache.add(address)));
}

function isOver(answer) {
  return answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
}

function wipe() {
  return caches.delete(KEPT);
}

function soon(answer) {
  const late = new Promise((_, refuse) => { setTimeout(() => refuse(new Error("no connection")), PATIENCE); });
  return Promise.race([answer, late]);
}
