// @ts-check
/** Scripts, modules, and the links that fetch them ahead. */
(() => {
  const { addActions, firstEvent } = globalThis.corsConformance;

  /**
   * @typedef {import('../seen.ts').Seen} Seen
   * @typedef {import('../../../scenarios/initiators/scripts.ts').ScriptStep} ScriptStep
   */

  /** What the handlers of a page learn of a script that throws and rejects. */
  const listening = () => {
    /** @type {{ error: string | null, file: string | null, rejection: string | null }} */
    const heard = { error: null, file: null, rejection: null };
    const listeners = new AbortController();
    const { signal } = listeners;
    /** @type {Promise<void>} */
    const threw = new Promise((resolve) => {
      addEventListener(
        'error',
        (event) => {
          // Else the console has a line of the exception.
          event.preventDefault();
          heard.error = event.error?.message ?? event.message;
          heard.file = event.filename;
          resolve();
        },
        { signal },
      );
    });
    const own = new Error('the page’s own rejection');
    /** @type {(reason: unknown) => void} */
    let sawOwn = () => {};
    addEventListener(
      'unhandledrejection',
      (event) => {
        event.preventDefault();
        if (event.reason === own) sawOwn(null);
        else heard.rejection = event.reason.message;
      },
      { signal },
    );
    /** Rejections are told of in their order: once the page's own is told, an earlier one was. */
    const rejectionsTold = () =>
      new Promise((resolve) => {
        sawOwn = resolve;
        // An unhandled rejection, on purpose.
        void Promise.reject(own);
      });
    return { heard, threw, rejectionsTold, end: () => listeners.abort() };
  };

  /**
   * Waits for the element's event or, where none is fired for success, for what the script throws.
   * https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
   * @param {HTMLScriptElement} script
   * @param {{ inline: boolean, later?: boolean }} kind
   * @returns {Promise<Seen>}
   */
  async function run(script, { inline, later = false }) {
    const { heard, threw, rejectionsTold, end } = listening();
    const event = await Promise.race([
      firstEvent(script, () => document.head.append(script)),
      ...(inline ? [threw] : []),
    ]);
    script.remove();
    if (later && event !== 'error') await threw;
    if (event !== 'error') await rejectionsTold();
    end();
    const events = event === undefined ? [] : [event];
    if (event === 'error') return { verdict: 'blocked', events };
    if (heard.error === null) throw new Error('the script did not throw: nothing tells of it');
    return {
      // https://html.spec.whatwg.org/multipage/webappapis.html#muted-errors
      verdict: heard.error === 'Script error.' ? 'opaque' : 'allowed',
      events,
      told: { ...heard },
    };
  }

  /** @param {Extract<ScriptStep, { do: 'script' }>} step */
  function script({ url, crossorigin, integrity, later }) {
    const element = document.createElement('script');
    if (crossorigin !== undefined) element.crossOrigin = crossorigin;
    if (integrity !== undefined) element.integrity = integrity;
    element.src = url;
    return run(element, { inline: false, later: later === true });
  }

  /** @param {Extract<ScriptStep, { do: 'module-script' }>} step */
  function moduleScript({ url, crossorigin }) {
    const element = document.createElement('script');
    element.type = 'module';
    if (crossorigin !== undefined) element.crossOrigin = crossorigin;
    element.src = url;
    return run(element, { inline: false });
  }

  /** @param {Extract<ScriptStep, { do: 'static-import' }>} step */
  function staticImport({ url, crossorigin, later }) {
    const element = document.createElement('script');
    element.type = 'module';
    if (crossorigin !== undefined) element.crossOrigin = crossorigin;
    element.textContent = `import ${JSON.stringify(url)};`;
    return run(element, { inline: true, later: later === true });
  }

  /**
   * What a module says, by its type.
   * @type {Readonly<Record<'javascript' | 'json' | 'css', (namespace: any) => string>>}
   */
  const WORDS = {
    javascript: ({ words }) => words,
    json: ({ default: value }) => value.words,
    css: ({ default: sheet }) => sheet.cssRules[0].selectorText,
  };

  /**
   * @param {Extract<ScriptStep, { do: 'dynamic-import' }>} step
   * @returns {Promise<Seen>}
   */
  async function dynamicImport({ url, type }) {
    try {
      const namespace = await (type === undefined ? import(url) : import(url, { with: { type } }));
      return { verdict: 'allowed', told: { words: WORDS[type ?? 'javascript'](namespace) } };
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      return { verdict: 'blocked', told: { error: `${name}: ${message}` } };
    }
  }

  /**
   * A link tells whether something came, not what: that is the next step's to find out.
   * @param {Extract<ScriptStep, { do: 'preload' | 'modulepreload' | 'prefetch' }>} step
   * @returns {Promise<Seen>}
   */
  async function link(step) {
    const element = document.createElement('link');
    element.rel = step.do;
    if (step.do === 'preload') element.as = step.as;
    if (step.crossorigin !== undefined) element.crossOrigin = step.crossorigin;
    element.href = step.url;
    const event = await firstEvent(element, () => document.head.append(element));
    element.remove();
    const readable = step.do === 'modulepreload' || step.crossorigin !== undefined;
    if (event === 'error') return { verdict: 'blocked', events: [event] };
    return { verdict: readable ? 'allowed' : 'opaque', events: [event] };
  }

  addActions({
    script,
    'module-script': moduleScript,
    'static-import': staticImport,
    'dynamic-import': dynamicImport,
    preload: link,
    modulepreload: link,
    prefetch: link,
  });
})();
