// Says how saving goes: briefly beside the step's number, and in a box of its own when the person should know more.
window.saveReport = function () {
  "use strict";

  const state = document.getElementById("save-state");
  const box = document.getElementById("save-problem");
  const text = document.createElement("p");
  const more = document.createElement("div");
  text.setAttribute("role", "alert"); // read out when it changes; the list below it is not, or each key would be
  box.append(text, more);

  function brief(kind, words) {
    state.dataset.state = kind;
    if (state.textContent !== words) state.textContent = words;
  }

  function explain(words, parts) {
    brief("failed", box.dataset.textUnsaved);
    box.hidden = false;
    if (text.textContent !== words) text.textContent = words;
    more.replaceChildren(...parts);
  }

  function element(name, content) {
    const made = document.createElement(name);
    made.append(content);
    return made;
  }

  function label(id) {
    const shown = document.querySelector(`[data-question="${CSS.escape(id)}"] :is(.field-label, .choice label)`);
    const words = shown ? shown.cloneNode(true) : null;
    words?.querySelectorAll(".optional").forEach((part) => part.remove());
    return words ? words.textContent.trim() : "";
  }

  function listed(ids) {
    const labels = ids.map(label).filter(Boolean);
    if (!labels.length) return [];
    const list = document.createElement("ul");
    list.append(...labels.map((words) => element("li", words)));
    return [element("p", box.dataset.textFields), list];
  }

  function linked({ url, text: words }) {
    const link = element("a", words);
    link.href = url;
    return element("p", link);
  }

  return {
    saving() {
      if (box.hidden) brief("saving", box.dataset.textSaving);
    },
    saved(words) {
      box.hidden = true;
      text.textContent = "";
      brief("saved", words);
    },
    refused() {
      explain(box.dataset.textRefused, []);
    },
    problem(answer) {
      explain(answer.text, answer.link ? [linked(answer.link)] : []);
    },
    unreachable(ids) {
      explain(navigator.onLine ? box.dataset.textRetrying : box.dataset.textOffline, listed(ids));
    },
  };
};
