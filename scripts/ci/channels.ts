/**
 * Which build a channel is, for each engine and system: where it comes from and where it is then.
 * The one table of it. A cell that cannot be had says why; `.github/workflows/engines.yml` leaves
 * it out.
 *
 * Chrome's names, scripts and places are Playwright's own:
 * https://playwright.dev/docs/browsers#google-chrome--microsoft-edge
 */
import type { Engine } from '../../messages/types.ts';

/**
 * `pinned`: what this version of Playwright downloads; it moves with package.json only, and so is
 * the control beside the others. `stable`, `beta`: what the makers ship today.
 */
export const CHANNELS = ['pinned', 'stable', 'beta'] as const;

export type Channel = (typeof CHANNELS)[number];

/** As GitHub's runners are named; `<os>-latest` runs it. */
export const SYSTEMS = ['ubuntu', 'macos', 'windows'] as const;

export type System = (typeof SYSTEMS)[number];

export const systemOf = (platform: NodeJS.Platform): System =>
  platform === 'darwin' ? 'macos' : platform === 'win32' ? 'windows' : 'ubuntu';

export type Source =
  /** `playwright install` with these words; `places`: where it is then, else Playwright knows. */
  | {
      readonly by: 'playwright';
      readonly words: readonly string[];
      readonly places?: readonly string[];
    }
  /** Mozilla's archive; `version` is a key of its product details. */
  | { readonly by: 'mozilla'; readonly version: string }
  /** The distribution's packages; the suite finds them itself. */
  | { readonly by: 'apt'; readonly packages: readonly string[] }
  | { readonly by: 'nobody'; readonly because: string };

const PROGRAM_FILES = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];

/** Where an installer puts a branded Chrome. `env` names the folders of programs on Windows. */
function chromePlaces(
  system: System,
  channel: '' | ' Beta',
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  switch (system) {
    case 'ubuntu':
      // Not the launcher in /usr/bin: that is a script with switches of its own.
      return [`/opt/google/chrome${channel === '' ? '' : '-beta'}/chrome`];
    case 'macos':
      return [`/Applications/Google Chrome${channel}.app/Contents/MacOS/Google Chrome${channel}`];
    case 'windows':
      return PROGRAM_FILES.flatMap((name) =>
        env[name] ? [`${env[name]}\\Google\\Chrome${channel}\\Application\\chrome.exe`] : [],
      );
  }
}

/** Where the engine's build of a channel comes from on a system. */
export function sourceOf(
  engine: Engine,
  channel: Channel,
  system: System,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Source {
  if (channel === 'pinned') {
    // The headless shell is another browser than the one people use; the suite never starts it.
    const shell = engine === 'chromium' ? ['--no-shell'] : [];
    return { by: 'playwright', words: ['--with-deps', ...shell, engine] };
  }
  switch (engine) {
    case 'chromium':
      // --force: a runner brings a Chrome, some days old, and Playwright would leave it there.
      return {
        by: 'playwright',
        words: ['--force', channel === 'beta' ? 'chrome-beta' : 'chrome'],
        places: chromePlaces(system, channel === 'beta' ? ' Beta' : '', env),
      };
    case 'firefox':
      return {
        by: 'mozilla',
        version:
          channel === 'beta' ? 'LATEST_FIREFOX_RELEASED_DEVEL_VERSION' : 'LATEST_FIREFOX_VERSION',
      };
    case 'webkit':
      if (channel === 'beta')
        return {
          by: 'nobody',
          because:
            'no distribution that a runner has packages the unstable WebKitGTK, and Safari Technology Preview speaks no protocol that Playwright does',
        };
      return system === 'ubuntu'
        ? // MiniBrowser comes with the library that the driver depends on.
          { by: 'apt', packages: ['webkit2gtk-driver', 'xvfb'] }
        : {
            by: 'nobody',
            because: `the WebKit that people have on ${system === 'macos' ? 'macOS is Safari, which speaks no protocol that Playwright does' : 'Windows does not exist'}`,
          };
  }
}
