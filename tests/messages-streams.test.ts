/** Lines of two streams are compared each in its own order, lines of one as they came. */
import { expect, test } from '@playwright/test';
import { byStream } from '../messages/streams.ts';

const ids = (...names: readonly (string | null)[]) => names.map((id) => ({ id }));

const DETECTED = 'LocalNetworkAccessDetected';

test('a service worker’s line in Chromium may come before or behind the page’s', () => {
  const one = ids('failed-to-load', 'sw-fetchevent/opaque', 'kMissingAllowOriginHeader');
  const other = ids('sw-fetchevent/opaque', 'failed-to-load', 'kMissingAllowOriginHeader');
  expect(byStream('chromium', one)).toEqual(byStream('chromium', other));
});

test('Firefox may tell of the local address before or behind the failed load', () => {
  const one = ids('LocalNetworkAccessPermissionRequired', 'CORSDidNotSucceed2', DETECTED);
  const other = ids('LocalNetworkAccessPermissionRequired', DETECTED, 'CORSDidNotSucceed2');
  expect(byStream('firefox', one)).toEqual(byStream('firefox', other));
});

test('Firefox may tell of a redirect to data: before or behind the failed load', () => {
  const one = ids('BlockRedirectToDataURI', 'CORSDidNotSucceed2');
  const other = ids('CORSDidNotSucceed2', 'BlockRedirectToDataURI');
  expect(byStream('firefox', one)).toEqual(byStream('firefox', other));
});

test('Firefox may tell that a redirect leads to a file before or behind the failed load', () => {
  const one = ids('CheckLoadURIError', 'CORSDidNotSucceed2');
  const other = ids('CORSDidNotSucceed2', 'CheckLoadURIError');
  expect(byStream('firefox', one)).toEqual(byStream('firefox', other));
});

test('the lines of one stream keep their order, and none is lost', () => {
  const lines = ids('b', 'FailedToLoad/x', null, 'a', 'FailedToLoad/w');
  expect(byStream('webkit', lines)).toEqual(
    ids('b', null, 'a', 'FailedToLoad/x', 'FailedToLoad/w'),
  );
  expect(byStream('chromium', ids('b', 'a'))).not.toEqual(byStream('chromium', ids('a', 'b')));
  expect(byStream('firefox', lines)).toEqual(lines);
});
