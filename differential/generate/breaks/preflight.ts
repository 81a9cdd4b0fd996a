/** What a preflight's answer must get right beside the CORS check. */
import fc from 'fast-check';
import { normalizeMethod } from '../../../oracle/methods.ts';
import { pick, weigh } from '../choice.ts';
import { setLines, urlAt, valuesOf, type Breaking, type Draft, type Place } from '../draft.ts';
import { anyHop, headerForms, hopOf, said, type Form, type Where } from './place.ts';

const ofThePreflight: fc.Arbitrary<Where> = fc.constant('preflight');

/** The first half of a list's items, so that something is missing. */
const lessOf = (list: string): string => {
  const items = list.split(', ');
  return items.slice(0, Math.floor(items.length / 2)).join(', ');
};

const capitalized = (list: string): string =>
  list.toLowerCase().replaceAll(/[a-z]+/g, (word) => word[0]?.toUpperCase() + word.slice(1));

/** Lists as they are written, well and ill. https://fetch.spec.whatwg.org/#extract-header-list-values */
const LIST_FORMS: readonly Form[] = [
  ['missing', () => []],
  ['empty', () => ['']],
  ['*', () => ['*']],
  ['in lower case', (right) => [right.toLowerCase()]],
  ['in upper case', (right) => [right.toUpperCase()]],
  ['capitalized', (right) => [capitalized(right)]],
  ['trailing comma', (right) => [`${right},`]],
  ['leading comma', (right) => [`,${right}`]],
  ['empty elements', (right) => [`,, ${right} , ,`]],
  ['tabs around', (right) => [`\t${right}\t,\tX-Z`]],
  ['no spaces', (right) => [right.replaceAll(', ', ',')]],
  ['twice', (right) => [`${right}, ${right}`]],
  ['one line each', (right) => right.split(', ')],
  ['an empty second line', (right) => [right, '']],
  ['an empty first line', (right) => ['', right]],
  ['a second line with *', (right) => [right, '*']],
  ['less', (right) => [lessOf(right)]],
  ['others only', () => ['GET, x-z']],
  ['more', (right) => [`GET, x-z, ${right}`]],
  ['much more', (right) => [`${'x-z, '.repeat(200)}${right}`]],
  ['cut by a letter', (right) => [right.slice(0, -1)]],
  ['longer by a letter', (right) => [`${right}S`]],
  ['with *', (right) => [`${right}, *`]],
  ['* and nothing', () => ['*,']],
  ['* in spaces', () => [' * ']],
  ['* in quotes', () => ['"*"']],
  ['**', () => ['**']],
  ['* in two lines', () => ['*', '*']],
  ['in quotes', (right) => [`"${right}"`]],
  ['each in quotes', (right) => [right.replaceAll(/[^, ]+/g, '"$&"')]],
  ['spaces for commas', (right) => [`${right.replaceAll(', ', ' ')} X-Z`]],
  ['semicolons for commas', (right) => [`${right.replaceAll(', ', '; ')};`]],
  ['one bad token', (right) => [`${right}, a(b`]],
  ['one bad token, first', (right) => [`a/b, ${right}`]],
  ['one bad token in a second line', (right) => [right, 'a:b']],
  ['a bad token beside *', () => ['*, a b']],
  ['a byte above 0x7F', (right) => [`${right}, \u00E9`]],
  ['a byte above 0x7F behind', (right) => [`${right}\u00E9`]],
  ['a no-break space behind', (right) => [`${right}\u00A0`]],
  ['with a parameter', (right) => [`${right};q=1`]],
  ['in brackets', (right) => [`[${right}]`]],
];

const wantedMethods = ({ steps }: Draft): string =>
  [...new Set(steps.map(({ method }) => normalizeMethod(method)))].join(', ');

const wantedHeaders = ({ steps }: Draft): string | null =>
  [...new Set(steps.flatMap(({ headers }) => headers.map(([name]) => name.toLowerCase())))].join(
    ', ',
  ) || null;

/** A value that a server may send, even if the request is one that no page can make. */
const sendable = (value: string | null): string | null =>
  value === null || /[^\t\x20-\x7E\x80-\xFF]/.test(value) ? null : value;

const listForms = (header: string, short: string, wanted: (draft: Draft) => string | null) => {
  const make = (forms: readonly Form[]) =>
    headerForms({
      header,
      short,
      forms,
      where: ofThePreflight,
      rightOf: (_spot, draft) => sendable(wanted(draft)),
    });
  // Half of them from those that an exchange survives.
  const kind = LIST_FORMS.filter(([words]) =>
    /^(?:\*|empty elements|tabs around|no spaces|twice|one line each|an empty \w+ line|a second line with \*|more|much more|with \*|\* and nothing|in (?:lower|upper) case|(?:trailing|leading) comma)$/.test(
      words,
    ),
  );
  return fc.oneof({ weight: 4, arbitrary: make(LIST_FORMS) }, { weight: 3, arbitrary: make(kind) });
};

export const allowMethods: fc.Arbitrary<Breaking> = listForms(
  'Access-Control-Allow-Methods',
  'allow-methods',
  wantedMethods,
);

export const allowHeaders: fc.Arbitrary<Breaking> = listForms(
  'Access-Control-Allow-Headers',
  'allow-headers',
  wantedHeaders,
);

/** Wildcards in both lists, which count without credentials only. */
export const wildcards: fc.Arbitrary<Breaking> = weigh(
  [2, ['Access-Control-Allow-Methods', 'Access-Control-Allow-Headers']] as const,
  [1, ['Access-Control-Allow-Headers']] as const,
  [1, ['Access-Control-Allow-Methods']] as const,
).map((names): Breaking => (draft) => {
  for (const { preflights } of draft.hops) {
    for (const preflight of preflights) {
      for (const name of names) setLines(preflight, name, ['*']);
    }
  }
  return `wildcard in ${names.map((name) => name.slice('Access-Control-'.length).toLowerCase()).join(' and ')}`;
});

/** Only the first of the methods and headers that are asked for. */
export const onlyTheFirst: fc.Arbitrary<Breaking> = fc.constant<Breaking>((draft) => {
  let done = false;
  for (const { preflights } of draft.hops) {
    for (const preflight of preflights) {
      for (const name of ['Access-Control-Allow-Methods', 'Access-Control-Allow-Headers']) {
        const items = valuesOf(preflight, name).join(', ').split(', ');
        if (items.length < 2) continue;
        setLines(preflight, name, items.slice(0, 1));
        done = true;
      }
    }
  }
  return done ? 'only the first method and header are allowed' : null;
});

/** Statuses that mean something to HTTP itself, to caches or to authentication are left out. */
const STATUSES = [
  200, 404, 205, 206, 299, 300, 304, 400, 401, 403, 405, 500, 201, 202, 203, 207, 208, 226, 250,
  280, 298, 301, 302, 303, 305, 306, 307, 308, 310, 399, 402, 406, 409, 410, 412, 413, 415, 416,
  418, 422, 428, 451, 499, 501, 502, 504, 505, 511, 555, 599,
];

const OK_STATUSES = [200, 201, 202, 203, 205, 206, 207, 226, 299];

const spread = fc
  .integer({ min: 200, max: 599 })
  .map((status) => ([407, 408, 421, 425, 429, 503].includes(status) ? 500 : status));

export const status: fc.Arbitrary<number> = fc.oneof(
  { weight: 5, arbitrary: pick(...STATUSES) },
  { weight: 1, arbitrary: spread },
);

/** Any but 2xx is refused. https://fetch.spec.whatwg.org/#ok-status */
export const preflightStatus: fc.Arbitrary<Breaking> = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: status }, { weight: 2, arbitrary: pick(...OK_STATUSES) }),
    anyHop,
  )
  .map(([code, number]): Breaking => (draft) => {
    const hop = hopOf(draft, number);
    if (hop === undefined) return null;
    for (const preflight of hop.preflights) preflight.status = code;
    return said(draft, 'status', 'preflight', number, String(code));
  });

/** Not followed, wherever it leads. */
export const preflightRedirect: fc.Arbitrary<Breaking> = fc
  .tuple(
    weigh([2, 302], [2, 301], [2, 307], [2, 308], [1, 303], [1, 300], [1, 304]),
    weigh<Place>([2, 'api'], [1, 'apiCrossSite'], [1, 'page']),
    anyHop,
  )
  .map(([code, place, number]): Breaking => (draft) => {
    const hop = hopOf(draft, number);
    if (hop === undefined) return null;
    for (const preflight of hop.preflights) {
      preflight.status = code;
      setLines(preflight, 'Location', [urlAt(place, '/elsewhere')]);
    }
    return said(draft, 'redirect', 'preflight', number, `${code} to ${place}`);
  });
