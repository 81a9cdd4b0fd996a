/** Ctrl-C: the first one asks, the second one ends. */
import { processOwner } from '../../fixtures/engines/processes.ts';
import { ECHO, INTERRUPTED, SIGNALS } from '../lib/signals.ts';

/**
 * Aborted by the first SIGINT, SIGTERM or SIGHUP, of which `say` tells; a second one ends the
 * process at once, and with it whatever its owner holds.
 */
export function stopSignal(say: (line: string) => void): AbortSignal {
  // What ends with the process still does; when that is, is decided here.
  processOwner({ signals: 'left' });
  const controller = new AbortController();
  let askedAt: number | undefined;
  const onSignal = (): void => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      say('stopping after the batch in hand; Ctrl-C again ends at once');
      controller.abort();
    } else if (performance.now() - askedAt >= ECHO) {
      process.exit(INTERRUPTED);
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return controller.signal;
}
