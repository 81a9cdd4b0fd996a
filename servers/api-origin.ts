/** The API origin: acts out what a scenario declares, byte by byte, and answers the barrier. */
import type { RequestListener } from 'node:http';
import express from 'express';
import { sendText, type AnswersActs } from './acting.ts';
import { actsFirst, answerFaults } from './front.ts';
import { BARRIER_STATUS } from './barrier.ts';
import { NO_ACT_SENTENCE } from './routing.ts';

export const BARRIER_PATH = '/barrier/';

/** The API origin's listener. */
export function createApiOrigin(acts: AnswersActs): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.use(BARRIER_PATH, (_request, response) => {
    response.sendDate = false;
    response.writeHead(BARRIER_STATUS, 'Barrier', ['Content-Length', '0']).end();
  });
  app.use((_request, response) => {
    sendText(response, 404, NO_ACT_SENTENCE);
  });
  app.use(answerFaults);
  return actsFirst(acts, app);
}
