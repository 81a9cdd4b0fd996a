/** Mutants of what a claim says that script sees. Pure. */
import type { Claim } from '../../../../fixtures/judge/claim.ts';
import type { Header, Sight, Told, TimingSight, Verdict } from '../../../../scenarios/types.ts';
import { altered } from './altered.ts';
import type { Control, RecordedMutant, RecordedOperator } from './types.ts';

const VERDICTS: readonly Verdict[] = ['allowed', 'blocked', 'opaque'];

export function sightMutants({ claim }: Control): readonly RecordedMutant[] {
  const sights = sightsOf(claim);
  return sights.flatMap((sight, index) => {
    const last = index === sights.length - 1;
    const of = (operator: RecordedOperator, what: string, by: Partial<Sight>): RecordedMutant => ({
      operator,
      what: `step ${index + 1}: ${what}`,
      claim: {
        ...claim,
        expect: {
          ...claim.expect,
          ...(last && by.verdict !== undefined && { verdict: by.verdict }),
          sees: sights.with(index, { ...sight, ...by }),
        },
      },
    });
    return [
      ...VERDICTS.filter((verdict) => verdict !== sight.verdict).map((verdict) =>
        of('verdict-changed', `${verdict}, not ${sight.verdict}`, { verdict }),
      ),
      ...changesOf(sight).map(([what, by]) => of('sight-changed', what, by)),
    ];
  });
}

/** One per step, as the judge reads them: what is not said is that earlier steps are allowed. */
const sightsOf = ({ play, expect }: Claim): readonly Sight[] =>
  play.steps.map(
    (_, index) =>
      expect.sees?.[index] ?? {
        verdict: index === play.steps.length - 1 ? expect.verdict : 'allowed',
      },
  );

type Change = readonly [what: string, by: Partial<Sight>];

/** Each field that the sight names, by itself. */
function changesOf(sight: Sight): readonly Change[] {
  const { type, status, headers, allHeaders, body, responseUrl, events, told, timing } = sight;
  return [
    ...(type === undefined ? [] : [['another type', { type: otherType(type) }] as const]),
    ...(status === undefined ? [] : [['another status', { status: altered(status) }] as const]),
    ...(body === undefined ? [] : [['another body', { body: altered(body) }] as const]),
    ...(responseUrl === undefined
      ? []
      : [['another responseURL', { responseUrl: altered(responseUrl) }] as const]),
    ...Object.entries(headers ?? {}).map(([name, value]): Change => [
      `another ${name}`,
      { headers: { ...headers, [name]: altered(value) } },
    ]),
    ...(allHeaders ?? []).map(([name], index): Change => [
      `no ${name} among all headers`,
      { allHeaders: (allHeaders as readonly Header[]).toSpliced(index, 1) },
    ]),
    ...(events === undefined
      ? []
      : [
          ['one event more', { events: [...events, 'other'] }] as const,
          ...events.map((name, index): Change => [
            `without the event ${name}`,
            { events: events.toSpliced(index, 1) },
          ]),
        ]),
    ...Object.entries(told ?? {}).map(([name, value]): Change => [
      `another ${name}`,
      { told: { ...told, [name]: otherTold(value) } },
    ]),
    ...Object.entries(timing ?? {}).map(([name, value]): Change => [
      `another ${name} in its timing`,
      { timing: { ...timing, [name as keyof TimingSight]: altered(value) } },
    ]),
  ];
}

const otherType = (type: ResponseType): ResponseType => (type === 'cors' ? 'basic' : 'cors');

/** In place of an exception a value. */
const otherTold = (value: Told): Told =>
  typeof value === 'object' && value !== null ? 'no exception' : altered(value);
