/**
 * What the CORS check looks at: Access-Control-Allow-Origin and -Credentials.
 * https://fetch.spec.whatwg.org/#concept-cors-check
 */
import type fc from 'fast-check';
import type { Breaking } from '../draft.ts';
import { everywhere, headerForms, type Form, type Where } from './place.ts';

const inUpperCase = (origin: string): string => origin.replace(/^\{page\}$/, 'HTTP://{page.host}');

/** With the page's own origin written otherwise than the right value, which may be `null`. */
const ORIGIN_FORMS: readonly Form[] = [
  ['missing', () => []],
  ['*', () => ['*']],
  ['empty', () => ['']],
  ['null', () => ['null']],
  ['the page', () => ['{page}']],
  ['itself', (right) => [right]],
  ['NULL', () => ['NULL']],
  ['"null"', () => ['"null"']],
  ['null, null', () => ['null, null']],
  ['trailing slash', (right) => [`${right}/`]],
  ['with a path', (right) => [`${right}/a`]],
  ['with a query', (right) => [`${right}?`]],
  ['with a fragment', (right) => [`${right}#`]],
  ['trailing comma', (right) => [`${right},`]],
  ['leading comma', (right) => [`, ${right}`]],
  ['trailing semicolon', (right) => [`${right};`]],
  ['in quotes', (right) => [`"${right}"`]],
  ['in angle brackets', (right) => [`<${right}>`]],
  ['spaces around', (right) => [`  ${right}  `]],
  ['tabs around', (right) => [`\t${right}\t`]],
  ['a no-break space behind', (right) => [`${right}\u00A0`]],
  ['a byte above 0x7F behind', (right) => [`${right}\u00E9`]],
  ['scheme in upper case', (right) => [inUpperCase(right)]],
  ['other scheme', () => ['https://{page.host}']],
  ['no scheme', () => ['{page.host}']],
  ['no scheme, slashes', () => ['//{page.host}']],
  ['scheme without slashes', () => ['http:{page.host}']],
  ['other port', () => ['http://{page.hostname}:1']],
  ['no port', () => ['http://{page.hostname}']],
  ['default port', () => ['http://{page.hostname}:80']],
  ['a zero before the port', () => ['http://{page.hostname}:0{page.port}']],
  ['host with a trailing dot', () => ['http://{page.hostname}.:{page.port}']],
  ['host of another name', () => ['{foreign}']],
  ['another port of the host', () => ['{neighbour}']],
  ['the API itself', () => ['{api}']],
  ['with userinfo', () => ['http://user@{page.host}']],
  ['any host', () => ['http://*:{page.port}']],
  ['any port', () => ['http://{page.hostname}:*']],
  ['any http', () => ['http://*']],
  ['twice in one line', (right) => [`${right}, ${right}`]],
  ['two origins, comma', (right) => [`${right}, {api}`]],
  ['two origins, space', (right) => [`${right} {api}`]],
  ['two equal lines', (right) => [right, right]],
  ['two lines', (right) => [right, '{api}']],
  ['an empty second line', (right) => [right, '']],
  ['an empty first line', (right) => ['', right]],
  ['* in spaces', () => [' * ']],
  ['*,', () => ['*,']],
  ['*, *', () => ['*, *']],
  ['"*"', () => ['"*"']],
  ['**', () => ['**']],
  ['*.', () => ['*.']],
  ['* in two lines', () => ['*', '*']],
  ['* and the origin', (right) => [`*, ${right}`]],
  ['* and the origin in two lines', (right) => ['*', right]],
];

/** Forms that some way leads to an allowed exchange. */
const KINDER_FORMS = ORIGIN_FORMS.filter(([words]) =>
  /^(?:\*|\* in spaces|spaces around|tabs around|itself|null|the page)$/.test(words),
);

const HEADER = 'Access-Control-Allow-Origin';

const originForms = (forms: readonly Form[], where: fc.Arbitrary<Where>) =>
  headerForms({
    header: HEADER,
    short: 'allow-origin',
    forms,
    where,
    rightOf: ({ hop }) => hop.origin,
  });

/** Nearly always refused. */
export const allowOrigin: fc.Arbitrary<Breaking> = originForms(ORIGIN_FORMS, everywhere);

/** Often still allowed. */
export const kinderAllowOrigin: fc.Arbitrary<Breaking> = originForms(KINDER_FORMS, everywhere);

const CREDENTIALS_FORMS: readonly Form[] = [
  ['missing', () => []],
  ['true', () => ['true']],
  ['TRUE', () => ['TRUE']],
  ['True', () => ['True']],
  ['false', () => ['false']],
  ['empty', () => ['']],
  ['spaces around', () => ['  true  ']],
  ['tabs around', () => ['\ttrue\t']],
  ['a no-break space behind', () => ['true\u00A0']],
  ['true, true', () => ['true, true']],
  ['true true', () => ['true true']],
  ['trailing comma', () => ['true,']],
  ['leading comma', () => [',true']],
  ['trailing semicolon', () => ['true;']],
  ['in quotes', () => ['"true"']],
  ['1', () => ['1']],
  ['*', () => ['*']],
  ['tru', () => ['tru']],
  ['two equal lines', () => ['true', 'true']],
  ['an empty second line', () => ['true', '']],
  ['an empty first line', () => ['', 'true']],
  ['true and false lines', () => ['true', 'false']],
];

const credentialsForms = (forms: readonly Form[]) =>
  headerForms({
    header: 'Access-Control-Allow-Credentials',
    short: 'allow-credentials',
    forms,
    where: everywhere,
    rightOf: () => 'true',
  });

/** Without credentials all of them are allowed. */
export const allowCredentials: fc.Arbitrary<Breaking> = credentialsForms(CREDENTIALS_FORMS);

/** Allowed with credentials, too. */
export const kinderAllowCredentials: fc.Arbitrary<Breaking> = credentialsForms(
  CREDENTIALS_FORMS.filter(([words]) => /^(?:true|spaces around|tabs around)$/.test(words)),
);
