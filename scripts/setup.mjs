/**
 * `npm run setup`: from a fresh checkout to three browsers. Plain JavaScript, because it runs before
 * anything is installed; what it needs of the suite is imported after `npm ci`.
 *
 * For each engine: nothing if a build is found, an installed Chrome or Firefox included; else
 * Playwright's own build; else, on systems with apt, the distribution's packages. Safe to run again:
 * what is there is left as it is.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('../messages/types.ts').Engine} Engine */
/** @typedef {import('../fixtures/engines/types.ts').EngineBuild} EngineBuild */
/** @typedef {ReturnType<typeof import('../fixtures/engines/builds.ts').findBuilds>[number]} Finding */

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Bounds against hanging, in minutes; far beyond what a slow line takes. */
const MINUTES = { npm: 15, download: 15, dependencies: 15, aptUpdate: 5, apt: 20 };

/** @type {Readonly<Record<Engine, readonly (readonly string[])[]>>} Alternatives, best first. */
const PACKAGES = {
  chromium: [['chromium'], ['chromium-browser']],
  firefox: [['firefox-esr'], ['firefox']],
  // MiniBrowser comes with the library that the driver depends on; it has no headless mode.
  webkit: [['webkit2gtk-driver', 'xvfb']],
};

const OFFLINE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|Download failure/;

/** @param {string} line */
const say = (line) => console.log(line);

/** Ends the script with one line. @param {string} line @returns {never} */
function fail(line) {
  console.error(line);
  process.exit(1);
}

/**
 * Runs a command, showing its output as it comes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {number} minutes After which it is killed.
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ ok: boolean, output: string, late: boolean }>}
 */
function run(command, args, minutes, env = {}) {
  say(`  $ ${[path.basename(command), ...args.map((word) => path.basename(word))].join(' ')}`);
  const posix = process.platform !== 'win32';
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    // No input: a question, such as sudo's for a password, must fail and not wait.
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: posix,
  });
  let output = '';
  let late = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      process.stdout.write(text.replace(/^(?=.)/gm, '    '));
    });
  }
  /** The group, with what the command started itself. */
  const kill = () => {
    if (posix && child.pid) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  };
  const interrupted = () => {
    kill();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, minutes * 60_000);
  return new Promise((resolve) => {
    /** @param {boolean} ok */
    const done = (ok) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      if (late) say(`  stopped after ${minutes} minutes`);
      resolve({ ok, output, late });
    };
    child.once('error', (error) => {
      output += error.message;
      done(false);
    });
    child.once('close', (code) => done(code === 0));
  });
}

// --- Node and packages ---------------------------------------------------------------------------

/** The versions that every locked package takes; `engines` of package.json says the same. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (!fits) {
    fail(
      `Node ${process.versions.node} does not fit the locked packages: install Node 20 from 20.19 on, 22 from 22.13 on, or 24 or newer.`,
    );
  }
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }> | null} */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** Whether node_modules holds what the lockfile says, by npm's own record of what it installed. */
function packagesMatch() {
  const locked = lockedPackages('package-lock.json');
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (!locked || !installed) return false;
  return Object.entries(locked).every(
    ([folder, { version, optional }]) =>
      folder === '' ||
      (installed[folder]
        ? installed[folder].version === version && existsSync(path.join(ROOT, folder))
        : optional === true),
  );
}

async function installPackages() {
  if (packagesMatch()) return say('Packages: already there.');
  const verb = existsSync(path.join(ROOT, 'package-lock.json')) ? 'ci' : 'install';
  say(`Packages: installing (npm ${verb}).`);
  // Under `npm run`, npm says where it is; that works where `npm` is a script of the shell.
  const npm = process.env['npm_execpath'];
  const args = [verb, '--no-audit', '--no-fund'];
  const { ok } =
    npm && /\.[cm]?js$/.test(npm)
      ? await run(process.execPath, [npm, ...args], MINUTES.npm)
      : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, MINUTES.npm);
  if (!ok) fail(`npm ${verb} failed: its output above says why; mend that and run it again.`);
}

// --- Browsers ------------------------------------------------------------------------------------

/** Playwright's command line, of the version that is installed here. @param {...string} words */
function playwright(...words) {
  const manifest = createRequire(import.meta.url).resolve('@playwright/test/package.json');
  return [path.join(path.dirname(manifest), 'cli.js'), ...words];
}

/** How to run something as root without a question: [] as root, null when there is no way. */
function asRoot() {
  if (process.platform === 'win32') return null;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
    ? ['sudo', '-n']
    : null;
}

/** @param {string} command */
const onPath = (command) =>
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .some((folder) => folder !== '' && existsSync(path.join(folder, command)));

let downloadsFail = false;

/** @param {Engine} engine @returns {Promise<string | null>} Why it failed, or null. */
async function fromPlaywright(engine) {
  if (downloadsFail) return "Playwright's downloads cannot be reached";
  // The headless shell is another browser than the one people use; the suite never starts it.
  const shell = engine === 'chromium' ? ['--no-shell'] : [];
  const download = await run(
    process.execPath,
    playwright('install', ...shell, engine),
    MINUTES.download,
  );
  if (!download.ok) {
    downloadsFail = download.late || OFFLINE.test(download.output);
    return downloadsFail
      ? "Playwright's downloads cannot be reached"
      : 'Playwright has no build for this system, or could not unpack it';
  }
  if (process.platform !== 'linux') return null;
  const root = asRoot();
  if (!root) {
    say(
      `  not root: if ${engine} lacks libraries, run: sudo npx playwright install-deps ${engine}`,
    );
    return null;
  }
  // As root Playwright calls apt-get itself; otherwise through sudo, which was just seen to work.
  const dependencies = await run(
    process.execPath,
    playwright('install-deps', engine),
    MINUTES.dependencies,
    { DEBIAN_FRONTEND: 'noninteractive' },
  );
  if (!dependencies.ok) say('  its libraries could not be installed; they may be there already');
  return null;
}

let aptUpdated = false;

/** @param {string} name @returns {'ready' | 'snap' | 'none'} */
function aptCandidate(name) {
  const { stdout } = spawnSync('apt-cache', ['policy', name], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const version = /^\s*Candidate:\s*(\S+)/m.exec(stdout ?? '')?.[1];
  if (!version || version === '(none)') return 'none';
  return version.includes('snap') ? 'snap' : 'ready';
}

/** @param {Engine} engine @returns {Promise<string | null>} Why it failed, or null. */
async function fromDistribution(engine) {
  if (process.platform !== 'linux') return 'there are no distribution packages on this system';
  if (!onPath('apt-get')) {
    return 'this distribution has no apt: install the browser by its package manager';
  }
  const root = asRoot();
  const wanted = PACKAGES[engine].map((names) => names.join(' ')).join(' or ');
  if (!root) return `not root, so packages cannot be installed: sudo apt-get install ${wanted}`;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {readonly string[]} args @param {number} minutes */
  const apt = (args, minutes) => {
    // sudo drops the environment; apt waits for another apt instead of failing, but not for ever.
    const words = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
    const [command = 'env', ...rest] = words;
    return run(command, [...rest, '-o', 'DPkg::Lock::Timeout=120', ...args], minutes, env);
  };
  if (!aptUpdated) {
    aptUpdated = true;
    if (!(await apt(['update'], MINUTES.aptUpdate)).ok) say('  the package lists may be old');
  }
  const states = PACKAGES[engine].map((names) => ({ names, states: names.map(aptCandidate) }));
  const ready = states.find((candidate) => candidate.states.every((state) => state === 'ready'));
  if (!ready) {
    return states.some((candidate) => candidate.states.includes('snap'))
      ? 'its package only starts a snap, which may not use the profiles that the suite makes'
      : `this distribution has no package ${wanted}`;
  }
  const { ok } = await apt(
    ['install', '-y', '--no-install-recommends', ...ready.names],
    MINUTES.apt,
  );
  return ok ? null : `apt-get could not install ${ready.names.join(' ')}`;
}

/**
 * Installs one engine. Returns what was tried in vain, empty when it worked.
 * @param {Engine} engine
 * @param {() => Promise<string | null>} works Null when the engine is found and starts.
 */
async function installEngine(engine, works) {
  /** @type {string[]} */
  const failures = [];
  for (const [source, install] of /** @type {const} */ ([
    ["Playwright's build", fromPlaywright],
    ["the distribution's package", fromDistribution],
  ])) {
    say(`${engine}: trying ${source}.`);
    const failure = (await install(engine)) ?? (await works());
    if (failure === null) return [];
    say(`  ${failure}`);
    failures.push(failure);
  }
  return failures;
}

/** @param {readonly (readonly string[])[]} rows */
function printTable(rows) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows) {
    say(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

// --- The run -------------------------------------------------------------------------------------

checkNode();
await installPackages();

const { tsImport } = await import('tsx/esm/api');
/** @type {typeof import('../fixtures/engines/builds.ts')} */
const { ENVIRONMENT_VARIABLE, findBuild, findBuilds } = await tsImport(
  '../fixtures/engines/builds.ts',
  import.meta.url,
);
/** @type {typeof import('../fixtures/engines/index.ts')} */
const { launchEngine } = await tsImport('../fixtures/engines/index.ts', import.meta.url);

/** Null when the engine is found and starts; else one line. @param {Engine} engine */
async function works(engine) {
  try {
    await (await launchEngine(findBuild(engine), { protection: 'on' })).close();
    return null;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // Playwright's first line only says that the browser ended; the loader's stands in its log.
    const [line = ''] =
      /error while loading shared libraries: .*/.exec(text) ?? text.split('\n', 1);
    return line.includes('`npm run setup`') ? 'what was installed is not found' : line;
  }
}

/**
 * Null when nothing is to be done for the engine; else one line. On Linux every other build was
 * started to ask its version. Playwright's WebKit has no such flag, so a start must show whether its
 * libraries are there.
 * @param {Finding} finding
 */
async function lackOf(finding) {
  if (!('build' in finding)) return finding.error.message;
  const { engine, flavour } = finding.build;
  return engine === 'webkit' && flavour === 'playwright' ? works(engine) : null;
}

/** @type {Map<Engine, readonly string[]>} */
const failed = new Map();
for (const finding of findBuilds()) {
  const { engine } = finding;
  const lack = await lackOf(finding);
  if (lack === null) {
    say(`${engine}: already there.`);
  } else if (process.env[ENVIRONMENT_VARIABLE[engine]]) {
    // The user chose a build: another one would not be used.
    say(`${engine}: ${lack}`);
    failed.set(engine, [lack]);
  } else {
    if ('build' in finding) say(`${engine}: there, but it does not start: ${lack}`);
    const failures = await installEngine(engine, () => works(engine));
    if (failures.length > 0) failed.set(engine, failures);
  }
}

say('');
printTable([
  ['ENGINE', 'VERSION', 'FROM', 'PATH'],
  ...findBuilds().map((finding) =>
    'build' in finding
      ? [
          finding.engine,
          `${finding.build.name} ${finding.build.version}`,
          finding.build.from,
          finding.build.executablePath,
        ]
      : [finding.engine, 'missing', '', ''],
  ),
]);
for (const [engine, failures] of failed) {
  const why = failures.map((line) => line.replace(/\.$/, '')).join('; ');
  const variable = ENVIRONMENT_VARIABLE[engine];
  const advice = process.env[variable]
    ? ''
    : ` Install it by hand and run this again, or set ${variable} to its executable.`;
  console.error(`\n${engine} is not ready: ${why}.${advice}`);
}
process.exit(failed.size > 0 ? 1 : 0);
