/** Every anchor that is named exists: those of the Fetch Standard against the list of its ids. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { SCENARIOS } from '../scenarios/index.ts';
import { STAGES } from '../scenarios/stages.ts';
import { standardUrl } from '../scenarios/types.ts';
import { idsOf } from '../scripts/fetch-ids/ids.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [origin = '', ...IDS] = (await readFile(path.join(ROOT, 'tests/fetch-ids.txt'), 'utf8'))
  .trimEnd()
  .split('\n');
const FETCH = /https:\/\/fetch\.spec\.whatwg\.org\/#([\w-]+)/g;

/** Rooms whose files name anchors; not tests, which make some up. */
const ROOMS = [
  'differential',
  'docs',
  'fixtures',
  'messages',
  'oracle',
  'reports',
  'scenarios',
  'servers',
  'specs',
] as const;

const fetchIds = (text: string): string[] => [...text.matchAll(FETCH)].map(([, id = '']) => id);

const unknown = (ids: readonly string[]): string[] => ids.filter((id) => !IDS.includes(id));

test('the list is of one commit, in order, each id once', () => {
  expect(origin).toMatch(/^# whatwg\/fetch [0-9a-f]{40}$/);
  expect(IDS).toEqual([...new Set(IDS)].sort());
  expect(unknown(['concept-cors-check', 'http-redirect-fetch', 'dom-headers-get'])).toEqual([]);
  expect(unknown(['cors-check-of-mine'])).toEqual(['cors-check-of-mine']);
});

test('the list is of the commit that the Standard is read as of', async () => {
  const read = await readFile(path.join(ROOT, 'docs/divergences.md'), 'utf8');
  expect(read).toContain(`commit \`${origin.split(' ').at(-1)}\``);
});

test('every scenario names an anchor that exists, where it names one of the Fetch Standard', () => {
  for (const { id, spec } of SCENARIOS)
    expect.soft(unknown(fetchIds(standardUrl(spec.anchor))), id).toEqual([]);
});

test('every stage names an anchor that exists, where it names one of the Fetch Standard', () => {
  for (const [stage, described] of Object.entries(STAGES))
    expect.soft(unknown(fetchIds(JSON.stringify(described))), stage).toEqual([]);
});

for (const room of ROOMS) {
  test(`every anchor of the Fetch Standard that a file of ${room}/ names exists`, async () => {
    const files = await readdir(path.join(ROOT, room), { recursive: true });
    for (const file of files.filter((name) => /\.(?:ts|js|md)$/.test(name))) {
      const text = await readFile(path.join(ROOT, room, file), 'utf8');
      expect.soft(unknown(fetchIds(text)), file).toEqual([]);
    }
  });
}

const MADE: readonly (readonly [what: string, source: string, ids: readonly string[]])[] = [
  [
    'an id as written',
    '<dfn export id=concept-cors-check>CORS check</dfn>',
    ['concept-cors-check'],
  ],
  ['an id in quotes', '<h2 class="a" id="port-blocking">Ports</h2>', ['port-blocking']],
  [
    'an id made of the text',
    '<dfn>CORS-unsafe\nrequest-header names</dfn>',
    ['cors-unsafe-request-header-names'],
  ],
  ['tags in the text', '<dfn>`<code>Origin</code>` header</dfn>', ['origin-header']],
  ['what it is for', '<dfn export for="header list">get</dfn>', ['header-list-get']],
  [
    'a method',
    '<dfn method for=Headers><code>get(<var>name</var>)</code></dfn>',
    ['dom-headers-get'],
  ],
  ['the first of several names', '<dfn lt="ok|fine">of no use</dfn>', ['ok']],
  ['a dictionary', '<pre class=idl>\ndictionary RequestInit {\n};\n</pre>', ['requestinit']],
  ['nothing in a comment', '<!-- <dfn id=gone>gone</dfn> -->', []],
];

for (const [what, source, ids] of MADE)
  test(`the ids of a source: ${what}`, () => {
    expect(idsOf(source)).toEqual(ids);
  });
