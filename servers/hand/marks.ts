/** Small pieces that several pages show alike. */
import type { Engine } from '../../messages/types.ts';
import { isNotApplicable, type Verdict } from '../../scenarios/types.ts';
import { html, link, type Html } from './html.ts';
import type { ClaimedLine, EngineClaim } from './types.ts';

/** A verdict is told by sign and word, never by colour alone. */
const SIGNS: Readonly<Record<Verdict, string>> = { allowed: '✓', blocked: '✗', opaque: '◐' };

export const verdictMark = (verdict: Verdict): Html =>
  html`<b class="v-${verdict}"><i aria-hidden="true">${SIGNS[verdict]}</i> ${verdict}</b>`;

/**
 * The engine behind a User-Agent; null where none of the three can be told. Every browser names
 * others for old pages' sake, so the order matters; on iOS every browser is WebKit.
 */
export function engineOf(userAgent: string): Engine | null {
  if (/\b(?:CriOS|FxiOS|EdgiOS)\//.test(userAgent)) return 'webkit';
  if (/\bFirefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(?:e|ium)\//.test(userAgent)) return 'chromium';
  return /\bAppleWebKit\//.test(userAgent) ? 'webkit' : null;
}

const consoleLine = ({ id, level, text, trigger, mdn }: ClaimedLine): Html =>
  html`<li class="l-${level}">
    <p><b>${level}</b> <code>${id}</code></p>
    <pre class="line">${text}</pre>
    <p class="why">${trigger}</p>
    ${mdn && html`<p class="why">MDN words it: ${link(mdn.page, mdn.wording)}</p>`}
  </li>`;

function engineCard({ name, recordedIn, console: lines, note }: EngineClaim, own: boolean): Html {
  return html`<div class="card">
    <h4>${name} ${own && html`<em>this browser</em>`} <small>words of ${recordedIn}</small></h4>
    ${
      isNotApplicable(lines)
        ? html`<p class="none">${lines.notApplicable} ${link(lines.url, 'Read why')}</p>`
        : lines.length === 0
          ? html`<p class="none">Silent: no line about CORS.</p>`
          : html`<ol class="con">
              ${lines.map(consoleLine)}
            </ol>`
    }
    ${note && html`<p class="why"><b>${note.kind}</b>: ${note.because} ${link(note.url, 'Read it')}</p>`}
  </div>`;
}

/** What each console must say, this browser's first and the others' behind a fold. */
export function consoleClaims(claims: readonly EngineClaim[], own: Engine | null): Html {
  const mine = claims.filter(({ engine }) => engine === own);
  const others = claims.filter(({ engine }) => engine !== own);
  const cards = (some: readonly EngineClaim[], isOwn: boolean) =>
    html`<div class="cards">${some.map((claim) => engineCard(claim, isOwn))}</div>`;
  if (mine.length === 0) {
    return html`<p class="why">
        Which engine this browser is made of cannot be told from its name.
      </p>
      ${cards(others, false)}`;
  }
  return html`${cards(mine, true)}
    <details>
      <summary>In ${others.map(({ name }) => name).join(' and ')}</summary>
      ${cards(others, false)}
    </details>`;
}
