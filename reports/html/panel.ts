/** What a row opens to: the claim, the three witnesses, the cure, and how to run it again. */
import type { ConsoleRecord } from '../../messages/types.ts';
import { methodOf } from '../../scenarios/initiators/index.ts';
import { STAGES } from '../../scenarios/stages.ts';
import { type Scenario, type Stage, type Step, standardUrl } from '../../scenarios/types.ts';
import type { Cell, EngineColumn, Observation, Row, SeenByScript } from '../results.ts';
import { STATUS, essenceOf, labelOf, rerunCommand } from '../words.ts';
import { type Html, html, link, prose, text } from './escape.ts';
import { transcript, type OrdinaryLines } from './transcript.ts';

export interface PanelContext {
  readonly columns: readonly EngineColumn[];
  readonly ordinary: ReadonlyMap<string, OrdinaryLines>;
  /** Ids that `-g` must be given whole. */
  readonly ambiguous: ReadonlySet<string>;
}

const WPT = 'https://github.com/web-platform-tests/wpt/blob/master/';

const isStage = (stage: string): stage is Stage => Object.hasOwn(STAGES, stage);

const stageLink = (stage: string): Html =>
  isStage(stage)
    ? html`${link(STAGES[stage].url, stage)}: ${STAGES[stage].words}`
    : html`${text(stage)}`;

/** A step as one line: what the page was told to do. */
function stepWords(step: Step): string {
  const { do: action, url, method: _, ...options } = step;
  const particulars = Object.entries(options).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return [[action, methodOf(step), url].filter(Boolean).join(' '), ...particulars].join('\n    ');
}

/** Cells whose observation reads the same, shown once under all their names. */
interface Agreement {
  readonly cells: readonly Cell[];
  readonly shown: Html;
}

function agreements(cells: readonly Cell[], show: (cell: Cell) => Html): readonly Agreement[] {
  const bySight = new Map<string, { cells: Cell[]; shown: Html }>();
  for (const cell of cells) {
    const shown = show(cell);
    const same = bySight.get(shown.markup);
    if (same) same.cells.push(cell);
    else bySight.set(shown.markup, { cells: [cell], shown });
  }
  return [...bySight.values()];
}

const nameOf = (cell: Cell, columns: readonly EngineColumn[]): string => {
  const column = columns.find(({ key }) => key === cell.column);
  return column ? labelOf(column, columns) : cell.column;
};

/** Each different account, under the names of the engines that gave it. */
const accounts = (agreed: readonly Agreement[], { columns }: PanelContext): Html =>
  html`<div class="as">
    ${agreed.map(
      ({ cells: agreeing, shown }) =>
        html`<div class="a">
          <p class="who">${agreeing.map((cell) => nameOf(cell, columns)).join(' · ')}</p>
          ${shown}
        </div>`,
    )}
  </div>`;

/** One witness of one acting-out. Where the engines agree, it needs no line of its own. */
function witness(
  title: string,
  cells: readonly Cell[],
  context: PanelContext,
  show: (cell: Cell) => Html,
): Html | null {
  if (!cells.length) return null;
  const agreed = agreements(cells, show);
  return html`<section class="${agreed.length > 1 ? 'w many' : 'w'}">
    <h5>${title}</h5>
    ${accounts(agreed, context)}
  </section>`;
}

export const sights = (sees: readonly SeenByScript[]): Html =>
  sees.length
    ? html`<ol class="sees">
        ${sees.map(
          ({ step, verdict, detail }) =>
            html`<li>
              <b class="v-${verdict}">${verdict}</b> <code>${text(step)}</code><br />${text(detail)}
            </li>`,
        )}
      </ol>`
    : html`<p class="none">nothing</p>`;

function consoleLine({
  id,
  level,
  text: words,
  group,
  url,
  wording,
  code,
  help,
}: ConsoleRecord): Html {
  const address = url !== undefined && !words.includes(url) ? url : null;
  return html`<li class="l-${level}${group === 'cors' || id === null ? '' : ' beside'}">
    <p>
      <b>${level}</b> <code>${text(id ?? 'unidentified')}</code>${
        code !== undefined && !id?.endsWith(code) && html` <code>${text(code)}</code>`
      }${group !== null && group !== 'cors' && html` <i>${group}</i>`}${
        wording !== 'recorded' &&
        html` <i>${wording === 'unrecorded' ? 'unrecorded wording' : 'unidentified line'}</i>`
      }${help !== undefined && html` ${link(help, 'Learn more')}`}
    </p>
    <pre>${text(words)}</pre>
    ${address !== null && html`<p>about <code>${text(address)}</code></p>`}
  </li>`;
}

export const consoleLines = (records: readonly ConsoleRecord[]): Html =>
  records.length
    ? html`<ul class="con">
        ${records.map(consoleLine)}
      </ul>`
    : html`<p class="none">silent</p>`;

export const wireText = (wire: Observation['wire'], ordinary: OrdinaryLines | undefined): Html =>
  wire.length
    ? html`<pre>${text(transcript(wire, ordinary))}</pre>`
    : html`<p class="none">no request arrived</p>`;

/** The three witnesses of one acting-out, of every cell that has it. */
function witnesses(
  act: 'refused' | 'cured',
  cells: readonly Cell[],
  context: PanelContext,
): Html[] {
  const having = cells.filter((cell) => cell[act]);
  const of = (cell: Cell): Observation => cell[act] ?? { sees: [], wire: [], console: [] };
  return [
    witness('What the script saw', having, context, (cell) => sights(of(cell).sees)),
    witness('What reached the wire', having, context, (cell) =>
      wireText(of(cell).wire, context.ordinary.get(cell.column)),
    ),
    witness('What the console said', having, context, (cell) => consoleLines(of(cell).console)),
  ].filter((section) => section !== null);
}

export const claim = ({ spec, steps, expect, cause, cure }: Scenario): Html =>
  html`<dl class="claim">
    <div>
      <dt>The page asks</dt>
      <dd><pre>${text(steps.map(stepWords).join('\n'))}</pre></dd>
    </div>
    <div>
      <dt>The Standard</dt>
      <dd>
        ${prose(spec.requirement)}
        ${link(standardUrl(spec.anchor), 'Read it')}${spec.wpt?.map(
          (path) => html`, ${link(`${WPT}${path.replace(/^\//, '')}`, 'platform test')}`,
        )}
      </dd>
    </div>
    <div>
      <dt>Expected</dt>
      <dd>
        <b class="v-${expect.verdict}">${expect.verdict}</b>, decided at ${stageLink(expect.stage)}
      </dd>
    </div>
    <div>
      <dt>Cause</dt>
      <dd>${prose(cause)}</dd>
    </div>
    ${
      cure &&
      html`<div>
        <dt>Cure</dt>
        <dd>${prose(cure.words)}</dd>
      </div>`
    }
  </dl>`;

/** What became of one cell, and why: its own reason, or the habit that the scenario names. */
function outcome(scenario: Scenario, cell: Cell): Html {
  const { sign, word } = STATUS[cell.status];
  const habit = scenario.engines?.[cell.engine];
  const why =
    cell.note === undefined && habit?.kind === 'habit'
      ? { note: `its habit: ${habit.because}`, url: habit.url }
      : { note: cell.note, url: cell.url };
  return html`<p>
      <b class="s-${cell.status}"><i aria-hidden="true">${sign}</i> ${word}</b>${
        cell.stage !== undefined && html` at ${text(cell.stage)}`
      }
    </p>
    ${why.note !== undefined && html`<pre class="note">${text(essenceOf(why.note))}</pre>`}${
      why.url !== undefined && html`<p class="url">${link(why.url, text(why.url))}</p>`
    }`;
}

/** The commands that run the row's cells again, one for each project. */
function commands(id: string, cells: readonly Cell[], { columns, ambiguous }: PanelContext): Html {
  const runnable = cells.filter(({ status }) => status !== 'not-applicable');
  const projects = columns.filter(({ key }) => runnable.some(({ column }) => column === key));
  const lines = new Set(projects.map((column) => rerunCommand(id, column, ambiguous)));
  return html`<div class="cmds">
    ${[...lines].map((line) => html`<pre class="cmd">${line}</pre>`)}
  </div>`;
}

/** The panel of one row. */
export function panel(scenario: Scenario, row: Row, context: PanelContext): Html {
  const outcomes = agreements(row.cells, (cell) => outcome(scenario, cell));
  const refused = witnesses('refused', row.cells, context);
  const cured = witnesses('cured', row.cells, context);
  return html`${claim(scenario)}${
      refused.length > 0 &&
      html`<h4>Observed</h4>
        <div class="ws">${refused}</div>`
    }${
      cured.length > 0 &&
      html`<h4>Observed with the cure</h4>
        <div class="ws">${cured}</div>`
    }
    <section>
      <h4>By engine, and to run it again</h4>
      ${accounts(outcomes, context)} ${commands(scenario.id, row.cells, context)}
    </section>`;
}
