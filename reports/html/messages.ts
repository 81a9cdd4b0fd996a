/** The section about messages: what each engine can print, and which scenarios made it. */
import { messageCoverage, reachWords, type CoveredMessage } from '../message-coverage.ts';
import type { Results } from '../results.ts';
import { ENGINE_NAMES, type MessageCatalogue } from '../words.ts';
import { type Html, html, text } from './escape.ts';

/** More would hide the table: the rest is behind a disclosure. */
const FIRST = 3;

const links = (ids: readonly string[]): Html =>
  html`${ids.map((id, index) => html`${index > 0 && ', '}<a href="#${id}">${id}</a>`)}`;

function scenarios({ scenarios: ids, reachable }: CoveredMessage): Html {
  if (ids.length === 0)
    return reachable
      ? html`<span class="s-fails"><i aria-hidden="true">✗</i> not printed</span>`
      : html`<span class="s-not-applicable"><i aria-hidden="true">–</i> none</span>`;
  if (ids.length <= FIRST) return links(ids);
  return html`${links(ids.slice(0, FIRST))}
    <details>
      <summary>${ids.length - FIRST} more</summary>
      ${links(ids.slice(FIRST))}
    </details>`;
}

function row(message: CoveredMessage): Html {
  const { id, entry } = message;
  const reach = reachWords(entry);
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <code>${id}</code><br /><small>${entry.group}, ${entry.level}</small>
    </th>
    <td role="cell">
      ${entry.wordings.map(({ template }) => html`<pre>${text(template)}</pre>`)}
      <small>${text(entry.trigger)}${reach !== null && html` <b>${text(reach)}</b>`}</small>
    </td>
    <td role="cell">${scenarios(message)}</td>
  </tr>`;
}

/** One table for each engine, counted by what this run's consoles said. */
export function messages(results: Results, catalogue: MessageCatalogue): Html {
  const all = messageCoverage(results, catalogue);
  return html`<section class="messages" aria-labelledby="theMessages">
    <h2 id="theMessages">Messages</h2>
    <p>
      What each engine can print about CORS and the rules next to it, and the scenarios in which
      this run saw it.
    </p>
    ${all.map(
      ({ engine, messages: own, reachable, printed, ran }) =>
        html`<details>
          <summary>
            ${ENGINE_NAMES[engine]}:
            ${ran ? html`<b>${printed} of ${reachable}</b> reachable messages printed` : 'not run'},
            ${own.length - reachable} that nothing reaches
          </summary>
          <div class="scroll" tabindex="0" role="region" aria-label="Messages of ${engine}">
            <table class="engines" role="table">
              <thead role="rowgroup">
                <tr role="row">
                  <th scope="col" role="columnheader">Message</th>
                  <th scope="col" role="columnheader">Text and trigger</th>
                  <th scope="col" role="columnheader">Scenarios</th>
                </tr>
              </thead>
              <tbody role="rowgroup">
                ${own.map(row)}
              </tbody>
            </table>
          </div>
        </details>`,
    )}
  </section>`;
}
