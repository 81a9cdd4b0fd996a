/** Texts as browsers wrote them, and those that two templates could read. */
import { expect, test } from '@playwright/test';
import { parseMessage, printMessage, templatesOf } from '../messages/index.ts';
import type { Engine, MessageParameters } from '../messages/types.ts';

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
