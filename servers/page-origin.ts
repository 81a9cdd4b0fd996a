/** The page origin: the documents and scripts that ask, and nothing else but declared acts. */
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { RequestListener } from 'node:http';
import express, { type RequestHandler, type Response } from 'express';
import { sendText, type AnswersActs } from './acting.ts';
import { clientSource } from './client-scripts.ts';
import { actsFirst, answerFaults } from './front.ts';

const CLIENT_FOLDER = fileURLToPath(new URL('./client/', import.meta.url));

/** axios exports no browser build by name, so it is found from what it does export. */
const axiosFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('axios/package.json')), 'dist');

/** The empty icon keeps browsers from asking for /favicon.ico, which no scenario declares. */
const document = (title: string, script: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <script>
${script}
    </script>
  </head>
  <body></body>
</html>
`;

const STAGE = document('CORS conformance: stage', clientSource('window'));
const FRAME = document('CORS conformance: frame', clientSource('window'));
const BATCH = document('CORS conformance: batches', clientSource('batch'));

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
  app.get('/client/worker.js', (_request, response) => {
    clientHeaders(response).type('text/javascript').send(clientSource('worker'));
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
