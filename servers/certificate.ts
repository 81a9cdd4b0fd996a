/**
 * The certificates of one run: made at start-up, kept in memory, known to nobody else. The
 * system's trust is never touched; a browser is told of one key, or of one host and port.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';
import type { RunCertificate } from './types.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A run by hand may stay open for days; a leaked key should be worth nothing soon after. */
const VALID_DAYS = 7;

/**
 * A self-signed P-256 certificate for `localhost`, `127.0.0.1` and `::1`. It is a leaf, not a CA:
 * trusted by itself it vouches for these three names and can sign no other certificate.
 * Valid from a day ago, since clocks of containers and hosts disagree.
 */
export async function makeCertificate(): Promise<RunCertificate> {
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY),
    notAfterDate: new Date(now + VALID_DAYS * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  const spki = new X509Certificate(made.cert).publicKey.export({ type: 'spki', format: 'der' });
  return {
    pem: made.cert,
    keyPem: made.private,
    spkiSha256: createHash('sha256').update(spki).digest('base64'),
  };
}
