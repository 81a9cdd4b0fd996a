// @ts-check
/** Documents in frames, as the page around them sees them. */
(() => {
  const { addActions, attempt, firstEvent, threw } = globalThis.corsConformance;

  /**
   * `text`: what stands in the frame's document, or the exception; `said`: what the frame posts,
   * where the step listens.
   * https://html.spec.whatwg.org/multipage/iframe-embed-object.html#the-iframe-element
   * @param {import('../../../scenarios/initiators/documents.ts').FrameStep} step
   * @returns {Promise<import('../seen.ts').Seen>}
   */
  async function frame(step) {
    const element = document.createElement('iframe');
    element.src = step.url;
    const inner = () => /** @type {Window} */ (element.contentWindow);
    /** @type {Promise<string>} */
    const message = new Promise((resolve) => {
      addEventListener('message', function hear({ data, source }) {
        if (source !== inner()) return;
        removeEventListener('message', hear);
        resolve(data);
      });
      if (!step.listens) resolve('');
    });
    const event = await firstEvent(element, () => document.body.append(element));
    const text = await attempt(() => inner().document.body.innerText.trim());
    const said = await message;
    element.remove();
    if (step.own && (threw(text) || text === '')) return { verdict: 'blocked', events: [event] };
    const readable = step.listens || !threw(text);
    const told = step.listens ? { text, said } : { text };
    return { verdict: readable ? 'allowed' : 'opaque', events: [event], told };
  }

  addActions({ frame });
})();
