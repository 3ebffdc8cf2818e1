// Tells a logged-in person before the session ends, and lets them stay with one press. The server is asked before each
// warning: work in another tab counts too. Asking by itself prolongs nothing.
(function () {
  "use strict";

  const dialog = document.getElementById("session-warning");
  if (!dialog || !dialog.showModal || !window.fetch) return;

  const texts = dialog.dataset;
  const form = dialog.querySelector("form");
  const stay = dialog.querySelector("[data-stay]");
  const again = dialog.querySelector("[data-again]");
  const close = dialog.querySelector("[data-close]");
  const POLL = 15; // seconds between questions while the dialog is open or the server cannot be reached
  const POLL_ENDED = 60;
  let timer = 0;
  let due = 0;
  let shown = ""; // what the dialog says: soon, last, out, other

  function plan(seconds) {
    due = Date.now() + seconds * 1000;
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, Math.min(seconds, 86400) * 1000);
  }

  async function ask(options) {
    const address = options?.method === "POST" ? form.getAttribute("action") : texts.statusUrl;
    try {
      const response = await fetch(address, { credentials: "same-origin", redirect: "manual", ...options });
      tell(await response.json());
    } catch (error) {
      plan(POLL); // no network, or a form token that another tab's login has changed: the next answer tells
    }
  }

  function tell(answer) {
    if (answer.person !== texts.person) {
      say(answer.person ? "other" : "out", answer.person ? texts.textOther : texts.textOut);
      return plan(POLL_ENDED);
    }
    if (answer.warn_in > 0) {
      hide();
      return plan(answer.warn_in);
    }
    say(answer.is_last ? "last" : "soon", answer.is_last ? `${answer.text} ${texts.textSafe}` : answer.text);
    plan(Math.min(POLL, answer.seconds + 1));
  }

  function say(what, words) {
    if (shown === what) return; // also when the person has closed it: once is enough
    shown = what;
    document.dispatchEvent(new Event("portal:save"));
    const title = { other: texts.titleOther, out: texts.titleOut }[what] || texts.titleSoon;
    document.getElementById("session-warning-title").textContent = title;
    document.getElementById("session-warning-text").textContent = words;
    stay.hidden = what !== "soon";
    again.hidden = what === "soon";
    close.hidden = what === "soon";
    if (!dialog.open) dialog.showModal(); // focus goes in, and back to where it was when it closes
    (what === "soon" ? stay : again).focus();
  }

  function hide() {
    shown = "";
    if (dialog.open) dialog.close();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    ask({ method: "POST", body: new FormData(form) });
  });
  close.addEventListener("click", () => dialog.close());
  // A computer that slept wakes with its timers late.
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && (Date.now() >= due || shown)) ask();
  });
  plan(Number(texts.warnIn));
})();
