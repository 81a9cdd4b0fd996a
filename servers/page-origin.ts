/** The page origin: the documents and scripts that ask, and nothing else but declared acts. */
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { RequestListener } from 'node:http';
import express, { type RequestHandler, type Response } from 'express';
import { sendText, type AnswersActs } from './acting.ts';
import { clientScripts } from './client-scripts.ts';
import { actsFirst, answerFaults } from './front.ts';

const CLIENT_FOLDER = fileURLToPath(new URL('./client/', import.meta.url));

/** axios exports no browser build by name, so it is found from what it does export. */
const axiosFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('axios/package.json')), 'dist');

/** The empty icon keeps browsers from asking for /favicon.ico, which no scenario declares. */
const document = (
  title: string,
  scripts: readonly string[] = clientScripts(),
): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    ${scripts.map((script) => `<script src="${script}"></script>`).join('\n    ')}
  </head>
  <body></body>
</html>
`;

const STAGE = document('CORS conformance: stage');
const FRAME = document('CORS conformance: frame');
/** The page of generated runs and, in it, its sandboxed frame: one document for both. */
const BATCH = document('CORS conformance: batches', ['/client/perform.js', '/client/batch.js']);

const uncached = (response: Response): Response => response.set('Cache-Control', 'no-store');

/** A service worker's frame is elsewhere: https://w3c.github.io/ServiceWorker/#service-worker-allowed */
const clientHeaders = (response: Response): Response =>
  uncached(response).set('Service-Worker-Allowed', '/');

/** The page origin's listener. `more` answers what is none of its own documents. */
export function createPageOrigin(acts: AnswersActs, more: RequestHandler): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/stage', (_request, response) => void uncached(response).type('html').send(STAGE));
  app.get('/frame', (_request, response) => void uncached(response).type('html').send(FRAME));
  app.get('/batch', (_request, response) => void uncached(response).type('html').send(BATCH));
  app.get('/vendor/axios.js', (_request, response) => {
    uncached(response).sendFile('axios.min.js', { root: axiosFolder(), cacheControl: false });
  });
  const clientFiles = express.static(CLIENT_FOLDER, {
    cacheControl: false,
    etag: false,
    index: false,
    redirect: false,
    setHeaders: clientHeaders,
  });
  app.use('/client', (request, response, next) => {
    // Types and notes beside the scripts are for people, not for pages.
    if (request.path.endsWith('.js')) clientFiles(request, response, next);
    else next();
  });
  app.use(more);
  app.use((request, response) => {
    sendText(
      response,
      404,
      `The page origin has no ${request.method} ${request.path}: see /stage, /frame, /batch, /client/, /vendor/axios.js.`,
    );
  });
  app.use(answerFaults);
  return actsFirst(acts, app);
}
