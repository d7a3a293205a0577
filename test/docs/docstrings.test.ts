import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Docs, type InterfaceType, isClassOrInterfaceType, loadAssemblyFromPath, type Type, type TypeReference } from '@jsii/spec';

/*
 * API documentation of each language and of Construct Hub is made of the docstrings: what an option does, its range, its default.
 */
const TYPES = loadAssemblyFromPath(join(__dirname, '../..')).types ?? {};

/** The types that a reference names, in lists and maps too. */
function named(type: TypeReference): string[] {
  if ('fqn' in type) return [type.fqn];
  if ('collection' in type) return named(type.collection.elementtype);
  return 'union' in type ? type.union.types.flatMap(named) : [];
}

/** The structs that a user writes: parameters, and what they hold. */
function inputs(): InterfaceType[] {
  const found = new Map<string, InterfaceType>();
  const add = (fqn: string): void => {
    const type = TYPES[fqn] as (Type & InterfaceType) | undefined;
    if (!type?.datatype || found.has(fqn)) return;
    found.set(fqn, type);
    for (const base of type.interfaces ?? []) add(base);
    for (const { type: inner } of type.properties ?? []) for (const name of named(inner)) add(name);
  };
  for (const type of Object.values(TYPES).filter(isClassOrInterfaceType)) {
    const callables = [...(type.methods ?? []), ...('initializer' in type && type.initializer ? [type.initializer] : [])];
    for (const { parameters = [] } of callables) for (const parameter of parameters) for (const name of named(parameter.type)) add(name);
  }
  return [...found.values()];
}

const OPTIONS = inputs().flatMap(({ name, properties = [] }) =>
  properties.map((property) => ({ ...property, path: `${name}.${property.name}` })),
);

/** Any number is valid, and its unit is that of the metric. */
const ANY_NUMBER = ['CustomAlarmOptions.threshold'];

const textOf = ({ summary = '', remarks = '' }: Docs = {}): string => `${summary} ${remarks}`;

test('the options of functions, event sources and alarms are among those that are checked', () => {
  const paths = OPTIONS.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'HardenedFunctionOptions.failureCapture',
      'HardenedSqsEventSourceOptions.batchSize',
      'AlarmWindowOptions.period',
    ]),
  );
});

test('each public type, property and method says in a sentence what it is', () => {
  const silent = Object.values(TYPES).flatMap((type) => {
    const members = isClassOrInterfaceType(type) ? [...(type.properties ?? []), ...(type.methods ?? [])] : [];
    const values = 'members' in type ? (type as { members: { name: string; docs?: Docs }[] }).members : [];
    const own = members.filter(({ overrides }) => overrides === undefined);
    return [{ name: '', docs: type.docs }, ...own, ...values]
      .filter(({ docs }) => !/\w{3,}.*[.:;]$/s.test(docs?.summary ?? ''))
      .map(({ name }) => `${type.name} ${name}`.trim());
  });
  expect(silent).toEqual([]);
});

test('each option has its default, or is required', () => {
  expect(OPTIONS.filter(({ optional, docs }) => Boolean(optional) !== (docs?.default !== undefined)).map(({ path }) => path)).toEqual([]);
});

test('each number and each duration has its range', () => {
  const sized = OPTIONS.filter(({ type }) =>
    'primitive' in type ? type.primitive === 'number' : named(type).includes('aws-cdk-lib.Duration'),
  );
  expect(sized.length).toBeGreaterThan(20);
  const without = sized.filter(({ docs }) => !/\d|\b(multiple of|greater than)\b/.test(textOf(docs)));
  expect(without.map(({ path }) => path)).toEqual(ANY_NUMBER);
});

/** What the options set. Other resources of the same services, of which new ones appear, have options of the same names. */
const RESOURCES: Record<string, string> = {
  'aws-lambda/lib/lambda': 'Function|EventInvokeConfig|EventSourceMapping|Url|Alias|Version|LayerVersion|Permission',
  'aws-sqs/lib/sqs': 'Queue',
  'aws-cloudwatch/lib/cloudwatch': 'Alarm',
};

/** The properties that CloudFormation has for what the options set. */
const ofCloudFormation = new Set(
  Object.entries(RESOURCES).flatMap(([file, resources]) => {
    const types = readFileSync(join(dirname(require.resolve('aws-cdk-lib/package.json')), `${file}.generated.d.ts`), 'utf8');
    const own = [
      ...types.matchAll(new RegExp(`^export interface Cfn(?:${resources})Props .*?^}`, 'gms')),
      ...types.matchAll(new RegExp(`^export declare namespace Cfn(?:${resources}) .*?^}`, 'gms')),
    ];
    return own.flatMap(([text]) => [...text.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name));
  }),
);

test('each option that is a property in CloudFormation leads to the page of AWS about it', () => {
  expect(ofCloudFormation.size).toBeGreaterThan(100);
  const set = OPTIONS.filter(({ name }) => ofCloudFormation.has(name));
  expect(set.length).toBeGreaterThan(50);
  expect(set.filter(({ docs }) => !docs?.see?.startsWith('https://docs.aws.amazon.com/')).map(({ path }) => path)).toEqual([]);
});

test('a default that names a member of this library names one that exists', () => {
  const wrong = OPTIONS.flatMap(({ path, docs }) =>
    [...`${docs?.default ?? ''} ${textOf(docs)}`.matchAll(/(?<![\w.])([A-Z]\w+)\.(\w+)/g)].flatMap(([text, name, member]) => {
      const type = Object.values(TYPES).find((one) => one.name === name);
      if (!type) return /^(Hardened|Document|FullDocument|Alarm|Failure|LogGroupName|OkActions)/.test(name) ? [`${path}: ${text}`] : [];
      const members =
        'members' in type ? type.members : isClassOrInterfaceType(type) ? [...(type.properties ?? []), ...(type.methods ?? [])] : [];
      return members.some((one: { name: string }) => one.name === member) ? [] : [`${path}: ${text}`];
    }),
  );
  expect(wrong).toEqual([]);
});
