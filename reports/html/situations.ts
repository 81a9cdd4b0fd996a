/** The front page: what people meet, in their words, with what each engine said in this run. */
import { SITUATIONS, type Situation } from '../../scenarios/situations.ts';
import type { Cell, EngineColumn, Results, Row } from '../results.ts';
import { STATUS, labelOf } from '../words.ts';
import { type Html, html, prose, text } from './escape.ts';

type Rows = ReadonlyMap<string, Row>;

/** The engine's lines but those that only accompany a refusal. */
const linesOf = ({ refused }: Cell): readonly string[] =>
  (refused?.console ?? [])
    .filter(({ group }) => group !== 'companion')
    .map((record) => record.text.trimEnd());

function said(cell: Cell): Html {
  if (!cell.refused) {
    const { sign, word } = STATUS[cell.status];
    return html`<i aria-hidden="true">${sign}</i> ${word}`;
  }
  const lines = linesOf(cell);
  return lines.length === 0
    ? html`<small>${text(cell.verdict ?? '')}, and the console is silent</small>`
    : html`<pre>${text(lines.join('\n'))}</pre>`;
}

const shown = (row: Row, columns: readonly EngineColumn[]): Html =>
  html`<dl class="said">
    ${columns.map((column, index) => {
      const cell = row.cells[index];
      return (
        cell &&
        html`<div>
          <dt>${labelOf(column, columns)}</dt>
          <dd>${said(cell)}</dd>
        </div>`
      );
    })}
  </dl>`;

function situation(
  { id, title, sees, why, cure, scenarios: named }: Situation,
  rows: Rows,
  columns: readonly EngineColumn[],
): Html | null {
  const scenarios = named.filter((one) => rows.has(one));
  const [first] = scenarios;
  if (first === undefined) return null;
  const row = rows.get(first);
  return html`<details class="situation" id="Situation-${id}">
    <summary>${text(title)}</summary>
    <dl>
      <div>
        <dt>You see</dt>
        <dd>${prose(sees)}</dd>
      </div>
      <div>
        <dt>Why</dt>
        <dd>${prose(why)}</dd>
      </div>
      <div>
        <dt>Cure</dt>
        <dd>${prose(cure)}</dd>
      </div>
    </dl>
    ${
      row &&
      html`<h3>What the consoles said: <a href="#${first}">${first}</a></h3>
        ${shown(row, columns)}`
    }
    <p>
      Acted out in
      ${scenarios.map(
        (scenario, index) =>
          html`${index > 0 && ', '}<a href="#${scenario}"><code>${scenario}</code></a>`,
      )}.
    </p>
  </details>`;
}

/**
 * Every situation of which the results know a scenario, folded; its links lead into the matrix.
 * Empty where they know none.
 */
export function situations(results: Results): Html {
  const rows: Rows = new Map(results.rows.map((row) => [row.id, row]));
  const met = SITUATIONS.map((one) => situation(one, rows, results.engines));
  if (met.every((one) => one === null)) return html``;
  return html`<section class="situations" aria-labelledby="theSituations">
    <h2 id="theSituations">What do you see?</h2>
    ${met}
  </section>`;
}
