/** The signals that ask a script to end, and what is to be gone when it does. */

export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm, tsx and the terminal each pass a Ctrl-C on; copies arrive within this many milliseconds. */
export const ECHO = 1000;
/** As a shell says "ended by SIGINT". */
export const INTERRUPTED = 130;

const cleanUps = new Set<() => void>();

/** Whoever else listens (a child under way, say) ends in order, and what waits for it after it. */
function endUnlessOthersDo(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) !== 1) return;
  process.stderr.write(`stopped by ${signal}\n`);
  process.exit(INTERRUPTED);
}

function cleanAll(): void {
  for (const cleanUp of cleanUps) cleanUp();
}

/** Runs `use`, then `cleanUp`; the latter also where a signal ends this process in the midst. */
export async function cleanedUp<T>(cleanUp: () => void, use: () => Promise<T>): Promise<T> {
  if (cleanUps.size === 0) {
    for (const signal of SIGNALS) process.on(signal, endUnlessOthersDo);
    process.on('exit', cleanAll);
  }
  cleanUps.add(cleanUp);
  try {
    return await use();
  } finally {
    cleanUps.delete(cleanUp);
    if (cleanUps.size === 0) {
      for (const signal of SIGNALS) process.off(signal, endUnlessOthersDo);
      process.off('exit', cleanAll);
    }
    cleanUp();
  }
}
