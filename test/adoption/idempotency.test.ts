import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { HardenedFunctionDefaults, Idempotency } from '../../lib';
import { type Adopted, adopted, ofType, resource } from './adopted';
import { ENVIRONMENT, plainFunction, rawFunction, rawResource } from './odd-application';

const FUNCTION = 'AWS::Lambda::Function';
const TABLE = 'AWS::DynamoDB::Table';

const inStack = (make: (stack: Stack) => void, idempotency = Idempotency.table()): Adopted =>
  adopted((app) => {
    const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
    HardenedFunctionDefaults.of(stack).set({ idempotency });
    make(stack);
  });

const variablesOf = ({ hardened }: Adopted, prefix = '') => resource(hardened, FUNCTION, prefix).Properties?.Environment?.Variables;
const notesOf = ({ report }: Adopted, path: string) => {
  const { applied = [], left = [] } = report.functions.find((one) => one.path === path) ?? {};
  return [...applied, ...left.map(({ protection, reason }) => `${protection}: ${reason}`)].filter((line) => line.startsWith('idempotency'));
};

test.each([
  ['of the CDK', plainFunction],
  ['that is a resource', rawFunction],
  ['that is written by hand', rawResource],
])('a function %s gets the variables beside its own and the four actions, where a scope chooses a table', (_, make) => {
  const all = inStack((stack) => void make(stack, 'Orders'));
  const [table] = ofType(all.hardened, TABLE);
  expect(variablesOf(all)).toEqual({ IDEMPOTENCY_TABLE_NAME: { Ref: table }, IDEMPOTENCY_EXPIRES_AFTER_SECONDS: '86400' });
  expect(JSON.stringify(all.hardened)).toContain(
    '"Action":["dynamodb:GetItem","dynamodb:PutItem","dynamodb:UpdateItem","dynamodb:DeleteItem"]',
  );
  expect(notesOf(all, 'Shop/Orders')).toEqual([
    'idempotency: IDEMPOTENCY_EXPIRES_AFTER_SECONDS and IDEMPOTENCY_TABLE_NAME, for code that uses them',
  ]);
});

test('its own variables stay', () => {
  const all = inStack((stack) => void plainFunction(stack, 'Orders', { environment: { STAGE: 'prod' } }));
  expect(variablesOf(all)).toMatchObject({ STAGE: 'prod', IDEMPOTENCY_EXPIRES_AFTER_SECONDS: '86400' });
});

test('so do those of a resource', () => {
  const all = inStack((stack) => {
    rawFunction(stack, 'Orders').environment = { variables: { STAGE: 'prod' } };
  });
  expect(variablesOf(all)).toMatchObject({ STAGE: 'prod', IDEMPOTENCY_EXPIRES_AFTER_SECONDS: '86400' });
});

test('a function that has the variable keeps its table', () => {
  const all = inStack((stack) => void plainFunction(stack, 'Orders', { environment: { IDEMPOTENCY_TABLE_NAME: 'mine' } }));
  expect(variablesOf(all)).toEqual({ IDEMPOTENCY_TABLE_NAME: 'mine' });
  expect(ofType(all.hardened, TABLE)).toEqual([]);
  expect(notesOf(all, 'Shop/Orders')).toEqual(['idempotency: the app sets IDEMPOTENCY_TABLE_NAME already']);
});

test('a role that is not of the app can not be granted anything, so nothing is made', () => {
  const all = inStack((stack) => {
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/known');
    plainFunction(stack, 'Orders', { role });
  });
  expect(variablesOf(all)).toBeUndefined();
  expect(ofType(all.hardened, TABLE)).toEqual([]);
  expect(notesOf(all, 'Shop/Orders')).toEqual([
    'idempotency: its role takes no statements from this app, and may not allow the use of the table; grant it there',
  ]);
});

test('where a scope chooses none, the reason is in the template', () => {
  const all = inStack((stack) => void plainFunction(stack, 'Orders'), Idempotency.none('they only read'));
  expect(resource(all.hardened, FUNCTION).Metadata).toMatchObject({ 'cdk-hardened-lambda:Waivers': { idempotency: 'they only read' } });
  expect(notesOf(all, 'Shop/Orders')).toEqual([]);
});

test('without a choice nothing changes', () => {
  const all = adopted((app) => void plainFunction(new Stack(app, 'Shop', { env: ENVIRONMENT }), 'Orders'));
  expect(variablesOf(all)).toBeUndefined();
  expect(ofType(all.hardened, TABLE)).toEqual([]);
  expect(notesOf(all, 'Shop/Orders')).toEqual([]);
});

test('a time that is not more than its timeout is refused', () => {
  const make = () =>
    inStack(
      (stack) => void plainFunction(stack, 'Orders', { timeout: Duration.seconds(60) }),
      Idempotency.table({ expiresAfter: Duration.seconds(60) }),
    );
  expect(make).toThrow(/'idempotency\.expiresAfter' must be more than the timeout of the function \(60 seconds\)/);
});
