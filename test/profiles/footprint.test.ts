import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, HardeningProfile, HardeningRequirement, Waiver } from '../../lib';
import { CODE } from '../harness';

type Made = Record<string, number>;
type Options = { readonly profile: HardeningProfile; readonly isInVpc?: boolean };

/** The resources of a stack by their type, with a number of functions. */
function made(count: number, add: (stack: Stack, id: string, vpc?: ec2.IVpc) => unknown, isInVpc = false): Made {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = isInVpc ? new ec2.Vpc(stack, 'Vpc', { natGateways: 1 }) : undefined;
  for (let index = 0; index < count; index++) add(stack, `F${index}`, vpc);
  const types = Object.values<{ Type: string }>(Template.fromStack(stack).toJSON().Resources).map(({ Type }) => Type);
  return types.reduce<Made>((counts, type) => ({ ...counts, [type]: (counts[type] ?? 0) + 1 }), {});
}

const hardened =
  ({ profile }: Options) =>
  (stack: Stack, id: string, vpc?: ec2.IVpc): void => {
    const isStrict = profile._settings.requirements.includes(HardeningRequirement.VPC);
    new HardenedFunction(stack, id, {
      ...CODE,
      profile,
      vpc,
      alarmActions: AlarmActions.email('ops@example.com'),
      ...(isStrict && { reservedConcurrentExecutions: 5, waivers: vpc ? [] : [Waiver.vpc('reaches public endpoints of AWS only')] }),
    });
  };

const plain = (stack: Stack, id: string, vpc?: ec2.IVpc) => new lambda.Function(stack, id, { ...CODE, vpc });

/** What one function more adds beside what it adds as a plain one. */
function onTop(options: Options): Made {
  const added = (add: Parameters<typeof made>[1]) => difference(made(2, add, options.isInVpc), made(1, add, options.isInVpc));
  return difference(added(hardened(options)), added(plain));
}

/** What the first function of a stack adds beside that. */
function ofStack(options: Options): Made {
  const beside = difference(made(1, hardened(options), options.isInVpc), made(1, plain, options.isInVpc));
  return difference(beside, onTop(options));
}

function difference(one: Made, other: Made): Made {
  const types = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(types.map((type) => [type, (one[type] ?? 0) - (other[type] ?? 0)]).filter(([, count]) => count !== 0));
}

const TWO = { 'AWS::Lambda::EventInvokeConfig': 1, 'AWS::Logs::LogGroup': 1 };
const QUEUE = { 'AWS::SQS::Queue': 1, 'AWS::SQS::QueuePolicy': 1 };
const TOPIC = { 'AWS::SNS::Subscription': 1, 'AWS::SNS::Topic': 1, 'AWS::SNS::TopicPolicy': 1 };
const ALARM = 'AWS::CloudWatch::Alarm';

const ROWS: [string, HardeningProfile, Made, Made][] = [
  ['standard', HardeningProfile.standard(), { ...TWO, [ALARM]: 2 }, { ...QUEUE, ...TOPIC, [ALARM]: 3 }],
  ['lean', HardeningProfile.lean(), TWO, QUEUE],
  ['development', HardeningProfile.development(), TWO, QUEUE],
  [
    'strict',
    HardeningProfile.strict(),
    { ...QUEUE, [ALARM]: 5, 'AWS::IAM::ManagedPolicy': 2, 'AWS::Logs::LogGroup': 1 },
    { ...TOPIC, 'AWS::KMS::Key': 1 },
  ],
];

describe.each(ROWS)('beside plain functions and their roles, %s has', (name, profile, each, shared) => {
  test('for a function what is listed here, and for a stack', () => {
    expect(onTop({ profile })).toEqual(each);
    expect(ofStack({ profile })).toEqual(shared);
  });

  test('one policy more for a function in a VPC', () => {
    const policy = name === 'strict' ? 'AWS::IAM::ManagedPolicy' : 'AWS::IAM::Policy';
    expect(onTop({ profile, isInVpc: true })).toEqual({ ...each, [policy]: (each[policy] ?? 0) + 1 });
    expect(ofStack({ profile, isInVpc: true })).toEqual(shared);
  });
});
