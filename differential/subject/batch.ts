/** One batch acted out on one page: the cases side by side, and what the witnesses saw of each. */
import { HarnessError } from '../../fixtures/stage.ts';
import { expandAll, type Bindings } from '../../scenarios/placeholders.ts';
import type { Play, Step } from '../../scenarios/types.ts';
import type { BatchReport, BatchTask } from '../../servers/client/seen.ts';
import type { Act, Exchange, Origins } from '../../servers/types.ts';
import type { GeneratedCase, Observation, ObservedRequest } from '../types.ts';
import { linesByToken } from './attribution.ts';
import type { BatchPage } from './batch-page.ts';

export type BatchRealm = 'window' | 'sandboxed-frame';

/**
 * Sent along wherever credentials are included, so that the wire shows it. Planted for 127.0.0.1
 * only: `localhost` is another site, where the engines' rules on third-party cookies differ.
 */
export const MARKER_COOKIE = 'credentials=included';

/** Where a case's script runs. Throws a `HarnessError` for a play that batches cannot act out. */
export function realmOf({ play }: GeneratedCase): BatchRealm {
  const { at = 'page', realm = 'window' } = play.page ?? {};
  if (at !== 'page' || (realm !== 'window' && realm !== 'sandboxed-frame'))
    throw new HarnessError(
      `A generated case runs at \`page\` in a window or a sandboxed frame, not at \`${at}\` in ${realm}.`,
    );
  const other = play.steps.find(({ do: action, from }) => !ACTIONS.has(action) || from);
  if (other)
    throw new HarnessError(
      `A generated case's steps are fetch and xhr from its own page, not ${other.do}${other.from ? ` from ${other.from}` : ''}.`,
    );
  return realm;
}

const ACTIONS: ReadonlySet<string> = new Set(['fetch', 'xhr']);

/** A batch under way. */
export interface RunningBatch {
  /** Null: given up. Rejects when the page or its browser dies, or the page's script has a fault. */
  readonly observations: Promise<readonly (Observation | null)[]>;
  /** Requests that have arrived so far. */
  arrived(): number;
  /** Gives up the cases under way at this moment; those behind them get their turn. */
  giveUp(): Promise<void>;
  /** Forgets its acts and ends what still hangs; to be called when nobody waits any more. */
  end(): void;
}

/** Starts `cases`, all of `realm`. Throws a `HarnessError` for a case that cannot be acted out. */
export function startBatch(
  page: BatchPage,
  origins: Origins,
  cases: readonly GeneratedCase[],
  { realm, concurrency }: { readonly realm: BatchRealm; readonly concurrency: number },
): RunningBatch {
  const opened: OpenCase[] = [];
  const end = () => {
    for (const { act } of opened) act.end();
  };
  try {
    for (const { play } of cases) opened.push(openCase(play, origins));
  } catch (error) {
    end();
    throw new HarnessError(`A generated case is no play: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const barrierUrl = origins.barrierUrl();
  const task = { cases: opened.map(({ steps }) => steps), concurrency, barrierUrl };
  return {
    observations: observe(page, opened, realm, task),
    arrived: () => opened.reduce((sum, { act }) => sum + act.exchanges().length, 0),
    async giveUp() {
      await page.evaluate('corsConformanceBatch.giveUp()');
    },
    end,
  };
}

interface OpenCase {
  readonly act: Act;
  readonly bindings: Bindings;
  readonly steps: readonly Step[];
}

function openCase({ steps, routes }: Play, origins: Origins): OpenCase {
  const act = origins.act(routes);
  const bindings = { origins: origins.table, token: act.token };
  return { act, bindings, steps: expandAll(steps, bindings) };
}

async function observe(
  page: BatchPage,
  opened: readonly OpenCase[],
  realm: BatchRealm,
  task: BatchTask,
): Promise<(Observation | null)[]> {
  const told = await page.evaluate(
    `corsConformanceBatch.perform(${JSON.stringify(realm)}, ${JSON.stringify(JSON.stringify(task))})`,
  );
  const { seen, failure } = JSON.parse(told) as BatchReport;
  if (failure !== undefined) throw new HarnessError(`The page's own script failed: ${failure}`);
  const records = await page.console.recordsUntil(task.barrierUrl);
  const lines = linesByToken(
    records,
    opened.map(({ act }) => act.token),
  );
  const observations: (Observation | null)[] = [];
  for (const [index, { act, bindings }] of opened.entries()) {
    const steps = seen[index];
    if (steps) await act.settled();
    observations.push(
      steps
        ? {
            bindings,
            steps,
            wire: act.exchanges().map((exchange) => requestOf(exchange, act)),
            console: lines.get(act.token) ?? [],
          }
        : null,
    );
  }
  return observations;
}

function requestOf({ arrival }: Exchange, { token }: Act): ObservedRequest {
  const { method, at, path, headers, body } = arrival;
  return { method, url: `${at}/${token}${path}`, headers, body };
}

/** Makes a page ready for batches. */
export async function prepare(page: BatchPage, origins: Origins): Promise<void> {
  await page.goto(`${origins.table.page}/batch`);
  await page.evaluate(`document.cookie = ${JSON.stringify(`${MARKER_COOKIE}; path=/`)}`);
}
