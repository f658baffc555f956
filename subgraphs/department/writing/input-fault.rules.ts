import type { z } from 'zod';

/** One value that is refused; `message` is French: what is wrong, and a good value. */
export interface InputFault {
  readonly field: string;
  readonly value: string;
  readonly message: string;
}

export type Given = Readonly<Record<string, unknown>>;

/** Every fault that a check found, each with the value as it came. */
export function faultsOf(given: Given, issues: readonly z.core.$ZodIssue[]): readonly InputFault[] {
  return issues.map(({ path: [name = '', index], message }) => {
    const whole = given[String(name)];
    if (typeof index === 'number' && Array.isArray(whole))
      return { field: `${String(name)}[${index}]`, value: shownValue(whole[index]), message };
    return { field: String(name), value: shownValue(whole), message };
  });
}

/** A value as it is echoed; empty when it is missing. */
export function shownValue(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The values that were given, a `null` included: it erases. */
export function withoutAbsent(given: Given): Given {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** A reason of 3 to 500 characters, or why it is refused. */
export function checkedReason(reason: string, example: string): string | InputFault {
  const text = reason.trim();
  if (text.length >= 3 && text.length <= 500) return text;
  const message = `attendu un motif de 3 à 500 caractères, par exemple « ${example} »`;
  return { field: 'reason', value: reason, message };
}

/** A day that has come, or why it is refused. */
export function checkedDay(field: string, day: string, today: string): InputFault | null {
  if (day <= today) return null;
  return { field, value: day, message: `attendu un jour passé ou celui-ci, par exemple « ${today} »` };
}
