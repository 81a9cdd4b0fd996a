/**
 * The page of one scenario: what each version of each engine did, the newest first. Versions that
 * did the same stand under one head; of the older ones only what differs is shown.
 */
import type { Change } from '../history/changes.ts';
import { differenceOf, type Segment } from '../drift/text.ts';
import type { TextPair } from '../history/texts.ts';
import type { HistoryRow, HistoryView } from '../history/view.ts';
import type { Cell, Observation } from '../results.ts';
import { ENGINE_NAMES, STATUS, essenceOf } from '../words.ts';
import { html, link, text, type Html } from './escape.ts';
import { MARK_WORDS } from './history.ts';
import { historyDocument } from './history-document.ts';
import { claim, consoleLines, sights, wireText } from './panel.ts';
import type { OrdinaryLines } from './transcript.ts';

/** The style sheet beside `index.html` that all these pages share. */
export const STYLE_FILE = 'history.css';

interface Context {
  readonly view: HistoryView;
  readonly ordinary: ReadonlyMap<string, OrdinaryLines>;
}

/** What one witness said of one acting-out. */
interface Testimony {
  readonly title: string;
  readonly shown: Html;
}

/** Versions one after another that did the same. */
interface Era {
  /** Indices of its columns, the oldest first. */
  readonly columns: readonly number[];
  readonly outcome: Html;
  readonly refused: readonly Testimony[];
  readonly cured: readonly Testimony[];
}

const minutes = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

const testimonies = (
  observation: Observation | undefined,
  ordinary: OrdinaryLines | undefined,
): readonly Testimony[] =>
  observation
    ? [
        { title: 'What the script saw', shown: sights(observation.sees) },
        { title: 'What the console said', shown: consoleLines(observation.console) },
        { title: 'What reached the wire', shown: wireText(observation.wire, ordinary) },
      ]
    : [];

function outcome({ status, verdict, stage, note, url, absent }: Cell): Html {
  if (absent) return html`<p class="none">The catalogue of its runs did not have the scenario.</p>`;
  const { sign, word } = STATUS[status];
  return html`<p>
      <b class="s-${status}"><i aria-hidden="true">${sign}</i> ${word}</b>${
        verdict !== undefined && html`: <b class="v-${verdict}">${verdict}</b>`
      }${stage !== undefined && html` at ${text(stage)}`}
    </p>
    ${note !== undefined && html`<pre class="note">${text(essenceOf(note))}</pre>`}${
      url !== undefined && html`<p class="url">${link(url, text(url))}</p>`
    }`;
}

const markupOf = ({ outcome: judged, refused, cured }: Omit<Era, 'columns'>): string =>
  [judged, ...[...refused, ...cured].map(({ shown }) => shown)].map((one) => one.markup).join('\n');

/** The eras of one line, the newest first. */
function erasOf({ row }: HistoryRow, line: readonly number[], { ordinary }: Context): Era[] {
  const eras: Era[] = [];
  for (const index of line) {
    const cell = row.cells[index];
    if (!cell) continue;
    const era = {
      outcome: outcome(cell),
      refused: testimonies(cell.refused, ordinary.get(cell.column)),
      cured: testimonies(cell.cured, ordinary.get(cell.column)),
    };
    const last = eras[0];
    if (last && markupOf(last) === markupOf(era))
      eras[0] = { ...last, columns: [...last.columns, index] };
    else eras.unshift({ ...era, columns: [index] });
  }
  return eras;
}

const versionsOf = (columns: readonly number[], { columns: all }: HistoryView): string => {
  const versions = columns.map((index) => all[index]?.version ?? 'build not known');
  const [first, last] = [versions[0], versions.at(-1)];
  return columns.length <= 2
    ? versions.join(' and ')
    : `${first} to ${last} (${versions.length} builds)`;
};

/** Words that only one of two lines has, as deleted or inserted. */
const marked = (pieces: readonly Segment[], as: 'del' | 'ins'): Html =>
  html`<pre>
${pieces.map(({ text: words, changed }) =>
      !changed
        ? text(words)
        : as === 'del'
          ? html`<del>${text(words)}</del>`
          : html`<ins>${text(words)}</ins>`,
    )}</pre>`;

function pair({ before, after }: TextPair): Html {
  const words = differenceOf(before?.text ?? '', after?.text ?? '');
  const side = (title: string, line: TextPair['before'], as: 'del' | 'ins'): Html =>
    html`<div>
      <p>${title}${line ? html`: <code>${text(line.id)}</code>` : ': no such line'}</p>
      ${line && marked(as === 'del' ? words.before : words.after, as)}
    </div>`;
  return html`<div class="pair">
    ${side('before', before, 'del')}${side('after', after, 'ins')}
  </div>`;
}

const turned = (before: string | undefined, after: string | undefined): Html =>
  html`<b>${before ?? 'none'}</b> → <b>${after ?? 'none'}</b>`;

function changeWords(kind: Change['kinds'][number], before: Cell, after: Cell): Html {
  const last = (cell: Cell): string | undefined => cell.cured?.sees.at(-1)?.verdict;
  switch (kind) {
    case 'verdict':
      return before.verdict === after.verdict
        ? html`verdict with the cure ${turned(last(before), last(after))}`
        : html`verdict ${turned(before.verdict, after.verdict)}`;
    case 'status':
      return html`status ${turned(STATUS[before.status].word, STATUS[after.status].word)}`;
    case 'stage':
      return html`stage ${turned(before.stage, after.stage)}`;
    case 'messages':
      return html`messages
      ${turned(before.messages?.join(', ') || 'none', after.messages?.join(', ') || 'none')}`;
    case 'wording':
    case 'wire':
      return html`other ${kind === 'wire' ? 'requests' : 'words'}`;
  }
}

/** What the first build of an era brought. */
function news({ row, steps }: HistoryRow, index: number, { view }: Context): Html | null {
  const step = steps[index];
  const cell = row.cells[index];
  if (step?.isNew)
    return html`<p class="news">
      <b>${MARK_WORDS.new}</b> Earlier runs did not have the scenario.
    </p>`;
  const before = step?.change && row.cells[step.change.before];
  if (!step?.change || !before || !cell) return null;
  const { kinds, texts } = step.change;
  return html`<div class="news">
    <p>
      <b>Δ since ${text(view.labels[step.change.before] ?? '')}:</b>
      ${kinds.map((kind, place) => html`${place > 0 && '; '}${changeWords(kind, before, cell)}`)}
    </p>
    ${texts.map(pair)}
  </div>`;
}

function witnesses(
  title: string,
  told: readonly Testimony[],
  newer: readonly Testimony[] | undefined,
  newerName: string,
): Html | null {
  if (told.length === 0) return null;
  const same = (one: Testimony, index: number): boolean =>
    newer?.[index]?.shown.markup === one.shown.markup;
  const differing = told.filter((one, index) => !same(one, index));
  return html`<h4>${title}</h4>
    ${
      differing.length < told.length &&
      html`<p class="none">
        As in ${text(newerName)}:
        ${told
          .filter(same)
          .map((one) => one.title.toLowerCase())
          .join(', ')}.
      </p>`
    }
    ${
      differing.length > 0 &&
      html`<div class="ws">
        ${differing.map(
          (one) =>
            html`<section class="w">
              <h5>${one.title}</h5>
              <div class="a">${one.shown}</div>
            </section>`,
        )}
      </div>`
    }`;
}

function era(shown: HistoryRow, one: Era, newer: Era | undefined, context: Context): Html {
  const { view } = context;
  const [first, ...others] = one.columns;
  const dates = one.columns.flatMap((index) => {
    const ranAt = view.columns[index]?.ranAt;
    return ranAt === undefined ? [] : [minutes(ranAt)];
  });
  const newerName = newer ? versionsOf(newer.columns, view) : '';
  return html`<section class="panel" id="${view.columns[first ?? 0]?.key}">
    <h3>
      ${others.map((index) => html`<span id="${view.columns[index]?.key}"></span>`)}
      ${text(versionsOf(one.columns, view))}
    </h3>
    ${dates.length > 0 && html`<p><small>run ${dates.join(', ')} UTC</small></p>`} ${one.outcome}
    ${one.columns.map((index) => news(shown, index, context))}
    ${witnesses('Observed', one.refused, newer?.refused, newerName)}
    ${witnesses('Observed with the cure', one.cured, newer?.cured, newerName)}
  </section>`;
}

function line(shown: HistoryRow, columns: readonly number[], context: Context): Html {
  const column = context.view.columns[columns[0] ?? 0];
  const eras = erasOf(shown, columns, context);
  return html`<h2>
      ${column && ENGINE_NAMES[column.engine]}
      <small
        >${text([column?.name, column?.platform, column?.flavour].filter(Boolean).join(', '))}</small
      >
    </h2>
    <div class="eras">${eras.map((one, index) => era(shown, one, eras[index - 1], context))}</div>`;
}

/** `scenarios/<id>.html`. `ordinary`: of the same results, see `ordinaryLines`. */
export function renderScenario(
  shown: HistoryRow,
  view: HistoryView,
  ordinary: ReadonlyMap<string, OrdinaryLines>,
): string {
  const { row, scenario } = shown;
  const context = { view, ordinary };
  return historyDocument({
    title: `${row.id}: CORS conformance history`,
    style: { file: `../${STYLE_FILE}` },
    body: html`<header>
        <p class="back"><a href="../index.html#${row.id}">All scenarios</a></p>
        <h1>${text(scenario?.title ?? row.id)}</h1>
        <p class="meta"><code>${row.id}</code></p>
        ${
          scenario === null &&
          html`<p class="banner partial" role="note">
            <b>Gone:</b> the catalogue no longer has this scenario.
          </p>`
        }
      </header>
      <main class="story">
        ${scenario && html`<div class="panel">${claim(scenario)}</div>`}
        ${view.lines.map((columns) => line(shown, columns, context))}
      </main>`,
  });
}
