/** Images that <img> chooses from a list, and images that other elements show. */
import {
  IMAGE,
  MISSING,
  READ,
  TAINTED,
  UNREAD,
  pixel,
  plainly,
  topic,
} from './images-vocabulary.ts';
import type { Scenario, Step } from './types.ts';
import { SILENT, allowOrigin, sent } from './vocabulary.ts';

const IMG = 'https://html.spec.whatwg.org/multipage/images.html#update-the-image-data';
const asked = sent('GET', { url: IMAGE });

interface Chosen {
  readonly do: 'srcset' | 'picture';
  readonly words: string;
}

const CHOSEN: readonly Chosen[] = [
  { do: 'srcset', words: 'srcset' },
  { do: 'picture', words: '<picture>' },
];

const chosen = CHOSEN.flatMap(({ do: way, words }): readonly Scenario[] => [
  {
    id: `${way}-taints-canvas`,
    title: `An image that ${words} chose from another origin taints a canvas`,
    topic,
    tags: ['@img', '@canvas', '@no-cors'],
    spec: {
      anchor: IMG,
      requirement: 'Wherever the URL was found, crossorigin of the img element decides the mode.',
    },
    steps: [{ do: way, url: IMAGE }],
    routes: { 'GET /pixel.png': pixel(allowOrigin('*')) },
    expect: { verdict: 'opaque', stage: 'none', wire: [plainly()], sees: [UNREAD] },
    console: TAINTED,
    cause: 'The header is there; the attribute is not, and only it makes the request a CORS one.',
    cure: {
      words: 'Write crossorigin on the img element.',
      steps: [{ do: way, url: IMAGE, crossorigin: 'anonymous' }],
      wire: [asked],
      sees: [READ],
    },
  },
  {
    id: `${way}-crossorigin-refused`,
    title: `An image that ${words} chose is not shown when crossorigin is refused`,
    topic,
    tags: ['@img'],
    spec: {
      anchor: IMG,
      requirement: 'With crossorigin on the img element the chosen source is fetched in mode cors.',
    },
    steps: [{ do: way, url: IMAGE, crossorigin: 'anonymous' }],
    routes: { 'GET /pixel.png': pixel() },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
    console: MISSING,
    cause: 'One image service of several has no CORS headers, and only some screens ask it.',
    cure: {
      words: 'Send Access-Control-Allow-Origin from wherever a source may come.',
      routes: { 'GET /pixel.png': pixel(allowOrigin()) },
      wire: [asked],
      sees: [READ],
    },
  },
]);

interface Shown {
  readonly step: Step;
  readonly title: string;
  readonly anchor: string;
  readonly requirement: string;
  readonly notPredicted?: string;
}

const NAVIGATED = 'The request is of mode navigate, which is under no CORS protocol.';

const SHOWN: readonly Shown[] = [
  {
    step: { do: 'input-image', url: IMAGE },
    title: 'A button of type image shows any origin’s image, and has no crossorigin to ask with',
    anchor: 'https://html.spec.whatwg.org/multipage/input.html#attr-input-src',
    requirement: 'The image of a button is fetched in mode no-cors; there is no attribute for it.',
  },
  {
    step: { do: 'object', url: IMAGE },
    title: '<object> shows any origin’s image, and the page gets no hold of it',
    anchor: 'https://html.spec.whatwg.org/multipage/iframe-embed-object.html#the-object-element',
    requirement: 'The request of an object element is one of navigation: no CORS check is made.',
    notPredicted: NAVIGATED,
  },
  {
    step: { do: 'embed', url: IMAGE },
    title: '<embed> shows any origin’s image, and the page gets no hold of it',
    anchor: 'https://html.spec.whatwg.org/multipage/iframe-embed-object.html#the-embed-element',
    requirement: 'The request of an embed element is one of navigation: no CORS check is made.',
    notPredicted: NAVIGATED,
  },
];

const shown = SHOWN.map(({ step, title, anchor, requirement, notPredicted }): Scenario => ({
  id: `${step.do}-of-another-origin`,
  title,
  topic,
  tags: ['@no-cors'],
  spec: {
    anchor,
    requirement,
    ...(notPredicted !== undefined && { notPredicted }),
  },
  steps: [step],
  routes: { 'GET /pixel.png': pixel() },
  expect: { verdict: 'opaque', stage: 'none', wire: [plainly()] },
  console: SILENT,
  cause: 'The web has always shown what it may not read.',
}));

export const IMAGES_OF_OTHER_ELEMENTS: readonly Scenario[] = [...chosen, ...shown];
