/** The API origin: acts out what a scenario declares, byte by byte, and answers the barrier. */
import type { RequestListener } from 'node:http';
import { sendText, type AnswersActs } from './acting.ts';
import { actsFirst } from './front.ts';
import { BARRIER_STATUS } from './barrier.ts';
import { NO_ACT_SENTENCE } from './routing.ts';

export const BARRIER_PATH = '/barrier/';

/** The API origin's listener. Without Express: each acting-out ends with a barrier. */
export const createApiOrigin = (acts: AnswersActs): RequestListener =>
  actsFirst(acts, (request, response) => {
    if (request.url?.startsWith(BARRIER_PATH)) {
      response.sendDate = false;
      response.writeHead(BARRIER_STATUS, 'Barrier', ['Content-Length', '0']).end();
    } else sendText(response, 404, NO_ACT_SENTENCE);
  });
