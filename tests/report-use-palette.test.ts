/** The colours of the report and of the pages by hand: written once each, and the same. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { styleOf } from '../reports/html/styles.ts';

const fileAt = (path: string): string =>
  readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const STYLES = 'reports/html/styles';
const names = readdirSync(new URL(`../${STYLES}`, import.meta.url));

/** `--name: value` of the root, by name. */
const propertiesOf = (css: string): ReadonlyMap<string, string> =>
  new Map(
    [...css.matchAll(/^ {2}(--[\w-]+):\s*([^;]+);/gm)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\s+/g, ' '),
    ]),
  );

const palette = propertiesOf(fileAt(`${STYLES}/palette.css`));
const byHand = propertiesOf(fileAt('servers/hand/client/hand.css'));

test('the pages by hand have the colours of the report', () => {
  expect(byHand.size).toBeGreaterThan(10);
  for (const [name, value] of byHand)
    expect(`${name}: ${palette.get(name)}`).toBe(`${name}: ${value}`);
});

test('a colour is written in the palette alone', () => {
  const COLOUR = /#[\da-f]{3,8}\b|\b(?:rgb|hsl|light-dark)\(/gi;
  for (const name of names.filter((one) => one !== 'palette.css'))
    expect(fileAt(`${STYLES}/${name}`).match(COLOUR), name).toBeNull();
});

test('every sheet is part of a page, and what it asks of the palette is there', () => {
  const joined = ['matrix', 'history']
    .map((page) => styleOf(page as 'matrix' | 'history'))
    .join('');
  for (const name of names) expect(joined, name).toContain(fileAt(`${STYLES}/${name}`));
  const asked = new Set([...joined.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  const counted = ['--columns', '--rows'];
  expect([...asked].filter((name = '') => !palette.has(name) && !counted.includes(name))).toEqual(
    [],
  );
  expect([...palette.keys()].filter((name) => !asked.has(name))).toEqual([]);
});
