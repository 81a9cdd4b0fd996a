// @ts-check
/**
 * What the actions of elements have in common; loaded after perform.js and before the files of
 * actions/, each of which adds its own to the registry.
 */
(() => {
  /**
   * @typedef {import('./seen.ts').Seen} Seen
   * @typedef {string | number | boolean | null} Plain
   */

  /**
   * The first of `types` that the target fires. Listens before `start` is called, which sets off
   * the load.
   * @param {EventTarget} target
   * @param {() => void} start
   * @param {readonly string[]} [types]
   * @returns {Promise<string>}
   */
  const firstEvent = (target, start, types = ['load', 'error']) =>
    new Promise((resolve) => {
      for (const type of types) target.addEventListener(type, () => resolve(type), { once: true });
      start();
    });

  /**
   * What `read` gives, or the exception that it throws as `name: message`.
   * @template {Plain} T
   * @param {() => T | Promise<T>} read
   * @returns {Promise<T | string>}
   */
  async function attempt(read) {
    try {
      return await read();
    } catch (error) {
      return error instanceof Error || error instanceof DOMException
        ? `${error.name}: ${error.message}`
        : `not an Error: ${String(error)}`;
    }
  }

  /**
   * A frame that is there and has loaded; `direct` says where it leads.
   * @param {(frame: HTMLIFrameElement) => void} direct
   * @returns {Promise<HTMLIFrameElement>}
   */
  async function openFrame(direct) {
    const frame = document.createElement('iframe');
    direct(frame);
    await firstEvent(frame, () => document.body.append(frame), ['load']);
    return frame;
  }

  /**
   * The service worker that a registration has just brought, once it is in one of `states`.
   * https://w3c.github.io/ServiceWorker/#dom-serviceworker-state
   * @param {ServiceWorkerRegistration} registration
   * @param {readonly ServiceWorkerState[]} states
   * @returns {Promise<ServiceWorker>}
   */
  function workerOnce(registration, states) {
    const worker = /** @type {ServiceWorker} */ (
      registration.installing ?? registration.waiting ?? registration.active
    );
    return new Promise((resolve) => {
      const look = () => {
        if (states.includes(worker.state)) resolve(worker);
      };
      worker.addEventListener('statechange', look);
      look();
    });
  }

  /** Whether a reading is an exception. @param {unknown} told */
  const threw = (told) => typeof told === 'string' && /^[A-Z]\w*(?:Error)?: /.test(told);

  /** @param {Readonly<Record<string, (step: never) => Promise<Seen>>>} more */
  const addActions = (more) => Object.assign(globalThis.corsConformance.ACTIONS, more);

  Object.assign(globalThis.corsConformance, {
    firstEvent,
    attempt,
    threw,
    openFrame,
    workerOnce,
    addActions,
  });
})();
