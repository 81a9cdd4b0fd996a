/** Command-line flags, read the same way by every script: `--help`, and one line for a mistake. */
import { parseArgs, styleText, type ParseArgsConfig } from 'node:util';
import { ENGINES, type Engine } from '../../messages/types.ts';

export type FlagOptions = NonNullable<ParseArgsConfig['options']>;

/** An error that ends the script with an exit code of its own. */
export class ScriptError extends Error {
  readonly exitCode: number = 1;
}

/** A mistake of the person at the keyboard: told in one line, exit code 2. */
export class UsageError extends ScriptError {
  override readonly exitCode = 2;
}

/**
 * Runs a script. `--help` prints `help` and ends with 0. An error is told in one line and ends
 * with its `exitCode`: 2 for a mistake in the flags, else 1. Otherwise the exit code is what
 * `main` resolves to. With `files`, words that are no flags are handed to `main` behind the flags.
 */
export async function runScript<const O extends FlagOptions>(
  name: string,
  help: string,
  options: O,
  main: (flags: Flags<O>, files: readonly string[]) => Promise<number>,
  { files = false }: { readonly files?: boolean } = {},
): Promise<void> {
  try {
    if (process.argv.includes('--help') || process.argv.includes('-h')) {
      process.stdout.write(`${help.trim()}\n`);
      return;
    }
    const { values, positionals } = readFlags(options, files);
    process.exitCode = await main(values, positionals);
  } catch (error) {
    const [line] = String(error instanceof Error ? error.message : error).split('\n');
    const hint = error instanceof UsageError ? ` (see npm run ${name} -- --help)` : '';
    process.stderr.write(`${name}: ${line}${hint}\n`);
    process.exitCode = error instanceof ScriptError ? error.exitCode : 1;
  }
}

/** The values of the flags by name, as `parseArgs` gives them. */
export type Flags<O extends FlagOptions> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: false }>
>['values'];

function readFlags<O extends FlagOptions>(
  options: O,
  allowPositionals: boolean,
): { readonly values: Flags<O>; readonly positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ options, strict: true, allowPositionals });
    return { values: values as Flags<O>, positionals };
  } catch (error) {
    // parseArgs explains at length; its first sentence says what was wrong.
    const [sentence = ''] = (error as Error).message.split(/\. /);
    throw new UsageError(sentence, { cause: error });
  }
}

/**
 * `firefox,chromium` as engines, each once, in the suite's order. Throws `UsageError` on a name that
 * is none.
 */
export function enginesOf(list: string | undefined): readonly Engine[] {
  if (list === undefined) return ENGINES;
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !ENGINES.some((engine) => engine === name));
  if (unknown !== undefined)
    throw new UsageError(`unknown engine "${unknown}"; there are ${ENGINES.join(', ')}`);
  return ENGINES.filter((engine) => names.includes(engine));
}

/** A whole number of at least 1. Throws `UsageError` on anything else. */
export function countOf(flag: string, value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value))
    throw new UsageError(`--${flag} takes a whole number of at least 1, not "${value}"`);
  return Number(value);
}

type Style = Parameters<typeof styleText>[0];

/** `text` in colour on a terminal that wants it; as it is in a file or a pipe. */
export const styled = (style: Style, text: string): string =>
  process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text;
