import * as fc from 'fast-check';
import { findViolations } from '../../lib/checks/find-violations';
import { ALL_RULES as RULES } from '../../lib/checks/rules';
import type { Template } from '../../lib/template-model/template';

/** Every example, and what is made of it by putting something else into one of its places. */
const EXAMPLES = RULES.map((rule) => rule.examples()).flatMap(({ bad, good }) => [...bad, ...good]);

/** More are tried by hand: `FUZZ_RUNS=20000 npx jest test/checks/fuzz`. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

const IDS = [...new Set(EXAMPLES.flatMap((example) => Object.keys(example)))];

const reference = fc.oneof(
  fc.constantFrom(...IDS, 'AWS::NoValue', 'AWS::Region', 'Nobody').map((id) => ({ Ref: id })),
  fc.constantFrom(...IDS).map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
  fc.constantFrom(...IDS).map((id) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:\${${id}}` })),
);
const intrinsic = fc
  .tuple(
    fc.constantFrom(
      'Ref',
      'Fn::GetAtt',
      'Fn::Sub',
      'Fn::Join',
      'Fn::If',
      'Fn::Select',
      'Fn::Split',
      'Fn::FindInMap',
      'Fn::ImportValue',
      'Fn::Cidr',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  )
  .map(([name, argument]) => ({ [name]: argument }));
/** Words that each object of JavaScript knows. */
const own = fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf');
/** What an expression made of it would try in every way. */
const wildcards = fc
  .tuple(fc.constantFrom('', 'logs:', 'sqs:', 'arn:aws:sqs:*:*:'), fc.array(fc.constantFrom('*a', '*', '?', 'a', '*?'), { maxLength: 60 }))
  .map(([before, parts]) => `${before}${parts.join('')}*b`);
const value = fc.oneof(
  own,
  wildcards,
  own.map((key) => JSON.parse(`{ "${key}": { "Ref": "${key}" } }`)),
  wildcards.map((pattern) => [{ Effect: 'Allow', Action: pattern, Resource: pattern, Principal: pattern }]),
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 3, arbitrary: reference },
  intrinsic,
  fc.constantFrom('', -1, 0, null, [], {}, '*', 'arn:', 'arn:aws:lambda'),
);

/** Every place in an example, as the keys that lead to it. */
function placesIn(part: unknown, at: string[] = []): string[][] {
  if (typeof part !== 'object' || part === null) return [at];
  return [at, ...Object.entries(part).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

function put(part: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const inner = (part as Record<string, unknown>)[key];
  if (Array.isArray(part)) return part.map((item, index) => (String(index) === key ? put(inner, rest, replacement) : item));
  return { ...(part as object), [key]: put(inner, rest, replacement) };
}

/** Below the properties of a resource: the command line sees to it that resources themselves are well formed. */
const broken = fc.constantFrom(...EXAMPLES).chain((example) => {
  const places = placesIn(example).filter((at) => at.length >= 3 && at[1] === 'Properties');
  const one = fc.tuple(fc.nat(Math.max(0, places.length - 1)), value);
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((changes) => {
    let changed: unknown = example;
    for (const [index, replacement] of changes) {
      try {
        if (places[index]) changed = put(changed, places[index], replacement);
      } catch {
        // A place that the change before has taken away.
      }
    }
    return changed as NonNullable<Template['body']['Resources']>;
  });
});

const isWellFormed = (resources: NonNullable<Template['body']['Resources']>): boolean =>
  Object.values(resources).every((resource) => typeof resource?.Type === 'string');

test(
  'no template makes a rule fail, and every finding is a message',
  () => {
    fc.assert(
      fc.property(broken.filter(isWellFormed), (resources) => {
        for (const { message, resource, rule } of findViolations([{ name: 'Fuzz', body: { Resources: resources } }], RULES)) {
          expect(message).toMatch(/ must .*got /s);
          expect(resource.template.name).toBe('Fuzz');
          expect(rule.id).toBeTruthy();
        }
      }),
      { numRuns: RUNS, seed: 7 },
    );
  },
  60 * RUNS,
);
