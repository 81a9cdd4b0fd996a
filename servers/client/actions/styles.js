// @ts-check
/** Style sheets and fonts: whether they apply, and what script may read of them. */
(() => {
  const { addActions, attempt, firstEvent, threw } = globalThis.corsConformance;

  /**
   * @typedef {import('../../../scenarios/initiators/styles.ts').StyleStep} StyleStep
   * @typedef {import('../seen.ts').Seen} Seen
   */

  /** Whether a sheet that says `.styled { --sheet: applied }` styles the page. */
  function applied() {
    const styled = document.createElement('p');
    styled.className = 'styled';
    document.body.append(styled);
    try {
      return getComputedStyle(styled).getPropertyValue('--sheet').trim() === 'applied';
    } finally {
      styled.remove();
    }
  }

  /**
   * What its object gives of a sheet. https://drafts.csswg.org/cssom/#concept-css-style-sheet-origin-clean-flag
   * @param {() => CSSStyleSheet | null | undefined} find
   * @param {string} event
   * @returns {Promise<Seen>}
   */
  async function readSheet(find, event) {
    const styles = applied();
    if (event === 'error')
      return { verdict: 'blocked', events: [event], told: { applied: styles } };
    const rules = await attempt(() => find()?.cssRules.length ?? null);
    const insertRule = await attempt(() => find()?.insertRule('.more { color: red }') ?? null);
    return {
      verdict: threw(rules) ? 'opaque' : 'allowed',
      events: [event],
      told: { applied: styles, rules, insertRule },
    };
  }

  /**
   * https://html.spec.whatwg.org/multipage/links.html#link-type-stylesheet
   * @param {StyleStep & { crossorigin?: string }} step
   */
  async function stylesheet(step) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    if (step.crossorigin !== undefined) link.crossOrigin = step.crossorigin;
    link.href = step.url;
    const event = await firstEvent(link, () => document.head.append(link));
    try {
      return await readSheet(() => link.sheet, event);
    } finally {
      link.remove();
    }
  }

  /**
   * A sheet of the page itself that imports another one.
   * https://drafts.csswg.org/css-cascade/#at-import
   * @param {StyleStep} step
   */
  async function cssImport(step) {
    const style = document.createElement('style');
    style.textContent = `@import url("${step.url}");`;
    const event = await firstEvent(style, () => document.head.append(style));
    const imported = () => {
      const [rule] = style.sheet?.cssRules ?? [];
      return rule instanceof CSSImportRule ? rule.styleSheet : null;
    };
    try {
      return await readSheet(imported, event);
    } finally {
      style.remove();
    }
  }

  /** How wide the letter A is, in whole pixels: as wide as the font is high, if the font is used. */
  function widthOfA() {
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) return null;
    context.font = '20px Square';
    return Math.round(context.measureText('A').width);
  }

  /** @param {() => Promise<unknown>} load @returns {Promise<Seen>} */
  async function loadFont(load) {
    const refused = await attempt(async () => {
      await load();
      return null;
    });
    if (refused !== null) return { verdict: 'blocked', told: { refused } };
    return { verdict: 'allowed', told: { width: widthOfA() } };
  }

  /** https://drafts.csswg.org/css-fonts/#font-face-rule @param {StyleStep} step */
  async function fontFaceRule(step) {
    const style = document.createElement('style');
    style.textContent = `@font-face { font-family: Square; src: url("${step.url}"); }`;
    document.head.append(style);
    try {
      return await loadFont(() => document.fonts.load('20px Square', 'A'));
    } finally {
      style.remove();
    }
  }

  /** https://drafts.csswg.org/css-font-loading/#font-face-load @param {StyleStep} step */
  async function fontFace(step) {
    const face = new FontFace('Square', `url("${step.url}")`);
    document.fonts.add(face);
    try {
      return await loadFont(() => face.load());
    } finally {
      document.fonts.delete(face);
    }
  }

  addActions({
    stylesheet,
    'css-import': cssImport,
    'font-face-rule': fontFaceRule,
    'font-face': fontFace,
  });
})();
