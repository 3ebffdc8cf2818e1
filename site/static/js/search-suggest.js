// Suggestions under a search field while one types: a combobox with a list (WAI-ARIA Authoring Practices). The arrows go
// through it, Enter opens what is chosen, Escape closes it. Without this the form searches as it always does.
(function () {
  "use strict";

  const PAUSE = 300; // milliseconds without a key before the server is asked
  const SHORTEST = 2;

  function combobox(form) {
    const field = form.querySelector("input[type=search]");
    const list = form.querySelector("[role=listbox]");
    const status = form.querySelector("[role=status]");
    const answers = new Map(); // by what was typed, so that going back asks nothing
    let timer = 0;
    let chosen = -1;

    const options = () => [...list.children];

    function choose(place) {
      chosen = place;
      options().forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
      if (place < 0) return field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-activedescendant", options()[place].id);
      options()[place].scrollIntoView({ block: "nearest" });
    }

    function close() {
      window.clearTimeout(timer);
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function made({ title, url, kind, lang }, number) {
      const option = document.createElement("li");
      const name = document.createElement("span");
      const what = document.createElement("span");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.dataset.url = url;
      name.textContent = title;
      name.lang = lang;
      what.textContent = kind;
      what.className = "quiet";
      option.append(name, " ", what);
      return option;
    }

    function show(suggestions) {
      list.replaceChildren(...suggestions.map(made));
      if (!suggestions.length) close();
      list.hidden = !suggestions.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
      choose(-1);
      const { textNone, textOne, textMany } = form.dataset;
      status.textContent = [textNone, textOne][suggestions.length] || textMany;
    }

    async function ask(typed) {
      if (!answers.has(typed)) {
        const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`);
        if (!response.ok) return; // too many at once, or the portal is away: Enter still searches
        answers.set(typed, (await response.json()).suggestions);
      }
      if (field.value.trim() === typed && document.activeElement === field) show(answers.get(typed));
    }

    function typing() {
      window.clearTimeout(timer);
      const typed = field.value.trim();
      if (typed.length < SHORTEST) return close();
      timer = window.setTimeout(() => ask(typed).catch(close), PAUSE);
    }

    function move(event, step) {
      event.preventDefault();
      const last = options().length - 1;
      if (list.hidden) return typing();
      const next = chosen + step;
      choose(next > last ? -1 : next < -1 ? last : next);
    }

    function onKey(event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") move(event, 1);
      else if (event.key === "ArrowUp") move(event, -1);
      else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); // closes the list and leaves what is typed
        close();
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        window.location.assign(options()[chosen].dataset.url);
      }
    }

    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.addEventListener("input", typing);
    field.addEventListener("keydown", onKey);
    field.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", function (event) {
      const option = event.target.closest("[role=option]");
      if (option) window.location.assign(option.dataset.url);
    });
    form.addEventListener("submit", close);
  }

  // Each form brings this file along; every one of them is fitted once.
  document.querySelectorAll("form[data-suggest]:not([data-fitted])").forEach(function (form) {
    form.dataset.fitted = "";
    combobox(form);
  });
})();
