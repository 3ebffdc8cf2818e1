/* What is asked of every page besides axe. Each probe answers a list of sentences; an empty list is a good page. */
(() => {
  const REACHABLE = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]";
  const TEXT = "h1, h2, h3, h4, p, a, li, label, legend, button, dt, dd, th, td, summary, .tag";
  const FRAME = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderColor", "backgroundColor", "textDecorationLine"];

  const all = selector => [...document.querySelectorAll(selector)];
  const isShown = element => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden");
  const short = element => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const style = (text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); return sheet; };

  function reachable() {
    return all(REACHABLE).filter(element =>
      element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]"));
  }

  function headings() {
    const found = all("h1, h2, h3, h4, h5, h6").filter(element => element.checkVisibility({ visibilityProperty: true }));
    const levels = found.map(element => Number(element.tagName[1]));
    const firsts = levels.filter(level => level === 1).length;
    const jumps = found.filter((element, n) => n > 0 && levels[n] > levels[n - 1] + 1);
    return [...(firsts === 1 ? [] : [`${firsts} h1`]), ...jumps.map(element => `heading that jumps a level: ${short(element)}`)];
  }

  function landmarks(wanted) {
    const missing = wanted.filter(selector => all(selector).filter(isShown).length === 0);
    const mains = all("main, [role=main]").length;
    return [...missing.map(selector => `no ${selector}`), ...(mains === 1 ? [] : [`${mains} main`])];
  }

  /** The first thing Tab reaches leads past the rest: into the page's main part, where the next Tab goes on. */
  async function skipLink() {
    const first = reachable()[0];
    const target = first && (first.getAttribute("href") || "").startsWith("#") && document.getElementById(first.hash.slice(1));
    if (!target) return [`what Tab reaches first is no skip link: ${first ? short(first) : "nothing"}`];
    if (!target.matches("main, main *, [role=main]")) return [`the skip link leads to ${short(target)}`];
    first.focus();
    const box = first.getBoundingClientRect();
    const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
    first.click();
    await new Promise(resolve => setTimeout(resolve));
    const skipped = reachable().find(element => target.contains(element) || target.compareDocumentPosition(element) & 4);
    const moved = document.activeElement === target || (document.activeElement === document.body && location.hash === first.hash);
    return [...(seen ? [] : ["the skip link is not seen when it has focus"]), ...(moved || !skipped ? [] : ["the skip link does not move focus"])];
  }

  function frame(element) {
    const around = [element, element.parentElement, element.nextElementSibling, ...(element.labels || [])].filter(Boolean);
    return around.map(one => [null, "::before", "::after"].map(part => {
      const computed = getComputedStyle(one, part);
      return FRAME.map(name => computed[name]).join(" ");
    }).join("|")).join("|");
  }

  /** Whether what has focus is told from what has not, and is not hidden behind something that sticks to the screen. */
  function focus({ ours }) {
    const faults = [];
    const sticking = ours && all("body *").some(element => ["fixed", "sticky"].includes(getComputedStyle(element).position));
    for (const element of reachable()) {
      if (element.tabIndex > 0) faults.push(`out of order for the keyboard: ${short(element)}`);
      document.activeElement.blur();
      const before = frame(element);
      element.focus();
      if (document.activeElement !== element) continue;
      if (frame(element) === before) faults.push(`focus is not seen: ${short(element)}`);
      if (sticking && isCovered(element)) faults.push(`covered when it has focus: ${short(element)}`);
    }
    document.activeElement.blur();
    scrollTo(0, 0);
    return faults;
  }

  /** Nothing of it can be seen: something that is neither part of it nor around it lies over all its corners and middle. */
  function isCovered(element) {
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return false;
    const xs = [box.left + 1, (box.left + box.right) / 2, box.right - 1];
    const ys = [box.top + 1, (box.top + box.bottom) / 2, box.bottom - 1];
    const points = xs.flatMap(x => ys.map(y => [x, y])).filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    return !points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (top === element || element.contains(top) || top.contains(element) || [...(element.labels || [])].some(label => label.contains(top)));
    });
  }

  /** At this width, and once more with the text spaced as WCAG 1.4.12 lets people space it. */
  function fit() {
    const spaced = style("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }");
    const plain = measured("");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, spaced];
    const wide = measured(" with wide text spacing");
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== spaced);
    return [...plain, ...wide];
  }

  function measured(when) {
    const width = document.documentElement.clientWidth;
    const inScroller = element => element.closest(".table-scroll, .skip-link, [data-scrolls]");
    const outside = all(TEXT).filter(element => isShown(element) && !inScroller(element) && element.getBoundingClientRect().right > width + 1);
    const clipped = all(TEXT).filter(element => isShown(element) && isClipped(element));
    return [
      ...(sideways() ? [`scrolls ${sideways()} px sideways${when}`] : []),
      ...outside.map(element => `outside the screen${when}: ${short(element)}`),
      ...clipped.map(element => `text is cut off${when}: ${short(element)}`),
    ];
  }

  function isClipped(element) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const cuts = overflow => overflow === "hidden" || overflow === "clip";
    return (cuts(overflowX) && element.scrollWidth > element.clientWidth + 1) || (cuts(overflowY) && element.scrollHeight > element.clientHeight + 1);
  }

  /** WCAG 2.5.8. Links in running text are excepted there. */
  function targets() {
    const found = all("button, input:not([type=hidden]), select, textarea, summary, nav a, .button").filter(isShown);
    const small = found.filter(element => {
      const boxes = [element, ...(element.labels || [])].map(one => one.getBoundingClientRect());
      return !boxes.some(box => box.height >= 24 && box.width >= 24);
    });
    return small.map(element => `smaller than 24 px: ${short(element)}`);
  }

  async function violations() {
    const { violations: found } = await axe.run(document, { resultTypes: ["violations"], preload: false });
    return found.flatMap(rule => rule.nodes.map(node => `${rule.id} (${rule.help}): ${node.html.slice(0, 160)}`));
  }

  const sideways = () => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth);

  const still = style("*, *::before, *::after { transition: none !important; animation: none !important; }");

  window.probes = {
    /** `ours`: whether the whole page is, and not a page of ours within Wagtail's frame. */
    async everything({ landmarks: wanted, ours }) {
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
      return {
        title: document.title,
        language: document.documentElement.lang,
        faults: [
          ...(await violations()),
          ...headings(),
          ...landmarks(wanted),
          ...(ours ? await skipLink() : []),
          ...focus({ ours }),
          ...(ours ? [...targets(), ...fit()] : []),
        ],
      };
    },
    narrow: ({ ours }) => [...fit(), ...focus({ ours })],
  };
})();
