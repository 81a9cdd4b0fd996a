/** Engines: where builds are found, how they are launched, what ends, and how consoles are read. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  chromiumRecords,
  findBarrier as findChromiumBarrier,
  mentions,
  type ChromiumEvent,
} from '../fixtures/console/chromium.ts';
import {
  findBarrier as findWebKitBarrier,
  inspectorLines,
  rejoinPageError,
  type WebKitLine,
} from '../fixtures/console/webkit.ts';
import {
  EngineNotFound,
  ENVIRONMENT_VARIABLE,
  locateBuild,
  readVersion,
  type Surroundings,
} from '../fixtures/engines/builds.ts';
import { chromiumArguments, findDistortion } from '../fixtures/engines/chromium-switches.ts';
import { displayAnswers } from '../fixtures/engines/display.ts';
import { InspectorTransport } from '../fixtures/engines/inspector-transport.ts';
import { identifyProcess, openOwner, sweep } from '../fixtures/engines/processes.ts';
import type { LaunchOptions } from '../fixtures/engines/types.ts';
import { printMessage } from '../messages/index.ts';
import { ENGINES, type Engine } from '../messages/types.ts';

// --- Builds --------------------------------------------------------------------------------------

/** A machine that has just these files; `snaps` are stubs among them. */
function machine(
  files: readonly string[],
  rest: Partial<Surroundings> & { readonly snaps?: readonly string[] } = {},
): Surroundings {
  return {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isExecutable: (file) => files.includes(file),
    exists: (file) => files.includes(path.posix.normalize(file)),
    list: (folder) => (folder === '/usr/lib' ? ['python3', 'x86_64-linux-gnu'] : []),
    realPath: (file) => file,
    isSnapStub: (file) => rest.snaps?.includes(file) ?? false,
    playwrightPath: (engine) => `/cache/playwright/${engine}`,
    ...rest,
  };
}

/** The system's places on Linux, first to last. */
const ON_LINUX: Readonly<Record<Engine, readonly string[]>> = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
  ],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
  webkit: [
    '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
    '/usr/lib/x86_64-linux-gnu/webkitgtk-6.0/MiniBrowser',
  ],
};

for (const engine of ENGINES) {
  test.describe(`builds of ${engine}`, () => {
    const variable = ENVIRONMENT_VARIABLE[engine];
    const own = `/cache/playwright/${engine}`;
    const system = ON_LINUX[engine];
    const env = { PATH: '/usr/local/bin:/usr/bin', [variable]: '/opt/mine' };

    test('should prefer the environment, then Playwright, then the system in order', () => {
      const found = (files: readonly string[], with_ = {}) => {
        const { executablePath, from } = locateBuild(engine, machine(files, with_));
        return [executablePath, from];
      };
      expect(found(['/opt/mine', own, ...system], { env })).toEqual(['/opt/mine', 'environment']);
      expect(found([own, ...system])).toEqual([own, 'playwright']);
      for (const [index, file] of system.entries()) {
        expect(found(system.slice(index))).toEqual([file, 'system']);
      }
    });

    test('should refuse a variable that leads nowhere instead of looking further', () => {
      const look = () => locateBuild(engine, machine([own, ...system], { env }));
      expect(look).toThrow(EngineNotFound);
      expect(look).toThrow(
        `${variable} names /opt/mine, which is not an executable file: correct the path or unset the variable.`,
      );
    });

    test('should take an empty variable for none', () => {
      const empty = { ...env, [variable]: '' };
      expect(locateBuild(engine, machine([own], { env: empty })).from).toBe('playwright');
    });

    test('should say in one line what to do when nothing is found', () => {
      const look = () => locateBuild(engine, machine([]));
      expect(look).toThrow(EngineNotFound);
      expect(look).toThrow(/^\w+ was not found: run `npm run setup`, or set CORS_\w+ to .*\.$/);
    });
  });
}

test('should pass over the stubs of Ubuntu that start a snap', () => {
  const files = ['/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = locateBuild('chromium', machine(files, { snaps: ['/usr/bin/chromium-browser'] }));
  expect(found.executablePath).toBe('/usr/bin/google-chrome');
});

test('should know the usual places on macOS and Windows', () => {
  const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const mac = machine([chrome], { platform: 'darwin', env: { HOME: '/Users/me' } });
  expect(locateBuild('chromium', mac).executablePath).toBe(chrome);
  const firefox = 'C:\\Program Files\\Mozilla Firefox\\firefox.exe';
  const env = { ProgramFiles: 'C:\\Program Files' };
  const windows = machine([firefox], { platform: 'win32', env });
  expect(locateBuild('firefox', windows).executablePath).toBe(firefox);
  expect(() => locateBuild('webkit', windows)).toThrow(EngineNotFound);
});

test("should tell a maker's build from Playwright's by the files beside it", () => {
  const flavour = (engine: Engine, named: string, ...beside: string[]) =>
    locateBuild(
      engine,
      machine([named, ...beside], { env: { [ENVIRONMENT_VARIABLE[engine]]: named } }),
    ).flavour;
  expect(flavour('chromium', '/opt/chrome')).toBe('stock');
  expect(flavour('firefox', '/opt/ff/firefox')).toBe('stock');
  expect(flavour('firefox', '/opt/ff/firefox', '/opt/ff/playwright.cfg')).toBe('playwright');
  expect(flavour('webkit', '/opt/w/MiniBrowser')).toBe('stock');
  expect(flavour('webkit', '/opt/w/pw_run.sh')).toBe('playwright');
  expect(flavour('webkit', '/opt/w/gtk/MiniBrowser', '/opt/w/pw_run.sh')).toBe('playwright');
});

test('should read product and version from what --version prints', () => {
  expect(readVersion('chromium', 'Chromium 156.0.8078.79 built on Debian\n')).toEqual({
    name: 'Chromium',
    version: '156.0.8078.79',
  });
  expect(readVersion('chromium', 'Google Chrome 156.0.1.2 \n')?.name).toBe('Google Chrome');
  expect(readVersion('firefox', 'Mozilla Firefox 153.7.0esr\n')).toEqual({
    name: 'Firefox ESR',
    version: '153.7.0esr',
  });
  expect(readVersion('firefox', 'Mozilla Firefox 157.0\n')?.name).toBe('Firefox');
  expect(readVersion('webkit', 'WebKitGTK 2.50.6\n')).toEqual({
    name: 'WebKitGTK MiniBrowser',
    version: '2.50.6',
  });
  expect(readVersion('chromium', '')).toBeNull();
});

// --- Chromium's command line ---------------------------------------------------------------------

test.describe("Chromium's command line", () => {
  const line = (options: LaunchOptions) =>
    chromiumArguments({ options, profile: '/p', sandbox: true, startPage: false });
  const on: LaunchOptions = { protection: 'on' };

  test('should leave alone every feature that decides about requests', () => {
    expect(findDistortion(line(on).join(' '), on)).toBeNull();
  });

  test('should hold each list of features once, joined with the launch’s own', () => {
    const args = ['--disable-features=Mine', '--enable-features=Translate', '--other'];
    const features = line({ ...on, args }).filter((word) => word.includes('-features='));
    expect(features).toHaveLength(2);
    expect(features[0]).toMatch(/^--enable-features=.*\bTranslate\b/);
    expect(features[1]).toMatch(/^--disable-features=.*\bMine\b/);
    expect(features[1]).not.toMatch(/\bTranslate\b/);
  });

  test('should be found bent when something outside the launch bends it', () => {
    const bent = (words: string, options = on) => findDistortion(`/bin/c ${words} --x`, options);
    const redirects = '--disable-features=Foo,AvoidCorsURLLoaderRestartOnRedirect';
    expect(bent(redirects)).toContain('AvoidCorsURLLoaderRestartOnRedirect is switched off');
    expect(bent(redirects, { ...on, args: [redirects] })).toBeNull();
    expect(bent('--disable-web-security')).toContain('--disable-web-security is set');
    expect(bent('--disable-web-security', { protection: 'off' })).toBeNull();
    expect(bent('--ignore-certificate-errors')).toContain('the check of certificates');
    expect(bent('--ignore-certificate-errors-spki-list=abc=')).toBeNull();
  });
});

// --- What ends, and when -------------------------------------------------------------------------

test.describe('owned processes', () => {
  test.skip(process.platform !== 'linux', 'elsewhere marks cannot be read, only records');

  let root: string;
  test.beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'cors-owners-'));
  });
  test.afterEach(() => {
    fs.rmSync(root, { recursive: true, force: true });
  });

  const IDLE = ['-e', 'setInterval(() => {}, 1000)'];
  const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
  const PROCESSES = fileURLToPath(new URL('../fixtures/engines/processes.ts', import.meta.url));

  /** Another node process with children of three kinds: spawned, recorded, and only marked. */
  async function otherOwner(): Promise<{
    owner: ChildProcess;
    folder: string;
    children: { spawned: number; recorded: number; marked: number };
  }> {
    const script = `
      import { spawn } from 'node:child_process';
      import { openOwner } from ${JSON.stringify(PROCESSES)};
      const owner = openOwner(${JSON.stringify(root)});
      const idle = ${JSON.stringify(IDLE)};
      const free = (env) =>
        spawn(process.execPath, idle, { env, stdio: 'ignore', detached: true }).pid;
      owner.temporaryFolder('profile');
      const spawned = owner.spawn(process.execPath, idle).child.pid;
      const recorded = free(process.env);
      owner.record(recorded);
      const marked = free(owner.environment());
      console.log(JSON.stringify({ folder: owner.folder, children: { spawned, recorded, marked } }));
      setInterval(() => {}, 1000);
    `;
    const owner = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script],
      { cwd: REPOSITORY, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output] = (await once(owner.stdout!, 'data')) as [Buffer];
    return { owner, ...JSON.parse(output.toString()) };
  }

  const gone = (pid: number) => expect.poll(() => identifyProcess(pid)).toBeNull();

  test('should leave nothing when their owner ends them', async () => {
    const owner = openOwner(root);
    const { child, exited } = owner.spawn(process.execPath, IDLE);
    owner.temporaryFolder('profile');
    expect(identifyProcess(child.pid!)).not.toBeNull();
    owner.end();
    expect((await exited).signal).toBe('SIGKILL');
    expect(fs.readdirSync(root)).toEqual([]);
  });

  test('should forget a child that ended, and end one on demand', async () => {
    const owner = openOwner(root);
    const running = owner.spawn(process.execPath, IDLE, { endWith: 'SIGTERM' });
    expect(fs.readdirSync(owner.folder)).toHaveLength(1);
    await running.end();
    expect((await running.exited).signal).toBe('SIGTERM');
    await expect.poll(() => fs.readdirSync(owner.folder)).toEqual([]);
    owner.end();
  });

  test('should be swept when their owner was killed, and only then', async () => {
    const { owner, folder, children } = await otherOwner();
    expect(sweep(root)).toEqual({ ended: [], removed: [] });
    for (const pid of Object.values(children)) expect(identifyProcess(pid)).not.toBeNull();

    const living = openOwner(root);
    const bystander = living.spawn(process.execPath, IDLE);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const { ended, removed } = sweep(root);
    expect(ended).toEqual(expect.arrayContaining([children.recorded, children.marked]));
    expect(removed).toEqual([folder]);
    for (const pid of Object.values(children)) await gone(pid);
    expect(identifyProcess(bystander.child.pid!)).not.toBeNull();
    living.end();
    await bystander.exited;
  });

  test('should not be killed when a recorded pid belongs to a later process', async () => {
    const bystander = spawn(process.execPath, IDLE, { stdio: 'ignore' });
    const left = path.join(root, `999999999-1-${namespaceOf(openOwner(root).folder)}`);
    fs.mkdirSync(left);
    fs.writeFileSync(path.join(left, `child.${bystander.pid}.1.SIGKILL`), '');
    expect(sweep(root)).toEqual({ ended: [], removed: [left] });
    expect(identifyProcess(bystander.pid!)).not.toBeNull();
    bystander.kill();
  });

  const namespaceOf = (folder: string): string => folder.split('-').at(-1)!;

  test("should start without the user's proxies and with their owner's mark", () => {
    const owner = openOwner(root);
    process.env['http_proxy'] = 'http://127.0.0.1:9';
    const environment = owner.environment({ EXTRA: 'x', HOME: undefined });
    delete process.env['http_proxy'];
    expect(environment).toMatchObject({ EXTRA: 'x', CORS_CONFORMANCE_OWNER: owner.folder });
    expect(environment).not.toHaveProperty('http_proxy');
    expect(environment).not.toHaveProperty('HOME');
    owner.end();
  });

  test('should give Playwright a folder of their owner to make profiles in', async () => {
    const owner = openOwner(root);
    const before = os.tmpdir();
    await owner.launching(async () => expect(os.tmpdir()).toBe(owner.folder));
    expect(os.tmpdir()).toBe(before);
    owner.end();
  });
});

test('should not take a display for usable that nobody serves', async () => {
  expect(await displayAnswers(':9999')).toBe(false);
  expect(await displayAnswers('nonsense')).toBe(false);
});

// --- The inspector's line ------------------------------------------------------------------------

test.describe('inspector transport', () => {
  let server: WebSocketServer;
  let transport: InspectorTransport;
  let peer: WebSocket;
  const asked: { id: number; method: string }[] = [];

  test.beforeEach(async () => {
    asked.length = 0;
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    server.on('connection', (socket) => {
      peer = socket;
      socket.send(JSON.stringify({ method: 'Target.targetCreated', params: {} }));
      socket.on('message', (data) => {
        const message = JSON.parse((data as Buffer).toString()) as { id: number; method: string };
        asked.push(message);
        socket.send(JSON.stringify({ id: message.id, result: {} }));
      });
    });
    const { port } = server.address() as { port: number };
    transport = await InspectorTransport.connect(`ws://127.0.0.1:${port}`);
  });
  test.afterEach(async () => {
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  test('should keep what came early until Playwright listens, and nudges to itself', async () => {
    const heard: object[] = [];
    const answered = new Promise<void>((resolve) => {
      transport.onmessage = (message) => {
        heard.push(message);
        if ('id' in message) resolve();
      };
    });
    transport.open();
    transport.send({ id: 7, method: 'Page.enable' });
    await answered;
    expect(heard).toEqual([
      { method: 'Target.targetCreated', params: {} },
      { id: 7, result: {} },
    ]);
    await expect.poll(() => asked.some(({ method }) => method === 'Target.exists')).toBe(true);
    expect(heard.every((message) => !('id' in message) || message.id === 7)).toBe(true);
  });

  test('should hand on events unwrapped from target and worker', async () => {
    const text = (value: object) => JSON.stringify(value);
    const events = new Promise((resolve) => {
      const heard: object[] = [];
      transport.listen((event) => heard.push(event) === 2 && resolve(heard));
    });
    const fromTarget = (message: object) =>
      text({
        method: 'Target.dispatchMessageFromTarget',
        params: { targetId: 'page-1', message: text(message) },
      });
    const event = { method: 'Console.messageAdded', params: { n: 1 } };
    peer.send(fromTarget(event));
    peer.send(
      fromTarget({
        method: 'Worker.dispatchMessageFromWorker',
        params: { workerId: 'worker:2', message: text(event) },
      }),
    );
    expect(await events).toEqual([
      { ...event, stream: 'page-1' },
      { ...event, stream: 'page-1 worker:2' },
    ]);
  });

  test('should tell when the line is down', async () => {
    let told = false;
    transport.onclose = () => (told = true);
    peer.terminate();
    await transport.closed;
    expect(told).toBe(true);
  });
});

// --- Consoles ------------------------------------------------------------------------------------

const API = 'http://127.0.0.1:4001';
const PAGE = 'http://127.0.0.1:4000';
const BARRIER = `${API}/barrier/1`;

test.describe("Chromium's console", () => {
  const refusal = (url: string) =>
    printMessage('chromium', 'kMissingAllowOriginHeader', { kind: 'fetch', url, origin: PAGE });
  const at = { session: 'page', realm: 'page' } as const;
  const issue = (url: string, code = 'MissingAllowOriginHeader'): ChromiumEvent => ({
    ...at,
    kind: 'cors-issue',
    code,
    url,
    isWarning: false,
  });
  const line = (url: string): ChromiumEvent => ({
    ...at,
    kind: 'line',
    entry: { source: 'javascript', level: 'error', text: refusal(url), url: PAGE },
  });
  const failed = (url: string): ChromiumEvent => ({
    ...at,
    kind: 'line',
    entry: {
      source: 'network',
      level: 'error',
      text: printMessage('chromium', 'failed-to-load', { error: 'ERR_FAILED' }),
      url,
    },
  });

  test('should know a line by its code and read its parameters from its text', () => {
    const url = `${API}/a`;
    expect(chromiumRecords([issue(url), line(url), failed(url)])).toMatchObject([
      {
        id: 'kMissingAllowOriginHeader',
        group: 'cors',
        code: 'MissingAllowOriginHeader',
        url,
        wording: 'recorded',
        parameters: { origin: PAGE },
      },
      { id: 'failed-to-load', group: 'companion', url },
    ]);
  });

  test('should give each of several lines the issue of its own URL, in order', () => {
    const [a, longer] = [`${API}/a`, `${API}/a/b`];
    const events = [issue(longer, 'InvalidResponse'), issue(a), issue(a), line(a), line(a)];
    const codes = chromiumRecords([...events, line(longer)]).map(({ code }) => code);
    expect(codes).toEqual([
      'MissingAllowOriginHeader',
      'MissingAllowOriginHeader',
      'InvalidResponse',
    ]);
  });

  test('should believe the code when the words say otherwise or are new', () => {
    const url = `${API}/a`;
    const [other] = chromiumRecords([issue(url, 'AllowOriginMismatch'), line(url)]);
    expect(other).toMatchObject({
      id: 'kAllowOriginMismatch',
      wording: 'unrecorded',
      text: refusal(url),
    });
    const text = `Something new about '${url}' was said.`;
    const fresh = {
      ...at,
      kind: 'line',
      entry: { source: 'javascript', level: 'error', text },
    } as const;
    expect(chromiumRecords([issue(url), fresh])[0]).toMatchObject({
      id: 'kMissingAllowOriginHeader',
      wording: 'unrecorded',
    });
    expect(chromiumRecords([fresh])[0]).toMatchObject({ id: null, wording: 'unidentified' });
  });

  test('should make a record of an issue that has no line', () => {
    const records = chromiumRecords([
      { ...at, kind: 'deprecation', code: 'AuthorizationCoveredByWildcard' },
    ]);
    expect(records).toMatchObject([
      {
        code: 'AuthorizationCoveredByWildcard',
        text: 'AuthorizationCoveredByWildcard',
        channel: 'chromium-issue',
      },
    ]);
  });

  test('should find the barrier complete with its last line and its issue', () => {
    const complete = (events: ChromiumEvent[], protection: 'on' | 'off' = 'on') =>
      findChromiumBarrier(events, BARRIER, { protection }).complete;
    expect(complete([line(BARRIER), failed(BARRIER)])).toBe(false);
    expect(complete([issue(BARRIER), line(BARRIER)])).toBe(false);
    expect(complete([issue(BARRIER), line(BARRIER), failed(BARRIER)])).toBe(true);
    expect(complete([failed(BARRIER)], 'off')).toBe(true);
    expect(complete([issue(`${BARRIER}0`), line(`${BARRIER}0`), failed(`${BARRIER}0`)])).toBe(
      false,
    );
    const inWorker: ChromiumEvent = {
      ...at,
      kind: 'line',
      entry: { source: 'worker', level: 'error', text: refusal(BARRIER) },
    };
    expect(complete([issue(BARRIER), inWorker])).toBe(true);
  });

  test('should tell a URL from a longer one', () => {
    expect(mentions(`at '${API}/a' from`, `${API}/a`)).toBe(true);
    expect(mentions(`load ${API}/a. URL scheme`, `${API}/a`)).toBe(true);
    expect(mentions(`at '${API}/a.b' from '${API}/a'`, `${API}/a`)).toBe(true);
    expect(mentions(`at '${API}/a.b' from`, `${API}/a`)).toBe(false);
  });
});

test.describe("WebKit's console", () => {
  const channel = 'webkit-inspector';
  const refusal = (status: string, port = '4000'): WebKitLine => ({
    source: 'security',
    level: 'error',
    text: printMessage('webkit', 'OriginNotAllowed', {
      origin: `http://127.0.0.1:${port}`,
      status,
    }),
    channel,
  });
  const script = (url: string): WebKitLine => ({
    source: 'javascript',
    level: 'error',
    text: printMessage('webkit', 'CompanionFetch', { url }),
    channel,
  });
  const failed = (url: string, status: string): WebKitLine => ({
    source: 'network',
    level: 'error',
    text: `Failed to load resource: ${refusal(status).text}`,
    url,
    channel,
  });

  test('should put a split page error together again, exactly', () => {
    /** As Playwright splits, playwright-core's splitErrorMessage. */
    const split = (text: string) => {
      const at = text.indexOf(':');
      if (at < 0) return { name: '', message: text };
      const message = at + 2 <= text.length ? text.slice(at + 2) : text;
      return { name: text.slice(0, at), message };
    };
    for (const text of [
      script(`${API}/a?b=c:d`).text,
      script('https://api.test/').text,
      'TypeError: undefined is not an object',
      'Cross-origin script load denied by Cross-Origin Resource Sharing policy.',
      'TypeError: /a regular expression/ is not a function',
      'Ends with a colon:',
    ]) {
      const { name, message } = split(text);
      const stack = `${text}\n    at global code (${PAGE}/:1:2)`;
      expect(rejoinPageError({ name, message, stack })).toBe(text);
      expect(rejoinPageError({ name, message, stack: `${text}\n` })).toBe(text);
      // Without a stack, a message that begins with a slash is taken for a URL's.
      if (!message.startsWith('/a regular')) {
        expect(rejoinPageError({ name, message, stack: '' })).toBe(text);
      }
    }
    const odd = script('about:blank').text;
    expect(rejoinPageError({ ...split(odd), stack: `${odd}\n    at x` })).toBe(odd);
  });

  test('should write counted repeats out as lines, each stream by itself', () => {
    const linesOf = inspectorLines();
    const added = (text: string, stream: string) =>
      linesOf({
        method: 'Console.messageAdded',
        params: { message: { source: 'javascript', level: 'error', text, repeatCount: 1 } },
        stream,
      }).length;
    const counted = (count: number, stream: string) =>
      linesOf({ method: 'Console.messageRepeatCountUpdated', params: { count }, stream }).map(
        ({ text }) => text,
      );
    expect(added('a', 'page-1')).toBe(1);
    expect(added('b', 'page-1 worker:1')).toBe(1);
    expect(counted(2, 'page-1 worker:1')).toEqual(['b']);
    expect(counted(4, 'page-1 worker:1')).toEqual(['b', 'b']);
    expect(counted(2, 'page-1')).toEqual(['a']);
    expect(counted(2, 'page-9')).toEqual([]);
  });

  test('should find the barrier complete with both lines that name it, in either order', () => {
    const look = (lines: WebKitLine[], protection: 'on' | 'off' = 'on') => {
      const { complete, own } = findWebKitBarrier(lines, BARRIER, { protection });
      return [complete, lines.filter((line) => !own.has(line))];
    };
    const [reason, named, last] = [refusal('499'), script(BARRIER), failed(BARRIER, '499')];
    const before = refusal('200');
    expect(look([before, reason, named])[0]).toBe(false);
    expect(look([before, reason, last])[0]).toBe(false);
    expect(look([before, reason, named, last])).toEqual([true, [before]]);
    expect(look([before, reason, last, named])).toEqual([true, [before]]);
    const readable = { ...last, text: 'Failed to load resource: … 499 …' };
    expect(look([readable], 'off')).toEqual([true, []]);
  });

  test("should not take a line for the barrier's because of its port", () => {
    const lines = [refusal('200', '4990'), refusal('200', '49913')];
    const barrier = [refusal('499', '49913'), script(BARRIER), failed(BARRIER, '499')];
    const { own } = findWebKitBarrier([...lines, ...barrier], BARRIER, { protection: 'on' });
    expect([...own]).toEqual(expect.arrayContaining(barrier));
    expect(own.size).toBe(3);
  });
});
