import { readFileSync } from 'node:fs';
import { CONTRACT, logicalIds } from '../../tools/logical-ids';

const CONTRACTED: ReturnType<typeof logicalIds> = JSON.parse(readFileSync(CONTRACT, 'utf8'));
const found = logicalIds();

test('every scenario has its logical ids in integ/logical-ids.json; `npx projen logical-ids:accept` takes a new one', () => {
  expect(Object.keys(found).sort()).toEqual(Object.keys(CONTRACTED).sort());
});

test.each(Object.keys(CONTRACTED))('%s: what is deployed stays: logical ids, types, and what would replace them', (scenario) => {
  expect(found[scenario]).toEqual(CONTRACTED[scenario]);
});

test('the contract holds what matters: functions with their ids, queues, and mappings with what they read', () => {
  const resources = Object.values(CONTRACTED).flatMap((scenario) => Object.values(scenario));
  const types = new Set(resources.map(({ type }) => type));
  for (const type of ['AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Logs::LogGroup', 'AWS::SQS::Queue']) expect(types).toContain(type);
  const mappings = resources.filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping');
  expect(mappings.length).toBeGreaterThan(0);
  for (const { replacedBy } of mappings) expect(replacedBy).toHaveProperty('EventSourceArn');
});
