import { withoutInternalWords } from '../../tools/types-in-use';

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
