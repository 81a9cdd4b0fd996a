/** The part of `summary.md` about generated exchanges. */
import { caseCounts, findingsOf, staleOf } from './differential-findings.ts';
import { breaksWords, differencesText, exchangeTranscript } from './exchange-transcript.ts';
import { codeSpan, escapeMarkdown, fenced, table } from './markdown-text.ts';
import type { DifferentialShown } from './results.ts';
import { ENGINE_NAMES } from './words.ts';

/** The full report has them all. */
const SHOWN_FINDINGS = 10;

const overview = (all: readonly DifferentialShown[]): string =>
  table(
    ['Engine', 'Build', 'Cases', 'conforming', 'explained', 'unexplained', 'killed'],
    all.map(({ run }) => {
      const { conforming, explained, unexplained, killed } = caseCounts(run);
      return [
        ENGINE_NAMES[run.engine],
        codeSpan(`${run.name} ${run.version}`),
        ...[run.cases, conforming, explained, unexplained, killed].map(String),
      ];
    }),
  );

/** Paragraphs; none where nothing was generated. */
export function differentialSummary(all: readonly DifferentialShown[] | undefined): string[] {
  if (!all || all.length === 0) return [];
  const found = all.flatMap(({ run }) => findingsOf(run).map(({ finding }) => ({ run, finding })));
  const stale = all.flatMap(({ run }) => staleOf(run).map((departure) => ({ run, departure })));
  return [
    '## Generated exchanges against the Fetch Standard',
    overview(all),
    ...stale.map(
      ({ run, departure: { id, missed } }) =>
        `**${ENGINE_NAMES[run.engine]}** ${codeSpan(id)}: a known departure that did not show in ${missed} cases where it should have.`,
    ),
    ...found
      .slice(0, SHOWN_FINDINGS)
      .map(({ run, finding: { key, shrunk, differences, because } }) =>
        [
          `**${ENGINE_NAMES[run.engine]}** ${codeSpan(key)}; broken in it: ${escapeMarkdown(breaksWords(shrunk))}`,
          fenced(
            [exchangeTranscript(shrunk.play), because ?? '', differencesText(differences)]
              .filter((part) => part !== '')
              .join('\n\n'),
          ),
        ].join('\n\n'),
      ),
    ...(found.length > SHOWN_FINDINGS
      ? [`and ${found.length - SHOWN_FINDINGS} more, in the full report`]
      : []),
  ];
}
