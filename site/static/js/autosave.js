// Saves a step while the person types, valid or not, and shows which questions apply. The server decides both.
// What is not saved is said (save-report.js), tried again with growing waits, and never keeps anybody from typing.
(function () {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  if (!form || !window.fetch || !window.FormData || !window.saveReport) return;

  const report = window.saveReport();
  const fields = form.elements;
  const address = form.getAttribute("action"); // not form.action: the buttons bear that name
  const PAUSE = 1200; // ms after the last key
  const FIRST_RETRY = 2000; // ms after a failed save; then twice as long each time
  const LAST_RETRY = 60000;
  const PATIENCE = 20000; // ms that an answer is waited for: a network may be dead without saying so
  const unsaved = new Set(); // ids of questions
  let flying = []; // those of them in the save under way
  let timer = 0;
  let saving = false;
  let failures = 0; // since the server was last reached
  let renewed = false; // the form token, since the last save
  let leaving = false;

  function later(delay) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, delay);
  }

  // What the page says now. No files: they go with the button only.
  function content() {
    fields.save_number.value = Number(fields.save_number.value) + 1; // tells which of this page's saves is the latest
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("action", "autosave");
    return body;
  }

  async function post() {
    const options = { method: "POST", body: content(), credentials: "same-origin", redirect: "manual" };
    const response = await fetch(address, { ...options, signal: window.AbortSignal?.timeout?.(PATIENCE) }); // older ones wait on
    if (response.status >= 500 || response.status === 408) throw new Error(String(response.status));
    const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
    return isJson ? response.json() : { problem: "refused" };
  }

  async function save() {
    if (saving) return later(PAUSE);
    saving = true;
    window.clearTimeout(timer);
    flying = [...unsaved];
    unsaved.clear();
    report.saving();
    try {
      take(await post());
      failures = 0;
    } catch (error) {
      flying.forEach((id) => unsaved.add(id));
      failures += 1;
      unreachable();
    } finally {
      flying = [];
      saving = false;
    }
  }

  function take(answer) {
    if (answer.problem === "token") return renew(answer.token);
    if (answer.problem === "refused") return report.refused();
    if (answer.problem) return report.problem(answer);
    if (answer.wait) return slowDown(answer);
    renewed = false;
    fields.base.value = answer.base;
    if (answer.unsettled) fields.unsettled.value = answer.unsettled;
    if (answer.applies) show(new Set(answer.applies));
    if (!unsaved.size) report.saved(answer.saved);
  }

  // The same person has logged in again in another tab: every form of this page gets the new token, and saving goes on.
  function renew(token) {
    if (renewed) throw new Error("token refused twice");
    renewed = true;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => (field.value = token));
    later(0);
  }

  // Too many saves in too short a time: what is unsaved goes with the next one.
  function slowDown(answer) {
    form.querySelectorAll("[data-question]").forEach((item) => unsaved.add(item.dataset.question));
    report.problem({ text: answer.message });
    later(answer.wait * 1000);
  }

  function unreachable() {
    report.unreachable([...unsaved]);
    later(Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (failures - 1)) * (0.8 + 0.4 * Math.random()));
  }

  function show(applies) {
    form.querySelectorAll("[data-question]").forEach((item) => (item.hidden = !applies.has(item.dataset.question)));
  }

  form.addEventListener("input", function (event) {
    const item = event.target.closest("[data-question]");
    if (item) unsaved.add(item.dataset.question);
    if (failures) report.unreachable([...unsaved]);
    else later(PAUSE);
  });

  // A choice may bring another question into view: ask at once.
  form.addEventListener("change", function (event) {
    if (!failures && event.target.matches("input[type=radio], input[type=checkbox], select")) later(0);
  });

  window.addEventListener("offline", function () {
    if (unsaved.size) report.unreachable([...unsaved]);
  });
  window.addEventListener("online", function () {
    if (unsaved.size) later(0);
  });
  // session.js asks for this before a session ends.
  document.addEventListener("portal:save", function () {
    if (unsaved.size) later(0);
  });

  form.addEventListener("submit", function (event) {
    if (!navigator.onLine) {
      event.preventDefault(); // the browser would show its own page in place of what is written
      return report.unreachable([...unsaved]);
    }
    leaving = true;
    fields.save_number.value = Number(fields.save_number.value) + 1;
    window.clearTimeout(timer);
  });
  document.querySelectorAll("[data-leave]").forEach(function (link) {
    link.addEventListener("click", function () {
      leaving = true;
      window.clearTimeout(timer);
    });
  });
  window.addEventListener("pageshow", () => (leaving = false));

  window.addEventListener("beforeunload", function (event) {
    if (unsaved.size && !leaving && (failures || !navigator.onLine)) event.preventDefault();
  });
  // A page left in a hurry is saved by the browser itself, which breaks off a save under way.
  window.addEventListener("pagehide", function () {
    if ((unsaved.size || flying.length) && !leaving && navigator.sendBeacon) navigator.sendBeacon(address, content());
  });
})();
