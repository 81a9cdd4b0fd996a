/** Where the builds of the engines are looked for, in which order, and how they name themselves. */
import path from 'node:path';
import { expect, test } from '@playwright/test';
import {
  EngineNotFound,
  ENVIRONMENT_VARIABLE,
  locateBuild,
  readVersion,
  type Surroundings,
} from '../fixtures/engines/builds.ts';
import { ENGINES, type Engine } from '../messages/types.ts';

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
