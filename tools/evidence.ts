import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { CONTROLS } from '../lib/evidence/controls/check-controls';
import { version as nagVersion } from '../node_modules/cdk-nag/package.json';
import { nagControls } from './evidence/nag-controls';
import { PROFILES, profileCosts, profileValues } from './evidence/profile-costs';

/*
 * Writes what the evidence has from elsewhere, so that a command without the CDK can show it: the ids of cdk-nag's rules in its
 * packs, and what each profile makes and chooses. A test compares the files with what is made now.
 */

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** Types of resources that functions and what is around them are made of. */
const TYPES = [
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Kinesis::Stream',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
  'AWS::Lambda::Version',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
  'AWS::StepFunctions::StateMachine',
];

function replacing(): Record<string, string[]> {
  const spec = loadAwsServiceSpecSync();
  return Object.fromEntries(
    TYPES.map((type) => {
      const { properties } = spec.lookup('resource', 'cloudFormationType', 'equals', type).only();
      return [
        type,
        Object.keys(properties)
          .filter((name) => properties[name].causesReplacement === 'yes')
          .sort(),
      ];
    }),
  );
}

export const MADE: Readonly<Record<string, () => string>> = {
  'change/replacing.ts': () => `/** Properties whose change replaces the resource, from the schemas of CloudFormation. @internal */
export const REPLACING: Readonly<Record<string, readonly string[]>> = ${json(replacing())};
`,
  'controls/nag-ids.ts': () => {
    const checked = new Set(CONTROLS.map(({ rule }) => rule));
    const ids = Object.fromEntries(
      nagControls()
        .filter(({ rule, ids }) => checked.has(rule) && ids.length > 0)
        .map(({ rule, ids }) => [rule, ids]),
    );
    return `/** The ids of cdk-nag's rules in its packs, from cdk-nag ${nagVersion}. @internal */
export const NAG_IDS: Readonly<Record<string, readonly string[]>> = ${json(ids)};

/** The version of cdk-nag that the ids are from. @internal */
export const NAG_VERSION = '${nagVersion}';
`;
  },
  'cost/profile-costs.ts': () => {
    const costs = Object.fromEntries(Object.entries(PROFILES).map(([name, make]) => [name, profileCosts(make())]));
    return `/** How many metrics of alarms, and keys, something makes. @internal */
export interface MadeByProfile {
  readonly alarmMetrics: number;
  readonly keys: number;
}

/** @internal */
export type ProfileName = ${Object.keys(PROFILES)
      .map((name) => `'${name}'`)
      .join(' | ')};

/** What each profile makes for a stack, a function, a queue and a stream that a function reads. @internal */
export const PROFILE_COSTS: Readonly<
  Record<ProfileName, { readonly stack: MadeByProfile; readonly fn: MadeByProfile; readonly queue: MadeByProfile; readonly stream: MadeByProfile }>
> = ${json(costs)};
`;
  },
  'functions/profile-values.ts': () => {
    const values = Object.fromEntries(Object.entries(PROFILES).map(([name, make]) => [name, profileValues(make())]));
    return `/** What each profile chooses, as the settings show it. @internal */
export const PROFILE_VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = ${json(values)};
`;
  },
};

if (require.main === module) {
  for (const [file, make] of Object.entries(MADE)) writeFileSync(join(__dirname, '../lib/evidence', file), make());
}
