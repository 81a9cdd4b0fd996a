/** Uploads that are watched: a listener on `upload` makes any request ask first; and forms of script. */
import type { Scenario, XhrStep } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowHeaders,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'Streams';
const anchor = 'https://xhr.spec.whatwg.org/#upload-listener-flag';
const requirement =
  'With listeners on its upload, the use-CORS-preflight flag of an XMLHttpRequest is set.';
const tags = ['@xhr', '@upload', '@preflight'] as const;

const upload: XhrStep = {
  do: 'xhr',
  url: RESOURCE,
  method: 'POST',
  body: 'a file',
  uploadListener: true,
};
const ok = answer(200, allowOrigin());
const asks = answer(204, allowOrigin());
const arrives = sent('POST', { body: 'a file' });
const wire = [preflight('POST'), arrives];
const TOLD_OF_THE_BODY = ['upload.loadstart', 'upload.load', 'upload.loadend'] as const;
const allowed = {
  verdict: 'allowed',
  events: ['loadstart', ...TOLD_OF_THE_BODY, 'load', 'loadend'],
} as const;
const uploadFailed = {
  verdict: 'blocked',
  events: ['loadstart', 'upload.loadstart', 'upload.error', 'upload.loadend', 'error', 'loadend'],
} as const;

const A_FORM = 'The oracle is told of bodies that are strings.';
const TOKEN = 'Bearer access-token';
const FORM: XhrStep = { do: 'xhr', url: RESOURCE, method: 'POST', form: [['key', 'value']] };
/** What arrives of it. https://www.rfc-editor.org/rfc/rfc7578#section-4 */
const FORM_SENT = {
  headers: { 'Content-Type': 'multipart/form-data; boundary=<boundary>' },
  body: [
    '--<boundary>',
    'Content-Disposition: form-data; name="key"',
    '',
    'value',
    '--<boundary>--',
    '',
  ].join('\r\n'),
};

export const UPLOADS: readonly Scenario[] = [
  {
    id: 'upload-listener-preflight-refused',
    title: 'Who watches an upload needs a preflight, even for a POST of text',
    topic,
    tags,
    spec: {
      anchor,
      requirement,
      wpt: ['xhr/event-upload-progress-crossorigin.any.js'],
    },
    steps: [upload],
    routes: { 'OPTIONS /resource': answer(404), 'POST /resource': ok },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-cors-check',
      wire: [preflight('POST')],
      sees: [uploadFailed],
    },
    console: {
      chromium: ['kPreflightMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '404' }], 'CORSDidNotSucceed2'],
      webkit: [['PreflightNotSuccessful', { status: '404' }]],
    },
    cause: 'A progress bar was added to the page, and nothing was changed in the server.',
    cure: {
      words: 'Answer OPTIONS, or do without the progress bar.',
      routes: { 'OPTIONS /resource': asks, 'POST /resource': ok },
      wire,
      sees: [allowed],
    },
  },
  {
    id: 'upload-listener-answer-refused',
    title: 'The upload has arrived, and only its answer is refused',
    topic,
    tags,
    spec: {
      anchor,
      requirement: 'The upload’s events tell of the sent body; the answer is checked after that.',
      wpt: ['xhr/event-upload-progress-crossorigin.any.js'],
    },
    steps: [upload],
    routes: { 'OPTIONS /resource': asks, 'POST /resource': answer(200) },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire,
      sees: [
        { verdict: 'blocked', events: ['loadstart', ...TOLD_OF_THE_BODY, 'error', 'loadend'] },
      ],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    engines: {
      firefox: {
        kind: 'habit',
        because:
          'Firefox ends an upload when its answer begins, so the refusal is the upload’s, too.',
        url: 'https://searchfox.org/mozilla-central/source/dom/xhr/XMLHttpRequestMainThread.cpp',
        expect: { sees: [uploadFailed] },
      },
    },
    cause: 'The headers were added to OPTIONS alone; the file is there all the same.',
    cure: {
      words: 'Send the header with the answer to POST as well.',
      routes: { 'OPTIONS /resource': asks, 'POST /resource': ok },
      wire,
      sees: [allowed],
    },
  },
  {
    id: 'upload-listener-without-body',
    title: 'A listener on the upload asks for a preflight where there is nothing to upload',
    topic,
    tags,
    spec: { anchor, requirement },
    steps: [{ do: 'xhr', url: RESOURCE, uploadListener: true }],
    routes: { 'OPTIONS /resource': answer(404), 'GET /resource': ok },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-cors-check',
      wire: [preflight('GET')],
    },
    console: {
      chromium: [],
      firefox: [['CORSMissingAllowOrigin2', { status: '404' }], 'CORSDidNotSucceed2'],
      webkit: [['PreflightNotSuccessful', { status: '404' }]],
    },
    engines: {
      chromium: {
        kind: 'deviation',
        because: 'Chromium regards the listeners only where there is a body.',
        url: 'https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc',
        expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
      },
    },
    cause: 'A library registers its listeners on every request.',
    cure: {
      words: 'Answer OPTIONS, or register listeners where there is a body.',
      routes: { 'OPTIONS /resource': asks, 'GET /resource': ok },
      wire: [preflight('GET'), sent('GET')],
      engines: {
        chromium: {
          kind: 'deviation',
          because: 'Chromium regards the listeners only where there is a body.',
          url: 'https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc',
          expect: { wire: [sent('GET')] },
        },
      },
    },
  },
  {
    id: 'upload-without-listener',
    title: 'The same POST of text without a listener asks nobody',
    topic,
    tags: ['@xhr', '@upload', '@simple'],
    spec: {
      anchor,
      requirement: 'Without listeners on the upload, method and headers alone decide.',
    },
    steps: [{ do: 'xhr', url: RESOURCE, method: 'POST', body: 'a file' }],
    routes: { 'OPTIONS /resource': answer(404), 'POST /resource': ok },
    expect: { verdict: 'allowed', stage: 'none', wire: [arrives] },
    console: SILENT,
    cause: 'It is a simple request: a form could send it.',
  },
  {
    id: 'upload-listener-too-late',
    title: 'Who listens to an upload only after send() needs no preflight, and hears nothing',
    topic,
    tags: ['@xhr', '@upload', '@simple'],
    spec: {
      anchor,
      requirement:
        'send() looks once whether there are listeners on upload; later ones don’t count.',
      wpt: ['cors/late-upload-events.htm'],
    },
    steps: [{ ...upload, uploadListener: 'late' }],
    routes: { 'POST /resource': ok },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [arrives],
      sees: [{ verdict: 'allowed', events: ['loadstart', 'load', 'loadend'] }],
    },
    console: SILENT,
    cause: 'The progress bar is hooked up one line too far down, and stays empty.',
  },
  {
    id: 'xhr-refused-tells-no-amounts',
    title: 'The events of a refused request tell nothing of how much came',
    topic,
    tags: ['@xhr', '@upload', '@simple'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#request-error-steps',
      requirement: 'Behind a network error, events are fired with 0 bytes of 0.',
      wpt: ['xhr/security-consideration.sub.html'],
    },
    steps: [{ do: 'xhr', url: RESOURCE, method: 'POST', body: 'a file', amounts: true }],
    routes: { 'POST /resource': answer(200) },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [arrives],
      sees: [{ verdict: 'blocked', events: ['loadstart 0/0', 'error 0/0', 'loadend 0/0'] }],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'Else a page could measure what it may not read.',
    cure: {
      words: 'Allow the origin: then the length is told as well.',
      routes: { 'POST /resource': ok },
      wire: [arrives],
      sees: [{ verdict: 'allowed', events: ['loadstart 0/0', 'load 3/3', 'loadend 3/3'] }],
    },
  },
  {
    id: 'form-data-without-preflight',
    title: 'FormData is sent as a form of HTML is: without asking',
    topic,
    tags: ['@xhr', '@upload', '@simple'],
    spec: {
      anchor: 'cors-safelisted-request-header',
      requirement: 'multipart/form-data is among the safelisted values of Content-Type.',
      wpt: ['xhr/cors-upload.any.js'],
      notPredicted: A_FORM,
    },
    steps: [FORM],
    routes: { 'POST /resource': ok },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('POST', FORM_SENT)] },
    console: SILENT,
    cause: 'Forms could always be sent to any site: the server must tell whether it wants them.',
  },
  {
    id: 'form-data-with-authorization',
    title: 'FormData waits for the preflight that a token beside it needs',
    topic,
    tags: ['@xhr', '@upload', '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'Authorization is no safelisted request-header, and must be allowed by name.',
      wpt: ['xhr/cors-upload.any.js'],
    },
    steps: [{ ...FORM, headers: [['Authorization', TOKEN]] }],
    routes: { 'OPTIONS /resource': asks, 'POST /resource': ok },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-header',
      wire: [preflight('POST', 'authorization')],
    },
    console: {
      chromium: [['kHeaderDisallowedByPreflightResponse', { header: 'authorization' }]],
      firefox: [
        ['CORSMissingAllowHeaderFromPreflight2', { header: 'authorization' }],
        'CORSDidNotSucceed2',
      ],
      webkit: [['HeaderNotAllowed', { header: 'Authorization' }]],
    },
    cause: 'The upload worked until its server wanted to know who sends it.',
    cure: {
      words: 'Send Access-Control-Allow-Headers: Authorization with the answer to OPTIONS.',
      notPredicted: A_FORM,
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('Authorization')),
        'POST /resource': ok,
      },
      wire: [
        preflight('POST', 'authorization'),
        sent('POST', { authorization: TOKEN, ...FORM_SENT }),
      ],
    },
  },
];
