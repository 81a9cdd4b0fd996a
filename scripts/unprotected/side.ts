/**
 * With the browser's own protection switched off, on which side must a scenario's test be?
 *
 * The switches are no mirror images. In Chromium and WebKit everything that policy refuses becomes
 * allowed, so a test of such a refusal must fail, and a connection that breaks must still break.
 * Firefox's `content.cors.disable` refuses every cors-mode load to another origin, so a test that
 * wants one to succeed, be it in the cure, must fail.
 */
import type { Engine } from '../../messages/types.ts';
import { STAGES } from '../../scenarios/stages.ts';
import { standstillOf } from '../../fixtures/standstill.ts';
import { initiatorOf } from '../../scenarios/initiators/index.ts';
import type { Expectation, LoadStep, Play, Step, WireRequest } from '../../scenarios/types.ts';

/** One acting-out and what it must come to, the engine's own notes already put in place. */
export interface Claimed {
  readonly play: Pick<Play, 'page' | 'steps' | 'launch'> & Partial<Pick<Play, 'routes'>>;
  readonly expect: Pick<Expectation, 'verdict' | 'stage' | 'sees'> &
    Partial<Pick<Expectation, 'wire'>>;
}

/**
 * - `fails`: the test must fail.
 * - `holds`: the verdict of the refusal must be what it was, whatever else changes.
 * - `open`: the rule says nothing; the test is named, not judged.
 */
export interface Ruling {
  readonly side: 'fails' | 'holds' | 'open';
  readonly because: string;
  /**
   * Where a refusal whose verdict is seen must fail because it turns: what else may refuse it all
   * the same, or null. Absent: nothing is asked of the verdict.
   */
  readonly refusedAlsoBy?: string | null;
  /** The spec leaves it out: the page or the browser would wait for ever. */
  readonly notActedOut?: true;
}

/** `refused` is the scenario's own claim, `cured` that of its cure, where it has one. */
export function sideOf(engine: Engine, refused: Claimed, cured: Claimed | null): Ruling {
  const standstill = standstillOf(engine, refused.play);
  if (standstill) return { side: 'open', because: standstill.because, notActedOut: true };
  if (engine === 'firefox') return whereCorsIsRefused(refused, cured);
  const ruling = whereAllIsAllowed(engine, refused);
  const { verdict } = refused.expect;
  // A test may be red for any reason; what is no longer refused shows in the verdict.
  return ruling.side === 'fails' && verdict === 'blocked' && !isUnseen(refused.play.steps.at(-1))
    ? { ...ruling, refusedAlsoBy: alsoRefusedBy(engine, refused) }
    : ruling;
}

/** Seen in Chromium 156 and WebKitGTK 2.50.6: what refuses a load when no policy does. */
function alsoRefusedBy(
  engine: 'chromium' | 'webkit',
  { play: { page, steps }, expect: { stage } }: Claimed,
): string | null {
  const last = steps.at(-1);
  if (stage === 'preflight-network') return 'the request itself may meet the same connection';
  if (last?.url.startsWith('file:') && page?.realm !== 'file')
    return 'no page of the web may load a file';
  if (last?.do === 'fetch' && last.redirect === 'error')
    return 'its redirect mode refuses every redirect';
  if (engine === 'webkit') return null;
  if (stage === 'redirect-credentials')
    return 'Chromium follows no redirect to a URL with credentials';
  if (stage === 'mode' && (last?.do === 'worker' || last?.do === 'shared-worker'))
    return 'Chromium’s workers compare the origins of their scripts by themselves';
  if (stage === 'local-network' && last?.do === 'fetch' && last.extraOptions !== undefined)
    return 'the address space that it announces is another';
  return null;
}

/** Chromium and WebKit. */
function whereAllIsAllowed(engine: 'chromium' | 'webkit', { play, expect }: Claimed): Ruling {
  const last = play.steps.at(-1);
  const { words, policy } = STAGES[expect.stage];
  // The wire alone tells of it, and the wire has changed.
  if (isUnseen(last) && expect.wire?.some(isPreflight))
    return { side: 'fails', because: 'without protection nothing is asked before the request' };
  if (expect.verdict === 'opaque')
    return { side: 'open', because: 'an opaque response is no refusal, though policy makes it so' };
  if (expect.verdict === 'allowed') {
    return expect.sees?.some(({ verdict }) => verdict === 'blocked')
      ? { side: 'open', because: 'a story in which one step is refused and the last one is not' }
      : { side: 'holds', because: 'nothing is refused' };
  }
  // Seen in 2.50.6: WebKit's switch is a setting of the page. What shared and service workers ask
  // for is refused as ever, and so are the answers that service workers give.
  if (engine === 'webkit' && isApart(play) && !isUnseen(last))
    return { side: 'holds', because: 'WebKit’s switch does not reach shared and service workers' };
  // WebKit's switch ends the check of Cross-Origin-Resource-Policy as well, Chromium's does not.
  if (engine === 'webkit' && expect.stage === 'resource-policy' && !isUnseen(last))
    return { side: 'fails', because: `WebKit’s switch undoes it: ${words}` };
  // WebKit's register() compares the origins itself, before there is a request that has a mode.
  if (engine === 'webkit' && last?.do === 'register-service-worker')
    return { side: 'holds', because: 'register() takes no script of another origin' };
  // Seen in 156: Chromium's switch ends the check of the address space as well.
  if (engine === 'chromium' && expect.stage === 'local-network')
    return { side: 'fails', because: `Chromium’s switch undoes it: ${words}` };
  if (expect.stage === 'service-worker' && answersFromElsewhere(play) && !isUnseen(last))
    return { side: 'fails', because: 'policy decides of what type another origin’s answer is' };
  // Without protection there is no preflight, so none whose connection could break.
  if (policy || expect.stage === 'preflight-network')
    return { side: 'fails', because: `policy decides: ${words}` };
  // https://url.spec.whatwg.org/#concept-url-origin leaves the origin of file: to the browser.
  if (last?.url.match(/^(?:file:|\{file:)/))
    return { side: 'fails', because: 'policy decides: whether one file may read another' };
  if (isUnseen(last))
    return { side: 'open', because: 'the page never learns how it ended, so no verdict is seen' };
  // Of a frame the verdict is what its page can read, and nothing keeps an error page from it then.
  if (engine === 'chromium' && last?.do === 'frame')
    return {
      side: 'open',
      because: 'the page of a refused frame can be read, so no verdict is seen',
    };
  // Seen in 2.50.6: every sheet counts as one of the own origin, and quirks mode forgives those.
  if (
    engine === 'webkit' &&
    expect.stage === 'response-type' &&
    play.page?.realm === 'blank-document'
  )
    return { side: 'fails', because: 'policy decides: whose style sheet quirks mode forgives' };
  return { side: 'holds', because: `no policy decides: ${words}` };
}

/** Whether what decides happens in a shared or service worker. */
const isApart = ({ page }: Claimed['play']): boolean =>
  page?.realm === 'shared-worker' ||
  page?.realm === 'data-shared-worker' ||
  page?.realm === 'service-worker' ||
  page?.serviceWorker !== undefined;

/**
 * Whether the service worker answers with what it asked of another origin. Such a response is
 * refused for its type, `opaque` or `cors`.
 * https://fetch.spec.whatwg.org/#concept-request-response-tainting
 */
const answersFromElsewhere = ({ page }: Claimed['play']): boolean =>
  /mode: 'no-cors'|fetch\('\{api/.test(page?.serviceWorker ?? '');

const isPreflight = ({ accessControlRequestMethod }: WireRequest): boolean =>
  accessControlRequestMethod !== undefined;

const isUnseen = (step: Step | undefined): boolean =>
  step !== undefined && initiatorOf(step)?.unseen === true;

/** Firefox. */
function whereCorsIsRefused(refused: Claimed, cured: Claimed | null): Ruling {
  for (const [name, claimed] of [
    ['the test', refused],
    ['its cure', cured],
  ] as const) {
    const step = claimed && allowedCorsStep(claimed);
    if (step)
      return { side: 'fails', because: `${name} wants ${step.do} of ${step.url} to be allowed` };
    if (claimed && claimed.expect.verdict !== 'blocked' && asksByCors(claimed.play))
      return { side: 'fails', because: `${name} wants its service worker’s fetch to be allowed` };
  }
  const last = refused.play.steps.at(-1);
  if (last && isUnseen(last) && isCorsMode(last))
    return { side: 'open', because: 'the page never learns how it ended, so no verdict is seen' };
  return { side: 'holds', because: 'it wants no cors-mode load to be allowed' };
}

/** Whether the service worker answers with what it asks of another origin in the default mode. */
const asksByCors = ({ page }: Claimed['play']): boolean =>
  /fetch\('\{api:[^']*'\)/.test(page?.serviceWorker ?? '');

/** The first step that is a cors-mode load of another origin, or led there, and must not fail. */
function allowedCorsStep({ play, expect }: Claimed): Step | undefined {
  return play.steps.find((step, index) => {
    const last = index === play.steps.length - 1;
    const verdict = expect.sees?.[index]?.verdict ?? (last ? expect.verdict : 'allowed');
    // Of a story's requests it is not said which step each is of; the last is the last one's.
    const wire = play.steps.length === 1 ? (expect.wire ?? []) : last ? lastOf(expect.wire) : [];
    return (
      verdict !== 'blocked' &&
      isCorsMode(step) &&
      [step.url, ...wire.map(({ url }) => url)].some((url) => isCrossOrigin(url, step, play))
    );
  });
}

const lastOf = (wire: readonly WireRequest[] = []): readonly WireRequest[] => wire.slice(-1);

/** https://fetch.spec.whatwg.org/#concept-request-mode */
function isCorsMode(step: Step): boolean {
  // What an element or a feature asks by itself has the mode of its Standard; a navigation and the
  // handshake of a WebSocket are of another.
  const initiator = initiatorOf(step);
  if (initiator) return initiator.request?.(step as LoadStep).mode === 'cors';
  // An extension's own rights decide, with a permission and without.
  if (step.do === 'server-fetch' || step.do === 'extension-fetch') return false;
  return step.do !== 'fetch' || (step.mode ?? 'cors') === 'cors';
}

/**
 * By the placeholder of the URL: `{api:/resource}`; a literal URL is of another origin, but for one
 * that has its answer in itself: https://fetch.spec.whatwg.org/#concept-main-fetch
 */
const isCrossOrigin = (url: string, step: Step, { page }: Pick<Play, 'page'>): boolean =>
  !url.startsWith('data:') &&
  (page?.realm === 'sandboxed-frame' ||
    page?.realm === 'file' ||
    /^\{(\w+)[:}]/.exec(url)?.[1] !== (step.from ?? page?.at ?? 'page'));
