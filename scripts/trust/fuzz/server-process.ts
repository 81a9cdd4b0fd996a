/**
 * Both origins, and the pages by hand, in a process of their own: what they use of memory is
 * theirs alone, and when they crash, they alone do. Spoken to by messages; see server.ts.
 */
import type { Routes } from '../../../scenarios/types.ts';
import { createHandRoutes } from '../../../servers/hand/index.ts';
import { startOrigins, type Act } from '../../../servers/index.ts';
import { handBook } from '../../serve/handbook.ts';
import type { ServerAnswer, ServerQuestion } from './server.ts';

/** One act with every kind of answer. */
const ROUTES: Routes = {
  'GET /resource': { status: 200, headers: [['Access-Control-Allow-Origin', '*']] },
  'OPTIONS /resource': { status: 204, headers: [['Access-Control-Allow-Origin', '*']] },
  'ALL /any': { status: 200, headers: [['X-Declared', 'yes']] },
  'ALL /asset': { status: 200, headers: [], asset: 'pixel.png' },
  'ALL /app': { app: 'login', cors: { origin: true, credentials: true } },
  'ALL /plain': { app: 'login', cors: null },
  'GET /socket': { webSocket: 'accepted', message: 'hello' },
  'ALL /hang': { connection: 'hang' },
  'ALL /reset': { connection: 'reset' },
  'ALL /close': { connection: 'close' },
  'ALL /raw': { raw: 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nraw' },
};

/** What the ordinary requests in between are answered with. */
const ORDINARY: Routes = {
  'GET /resource': { status: 200, headers: [['Access-Control-Allow-Origin', '{page}']] },
};

const say = (answer: ServerAnswer): void => void process.send?.(answer);

let actsOpen = 0;
/** Counts an act until it has ended. */
function counted(act: Act): Act {
  actsOpen += 1;
  let over = false;
  return {
    token: act.token,
    exchanges: () => act.exchanges(),
    settled: () => act.settled(),
    arrived: (count) => act.arrived(count),
    discrepancies: () => act.discrepancies(),
    end() {
      if (!over) actsOpen -= 1;
      over = true;
      act.end();
    },
  };
}

const origins = await startOrigins({
  pageRoutes: ({ table, act }) =>
    createHandRoutes(
      { table, act: (routes) => counted(act(routes)) },
      handBook(() => null),
    ),
});

let hostile: Act | null = null;
let ordinary: Act | null = null;

function endActs(): string[] {
  const wrong = ordinary?.discrepancies() ?? [];
  hostile?.end();
  ordinary?.end();
  hostile = null;
  ordinary = null;
  return [...wrong];
}

const open = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

function collect(): void {
  // What a first collection lets go of may hold more: finalizers, and buffers outside the heap.
  for (let rounds = 0; rounds < 4; rounds += 1) globalThis.gc?.();
}

async function answer(question: ServerQuestion): Promise<void> {
  if (question === 'acts') {
    const discrepancies = endActs();
    hostile = counted(origins.act(ROUTES));
    ordinary = counted(origins.act(ORDINARY));
    say({ about: 'acts', open: hostile.token, ordinary: ordinary.token, discrepancies });
  } else if (question === 'memory') {
    collect();
    // The one turn of the loop in which closed handles are let go of.
    await new Promise(setImmediate);
    collect();
    const { heapUsed, rss, external } = process.memoryUsage();
    say({ about: 'memory', heap: heapUsed + external, rss, sockets: open(), acts: actsOpen });
  } else if (question === 'end-acts') {
    say({ about: 'end-acts', discrepancies: endActs() });
  } else {
    endActs();
    await origins.close();
    process.disconnect();
  }
}

process.on('message', (question: ServerQuestion) => void answer(question));
// Nobody is left to ask.
process.on('disconnect', () => void origins.close());

say({
  about: 'ready',
  table: origins.table,
  secret: origins.certificate.keyPem,
  sockets: open(),
});
