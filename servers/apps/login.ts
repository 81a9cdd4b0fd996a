/**
 * The back end of the login story, as a developer would write it: Express, cookie-parser and the
 * `cors` middleware with the options that the scenario declares.
 */
import cookieParser from 'cookie-parser';
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { AppAnswer } from '../../scenarios/types.ts';

/** The cookie's name, and whom it logs in. */
export const SESSION = { cookie: 'session', user: 'alice' } as const;

/**
 * `mountPath` is where the app stands; its cookie goes no further, so that one acting-out never sees
 * the cookies of another, whatever context both run in.
 * `POST /session` logs in (sets the session cookie, answers `{ user }`); `GET /me` tells who is
 * logged in (`{ user }`, or 401 with `{ error }`).
 */
export function createLoginApp({ cors: options, cookie }: AppAnswer, mountPath: string): Express {
  const app = express();
  app.disable('x-powered-by');
  // A 304 would hide what the second request was told.
  app.disable('etag');
  if (options !== null) app.use(cors(options as cors.CorsOptions));
  app.use(cookieParser());
  app.use(express.json());

  app.post('/session', (_request, response) => {
    response.cookie(SESSION.cookie, SESSION.user, {
      httpOnly: true,
      path: mountPath || '/',
      ...cookie,
    });
    response.json({ user: SESSION.user });
  });

  // No handler of its own for what is not found: without one Express answers OPTIONS by itself, as
  // it does in the app of anybody who has not thought of CORS yet.
  app.get('/me', (request, response) => {
    const user = (request.cookies as Record<string, unknown>)[SESSION.cookie];
    if (user === SESSION.user) response.json({ user });
    else response.status(401).json({ error: 'Nobody is logged in: POST /session first.' });
  });

  // Express knows an error handler by its four parameters.
  const onError: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = error.status ?? 500;
    response.status(status).json({
      error:
        status < 500
          ? 'The login app cannot read this request: send a JSON object.'
          : 'The login app failed: look at the options that the scenario declares for it.',
    });
  };
  app.use(onError);
  return app;
}
