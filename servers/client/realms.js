// @ts-check
/**
 * Other places to perform a task in: frames and workers, each new and gone afterwards. Loaded after
 * perform.js, which does the performing there, too.
 */
(() => {
  const { openFrame, workerOnce } = globalThis.corsConformance;

  /**
   * @typedef {import('./page-script.ts').PageRealm} PageRealm
   * @typedef {import('./page-script.ts').PageTask} PageTask
   * @typedef {import('./seen.ts').Seen} Seen
   * @typedef {(message: { task: PageTask }, transfer: Transferable[]) => void} Post
   */

  /** @param {string} name */
  const clientUrl = (name) => new URL(`/client/${name}`, location.origin).href;

  /** For a worker whose own URL is no base for others. */
  const workerSource = () => `importScripts(${JSON.stringify(clientUrl('worker.js'))});`;

  /** In two pieces: this file stands in a document itself. */
  const documentSource = () =>
    `<!doctype html><meta charset="utf-8"><script src="${clientUrl('perform.js')}"></` + 'script>';

  /** Hands the task over and awaits the answer. @param {Post} post @param {PageTask} task @returns {Promise<Seen[]>} */
  function ask(post, task) {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve, reject) => {
      port1.onmessage = ({ data }) =>
        data.failure === undefined ? resolve(data.seen) : reject(new Error(data.failure));
    });
    post({ task }, [port2]);
    return answer.finally(() => port1.close());
  }

  /** @param {HTMLIFrameElement} frame @returns {Post} */
  const postTo = (frame) => (message, transfer) =>
    frame.contentWindow?.postMessage(message, '*', transfer);

  /**
   * What ends frames and workers that outlive their task. Chromium tells of a refusal in its browser
   * process, where nothing is told of a frame that is gone by then.
   * @type {(() => void | Promise<void>)[]}
   */
  let ends = [];

  /** @param {() => void | Promise<void>} end */
  const afterThisTask = (end) => void ends.push(end);

  /** In a frame of any page origin. @param {string} origin @param {PageTask['steps']} steps */
  async function performInFrameOf(origin, steps) {
    const frame = await openFrame((one) => (one.src = `${origin}/frame`));
    afterThisTask(() => frame.remove());
    return ask(postTo(frame), { steps, barrierUrl: null });
  }

  /** @param {PageTask} task @param {(frame: HTMLIFrameElement) => void} prepare */
  async function inFrame(task, prepare) {
    const frame = await openFrame(prepare);
    afterThisTask(() => frame.remove());
    return ask(postTo(frame), task);
  }

  /** @param {PageTask} task @param {string | URL} url */
  function inWorker(task, url) {
    const worker = new Worker(url);
    afterThisTask(() => worker.terminate());
    return ask((message, transfer) => worker.postMessage(message, transfer), task);
  }

  /**
   * With the URL of a blob of this page's.
   * @template T
   * @param {string} type @param {string} source
   * @param {(url: string) => Promise<T>} use
   */
  function withBlob(type, source, use) {
    const url = URL.createObjectURL(new Blob([source], { type }));
    return use(url).finally(() => URL.revokeObjectURL(url));
  }

  /** A document that only script has made, in a frame that never navigated. @param {PageTask} task */
  async function inBlankFrame(task) {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = /** @type {Document} */ (frame.contentDocument);
    for (const name of ['perform.js', 'elements.js', 'actions/styles.js']) {
      const script = inner.createElement('script');
      script.src = clientUrl(name);
      const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
      inner.body.append(script);
      await loaded;
    }
    afterThisTask(() => frame.remove());
    return ask(postTo(frame), task);
  }

  /** @param {PageTask} task @param {string} url */
  function inSharedWorker(task, url) {
    // A name of its own: a worker of the same URL and name would be the same worker.
    const { port } = new SharedWorker(url, crypto.randomUUID());
    afterThisTask(() => port.postMessage({ close: true }));
    return ask((message, transfer) => port.postMessage(message, transfer), task);
  }

  /** A service worker of this script, for frames whose URL begins with the scope; once it is active. @param {string} script @param {string} scope */
  async function serviceWorker(script, scope) {
    const registration = await navigator.serviceWorker.register(script, { scope });
    const worker = await workerOnce(registration, ['activated', 'redundant']);
    if (worker.state === 'redundant') throw new Error(`${script} is no service worker`);
    return { registration, worker };
  }

  /** @param {ServiceWorker} worker @returns {Post} */
  const postToWorker = (worker) => (message, transfer) => worker.postMessage(message, transfer);

  /** @param {PageTask} task */
  async function inServiceWorker(task) {
    const { registration, worker } = await serviceWorker(
      '/client/worker.js',
      `/client/${crypto.randomUUID()}`,
    );
    afterThisTask(async () => void (await registration.unregister()));
    return ask(postToWorker(worker), task);
  }

  /** Tells the scenarios' service worker something, until it says that it is so. @param {ServiceWorker} worker @param {{ respond: string } | { awaited: number }} message */
  function told(worker, message) {
    const { port1, port2 } = new MessageChannel();
    const said = new Promise((resolve) => (port1.onmessage = resolve));
    worker.postMessage(message, [port2]);
    return said.finally(() => port1.close());
  }

  /** Frames with this query are those of the scenarios' service worker, and no others are. */
  const CONTROLLED = '/frame?controlled';

  /**
   * In a frame that a service worker serves as the scenario says; it asks the barrier. One worker
   * serves them all, one after the other: to register one takes as long as ten acting-outs.
   * @param {PageTask} task
   */
  async function inControlledFrame({ steps, barrierUrl, serviceWorker: respond = '' }) {
    const { worker } = await serviceWorker('/client/service-worker.js', CONTROLLED);
    await told(worker, { respond });
    const frame = await openFrame((one) => (one.src = `${CONTROLLED}-${crypto.randomUUID()}`));
    afterThisTask(() => frame.remove());
    const inner = /** @type {Window} */ (frame.contentWindow);
    if (inner.navigator.serviceWorker.controller === null)
      throw new Error('the frame has no service worker');
    const seen = await ask(postTo(frame), { steps, barrierUrl: null });
    const beacons = steps.filter((step) => step.do === 'beacon').length;
    if (respond !== '' && beacons > 0) await told(worker, { awaited: beacons });
    await ask(postToWorker(worker), { steps: [], barrierUrl });
    return seen;
  }

  /** @type {Readonly<Record<PageRealm, (task: PageTask) => Promise<Seen[]>>>} */
  const REALMS = {
    window: (task) => corsConformance.perform(task),
    frame: (task) => inFrame(task, (frame) => (frame.src = '/frame')),
    'sandboxed-frame': (task) =>
      inFrame(task, (frame) => {
        frame.sandbox.add('allow-scripts');
        frame.src = '/frame';
      }),
    'sandboxed-frame-same-origin': (task) =>
      inFrame(task, (frame) => {
        frame.sandbox.add('allow-scripts', 'allow-same-origin');
        frame.src = '/frame';
      }),
    'data-document': (task) =>
      inFrame(task, (frame) => {
        frame.src = `data:text/html,${encodeURIComponent(documentSource())}`;
      }),
    'srcdoc-document': (task) => inFrame(task, (frame) => (frame.srcdoc = documentSource())),
    'blob-document': (task) =>
      withBlob('text/html', documentSource(), (url) => inFrame(task, (frame) => (frame.src = url))),
    'blank-document': inBlankFrame,
    'dedicated-worker': (task) => inWorker(task, '/client/worker.js'),
    'blob-worker': (task) =>
      withBlob('text/javascript', workerSource(), (url) => inWorker(task, url)),
    'data-worker': (task) =>
      inWorker(task, `data:text/javascript,${encodeURIComponent(workerSource())}`),
    'shared-worker': (task) => inSharedWorker(task, '/client/worker.js'),
    'data-shared-worker': (task) =>
      inSharedWorker(task, `data:text/javascript,${encodeURIComponent(workerSource())}`),
    'service-worker': inServiceWorker,
    'controlled-frame': inControlledFrame,
  };

  /**
   * Performs the task in a realm. A frame or a worker is kept until the next task, so that its
   * console can be read to the end; where there is no barrier nobody reads it.
   * @param {PageRealm} realm @param {PageTask} task
   */
  async function performIn(realm, task) {
    await leaveRealm();
    try {
      return await REALMS[realm](task);
    } finally {
      if (task.barrierUrl === null) await leaveRealm();
    }
  }

  async function leaveRealm() {
    const before = ends;
    ends = [];
    for (const end of before) await end();
  }

  Object.assign(globalThis.corsConformance, { performIn, performInFrameOf, afterThisTask });
})();
