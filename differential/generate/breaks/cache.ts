/** The preflight cache. https://fetch.spec.whatwg.org/#concept-cache */
import fc from 'fast-check';
import { pick, weigh } from '../choice.ts';
import { copyOf, setLines, type Breaking, type DraftAnswer } from '../draft.ts';
import { headerForms, type Form } from './place.ts';

/** Written as `delta-seconds`, or not. https://fetch.spec.whatwg.org/#http-access-control-max-age */
const MAX_AGE_FORMS: readonly Form[] = [
  ['missing', () => []],
  ['0', () => ['0']],
  ['5', () => ['5']],
  ['-1', () => ['-1']],
  ['empty', () => ['']],
  ['abc', () => ['abc']],
  ['600s', () => ['600s']],
  ['600 with spaces around', () => ['  600  ']],
  ['600 with tabs around', () => ['\t600\t']],
  ['0600', () => ['0600']],
  ['+600', () => ['+600']],
  ['600.5', () => ['600.5']],
  ['0.5', () => ['0.5']],
  ['6e2', () => ['6e2']],
  ['0x10', () => ['0x10']],
  ['"600"', () => ['"600"']],
  ['600, 600', () => ['600, 600']],
  ['0, 600', () => ['0, 600']],
  ['600,', () => ['600,']],
  ['600;', () => ['600;']],
  ['600 0', () => ['600 0']],
  ['two equal lines', () => ['600', '600']],
  ['600 and 0 in two lines', () => ['600', '0']],
  ['0 and 600 in two lines', () => ['0', '600']],
  ['an empty second line', () => ['600', '']],
  ['beyond 31 bits', () => ['2147483648']],
  ['beyond 32 bits', () => ['4294967296']],
  ['beyond 64 bits', () => ['18446744073709551616']],
  ['-0', () => ['-0']],
  ['*', () => ['*']],
];

export const maxAge: fc.Arbitrary<Breaking> = headerForms({
  header: 'Access-Control-Max-Age',
  short: 'max-age',
  forms: MAX_AGE_FORMS,
  where: fc.constant('preflight'),
  rightOf: () => '600',
});

type Refusal = readonly [words: string, refuse: (answer: DraftAnswer) => void];

const REFUSALS: readonly Refusal[] = [
  ['status 403', (answer) => (answer.status = 403)],
  ['no allow-origin', (answer) => setLines(answer, 'Access-Control-Allow-Origin', [])],
  ['no allow-methods', (answer) => setLines(answer, 'Access-Control-Allow-Methods', [])],
  ['no allow-headers', (answer) => setLines(answer, 'Access-Control-Allow-Headers', [])],
  ['GET only', (answer) => setLines(answer, 'Access-Control-Allow-Methods', ['GET'])],
  ['a bad list', (answer) => setLines(answer, 'Access-Control-Allow-Headers', ['a b'])],
  ['max-age 0', (answer) => setLines(answer, 'Access-Control-Max-Age', ['0'])],
  ['max-age 600', (answer) => setLines(answer, 'Access-Control-Max-Age', ['600'])],
];

/** From the second preflight on it is refused: whether that shows, is the cache's doing. */
export const laterPreflight: fc.Arbitrary<Breaking> = fc
  .tuple(pick(...REFUSALS), weigh([2, 1], [1, 2]))
  .map(([[words, refuse], kept]): Breaking => (draft) => {
    const { preflights } = draft.hops[0] ?? {};
    const last = preflights?.at(-1);
    if (preflights === undefined || last === undefined) return null;
    for (let count = 1; count < kept; count += 1) preflights.push(copyOf(last));
    const refusing = copyOf(last);
    refuse(refusing);
    preflights.push(refusing);
    return `preflights after ${kept}: ${words}`;
  });

/** The first is refused, and nothing of it may be kept. */
export const firstPreflight: fc.Arbitrary<Breaking> = pick(...REFUSALS).map(
  ([words, refuse]): Breaking =>
    (draft) => {
      const { preflights } = draft.hops[0] ?? {};
      const first = preflights?.[0];
      if (preflights === undefined || first === undefined) return null;
      const refusing = copyOf(first);
      refuse(refusing);
      preflights.unshift(refusing);
      return `first preflight: ${words}`;
    },
);

/** One answer fails the CORS check, upon which entries are dropped. */
export const oneAnswer: fc.Arbitrary<Breaking> = pick(0, 1).map((number): Breaking => (draft) => {
  const { answers } = draft.hops[0] ?? {};
  const last = answers?.at(-1);
  if (answers === undefined || last === undefined) return null;
  const refusing = copyOf(last);
  setLines(refusing, 'Access-Control-Allow-Origin', []);
  answers.splice(number, 0, refusing);
  if (answers.at(-1) === refusing) answers.push(copyOf(last));
  return `answer ${number + 1}: no allow-origin`;
});
