/** Images of one URL, asked for more than once. */
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
  topic,
} from './images-vocabulary.ts';
import type { Scenario } from './types.ts';
import { allowCredentials, allowOrigin, sent } from './vocabulary.ts';

const asked = sent('GET', { url: IMAGE });
const [NOT_ALLOWED, NOT_LOADED] = notAllowed('200');

/** Two images of one URL: the list of available images tells them apart by their mode. */
const images = (
  [
    {
      id: 'image-plain-then-crossorigin',
      title: 'An image that is already shown is asked for again when it shall be read',
      steps: [PLAIN, WITH_CORS],
      image: pixel(allowOrigin()),
      wire: [plainly(), asked],
      sees: [UNREAD, READ],
      console: TAINTED,
      cause: 'The first answer came without any question of who may read it.',
    },
    {
      id: 'image-crossorigin-then-plain',
      title: 'An image that was read is no longer readable without crossorigin',
      steps: [WITH_CORS, PLAIN],
      image: pixel(allowOrigin()),
      wire: [asked, plainly()],
      sees: [READ, UNREAD],
      console: TAINTED,
      cause: 'The element decides, not what some other element was allowed.',
    },
    {
      id: 'image-refused-then-plain',
      title: 'An image that was refused with crossorigin is shown without it',
      steps: [WITH_CORS, PLAIN],
      image: pixel(),
      wire: [asked, plainly()],
      sees: [{ verdict: 'blocked' }, UNREAD],
      console: {
        ...MISSING,
        webkit: [NOT_ALLOWED, 'CompanionImage', NOT_LOADED, 'CanvasTainted'],
      },
      cause: 'The refusal was of the request, not of the image.',
    },
  ] as const
).map(({ id, title, steps, image, wire, sees, console, cause }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@img', '@no-cors'],
  spec: {
    anchor: 'https://html.spec.whatwg.org/multipage/images.html#list-of-available-images',
    requirement: 'Available images are told apart by URL, by mode and by the origin that may read.',
    wpt: [
      'html/semantics/embedded-content/the-img-element/list-of-available-images-matching.https.html',
    ],
  },
  steps,
  routes: { 'GET /pixel.png': image },
  expect: { verdict: sees[1].verdict, stage: 'none', wire, sees },
  console,
  cause,
}));

export const IMAGES_TWICE: readonly Scenario[] = [
  ...images,
  {
    id: 'image-anonymous-then-use-credentials',
    title: 'An image allowed for all is refused to the same page with credentials',
    topic,
    tags: ['@img', '@credentials'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/images.html#list-of-available-images',
      requirement:
        'An image that was read without credentials does not stand in for one with them.',
    },
    steps: [WITH_CORS, WITH_CREDENTIALS],
    routes: { 'GET /pixel.png': pixel(allowOrigin('*')) },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [asked, asked],
      sees: [READ, { verdict: 'blocked' }],
    },
    console: WILDCARD,
    cause: 'The same bytes, but the answer might be another for a user who is known.',
    cure: {
      words: 'Name the origin and allow credentials, or ask anonymously everywhere.',
      routes: { 'GET /pixel.png': pixel(allowOrigin(), allowCredentials()) },
      wire: [asked, asked],
      sees: [READ, READ],
    },
  },
];
