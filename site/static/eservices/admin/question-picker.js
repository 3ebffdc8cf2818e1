// Turns the two text inputs of a condition into lists: the earlier questions of the page, and the answers of the chosen one.
// Of the comparisons it leaves those that the question's type knows. What is stored stays the same: a question's id, an
// operator, and a value or a choice's id. Reads the editor's own page, nothing else.
(function () {
  "use strict";

  const WITHOUT_VALUE = ["answered", "not_answered"];

  // Every question block above `element`, in page order, with its id, type and label as they are right now.
  function earlierQuestions(element) {
    const found = [];
    document.querySelectorAll('[data-contentpath="items"] input[name$="-type"]').forEach(function (typeInput) {
      const before = typeInput.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      const prefix = typeInput.name.replace(/-type$/, "");
      const own = element.name.indexOf(prefix + "-value-") === 0;
      const label = document.getElementsByName(prefix + "-value-label")[0];
      const id = document.getElementsByName(prefix + "-id")[0];
      const deleted = document.getElementsByName(prefix + "-deleted")[0];
      if (!before || own || !label || !id || !id.value || (deleted && deleted.value === "1")) return;
      found.push({ id: id.value, type: typeInput.value, label: label.value, prefix: prefix });
    });
    return found;
  }

  function answersOf(question) {
    if (question.type === "yes_no") {
      return [
        { value: "yes", label: "Ja" },
        { value: "no", label: "Nej" },
      ];
    }
    const choices = [];
    const pattern = question.prefix + "-value-choices-";
    document.querySelectorAll('input[name^="' + pattern + '"][name$="-id"]').forEach(function (id) {
      const prefix = id.name.replace(/-id$/, "");
      const label = document.getElementsByName(prefix + "-value-label")[0];
      const deleted = document.getElementsByName(prefix + "-deleted")[0];
      if (label && id.value && !(deleted && deleted.value === "1")) choices.push({ value: id.value, label: label.value });
    });
    return choices;
  }

  function fill(select, options, current) {
    select.replaceChildren();
    options.forEach(function (option) {
      select.add(new Option(option.label, option.value, false, option.value === current));
    });
    select.value = current;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }

  class QuestionPicker extends window.StimulusModule.Controller {
    static values = { part: String, operators: Object };

    connect() {
      if (this.select) return;
      this.select = document.createElement("select");
      this.select.setAttribute("aria-label", this.label());
      this.element.after(this.select);
      this.select.addEventListener("change", () => this.store());
      this.select.addEventListener("focus", () => this.refresh());
      document.addEventListener("question-picker:chosen", () => this.refresh());
      if (this.partValue === "value") this.beside("operator").addEventListener("change", () => this.refresh());
      this.refresh();
    }

    label() {
      const label = document.querySelector('label[for="' + this.element.id + '"]');
      return label ? label.textContent.trim() : "";
    }

    // The parts of a condition lie side by side: question, operator, value.
    beside(part) {
      return document.getElementsByName(this.element.name.replace(/-(question|value)$/, "-" + part))[0];
    }

    questions() {
      return earlierQuestions(this.element).filter((question) => question.type in this.operatorsValue);
    }

    question() {
      const id = this.beside("question").value;
      return this.questions().find((question) => question.id === id);
    }

    // What the type does not know is out of reach; what is stored already stays until the editor chooses anew.
    offerOperators(isChosenAnew) {
      const question = this.question();
      const operator = this.beside("operator");
      const known = question ? this.operatorsValue[question.type] : null;
      if (isChosenAnew && known && !known.includes(operator.value)) {
        operator.value = known[0];
        operator.dispatchEvent(new Event("change", { bubbles: true }));
      }
      Array.from(operator.options).forEach(function (option) {
        option.hidden = option.disabled = Boolean(known) && !known.includes(option.value) && !option.selected;
      });
    }

    refresh() {
      if (this.partValue === "question") {
        const questions = this.questions().map((question) => ({ value: question.id, label: question.label }));
        fill(this.select, [{ value: "", label: "–" }].concat(questions), this.element.value);
        this.show(true);
        this.offerOperators(false);
      } else {
        const question = this.question();
        const answers = question ? answersOf(question) : [];
        fill(this.select, [{ value: "", label: "–" }].concat(answers), this.element.value);
        this.show(answers.length > 0);
        if (WITHOUT_VALUE.includes(this.beside("operator").value)) this.select.hidden = this.element.hidden = true;
      }
    }

    show(asList) {
      this.select.hidden = !asList;
      this.element.hidden = asList;
    }

    store() {
      this.element.value = this.select.value;
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
      if (this.partValue !== "question") return;
      this.offerOperators(true);
      document.dispatchEvent(new CustomEvent("question-picker:chosen"));
    }
  }

  window.wagtail.app.register("question-picker", QuestionPicker);
})();
