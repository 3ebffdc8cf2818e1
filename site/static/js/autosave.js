// Saves a step while the person types, valid or not, and shows which questions apply. The server decides both.
(function () {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  if (!form || !window.fetch || !window.FormData) return;

  const state = document.getElementById("save-state");
  const base = form.elements.base;
  const number = form.elements.save_number; // tells the server which of this page's saves is the latest
  const address = form.getAttribute("action"); // not form.action: the buttons bear that name
  const PAUSE = 1200; // ms after the last key
  const RETRY = 5000; // ms after a failed save
  let timer = 0;
  let saving = false;
  let unsaved = false;

  function say(kind, text) {
    if (!state) return;
    state.dataset.state = kind;
    state.textContent = text;
  }

  function later(delay) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, delay);
  }

  function show(applies) {
    const wanted = new Set(applies);
    form.querySelectorAll("[data-question]").forEach(function (item) {
      item.hidden = !wanted.has(item.dataset.question);
    });
  }

  async function save() {
    if (saving) return later(PAUSE);
    saving = true;
    unsaved = false;
    say("saving", form.dataset.textSaving);
    number.value = Number(number.value) + 1;
    const body = new FormData(form);
    body.set("action", "autosave");
    form.querySelectorAll("input[type=file]").forEach((input) => body.delete(input.name)); // uploads.js sends those
    try {
      const response = await fetch(address, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" });
      // Sent elsewhere: to log in, or to the receipt. Trying again would change nothing.
      if (response.type === "opaqueredirect" || response.status === 403) return say("failed", form.dataset.textRefused);
      const answer = await response.json();
      if (response.status === 409) {
        say("failed", answer.conflict);
      } else if (!response.ok) {
        throw new Error(String(response.status));
      } else {
        base.value = answer.base;
        show(answer.applies);
        if (!unsaved) say("saved", answer.saved);
      }
    } catch (error) {
      unsaved = true;
      say("failed", form.dataset.textFailed);
      later(RETRY);
    } finally {
      saving = false;
    }
  }

  form.addEventListener("input", function () {
    unsaved = true;
    later(PAUSE);
  });

  // A choice may bring another question into view: ask at once.
  form.addEventListener("change", function (event) {
    if (event.target.matches("input[type=radio], input[type=checkbox], select")) later(0);
  });

  // A page left in a hurry is saved by the browser itself.
  let leaving = false;
  form.addEventListener("submit", function () {
    leaving = true;
    number.value = Number(number.value) + 1;
    window.clearTimeout(timer);
  });
  document.querySelectorAll("[data-leave]").forEach(function (link) {
    link.addEventListener("click", function () {
      leaving = true;
      window.clearTimeout(timer);
    });
  });
  window.addEventListener("pagehide", function () {
    if (!unsaved || leaving || !navigator.sendBeacon) return;
    number.value = Number(number.value) + 1;
    const body = new FormData(form);
    body.set("action", "autosave");
    form.querySelectorAll("input[type=file]").forEach((input) => body.delete(input.name));
    navigator.sendBeacon(address, body);
  });
})();
