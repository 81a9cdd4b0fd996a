/** One change planted in a copy of real cells: it is named rightly, and nothing else is. */
import { expect, test } from '@playwright/test';
import { baselineFile, platformFamily } from '../reports/baseline/baseline.ts';
import { nearestBaseline } from '../reports/baseline/nearest.ts';
import { driftOf } from '../reports/drift/compare.ts';
import { groupsOf } from '../reports/drift/groups.ts';
import { DRIFT_KINDS, countHard } from '../reports/drift/drift.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import {
  addMessage,
  baselineIn,
  baselinesOf,
  cellIn,
  columnIn,
  driftFromRecorded,
  fail,
  flipVerdict,
  linesIn,
  loseMessage,
  recordedRun,
  rewordFirefox,
  rewordWebKit,
  told,
  withEras,
  type MutableResults,
} from './baseline-fixtures.ts';

const ONE = 'allow-origin-missing';
const REDIRECT = 'allow-origin-missing-on-redirect';
const IMAGE = 'image-crossorigin-refused';

interface Planted {
  readonly what: string;
  readonly plant: (results: MutableResults) => void;
  readonly told: readonly string[];
}

const PLANTED: readonly Planted[] = [
  { what: 'nothing', plant: () => {}, told: [] },
  { what: 'a verdict', plant: flipVerdict, told: [`webkit ${ONE} verdict`] },
  {
    what: 'a message lost',
    plant: loseMessage,
    told: [`firefox ${REDIRECT} message-lost CORSDidNotSucceed2`],
  },
  {
    what: 'a message added',
    plant: addMessage,
    told: [`firefox ${ONE} message-added CORSDidNotSucceed2`],
  },
  {
    what: 'a line that nobody knows',
    plant: (results) => {
      const [line] = linesIn(results, 'chromium', ONE);
      const strange = { id: null, group: null, wording: 'unidentified' as const };
      linesIn(results, 'chromium', ONE).push({ ...line!, ...strange, text: 'Cookies are off.' });
    },
    told: [`chromium ${ONE} unidentified`],
  },
  {
    what: 'another status in the same words',
    plant: (results) => {
      const line = linesIn(results, 'firefox', ONE)[0]!;
      line.text = line.text.replace('200', '404');
    },
    told: [`firefox ${ONE} message-values CORSMissingAllowOrigin2`],
  },
  {
    what: 'another order',
    plant: (results) => void linesIn(results, 'firefox', REDIRECT).reverse(),
    told: [`firefox ${REDIRECT} message-order`],
  },
  {
    what: 'the verdict of the cure',
    plant: (results) =>
      void (cellIn(results, 'chromium', ONE).cured!.sees.at(-1)!.verdict = 'opaque'),
    told: [`chromium ${ONE} cure-verdict`],
  },
  {
    what: 'a failure that nothing else explains',
    plant: (results) => fail(cellIn(results, 'chromium', ONE)),
    told: [`chromium ${ONE} fails`],
  },
  {
    what: 'a new reading of the same behaviour',
    plant: (results) => void (cellIn(results, 'chromium', ONE).status = 'known-deviation'),
    told: [`chromium ${ONE} claim`],
  },
  {
    what: 'another stage',
    plant: (results) => void (cellIn(results, 'chromium', ONE).stage = 'network'),
    told: [`chromium ${ONE} claim`],
  },
  {
    what: 'a case that cannot exist any more',
    plant: (results) => {
      const { engine, column, duration } = cellIn(results, 'chromium', ONE);
      const row = results.rows.find(({ id }) => id === ONE)!;
      row.cells[0] = { engine, column, duration, status: 'not-applicable' };
    },
    told: [`chromium ${ONE} not-applicable`],
  },
  {
    what: 'a scenario gone from the catalogue',
    plant: (results) => void (results.rows = results.rows.filter(({ id }) => id !== ONE)),
    told: ['chromium', 'firefox', 'webkit'].map((engine) => `${engine} ${ONE} gone`),
  },
  {
    what: 'a companion line that no test asserts',
    plant: (results) => void linesIn(results, 'chromium', ONE).pop(),
    told: [],
  },
  {
    what: 'an asserted companion line, in a test that passes: claimed no more',
    plant: (results) => void linesIn(results, 'webkit', IMAGE).splice(1, 1),
    told: [`webkit ${IMAGE} claim`],
  },
  {
    what: 'an asserted companion line, in a test that fails',
    plant: (results) => {
      linesIn(results, 'webkit', IMAGE).splice(1, 1);
      fail(cellIn(results, 'webkit', IMAGE));
    },
    told: [`webkit ${IMAGE} message-lost CompanionImage`],
  },
  {
    what: 'the way in which WebKit’s two streams mingle',
    plant: (results) =>
      void linesIn(results, 'webkit', IMAGE).unshift(linesIn(results, 'webkit', IMAGE).pop()!),
    told: [],
  },
  {
    what: 'a cell that was not run, and one in which the harness failed',
    plant: (results) => {
      cellIn(results, 'webkit', ONE).status = 'not-run';
      cellIn(results, 'firefox', ONE).status = 'harness-error';
    },
    told: [],
  },
];

for (const { what, plant, told: expected } of PLANTED)
  test(`planted: ${what}`, () => {
    const results = recordedRun();
    plant(results);
    const drift = driftFromRecorded(results);
    expect(told(drift)).toEqual(expected);
    for (const { changes } of drift)
      for (const { kind, hard } of changes) expect(hard, kind).toBe(DRIFT_KINDS[kind].hard);
  });

test('a message in new words is one soft change with both texts, from version to version', () => {
  const results = recordedRun();
  rewordFirefox(results);
  const drift = driftFromRecorded(results);
  expect(countHard(drift, true)).toBe(0);
  const { changes } = drift.find(({ engine }) => engine === 'firefox')!;
  expect(changes).toContainEqual({
    scenario: ONE,
    kind: 'reworded',
    hard: false,
    id: 'CORSMissingAllowOrigin2',
    before:
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {api:/resource}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.',
    after:
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {api:/resource}. (Reason: CORS header ‘Access-Control-Allow-Origin’ is absent). Status code: 200.',
    from: '153.7.0esr',
    to: '154.0',
  });
  // With other URLs and statuses in them, the words are the same ones.
  const [group, ...others] = groupsOf(changes);
  expect(others).toEqual([]);
  expect(group?.scenarios).toHaveLength(5);
});

test('WebKit’s new words are paired with the line that is missing, and stay hard', () => {
  const results = recordedRun();
  rewordWebKit(results);
  const drift = driftFromRecorded(results);
  // The network's line quotes the refusal: of a fetch it is asserted nowhere, and says nothing new.
  expect(told(drift)).toEqual([
    `webkit ${ONE} reworded-unidentified OriginNotAllowed`,
    'webkit allow-origin-missing-on-404 reworded-unidentified OriginNotAllowed',
    'webkit allow-origin-missing-cross-site reworded-unidentified OriginNotAllowed',
    `webkit ${REDIRECT} reworded-unidentified RedirectFailedCheck/OriginNotAllowed`,
    `webkit ${IMAGE} reworded-unidentified OriginNotAllowed`,
    `webkit ${IMAGE} reworded-unidentified FailedToLoad/OriginNotAllowed`,
  ]);
  expect(countHard(drift, true)).toBe(6);
});

test('new words in a recorded version fail the test as well, and that is hard', () => {
  const results = recordedRun();
  rewordFirefox(results);
  columnIn(results, 'firefox').version = '153.7.0esr';
  fail(cellIn(results, 'firefox', ONE));
  const ofOne = told(driftFromRecorded(results)).filter((line) => line.includes(`${ONE} `));
  expect(ofOne).toEqual([
    `firefox ${ONE} reworded CORSMissingAllowOrigin2`,
    `firefox ${ONE} fails`,
  ]);
});

test('a scenario that the baseline does not know is new, and soft', () => {
  const baselines = baselinesOf(recordedRun()).map(({ file, baseline }) => ({
    file,
    baseline: withEras(baseline, ONE, []),
  }));
  const drift = driftFromRecorded(recordedRun(), baselines);
  expect(told(drift)).toEqual(
    ['chromium', 'firefox', 'webkit'].map((engine) => `${engine} ${ONE} new`),
  );
  expect(countHard(drift, true)).toBe(0);
});

test('what was not run is counted, and is not gone', () => {
  const results = recordedRun();
  for (const { id, cells } of results.rows)
    for (const cell of cells) if (id !== ONE) cell.status = 'not-run';
  const [chromium] = driftFromRecorded(results);
  expect(chromium).toMatchObject({ compared: 1, unchanged: 1, notCompared: 8, changes: [] });
  // An engine of which nothing ran is not spoken of at all.
  cellIn(results, 'chromium', ONE).status = 'not-run';
  expect(driftFromRecorded(results).map(({ engine }) => engine)).toEqual(['firefox', 'webkit']);
});

test('with protection off, or of another catalogue, a run is not compared', () => {
  expect(
    driftOf({ ...recordedRun(), protection: 'off' }, baselinesOf(recordedRun()), SCENARIOS),
  ).toBeNull();
  const results = recordedRun();
  for (const row of results.rows) row.id = `other-${row.id}`;
  for (const { baseline, because, changes } of driftFromRecorded(results)) {
    expect(baseline).toBeNull();
    expect(because).toMatch(/^reports\/baselines\/\w+-linux\.json is of another catalogue/);
    expect(changes).toEqual([]);
  }
});

test('each version is held against its own era: stable beside beta', () => {
  const baselines = baselinesOf(recordedRun());
  const firefox = baselineIn(baselines, 'firefox');
  const [era] = firefox.scenarios[ONE] ?? [];
  const beta = { ...era!, since: '154.0b1', verdict: 'allowed' as const };
  const both = [{ file: 'f', baseline: withEras(firefox, ONE, [beta, era!]) }];
  const run = (version: string, verdict: 'allowed' | 'blocked') => {
    const results = recordedRun();
    columnIn(results, 'firefox').version = version;
    cellIn(results, 'firefox', ONE).verdict = verdict;
    return told(driftFromRecorded(results, both).filter(({ engine }) => engine === 'firefox'));
  };
  expect(run('153.7.0esr', 'blocked')).toEqual([]);
  expect(run('153.9.0esr', 'allowed')).toEqual([`firefox ${ONE} verdict`]);
  expect(run('154.0b3', 'allowed')).toEqual([]);
  expect(run('154.0', 'blocked')).toEqual([`firefox ${ONE} verdict`]);
  // Older than all that is remembered: the oldest.
  expect(run('140.0', 'blocked')).toEqual([]);
});

test('the nearest baseline: platform before flavour, and the engine always', () => {
  const linux = baselineIn(baselinesOf(recordedRun()), 'webkit');
  const make = (platform: string, flavour: 'stock' | 'playwright') => {
    const baseline = { ...linux, platform, flavour };
    return { file: baselineFile(baseline), baseline };
  };
  const all = [make('macos', 'playwright'), make('linux', 'playwright'), make('linux', 'stock')];
  const nearest = (platform: string, flavour: 'stock' | 'playwright', among = all) => {
    const found = nearestBaseline(among, { engine: 'webkit', platform, flavour });
    return found && [found.file, found.nearness];
  };
  expect(nearest('linux', 'stock')).toEqual(['webkit-linux.json', 'exact']);
  expect(nearest('linux', 'playwright')).toEqual(['webkit-linux-playwright.json', 'exact']);
  expect(nearest('macos', 'stock')).toEqual(['webkit-macos-playwright.json', 'other flavour']);
  expect(nearest('windows', 'playwright')).toEqual([
    'webkit-macos-playwright.json',
    'other platform',
  ]);
  expect(nearest('windows', 'stock', all.slice(0, 2))).toEqual([
    'webkit-macos-playwright.json',
    'other platform and flavour',
  ]);
  expect(
    nearestBaseline(all, { engine: 'firefox', platform: 'linux', flavour: 'stock' }),
  ).toBeNull();
});

test('a platform family is told by the column, else by the machine that wrote the results', () => {
  const results = recordedRun();
  expect(platformFamily({}, results)).toBe('linux');
  expect(platformFamily({ platform: 'darwin 24.1.0 arm64' }, results)).toBe('macos');
  expect(platformFamily({ platform: 'win32 10.0 x64' }, results)).toBe('windows');
  expect(platformFamily({ platform: '../../etc' }, results)).toBe('etc');
});

test('without a baseline, or with a far one, the drift says so', () => {
  const results = recordedRun();
  const [none] = driftFromRecorded(results, []);
  expect(none).toMatchObject({ baseline: null, changes: [] });
  expect(none?.because).toContain('there is no baseline of chromium');
  results.platform.os = 'darwin';
  const [far] = driftFromRecorded(results);
  expect(far?.baseline).toMatchObject({ nearness: 'other platform', platform: 'linux' });
});
