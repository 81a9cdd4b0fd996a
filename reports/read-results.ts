/** The content of `results.json`, checked: what the suite's own reporter wrote, and nothing else. */
import { ENGINES, type ConsoleRecord } from '../messages/types.ts';
import { drift } from './drift/read.ts';
import {
  CELL_STATUSES,
  RESULTS_FORMAT,
  VERDICTS,
  type Cell,
  type EngineColumn,
  type Observation,
  type Results,
  type Row,
  type SeenByScript,
  type WireLine,
} from './results.ts';
import {
  boolean,
  checked,
  count,
  listOf,
  matching,
  objectOf,
  oneOf,
  optional,
  parseJson,
  recordOf,
  string,
  stringOrNull,
  type Shape,
} from './shape.ts';

const stringOrTrue: Shape = (value, at) => {
  if (value !== true) string(value, at);
};

const time = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/, 'a time in ISO 8601, UTC');

/** Written by other parts of the suite, and not read by those who read results. */
const anything: Shape = () => {};

const record = objectOf<ConsoleRecord>({
  engine: oneOf(ENGINES),
  id: stringOrNull,
  group: stringOrNull,
  parameters: recordOf(stringOrTrue),
  text: string,
  level: oneOf(['error', 'warning', 'info']),
  url: optional(string),
  wording: oneOf(['recorded', 'unrecorded', 'unidentified']),
  code: optional(string),
  help: optional(string),
  channel: string,
});

const observation = objectOf<Observation>({
  sees: listOf(objectOf<SeenByScript>({ step: string, verdict: oneOf(VERDICTS), detail: string })),
  wire: listOf(
    objectOf<WireLine>({
      request: string,
      requestHeaders: listOf(string),
      answer: string,
      answerHeaders: listOf(string),
    }),
  ),
  console: listOf(record),
});

const cell = objectOf<Cell>({
  engine: oneOf(ENGINES),
  column: string,
  status: oneOf(CELL_STATUSES),
  absent: optional(oneOf([true])),
  note: optional(string),
  url: optional(string),
  duration: count,
  verdict: optional(oneOf(VERDICTS)),
  stage: optional(string),
  messages: optional(listOf(string)),
  refused: optional(observation),
  cured: optional(observation),
});

const column = objectOf<EngineColumn>({
  key: string,
  project: string,
  engine: oneOf(ENGINES),
  name: string,
  version: optional(string),
  from: optional(oneOf(['environment', 'playwright', 'system'])),
  flavour: optional(oneOf(['stock', 'playwright'])),
  platform: optional(string),
  ranAt: optional(time),
});

const results = objectOf<Results>({
  format: oneOf([RESULTS_FORMAT]),
  startedAt: time,
  duration: count,
  complete: boolean,
  incompleteBecause: optional(string),
  platform: objectOf<Results['platform']>({
    os: string,
    release: string,
    arch: string,
    node: string,
  }),
  protection: oneOf(['on', 'off']),
  engines: listOf(column, 1),
  rows: listOf(objectOf<Row>({ id: string, cells: listOf(cell) })),
  otherTests: listOf(anything),
  differential: anything,
  drift: optional(drift),
  problems: listOf(string),
});

/** Throws `Misshapen`, one line, on a text that is no `results.json` of this format. */
export const readResults = (text: string): Results => checked<Results>(parseJson(text), results);
