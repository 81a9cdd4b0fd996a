/** The list: every scenario by MDN reason or topic, with a box to filter it. */
import type { OriginTable } from '../../scenarios/origins.ts';
import type { Scenario } from '../../scenarios/types.ts';
import { html, link, type Html } from './html.ts';
import { placeOf } from './place.ts';
import { documentOf } from './shell.ts';
import { verdictMark } from './marks.ts';
import type { HandBook, TopicGroup } from './types.ts';

/** The path of a scenario's page. */
export const scenarioPath = (id: string): string => `/scenario/${encodeURIComponent(id)}`;

/** What a person must do or have first, in a word or two. */
function needs({ launch, ...play }: Scenario): string[] {
  const place = placeOf(play, 'page');
  return [
    ...(launch?.extension === undefined ? [] : ['needs an extension']),
    ...(launch?.preferences === undefined ? [] : ['needs a preference']),
    ...(launch?.publicOrigins === undefined ? [] : ['needs a public address']),
    ...(launch?.loopbackNames === undefined ? [] : ['needs a host name']),
    ...(place.kind === 'twin' ? ['https page'] : []),
    ...(place.kind === 'disk' ? ['page from disk'] : []),
  ];
}

function row(scenario: Scenario, book: HandBook): Html {
  const { id, title, tags = [], expect } = scenario;
  return html`<li data-text="${scenario.topic}">
    <a href="${scenarioPath(id)}">${title}</a>
    <small>
      <code>${id}</code>
      ${verdictMark(expect.verdict)}
      <span>${book.stage(expect.stage).words}</span>
      ${tags.map((tag) => html`<span class="tag">${tag}</span> `)}
      ${needs(scenario).map((need) => html`<em>${need}</em> `)}
    </small>
  </li> `;
}

const group = ({ topic, title, mdn, scenarios }: TopicGroup, book: HandBook): Html =>
  html`<section aria-labelledby="theTopic-${topic}">
    <h2 id="theTopic-${topic}">${title} <span class="n">${scenarios.length}</span></h2>
    ${mdn && html`<p class="mdn">MDN: ${link(mdn.page, mdn.wording)}</p>`}
    <ul class="list">
      ${scenarios.map((scenario) => row(scenario, book))}
    </ul>
  </section> `;

/** The whole page. */
export function listPage(book: HandBook, table: OriginTable): string {
  const count = book.groups.reduce((sum, { scenarios }) => sum + scenarios.length, 0);
  return documentOf({
    title: 'CORS conformance, by hand',
    scripts: ['/hand/list.js'],
    body: html`<header>
        <h1>CORS conformance, by hand</h1>
        <p class="lead">
          ${count} ways a cross-origin request is refused, warned about or let through. Open one and
          act it out in this very browser: what the script saw, what reached the wire, and what your
          console must say.
        </p>
        <p class="meta">
          <span>page <code>${table.page}</code></span>
          <span>API <code>${table.api}</code></span>
          <span>this list as <a href="/scenarios.json">JSON</a></span>
        </p>
      </header>
      <main>
        <form id="theFilter" role="search" hidden>
          <label for="theQuery">Filter</label>
          <input
            id="theQuery"
            type="search"
            name="q"
            autocomplete="off"
            spellcheck="false"
            placeholder="title, id, @tag, reason, stage…"
          />
        </form>
        <p id="theCount" role="status">${count} scenarios</p>
        ${book.groups.map((one) => group(one, book))}
      </main>`,
  });
}
