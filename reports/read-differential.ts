/** Reading what a differential run wrote. A file may be old, cut off or edited: nothing is taken on trust. */
import { ENGINES } from '../messages/types.ts';
import { ORIGINS } from '../scenarios/origins.ts';
import type { FetchStep, HttpAnswer, PageSetting, Play, XhrStep } from '../scenarios/types.ts';
import {
  DIFFERENTIAL_FORMAT,
  EXCHANGE_FORMAT,
  type DifferenceTold,
  type DifferentialResults,
  type EngineRun,
  type Exchange,
  type ExchangeFile,
  type ExplainedDeparture,
  type Finding,
  type FoundExchange,
  type PacePoint,
} from './differential-results.ts';
import {
  between,
  boolean,
  checked,
  closedObjectOf,
  count,
  integer,
  listOf,
  matching,
  Misshapen,
  objectOf,
  oneOf,
  optional,
  parseJson,
  recordOf,
  type Shape,
  string,
} from './shape.ts';

const headers = listOf((value, at) => {
  listOf(string, 2)(value, at);
  if ((value as unknown[]).length > 2) throw new Misshapen(`${at} must be a name and a value`);
});

const origin = oneOf(Object.keys(ORIGINS));

const request = {
  from: optional(origin),
  url: string,
  method: optional(string),
  headers: optional(headers),
  body: optional(string),
  read: optional(listOf(string)),
};

const fetchStep = closedObjectOf<Omit<FetchStep, 'extraOptions' | 'readAll'>>({
  ...request,
  do: oneOf(['fetch']),
  mode: optional(oneOf(['cors', 'no-cors', 'same-origin'])),
  credentials: optional(oneOf(['omit', 'same-origin', 'include'])),
  redirect: optional(oneOf(['follow', 'error', 'manual'])),
});

const xhrStep = closedObjectOf<
  Omit<XhrStep, 'async' | 'uploadListener' | 'readAll' | 'form' | 'amounts'>
>({
  ...request,
  do: oneOf(['xhr']),
  withCredentials: optional(boolean),
  timeout: optional(count),
});

const step: Shape = (value, at) => {
  objectOf<{ do: string }>({ do: oneOf(['fetch', 'xhr']) })(value, at);
  const shape = (value as { do: string }).do === 'xhr' ? xhrStep : fetchStep;
  shape(value, at);
};

// Informational statuses are no answers: the browser goes on waiting for one. Files are for elements,
// which are not generated.
const answer = closedObjectOf<Omit<HttpAnswer, 'asset'>>({
  status: between(200, 599),
  headers,
  body: optional(string),
});

const answers: Shape = (value, at) =>
  (Array.isArray(value) ? listOf(answer, 1) : answer)(value, at);

const play = closedObjectOf<Omit<Play, 'launch'>>({
  page: optional(
    closedObjectOf<Omit<PageSetting, 'serviceWorker'>>({
      at: optional(origin),
      realm: optional(oneOf(['window', 'sandboxed-frame'])),
    }),
  ),
  steps: listOf(step, 1),
  routes: recordOf(answers, matching(/^\S+ \/[^\s#]*$/, 'a method, one space and a path')),
  freshContext: optional(oneOf([true])),
});

const exchangeFields = { play, breaks: listOf(string) };

const exchange = objectOf<Exchange>(exchangeFields);

const differences = listOf(
  objectOf<DifferenceTold>({
    witness: oneOf(['page', 'wire', 'console']),
    at: string,
    expected: string,
    observed: string,
  }),
);

const finding = objectOf<Finding>({
  key: string,
  count,
  index: optional(count),
  family: string,
  found: exchange,
  shrunk: exchange,
  tried: count,
  differences,
  because: optional(string),
});

const departure = objectOf<ExplainedDeparture>({
  id: string,
  scenarios: listOf(string),
  words: string,
  kind: oneOf(['deviation', 'habit']),
  bug: string,
  since: string,
  count,
  missed: count,
  missedIn: optional(objectOf<FoundExchange>({ ...exchangeFields, family: string, index: count })),
  example: optional(exchange),
});

const counts = recordOf(count);

const engineRun = objectOf<EngineRun>({
  engine: oneOf(ENGINES),
  name: string,
  version: string,
  durationMs: count,
  cases: count,
  seed: optional(integer),
  interrupted: boolean,
  byFamily: counts,
  byVerdict: objectOf<EngineRun['byVerdict']>({ allowed: count, blocked: count, opaque: count }),
  byStage: counts,
  conforming: count,
  explained: listOf(departure),
  unexplained: listOf(finding),
  killed: listOf(finding),
  pace: optional(
    listOf(
      objectOf<PacePoint>({ cases: count, ms: count, heap: optional(count), rss: optional(count) }),
    ),
  ),
});

const differentialResults = objectOf<DifferentialResults>({
  format: oneOf([DIFFERENTIAL_FORMAT]),
  startedAt: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/, 'a time in ISO 8601, UTC'),
  platform: string,
  seed: optional(integer),
  cases: count,
  families: listOf(string),
  engines: listOf(engineRun),
});

const exchangeFile = objectOf<ExchangeFile>({
  ...exchangeFields,
  format: oneOf([EXCHANGE_FORMAT]),
  engine: oneOf(ENGINES),
  family: string,
  differences,
});

/** The content of `differential.json`. Throws `Misshapen`, one line, on anything else. */
export const readDifferential = (text: string): DifferentialResults =>
  checked<DifferentialResults>(parseJson(text), differentialResults);

/** The body of an attachment `differential`. Throws `Misshapen`. */
export const readEngineRun = (text: string): EngineRun =>
  checked<EngineRun>(parseJson(text), engineRun);

/** The content of a file for `--replay`, of either format. Throws `Misshapen`. */
export function readReplayable(text: string): ExchangeFile | DifferentialResults {
  const value = parseJson(text);
  objectOf<{ format: string }>({ format: oneOf([EXCHANGE_FORMAT, DIFFERENTIAL_FORMAT]) })(
    value,
    '',
  );
  return (value as { format: string }).format === EXCHANGE_FORMAT
    ? checked<ExchangeFile>(value, exchangeFile)
    : checked<DifferentialResults>(value, differentialResults);
}
