/** What came of one acting-out, as the piece of HTML that the scenario's page puts in its place. */
import { isDeepStrictEqual } from 'node:util';
import type { Engine } from '../../messages/types.ts';
import { expandAll } from '../../scenarios/placeholders.ts';
import { isNotApplicable, type Scenario, type Step } from '../../scenarios/types.ts';
import type { Seen } from '../client/seen.ts';
import { html, type Html } from './html.ts';
import { consoleClaims, verdictMark } from './marks.ts';
import type { ActName, ActedByHand, EngineClaim, HandBook } from './types.ts';
import { claimedWire, exchangeText, telling, transcript } from './words.ts';

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const VERDICTS: readonly unknown[] = ['allowed', 'blocked', 'opaque'];

/** To the last value: JSON can hold what cannot even be turned into text. */
function isSeen(value: unknown): value is Seen {
  if (!isObject(value)) return false;
  const { verdict, type, status, statusText, headers, body, events, error } = value;
  return (
    VERDICTS.includes(verdict) &&
    [type, statusText, body].every(isText) &&
    (status === undefined || typeof status === 'number') &&
    (headers === undefined ||
      (isObject(headers) &&
        Object.values(headers).every((one) => one === null || typeof one === 'string'))) &&
    (events === undefined ||
      (Array.isArray(events) && events.every((one) => typeof one === 'string'))) &&
    (error === undefined ||
      (isObject(error) &&
        typeof error['name'] === 'string' &&
        typeof error['message'] === 'string'))
  );
}

/** What a page posted as seen; null where it is none, or not one sight for each step. */
export const readSeen = (value: unknown, steps: readonly Step[]): readonly Seen[] | null =>
  Array.isArray(value) && value.length === steps.length && value.every(isSeen) ? value : null;

function sight(step: Step, seen: Seen): Html {
  const { verdict, error, type, status, statusText, headers = {}, body, events } = seen;
  const facts = [
    type && `type ${type}`,
    status !== undefined && `status ${status}${statusText ? ` ${statusText}` : ''}`,
    events && `events ${events.join(', ')}`,
  ].filter(Boolean);
  return html`<li>
    ${verdictMark(verdict)}
    <code>${step.do}${step.method && ` ${step.method}`}</code> ${facts.join(', ')}
    ${error && html`<pre>${error.name}: ${error.message}</pre>`}
    ${Object.entries(headers).map(
      ([name, value]) =>
        html`<br /><code>${name}</code>:
          ${value === null ? html`<i>not to be seen</i>` : html`<code>${value}</code>`}`,
    )}
    ${body !== undefined && body !== '' && html`<pre>${body}</pre>`}
  </li>`;
}

/** Whether this browser did as its engine must. */
function judged(claim: EngineClaim, acted: ActedByHand, book: HandBook): Html {
  const verdict = acted.seen.at(-1)?.verdict;
  const rightVerdict = claim.unseen || verdict === claim.verdict;
  const rightWire = isDeepStrictEqual(book.wireOf(acted, claim.wire), claim.wire);
  if (rightVerdict && rightWire) {
    return html`<p class="judged good">
      <i aria-hidden="true">✓</i> As it must be in ${claim.name}: ${claim.verdict}, and the wire
      carried what it must.
    </p>`;
  }
  const wire = expandAll(claim.wire, acted.bindings);
  return html`<div class="judged bad">
    <p><i aria-hidden="true">✗</i> Not as it must be in ${claim.name} ${claim.recordedIn}:</p>
    <ul>
      ${!rightVerdict && html`<li>the verdict must be ${claim.verdict}, and is ${verdict}</li>`}
      ${
        !rightWire &&
        html`<li>
          the wire must carry
          ${wire.length === 0 ? 'nothing.' : html`<pre>${claimedWire(wire)}</pre>`}
        </li>`
      }
    </ul>
    <p>
      Another version, an extension, or a setting of this browser can be the reason; so can a
      preparation that was left out.
    </p>
  </div>`;
}

function wire({ exchanges, play, bindings }: ActedByHand): Html {
  if (exchanges.length === 0) return html`<p class="none">No request arrived.</p>`;
  const texts = exchanges.map((exchange) => exchangeText(exchange, bindings.token));
  return html`<pre>${transcript(texts, telling(play.steps))}</pre>
    <details>
      <summary>With every header line</summary>
      <pre>${transcript(texts, () => true)}</pre>
    </details>`;
}

export interface ResultOptions {
  readonly scenario: Scenario;
  readonly act: ActName;
  readonly acted: ActedByHand;
  /** Of the page that asked, as some lines name it. */
  readonly pageUrl: string;
  readonly engine: Engine | null;
  readonly discrepancies: readonly string[];
}

/** The piece of HTML. */
export function resultOf(options: ResultOptions, book: HandBook): string {
  const { scenario, act, acted, pageUrl, engine, discrepancies } = options;
  const { play, bindings, seen } = acted;
  const claims = book.claims(scenario, act, { bindings, pageUrl });
  const own = claims.find((claim) => claim.engine === engine);
  // Nothing is claimed of a browser that had no part in it, or in which the case cannot exist.
  const asked = play.steps.some((step) => step.do !== 'server-fetch');
  const judge = own !== undefined && asked && !isNotApplicable(own.console);
  return html`${judge && judged(own, acted, book)}
    ${discrepancies.map((one) => html`<p class="judged bad">The suite itself failed. ${one}</p>`)}
    <div class="pair">
      <div class="half">
        <h3>What the script saw</h3>
        <ol class="sees">
          ${play.steps.map((step, index) => {
            const one = seen[index];
            return one && sight(step, one);
          })}
        </ol>
      </div>
      <div class="half">
        <h3>What reached the wire</h3>
        ${wire(acted)}
      </div>
    </div>
    <h3>What the console must say now</h3>
    <p class="why">
      Lines that merely follow (“Failed to load resource”) may stand beside these; more or fewer
      lines about CORS may not.
    </p>
    ${consoleClaims(claims, engine)}`.markup;
}
