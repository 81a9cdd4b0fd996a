/** Each family: which correct exchanges it begins with, and what it mostly breaks. */
import fc from 'fast-check';
import type { Family, GeneratedCase } from '../types.ts';
import { firstPreflight, laterPreflight, maxAge, oneAnswer } from './breaks/cache.ts';
import {
  allowCredentials,
  allowOrigin,
  kinderAllowCredentials,
  kinderAllowOrigin,
} from './breaks/cors-check.ts';
import {
  allowHeaders,
  allowMethods,
  onlyTheFirst,
  preflightRedirect,
  preflightStatus,
  wildcards,
} from './breaks/preflight.ts';
import { back, location, redirectStatus, untainted } from './breaks/redirects.ts';
import {
  anyMethod,
  body,
  extraHeader,
  otherCredentials,
  otherMethod,
  otherMode,
  otherRedirectMode,
  otherUrl,
  respelledMethod,
  strangeHeader,
} from './breaks/requests.ts';
import { answerStatus, exposeHeaders, responseHeader } from './breaks/responses.ts';
import {
  answered,
  preflighted,
  redirected,
  repeated,
  safelistedMethod,
  simpleHeaders,
  single,
  twoHeaders,
} from './bases.ts';
import { sometimes, weigh } from './choice.ts';
import { copyOfDraft, toCase, type Breaking, type Draft, type Line } from './draft.ts';
import { unsafe } from './headers.ts';
import { fewCredentials, manyCredentials, request } from './requests.ts';

type WeighedBreak = readonly [weight: number, breaking: fc.Arbitrary<Breaking>];

interface Recipe {
  readonly base: fc.Arbitrary<Draft>;
  readonly breaks: readonly WeighedBreak[];
  /** In per cent: how often something is broken, then a second and a third thing. */
  readonly often: readonly [number, number, number];
}

const FEW_ODD_ONES: readonly WeighedBreak[] = [
  [1, otherMode],
  [1, otherRedirectMode],
  [1, otherUrl],
  [1, body],
  [1, strangeHeader],
  [1, otherMethod],
];

const RECIPES: Readonly<Record<Family, Recipe>> = {
  simple: {
    base: single('simple', request({ method: safelistedMethod, headers: simpleHeaders })),
    breaks: [
      ...FEW_ODD_ONES,
      [5, allowOrigin],
      [1, kinderAllowOrigin],
      [2, allowCredentials],
      [2, answerStatus],
      [2, extraHeader],
      [2, otherCredentials],
    ],
    often: [90, 50, 20],
  },
  preflight: {
    base: single('preflight', preflighted(fewCredentials)),
    breaks: [
      ...FEW_ODD_ONES,
      [6, preflightStatus],
      [3, preflightRedirect],
      [3, allowOrigin],
      [1, kinderAllowOrigin],
      [3, allowMethods],
      [3, allowHeaders],
      [2, allowCredentials],
      [2, extraHeader],
      [2, wildcards],
      [1, answerStatus],
      [1, otherCredentials],
    ],
    often: [92, 45, 20],
  },
  headers: {
    base: single(
      'headers',
      request({ method: weigh([4, 'GET'], [2, 'POST']), headers: twoHeaders }),
    ),
    breaks: [
      [6, allowHeaders],
      [4, extraHeader],
      [2, wildcards],
      [1, otherCredentials],
      [1, otherMode],
      [1, body],
      [1, preflightStatus],
      [1, strangeHeader],
    ],
    often: [90, 45, 20],
  },
  methods: {
    base: single(
      'methods',
      request({ method: anyMethod, headers: weigh<Line[]>([5, []], [1, [['X-A', '1']]]) }),
    ),
    breaks: [
      [6, allowMethods],
      [2, respelledMethod],
      [2, otherMethod],
      [2, wildcards],
      [1, otherCredentials],
      [1, otherMode],
      [1, body],
      [1, preflightStatus],
    ],
    often: [90, 45, 20],
  },
  redirect: {
    base: redirected,
    breaks: [
      [10, location],
      [1, back],
      [4, redirectStatus],
      [5, untainted],
      [4, allowOrigin],
      [1, kinderAllowOrigin],
      [1, allowCredentials],
      [2, otherRedirectMode],
      [1, otherMode],
      [1, otherMethod],
      [1, extraHeader],
      [1, otherCredentials],
      [1, otherUrl],
      [1, allowHeaders],
      [1, preflightStatus],
      [1, preflightRedirect],
      [1, answerStatus],
    ],
    often: [90, 50, 20],
  },
  credentials: {
    base: single(
      'credentials',
      fc.oneof(
        {
          weight: 3,
          arbitrary: request({ method: safelistedMethod, credentials: manyCredentials }),
        },
        { weight: 2, arbitrary: preflighted(manyCredentials) },
      ),
    ),
    breaks: [
      [8, allowCredentials],
      [2, kinderAllowCredentials],
      [4, otherCredentials],
      [3, kinderAllowOrigin],
      [2, wildcards],
      [1, allowMethods],
      [1, allowHeaders],
      [1, exposeHeaders],
      [1, otherMode],
    ],
    often: [90, 50, 20],
  },
  exposed: {
    base: answered,
    breaks: [
      [9, exposeHeaders],
      [5, responseHeader],
      [2, otherCredentials],
      [1, answerStatus],
      [2, allowOrigin],
      [1, allowCredentials],
      [1, otherMode],
    ],
    often: [90, 45, 20],
  },
  cache: {
    base: repeated,
    breaks: [
      [5, maxAge],
      [8, laterPreflight],
      [3, firstPreflight],
      [3, oneAnswer],
      [2, wildcards],
      [2, onlyTheFirst],
      [1, allowMethods],
      [1, allowHeaders],
      [1, preflightStatus],
      [1, otherCredentials],
      [1, extraHeader],
      [1, respelledMethod],
    ],
    often: [92, 55, 25],
  },
  origins: {
    base: single(
      'origins',
      fc.oneof(
        { weight: 4, arbitrary: request({ method: safelistedMethod }) },
        { weight: 1, arbitrary: request({ headers: unsafe }) },
      ),
      sometimes(12),
    ),
    breaks: [
      [9, allowOrigin],
      [5, kinderAllowOrigin],
      [2, otherCredentials],
      [2, kinderAllowCredentials],
      [1, otherUrl],
    ],
    often: [90, 40, 15],
  },
};

const NOTHING = fc.constant<Breaking | null>(null);

/** One break of the recipe, or none; shrinks to none first. */
const perhaps = (breaking: fc.Arbitrary<Breaking>, percent: number) =>
  fc.oneof(
    // Not by `chain`: its shrinks depend on which of them were looked at before.
    { withCrossShrink: true },
    { weight: 100 - percent, arbitrary: NOTHING },
    { weight: percent, arbitrary: breaking },
  );

export function familyArbitrary(family: Family): fc.Arbitrary<GeneratedCase> {
  const { base, breaks, often } = RECIPES[family];
  const breaking = fc.oneof(...breaks.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  const [first, second, third] = often;
  // Breaks stand before the base, so that they are taken away before anything else is simplified.
  return fc
    .tuple(perhaps(breaking, first), perhaps(breaking, second), perhaps(breaking, third), base)
    .map(([one, two, three, draft]) => broken(draft, [one, two, three]));
}

/**
 * The exchange with these breaks, of which those that change nothing (of a preflight that is never
 * made, say) are not told of: they may only matter beside another one, so that is seen at the end.
 */
function broken(draft: Draft, breakings: readonly (Breaking | null)[]): GeneratedCase {
  let kept = breakings.filter((breaking) => breaking !== null);
  let whole = laidOver(draft, kept);
  if (kept.length === 0) return whole;
  const text = JSON.stringify(whole.play);
  for (const breaking of kept) {
    const others = kept.filter((other) => other !== breaking);
    const without = laidOver(draft, others);
    if (JSON.stringify(without.play) !== text) continue;
    kept = others;
    whole = without;
  }
  return whole;
}

/** The draft is copied, since the tree of shrinks builds upon it more than once. */
function laidOver(draft: Draft, breakings: readonly Breaking[]): GeneratedCase {
  const copy = copyOfDraft(draft);
  const breaks = breakings.flatMap((breaking) => breaking(copy) ?? []);
  return toCase(copy, breaks);
}
