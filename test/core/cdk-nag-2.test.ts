import { App, Aspects, type CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as nag from 'cdk-nag-2';
import {
  Acknowledgements,
  AlarmActions,
  FailureCapture,
  HardenedFunction,
  HardenedFunctionDefaults,
  type HardenedFunctionProps,
  HardenedManagedKafkaEventSource,
  HardeningProfile,
  Waiver,
} from '../../lib';
import { QueueWorker } from '../event-sources/scenarios/queue-worker';
import { StreamReader } from '../event-sources/scenarios/stream-reader';
import { CODE, findingsOf, OLDEST, orders, stackOf } from '../harness';

const EVERYDAY = [nag.AwsSolutionsChecks, nag.ServerlessChecks];
const ALL = [...EVERYDAY, nag.HIPAASecurityChecks, nag.NIST80053R4Checks, nag.NIST80053R5Checks, nag.PCIDSS321Checks];

/** What cdk-nag 2 finds in the app, and what it leaves out for a reason: `path rule`. */
function checked(app: App, packs: (new (props: nag.NagPackProps) => nag.NagPack)[]) {
  const [open, suppressed]: [string[], string[]] = [[], []];
  const text = ({ resource, ruleId, findingId }: nag.NagLoggerNonComplianceData) =>
    `${resource.node.path} ${ruleId}${findingId === '' ? '' : `[${findingId}]`}`;
  const nothing = () => {};
  const logger: nag.INagLogger = {
    onCompliance: nothing,
    onNotApplicable: nothing,
    onNonCompliance: (data) => void open.push(text(data)),
    onSuppressed: (data) => void suppressed.push(text(data)),
    onError: ({ resource, ruleId }) => void open.push(`${resource.node.path} ${ruleId} failed`),
    onSuppressedError: nothing,
  };
  for (const Pack of packs) Aspects.of(app).add(new Pack({ reports: false, additionalLoggers: [logger] }));
  const assembly = app.synth();
  return { open, suppressed, templates: assembly.stacks.map(({ template }) => template) };
}

/** Every suppression in the metadata of resources, as `path rule`. */
const written = (app: App): string[] =>
  app.node
    .findAll()
    .filter((node): node is CfnResource => 'getMetadata' in node)
    .flatMap((resource) =>
      (resource.getMetadata('cdk_nag')?.rules_to_suppress ?? []).flatMap(({ id, applies_to }: { id: string; applies_to?: string[] }) =>
        (applies_to ?? [undefined]).map((detail) => `${resource.node.path} ${id}${detail === undefined ? '' : `[${detail}]`}`),
      ),
    )
    .sort();

const waivers = [Waiver.vpc('calls public AWS endpoints only'), Waiver.reservedConcurrency('the pool')];
const notified = { alarmActions: AlarmActions.email('ops@example.com') };
const fn =
  (props: Partial<HardenedFunctionProps> = {}) =>
  (app: App) =>
    orders(stackOf(app), { ...notified, ...props });

const APPS: [string, (app: App) => unknown][] = [
  ['the default', fn()],
  ['a dedicated queue', fn({ failureCapture: FailureCapture.dedicatedQueue() })],
  ['the lean profile', fn({ profile: HardeningProfile.lean() })],
  ['a queue worker', (app) => new QueueWorker(app, 'Shop')],
  ['a stream reader', (app) => new StreamReader(app, 'Shop')],
  [
    'a role of the user, with policies beside it',
    (app) => {
      const stack = stackOf(app);
      const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
      new HardenedFunction(stack, 'Orders', { ...CODE, ...notified, role });
    },
  ],
  [
    'a function in a VPC that reads a topic, with a key',
    (app) => {
      const stack = stackOf(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
      const vpc = new ec2.Vpc(stack, 'Vpc', { flowLogs: { All: {} }, restrictDefaultSecurityGroup: false });
      const reader = orders(stack, {
        ...notified,
        vpc,
        environment: { TABLE: 'orders' },
        environmentEncryption: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
      });
      const clusterArn = 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/abc-1';
      reader.addEventSource(
        new HardenedManagedKafkaEventSource({
          ...OLDEST,
          clusterArn,
          topic: 'orders',
          consumerGroupId: 'orders',
          provisionedPollerConfig: {},
        }),
      );
    },
  ],
];

/** What neither version finds in the function's own resources; the VPC is the user's. */
const ofFunctions = (findings: string[]): string[] => findings.filter((finding) => !finding.includes('/Vpc/')).sort();

test.each(APPS)('cdk-nag 2 finds nothing either, and each suppression is for a finding: %s', (_, build) => {
  const app = new App();
  Acknowledgements.of(app).alsoForCdkNag2();
  build(app);
  const { open, suppressed } = checked(app, EVERYDAY);
  expect(ofFunctions(open)).toEqual([]);
  expect(new Set(suppressed)).toEqual(new Set(written(app)));
  const three = new App();
  build(three);
  expect(ofFunctions(findingsOf(three))).toEqual([]);
});

test('all six packs find nothing under the strict profile', () => {
  const app = new App();
  Acknowledgements.of(app).alsoForCdkNag2();
  HardenedFunctionDefaults.of(app).set({ profile: HardeningProfile.strict(), waivers });
  orders(stackOf(app), notified);
  const { open, suppressed } = checked(app, ALL);
  expect(open).toEqual([]);
  expect(new Set(suppressed)).toEqual(new Set(written(app)));
});

test('a reason that cdk-nag 2 refuses for its length, or that is not ASCII, is written as it reads one', () => {
  const app = new App();
  Acknowledgements.of(app).alsoForCdkNag2();
  HardenedFunctionDefaults.of(app).set({
    profile: HardeningProfile.strict(),
    waivers: [Waiver.vpc('ok 公開'), Waiver.reservedConcurrency('ok')],
  });
  orders(stackOf(app), notified);
  expect(checked(app, ALL).open).toEqual([]);
});

test('without the call nothing is written, and cdk-nag 2 has findings', () => {
  const app = new App();
  orders(stackOf(app), notified);
  expect(checked(app, EVERYDAY).open.length).toBeGreaterThan(0);
  expect(written(app)).toEqual([]);
});

test('what the user suppresses on a resource stays', () => {
  const app = new App();
  Acknowledgements.of(app).alsoForCdkNag2();
  const made = orders(stackOf(app), notified);
  const own = { id: 'AwsSolutions-L1', reason: 'the newest is tested next month' };
  nag.NagSuppressions.addResourceSuppressions(made.lambdaFunction, [own]);
  checked(app, EVERYDAY);
  expect((made.node.defaultChild as CfnResource).getMetadata('cdk_nag').rules_to_suppress).toContainEqual(own);
});

test('the call comes before the first function, or is an error', () => {
  const app = new App();
  orders(stackOf(app), notified);
  expect(() => Acknowledgements.of(app).alsoForCdkNag2()).toThrow(
    "'Acknowledgements.alsoForCdkNag2' must be called before the first function below this scope is created",
  );
});
