// @ts-check
/** Video and audio, what reads their pictures and samples, and text tracks. */
(() => {
  const { addActions, attempt, firstEvent, threw } = globalThis.corsConformance;

  /**
   * @typedef {import('../../../scenarios/initiators/media.ts').MediaStep} MediaStep
   * @typedef {import('../seen.ts').Seen} Seen
   */

  /**
   * The first picture has come where drawImage() takes it from: in Chromium that is after loadeddata.
   * https://wicg.github.io/video-rvfc/#dom-htmlvideoelement-requestvideoframecallback
   * @param {HTMLMediaElement} media
   */
  const firstFrame = (media) =>
    media instanceof HTMLVideoElement
      ? new Promise((resolve) => media.requestVideoFrameCallback(resolve))
      : undefined;

  /**
   * Loads, hands the element to `read`, and takes the load back.
   * https://html.spec.whatwg.org/multipage/media.html#concept-media-load-algorithm
   * @template {HTMLMediaElement} E
   * @param {E} media
   * @param {MediaStep} step
   * @param {(media: E) => Promise<NonNullable<Seen['told']>>} read
   * @returns {Promise<Seen>}
   */
  async function load(media, step, read) {
    if (step.crossorigin !== undefined) media.crossOrigin = step.crossorigin;
    media.preload = 'auto';
    const painted = firstFrame(media);
    const event = await firstEvent(media, () => (media.src = step.url), ['loadeddata', 'error']);
    try {
      if (event === 'error')
        return { verdict: 'blocked', events: [event], told: { error: media.error?.code ?? null } };
      await painted;
      const told = await read(media);
      const kept = Object.values(told).some((value) => threw(value) || value === 'silence');
      return { verdict: kept ? 'opaque' : 'allowed', events: [event], told };
    } finally {
      media.removeAttribute('src');
      media.load();
    }
  }

  /** What a canvas has where nothing was drawn; each picture of the suite's is opaque. */
  const NOTHING = 'rgba 0 0 0 0';

  /**
   * Draws until there is a picture: WebKitGTK 2.50.6 was seen, once, to tell of the first one and to
   * draw none yet; the canvas was not tainted then, either.
   * @param {MediaStep} step
   */
  const video = (step) =>
    load(document.createElement('video'), step, async (element) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 1;
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      for (;;) {
        context.drawImage(element, 0, 0);
        const pixel = await attempt(
          () => `rgba ${[...context.getImageData(0, 0, 1, 1).data].join(' ')}`,
        );
        if (pixel !== NOTHING) return { pixel };
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });

  /** Seconds of the context's own time without any sound, in which the tone is played many times. */
  const SILENCE = 1.5;

  /**
   * Plays in a loop until something comes out of the node, or nothing for long enough.
   * https://webaudio.github.io/web-audio-api/#MediaElementAudioSourceOptions-security
   * @param {HTMLMediaElement} media
   * @param {AudioContext} context
   * @param {AudioNode} source
   * @returns {Promise<'sound' | 'silence'>}
   */
  async function hear(media, context, source) {
    const analyser = context.createAnalyser();
    analyser.fftSize = 32768;
    const samples = new Float32Array(analyser.fftSize);
    source.connect(analyser).connect(context.destination);
    await context.resume();
    media.loop = true;
    await media.play();
    const start = context.currentTime;
    for (;;) {
      analyser.getFloatTimeDomainData(samples);
      if (samples.some((sample) => sample !== 0)) return 'sound';
      if (context.currentTime - start > SILENCE) return 'silence';
      await firstEvent(media, () => {}, ['timeupdate']);
    }
  }

  /** @param {MediaStep} step */
  const audio = (step) =>
    load(document.createElement('audio'), step, async (element) => {
      const context = new AudioContext();
      try {
        const source = context.createMediaElementSource(element);
        return { heard: await hear(element, context, source) };
      } finally {
        await context.close();
      }
    });

  /**
   * Through captureStream(), which Firefox has under a name of its own: the stream, or its track.
   * https://w3c.github.io/mediacapture-fromelement/#dom-htmlmediaelement-capturestream
   * @param {MediaStep} step
   */
  const audioStream = (step) =>
    load(document.createElement('audio'), step, async (element) => {
      const context = new AudioContext();
      const name = 'captureStream' in element ? 'captureStream' : 'mozCaptureStream';
      const capture = /** @type {() => MediaStream} */ (Reflect.get(element, name));
      /** @param {MediaStream} stream @returns {AudioNode} */
      const sourceOf = (stream) =>
        step.do === 'audio-stream'
          ? context.createMediaStreamSource(stream)
          : Reflect.get(context, 'createMediaStreamTrackSource').call(
              context,
              stream.getAudioTracks()[0],
            );
      try {
        const heard = await attempt(() => hear(element, context, sourceOf(capture.call(element))));
        return { heard };
      } finally {
        await context.close();
      }
    });

  /** https://html.spec.whatwg.org/multipage/media.html#the-track-element @param {MediaStep} step @returns {Promise<Seen>} */
  async function track(step) {
    const media = document.createElement('video');
    if (step.crossorigin !== undefined) media.crossOrigin = step.crossorigin;
    const element = document.createElement('track');
    element.src = step.url;
    document.body.append(media);
    try {
      const event = await firstEvent(element, () => {
        media.append(element);
        element.track.mode = 'hidden';
      });
      const told = { cues: element.track.cues?.length ?? null };
      return { verdict: event === 'load' ? 'allowed' : 'blocked', events: [event], told };
    } finally {
      media.remove();
    }
  }

  addActions({ video, audio, 'audio-stream': audioStream, 'audio-track': audioStream, track });
})();
