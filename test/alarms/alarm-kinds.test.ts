import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { HardeningProfile } from '../../lib';
import { ALARM_NAMES, EVENT_SOURCE_ALARMS, FRONT_ALARMS, FUNCTION_ALARMS } from '../../lib/alarms/kinds';

const LIB = join(__dirname, '..', '..', 'lib', 'alarms');
const ALL = { ...FUNCTION_ALARMS, ...EVENT_SOURCE_ALARMS, ...FRONT_ALARMS };
const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The properties of an interface, with those that it inherits. */
function propertiesOf(file: string, name: string): string[] {
  const path = join(LIB, `${file}.ts`);
  const source = ts.createSourceFile(path, ts.sys.readFile(path) ?? '', ts.ScriptTarget.Latest, true);
  const declared = source.statements.filter(ts.isInterfaceDeclaration).find((one) => one.name.text === name);
  if (!declared) throw new Error(`expected an interface ${name} in ${path}`);
  const inherited = declared.heritageClauses?.flatMap(({ types }) => types.map(({ expression }) => expression.getText())) ?? [];
  return [...declared.members.map((member) => member.name?.getText() ?? ''), ...inherited.flatMap((base) => propertiesOf(file, base))];
}

test('each file of a kind is in the list, under its own name and id', () => {
  const files = readdirSync(join(LIB, 'kinds')).filter((file) => file !== 'index.ts');
  expect(
    Object.keys(ALL)
      .map((name) => `${dashed(name)}.ts`)
      .sort(),
  ).toEqual(files.sort());
  for (const [name, { kind, id }] of Object.entries(ALL)) {
    expect(kind).toBe(name);
    expect(id).toBe(`${name[0].toUpperCase()}${name.slice(1)}`);
  }
});

test.each([
  ['FunctionAlarms', 'function-alarms', ALARM_NAMES.alarms],
  ['FunctionAlarmTunings', 'function-alarms', ALARM_NAMES.alarms],
  ['EventSourceAlarms', 'event-source-alarms', ALARM_NAMES.sourceAlarms],
  ['EventSourceAlarmTunings', 'event-source-alarms', ALARM_NAMES.sourceAlarms],
  ['FrontAlarms', 'front-alarms', ALARM_NAMES.frontAlarms],
  ['FrontAlarmTunings', 'front-alarms', ALARM_NAMES.frontAlarms],
])('%s has each kind, and no other', (name, file, names) => {
  expect([...new Set(propertiesOf(file, name))].sort()).toEqual([...names].sort());
});

test('the development profile disables each kind', () => {
  const { alarms, sourceAlarms, frontAlarms } = HardeningProfile.development()._settings;
  expect(Object.keys(alarms)).toEqual(ALARM_NAMES.alarms);
  expect(Object.keys(sourceAlarms)).toEqual(ALARM_NAMES.sourceAlarms);
  expect(Object.keys(frontAlarms)).toEqual(ALARM_NAMES.frontAlarms);
  for (const tuning of [alarms, sourceAlarms, frontAlarms].flatMap((each) => Object.values(each))) expect(tuning._choice.kind).toBe('none');
});
