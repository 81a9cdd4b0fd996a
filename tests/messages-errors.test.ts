/** What printing a message refuses, and what a template may not look like. */
import { expect, test } from '@playwright/test';
import { printMessage } from '../messages/index.ts';
import { compileTemplate } from '../messages/template.ts';

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
