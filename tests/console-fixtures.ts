/** Made-up addresses for the tests of the consoles; nothing listens there. */
export const API = 'http://127.0.0.1:4001';
export const PAGE = 'http://127.0.0.1:4000';
export const BARRIER = `${API}/barrier/1`;
