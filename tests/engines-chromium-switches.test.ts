/** Chromium's command line: no switch of ours, or of Playwright's, may decide about requests. */
import { expect, test } from '@playwright/test';
import { chromiumArguments, findDistortion } from '../fixtures/engines/chromium-switches.ts';
import type { LaunchOptions } from '../fixtures/engines/types.ts';

test.describe("Chromium's command line", () => {
  const line = (options: LaunchOptions) =>
    chromiumArguments({ options, profile: '/p', sandbox: true, startPage: false });
  const on: LaunchOptions = { protection: 'on' };

  test('should leave alone every feature that decides about requests', () => {
    expect(findDistortion(line(on).join(' '), on)).toBeNull();
  });

  test('should hold each list of features once, joined with the launch’s own', () => {
    const args = ['--disable-features=Mine', '--enable-features=Translate', '--other'];
    const features = line({ ...on, args }).filter((word) => word.includes('-features='));
    expect(features).toHaveLength(2);
    expect(features[0]).toMatch(/^--enable-features=.*\bTranslate\b/);
    expect(features[1]).toMatch(/^--disable-features=.*\bMine\b/);
    expect(features[1]).not.toMatch(/\bTranslate\b/);
  });

  test('should be found bent when something outside the launch bends it', () => {
    const bent = (words: string, options = on) => findDistortion(`/bin/c ${words} --x`, options);
    const redirects = '--disable-features=Foo,AvoidCorsURLLoaderRestartOnRedirect';
    expect(bent(redirects)).toContain('AvoidCorsURLLoaderRestartOnRedirect is switched off');
    expect(bent(redirects, { ...on, args: [redirects] })).toBeNull();
    expect(bent('--disable-web-security')).toContain('--disable-web-security is set');
    expect(bent('--disable-web-security', { protection: 'off' })).toBeNull();
    expect(bent('--ignore-certificate-errors')).toContain('the check of certificates');
    expect(bent('--ignore-certificate-errors-spki-list=abc=')).toBeNull();
  });
});
