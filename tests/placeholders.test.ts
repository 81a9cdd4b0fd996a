/** Placeholders are filled, and found again in what was observed. */
import { expect, test } from '@playwright/test';
import { ORIGINS, type OriginName, type OriginTable } from '../scenarios/origins.ts';
import { contract, expand, expandAll } from '../scenarios/placeholders.ts';

const PORTS: Partial<Record<OriginName, number>> = {
  api: 4000,
  page: 40_001,
  apiRefusing: 40_003,
  neighbour: 40_007,
  apiFresh: 40_011,
};

const origins = Object.fromEntries(
  Object.entries(ORIGINS).map(([name, { scheme, host, server }]) => [
    name,
    scheme === 'file'
      ? 'file:///suite/client'
      : `${scheme}://${host}:${(PORTS[name as OriginName] ?? PORTS[server as 'api'] ?? 40_005) + (scheme === 'https' ? 1 : 0)}`,
  ]),
) as OriginTable;
const token = '0123456789abcdef01234567';
const bindings = { origins, token };

test.describe('expand', () => {
  for (const [text, expected] of [
    ['{api}', 'http://127.0.0.1:4000'],
    ['{api:/resource?x=1#y}', `http://127.0.0.1:4000/${token}/resource?x=1#y`],
    ['{api:/}', `http://127.0.0.1:4000/${token}/`],
    ['{apiCrossSite.host} {page.hostname} {page.port}', 'localhost:4000 127.0.0.1 40001'],
    ['{file:/data.json} {file}', 'file:///suite/client/data.json file:///suite/client'],
    ['{page}, {page}', 'http://127.0.0.1:40001, http://127.0.0.1:40001'],
    ['/{token}/x', `/${token}/x`],
    ['{"user":"alice"} {} { api } {1}', '{"user":"alice"} {} { api } {1}'],
  ] as const) {
    test(text, () => {
      expect(expand(text, bindings)).toBe(expected);
    });
  }

  test('an unknown name is an error that lists the known ones', () => {
    expect(() => expand('{apy}', bindings)).toThrow(/^Unknown placeholder \{apy\}: .*\bapi\b.*\.$/);
    expect(() => expand('{toString}', bindings)).toThrow('Unknown placeholder {toString}');
    expect(() => expand('{token:/x}', bindings)).toThrow('Unknown placeholder {token:/x}');
  });

  test('in data, every string is filled and nothing else is touched', () => {
    const data = {
      routes: { 'GET /x': [{ status: 200, headers: [['A', '{page}']] }, { raw: '' }] },
      none: null,
      flag: true,
    } as const;
    expect(expandAll(data, bindings)).toEqual({
      routes: {
        'GET /x': [{ status: 200, headers: [['A', 'http://127.0.0.1:40001']] }, { raw: '' }],
      },
      none: null,
      flag: true,
    });
  });
});

test.describe('contract', () => {
  for (const [text, expected] of [
    [`at http://127.0.0.1:4000/${token}/resource. (Reason: …)`, 'at {api:/resource}. (Reason: …)'],
    [`‘http://localhost:4000/${token}/a.b/c?x=1.’`, '‘{apiCrossSite:/a.b/c?x=1}.’'],
    [
      `'http://127.0.0.1:4000/${token}/x' from origin 'http://127.0.0.1:40001'`,
      "'{api:/x}' from origin '{page}'",
    ],
    [`{"u":"http://127.0.0.1:4000/${token}/"}`, '{"u":"{api:/}"}'],
    ['http://127.0.0.1:40001/stage', '{page}/stage'],
    ['http://127.0.0.1:40001.', '{page}.'],
    ['http://127.0.0.1:40009 http://127.0.0.1', 'http://127.0.0.1:40009 http://127.0.0.1'],
    ['127.0.0.1:4000', '{api.host}'],
    ['localhost:40001, 127.0.0.1:40001', '{foreign.host}, {page.host}'],
    ['1127.0.0.1:4000 127.0.0.1:40000', '1127.0.0.1:4000 127.0.0.1:40000'],
    [`//127.0.0.1:4000/${token}/resource due to`, '//{api.host}/{token}/resource due to'],
    [`http://127.0.0.1:4000/${token}`, '{api}/{token}'],
    ['file:///suite/client/stage.html:1', '{file:/stage.html:1}'],
    ['nothing of ours', 'nothing of ours'],
  ] as const) {
    test(text, () => {
      expect(contract(text, bindings)).toBe(expected);
    });
    if (text.startsWith('{')) continue; // A text with braces of its own does not come back.
    test(`and back: ${text}`, () => {
      expect(expand(contract(text, bindings), bindings)).toBe(text);
    });
  }

  test('every placeholder of every origin comes back as it was', () => {
    for (const name of Object.keys(ORIGINS)) {
      const written = [`{${name}}`, `{${name}:/resource?x=1}`];
      if (name !== 'file') written.push(`{${name}.host}`);
      for (const text of written) expect(contract(expand(text, bindings), bindings)).toBe(text);
    }
  });

  test("an origin at its scheme's own port swallows no other", () => {
    const table = { ...origins, page: 'http://127.0.0.1' };
    const at80 = { origins: table, token };
    expect(contract('http://127.0.0.1/stage http://127.0.0.1:4000', at80)).toBe(
      '{page}/stage {api}',
    );
    expect(contract('127.0.0.1', at80)).toBe('127.0.0.1');
  });
});
