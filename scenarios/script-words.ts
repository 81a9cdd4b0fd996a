/** What the scenarios of scripts and modules have in common: bodies, and what a page hears of them. */
import type { ClassicScriptStep } from './initiators/scripts.ts';
import type {
  Cure,
  EngineNote,
  Header,
  HttpAnswer,
  NotApplicable,
  Told,
  WireRequest,
} from './types.ts';
import { allowOrigin, sent } from './vocabulary.ts';

export const SCRIPT = '{api:/code.js}';

export const PLAIN: ClassicScriptStep = { do: 'script', url: SCRIPT };
export const ANONYMOUS: ClassicScriptStep = { ...PLAIN, crossorigin: 'anonymous' };

const JAVASCRIPT: Header = ['Content-Type', 'text/javascript'];

/** Leaves a rejection unhandled, then throws: what the page hears of it tells what it may read. */
const THROWS =
  "Promise.reject(new Error('a rejection of the script'));\nthrow new Error('an error of the script');\n";

/** An answer with JavaScript. */
export const code = (body: string, ...headers: readonly Header[]): HttpAnswer => ({
  status: 200,
  headers: [JAVASCRIPT, ...headers],
  body,
});

/** The script that throws. */
export const script = (...headers: readonly Header[]): HttpAnswer => code(THROWS, ...headers);

/** What a page hears of it that may read it. */
export const heard = (file: string): Readonly<Record<string, Told>> => ({
  error: 'an error of the script',
  file,
  rejection: 'a rejection of the script',
});

/** https://html.spec.whatwg.org/multipage/webappapis.html#muted-errors */
export const MUTED: Readonly<Record<string, Told>> = {
  error: 'Script error.',
  file: '',
  rejection: null,
};

/** What Firefox does with the errors of the engine itself; those that a script makes are told whole. */
export const ADDRESS_TOLD: EngineNote = {
  kind: 'deviation',
  because: 'The message is muted; the address of the script is told.',
  url: 'https://searchfox.org/mozilla-central/source/dom/base/nsJSEnvironment.cpp',
  expect: { sees: [{ verdict: 'opaque', told: { ...MUTED, file: SCRIPT } }] },
};

/** The cure of every muted error. */
export const TOLD_WHOLE: Cure = {
  words:
    'Write crossorigin on the script and send Access-Control-Allow-Origin with it: then errors are told whole.',
  steps: [ANONYMOUS],
  routes: { 'GET /code.js': script(allowOrigin()) },
  wire: [sent('GET', { url: SCRIPT })],
  sees: [{ verdict: 'allowed', told: heard(SCRIPT) }],
};

/** The script that throws, by its bytes, and a hash of other bytes. */
export const INTEGRITY = 'sha256-P4h3IZv1knNmkH+M6YjZEyi9QQq8nN8JwG4WtMZT3TE=';
export const WRONG_INTEGRITY = 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
/** SHA-256 of nothing at all. */
export const EMPTY_HASH = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

const WORDS = 'words of the module';

/** A module that exports them. */
export const words = (...headers: readonly Header[]): HttpAnswer =>
  code(`export const words = '${WORDS}';\n`, ...headers);

export const SAID: Readonly<Record<string, Told>> = { words: WORDS };

export const NO_CSS_MODULES: NotApplicable = {
  notApplicable: 'WebKit has no CSS modules: import() says that the type is not valid.',
  url: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Statements/import/with#browser_compatibility',
};

/** Blink and WebKit set the header when a request is made in mode cors. */
const EARLY_ORIGIN = {
  chromium:
    'https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/platform/loader/fetch/fetch_parameters.cc',
  webkit:
    'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/loader/CrossOriginAccessControl.cpp',
} as const;

/** The note on an engine that names the origin to the page's own origin, with the wire of it. */
const earlyOrigin = (
  engine: keyof typeof EARLY_ORIGIN,
  wire: readonly WireRequest[],
): EngineNote => ({
  kind: 'deviation',
  because: 'It names the origin in mode cors even to the own origin, where a GET has none.',
  url: EARLY_ORIGIN[engine],
  expect: { wire },
});

export const earlyOrigins = (...wire: readonly WireRequest[]) => ({
  chromium: earlyOrigin('chromium', wire),
  webkit: earlyOrigin('webkit', wire),
});
