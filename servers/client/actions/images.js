// @ts-check
/** Images, and what reads their pixels. */
(() => {
  const { addActions, attempt, firstEvent, threw } = globalThis.corsConformance;

  /**
   * Reads one pixel back, which a tainted canvas refuses.
   * https://html.spec.whatwg.org/multipage/canvas.html#concept-canvas-origin-clean
   * @param {CanvasImageSource} image
   */
  function readPixel(image) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(image, 0, 0);
    return `rgba ${[...context.getImageData(0, 0, 1, 1).data].join(' ')}`;
  }

  /**
   * https://html.spec.whatwg.org/multipage/embedded-content.html#the-img-element
   * @param {import('../../../scenarios/initiators/images.ts').ImageStep} step
   * @returns {Promise<import('../seen.ts').Seen>}
   */
  async function img(step) {
    const image = new Image();
    if (step.crossorigin !== undefined) image.crossOrigin = step.crossorigin;
    const event = await firstEvent(image, () => (image.src = step.url));
    if (event === 'error') return { verdict: 'blocked', events: [event] };
    const pixel = await attempt(() => readPixel(image));
    return { verdict: threw(pixel) ? 'opaque' : 'allowed', events: [event], told: { pixel } };
  }

  addActions({ img });
})();
