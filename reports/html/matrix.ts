/** The table: scenarios down, by MDN reason or topic; engines across. */
import type { Scenario } from '../../scenarios/types.ts';
import { differencesOf, type Difference } from '../differences.ts';
import type { Cell, EngineColumn, Results, Row } from '../results.ts';
import { ENGINE_NAMES, STATUS, byTopic, type MessageCatalogue, type TopicHead } from '../words.ts';
import { type Html, html, link, text } from './escape.ts';
import { panel, type PanelContext } from './panel.ts';

const DIFFERENCE_WORDS: Readonly<Record<Difference, string>> = {
  verdict: 'verdicts differ',
  message: 'messages differ',
  wire: 'requests differ',
};

// The roles are those that the elements have by nature; a narrow screen lays the table out as
// blocks, and engines drop the nature of a table element with another `display`.

function columnHead({ engine, version, platform }: EngineColumn, index: number): Html {
  return html`<th scope="col" role="columnheader" class="c c${index}">
    ${ENGINE_NAMES[engine]}
    <small>${text(version ?? 'not run')}</small>${
      platform !== undefined && html`<small>${text(platform)}</small>`
    }
  </th>`;
}

/** What the console said, in one line of a cell. */
function said({ messages, refused }: Cell): Html | null {
  if (!refused || !messages) return null;
  const [first, ...more] = messages;
  if (first === undefined)
    return html`<small>${refused.console.length ? 'no CORS line' : 'silent'}</small>`;
  return html`<small title="${messages.join(', ')}"
    >${text(first)}${more.length > 0 && ` +${more.length}`}</small
  >`;
}

function cell(observed: Cell, index: number): Html {
  const { sign, word } = STATUS[observed.status];
  return html`<td role="cell" class="c c${index} s-${observed.status}">
    <span><i aria-hidden="true">${sign}</i> ${word}</span>${said(observed)}
  </td>`;
}

function rows(scenario: Scenario, row: Row, context: PanelContext, catalogue: MessageCatalogue) {
  const { id, title, expect } = scenario;
  const differences = differencesOf(row, catalogue);
  return html`<tr role="row" class="r" data-differs="${differences.join(' ')}">
      <th scope="row" role="rowheader">
        <a class="t" href="#${id}">${text(title)}</a>
        <small
          ><code>${id}</code>
          <span class="v-${expect.verdict}">${expect.verdict}</span>${differences.map(
            (difference) => html` <em>${DIFFERENCE_WORDS[difference]}</em>`,
          )}</small
        >
      </th>
      ${row.cells.map(cell)}
    </tr>
    <tr role="row" class="p">
      <td role="cell" colspan="${context.columns.length + 1}">
        <details>
          <summary>Evidence, cause and cure <span class="sr">of ${id}</span></summary>
          <div class="panel" id="${id}">${panel(scenario, row, context)}</div>
        </details>
      </td>
    </tr> `;
}

/** How many of a group's cells in one column conform, of those that can exist there. */
function tally(index: number, members: readonly (Row | undefined)[]): Html {
  const cells = members
    .flatMap((row) => row?.cells[index] ?? [])
    .filter(({ status }) => status !== 'not-applicable');
  const conforming = cells.filter(({ status }) => status === 'conforms').length;
  const ran = cells.some(({ status }) => status !== 'not-run');
  const words = ran
    ? html`${conforming} of ${cells.length}<span class="sr"> conform</span>`
    : cells.length > 0 && 'not run';
  return html`<td role="cell" class="c c${index}"><small>${words}</small></td>`;
}

function groupHead(head: TopicHead, members: readonly (Row | undefined)[], context: PanelContext) {
  const firefox = context.columns.find(({ engine }) => engine === 'firefox');
  return html`<tr role="row" class="g">
    <th scope="rowgroup" role="rowheader">
      <h3 id="topic-${head.topic}">${head.mdn ? link(head.mdn.page, head.title) : head.title}</h3>
      ${
        head.mdn &&
        html`<dl>
          <div>
            <dt>MDN</dt>
            <dd>${head.mdn.wording}</dd>
          </div>
          ${head.firefox.map(
            (wording) =>
              html`<div>
                <dt>Firefox${firefox?.version !== undefined && ` ${firefox.version}`}</dt>
                <dd>${text(wording)}</dd>
              </div>`,
          )}
        </dl>`
      }
    </th>
    ${context.columns.map((_, index) => tally(index, members))}
  </tr> `;
}

/** The whole table. Throws where the results have no row of a scenario: none may be missing. */
export function matrix(
  results: Results,
  scenarios: readonly Scenario[],
  catalogue: MessageCatalogue,
  context: PanelContext,
): Html {
  const { columns } = context;
  const byId = new Map(results.rows.map((row) => [row.id, row]));
  return html`<table role="table" id="theMatrix" aria-describedby="theCount">
    <caption class="sr">
      Scenarios by MDN reason or topic, and what each engine did
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">Scenario</th>
        ${columns.map(columnHead)}
      </tr>
    </thead>
    ${byTopic(scenarios, catalogue).map(
      (head) =>
        html`<tbody role="rowgroup" data-topic="${head.topic}">
          ${groupHead(
            head,
            head.scenarios.map(({ id }) => byId.get(id)),
            context,
          )}${head.scenarios.map((scenario) => {
            const row = byId.get(scenario.id);
            if (!row) throw new Error(`the results have no row of ${scenario.id}`);
            return rows(scenario, row, context, catalogue);
          })}
        </tbody> `,
    )}
  </table>`;
}
