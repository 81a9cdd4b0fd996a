/** The section about what changed since the baselines, both texts side by side. */
import { differenceOf, type Segment } from '../drift/text.ts';
import { groupsOf, type DriftGroup } from '../drift/groups.ts';
import type { ColumnDrift } from '../drift/drift.ts';
import {
  baselineWords,
  countWords,
  gravityWords,
  groupWords,
  isAboutText,
  spanWords,
  versionsWords,
} from '../drift/words.ts';
import type { Results } from '../results.ts';
import { type Html, html, text } from './escape.ts';

/** More would hide the texts: the rest is behind a disclosure. */
const FIRST = 3;

/** A scenario that is gone has no row to link to. */
const links = (ids: readonly string[], known: ReadonlySet<string>): Html =>
  html`${ids.map(
    (id, index) =>
      html`${index > 0 && ', '}${known.has(id) ? html`<a href="#${id}">${id}</a>` : html`${text(id)}`}`,
  )}`;

function scenarios(ids: readonly string[], known: ReadonlySet<string>): Html {
  if (ids.length <= FIRST) return html`<p>${links(ids, known)}</p>`;
  return html`<p>${links(ids.slice(0, FIRST), known)}</p>
    <details>
      <summary>${ids.length - FIRST} more</summary>
      <p>${links(ids.slice(FIRST), known)}</p>
    </details>`;
}

/** `name`: `del` or `ins`, so that the difference is no matter of colour. */
function side(words: string, segments: readonly Segment[] | null, removed: boolean): Html {
  const marked = (segments ?? []).map((segment) =>
    segment.changed
      ? removed
        ? html`<del>${text(segment.text)}</del>`
        : html`<ins>${text(segment.text)}</ins>`
      : text(segment.text),
  );
  return html`<div>
    <h4>${words}</h4>
    ${segments ? html`<pre>${marked}</pre>` : html`<p class="nothing">nothing</p>`}
  </div>`;
}

function sides({ before, after }: DriftGroup): Html {
  const difference = differenceOf(before ?? '', after ?? '');
  return html`<div class="sides">
    ${side('before', before === undefined ? null : difference.before, true)}
    ${side('now', after === undefined ? null : difference.after, false)}
  </div>`;
}

function group(one: DriftGroup, known: ReadonlySet<string>): Html {
  const short =
    !isAboutText(one) &&
    html`<p>${text([one.before, one.after].map((part) => part ?? '–').join(' → '))}</p>`;
  return html`<li class="${one.hard ? 'hard' : 'soft'}">
    <h3>
      <i aria-hidden="true">${one.hard ? '✗' : '·'}</i> ${text(groupWords(one))}
      <small>${text(spanWords(one))}, ${one.hard ? 'hard' : 'soft'}</small>
    </h3>
    ${short}${isAboutText(one) && sides(one)} ${scenarios(one.scenarios, known)}
  </li>`;
}

function column(one: ColumnDrift, known: ReadonlySet<string>): Html {
  const groups = groupsOf(one.changes);
  const head = html`<b>${text(versionsWords(one))}</b> ${text(countWords(one))}`;
  const source = html`<p class="source">${text(baselineWords(one))}</p>`;
  if (groups.length === 0)
    return html`<p>${head}</p>
      ${source}`;
  return html`<details open>
    <summary>${head}</summary>
    ${source}
    <ul>
      ${groups.map((each) => group(each, known))}
    </ul>
  </details>`;
}

/** Empty where the run was not compared. `known`: ids of the scenarios that have a row. */
export function drift(results: Pick<Results, 'drift'>, known: ReadonlySet<string>): Html {
  if (!results.drift || results.drift.length === 0) return html``;
  return html`<section class="drift" aria-labelledby="theDrift">
    <h2 id="theDrift">What changed <small>${gravityWords(results.drift)}</small></h2>
    ${results.drift.map((one) => column(one, known))}
  </section>`;
}
