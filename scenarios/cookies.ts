/**
 * Attributes of cookies and the browsers' rules for them, where the credentials mode is "include"
 * and CORS allows all: the answer is read, and the cookie comes along or does not. Each row logs in
 * and asks again; the second request shows whether the cookie was kept and sent.
 */
import { CHROMIUM_SOURCE, FIREFOX_SOURCE, WEBKIT_SOURCE } from './departures-vocabulary.ts';
import type { OriginName } from './origins.ts';
import type { Engine } from '../messages/types.ts';
import type { EngineNote, Header, Scenario, WireRequest } from './types.ts';
import { SILENT, allowCredentials, allowOrigin, answer } from './vocabulary.ts';

const topic = 'Credentials';
const COOKIE = 'id=1';

interface Parties {
  readonly page: OriginName;
  readonly api: OriginName;
}
const SAME_SITE: Parties = { page: 'page', api: 'api' };
const SAME_SITE_SECURE: Parties = { page: 'pageSecure', api: 'apiSecure' };
const OTHER_SCHEME: Parties = { page: 'page', api: 'apiSecure' };
const CROSS_SITE: Parties = { page: 'pageSecure', api: 'apiSecureCrossSite' };

const play = ({ page, api }: Parties, attributes: string) => {
  const shared = (...headers: readonly Header[]) =>
    answer(200, allowOrigin(`{${page}}`), allowCredentials(), ...headers);
  const ask = (path: string) =>
    ({ do: 'fetch', url: `{${api}:${path}}`, credentials: 'include' }) as const;
  return {
    page: { at: page },
    steps: [ask('/login'), ask('/resource')] as const,
    routes: {
      'GET /login': shared(['Set-Cookie', COOKIE + attributes]),
      'GET /resource': shared(),
    },
  };
};

const wireOf = ({ page, api }: Parties, cookie: boolean): readonly WireRequest[] => [
  { method: 'GET', url: `{${api}:/login}`, origin: `{${page}}` },
  {
    method: 'GET',
    url: `{${api}:/resource}`,
    origin: `{${page}}`,
    ...(cookie && { cookie: COOKIE }),
  },
];

type Note = Omit<EngineNote, 'expect'>;

/** Contexts of Playwright are off the record, and Debian's builds block in every profile. */
const CHROMIUM_BLOCKS: Note = {
  kind: 'habit',
  because:
    'Off the record, as in every context of Playwright, Chromium neither keeps nor sends third-party cookies.',
  url: `${CHROMIUM_SOURCE}components/content_settings/core/browser/cookie_settings.cc`,
};
const WEBKIT_BLOCKS: Note = {
  kind: 'habit',
  because: 'WebKitGTK neither keeps nor sends third-party cookies, unless its user says so.',
  url: 'https://webkitgtk.org/reference/webkitgtk/stable/method.CookieManager.set_accept_policy.html',
};

interface Row {
  readonly id: string;
  readonly title: string;
  readonly parties: Parties;
  readonly attributes: string;
  readonly requirement: string;
  readonly anchor?: string;
  readonly wpt?: readonly string[];
  /** Whether the cookie comes along, by the Standards. */
  readonly sent: boolean;
  /** Where it is the other way round. */
  readonly otherwise?: Partial<Record<Engine, Note>>;
  readonly cause: string;
  readonly cure?: {
    readonly words: string;
    readonly parties?: Parties;
    readonly attributes: string;
    readonly otherwise?: Partial<Record<Engine, Note>>;
  };
}

const SAME_SITE_RULE =
  'Lax and Strict cookies are kept and sent within the site only, and the scheme is part of the site.';
const DEFAULT_RULE = 'A cookie without SameSite is treated as one with SameSite=Lax.';
const NONE_RULE = 'A cookie with SameSite=None that is not Secure is refused.';

const WPT_LAX = ['cookies/samesite/setcookie-lax.html'];

const ROWS: readonly Row[] = [
  {
    id: 'cookie-lax-of-the-same-site',
    title: 'SameSite=Lax keeps no cookie from another origin of the same site',
    parties: SAME_SITE,
    attributes: '; SameSite=Lax',
    requirement: SAME_SITE_RULE,
    sent: true,
    cause: 'SameSite knows sites, CORS knows origins: an API on another port is the same site.',
  },
  {
    id: 'cookie-strict-of-the-same-site',
    title: 'SameSite=Strict keeps no cookie from another origin of the same site either',
    parties: SAME_SITE,
    attributes: '; SameSite=Strict',
    requirement: SAME_SITE_RULE,
    sent: true,
    cause: 'Strict is strict about navigations of other sites, not about other origins.',
  },
  {
    id: 'cookie-none-without-secure',
    title: 'SameSite=None without Secure is refused, even within the site',
    parties: SAME_SITE,
    attributes: '; SameSite=None',
    requirement: NONE_RULE,
    sent: false,
    otherwise: {
      webkit: {
        kind: 'deviation',
        because: 'WebKitGTK keeps it: libsoup asks nothing of SameSite=None.',
        url: 'https://gitlab.gnome.org/GNOME/libsoup/-/blob/master/libsoup/cookies/soup-cookie-jar.c',
      },
    },
    cause: 'Somebody read that SameSite=None is what CORS needs, and tried it over http.',
    cure: {
      words: 'Within the site SameSite=Lax is enough.',
      attributes: '; SameSite=Lax',
    },
  },
  {
    id: 'cookie-secure-over-loopback-http',
    title: 'A Secure cookie set over plain http of loopback',
    parties: SAME_SITE,
    attributes: '; Secure',
    anchor: 'set-cookie-header',
    requirement: 'A cookie is set over a secure connection where the URL’s scheme is https.',
    sent: false,
    otherwise: {
      chromium: {
        kind: 'deviation',
        because: 'Chromium takes loopback for secure, whatever the scheme.',
        url: `${CHROMIUM_SOURCE}services/network/cookie_access_delegate_impl.cc`,
      },
      firefox: {
        kind: 'deviation',
        because: 'Firefox takes potentially trustworthy origins for secure, and loopback is one.',
        url: `${FIREFOX_SOURCE}netwerk/cookie/CookieService.cpp`,
      },
    },
    cause: 'A login works on the developer’s machine in one browser, and not in the other.',
    cure: {
      words: 'Serve both over https, in development too.',
      parties: SAME_SITE_SECURE,
      attributes: '; Secure',
    },
  },
  {
    id: 'cookie-lax-of-another-scheme',
    title: 'SameSite=Lax between an http page and an https API of one host',
    parties: OTHER_SCHEME,
    attributes: '; SameSite=Lax',
    requirement: SAME_SITE_RULE,
    sent: false,
    otherwise: {
      firefox: {
        kind: 'deviation',
        because: 'network.cookie.sameSite.schemeful is off: the scheme is no part of the site.',
        url: 'https://bugzilla.mozilla.org/show_bug.cgi?id=1651119',
      },
      webkit: {
        kind: 'deviation',
        because: 'WebKit compares registrable domains: the scheme is no part of the site.',
        url: `${WEBKIT_SOURCE}WebCore/platform/network/soup/NetworkStorageSessionSoup.cpp`,
      },
    },
    cause: 'The API has moved to https, the page has not: they are no longer one site.',
    cure: {
      words: 'Serve the page over https as well.',
      parties: SAME_SITE_SECURE,
      attributes: '; SameSite=Lax',
    },
  },
  {
    id: 'cookie-none-of-another-site',
    title: 'SameSite=None; Secure is what lets a cookie go to another site, where it may at all',
    parties: CROSS_SITE,
    attributes: '; SameSite=None; Secure',
    anchor: 'cookie-header',
    requirement:
      'A SameSite=None cookie is sent across sites, unless the user agent disables cookies for the request.',
    sent: true,
    otherwise: { chromium: CHROMIUM_BLOCKS, webkit: WEBKIT_BLOCKS },
    cause: 'CORS and the cookie are right, and the browser’s rule for third parties decides.',
    cure: {
      words: 'Serve page and API from one site.',
      parties: SAME_SITE_SECURE,
      attributes: '; SameSite=None; Secure',
    },
  },
  {
    id: 'cookie-partitioned-of-another-site',
    title: 'A Partitioned cookie of another site is kept for this site’s pages only',
    parties: CROSS_SITE,
    attributes: '; SameSite=None; Secure; Partitioned',
    anchor:
      'https://datatracker.ietf.org/doc/html/draft-cutler-httpbis-partitioned-cookies#section-2',
    requirement: 'A Partitioned cookie is kept by the top-level site and sent under it.',
    wpt: ['cookies/partitioned-cookies/partitioned-cookies.tentative.https.html'],
    sent: true,
    otherwise: { webkit: WEBKIT_BLOCKS },
    cause: 'An embedded service needs a session, and none that follows the user to other sites.',
  },
  {
    id: 'cookie-lax-of-another-site',
    title: 'SameSite=Lax keeps the cookie from a fetch of another site',
    parties: CROSS_SITE,
    attributes: '; SameSite=Lax',
    requirement: SAME_SITE_RULE,
    wpt: WPT_LAX,
    sent: false,
    cause: 'Lax lets links of other sites bring the cookie, not their scripts.',
  },
  {
    id: 'cookie-strict-of-another-site',
    title: 'SameSite=Strict keeps the cookie from a fetch of another site',
    parties: CROSS_SITE,
    attributes: '; SameSite=Strict',
    requirement: SAME_SITE_RULE,
    sent: false,
    cause: 'A cookie meant for the own site is asked for by a page of another one.',
  },
  {
    id: 'cookie-without-same-site-of-another-site',
    title: 'A cookie without SameSite does not go to another site',
    parties: CROSS_SITE,
    attributes: '',
    requirement: DEFAULT_RULE,
    sent: false,
    otherwise: {
      firefox: {
        kind: 'deviation',
        because: 'network.cookie.sameSite.laxByDefault is off: it is treated as SameSite=None.',
        url: 'https://bugzilla.mozilla.org/show_bug.cgi?id=1617609',
      },
    },
    cause: 'Servers that never heard of SameSite lose their sessions across sites.',
  },
  {
    id: 'cookie-none-without-secure-of-another-site',
    title: 'SameSite=None over https is refused without Secure',
    parties: CROSS_SITE,
    attributes: '; SameSite=None',
    requirement: NONE_RULE,
    sent: false,
    cause: 'The connection is secure, and the cookie has to say so all the same.',
    cure: {
      words: 'Add Secure; and Partitioned, where third-party cookies are blocked.',
      attributes: '; SameSite=None; Secure; Partitioned',
      otherwise: { webkit: WEBKIT_BLOCKS },
    },
  },
];

const notes = (
  parties: Parties,
  sent: boolean,
  otherwise: Partial<Record<Engine, Note>> = {},
): Partial<Record<Engine, EngineNote>> =>
  Object.fromEntries(
    Object.entries(otherwise).map(([engine, note]) => [
      engine,
      { ...note, expect: { wire: wireOf(parties, !sent) } },
    ]),
  );

const rows: readonly Scenario[] = ROWS.map(
  ({ id, title, parties, attributes, requirement, anchor, wpt, sent, otherwise, cause, cure }) => ({
    id,
    title,
    topic,
    tags: ['@credentials', '@cookies', '@samesite'],
    spec: {
      anchor: anchor ?? 'cookie-infrastructure',
      requirement,
      ...(wpt && { wpt }),
      // What it predicts is a store that takes every cookie and asks for no attribute.
      ...(!sent && { notPredicted: 'What decides is an attribute of the cookie, not CORS.' }),
    },
    ...play(parties, attributes),
    expect: { verdict: 'allowed', stage: 'none', wire: wireOf(parties, sent) },
    console: SILENT,
    ...(otherwise && { engines: notes(parties, sent, otherwise) }),
    cause,
    ...(cure && {
      cure: {
        words: cure.words,
        ...play(cure.parties ?? parties, cure.attributes),
        wire: wireOf(cure.parties ?? parties, true),
        ...(cure.otherwise && { engines: notes(cure.parties ?? parties, true, cure.otherwise) }),
      },
    }),
  }),
);

/** A sandboxed frame is of an opaque origin, which is of no site. */
const sandboxed = (() => {
  const { steps, routes } = play(SAME_SITE, '; SameSite=Lax');
  const asNull = (...headers: readonly Header[]) =>
    answer(200, allowOrigin('null'), allowCredentials(), ...headers);
  return {
    steps,
    routes: {
      ...routes,
      'GET /login': asNull(['Set-Cookie', `${COOKIE}; SameSite=Lax`]),
      'GET /resource': asNull(),
    },
    wire: (cookie: boolean): readonly WireRequest[] =>
      wireOf(SAME_SITE, cookie).map((request) => ({ ...request, origin: 'null' })),
  };
})();

const ofNoSite: Scenario = {
  id: 'cookie-lax-in-a-sandboxed-frame',
  title: 'A sandboxed frame is of no site: SameSite=Lax keeps the cookie from it',
  topic,
  tags: ['@credentials', '@cookies', '@samesite', '@null-origin'],
  spec: {
    anchor: 'cookie-infrastructure',
    requirement: 'An opaque origin is same site with nothing but itself.',
    notPredicted: 'What decides is an attribute of the cookie, not CORS.',
  },
  page: { realm: 'sandboxed-frame' },
  steps: sandboxed.steps,
  routes: sandboxed.routes,
  expect: { verdict: 'allowed', stage: 'none', wire: sandboxed.wire(false) },
  console: SILENT,
  engines: {
    webkit: {
      kind: 'deviation',
      because: 'WebKit asks for the site of the frame’s URL, not of its origin.',
      url: `${WEBKIT_SOURCE}WebCore/loader/CookieJar.cpp`,
      expect: { wire: sandboxed.wire(true) },
    },
  },
  cause: 'A widget is put into a sandbox, and its user is logged out in it.',
};

export const COOKIES: readonly Scenario[] = [...rows, ofNoSite];
