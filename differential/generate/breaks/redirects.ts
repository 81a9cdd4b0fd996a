/** Redirects. https://fetch.spec.whatwg.org/#http-redirect-fetch */
import fc from 'fast-check';
import { pick, weigh } from '../choice.ts';
import { copyOf, setLines, valuesOf, type Breaking, type Draft, type DraftHop } from '../draft.ts';

/** A redirecting URL and the one it leads to, counted from the last redirect. */
function redirectOf({ hops }: Draft, number: number): { from: DraftHop; to: DraftHop } | null {
  const count = hops.length - 1;
  if (count < 1) return null;
  const index = count - 1 - (number % count);
  const from = hops[index];
  const to = hops[index + 1];
  return from && to ? { from, to } : null;
}

const anyRedirect = weigh([3, 0], [1, 1], [1, 2]);

type Location = readonly [
  words: string,
  lines: (to: DraftHop, from: DraftHop) => readonly string[],
];

/**
 * The same URL written otherwise, another one, or none. Not to `mailto:`: Firefox 153 loses the
 * page's process over a request of mode "no-cors" to another site that is redirected there.
 */
const LOCATIONS: readonly (readonly [weight: number, Location])[] = [
  [2, ['missing', () => []]],
  [3, ['relative', (to) => [to.path.slice(1)]]],
  [2, ['relative, with a dot', (to) => [`.${to.path}`]]],
  [2, ['an absolute path', (to) => [`/{token}${to.path}`]]],
  [2, ['without a scheme', (to) => [`//{${to.place}.host}/{token}${to.path}`]]],
  [3, ['with a fragment', (to) => [`{${to.place}:${to.path}#f}`]]],
  [2, ['with a query', (to) => [`{${to.place}:${to.path}?q=1}`]]],
  [2, ['with spaces around', (to) => [` {${to.place}:${to.path}} `]]],
  [4, ['with a user', (to) => [`http://user@{${to.place}.host}/{token}${to.path}`]]],
  [3, ['with user and password', (to) => [`http://user:pw@{${to.place}.host}/{token}${to.path}`]]],
  [1, ['with an empty user', (to) => [`http://@{${to.place}.host}/{token}${to.path}`]]],
  [1, ['with an empty password', (to) => [`http://:@{${to.place}.host}/{token}${to.path}`]]],
  [1, ['scheme in upper case', (to) => [`HTTP://{${to.place}.host}/{token}${to.path}`]]],
  [2, ['to a data URL', () => ['data:text/plain,a']]],
  [1, ['to ftp', (to) => [`ftp://{${to.place}.host}/{token}${to.path}`]]],
  [1, ['to about:blank', () => ['about:blank']]],
  [1, ['to javascript', () => ['javascript:0']]],
  [1, ['to a scheme nobody knows', () => ['x-none:a']]],
  [1, ['to no URL', () => ['http://[']]],
  [1, ['to no host', () => ['http://']]],
];

export const location: fc.Arbitrary<Breaking> = fc
  .tuple(weigh(...LOCATIONS), anyRedirect)
  .map(([[words, lines], number]): Breaking => (draft) => {
    const redirect = redirectOf(draft, number);
    if (redirect === null) return null;
    for (const answer of redirect.from.answers) {
      setLines(answer, 'Location', lines(redirect.to, redirect.from));
    }
    return `location at ${redirect.from.path}: ${words}`;
  });

/** The URL itself, which then answers otherwise. */
export const back: fc.Arbitrary<Breaking> = anyRedirect.map((number): Breaking => (draft) => {
  const redirect = redirectOf(draft, number);
  const first = redirect?.from.answers[0];
  if (!redirect || !first || redirect.from.answers.length > 1) return null;
  const { from } = redirect;
  const last = copyOf(first);
  last.status = 200;
  setLines(last, 'Location', []);
  setLines(first, 'Location', [`{${from.place}:${from.path}}`]);
  from.answers.push(last);
  return `location at ${from.path}: itself`;
});

/** Which statuses keep method and body, and which are no redirect at all. */
export const redirectStatus: fc.Arbitrary<Breaking> = fc
  .tuple(pick(302, 301, 303, 307, 308, 300, 304, 305, 306, 310, 200, 201), anyRedirect)
  .map(([code, number]): Breaking => (draft) => {
    const redirect = redirectOf(draft, number);
    if (redirect === null) return null;
    for (const answer of redirect.from.answers) answer.status = code;
    return `redirect at ${redirect.from.path}: status ${code}`;
  });

/** The origin that would be right if nothing had tainted it, or if all had. */
export const untainted: fc.Arbitrary<Breaking> = fc
  .tuple(pick('{page}', 'null', '*'), weigh([2, 'last'], [1, 'all'], [1, 'first']))
  .map(([value, which]): Breaking => (draft) => {
    const hops =
      which === 'all' ? draft.hops : draft.hops.slice(...(which === 'last' ? [-1] : [0, 1]));
    const answers = hops.flatMap((hop) => [...hop.preflights, ...hop.answers]);
    const name = 'Access-Control-Allow-Origin';
    if (answers.every((answer) => valuesOf(answer, name).join() === value)) return null;
    for (const answer of answers) setLines(answer, name, [value]);
    return `allow-origin at the ${which === 'all' ? 'whole way' : `${which} hop`}: ${value.replace('{page}', 'the page')}`;
  });
