import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isClassOrInterfaceType, isInterfaceType, loadAssemblyFromPath } from '@jsii/spec';

const ROOT = join(__dirname, '..');
const types = Object.values(loadAssemblyFromPath(ROOT).types ?? {});

/** Each public name and where it stands, of methods or of properties. */
function names(of: 'methods' | 'properties'): [where: string, name: string][] {
  return types.filter(isClassOrInterfaceType).flatMap((type) => (type[of] ?? []).map(({ name }) => [type.name, name] as [string, string]));
}

test('there are names to check', () => {
  expect(names('methods').length).toBeGreaterThan(50);
  expect(names('properties').length).toBeGreaterThan(100);
});

// JSII0006 tells that development uses a later CDK than the oldest that is supported, which is tried apart.
test('no warning of jsii about a name is silenced, neither for all names nor for one', () => {
  const silenced = readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8').match(/silence-warnings \S+/g) ?? [];
  expect(new Set(silenced)).toEqual(new Set(['silence-warnings JSII0006']));
  const sources = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  expect(sources.filter((path) => readFileSync(join(ROOT, 'lib', path), 'utf8').includes('@jsii suppress'))).toEqual([]);
});

test("no method has the name of one that every object of Java's has", () => {
  const ofObject = new Set(['clone', 'equals', 'finalize', 'getClass', 'hashCode', 'notify', 'notifyAll', 'toString', 'wait']);
  // What a builder ends with.
  ofObject.add('build');
  expect(names('methods').filter(([, name]) => ofObject.has(name))).toEqual([]);
});

test("no prop is called 'id', which shadows a built-in of Python's and reads as the id of what takes the props", () => {
  const props = new Set(types.filter((type) => isInterfaceType(type) && /(Props|Options)$/.test(type.name)).map(({ name }) => name));
  expect(names('properties').filter(([where, name]) => props.has(where) && name === 'id')).toEqual([]);
});

test("only a prop of CDK's own name has capitals in a row, which Python and Java read apart", () => {
  const inRow = [...names('methods'), ...names('properties')].filter(([, name]) => /[a-z].*[A-Z]{2}/.test(name));
  expect(inRow).toEqual([['HardenedSelfManagedKafkaEventSourceProps', 'rootCACertificate']]);
});
