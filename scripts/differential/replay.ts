/** Exchanges out of a file, acted out again and told in full. */
import { readFile } from 'node:fs/promises';
import type { Replayed } from '../../differential/run.ts';
import {
  FAMILIES,
  type GeneratedCase,
  type Judgement,
  type Observation,
  type ObservedStep,
} from '../../differential/types.ts';
import { findingsOf } from '../../reports/differential-findings.ts';
import { EXCHANGE_FORMAT, type Exchange } from '../../reports/differential-results.ts';
import {
  breaksWords,
  differencesText,
  exchangeTranscript,
} from '../../reports/exchange-transcript.ts';
import { visible } from '../../reports/html/escape.ts';
import { readReplayable } from '../../reports/read-differential.ts';
import { Misshapen, oneOf } from '../../reports/shape.ts';
import { contract } from '../../scenarios/placeholders.ts';
import { styled } from '../lib/flags.ts';
import { CannotRun } from './flags.ts';

export interface ToReplay {
  /** `firefox 2: …` where the file holds several. */
  readonly title: string;
  readonly case: GeneratedCase;
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'it may not be read',
};

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new CannotRun(`${file}: ${READ_ERRORS[code] ?? message}`, { cause: error });
  }
}

function caseOf(family: string, { play, breaks }: Exchange): GeneratedCase {
  oneOf(FAMILIES)(family, 'family');
  return { family: family as GeneratedCase['family'], play, breaks };
}

/**
 * The exchange of one file, or every finding of a whole `differential.json`.
 * Throws `CannotRun`: the file, and what is wrong with it.
 */
export async function readReplay(file: string): Promise<readonly ToReplay[]> {
  const text = await textOf(file);
  try {
    const read = readReplayable(text);
    if (read.format === EXCHANGE_FORMAT)
      return [{ title: `found in ${read.engine}`, case: caseOf(read.family, read) }];
    const found = read.engines.flatMap((run) =>
      findingsOf(run).map(({ number, finding: { key, family, shrunk } }) => ({
        title: `${run.engine} ${number}: ${key}`,
        case: caseOf(family, shrunk),
      })),
    );
    if (found.length === 0) throw new Misshapen('it has no finding to replay');
    return found;
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    throw new CannotRun(`${file}: ${error.message}`, { cause: error });
  }
}

function stepText(step: ObservedStep, index: number): string {
  const { verdict, error, type, status, statusText, url, redirected, headers = [] } = step;
  const words = [
    verdict,
    ...(error ? [`${error.name}: ${error.message}`] : []),
    ...(type === undefined ? [] : [type]),
    ...(status === undefined ? [] : [`${status} ${statusText ?? ''}`.trimEnd()]),
    ...(url === undefined || url === '' ? [] : [url]),
    ...(redirected === true ? ['redirected'] : []),
  ];
  const lines = headers.map(([name, value]) => `    ${name}: ${value}`);
  return [`step ${index + 1}  ${words.join(', ')}`, ...lines].join('\n');
}

const wireText = ({ method, url, headers, body }: Observation['wire'][number]): string =>
  [
    `→ ${method} ${url}`,
    ...headers.map(([name, value]) => `    ${name}: ${value}`),
    ...(body === '' ? [] : ['', `    ${body}`]),
  ].join('\n');

/** The three witnesses; ports and tokens as placeholders. */
function observationText({ bindings, steps, wire, console: lines }: Observation): string {
  const part = (name: string, texts: readonly string[], none: string): string =>
    [name, ...(texts.length > 0 ? texts : [none])].join('\n').replace(/\n(?=.)/g, '\n  ');
  return contract(
    [
      part('page', steps.map(stepText), 'nothing'),
      part('wire', wire.map(wireText), 'no request arrived'),
      part(
        'console',
        lines.map(({ level, id, text }) => `${level}  ${id ?? 'unidentified'}  ${text}`),
        'silent',
      ),
    ].join('\n\n'),
    bindings,
  );
}

const outcomeWords = ({ outcome }: Extract<Judgement, { outcome: unknown }>): string =>
  outcome.steps
    .map(({ verdict, stage }) => (stage === 'none' ? verdict : `${verdict} at ${stage}`))
    .join(', then ');

function judgementText(judgement: Judgement): string {
  switch (judgement.kind) {
    case 'conforms':
      return `${styled('green', 'conforms')}: ${outcomeWords(judgement)}`;
    case 'explained':
      return `${styled('yellow', 'explained')} by ${judgement.by.join(' and ')}: ${outcomeWords(judgement)}\n${visible(differencesText(judgement.differences))}`;
    case 'unexplained':
      return `${styled('red', 'unexplained')}\n${visible(differencesText(judgement.differences))}`;
    case 'killed':
      return `${styled('red', 'killed')}: ${visible(judgement.because)}`;
  }
}

/** Whether there is nothing to look into. */
export const isAccountedFor = ({ judgement: { kind } }: Replayed): boolean =>
  kind === 'conforms' || kind === 'explained';

/** One exchange in one engine, in full. `title` and `engine` are told in the first line. */
export function replayReport(title: string, engine: string, replayed: Replayed): string {
  const { judgement, observation } = replayed;
  const told = judgementText(judgement);
  const paragraphs = [
    `broken in it: ${breaksWords(replayed.case)}`,
    exchangeTranscript(replayed.case.play),
    ...(observation ? [observationText(observation)] : []),
  ].join('\n\n');
  const inside = `${visible(paragraphs)}\n\n${observation ? contract(told, observation.bindings) : told}`;
  return `${styled('bold', `${engine}, ${visible(title)}`)}\n${inside.replace(/^(?=.)/gm, '  ')}\n\n`;
}
