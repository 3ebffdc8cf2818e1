// Starts Wagtail's date, time and inline-panel widgets without inline scripts, so that the admin's policy can forbid those.
// Stimulus calls connect() also for rows that are added later.
const STARTERS = ["initDateChooser", "initTimeChooser", "initDateTimeChooser"];
const PANELS = ["InlinePanel", "MultipleChooserPanel"];

class Starter extends window.StimulusModule.Controller {
  static values = { function: String, panel: String, id: String, options: Object };

  connect() {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.start(), { once: true });
    } else {
      this.start();
    }
  }

  start() {
    if (this.element.dataset.started) return;
    this.element.dataset.started = "yes";
    if (STARTERS.includes(this.functionValue)) window[this.functionValue](this.idValue, this.optionsValue);
    if (PANELS.includes(this.panelValue)) new window[this.panelValue](this.optionsValue);
  }
}

window.wagtail.app.register("starter", Starter);
