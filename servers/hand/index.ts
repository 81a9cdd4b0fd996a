/**
 * The page origin for use by hand: the list, a page for each scenario, and what that page needs to
 * act it out in whatever browser opened it. Mounted by the `pageRoutes` option of `startOrigins`.
 */
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import express, { Router, type Request, type Response } from 'express';
import { expandAll } from '../../scenarios/placeholders.ts';
import type { Play, Scenario } from '../../scenarios/types.ts';
import { originOf, sendText } from '../acting.ts';
import { connectionOf } from '../connection.ts';
import type { Act, Origins } from '../types.ts';
import { listPage, scenarioPath } from './list-page.ts';
import { engineOf } from './marks.ts';
import { OPEN_LIMIT, OpenActs } from './open-acts.ts';
import { askingUrl, placeOf, runsOf } from './place.ts';
import { readSeen, resultOf } from './result.ts';
import { scenarioPage } from './scenario-page.ts';
import { ACTING_POLICY, READING_POLICY, sentencePage } from './shell.ts';
import { ACT_NAMES, type ActName, type HandBook } from './types.ts';

export type * from './types.ts';

const CLIENT_FOLDER = fileURLToPath(new URL('./client/', import.meta.url));

/** The origins at which these pages stand; asked at any other, they send there. */
type Home = 'page' | 'pageSecure';

interface Opened {
  readonly scenario: Scenario;
  readonly which: ActName;
  readonly play: Play;
}

const engineOfRequest = (request: Request) => engineOf(request.headers['user-agent'] ?? '');

/** A page for who reads HTML, the bare sentence for who does not. */
function refuse(request: Request, response: Response, status: number, title: string, why: string) {
  if (request.accepts(['text', 'html']) !== 'html') {
    sendText(response, status, why);
    return;
  }
  response
    .status(status)
    .set('Content-Security-Policy', READING_POLICY)
    .type('html')
    .send(sentencePage(title, why));
}

/** Milliseconds; what has not come by then is shown as missing. */
const ARRIVES_WITHIN = 3000;

async function arrivedInTime(act: Act, count: number): Promise<void> {
  const late = new AbortController();
  await Promise.race([
    // Rejected where the act ends first, which nobody waits for any more.
    act.arrived(count).catch(() => {}),
    setTimeout(ARRIVES_WITHIN, undefined, { signal: late.signal, ref: false }).catch(() => {}),
  ]);
  late.abort();
}

/** The router; `origins` as `startOrigins` gives them. */
export function createHandRoutes(
  { table, act: openAct }: Pick<Origins, 'table' | 'act'>,
  book: HandBook,
): Router {
  const scenarios = new Map(
    book.groups.flatMap((group) => group.scenarios).map((scenario) => [scenario.id, scenario]),
  );
  const open = new OpenActs<Opened>();
  const homeOf = (request: Request): Home | null => {
    const origin = originOf(connectionOf(request.socket), request.headers.host);
    return origin === table.page ? 'page' : origin === table.pageSecure ? 'pageSecure' : null;
  };
  const router = Router();

  // Scenarios are written for one page origin, and cookies for one host; a name that somebody made
  // lead here (DNS rebinding) is sent away as well.
  router.use((request, response, next) => {
    response.set('Cache-Control', 'no-store');
    if (homeOf(request) !== null) {
      next();
      return;
    }
    const there = request.secure ? table.pageSecure : table.page;
    if (request.method === 'GET' || request.method === 'HEAD') {
      // The target of a request may also be a whole URL, which is nowhere to send to.
      const { originalUrl: target } = request;
      response.redirect(302, `${there}${target.startsWith('/') ? target : '/'}`);
    } else sendText(response, 421, `These pages stand at ${there}: ask there.`);
  });

  router.get('/', (_request, response) => {
    response
      .set('Content-Security-Policy', READING_POLICY)
      .type('html')
      .send(listPage(book, table));
  });

  router.get('/scenarios.json', (_request, response) => {
    response.json(
      [...scenarios.values()].map(({ id, title, topic }) => ({
        id,
        title,
        topic,
        url: `${table.page}${scenarioPath(id)}`,
      })),
    );
  });

  router.use(
    '/hand',
    express.static(CLIENT_FOLDER, {
      cacheControl: false,
      etag: false,
      index: false,
      redirect: false,
    }),
  );

  /** The scenario a request names; answers 404 and gives undefined where there is none. */
  const scenarioOf = (request: Request<{ id: string }>, response: Response) => {
    const { id } = request.params;
    const scenario = scenarios.get(id);
    if (scenario === undefined) {
      const sentence = `There is no scenario "${id}": ${table.page}/ lists all ${scenarios.size}.`;
      refuse(request, response, 404, 'No such scenario', sentence);
    }
    return scenario;
  };

  router.get('/scenario/:id', (request, response) => {
    const scenario = scenarioOf(request, response);
    if (scenario === undefined) return;
    const viewer = { at: homeOf(request) ?? 'page', engine: engineOfRequest(request) } as const;
    response
      .set('Content-Security-Policy', ACTING_POLICY)
      .type('html')
      .send(scenarioPage(scenario, book, table, viewer));
  });

  // A page elsewhere cannot send this type without a preflight, which nothing here allows.
  router.use(express.json({ limit: '1mb', type: 'application/json' }));
  router.post(['/scenario/:id/acts', '/acts/:token/*rest'], (request, response, next) => {
    if (request.is('application/json') && typeof request.body === 'object') next();
    else sendText(response, 415, 'Send a JSON object, with Content-Type: application/json.');
  });

  router.post('/scenario/:id/acts', (request, response) => {
    const scenario = scenarioOf(request, response);
    if (scenario === undefined) return;
    const home = homeOf(request) ?? 'page';
    const which = ACT_NAMES.find((name) => name === (request.body as { act?: unknown }).act);
    const play = which && book.play(scenario, which);
    if (which === undefined || play === undefined || play === null) {
      const names = ACT_NAMES.filter((name) => book.play(scenario, name) !== null);
      sendText(response, 400, `"act" must name what to act out: ${names.join(' or ')}.`);
      return;
    }
    if (placeOf(play, home).kind !== 'here') {
      sendText(response, 409, 'This cannot be acted out from here: the page says from where.');
      return;
    }
    const act = openAct(play.routes);
    open.add(act, { scenario, which, play });
    const bindings = { origins: table, token: act.token };
    response.status(201).json({
      token: act.token,
      realm: play.page?.realm ?? 'window',
      serviceWorker: expandAll(play.page?.serviceWorker, bindings),
      runs: runsOf(play).map(({ by, from, steps }) => ({
        by,
        origin: table[from],
        steps: expandAll(steps, bindings),
      })),
    });
  });

  /** The open act a request names; answers 410 and gives undefined where there is none. */
  const openedOf = (request: Request<{ token: string }>, response: Response) => {
    const opened = open.get(request.params.token);
    if (opened === undefined) {
      sendText(
        response,
        410,
        `This act has ended, for its age or because ${OPEN_LIMIT} newer ones are open: act it out again.`,
      );
    }
    return opened;
  };

  router.post('/acts/:token/server-run', async (request, response) => {
    const opened = openedOf(request, response);
    if (opened === undefined) return;
    const { act, about } = opened;
    const { run: number } = request.body as { run?: unknown };
    const run = typeof number === 'number' ? runsOf(about.play)[number] : undefined;
    if (run?.by !== 'server') {
      sendText(response, 400, '"run" must be the number of a run that the server makes.');
      return;
    }
    const steps = expandAll(run.steps, { origins: table, token: act.token });
    const seen = [];
    for (const step of steps) seen.push(await book.serverFetch(step));
    response.json(seen);
  });

  router.post('/acts/:token/end', async (request, response) => {
    const opened = openedOf(request, response);
    if (opened === undefined) return;
    const { act, about } = opened;
    const { scenario, which, play } = about;
    const seen = readSeen((request.body as { seen?: unknown }).seen, play.steps);
    if (seen === null) {
      sendText(response, 400, '"seen" must hold what the page saw of each step.');
      return;
    }
    const bindings = { origins: table, token: act.token };
    const engine = engineOfRequest(request);
    const pageUrl = askingUrl(play, table, scenarioPath(scenario.id));
    const claim = book
      .claims(scenario, which, { bindings, pageUrl })
      .find((one) => one.engine === engine);
    // Of such a load the page does not know when it is over.
    if (claim?.unseen) await arrivedInTime(act, claim.wire.length);
    await act.settled();
    const acted = { play, bindings, seen, exchanges: act.exchanges() };
    const result = resultOf(
      {
        scenario,
        act: which,
        acted,
        pageUrl,
        engine,
        discrepancies: act.discrepancies(),
      },
      book,
    );
    open.end(act.token);
    response.type('html').set('Content-Security-Policy', READING_POLICY).send(result);
  });

  router.use((request, response) => {
    const { method, path } = request;
    const sentence = `There is no ${method} ${path} here: ${table.page}/ lists all scenarios.`;
    refuse(request, response, 404, 'Nothing here', sentence);
  });
  return router;
}
