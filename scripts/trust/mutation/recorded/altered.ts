/** Another value than a claimed one, as near to it as can be. Pure. */

export function altered(value: string | null): string;
export function altered(value: number): number;
export function altered(value: boolean): boolean;
export function altered(value: string | number | boolean | null): string | number | boolean;
export function altered(value: string | number | boolean | null): string | number | boolean {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  // Behind it, so that a placeholder in it stays one.
  return `${value ?? ''}x`;
}
