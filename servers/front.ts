/** What both origins have in common: acts go first, and faults are answered in a sentence. */
import type { RequestListener } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import { sendText, type AnswersActs } from './acting.ts';

/** 4xx for what the request did wrong, 500 for what the suite did. */
export const answerFaults: ErrorRequestHandler = (
  error: Error & { status?: number },
  _request,
  response,
  _next,
) => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status = 500 } = error;
  if (status >= 400 && status < 500) {
    sendText(response, status, `This request cannot be answered (${error.message}).`);
  } else sendText(response, 500, `The suite failed at this request: ${error.message}.`);
};

/**
 * Acts are answered before `others`, an Express app, sees the request: it has no part in declared
 * bytes, and costs more than all the rest of an answer.
 */
export const actsFirst =
  (acts: AnswersActs, others: RequestListener): RequestListener =>
  (request, response) => {
    // https://www.rfc-editor.org/rfc/rfc9112#section-3.2
    if (request.headers.host === undefined && request.httpVersion === '1.1') {
      sendText(response, 400, 'This request has no Host header: name the origin that is asked.');
    } else if (!acts.answer(request, response)) others(request, response);
  };
