/** A run told on a terminal. */
import path from 'node:path';
import {
  caseCounts,
  findingFile,
  missedFile,
  findingsOf,
  replayCommand,
  staleOf,
  type NumberedFinding,
} from '../../reports/differential-findings.ts';
import type { EngineRun } from '../../reports/differential-results.ts';
import {
  breaksWords,
  differencesText,
  exchangeTranscript,
} from '../../reports/exchange-transcript.ts';
import { visible } from '../../reports/html/escape.ts';
import { ENGINE_NAMES, durationWords } from '../../reports/words.ts';
import { styled } from '../lib/flags.ts';
import { paceLines } from './pace.ts';

const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

const plural = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`;

const tally = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

const line = (name: string, words: string): string => `  ${name.padEnd(14)}${words}\n`;

/** `Chromium 156.0: 2000 cases in 41 s, 48.8 cases/s`. */
function head({ engine, name, version, cases, durationMs, interrupted }: EngineRun): string {
  const product = name.startsWith(ENGINE_NAMES[engine])
    ? name
    : `${ENGINE_NAMES[engine]} (${name})`;
  const rate = durationMs > 0 ? (cases * 1000) / durationMs : 0;
  return (
    styled('bold', `${product} ${version}`) +
    `: ${plural(cases, 'case')} in ${durationWords(durationMs)}, ${rate.toFixed(1)} cases/s` +
    `${interrupted ? ', interrupted' : ''}\n`
  );
}

function departures(run: EngineRun, folder: string): string {
  const { explained, engine } = run;
  if (explained.length === 0) return '';
  const width = Math.max('known departure'.length, ...explained.map(({ id }) => id.length));
  const row = (id: string, kind: string, cases: string, missed: string, words: string): string =>
    `    ${id.padEnd(width)}  ${kind.padEnd(9)}  ${cases.padStart(6)}  ${missed.padStart(6)}  ${words}`;
  const heading = row('known departure', 'kind', 'cases', 'missed', '').trimEnd();
  const below = row('', '', '', '', '');
  const rows = explained.map((departure) => {
    const { id, kind, count, missed, missedIn, words, bug } = departure;
    const told = row(id, kind, String(count), String(missed), `${words}\n${below}${bug}`);
    if (missed === 0) return told;
    const replay = missedIn && replayCommand(path.join(folder, missedFile(run, departure)), engine);
    return styled('red', replay === undefined ? told : `${told}\n${below}missed in: ${replay}`);
  });
  return `\n${[heading, ...rows].join('\n')}\n`;
}

function finding(run: EngineRun, one: NumberedFinding, of: number, folder: string): string {
  const { key, count, index, family, tried, shrunk, differences, because } = one.finding;
  const first = index === undefined ? '' : `, the first is case ${index}`;
  const paragraphs = [
    `${plural(count, 'case')}${first}, family ${family}; shrunk in ${plural(tried, 'try', 'tries')}\n` +
      `broken in it: ${breaksWords(shrunk)}`,
    exchangeTranscript(shrunk.play),
    differencesText(differences),
    because ?? '',
    replayCommand(path.join(folder, findingFile(run, one)), run.engine),
  ].filter((paragraph) => paragraph !== '');
  const what = one.kind === 'killed' ? 'the page or the browser died' : key;
  return (
    `\n  ${styled('red', `finding ${one.number} of ${of}: ${visible(what)}`)}\n` +
    `${indented(visible(paragraphs.join('\n\n')), '    ')}\n`
  );
}

/**
 * One engine's run. `folder`: where its findings' files are, as it is to stand in the commands.
 * Ends with a line break; without colours where the output is no terminal.
 */
export function runReport(run: EngineRun, folder: string): string {
  const { conforming, explained, unexplained, killed } = caseCounts(run);
  const wrong = (count: number): string =>
    count > 0 ? styled('red', String(count)) : String(count);
  const findings = findingsOf(run);
  return [
    head(run),
    line('conforming', String(conforming)),
    line('explained', String(explained)),
    line('unexplained', wrong(unexplained)),
    line('killed', wrong(killed)),
    line('by verdict', tally(run.byVerdict)),
    line('by stage', tally(run.byStage)),
    line('by family', tally(run.byFamily)),
    ...paceLines(run).map(([name, words]) => line(name, words)),
    departures(run, folder),
    ...findings.map((one) => finding(run, one, findings.length, folder)),
    '\n',
  ].join('');
}

/** The last line but the names of files: what there is to look at, all engines together. */
export function conclusion(runs: readonly EngineRun[]): string {
  const found = runs.flatMap(findingsOf).length;
  const stale = runs.flatMap(staleOf).length;
  if (found + stale === 0) return styled('green', 'nothing unexplained');
  const told = [
    ...(found > 0 ? [`${plural(found, 'finding')}`] : []),
    ...(stale > 0
      ? [`${plural(stale, 'known departure')} missed where it should have shown: mended?`]
      : []),
  ];
  return styled('red', told.join(', '));
}
