/**
 * Where a play can be acted out by hand. What a test does by launching a browser of its own, a
 * person must do; what no page can do is said, with the reason.
 */
import { ORIGINS, type OriginName, type OriginTable } from '../../scenarios/origins.ts';
import type { Play, Step } from '../../scenarios/types.ts';

/** Steps made from one place, in the form in which the page is told of them. */
export interface Run {
  readonly by: 'server' | 'page' | 'extension';
  /** The page origin that asks; the server asks from none. */
  readonly from: OriginName;
  readonly steps: readonly Step[];
}

const ASKED_BY: Readonly<Partial<Record<Step['do'], Run['by']>>> = {
  'server-fetch': 'server',
  'extension-fetch': 'extension',
};

const homeOf = ({ page }: Play): OriginName =>
  page?.realm === 'file' ? 'file' : (page?.at ?? 'page');

/** Splits a story into runs, as the tests do: a sandboxed frame or a worker lives for one run. */
export function runsOf(play: Play): Run[] {
  const runs: { by: Run['by']; from: OriginName; steps: Step[] }[] = [];
  for (const step of play.steps) {
    const by = ASKED_BY[step.do] ?? 'page';
    const from = step.from ?? homeOf(play);
    const open = runs.at(-1);
    if (open && open.by === by && open.from === from) open.steps.push(step);
    else runs.push({ by, from, steps: [step] });
  }
  return runs;
}

/** Whether and where a play can be acted out. */
export type Place =
  /** By this page; `framed` are the origins whose part a hidden frame plays. */
  | { readonly kind: 'here'; readonly framed: readonly OriginName[] }
  /** By this page as another origin serves it. */
  | { readonly kind: 'twin'; readonly origin: OriginName }
  /** By a page opened from disk only. */
  | { readonly kind: 'disk' };

/**
 * Where to act out, seen from a page that stands at `at`. A frame can stand in for another origin
 * of the same scheme: the certificate of an https frame cannot be accepted, and http in an https
 * page may be mixed content.
 */
export function placeOf(play: Play, at: 'page' | 'pageSecure'): Place {
  if (play.page?.realm === 'file') return { kind: 'disk' };
  const home = homeOf(play);
  if (ORIGINS[home].scheme !== ORIGINS[at].scheme) {
    return { kind: 'twin', origin: ORIGINS[home].scheme === 'https' ? 'pageSecure' : 'page' };
  }
  const asking = runsOf(play).filter(({ by }) => by !== 'server');
  return {
    kind: 'here',
    framed: [...new Set(asking.map(({ from }) => from))].filter((from) => from !== at),
  };
}

/** URL of the page that makes a play's last request by hand, as some console lines name it. */
export function askingUrl(play: Play, table: OriginTable, path: string): string {
  const from = runsOf(play).at(-1)?.from ?? homeOf(play);
  if (from === 'file') return `${table.file}/stage.html`;
  return from === 'page' || from === 'pageSecure'
    ? `${table[from]}${path}`
    : `${table[from]}/frame`;
}

/** The origins that a play names, in the order in which its page, steps and routes name them. */
export function originsIn(play: Play): OriginName[] {
  const names = Object.keys(ORIGINS) as OriginName[];
  const text = JSON.stringify([play.steps, play.routes]);
  const named = names.filter(
    (name) =>
      text.includes(`{${name}}`) || text.includes(`{${name}:`) || text.includes(`{${name}.`),
  );
  const from = play.steps.flatMap((step) => step.from ?? []);
  return [...new Set([homeOf(play), ...from, ...named])];
}

/**
 * The https origins whose certificate the person must accept first, as addresses: those asked, and
 * those of frames. The page's own was accepted when it was opened.
 */
export const certificatesOf = (play: Play, table: OriginTable): string[] =>
  originsIn(play)
    .filter((name) => {
      const { server, scheme } = ORIGINS[name];
      return scheme === 'https' && server !== 'untrusted' && name !== 'pageSecure';
    })
    .map((name) => `${table[name]}/`);
