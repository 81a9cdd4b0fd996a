/** A running Firefox that takes another setting: what one play asked for must be gone for the next. */
import { expect, test } from '@playwright/test';
import { findBuild } from '../fixtures/engines/builds.ts';
import { launchFirefox } from '../fixtures/engines/firefox.ts';
import { startOrigins } from '../servers/index.ts';

test('a running Firefox takes another setting, and nothing of the former stays', async () => {
  const build = findBuild('firefox');
  test.skip(build.flavour !== 'stock', 'only a stock Firefox has the DevTools server for it');
  const launched = await launchFirefox(build, {
    protection: 'on',
    preferences: { 'content.cors.disable': true },
  });
  const origins = await startOrigins();
  const ask = async () => {
    const observed = await launched.openPage();
    const act = origins.act({
      'GET /resource': { status: 200, headers: [['Access-Control-Allow-Origin', '*']] },
    });
    await observed.page.goto(`${origins.table.page}/stage`);
    const url = `${origins.table.api}/${act.token}/resource`;
    const answer = await observed.page.evaluate(
      `fetch(${JSON.stringify(url)}).then(({ type }) => type, ({ name }) => name)`,
    );
    act.end();
    await observed.close();
    return answer;
  };
  try {
    expect(await ask()).toBe('TypeError');
    await launched.adopt?.({ protection: 'on' });
    expect(await ask()).toBe('cors');
    await launched.adopt?.({ protection: 'off' });
    expect(await ask()).toBe('TypeError');
  } finally {
    await launched.close();
    await origins.close();
  }
});
