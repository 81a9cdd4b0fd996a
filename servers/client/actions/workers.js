// @ts-check
/** Workers whose script is asked for, and what asks for scripts in a worker. Runs in both. */
(() => {
  const { addActions, attempt, firstEvent, threw, workerOnce } = globalThis.corsConformance;

  /**
   * @typedef {import('../../../scenarios/initiators/documents.ts').WorkerStep} WorkerStep
   * @typedef {import('../../../scenarios/initiators/documents.ts').SharedWorkerStep} SharedWorkerStep
   * @typedef {import('../../../scenarios/initiators/documents.ts').ImportScriptsStep} ImportScriptsStep
   * @typedef {import('../../../scenarios/initiators/documents.ts').RegisterStep} RegisterStep
   * @typedef {import('../seen.ts').Seen} Seen
   */

  /** @param {WorkerStep | SharedWorkerStep} step @returns {WorkerOptions} */
  const optionsOf = ({ type, credentials }) => ({
    ...(type && { type }),
    ...(credentials && { credentials }),
  });

  /**
   * Whether a worker's script ran: it says so by a message. `said` is that message, or the error's
   * own, null where the event is a plain one.
   * @param {EventTarget} worker where an error is told @param {MessagePort | Worker} port
   * @returns {Promise<Seen>}
   */
  async function heardOf(worker, port) {
    /** @type {string | null} */
    let said = null;
    const note = (/** @type {Event} */ event) => {
      const { data, message } = /** @type {MessageEvent & ErrorEvent} */ (event);
      said = data ?? message ?? null;
      event.preventDefault();
    };
    port.addEventListener('message', note);
    worker.addEventListener('error', note);
    const event = await Promise.race([
      firstEvent(worker, () => {}, ['error']),
      firstEvent(port, () => 'start' in port && port.start(), ['message']),
    ]);
    return {
      verdict: event === 'message' ? 'allowed' : 'blocked',
      events: [event],
      told: { said },
    };
  }

  /** https://html.spec.whatwg.org/multipage/workers.html#dom-worker @param {WorkerStep} step @returns {Promise<Seen>} */
  async function worker(step) {
    /** @type {Worker | undefined} */
    let made;
    const constructor = await attempt(() => {
      made = new Worker(step.url, optionsOf(step));
      return 'made';
    });
    if (made === undefined) return { verdict: 'blocked', events: [], told: { constructor } };
    const one = made;
    return heardOf(one, one).finally(() => one.terminate());
  }

  /**
   * The script ends itself: nobody else can end a shared worker.
   * https://html.spec.whatwg.org/multipage/workers.html#dom-sharedworker
   * @param {SharedWorkerStep} step @returns {Promise<Seen>}
   */
  async function sharedWorker(step) {
    /** @type {SharedWorker | undefined} */
    let made;
    const constructor = await attempt(() => {
      made = new SharedWorker(step.url, optionsOf(step));
      return 'made';
    });
    if (made === undefined) return { verdict: 'blocked', events: [], told: { constructor } };
    return heardOf(made, made.port);
  }

  /**
   * `imported`: what the script left in the global of that name; `thrown`: the exception. That the
   * script ran and its exception is a NetworkError says that its own is withheld.
   * https://html.spec.whatwg.org/multipage/workers.html#importing-scripts-and-libraries
   * @param {ImportScriptsStep} step @returns {Promise<Seen>}
   */
  async function importScript(step) {
    const thrown = await attempt(() => {
      importScripts(step.url);
      return null;
    });
    const imported = Reflect.get(globalThis, 'imported') ?? null;
    const withheld = thrown?.startsWith('NetworkError: ');
    const ran = imported === null ? 'blocked' : 'opaque';
    return { verdict: withheld ? ran : 'allowed', told: { imported, thrown } };
  }

  /** States that a service worker is in when its installation is over. @type {readonly ServiceWorkerState[]} */
  const OVER = ['installed', 'activating', 'activated', 'redundant'];

  /**
   * What the installation of a new service worker comes to.
   * https://w3c.github.io/ServiceWorker/#installation-algorithm
   * @param {ServiceWorkerRegistration} registration @returns {Promise<string>}
   */
  async function installed(registration) {
    const worker = await workerOnce(registration, OVER);
    return worker.state === 'redundant' ? 'redundant' : 'installed';
  }

  /**
   * https://w3c.github.io/ServiceWorker/#dom-serviceworkercontainer-register
   * @param {RegisterStep} step @returns {Promise<Seen>}
   */
  async function register(step) {
    const registered = await attempt(async () => {
      const registration = await navigator.serviceWorker.register(step.url);
      const state = step.installs ? await installed(registration) : 'registered';
      await registration.unregister();
      return state;
    });
    const failed = threw(registered) || registered === 'redundant';
    return { verdict: failed ? 'blocked' : 'allowed', told: { registered } };
  }

  addActions({
    worker,
    'shared-worker': sharedWorker,
    'import-scripts': importScript,
    'register-service-worker': register,
  });
})();
