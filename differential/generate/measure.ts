/** How complicated an exchange is: a total order, so that whatever follows it downwards ends. */
import type { Play } from '../../scenarios/types.ts';
import { answersOf, isHttpAnswer } from '../../servers/answers.ts';

/** Compared part by part. */
export type Measure = readonly [
  breaks: number,
  steps: number,
  /** Declared answers, of all routes. */
  answers: number,
  /** About the characters that a reader has to read. */
  size: number,
  /** Decides between equals. */
  text: string,
];

/** What costs a reader more than its letters: another API, another document, an odd method. */
const SURCHARGES = { xhr: 60, frame: 40, oddMethod: 20, oddStatus: 10 } as const;

const ORDINARY_METHOD = /^(?:GET|POST|PUT|DELETE)$/;

export function measureOf(play: Play, breaks: readonly string[] = []): Measure {
  const text = JSON.stringify(play);
  let size = text.length;
  if ((play.page?.realm ?? 'window') !== 'window') size += SURCHARGES.frame;
  for (const step of play.steps) {
    if (step.do !== 'fetch') size += SURCHARGES.xhr;
    if (!ORDINARY_METHOD.test(step.method ?? 'GET')) size += SURCHARGES.oddMethod;
  }
  let answers = 0;
  for (const declared of Object.values(play.routes)) {
    for (const answer of answersOf(declared)) {
      answers += 1;
      if (isHttpAnswer(answer) && ![200, 204, 302].includes(answer.status)) {
        size += SURCHARGES.oddStatus;
      }
    }
  }
  return [breaks.length, play.steps.length, answers, size, text];
}

export function isSimpler(one: Measure, than: Measure): boolean {
  for (const [part, value] of one.entries()) {
    const other = than[part] as typeof value;
    if (value !== other) return value < other;
  }
  return false;
}
