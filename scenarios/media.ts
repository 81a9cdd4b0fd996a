/** Video and audio: played without CORS, their pictures and samples read only with it. */
import type { Scenario } from './types.ts';
import { allowCredentials, allowOrigin, answer, location, sent, file } from './vocabulary.ts';

const topic = 'Media';
const FILM = '{api:/frame.webm}';
const TONE = '{api:/tone.wav}';
const LOAD = 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource';
const CLEAN =
  'https://html.spec.whatwg.org/multipage/canvas.html#the-image-argument-is-not-origin-clean';

const film = file('frame.webm');
const tone = file('tone.wav');

const REFUSED = { verdict: 'blocked', told: { error: 4 } } as const;
const TAINTED = {
  verdict: 'opaque',
  told: { pixel: { throws: 'canvas-get-image-data' } },
} as const;
const canvasConsole = { chromium: [], firefox: [], webkit: ['CanvasTainted'] } as const;
const missing = {
  chromium: ['kMissingAllowOriginHeader'],
  firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
  webkit: [['OriginNotAllowed', { status: '200' }]],
} as const;

const pictures: readonly Scenario[] = [
  {
    id: 'video-taints-canvas',
    title: 'A video of another origin plays, and a canvas that shows it can’t be read',
    topic,
    tags: ['@video', '@no-cors'],
    spec: {
      anchor: CLEAN,
      requirement: 'A picture of a video whose data is CORS-cross-origin taints the canvas.',
    },
    steps: [{ do: 'video', url: FILM }],
    routes: { 'GET /frame.webm': film() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: FILM }],
      sees: [TAINTED],
    },
    console: canvasConsole,
    cause: 'A thumbnail is made of a video that was fetched to be shown only.',
    cure: {
      words: 'Write crossorigin on the video, and allow the origin.',
      steps: [{ do: 'video', url: FILM, crossorigin: 'anonymous' }],
      routes: { 'GET /frame.webm': film(allowOrigin()) },
      wire: [sent('GET', { url: FILM })],
    },
  },
  {
    id: 'video-allow-origin-alone',
    title: 'Access-Control-Allow-Origin alone does not open a video to a canvas',
    topic,
    tags: ['@video', '@no-cors'],
    spec: {
      anchor: LOAD,
      requirement: 'Without crossorigin the request is no-cors, and its response opaque.',
    },
    steps: [{ do: 'video', url: FILM }],
    routes: { 'GET /frame.webm': film(allowOrigin('*')) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: FILM }],
      sees: [TAINTED],
    },
    console: canvasConsole,
    cause: 'The server was mended, the attribute forgotten.',
    cure: {
      words: 'Write crossorigin on the video.',
      steps: [{ do: 'video', url: FILM, crossorigin: 'anonymous' }],
      wire: [sent('GET', { url: FILM })],
    },
  },
  {
    id: 'video-redirected-away-taints-canvas',
    title: 'A video of the page’s own origin taints once a redirect has led to another',
    topic,
    tags: ['@video', '@no-cors', '@redirect'],
    spec: {
      anchor: CLEAN,
      requirement: 'What counts is where the data came from, not the URL in src.',
    },
    steps: [{ do: 'video', url: '{page:/moved.webm}' }],
    routes: { 'GET /moved.webm': answer(302, location(FILM)), 'GET /frame.webm': film() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [
        { method: 'GET', url: '{page:/moved.webm}' },
        { method: 'GET', url: FILM },
      ],
      sees: [TAINTED],
    },
    console: canvasConsole,
    cause: 'The page hands out a link of its own that leads to a storage service.',
    cure: {
      words: 'Redirect within the origin.',
      routes: {
        'GET /moved.webm': answer(302, location('{page:/frame.webm}')),
        'GET /frame.webm': film(),
      },
      wire: [
        { method: 'GET', url: '{page:/moved.webm}' },
        { method: 'GET', url: '{page:/frame.webm}' },
      ],
    },
  },
  {
    id: 'video-crossorigin-refused',
    title: 'A video with crossorigin does not play without the header',
    topic,
    tags: ['@video'],
    spec: { anchor: LOAD, requirement: 'A media element with crossorigin fetches in mode cors.' },
    steps: [{ do: 'video', url: FILM, crossorigin: 'anonymous' }],
    routes: { 'GET /frame.webm': film() },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET', { url: FILM })],
      sees: [REFUSED],
    },
    console: missing,
    cause: 'crossorigin was added for the canvas; the server says nothing about CORS.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the video.',
      routes: { 'GET /frame.webm': film(allowOrigin()) },
      wire: [sent('GET', { url: FILM })],
    },
  },
];

const sounds: readonly Scenario[] = [
  {
    id: 'audio-crossorigin-refused',
    title: 'A sound with crossorigin does not play without the header',
    topic,
    tags: ['@audio'],
    spec: { anchor: LOAD, requirement: 'A media element with crossorigin fetches in mode cors.' },
    steps: [{ do: 'audio', url: TONE, crossorigin: 'anonymous' }],
    routes: { 'GET /tone.wav': tone() },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET', { url: TONE })],
      sees: [REFUSED],
    },
    console: missing,
    cause: 'A visualiser asks for crossorigin; the radio’s server sends no CORS headers.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the sound.',
      routes: { 'GET /tone.wav': tone(allowOrigin('*')) },
      wire: [sent('GET', { url: TONE })],
      sees: [{ verdict: 'allowed', told: { heard: 'sound' } }],
    },
  },
  {
    id: 'audio-use-credentials-wildcard',
    title: 'A sound with credentials is not let through by a wildcard',
    topic,
    tags: ['@audio', '@credentials'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'With credentials mode include the wildcard allows nobody.',
    },
    steps: [{ do: 'audio', url: TONE, crossorigin: 'use-credentials' }],
    routes: { 'GET /tone.wav': tone(allowOrigin('*'), allowCredentials()) },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET', { url: TONE })],
      sees: [REFUSED],
    },
    console: {
      chromium: ['kWildcardOriginNotAllowed'],
      firefox: ['CORSNotSupportingCredentials'],
      webkit: ['WildcardWithCredentials'],
    },
    cause: 'Media behind a login is asked for with use-credentials, and allowed for everybody.',
    cure: {
      words: 'Name the origin beside Access-Control-Allow-Credentials: true.',
      routes: { 'GET /tone.wav': tone(allowOrigin(), allowCredentials()) },
      wire: [sent('GET', { url: TONE })],
      sees: [{ verdict: 'allowed', told: { heard: 'sound' } }],
    },
  },
  {
    id: 'audio-node-silent',
    title: 'A sound of another origin is heard, and Web Audio gets silence of it',
    topic,
    tags: ['@audio', '@no-cors'],
    spec: {
      anchor: 'https://webaudio.github.io/web-audio-api/#mediaelementaudiosourcenode',
      requirement: 'A node for media that is CORS-cross-origin must output silence.',
      wpt: ['webaudio/the-audio-api/the-mediaelementaudiosourcenode-interface/no-cors.https.html'],
    },
    steps: [{ do: 'audio', url: TONE }],
    routes: { 'GET /tone.wav': tone() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: TONE }],
      sees: [{ verdict: 'opaque', told: { heard: 'silence' } }],
    },
    console: {
      chromium: ['media-element-zeroes'],
      firefox: ['MediaElementAudioSourceNodeCrossOrigin'],
      webkit: [],
    },
    cause: 'The element played alone; connected to a node, everything is silent.',
    cure: {
      words: 'Write crossorigin on the element, and allow the origin.',
      steps: [{ do: 'audio', url: TONE, crossorigin: 'anonymous' }],
      routes: { 'GET /tone.wav': tone(allowOrigin('*')) },
      wire: [sent('GET', { url: TONE })],
      sees: [{ verdict: 'allowed', told: { heard: 'sound' } }],
    },
  },
  {
    id: 'audio-stream-silent',
    title: 'A captured stream of a sound of another origin gives silence',
    topic,
    tags: ['@audio', '@no-cors'],
    spec: {
      anchor: 'https://w3c.github.io/mediacapture-fromelement/#dom-htmlmediaelement-capturestream',
      requirement: 'The contents of a captured track of another origin are kept from the page.',
    },
    steps: [{ do: 'audio-stream', url: TONE }],
    routes: { 'GET /tone.wav': tone() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: TONE }],
      sees: [{ verdict: 'opaque', told: { heard: 'silence' } }],
    },
    console: {
      chromium: [],
      firefox: ['MediaStreamAudioSourceNodeCrossOrigin'],
      webkit: {
        notApplicable: 'WebKit has no captureStream() on media elements.',
        url: 'https://developer.mozilla.org/en-US/docs/Web/API/HTMLMediaElement/captureStream#browser_compatibility',
      },
    },
    cause: 'A recorder captures what the element plays, which is another origin’s.',
    cure: {
      words: 'Write crossorigin on the element, and allow the origin.',
      steps: [{ do: 'audio-stream', url: TONE, crossorigin: 'anonymous' }],
      routes: { 'GET /tone.wav': tone(allowOrigin('*')) },
      wire: [sent('GET', { url: TONE })],
      sees: [{ verdict: 'allowed', told: { heard: 'sound' } }],
    },
    engines: {
      chromium: {
        kind: 'habit',
        because: 'captureStream() itself throws; the specification leaves open how it is kept.',
        url: 'https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/modules/mediacapturefromelement/html_media_element_capture.cc',
        expect: { sees: [{ verdict: 'opaque', told: { heard: { throws: 'capture-stream' } } }] },
      },
    },
  },
  {
    id: 'audio-track-silent',
    title: 'A node for the captured track of a sound of another origin gives silence',
    topic,
    tags: ['@audio', '@no-cors'],
    spec: {
      anchor: 'https://w3c.github.io/mediacapture-fromelement/#dom-htmlmediaelement-capturestream',
      requirement: 'What keeps a captured stream closed belongs to each of its tracks.',
    },
    steps: [{ do: 'audio-track', url: TONE }],
    routes: { 'GET /tone.wav': tone() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: TONE }],
      sees: [{ verdict: 'opaque', told: { heard: 'silence' } }],
    },
    console: {
      chromium: {
        notApplicable: 'Chromium has no createMediaStreamTrackSource().',
        url: 'https://developer.mozilla.org/en-US/docs/Web/API/AudioContext/createMediaStreamTrackSource#browser_compatibility',
      },
      firefox: ['MediaStreamTrackAudioSourceNodeCrossOrigin'],
      webkit: {
        notApplicable: 'WebKit has neither captureStream() nor createMediaStreamTrackSource().',
        url: 'https://developer.mozilla.org/en-US/docs/Web/API/AudioContext/createMediaStreamTrackSource#browser_compatibility',
      },
    },
    cause: 'The track is taken out of the stream, and takes its origin along.',
    cure: {
      words: 'Write crossorigin on the element, and allow the origin.',
      steps: [{ do: 'audio-track', url: TONE, crossorigin: 'anonymous' }],
      routes: { 'GET /tone.wav': tone(allowOrigin('*')) },
      wire: [sent('GET', { url: TONE })],
      sees: [{ verdict: 'allowed', told: { heard: 'sound' } }],
    },
  },
];

export const MEDIA_OF_ANOTHER_ORIGIN: readonly Scenario[] = [...pictures, ...sounds];
