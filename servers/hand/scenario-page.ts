/** One scenario: what is asked and answered, its cause and cure, and the buttons that act it out. */
import type { Engine } from '../../messages/types.ts';
import { ORIGINS, type OriginName, type OriginTable } from '../../scenarios/origins.ts';
import { expandAll, type Bindings } from '../../scenarios/placeholders.ts';
import { type Play, type Scenario, type Step, standardUrl } from '../../scenarios/types.ts';
import { clientScripts } from '../client-scripts.ts';
import { html, link, type Html } from './html.ts';
import { scenarioPath } from './list-page.ts';
import { consoleClaims, verdictMark } from './marks.ts';
import { askingUrl, originsIn, placeOf, type Place } from './place.ts';
import { preparations } from './preparations.ts';
import { documentOf } from './shell.ts';
import type { ActName, HandBook } from './types.ts';
import { routeTexts, stepCode } from './words.ts';

/** Stands in URLs for what each acting-out has of its own. */
const TOKEN = 'TOKEN';

/** From where a page is looked at. */
export interface Viewer {
  readonly at: 'page' | 'pageSecure';
  readonly engine: Engine | null;
}

interface Context extends Viewer {
  readonly scenario: Scenario;
  readonly book: HandBook;
  readonly bindings: Bindings;
}

const WPT = 'https://github.com/web-platform-tests/wpt/blob/master/';

/** Who asks, where it is not the page of an origin. */
const OTHER_ASKERS: Readonly<Partial<Record<Step['do'], string>>> = {
  'server-fetch': 'by Node',
  'extension-fetch': 'by the content script of an extension',
};

function asked({ steps, page }: Play, { bindings }: Context): Html {
  const { at = 'page', realm } = page ?? {};
  const by = (step: Step) =>
    realm === 'file' ? 'by a page opened from disk' : `by ${bindings.origins[step.from ?? at]}`;
  return html`<h3>Asked</h3>
    ${expandAll(steps, bindings).map(
      (step) =>
        html`<p class="who">${OTHER_ASKERS[step.do] ?? by(step)}</p>
          <pre>${stepCode(step)}</pre>`,
    )}`;
}

const answered = ({ routes }: Play, { bindings }: Context): Html =>
  html`<h3>Answered</h3>
    ${
      Object.keys(routes).length === 0
        ? html`<p class="none">No origin of this suite is asked.</p>`
        : routeTexts(expandAll(routes, bindings)).map(
            ({ request, answer }) =>
              html`<p class="who">${request}</p>
                <pre>${answer}</pre>`,
          )
    }`;

const BUTTONS: Readonly<Record<ActName, string>> = {
  refused: 'Act out the refusal',
  cured: 'Act out the cure',
};

/** What a person types into the console of a page opened from disk. */
function fromDisk({ steps }: Play, { bindings }: Context): Html {
  const task = { steps: expandAll(steps, bindings), barrierUrl: null };
  const code = `await corsConformance.perform(${JSON.stringify(task)})`;
  return html`<div class="elsewhere">
    <p>
      This page cannot act it out: no browser lets a page of the web open one from disk. Open this
      address in a new tab, by hand:
    </p>
    <pre>${bindings.origins.file}/stage.html</pre>
    <p>and type into its console:</p>
    <pre>${code}</pre>
  </div>`;
}

function elsewhere(origin: OriginName, { scenario, bindings }: Context): Html {
  const address = `${bindings.origins[origin]}${scenarioPath(scenario.id)}`;
  const { scheme } = ORIGINS[origin];
  return html`<div class="elsewhere">
    <p>
      It is asked from a page of ${scheme}:
      <a class="button" href="${address}">open this page over ${scheme}</a>
    </p>
    ${
      scheme === 'https' &&
      html`<p>
        The certificate is the suite's own, made at start-up: the browser will warn, and you must
        accept it.
      </p>`
    }
  </div>`;
}

function button(act: ActName, expected: string): Html {
  const words = act === 'refused' && expected !== 'blocked' ? 'Act it out' : BUTTONS[act];
  return html`<p class="do">
    <button type="button" class="button" data-act="${act}" disabled>${words}</button>
    <span role="status" data-status="${act}"></span>
    <noscript>Acting out needs script.</noscript>
  </p>`;
}

function doIt(act: ActName, play: Play, place: Place, expected: string, context: Context): Html {
  if (place.kind === 'disk') return fromDisk(play, context);
  if (place.kind === 'twin') return elsewhere(place.origin, context);
  return button(act, expected);
}

/** What can be acted out of the scenario, from the exchange to what the consoles must say of it. */
function act(which: ActName, play: Play, original: Play | null, context: Context): Html {
  const { scenario, book, bindings, at, engine } = context;
  const place = placeOf(play, at);
  const pageUrl = askingUrl(play, bindings.origins, scenarioPath(scenario.id));
  const claims = book.claims(scenario, which, { bindings, pageUrl });
  const notes = preparations(play, place, bindings.origins, book);
  const undone =
    original?.launch?.preferences !== undefined && play.launch?.preferences === undefined;
  const undo = undone ? [html`First set back the preference that the refusal needed.`] : [];
  const changed = (part: 'steps' | 'routes' | 'page') =>
    JSON.stringify(play[part]) !== JSON.stringify(original?.[part]);
  const exchange = [
    ...(changed('steps') || changed('page') ? [asked(play, context)] : []),
    ...(changed('routes') ? [answered(play, context)] : []),
  ];
  return html`<div class="pair">
      ${exchange.map((half) => html`<div class="half">${half}</div>`)}
    </div>
    ${
      notes.length + undo.length > 0 &&
      html`<ul class="notes">
        ${[...undo, ...notes].map((note) => html`<li>${note}</li>`)}
      </ul>`
    }
    ${doIt(which, play, place, scenario.expect.verdict, context)}
    <div class="result" data-result="${which}">
      ${
        which === 'refused' &&
        html`<h3>What the console must say</h3>
          ${consoleClaims(claims, engine)}`
      }
    </div>`;
}

const whoIsWho = (plays: readonly Play[], table: OriginTable): Html =>
  html`<section aria-labelledby="theOrigins">
    <h2 id="theOrigins">Who is who</h2>
    <dl class="claim">
      ${[...new Set(plays.flatMap(originsIn))].map(
        (name) =>
          html`<div>
            <dt><code>${table[name]}</code></dt>
            <dd>${ORIGINS[name].words}</dd>
          </div>`,
      )}
      <div>
        <dt><code>${TOKEN}</code></dt>
        <dd>stands in URLs for what each acting-out has of its own</dd>
      </div>
    </dl>
  </section>`;

function trail(scenario: Scenario, book: HandBook): Html {
  const all = book.groups.flatMap(({ scenarios }) => scenarios);
  const index = all.findIndex(({ id }) => id === scenario.id);
  const to = (words: string, rel: string, other: Scenario | undefined) =>
    other &&
    html`<a rel="${rel}" href="${scenarioPath(other.id)}" title="${other.title}">${words}</a>`;
  return html`<nav class="trail" aria-label="Scenarios">
    <a href="/">All scenarios</a>
    ${to('Previous', 'prev', all[index - 1])} ${to('Next', 'next', all[index + 1])}
  </nav>`;
}

/** The whole page. */
export function scenarioPage(
  scenario: Scenario,
  book: HandBook,
  table: OriginTable,
  viewer: Viewer,
): string {
  const context: Context = {
    ...viewer,
    scenario,
    book,
    bindings: { origins: table, token: TOKEN },
  };
  const { id, title, tags = [], spec, expect, cause, cure } = scenario;
  const stage = book.stage(expect.stage);
  const group = book.groups.find(({ topic }) => topic === scenario.topic);
  const refused = book.play(scenario, 'refused');
  const cured = book.play(scenario, 'cured');
  return documentOf({
    title: `${title} (CORS conformance)`,
    scripts: [...clientScripts(), '/hand/scenario.js'],
    body: html`${trail(scenario, book)}
      <header>
        <h1>${title}</h1>
        <p class="meta">
          <code>${id}</code> <span>${group?.title}</span>
          ${tags.map((tag) => html`<span class="tag">${tag}</span> `)}
        </p>
      </header>
      <main data-scenario="${id}">
        <dl class="claim">
          <div>
            <dt>Expected</dt>
            <dd>
              ${verdictMark(expect.verdict)}, decided at ${link(stage.url, expect.stage)}:
              ${stage.words}
            </dd>
          </div>
          <div>
            <dt>The Standard</dt>
            <dd>
              ${spec.requirement} ${link(standardUrl(spec.anchor), 'Read it')}
              ${spec.wpt?.map((path) => html`, ${link(`${WPT}${path.replace(/^\//, '')}`, 'platform test')}`)}
            </dd>
          </div>
          <div>
            <dt>Cause</dt>
            <dd>${cause}</dd>
          </div>
          ${
            group?.mdn &&
            html`<div>
              <dt>MDN</dt>
              <dd>${link(group.mdn.page, group.mdn.wording)}</dd>
            </div>`
          }
        </dl>
        <p class="advice">
          Open the console before you act it out: <kbd>F12</kbd>, then Console; in Safari
          <kbd>⌥⌘C</kbd>. No page can read it, so what it says is for you to compare.
        </p>
        <section aria-labelledby="theRefusal">
          <h2 id="theRefusal">${expect.verdict === 'blocked' ? 'The refusal' : 'The case'}</h2>
          ${refused && act('refused', refused, null, context)}
        </section>
        ${
          cured &&
          html`<section aria-labelledby="theCure">
            <h2 id="theCure">The cure</h2>
            <p>${cure?.words} Then it must be allowed, and the console silent.</p>
            ${act('cured', cured, refused, context)}
          </section>`
        }
        ${whoIsWho(
          [refused, cured].filter((play) => play !== null),
          table,
        )}
      </main>`,
  });
}
