import { type Bench, type Change, differences } from './check';
import type { Language } from './language';

const NO_SUCH_CLASS: Change = ['HardenedSqsEventSource', 'HardenedSqsEventSourse'];
const ONE_BYTE: Change = ['the callers try again', 'the callers try agaim'];

/** Breaks the application on purpose, and says what the check did not see. */
export function unseen(language: Language, bench: Bench): string[] {
  return [...unseenError(language, bench), ...unseenByte(language, bench)];
}

function unseenError(language: Language, bench: Bench): string[] {
  try {
    differences(language, bench, NO_SUCH_CLASS);
  } catch (error) {
    const why = String(error);
    return why.includes(NO_SUCH_CLASS[1]) ? [] : [`a program that does not compile failed for another reason: ${why}`];
  }
  return ['a program that does not compile passed'];
}

function unseenByte(language: Language, bench: Bench): string[] {
  const found = differences(language, bench, ONE_BYTE);
  if (found.length === 1 && /: 1 bytes differ/.test(found[0])) return [];
  return [`one changed byte was reported as: ${found.join('; ') || 'no difference'}`];
}
