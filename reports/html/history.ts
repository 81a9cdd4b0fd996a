/**
 * The history matrix: scenarios down, engine versions across, changes marked. It holds no
 * evidence; each row leads to the page of its scenario (`history-scenario.ts`).
 */
import { ENGINES } from '../../messages/types.ts';
import { markOf, type HistoryRow, type HistoryView, type Mark } from '../history/view.ts';
import { CELL_STATUSES, type Cell, type EngineColumn } from '../results.ts';
import { ENGINE_NAMES, STATUS, byTopic } from '../words.ts';
import { contents, skipLink } from './contents.ts';
import { cssString, html, link, text, trusted, type Html } from './escape.ts';
import { historyDocument, historyStyle } from './history-document.ts';
import { banners, choice, own } from './page.ts';

/** The words of the filter and of the marks. */
export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  new: 'new',
  verdict: 'verdict',
  status: 'status',
  stage: 'stage',
  messages: 'messages',
  wording: 'wording',
  wire: 'requests',
};

const DIFFERENCES = { verdict: 'verdicts', message: 'messages', wire: 'requests' } as const;

export const scenarioFile = (id: string): string => `scenarios/${id}.html`;

const minutes = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

const letterOf = ({ status, absent }: Cell): string =>
  absent ? '-' : `${CELL_STATUSES.indexOf(status)}`;

/** Rules for showing one column or one engine, and for naming the columns on a narrow screen. */
function columnRules(view: HistoryView): string {
  const { columns, labels } = view;
  const sizes = new Set(groupsOf(view).map(({ members }) => members.length));
  const views = [
    ...columns.map(({ key }, index) => ({ key, shown: [index] })),
    ...ENGINES.map((engine) => ({
      key: engine,
      shown: columns.flatMap((column, index) => (column.engine === engine ? [index] : [])),
    })),
  ];
  const hidden = (shown: readonly number[]): readonly number[] =>
    columns.flatMap((_, index) => (shown.includes(index) ? [] : [index]));
  return [
    `:root{--columns:${columns.length}}`,
    ...views.map(({ shown }, place) => {
      const others = hidden(shown).map((index) => `.view-${place} .c${index}`);
      const rule = `.view-${place}{--columns:${Math.max(1, shown.length)}}`;
      return others.length > 0 ? `${rule}\n${others.join(',')}{display:none}` : rule;
    }),
    // As high as a group is likely to be, so that the scroll bar does not jump.
    ...[...sizes].map((size) => `.n${size}{--rows:${size + 1}}`),
    ...labels.map(
      (label, index) =>
        `@media (width < 44rem){.r .c${index}::before{content:${cssString(label)}}}`,
    ),
  ].join('\n');
}

const columnHead = ({ engine, version, platform, flavour }: EngineColumn, index: number): Html =>
  html`<th scope="col" role="columnheader" class="c c${index}">
    ${ENGINE_NAMES[engine]}
    <small>${text(version ?? 'not run')}</small
    ><small
      >${text([platform, flavour === 'playwright' && "Playwright's build"].filter((part) => typeof part === 'string').join(', '))}</small
    >
  </th>`;

/** In one line, shown whole where the row is open. */
function said({ messages, refused, verdict, stage }: Cell): string {
  const judged = [verdict, stage === undefined ? undefined : `at ${stage}`]
    .filter((part) => part !== undefined)
    .join(' ');
  const lines = refused && messages ? messages.join(', ') || 'no CORS line' : '';
  return [lines, judged].filter((part) => part !== '').join(' · ');
}

// One cell of thousands: as few elements as its look needs.
function cell(observed: Cell, index: number, marks: readonly Mark[], id: string): Html {
  if (observed.absent)
    return html`<td role="cell" class="c c${index} absent">not in its catalogue</td>`;
  const { sign, word } = STATUS[observed.status];
  const words = said(observed);
  return html`<td role="cell" class="c c${index} s-${observed.status}${marks.length > 0 && ' ch'}">
    <i aria-hidden="true">${sign}</i>
    ${word}${words !== '' && html`<small>${text(words)}</small>`}${
      marks.length > 0 &&
      html`<a class="d" href="${scenarioFile(id)}#${observed.column}"
        >Δ ${marks.map((mark) => MARK_WORDS[mark]).join(', ')}</a
      >`
    }
  </td>`;
}

/** What a search looks through besides the words that are seen: what the consoles said. */
function findable({ row, scenario }: HistoryRow): string {
  const lines = row.cells.flatMap(({ refused, cured }) =>
    [...(refused?.console ?? []), ...(cured?.console ?? [])].map((record) => record.text.trim()),
  );
  return [...(scenario?.tags ?? []), ...new Set(lines)].join(' ').toLowerCase();
}

function row(shown: HistoryRow): Html {
  const {
    row: { id, cells },
    scenario,
    steps,
    differences,
  } = shown;
  const marks = steps.map(markOf);
  return html`<tr
    role="row"
    class="r"
    id="${id}"
    data-s="${cells.map(letterOf).join('')}"
    data-differs="${differences.join(' ')}"
    data-k="${marks.some((one) => one.length > 0) && marks.map((one) => one.join(' ')).join(';')}"
    data-find="${findable(shown)}"
  >
    <th scope="row" role="rowheader">
      <a class="t" href="${scenarioFile(id)}">${text(scenario?.title ?? id)}</a>
      <small
        ><code>${id}</code> ${
          scenario
            ? html`<span class="v-${scenario.expect.verdict}">${scenario.expect.verdict}</span>`
            : html`<em>gone</em>`
        }${differences.map((difference) => html` <em>${DIFFERENCES[difference]} differ</em>`)}
        <a class="o" href="#${id}" aria-label="Show the cells of ${id} whole">#</a></small
      >
    </th>
    ${cells.map((one, index) => cell(one, index, marks[index] ?? [], id))}
  </tr> `;
}

function tally(index: number, members: readonly HistoryRow[]): Html {
  const cells = members
    .flatMap((member) => member.row.cells[index] ?? [])
    .filter(({ status }) => status !== 'not-applicable' && status !== 'not-run');
  const conforming = cells.filter(({ status }) => status === 'conforms').length;
  return html`<td role="cell" class="c c${index}">
    ${cells.length > 0 && html`${conforming} of ${cells.length}<span class="sr"> conform</span>`}
  </td>`;
}

interface Group {
  readonly topic: string;
  readonly title: Html | string;
  readonly members: readonly HistoryRow[];
}

/** The rows by topic; last, those that the catalogue no longer has. */
function groupsOf({ rows }: HistoryView): readonly Group[] {
  const byId = new Map(rows.map((shown) => [shown.row.id, shown]));
  const gone = rows.filter(({ scenario }) => scenario === null);
  return [
    ...byTopic(rows.flatMap(({ scenario }) => scenario ?? [])).map(
      ({ topic, title, mdn, scenarios }) => ({
        topic,
        title: mdn ? link(mdn.page, title) : title,
        members: scenarios.flatMap(({ id }) => byId.get(id) ?? []),
      }),
    ),
    ...(gone.length > 0
      ? [{ topic: 'gone', title: 'No longer in the catalogue', members: gone }]
      : []),
  ];
}

const group = ({ topic, title, members }: Group, columns: readonly EngineColumn[]): Html =>
  html`<tbody role="rowgroup" data-topic="${topic}" class="n${members.length}">
    <tr role="row" class="g">
      <th scope="rowgroup" role="rowheader"><h3>${title}</h3></th>
      ${columns.map((_, index) => tally(index, members))}
    </tr>
    ${members.map(row)}
  </tbody> `;

/** Without the line breaks between cells: each would be a node of the page, some 50,000 in all. */
const dense = ({ markup }: Html): Html =>
  trusted(markup.replace(/(?<=<t[dhr]\b[^<>]*>)\n|\n(?=<\/?t[dhr]\b)/g, ''));

const matrix = (view: HistoryView): Html =>
  dense(
    html`<table role="table" id="theMatrix" class="history" aria-describedby="theCount">
      <caption class="sr">
        Scenarios by MDN reason or topic, and what each version of each engine did
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Scenario</th>
          ${view.columns.map(columnHead)}
        </tr>
      </thead>
      ${groupsOf(view).map((one) => group(one, view.columns))}
    </table>`,
  );

const counted = (view: HistoryView, index?: number): readonly Cell[] =>
  view.rows
    .flatMap(({ row: { cells } }) => (index === undefined ? cells : (cells[index] ?? [])))
    .filter(({ absent }) => absent === undefined);

const totals = (view: HistoryView): Html =>
  html`<ul class="totals" id="theTotals">
    ${CELL_STATUSES.map((status, index) => {
      const { sign, word } = STATUS[status];
      const count = counted(view).filter((one) => one.status === status).length;
      return html`<li class="s-${status}" data-status="${status}" data-letter="${index}">
        <i aria-hidden="true">${sign}</i> <b>${count}</b> ${word}
      </li>`;
    })}
  </ul>`;

/** Whether any version has one before it, in its line. */
const compares = ({ lines }: HistoryView): boolean => lines.some(({ length }) => length > 1);

function columnRow(view: HistoryView, column: EngineColumn, index: number): Html {
  const changed = view.rows.filter(({ steps }) => steps[index]?.change).length;
  const compared = view.lines.some((line) => line.indexOf(index) > 0);
  return html`<tr role="row">
    <th scope="row" role="rowheader">${text(view.labels[index] ?? '')}</th>
    <td role="cell">
      ${text(column.name)}<br /><small
        >${text(
          [column.platform, column.flavour, column.from, column.ranAt && minutes(column.ranAt)]
            .filter(Boolean)
            .join(', '),
        )}</small
      >
    </td>
    ${
      compares(view) &&
      html`<td role="cell" class="n">
        ${
          changed > 0
            ? html`<a href="?engine=${column.key}&change=any">${changed} changed</a>`
            : compared && 'none changed'
        }
      </td>`
    }
    ${CELL_STATUSES.map((status) => {
      const count = counted(view, index).filter((one) => one.status === status).length;
      return html`<td role="cell" class="${count > 0 ? `n s-${status}` : 'n zero'}">
        <i aria-hidden="true">${STATUS[status].sign}</i> ${count}
      </td>`;
    })}
  </tr>`;
}

const builds = (view: HistoryView): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="Engine versions">
    <table class="engines" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Version</th>
          <th scope="col" role="columnheader">Build</th>
          ${compares(view) && html`<th scope="col" role="columnheader">Since the one before</th>`}
          ${CELL_STATUSES.map(
            (status) =>
              html`<th scope="col" role="columnheader">
                <i aria-hidden="true">${STATUS[status].sign}</i> ${STATUS[status].word}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${view.columns.map((column, index) => columnRow(view, column, index))}
      </tbody>
    </table>
  </div>`;

const filters = ({ rows, columns, labels }: HistoryView): Html =>
  html`<form id="theFilters" role="search" aria-label="Filter the matrix" hidden>
    <p class="find">
      <label for="theField-q">Search</label>
      <input
        id="theField-q"
        type="search"
        name="q"
        placeholder="title, message id, console text…"
        autocomplete="off"
        spellcheck="false"
      />
    </p>
    ${choice('topic', 'Reason or topic', [
      ['', 'all'],
      ...byTopic(rows.flatMap(({ scenario }) => scenario ?? [])).map(
        ({ topic, title }) => [topic, title] as const,
      ),
      ...(rows.some(({ scenario }) => scenario === null)
        ? [['gone', 'No longer in the catalogue'] as const]
        : []),
    ])}
    ${choice('engine', 'Engine', [
      ['', 'all'],
      // In the order of the views of columnRules.
      ...columns.map(({ key }, index) => [key, labels[index] ?? key] as const),
      ...ENGINES.map((engine) => [engine, `${ENGINE_NAMES[engine]}, all versions`] as const),
    ])}
    ${choice('differ', 'Engines differ', [
      ['', 'or not'],
      ['any', 'in anything'],
      ['verdict', 'in the verdict'],
      ['message', 'in the message'],
      ['wire', 'on the wire'],
    ])}
    ${choice('change', 'Versions changed', [
      ['', 'or not'],
      ['any', 'in anything'],
      ...Object.entries(MARK_WORDS),
    ])}
    <button type="reset">Clear</button>
  </form>`;

const reading = (): Html =>
  html`<section class="reading" aria-labelledby="howToRead">
    <h2 id="howToRead">How to read this</h2>
    <dl>
      ${CELL_STATUSES.map((status) => {
        const { sign, word, meaning } = STATUS[status];
        return html`<div>
          <dt class="s-${status}"><i aria-hidden="true">${sign}</i> ${word}</dt>
          <dd>${meaning}</dd>
        </div>`;
      })}
      <div>
        <dt>Δ</dt>
        <dd>
          The version differs in what is named from the one before it that was observed: the same
          engine on the same platform, further left. The mark leads to both texts.
        </dd>
      </div>
    </dl>
  </section>`;

/** `index.html` of a history. */
export function renderHistory(view: HistoryView): string {
  const { results, columns, rows } = view;
  const changed = rows.filter(({ steps }) => steps.some((step) => step.change)).length;
  return historyDocument({
    title: 'CORS conformance history',
    style: { source: historyStyle(columnRules(view)) },
    script: own('history.client.js'),
    body: html`${skipLink('theMatrixHead', 'the matrix')}
      <header>
        <h1>CORS conformance: history</h1>
        <p class="lead">
          ${rows.length} scenarios in ${columns.length}
          ${columns.length === 1 ? 'build' : 'builds'}; ${changed} changed between versions of one
          engine.
        </p>
        <p class="meta">
          <span>protection ${results.protection}</span>
          <span>since ${minutes(results.startedAt)} UTC</span>
        </p>
        ${contents([
          ['theMatrixHead', 'Matrix'],
          ['howToRead', 'How to read this'],
        ])}
        ${banners(results)} ${totals(view)} ${builds(view)}
      </header>
      <main>
        <h2 id="theMatrixHead" tabindex="-1">Matrix</h2>
        ${filters(view)}
        <p id="theCount" role="status">${rows.length} scenarios</p>
        ${matrix(view)}
      </main>
      <footer>${reading()}</footer>`,
  });
}
