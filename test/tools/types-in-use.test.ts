import { withoutInternalWords, withoutUnused } from '../../tools/types-in-use';

const PUBLIC = `import type { Duration } from 'aws-cdk-lib';
/** What users read. */
export interface Open {
    /** How long. */
    readonly wait?: Duration;
}
`;
const INTERNAL = `/**
 * What nobody reads.
 *
 * @internal
 */
export interface Inside {
    /** Nor this. */
    readonly wait: string; // nor that
}
`;

test('what is internal keeps its types and has no words', () => {
  const text = withoutInternalWords(`${PUBLIC}${INTERNAL}export declare class Last {}\n`);
  expect(text).toContain('export interface Inside {\n    readonly wait: string;\n}');
  expect(text).not.toMatch(/nobody|[Nn]or |@internal/);
  expect(text).toContain('export declare class Last {}\n');
});

test('what is public stays as it is, to the letter', () => {
  expect(withoutInternalWords(PUBLIC)).toBe(PUBLIC);
  expect(withoutInternalWords('export {};\n')).toBe('export {};\n');
});

test('members that are internal have no words either, and those beside them keep theirs', () => {
  const text = `export declare class Open {
    /** Users call it. */
    call(): void;
    /** Nobody does. @internal */
    _inside(): void;
    /** Users read it. */
    readonly name: string;
}
`;
  const left = withoutInternalWords(text);
  expect(left).toBe(text.replace('    /** Nobody does. @internal */\n', ''));
});

describe('what is internal', () => {
  const text = `import type { Named, Other } from './named';
import * as all from './all';
import { Kept } from './kept';
/** @internal */
export declare const UNUSED: Named & all.Thing;
/** @internal */
export declare const IMPORTED: Other;
/** @internal */
export interface Inside {
}
export declare class Open {
    _of(inside: Inside): Kept;
}
`;

  test('is left out if no type names it, with the imports that it alone needs', () => {
    const left = withoutUnused(text, (name) => name === 'IMPORTED');
    expect(left).not.toMatch(/UNUSED|Named|all/);
    expect(left).toContain("import type { Other } from './named';");
    expect(left).toContain("import { Kept } from './kept';");
    expect(left).toContain('export declare const IMPORTED: Other;');
    expect(left).toContain('export interface Inside {');
  });

  test('is left out of a file that nothing else is in', () => {
    expect(withoutUnused('/** @internal */\nexport declare const UNUSED: 1;\nexport {};\n', () => false)).toBe('\nexport {};\n');
  });

  test('stays where others import it, and so does what is public', () => {
    const open = "import type { Duration } from 'aws-cdk-lib';\nexport interface Open {\n    readonly wait?: Duration;\n}\n";
    expect(withoutUnused(open, () => false)).toBe(open);
    expect(withoutUnused(text, () => true)).toBe(text);
  });
});
