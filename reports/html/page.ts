/**
 * The matrix as one file that opens anywhere: no load but itself, readable without script, and
 * guarded by a policy that runs no script and applies no style but the two written here.
 */
import { readFileSync } from 'node:fs';
import { ENGINES } from '../../messages/types.ts';
import { ORIGINS } from '../../scenarios/origins.ts';
import type { Scenario } from '../../scenarios/types.ts';
import { coverage } from '../completeness.ts';
import { CELL_STATUSES, type CellStatus, type EngineColumn, type Results } from '../results.ts';
import {
  STATUS,
  ambiguousIds,
  byTopic,
  durationWords,
  labelOf,
  type MessageCatalogue,
} from '../words.ts';
import { contents, skipLink } from './contents.ts';
import { cssString, html, text, type Html } from './escape.ts';
import { differential, differentialBanner } from './differential.ts';
import { pageDocument } from './document.ts';
import { drift } from './drift.ts';
import { matrix } from './matrix.ts';
import { messages } from './messages.ts';
import { situations } from './situations.ts';
import { styleOf } from './styles.ts';
import { ordinaryLines, type OrdinaryLines } from './transcript.ts';

export const own = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

// Ids of the page's own have a capital; those of scenarios are kebab and have none.

/** Rules that depend on the columns: hiding all but one, and naming them on a narrow screen. */
const columnRules = (columns: readonly EngineColumn[]): string =>
  [
    `:root{--columns:${columns.length}}`,
    ...columns.map(
      (column, index) =>
        `.only-${index} .c:not(.c${index}){display:none!important}\n` +
        `@media (width < 44rem){.r .c${index}::before{content:${cssString(labelOf(column, columns))}}}`,
    ),
  ].join('\n');

const count = (results: Results, status: CellStatus, column?: string): number =>
  results.rows
    .flatMap(({ cells }) => cells)
    .filter((cell) => cell.status === status && (column === undefined || cell.column === column))
    .length;

const totals = (results: Results): Html =>
  html`<ul class="totals" id="theTotals">
    ${CELL_STATUSES.map((status) => {
      const { sign, word } = STATUS[status];
      return html`<li class="s-${status}" data-status="${status}">
        <i aria-hidden="true">${sign}</i> <b>${count(results, status)}</b> ${word}
      </li>`;
    })}
  </ul>`;

export function banners(results: Results): Html {
  const { incompleteBecause, protection, problems } = results;
  return html`${
    incompleteBecause !== undefined &&
    html`<p class="banner partial" role="note">
      <b>Partial:</b>${text(incompleteBecause.replace(/^partial:/, ''))}.
    </p>`
  }${
    protection === 'off' &&
    html`<p class="banner off" role="note">
      <b>Protection off.</b> The browsers ran with their own CORS protection switched off: failures
      are what this run is for.
    </p>`
  }${
    problems.length > 0 &&
    html`<details class="banner partial">
      <summary>
        <b>${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}</b> outside the
        cells
      </summary>
      ${problems.map((problem) => html`<pre>${text(problem)}</pre>`)}
    </details>`
  }`;
}

const ORIGIN_WORDS = {
  environment: 'named by the environment',
  playwright: 'installed by Playwright',
  system: 'installed on the system',
} as const;

function engines(results: Results): Html {
  const head = CELL_STATUSES.map(
    (status) =>
      html`<th scope="col" role="columnheader">
        <i aria-hidden="true">${STATUS[status].sign}</i> ${STATUS[status].word}
      </th>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Engines of this run">
    <table class="engines" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Engine</th>
          <th scope="col" role="columnheader">Build</th>
          ${head}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${results.engines.map(
          (column) =>
            html`<tr role="row">
              <th scope="row" role="rowheader">${labelOf(column, results.engines)}</th>
              <td role="cell">
                ${text(column.name)} ${text(column.version ?? '(build not known)')}<br /><small
                  >${
                    column.flavour && column.from
                      ? `${column.flavour === 'stock' ? 'as its makers ship it' : "Playwright's build"}, ${ORIGIN_WORDS[column.from]}`
                      : 'no test told which build it ran in'
                  }${column.platform !== undefined && html`, ${text(column.platform)}`}</small
                >
              </td>
              ${CELL_STATUSES.map((status) => {
                const number = count(results, status, column.key);
                return html`<td role="cell" class="${number > 0 ? `n s-${status}` : 'n zero'}">
                  <i aria-hidden="true">${STATUS[status].sign}</i> ${number}
                </td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const options = (pairs: readonly (readonly [value: string, words: string])[]): Html =>
  html`${pairs.map(([value, words]) => html`<option value="${value}">${words}</option>`)}`;

export const choice = (name: string, words: string, pairs: Parameters<typeof options>[0]): Html =>
  html`<p>
    <label for="theField-${name}">${words}</label>
    <select id="theField-${name}" name="${name}">
      ${options(pairs)}
    </select>
  </p>`;

/** Shown by the script only: without it nothing could be filtered. */
const filters = (results: Results, scenarios: readonly Scenario[]): Html =>
  html`<form id="theFilters" role="search" aria-label="Filter the matrix" hidden>
    <p class="find">
      <label for="theField-q">Search</label>
      <input
        id="theField-q"
        type="search"
        name="q"
        placeholder="title, header, message id…"
        autocomplete="off"
        spellcheck="false"
      />
    </p>
    ${choice('topic', 'Reason or topic', [
      ['', 'all'],
      ...byTopic(scenarios).map(({ topic, title }) => [topic, title] as const),
    ])}
    ${choice('engine', 'Engine', [
      ['', 'all'],
      ...results.engines.map((column) => [column.key, labelOf(column, results.engines)] as const),
    ])}
    ${choice('differ', 'Engines differ', [
      ['', 'or not'],
      ['any', 'in anything'],
      ['verdict', 'in the verdict'],
      ['message', 'in the message'],
      ['wire', 'on the wire'],
    ])}
    <button type="reset">Clear</button>
  </form>`;

function reading(results: Results, ordinary: ReadonlyMap<string, OrdinaryLines>): Html {
  return html`<section class="reading" aria-labelledby="howToRead">
    <h2 id="howToRead">How to read this</h2>
    <dl>
      ${CELL_STATUSES.map((status) => {
        const { sign, word, meaning } = STATUS[status];
        return html`<div>
          <dt class="s-${status}"><i aria-hidden="true">${sign}</i> ${word}</dt>
          <dd>${meaning}</dd>
        </div>`;
      })}
    </dl>
    <details>
      <summary>Names of the origins</summary>
      <dl>
        ${Object.entries(ORIGINS).map(
          ([name, { scheme, host, words }]) =>
            html`<div>
              <dt><code>{${name}}</code></dt>
              <dd>${words}: <code>${scheme}://${host}</code> with a port of the run</dd>
            </div>`,
        )}
      </dl>
    </details>
    <details>
      <summary>Header lines left out of the transcripts</summary>
      <p>
        Most requests of an engine carry these alike. Of the answers, the lines of the connection
        are left out (Date, Connection, Keep-Alive, Transfer-Encoding, Content-Length).
      </p>
      ${results.engines.map((column) => {
        const { preflights, requests } = ordinary.get(column.key) ?? {
          preflights: new Set<string>(),
          requests: new Set<string>(),
        };
        const lines = (which: string, set: ReadonlySet<string>) =>
          set.size > 0 &&
          html`<h3>${labelOf(column, results.engines)}, ${which}</h3>
            <pre>${text([...set].join('\n'))}</pre>`;
        return html`${lines('preflights', preflights)}${lines('other requests', requests)}`;
      })}
    </details>
    ${
      results.otherTests.length > 0 &&
      html`<details>
        <summary>${results.otherTests.length} other tests of this run</summary>
        <ul>
          ${results.otherTests.map(
            ({ title, engine, status }) =>
              html`<li>${text(title)}${engine && ` (${engine})`}: <b>${text(status)}</b></li>`,
          )}
        </ul>
      </details>`
    }
  </section>`;
}

/** The whole page. `catalogue` gives Firefox's wording beside MDN's, and tells messages apart. */
export function renderPage(
  results: Results,
  scenarios: readonly Scenario[],
  catalogue: MessageCatalogue,
): string {
  const style = styleOf('matrix', columnRules(results.engines));
  const script = own('page.client.js');
  const ordinary = ordinaryLines(results);
  const known = new Set(scenarios.map(({ id }) => id));
  const changed = drift(results, known);
  const met = situations(results);
  const ambiguous = ambiguousIds(scenarios);
  const { run, of } = coverage(results.rows);
  const { os, release, arch, node } = results.platform;
  const body = html`${skipLink('theMatrixHead', 'the matrix')}
    <header>
      <h1>CORS conformance</h1>
      <p class="lead">
        ${scenarios.length} ways a cross-origin request is refused or warned about, in
        ${results.engines.length} ${results.engines.length > ENGINES.length ? 'builds' : 'engines'}:
        what the script saw, what reached the wire, what the console said, and the cure.
      </p>
      <p class="meta">
        <span>${run} of ${of} cells run</span>
        <span
          ><time datetime="${results.startedAt}"
            >${results.startedAt.replace('T', ' ').replace(/:\d\d\.\d+Z$/, ' UTC')}</time
          ></span
        >
        <span>${durationWords(results.duration)}</span>
        <span>${text(`${os} ${release} ${arch}`)}</span> <span>Node ${text(node)}</span>
        <span>protection ${results.protection}</span>
      </p>
      ${contents([
        changed.markup !== '' && ['theDrift', 'What changed'],
        met.markup !== '' && ['theSituations', 'What do you see?'],
        ['theMatrixHead', 'Matrix'],
        ['theMessages', 'Messages'],
        ['beyondTheCatalogue', 'Generated exchanges'],
        ['howToRead', 'How to read this'],
      ])}
      ${banners(results)} ${differentialBanner(results.differential)} ${totals(results)}
      ${engines(results)}
    </header>
    <main>
      ${changed} ${met}
      <h2 id="theMatrixHead" tabindex="-1">Matrix</h2>
      ${filters(results, scenarios)}
      <p id="theCount" role="status">${scenarios.length} scenarios</p>
      ${matrix(results, scenarios, catalogue, { columns: results.engines, ordinary, ambiguous })}
      ${messages(results, catalogue)} ${differential(results.differential, known)}
    </main>
    <footer>${reading(results, ordinary)}</footer>`;
  return pageDocument({ title: 'CORS conformance matrix', body, style: { source: style }, script });
}
