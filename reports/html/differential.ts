/** The section about generated exchanges: what was compared, where an engine departs, what is new. */
import { ENGINES, type Engine } from '../../messages/types.ts';
import {
  DIFFERENTIAL_FOLDER,
  caseCounts,
  exchangeFileOf,
  findingFile,
  findingsOf,
  replayCommand,
  staleOf,
  type NumberedFinding,
} from '../differential-findings.ts';
import type { EngineRun, Exchange, ExplainedDeparture } from '../differential-results.ts';
import { breaksWords, differencesText, exchangeTranscript } from '../exchange-transcript.ts';
import type { DifferentialShown } from '../results.ts';
import { ENGINE_NAMES, durationWords } from '../words.ts';
import { type Html, html, link, prose, text } from './escape.ts';

type Scenarios = ReadonlySet<string>;

const number = (value: number): string => value.toLocaleString('en-GB');

const cases = (value: number): string => `${number(value)} ${value === 1 ? 'case' : 'cases'}`;

// On a narrow screen the column heads are gone; the word in each cell stands in for them.
const OUTCOMES = [
  { of: 'conforming', word: 'conforming', status: 's-conforms' },
  { of: 'explained', word: 'explained', status: 's-known-deviation' },
  { of: 'unexplained', word: 'unexplained', status: 's-fails' },
  { of: 'killed', word: 'killed', status: 's-fails' },
] as const;

const minutes = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

/** Which run it was, for a reader who wants it again. */
function source({ run, from, seed, startedAt }: DifferentialShown): string {
  return [
    from === 'command' ? 'npm run differential' : 'with this run',
    `${minutes(startedAt)} UTC`,
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    durationWords(run.durationMs),
    ...(run.interrupted ? ['interrupted'] : []),
  ].join(', ');
}

function overviewRow(shown: DifferentialShown): Html {
  const { run } = shown;
  const counts = caseCounts(run);
  return html`<tr role="row">
    <th scope="row" role="rowheader">${ENGINE_NAMES[run.engine]}</th>
    <td role="cell">
      ${text(run.name)} ${text(run.version)}<br /><small>${text(source(shown))}</small>
    </td>
    <td role="cell" class="n">${number(run.cases)} <span class="k">cases</span></td>
    ${OUTCOMES.map(
      ({ of, word, status }) =>
        html`<td role="cell" class="${counts[of] > 0 ? `n ${status}` : 'n zero'}">
          ${number(counts[of])} <span class="k">${word}</span>
        </td>`,
    )}
  </tr>`;
}

const overview = (all: readonly DifferentialShown[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="Differential runs">
    <table class="engines" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Engine</th>
          <th scope="col" role="columnheader">Run</th>
          <th scope="col" role="columnheader">cases</th>
          ${OUTCOMES.map(({ word }) => html`<th scope="col" role="columnheader">${word}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${all.map(overviewRow)}
      </tbody>
    </table>
  </div>`;

const tally = (counts: Readonly<Record<string, number>>): Html =>
  html`${Object.entries(counts).map(
    ([name, value], index) => html`${index > 0 && ', '}${text(name)} ${number(value)}`,
  )}`;

/** What the cases were about, how they ended, and which step of the Standard decided. */
const spread = (all: readonly DifferentialShown[]): Html =>
  html`<details>
    <summary>What the cases were</summary>
    ${all.map(
      (shown) =>
        html`<h4>${ENGINE_NAMES[shown.run.engine]}, ${text(source(shown))}</h4>
          <dl>
            <div>
              <dt>family</dt>
              <dd>${tally(shown.run.byFamily)}</dd>
            </div>
            <div>
              <dt>verdict</dt>
              <dd>${tally(shown.run.byVerdict)}</dd>
            </div>
            <div>
              <dt>decided at</dt>
              <dd>${tally(shown.run.byStage)}</dd>
            </div>
          </dl>`,
    )}
  </details>`;

const transcriptOf = ({ play }: Exchange): Html =>
  html`<pre>${text(exchangeTranscript(play))}</pre>`;

function finding({ run, from }: DifferentialShown, numbered: NumberedFinding): Html {
  const { kind, finding: found } = numbered;
  const file = findingFile(run, numbered);
  const path = from === 'command' ? `${DIFFERENTIAL_FOLDER}/${file}` : file;
  return html`<article class="panel">
    <h4>${ENGINE_NAMES[run.engine]}: <span class="s-fails">${text(found.key)}</span></h4>
    <p>
      ${kind === 'killed' ? 'The page or the browser died of it. ' : ''}${cases(found.count)},
      family
      ${text(found.family)}${found.index !== undefined && html`, the first is case ${found.index}`};
      shrunk in ${found.tried} ${found.tried === 1 ? 'try' : 'tries'}. Broken in it:
      ${text(breaksWords(found.shrunk))}.
    </p>
    ${found.because !== undefined && html`<pre class="note">${text(found.because)}</pre>`}
    <div class="ws">
      <section class="w">
        <h5>The smallest exchange that shows it</h5>
        <div class="a">${transcriptOf(found.shrunk)}</div>
      </section>
      ${
        found.differences.length > 0 &&
        html`<section class="w">
          <h5>What the Standard gives, and what was observed</h5>
          <div class="a"><pre>${text(differencesText(found.differences))}</pre></div>
        </section>`
      }
    </div>
    <div class="cmds"><pre class="cmd">${text(replayCommand(path, run.engine))}</pre></div>
    <details>
      <summary>${text(file)}</summary>
      <pre>${text(JSON.stringify(exchangeFileOf(run, numbered), null, 1))}</pre>
    </details>
  </article>`;
}

function findings(all: readonly DifferentialShown[]): Html | null {
  const articles = all.flatMap((shown) => findingsOf(shown.run).map((one) => finding(shown, one)));
  if (!articles.length) return null;
  return html`<h3>Unexplained</h3>
    <p>Neither the Standard nor a known departure of the engine gives what was observed.</p>
    ${articles}`;
}

/** One departure, and how often each engine's runs needed it and missed it. */
interface DepartureRow {
  readonly departure: ExplainedDeparture;
  readonly engines: Map<Engine, { count: number; missed: number }>;
  readonly examples: Map<Engine, Exchange>;
}

function departureRows(runs: readonly EngineRun[]): readonly DepartureRow[] {
  const rows = new Map<string, DepartureRow>();
  for (const { engine, explained } of runs)
    for (const departure of explained) {
      const { id, words, bug, kind, count, missed, example } = departure;
      const key = JSON.stringify([id, words, bug, kind]);
      const row = rows.get(key) ?? { departure, engines: new Map(), examples: new Map() };
      const known = row.engines.get(engine) ?? { count: 0, missed: 0 };
      row.engines.set(engine, { count: known.count + count, missed: known.missed + missed });
      if (example && !row.examples.has(engine)) row.examples.set(engine, example);
      rows.set(key, row);
    }
  return [...rows.values()];
}

/** Links to the rows of the matrix that show the same; an id that has no row stays plain. */
const shownBy = (ids: readonly string[], scenarios: Scenarios): Html =>
  html`${ids.map(
    (id, index) =>
      html`${index > 0 && ', '}${
        scenarios.has(id)
          ? html`<a href="#${id}"><code>${id}</code></a>`
          : html`<code>${text(id)}</code>`
      }`,
  )}`;

function departureCell(row: DepartureRow, engine: Engine): Html {
  const known = row.engines.get(engine);
  const name = html`<span class="k">${ENGINE_NAMES[engine]}</span>`;
  if (!known)
    return html`<td role="cell" class="n zero">
      <span aria-hidden="true">–</span><span class="sr">does not depart</span> ${name}
    </td>`;
  const { count, missed } = known;
  return html`<td role="cell" class="${count > 0 ? 'n s-known-deviation' : 'n zero'}">
    ${number(count)}
    ${name}${missed > 0 && html`<br /><b class="s-fails">${number(missed)} missed</b>`}
  </td>`;
}

function departureRow(row: DepartureRow, engines: readonly Engine[], scenarios: Scenarios): Html {
  const { id, words, kind, bug, scenarios: ids } = row.departure;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      ${prose(words)}<br />
      <small
        ><code>${text(id)}</code>, ${kind},
        ${link(bug, text(bug))}${
          ids.length > 0 && html`; in the matrix: ${shownBy(ids, scenarios)}`
        }</small
      >
      ${
        row.examples.size > 0 &&
        html`<details>
          <summary>A small exchange that shows it</summary>
          ${[...row.examples].map(
            ([engine, example]) =>
              html`<div class="a">
                <p class="who">${ENGINE_NAMES[engine]}</p>
                ${transcriptOf(example)}
              </div>`,
          )}
        </details>`
      }
    </th>
    ${engines.map((engine) => departureCell(row, engine))}
  </tr>`;
}

function departures(runs: readonly EngineRun[], scenarios: Scenarios): Html | null {
  const rows = departureRows(runs);
  if (!rows.length) return null;
  const engines = ENGINES.filter((engine) => runs.some((run) => run.engine === engine));
  return html`<h3>Known departures</h3>
    <p>
      Each is the Standard with one of its algorithms exchanged; the figures are the cases that it
      explains, alone or with
      others.${
        runs.some((run) => staleOf(run).length > 0) &&
        ' Missed: it should have shown in the case and did not, so it may be mended.'
      }
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Known departures">
      <table class="engines departures" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">Departure</th>
            ${engines.map(
              (engine) => html`<th scope="col" role="columnheader">${ENGINE_NAMES[engine]}</th>`,
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows.map((row) => departureRow(row, engines, scenarios))}
        </tbody>
      </table>
    </div>`;
}

/** The section. `scenarios`: the ids that have a row in this page. */
export function differential(
  all: readonly DifferentialShown[] | undefined,
  scenarios: Scenarios,
): Html {
  const runs = (all ?? []).map(({ run }) => run);
  return html`<section class="beyond" aria-labelledby="beyondTheCatalogue">
    <h2 id="beyondTheCatalogue">
      Beyond the catalogue: generated exchanges against the Fetch Standard
    </h2>
    ${
      all && all.length > 0
        ? html`<p>
              Exchanges put together at random, acted out by each engine, and compared in verdict,
              wire, headers that script can read and console with what the algorithms of the Fetch
              Standard give for them.
            </p>
            ${overview(all)} ${findings(all)} ${departures(runs, scenarios)} ${spread(all)}`
        : html`<p>
            None in this report: <code>npm run differential</code> acts out thousands, and the next
            report shows what came of them.
          </p>`
    }
  </section>`;
}

/** For the head of the page; null where all is as it should be. */
export function differentialBanner(all: readonly DifferentialShown[] | undefined): Html | null {
  const runs = (all ?? []).map(({ run }) => run);
  const found = runs.flatMap(findingsOf).length;
  const stale = runs.flatMap(staleOf).length;
  if (found + stale === 0) return null;
  const told = [
    ...(found > 0
      ? [`${found} ${found === 1 ? 'finding' : 'findings'} that nothing explains`]
      : []),
    ...(stale > 0
      ? [`${stale} known ${stale === 1 ? 'departure' : 'departures'} not always there`]
      : []),
  ];
  return html`<p class="banner off" role="note">
    <a href="#beyondTheCatalogue"><b>Beyond the catalogue</b></a
    >: ${told.join('; ')}.
  </p>`;
}
