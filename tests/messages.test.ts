/** Tests of the room `messages/`: every template both ways, and the tables built on them. */
import { expect, test } from '@playwright/test';
import {
  FIREFOX_SEQUENCES,
  FIREFOX_STAGES,
  firefoxSequence,
} from '../messages/firefox-sequences.ts';
import {
  codeForMessageId,
  findMessage,
  messageIdForCode,
  messageIdsForCode,
  MESSAGES,
  parseMessage,
  printMessage,
  templatesOf,
  type MessageId,
} from '../messages/index.ts';
import { MDN_REASONS, type MdnReason } from '../messages/mdn.ts';
import { SILENCES } from '../messages/silences.ts';
import { compileTemplate, type Template } from '../messages/template.ts';
import {
  ENGINES,
  type Engine,
  type MessageEntry,
  type MessageParameters,
} from '../messages/types.ts';

type Sampler = (hole: string) => string;

const isUrl = (hole: string): boolean => /url/i.test(hole);
const isNumber = (hole: string): boolean =>
  compileTemplate(`{${hole}}`).parse('1') !== null &&
  compileTemplate(`{${hole}}`).parse('x') === null;

/** A value that stands nowhere else in a text, so that a test can find it again. */
const plain: Sampler = (hole) => {
  if (isUrl(hole)) return `http://127.0.0.1:8001/~${hole}~?q=1`;
  return isNumber(hole) ? String(90_000 + hole.length) : `~${hole}~`;
};

/** Quotes, braces and the characters of regular expressions; no white space, no colon. */
const HOSTILE = `it's"q"(.*)+?[a-z]{2}^$|\\d\\{url}{x?y}</‘a’“b”é😀`;
const hostile: Sampler = (hole) => {
  if (isUrl(hole)) return `https://127.0.0.1:8001/${HOSTILE}`;
  return isNumber(hole) ? '0' : HOSTILE;
};

/** The parameters of every way to print a template: each passage on and off. */
function samplesOf(template: Template, sample: Sampler): MessageParameters[] {
  let samples: MessageParameters[] = [
    Object.fromEntries(template.holes.map((hole) => [hole, sample(hole)])),
  ];
  for (const [flag, holes] of Object.entries(template.passages)) {
    const on = Object.fromEntries([[flag, true], ...holes.map((hole) => [hole, sample(hole)])]);
    samples = samples.flatMap((parameters) => [parameters, { ...parameters, ...on }]);
  }
  return samples;
}

interface Case<E extends Engine> {
  readonly id: MessageId<E>;
  readonly entry: MessageEntry;
  readonly wording: number;
  readonly template: Template;
}

const casesOf = <E extends Engine>(engine: E): Case<E>[] =>
  Object.entries<MessageEntry>(MESSAGES[engine]).flatMap(([id, entry]) =>
    templatesOf(engine, id).map((template, wording) => ({
      id: id as MessageId<E>,
      entry,
      wording,
      template,
    })),
  );

const reasonsOf = (engine: Engine): Set<MdnReason | undefined> =>
  new Set(
    Object.values<MessageEntry>(MESSAGES[engine])
      .filter((entry) => entry.group === 'cors')
      .map((entry) => entry.reason),
  );

for (const engine of ENGINES) {
  test.describe(`${engine} messages`, () => {
    const cases = casesOf(engine);

    for (const [kind, sampler] of Object.entries({ plain, hostile })) {
      test(`print and parse back with ${kind} values`, () => {
        for (const { id, entry, wording, template } of cases) {
          for (const parameters of samplesOf(template, sampler)) {
            const text = printMessage(engine, id, parameters, wording);
            expect.soft(parseMessage(engine, text), text).toEqual({
              id,
              parameters,
              wording: entry.wordings[wording],
            });
          }
        }
      });
    }

    test('reject a text that is one character off', () => {
      const accepted: string[] = [];
      for (const { id, wording, template } of cases) {
        // The last sample has every passage switched on.
        const parameters = samplesOf(template, plain).at(-1) ?? {};
        const text = printMessage(engine, id, parameters, wording);
        for (const position of literalPositions(text, parameters)) {
          const off = `${text.slice(0, position)}ǂ${text.slice(position + 1)}`;
          if (parseMessage(engine, off) !== null) accepted.push(off);
        }
      }
      expect(accepted).toEqual([]);
    });

    test('reject a text with something before or after it', () => {
      for (const { id, wording, template } of cases) {
        const [parameters = {}] = samplesOf(template, plain);
        const text = printMessage(engine, id, parameters, wording);
        expect.soft(parseMessage(engine, `> ${text}`), text).toBeNull();
        expect.soft(parseMessage(engine, `${text}\nmore`), text).toBeNull();
      }
    });

    test('do not print with a parameter missing, unknown or of the wrong type', () => {
      for (const { id, wording, template } of cases) {
        const samples = samplesOf(template, plain);
        const print = (parameters: MessageParameters) => () =>
          printMessage(engine, id, parameters, wording);
        for (const parameters of samples) {
          expect(print({ ...parameters, bogus: 'x' })).toThrow(/"bogus" is unknown; /);
          for (const name of Object.keys(parameters)) {
            const { [name]: value, ...rest } = parameters;
            const wrong = value === true ? 'yes' : true;
            expect(print({ ...parameters, [name]: wrong }), id).toThrow(`parameter "${name}" `);
            if (value !== true) {
              expect(print(rest), id).toThrow(
                `${engine} message "${id}": parameter "${name}" is missing`,
              );
            }
          }
        }
      }
    });

    test('answer null to texts that are nobody’s', () => {
      for (const text of ['', ' ', 'Hello', 'Failed to load resource: ', '{url}', '\n']) {
        expect(parseMessage(engine, text), text).toBeNull();
      }
    });

    test('say where they come from and why', () => {
      for (const { id, entry } of cases) {
        expect.soft(entry.source, id).toMatch(/^[\w./-]+\.(cc|cpp|json5|properties|sys\.mjs)$/);
        expect.soft(entry.trigger, id).toMatch(/\.$/);
        for (const { since, until } of entry.wordings) {
          expect.soft(since, id).toMatch(/^\d+(\.\d+){0,2}$/);
          // A wording that is out of use cannot be provoked in a build that is in use.
          if (until !== undefined) expect.soft(entry.reach.from, id).toBe('nowhere');
        }
      }
    });

    test('are no silences', () => {
      for (const id of Object.keys(SILENCES[engine])) expect(findMessage(engine, id)).toBeNull();
    });
  });
}

/** Positions of `text` that belong to the template and not to a value. */
function literalPositions(text: string, parameters: MessageParameters): number[] {
  const taken = new Set<number>();
  for (const value of Object.values(parameters)) {
    if (value === true) continue;
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
      for (let offset = 0; offset < value.length; offset += 1) taken.add(at + offset);
    }
  }
  return [...text.split('').keys()].filter((position) => !taken.has(position));
}

test.describe('texts as they were seen', () => {
  const seen: readonly [Engine, string, string, MessageParameters][] = [
    [
      'chromium',
      "Access to fetch at 'http://127.0.0.1:2/x' (redirected from 'http://127.0.0.1:1/') from origin 'http://127.0.0.1:3' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed. Have the server send the header with a valid value.",
      'kMultipleAllowOriginValues',
      {
        kind: 'fetch',
        url: 'http://127.0.0.1:2/x',
        redirected: true,
        firstUrl: 'http://127.0.0.1:1/',
        origin: 'http://127.0.0.1:3',
        value: '*, *',
        fetchHint: true,
      },
    ],
    [
      'firefox',
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘http://127.0.0.1:2/’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).',
      'CORSNotSupportingCredentials',
      { url: 'http://127.0.0.1:2/' },
    ],
    [
      'firefox',
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://127.0.0.1:2/. (Reason: CORS request did not succeed). Status code: (null).',
      'CORSDidNotSucceed2',
      { url: 'http://127.0.0.1:2/' },
    ],
    [
      'webkit',
      'Failed to load resource: Cross-origin redirection to http://127.0.0.1:2/ denied by Cross-Origin Resource Sharing policy: Origin null is not allowed by Access-Control-Allow-Origin. Status code: 302',
      'FailedToLoad/RedirectFailedCheck/OriginNotAllowed',
      { newUrl: 'http://127.0.0.1:2/', origin: 'null', status: '302' },
    ],
    [
      'webkit',
      'Failed to load resource: Could not connect to ::1: Connection refused',
      'FailedToLoad/NetworkError/refused',
      { host: '::1' },
    ],
    [
      'webkit',
      'Unsafe attempt to load URL http://127.0.0.1:2/ from origin http://127.0.0.1:1. Domains, protocols and ports must match.\n',
      'UnsafeAttempt',
      { url: 'http://127.0.0.1:2/', origin: 'http://127.0.0.1:1' },
    ],
  ];
  for (const [engine, text, id, parameters] of seen) {
    test(`${engine} ${id}`, () => {
      expect(parseMessage(engine, text)).toMatchObject({ id, parameters });
    });
  }

  test('a header value may quote the words around it', () => {
    const value = "a', but only one is allowed. {value} 'b";
    const text = printMessage('chromium', 'kMultipleAllowOriginValues', {
      kind: 'fetch',
      url: 'http://127.0.0.1/',
      origin: 'null',
      value,
    });
    expect(parseMessage('chromium', text)?.parameters['value']).toBe(value);
  });

  test('of two messages that match, the one with more words of its own wins', () => {
    // An opaque path may hold spaces, so "Cannot load {url}." reads this text as well.
    const text = 'Cannot load foo:bar due to access control checks.';
    expect(templatesOf('webkit', 'CompanionOtherOnly')[0]?.parse(text)).not.toBeNull();
    expect(parseMessage('webkit', text)).toMatchObject({
      id: 'CompanionOther',
      parameters: { url: 'foo:bar' },
    });
  });
});

test.describe('errors of printMessage', () => {
  test('unknown id', () => {
    // @ts-expect-error the compiler knows the ids as well
    expect(() => printMessage('webkit', 'CORSDisabled', {})).toThrow(
      'webkit has no message "CORSDisabled"; the ids are in messages/webkit.ts',
    );
  });

  test('unknown wording', () => {
    expect(() => printMessage('webkit', 'OnlyHTTP', {}, 1)).toThrow('no wording 1; it has 0 to 0');
  });

  test('parameter of a passage that is not switched on', () => {
    const template = compileTemplate('a{more? from {url}}');
    expect(() => template.print({ url: 'http://a/' })).toThrow(
      'parameter "url" belongs to the passage "more"; switch that on, or leave both out',
    );
  });

  test('values that could not be read back', () => {
    expect(() => compileTemplate('{value}').print({ value: 'a\nb' })).toThrow('line breaks');
    expect(() => compileTemplate('{url}').print({ url: '' })).toThrow('an absolute URL');
    expect(() => compileTemplate('{url}').print({ url: 'http://a/b c' })).toThrow('white space');
    expect(() => compileTemplate('{status}').print({ status: 'OK' })).toThrow('digits');
  });

  for (const source of [
    '{',
    '}',
    '{}',
    '{a b}',
    '{a',
    '{a?b',
    'a}b',
    '{a?{b}',
    '{a}{a?x}',
    '{a?x}{a?y}',
  ]) {
    test(`malformed template ${source}`, () => {
      expect(() => compileTemplate(source)).toThrow(/^malformed message template: /);
    });
  }

  test('a name that stands twice has one value', () => {
    const template = compileTemplate('{value} is {value}');
    expect(template.print({ value: 'x' })).toBe('x is x');
    expect(template.parse('x is x')).toEqual({ parameters: { value: 'x' }, literalCharacters: 4 });
    expect(template.parse('x is y')).toBeNull();
  });
});

test.describe('codes', () => {
  /** `Network.CorsError` of the DevTools protocol, as Chromium 156 has it. */
  const CORS_ERRORS = [
    'DisallowedByMode',
    'InvalidResponse',
    'WildcardOriginNotAllowed',
    'MissingAllowOriginHeader',
    'MultipleAllowOriginValues',
    'InvalidAllowOriginValue',
    'AllowOriginMismatch',
    'InvalidAllowCredentials',
    'CorsDisabledScheme',
    'PreflightInvalidStatus',
    'PreflightDisallowedRedirect',
    'PreflightWildcardOriginNotAllowed',
    'PreflightMissingAllowOriginHeader',
    'PreflightMultipleAllowOriginValues',
    'PreflightInvalidAllowOriginValue',
    'PreflightAllowOriginMismatch',
    'PreflightInvalidAllowCredentials',
    'InvalidAllowMethodsPreflightResponse',
    'InvalidAllowHeadersPreflightResponse',
    'MethodDisallowedByPreflightResponse',
    'HeaderDisallowedByPreflightResponse',
    'RedirectContainsCredentials',
    'InsecureLocalNetwork',
    'InvalidLocalNetworkAccess',
    'LocalNetworkAccessPermissionDenied',
    // A deprecation issue, not a CORS error: a type of its own, and no line.
    'AuthorizationCoveredByWildcard',
  ];
  const corsIds = (engine: Engine): string[] =>
    Object.entries<MessageEntry>(MESSAGES[engine])
      .filter(([, entry]) => entry.group === 'cors')
      .map(([id]) => id);

  test('of Chromium: one for each message in use, and none besides', () => {
    const inUse = corsIds('chromium').filter(
      (id) => findMessage('chromium', id)?.wordings[0].until === undefined,
    );
    expect(
      CORS_ERRORS.map((code) => String(messageIdForCode('chromium', code))).toSorted(),
    ).toEqual(inUse.toSorted());
  });

  for (const engine of ['chromium', 'firefox'] as const) {
    test(`of ${engine}: total for the CORS messages, both ways`, () => {
      for (const id of corsIds(engine) as MessageId<typeof engine>[]) {
        const code = codeForMessageId(engine, id);
        expect(code, id).not.toBeNull();
        expect(messageIdForCode(engine, code ?? ''), id).toBe(id);
      }
    });
  }

  test('that several messages share', () => {
    expect(messageIdsForCode('chromium', 'CorsDisabledScheme')).toEqual([
      'kCorsDisabledScheme',
      'fetch-scheme',
    ]);
    expect(messageIdForCode('chromium', 'NoCorsRedirectModeNotFollow')).toBe(
      'fetch-nocors-redirect',
    );
    expect(codeForMessageId('chromium', 'fetch-scheme')).toBe('CorsDisabledScheme');
  });

  test('that nobody has', () => {
    expect(messageIdForCode('chromium', 'kMissingAllowOriginHeader')).toBeNull();
    expect(messageIdForCode('chromium', 'toString')).toBeNull();
    expect(messageIdForCode('firefox', 'SOP')).toBeNull();
    expect(messageIdForCode('webkit', 'OriginNotAllowed')).toBeNull();
    expect(codeForMessageId('webkit', 'OriginNotAllowed')).toBeNull();
    expect(codeForMessageId('chromium', 'failed-to-load')).toBeNull();
  });
});

test.describe('MDN reasons', () => {
  test('are all given by CORS messages of Firefox', () => {
    const given = reasonsOf('firefox');
    expect(Object.keys(MDN_REASONS).filter((reason) => !given.has(reason as MdnReason))).toEqual(
      [],
    );
  });

  test('are given by the other engines but for those they cannot have', () => {
    const missing = (engine: Engine): string[] => {
      const given = reasonsOf(engine);
      return Object.keys(MDN_REASONS).filter((reason) => !given.has(reason as MdnReason));
    };
    expect(missing('chromium')).toEqual([
      'CORSDisabled',
      'CORSDidNotSucceed',
      'CORSOriginHeaderNotAdded',
    ]);
    expect(missing('webkit')).toEqual([
      'CORSDisabled',
      'CORSOriginHeaderNotAdded',
      'CORSExternalRedirectNotAllowed',
      'CORSAllowOriginNotMatchingOrigin',
    ]);
  });
});

test.describe('Firefox sequences', () => {
  test('name only CORS messages that exist', () => {
    for (const stage of FIREFOX_STAGES) {
      const { opens, follows } = FIREFOX_SEQUENCES[stage];
      for (const id of [...opens, ...follows]) {
        expect(findMessage('firefox', id)?.group, `${stage}: ${id}`).toBe('cors');
      }
      if (opens.length === 0) expect(follows, stage).toEqual([]);
    }
  });

  test('have a place for every CORS message', () => {
    const placed = new Set(FIREFOX_STAGES.flatMap((stage) => FIREFOX_SEQUENCES[stage].opens));
    const ids = Object.entries<MessageEntry>(MESSAGES.firefox)
      .filter(([, entry]) => entry.group === 'cors')
      .map(([id]) => id);
    expect([...placed].toSorted()).toEqual(ids.toSorted());
  });

  test('are spelled out from the stage and the first line', () => {
    expect(firefoxSequence('preflight-redirect')).toEqual([
      'CORSExternalRedirectNotAllowed',
      'CORSPreflightDidNotSucceed3',
      'CORSDidNotSucceed2',
    ]);
    expect(firefoxSequence('preflight-cors-check', 'CORSMissingAllowOrigin2')).toEqual([
      'CORSMissingAllowOrigin2',
      'CORSDidNotSucceed2',
    ]);
    expect(firefoxSequence('network-blocked-port')).toEqual([]);
  });

  test('refuse a first line that the stage does not have, or a choice not made', () => {
    expect(() => firefoxSequence('cors-check')).toThrow('can open in several ways');
    expect(() => firefoxSequence('scheme', 'CORSDisabled')).toThrow(
      'never opens with "CORSDisabled"',
    );
  });
});
