// @ts-check
/**
 * What reads the pixels of an image, each way in which a page can: a canvas that is not
 * origin-clean refuses. https://html.spec.whatwg.org/multipage/canvas.html#concept-canvas-origin-clean
 */
(() => {
  /** @typedef {HTMLImageElement | SVGImageElement | HTMLVideoElement | HTMLCanvasElement | ImageBitmap} Drawn */

  /** One pixel wide and high. */
  function onePixel() {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    return canvas;
  }

  /** @param {HTMLCanvasElement} canvas */
  const contextOf = (canvas) =>
    /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));

  /** A canvas with the image drawn on it. @param {Drawn} image */
  function drawn(image) {
    const canvas = onePixel();
    contextOf(canvas).drawImage(image, 0, 0, 1, 1);
    return canvas;
  }

  /**
   * A pattern that `canvas` makes of the image.
   * @param {HTMLImageElement | HTMLCanvasElement} image
   */
  const patternOf = (image, canvas = onePixel()) =>
    /** @type {CanvasPattern} */ (contextOf(canvas).createPattern(image, 'repeat'));

  /** A canvas that is filled with it. @param {string | CanvasPattern} style */
  function filled(style) {
    const canvas = onePixel();
    contextOf(canvas).fillStyle = style;
    contextOf(canvas).fillRect(0, 0, 1, 1);
    return canvas;
  }

  /** A canvas that a line of it covers. @param {CanvasPattern} style */
  function stroked(style) {
    const canvas = onePixel();
    contextOf(canvas).strokeStyle = style;
    contextOf(canvas).lineWidth = 4;
    contextOf(canvas).strokeRect(0, 0, 1, 1);
    return canvas;
  }

  /** @param {HTMLCanvasElement} canvas */
  const pixelOf = (canvas) =>
    `rgba ${[...contextOf(canvas).getImageData(0, 0, 1, 1).data].join(' ')}`;

  /** @param {Drawn} image */
  const readPixel = (image) => pixelOf(drawn(image));

  /** @param {HTMLCanvasElement} canvas @returns {Promise<string>} */
  const blobTypeOf = (canvas) =>
    new Promise((resolve) => canvas.toBlob((blob) => resolve(blob?.type ?? 'no blob')));

  /** @type {Record<import('../../../scenarios/initiators/images.ts').ImageReader, (image: HTMLImageElement) => string | Promise<string>>} */
  const READERS = {
    pixel: readPixel,
    'to-data-url': (image) => drawn(image).toDataURL().split(',')[0] ?? '',
    'to-blob': (image) => blobTypeOf(drawn(image)),
    'capture-stream': (image) => {
      const tracks = drawn(image).captureStream(0).getTracks();
      for (const track of tracks) track.stop();
      return tracks.map(({ kind }) => kind).join(' ');
    },
    pattern: (image) => pixelOf(filled(patternOf(image))),
    'pattern-stroked': (image) => pixelOf(stroked(patternOf(image))),
    'pattern-of-canvas-stroked': (image) => pixelOf(stroked(patternOf(drawn(image)))),
    'pattern-put-aside': (image) => {
      const canvas = onePixel();
      contextOf(canvas).fillStyle = patternOf(image);
      contextOf(canvas).fillStyle = 'red';
      return pixelOf(canvas);
    },
    'pattern-unused': (image) => {
      const canvas = onePixel();
      patternOf(image, canvas);
      return pixelOf(canvas);
    },
    'pattern-used-elsewhere': (image) => {
      const canvas = onePixel();
      filled(patternOf(image, canvas));
      return pixelOf(canvas);
    },
    'pattern-of-before': (image) => {
      const canvas = filled('lime');
      const pattern = patternOf(canvas);
      contextOf(canvas).drawImage(image, 0, 0, 1, 1);
      return pixelOf(filled(pattern));
    },
    'canvas-on-canvas': (image) => readPixel(drawn(image)),
    'after-reset': (image) => {
      const canvas = drawn(image);
      contextOf(canvas).reset();
      return pixelOf(canvas);
    },
    'after-resize': (image) => {
      const canvas = drawn(image);
      canvas.width = 2;
      return pixelOf(canvas);
    },
    'image-bitmap': async (image) => readPixel(await createImageBitmap(image)),
    'cloned-bitmap': async (image) => readPixel(structuredClone(await createImageBitmap(image))),
    'bitmap-renderer': async (image) => {
      const canvas = onePixel();
      const bitmap = await createImageBitmap(image);
      canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
      return canvas.toDataURL().split(',')[0] ?? '';
    },
    'offscreen-blob': async (image) => {
      const canvas = new OffscreenCanvas(1, 1);
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      return (await canvas.convertToBlob()).type;
    },
    // In a frame: the image, and then the same URL as the page around has it, on one canvas.
    'and-that-of-the-page-around': async (image) => {
      const canvas = drawn(image);
      pixelOf(canvas);
      const outer = new /** @type {Window & typeof globalThis} */ (parent).Image();
      outer.src = image.src;
      await outer.decode();
      contextOf(canvas).drawImage(outer, 0, 0, 1, 1);
      return pixelOf(canvas);
    },
    'webgl-texture': (image) => {
      const gl = onePixel().getContext('webgl');
      if (gl === null) return 'no WebGL';
      gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image);
      const code = gl.getError();
      gl.getExtension('WEBGL_lose_context')?.loseContext();
      return code === gl.NO_ERROR ? 'a texture' : `error ${code}`;
    },
  };

  Object.assign(globalThis.corsConformance, { READERS, readPixel });
})();
