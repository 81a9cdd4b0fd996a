/** `npm run trust:fuzz`: malformed and hostile requests to both origins, and what must hold. */
import { UsageError, countOf, runScript } from './lib/flags.ts';
import { figuresOf } from './trust/fuzz/figures.ts';
import { fuzz, only } from './trust/fuzz/run.ts';
import { allKept, linesOf, writePart } from './trust/part.ts';

const DEFAULT_REQUESTS = 100_000;
const DEFAULT_SEED = 1;

const HELP = `
npm run trust:fuzz [-- --requests N --seed S]
npm run trust:fuzz -- --seed S --only I

Sends malformed and hostile requests to both origins and to the pages of "npm run serve", over http
and https: broken request lines and chunks, conflicting lengths, huge headers, path traversal,
response splitting, hostile JSON and cookies, TLS garbage, connections that break off or send a byte
now and then. The servers run in a process of their own, on loopback.

  --requests N  how many; default: ${DEFAULT_REQUESTS}. The figures of fewer are printed, and not kept
                for npm run trust -- --report
  --seed S      the same seed gives the same requests; default: ${DEFAULT_SEED}
  --only I      sends the request of that index alone, and prints it with its answer

After each request: the answer is well-formed HTTP or the connection ends in order; it is no fault of
the suite's own; it holds no file that is not served, no private key, no path of this machine, no
stack trace, nothing of the environment; no header, cookie or markup of it was made by the request.
After each batch: ordinary requests are answered rightly, byte by byte, and nothing listens beyond
loopback. At the end: memory has not grown, no socket is left, the process ends by itself. A request
that breaks a property is printed with its index, and shrunk to the smallest that does.

Exit code
  0  every bound was kept
  1  one was not
  2  a mistake in the flags
`;

function indexOf(value: string): number {
  if (!/^\d{1,6}$/.test(value))
    throw new UsageError(`--only takes the index of a request, from 0 on, not "${value}"`);
  return Number(value);
}

await runScript(
  'trust:fuzz',
  HELP,
  {
    requests: { type: 'string', default: String(DEFAULT_REQUESTS) },
    seed: { type: 'string', default: String(DEFAULT_SEED) },
    only: { type: 'string' },
  },
  async (flags) => {
    const requests = countOf('requests', flags.requests);
    const seed = countOf('seed', flags.seed);
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    if (flags.only !== undefined) return (await only(indexOf(flags.only), { seed, say })) ? 0 : 1;
    const result = await fuzz({ requests, seed, say });
    for (const line of result.wrong.slice(0, 10)) say(`wrong: ${line}`);
    if (result.printed !== '') say(`printed by the servers:\n${result.printed.slice(0, 2000)}`);
    const figures = figuresOf(result, { requests, seed });
    const { seconds } = result;
    // Fewer must not pass for all of them.
    if (requests >= DEFAULT_REQUESTS)
      await writePart({ part: 'fuzz', at: new Date().toISOString(), seconds, figures });
    say(`${linesOf({ figures })}${seconds.toFixed(0)} s`);
    return allKept({ figures }) ? 0 : 1;
  },
);

// What was reset in the midst of a TLS handshake can leave Node waiting for it at its own end, with a
// core kept busy, for ever.
process.stdout.write('', () => process.exit());
