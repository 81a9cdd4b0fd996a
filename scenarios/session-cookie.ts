/** A cookie that is set before it is asked with: by the other origin, or by the page's own. */
import type { Header } from './types.ts';
import { allowCredentials, allowOrigin, answer } from './vocabulary.ts';

export const COOKIE = 'sid=1';
/** Only the path of this acting-out sends it back. */
export const SET_COOKIE: Header = ['Set-Cookie', `${COOKIE}; Path=/{token}`];

export const LOGIN = { do: 'fetch', url: '{api:/login}', credentials: 'include' } as const;
export const LOGGED_IN = answer(200, allowOrigin(), allowCredentials(), SET_COOKIE);

export const OWN_LOGIN = { do: 'fetch', url: '{page:/login}' } as const;
export const OWN_LOGGED_IN = answer(200, SET_COOKIE);
