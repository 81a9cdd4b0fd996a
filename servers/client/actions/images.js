// @ts-check
/** Images of elements and of styles. */
(() => {
  const { addActions, afterThisTask, attempt, firstEvent, threw, READERS, readPixel } =
    globalThis.corsConformance;

  /**
   * @typedef {import('../seen.ts').Seen} Seen
   * @typedef {import('../../../scenarios/initiators/images.ts').ImgStep} ImgStep
   * @typedef {import('../../../scenarios/initiators/images.ts').ChosenImageStep} ChosenImageStep
   * @typedef {import('../../../scenarios/initiators/images.ts').EmbeddedImageStep} EmbeddedImageStep
   * @typedef {import('../../../scenarios/initiators/images.ts').SvgImageStep} SvgImageStep
   * @typedef {import('../../../scenarios/initiators/images.ts').SvgUseStep} SvgUseStep
   * @typedef {import('../../../scenarios/initiators/images.ts').CssImageStep} CssImageStep
   */

  const SVG = 'http://www.w3.org/2000/svg';

  /**
   * https://html.spec.whatwg.org/multipage/embedded-content.html#the-img-element
   * @param {ImgStep} step
   * @returns {Promise<Seen>}
   */
  async function img(step) {
    const image = new Image();
    if (step.crossorigin !== undefined && !step.late) image.crossOrigin = step.crossorigin;
    const event = await firstEvent(image, () => {
      image.src = step.url;
      if (step.crossorigin !== undefined && step.late) image.crossOrigin = step.crossorigin;
    });
    if (event === 'error') return { verdict: 'blocked', events: [event] };
    const reader = step.reader ?? 'pixel';
    const read = await attempt(() => READERS[reader](image));
    return {
      verdict: threw(read) ? 'opaque' : 'allowed',
      events: [event],
      told: { [reader]: read },
    };
  }

  /**
   * An image that is chosen from a list of one, drawn.
   * @param {ChosenImageStep} step
   * @returns {Promise<Seen>}
   */
  async function chosenImage(step) {
    const image = new Image();
    if (step.crossorigin !== undefined) image.crossOrigin = step.crossorigin;
    const picture = document.createElement('picture');
    const source = document.createElement('source');
    const event = await firstEvent(image, () => {
      if (step.do === 'srcset') image.srcset = `${step.url} 1x`;
      else {
        source.srcset = step.url;
        picture.append(source, image);
      }
    });
    if (event === 'error') return { verdict: 'blocked', events: [event] };
    const pixel = await attempt(() => readPixel(image));
    return { verdict: threw(pixel) ? 'opaque' : 'allowed', events: [event], told: { pixel } };
  }

  /**
   * Shown; what an object or an embed element holds is asked for, and null to a page that may not
   * have it: https://html.spec.whatwg.org/multipage/browsers.html#concept-bcc-content-document
   * @param {EmbeddedImageStep} step
   * @returns {Promise<Seen>}
   */
  async function embeddedImage(step) {
    const name = step.do === 'input-image' ? 'input' : step.do;
    const element = /** @type {HTMLElement} */ (document.createElement(name));
    const file =
      name === 'object'
        ? { data: step.url, type: 'image/png' }
        : { src: step.url, type: name === 'input' ? 'image' : 'image/png' };
    const event = await firstEvent(element, () => {
      Object.assign(element, file);
      document.body.append(element);
    });
    const inner = await attempt(() => {
      const held = /** @type {HTMLObjectElement} */ (element);
      return (held.contentDocument ?? held.getSVGDocument?.() ?? null) === null
        ? null
        : 'a document';
    });
    element.remove();
    if (event === 'error') return { verdict: 'blocked', events: [event] };
    return { verdict: inner === null || threw(inner) ? 'opaque' : 'allowed', events: [event] };
  }

  /** @param {SvgImageStep} step @returns {Promise<Seen>} */
  async function svgImage(step) {
    const svg = document.createElementNS(SVG, 'svg');
    const element = document.createElementNS(SVG, 'image');
    svg.append(element);
    document.body.append(svg);
    if (step.crossorigin !== undefined) element.setAttribute('crossorigin', step.crossorigin);
    const event = await firstEvent(element, () => element.setAttribute('href', step.url));
    const pixel = event === 'load' ? await attempt(() => readPixel(element)) : null;
    svg.remove();
    if (pixel === null) return { verdict: 'blocked', events: [event] };
    return { verdict: threw(pixel) ? 'opaque' : 'allowed', events: [event], told: { pixel } };
  }

  /**
   * A document in a frame, once it has loaded with all that it asks for. The only way to learn that
   * an image of a style has come, or not: it fires no event of its own.
   * @param {string} body
   * @param {(loaded: Document) => Seen} look
   */
  async function inFrame(body, look) {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<!doctype html>${body}`;
    await firstEvent(frame, () => document.body.append(frame));
    const seen = look(/** @type {Document} */ (frame.contentDocument));
    afterThisTask(() => frame.remove());
    return seen;
  }

  /** @param {SvgUseStep} step @returns {Promise<Seen>} */
  const svgUse = ({ url }) =>
    inFrame(`<svg><use href="${url}"/></svg>`, (loaded) => {
      const use = /** @type {SVGUseElement} */ (loaded.querySelector('use'));
      const { width } = use.getBBox();
      return { verdict: width > 0 ? 'allowed' : 'blocked', told: { width } };
    });

  /**
   * How each property shows that it has its image.
   * @type {Record<CssImageStep['property'], (loaded: Document, url: string) => Seen>}
   */
  const SHOWN = {
    // Shown and never read: style has no word for pixels.
    'background-image': (loaded, url) => ({
      verdict: entriesOf(loaded, url).length > 0 ? 'opaque' : 'blocked',
    }),
    // The element takes the image's size.
    content: (loaded) => {
      const { width } = boxOf(loaded, '#styled');
      return { verdict: width > 0 ? 'opaque' : 'blocked', told: { width } };
    },
    // https://fetch.spec.whatwg.org/#finalize-and-report-timing : only what passed the CORS check
    // tells its status. WebKit tells none, and has no entry for what failed.
    'mask-image': (loaded, url) => ({
      verdict: entriesOf(loaded, url).some(({ responseStatus }) => responseStatus !== 0)
        ? 'allowed'
        : 'blocked',
    }),
    // No pixel is over a threshold of 1, so the shape is empty and the text goes through the float.
    'shape-outside': (loaded) => {
      const apart = boxOf(loaded, '#beside').left - boxOf(loaded, '#styled').left;
      return { verdict: apart === 0 ? 'allowed' : 'blocked', told: { apart } };
    },
  };

  /** @param {Document} loaded @param {string} url */
  const entriesOf = (loaded, url) =>
    /** @type {PerformanceResourceTiming[]} */ (
      loaded.defaultView?.performance.getEntriesByName(url, 'resource') ?? []
    );

  /** @param {Document} loaded @param {string} selector */
  const boxOf = (loaded, selector) =>
    /** @type {Element} */ (loaded.querySelector(selector)).getBoundingClientRect();

  /** @param {CssImageStep} step @returns {Promise<Seen>} */
  const cssImage = ({ property, inSet, url }) => {
    const value = inSet ? `image-set(url('${url}') 1x)` : `url('${url}')`;
    const size = property === 'content' ? '' : 'width: 10px; height: 10px; ';
    const style = `float: left; ${size}shape-image-threshold: 1; ${property}: ${value}`;
    return inFrame(`<div id="styled" style="${style}"></div><span id="beside">x</span>`, (loaded) =>
      SHOWN[property](loaded, url),
    );
  };

  addActions({
    srcset: chosenImage,
    picture: chosenImage,
    'input-image': embeddedImage,
    object: embeddedImage,
    embed: embeddedImage,
    img,
    'svg-image': svgImage,
    'svg-use': svgUse,
    'css-image': cssImage,
  });
})();
