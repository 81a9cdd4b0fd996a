/** Images of elements: shown without CORS, read only with it. */
import {
  IMAGE,
  MISSING,
  PLAIN,
  READ,
  TAINTED,
  UNREAD,
  WILDCARD,
  WITH_CORS,
  WITH_CREDENTIALS,
  notAllowed,
  pixel,
  plainly,
  refused,
  topic,
} from './images-vocabulary.ts';
import type { ImgStep } from './initiators/images.ts';
import { COOKIE, LOGGED_IN, LOGIN } from './session-cookie.ts';
import type { Routes, Scenario, WireRequest } from './types.ts';
import { SILENT, allowCredentials, allowOrigin, answer, location, sent } from './vocabulary.ts';

const anchor = 'https://html.spec.whatwg.org/multipage/images.html#updating-the-image-data';
const MOVED = '{api:/moved}';
const ELSEWHERE = '{apiCrossSite:/pixel.png}';
const asked = sent('GET', { url: IMAGE });

/** One for each clause of the CORS check, and for the redirects on the way to it. */
const REFUSALS: readonly (Pick<Scenario, 'id' | 'title' | 'console' | 'cause'> & {
  readonly requirement: string;
  readonly step: ImgStep;
  readonly routes: Routes;
  readonly words: string;
  readonly cured: Routes;
  readonly redirected?: { readonly refused: 'redirect-cors-check' | 'cors-check' };
})[] = [
  {
    id: 'image-crossorigin-refused',
    title: 'An image that asks for CORS is not even shown without it',
    requirement: 'An image with crossorigin is fetched in mode cors.',
    step: WITH_CORS,
    routes: { 'GET /pixel.png': pixel() },
    console: MISSING,
    cause: 'crossorigin makes the image a cors request; without the attribute it would be shown.',
    words: 'Send Access-Control-Allow-Origin with the image.',
    cured: { 'GET /pixel.png': pixel(allowOrigin()) },
  },
  {
    id: 'image-crossorigin-other-origin',
    title: 'An image that another site may read is not shown to this one',
    requirement: 'Access-Control-Allow-Origin has to name the origin that asks for the image.',
    step: WITH_CORS,
    routes: { 'GET /pixel.png': pixel(allowOrigin('{foreign}')) },
    console: refused(
      ['kAllowOriginMismatch', { value: '{foreign}' }],
      [['CORSAllowOriginNotMatchingOrigin', { acao: '{foreign}' }]],
      notAllowed('200'),
    ),
    cause: 'A cache or a fixed configuration answers with the origin of whoever asked first.',
    words: 'Send "*" with images that everybody may read.',
    cured: { 'GET /pixel.png': pixel(allowOrigin('*')) },
  },
  {
    id: 'image-crossorigin-null',
    title: 'An image for the origin "null" is for no page of the web',
    requirement: '"null" matches opaque origins only.',
    step: WITH_CORS,
    routes: { 'GET /pixel.png': pixel(allowOrigin('null')) },
    console: refused(
      ['kAllowOriginMismatch', { value: 'null' }],
      [['CORSAllowOriginNotMatchingOrigin', { acao: 'null' }]],
      notAllowed('200'),
    ),
    cause: 'The server was made to work with a page that was opened from disk.',
    words: 'Name the page’s origin.',
    cured: { 'GET /pixel.png': pixel(allowOrigin()) },
  },
  {
    id: 'image-crossorigin-twice',
    title: 'An image for which server and proxy both allow the origin',
    requirement: 'Two lines of Access-Control-Allow-Origin are one value with a comma: no origin.',
    step: WITH_CORS,
    routes: { 'GET /pixel.png': pixel(allowOrigin(), allowOrigin()) },
    console: refused(
      ['kMultipleAllowOriginValues', { value: '{page}, {page}' }],
      ['CORSMultipleAllowOriginNotAllowed'],
      ['MoreThanOneOrigin', 'FailedToLoad/MoreThanOneOrigin'],
    ),
    cause: 'The store of images sends the header, and the proxy before it adds its own.',
    words: 'Send the header once.',
    cured: { 'GET /pixel.png': pixel(allowOrigin()) },
  },
  {
    id: 'image-use-credentials-wildcard',
    title: '"*" will not do for an image with crossorigin="use-credentials"',
    requirement: '"*" allows no request with credentials mode include.',
    step: WITH_CREDENTIALS,
    routes: { 'GET /pixel.png': pixel(allowOrigin('*')) },
    console: WILDCARD,
    cause: 'The image is public, and the attribute asks for more than is needed.',
    words: 'Write crossorigin="anonymous", or name the origin and allow credentials.',
    cured: { 'GET /pixel.png': pixel(allowOrigin(), allowCredentials()) },
  },
  {
    id: 'image-use-credentials-not-allowed',
    title: 'An image with crossorigin="use-credentials" needs Access-Control-Allow-Credentials',
    requirement: 'With credentials mode include, Access-Control-Allow-Credentials must be true.',
    step: WITH_CREDENTIALS,
    routes: { 'GET /pixel.png': pixel(allowOrigin()) },
    console: refused(
      ['kInvalidAllowCredentials', { value: '' }],
      ['CORSMissingAllowCredentials'],
      ['CredentialsNotTrue', 'FailedToLoad/CredentialsNotTrue'],
    ),
    cause: 'The origin is allowed, its cookies are not.',
    words: 'Send Access-Control-Allow-Credentials: true as well.',
    cured: { 'GET /pixel.png': pixel(allowOrigin(), allowCredentials()) },
  },
  {
    id: 'image-redirect-not-allowed',
    title: 'The redirect to an image needs the header just like the image',
    requirement: 'Each redirect of a cors request passes the CORS check before it is followed.',
    step: { ...WITH_CORS, url: MOVED },
    routes: {
      'GET /moved': answer(302, location(ELSEWHERE)),
      'GET /pixel.png': pixel(allowOrigin('*')),
    },
    console: refused(
      'kMissingAllowOriginHeader',
      [['CORSMissingAllowOrigin2', { status: '302' }], 'CORSDidNotSucceed2'],
      [
        ['RedirectFailedCheck/OriginNotAllowed', { status: '302', newUrl: ELSEWHERE }],
        ['FailedToLoad/RedirectFailedCheck/OriginNotAllowed', { status: '302', newUrl: ELSEWHERE }],
      ],
    ),
    cause: 'The store of images is set up for CORS, the service that redirects there is not.',
    words: 'Send the header with the redirect, too.',
    cured: {
      'GET /moved': answer(302, location(ELSEWHERE), allowOrigin()),
      'GET /pixel.png': pixel(allowOrigin('*')),
    },
    redirected: { refused: 'redirect-cors-check' },
  },
  {
    id: 'image-redirect-taints-origin',
    title: 'After a redirect between two origins the image is asked for by "null"',
    requirement:
      'Behind a redirect from one origin to another, neither the page’s, the request’s origin is serialized as null.',
    step: { ...WITH_CORS, url: MOVED },
    routes: {
      'GET /moved': answer(302, location(ELSEWHERE), allowOrigin()),
      'GET /pixel.png': pixel(allowOrigin()),
    },
    console: refused(
      [
        'kAllowOriginMismatch',
        { value: '{page}', url: ELSEWHERE, redirected: true, firstUrl: MOVED },
      ],
      [['CORSAllowOriginNotMatchingOrigin', { acao: '{page}', url: ELSEWHERE }]],
      notAllowed('200', 'null'),
    ),
    cause: 'The header names the right page, but the request no longer says which page asks.',
    words: 'Ask for the image where it is, or send "*" with it.',
    cured: {
      'GET /moved': answer(302, location(ELSEWHERE), allowOrigin()),
      'GET /pixel.png': pixel(allowOrigin('*')),
    },
    redirected: { refused: 'cors-check' },
  },
];

const REDIRECTED: readonly WireRequest[] = [
  sent('GET', { url: MOVED }),
  sent('GET', { url: ELSEWHERE, origin: 'null' }),
];

const refusals = REFUSALS.map(
  ({
    id,
    title,
    requirement,
    step,
    routes,
    console,
    cause,
    words,
    cured,
    redirected,
  }): Scenario => {
    const wire = redirected ? REDIRECTED : [asked];
    return {
      id,
      title,
      topic,
      tags: ['@img', ...(redirected ? (['@redirect'] as const) : [])],
      spec: { anchor, requirement },
      steps: [step],
      routes,
      expect: {
        verdict: 'blocked',
        stage: redirected?.refused ?? 'cors-check',
        wire: redirected?.refused === 'redirect-cors-check' ? wire.slice(0, 1) : wire,
      },
      console,
      cause,
      cure: { words, routes: cured, wire, sees: [READ] },
    };
  },
);

const cookies = (
  [
    {
      id: 'image-plain-sends-cookies',
      title: 'A plain image of another origin sends that origin’s cookies',
      step: PLAIN,
      image: pixel(),
      wire: { ...plainly(), cookie: COOKIE },
      sight: UNREAD,
      cause: 'The web has always worked like this; that is why the pixels are kept from script.',
    },
    {
      id: 'image-anonymous-sends-no-cookies',
      title: 'crossorigin="anonymous" leaves the other origin’s cookies at home',
      step: WITH_CORS,
      image: pixel(allowOrigin()),
      wire: asked,
      sight: READ,
      cause:
        'What everybody gets, script may read, too; so the request says who asks, and no more.',
    },
    {
      id: 'image-use-credentials-sends-cookies',
      title: 'crossorigin="use-credentials" sends cookies and reads the image',
      step: WITH_CREDENTIALS,
      image: pixel(allowOrigin(), allowCredentials()),
      wire: { ...asked, cookie: COOKIE },
      sight: READ,
      cause: 'The server allowed this origin to read what it sends to this user.',
    },
    {
      id: 'image-crossorigin-misspelled',
      title: 'A crossorigin value that does not exist means anonymous',
      step: { ...WITH_CORS, crossorigin: 'credentials' },
      image: pixel(allowOrigin()),
      wire: asked,
      sight: READ,
      cause:
        'Every value but "use-credentials" is anonymous: nobody is logged in, and nobody is told.',
    },
  ] as const
).map(({ id, title, step, image, wire, sight, cause }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@img', '@credentials', '@cookies'],
  spec: {
    anchor:
      'https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-settings-attributes',
    requirement:
      'Without crossorigin and with use-credentials the credentials mode is include, else same-origin.',
  },
  steps: [LOGIN, step],
  routes: { 'GET /login': LOGGED_IN, 'GET /pixel.png': image },
  expect: {
    verdict: sight.verdict,
    stage: 'none',
    wire: [sent('GET', { url: LOGIN.url }), wire],
    sees: [{ verdict: 'allowed' }, sight],
  },
  console: sight.verdict === 'opaque' ? TAINTED : SILENT,
  cause,
}));

export const IMAGES_OF_ANOTHER_ORIGIN: readonly Scenario[] = [...refusals, ...cookies];
