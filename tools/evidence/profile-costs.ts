import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  FleetAlarms,
  HardenedFunction,
  HardenedFunctionDefaults,
  HardenedKinesisEventSource,
  HardenedSqsEventSource,
  HardeningProfile,
} from 'cdk-hardened-lambda';
import { costOf } from '../../lib/evidence/cost/cost';
import { PRICE_LIST } from '../../lib/evidence/cost/prices';
import { settingsOf } from '../../lib/evidence/functions/settings';
import { ApplicationModel } from '../../lib/template-model/application-model';

/** What each profile is called, and what it differs in. */
export const PROFILES = {
  standard: HardeningProfile.standard,
  strict: HardeningProfile.strict,
  development: HardeningProfile.development,
  lean: HardeningProfile.lean,
} as const;

export interface Made {
  readonly alarmMetrics: number;
  readonly keys: number;
}

interface Parts {
  readonly functions: number;
  readonly queue?: boolean;
  readonly stream?: boolean;
}

/** The application model of an app with so many functions under a profile. */
export function modelUnder(profile: HardeningProfile, { functions, queue, stream }: Parts): ApplicationModel {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-hardened-lambda-'));
  try {
    const app = new App({ outdir });
    HardenedFunctionDefaults.of(app).set({ profile });
    const stack = new Stack(app, 'Shop');
    new FleetAlarms(new Stack(app, 'Fleet'), 'Fleet', { alarmActions: AlarmActions.none('only what functions make is counted') });
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['s-1', 's-2'],
    });
    for (let index = 0; index < functions; index++) {
      new HardenedFunction(stack, `Function${index}`, {
        runtime: lambda.Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: lambda.Code.fromInline('exports.handler = async () => {};'),
        alarmActions: AlarmActions.none('only the number of alarms counts'),
        vpc,
        reservedConcurrentExecutions: 10,
        // Known from the start: a function that only polls has no alarm on asynchronous events.
        events: [...(queue ? [queueSource(stack)] : []), ...(stream ? [streamSource(stack)] : [])],
      });
    }
    const { template } = app.synth().getStackByName('Shop');
    return new ApplicationModel([{ name: 'Shop', body: template }]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function queueSource(stack: Stack): HardenedSqsEventSource {
  const redrive = new sqs.Queue(stack, 'Redrive', { retentionPeriod: Duration.days(14) });
  const visibilityTimeout = Duration.minutes(3);
  const source = new sqs.Queue(stack, 'Queue', { visibilityTimeout, deadLetterQueue: { queue: redrive, maxReceiveCount: 5 } });
  return new HardenedSqsEventSource(source, { maxConcurrency: 2 });
}

const streamSource = (stack: Stack): HardenedKinesisEventSource =>
  new HardenedKinesisEventSource(new kinesis.Stream(stack, 'Stream'), { startingPosition: lambda.StartingPosition.TRIM_HORIZON });

function madeIn(profile: HardeningProfile, parts: Parts): Made {
  const model = modelUnder(profile, parts);
  const terms = costOf([model], PRICE_LIST).lines.flatMap(({ idle }) => idle);
  const count = (price: string) => terms.filter((term) => term.price === price).reduce((sum, term) => sum + term.count, 0);
  return { alarmMetrics: count('alarmMetric'), keys: count('key') };
}

const rest = (one: Made, other: Made): Made => ({
  alarmMetrics: Math.round((one.alarmMetrics - other.alarmMetrics) * 100) / 100,
  keys: one.keys - other.keys,
});

/** What a profile makes for a stack, for each function, and for each event source. */
export function profileCosts(profile: HardeningProfile) {
  const one = madeIn(profile, { functions: 1 });
  // One alarm for ten functions belongs to a tenth to each.
  const eleven = madeIn(profile, { functions: 11 });
  const fn = { alarmMetrics: (eleven.alarmMetrics - one.alarmMetrics) / 10, keys: (eleven.keys - one.keys) / 10 };
  return {
    stack: rest(one, fn),
    fn: rest(fn, { alarmMetrics: 0, keys: 0 }),
    queue: rest(madeIn(profile, { functions: 1, queue: true }), one),
    stream: rest(madeIn(profile, { functions: 1, stream: true }), one),
  };
}

/** What a profile chooses, as the page shows it. */
export function profileValues(profile: HardeningProfile): Record<string, string> {
  const model = modelUnder(profile, { functions: 1 });
  const [fn] = model.functions.values();
  const chosen = ['Architecture', 'Memory', 'Timeout', 'Tracing', 'Log format', 'Log retention'];
  return Object.fromEntries(
    settingsOf(fn, model, { chosenBy: {}, applied: [] })
      .filter(({ name }) => chosen.includes(name))
      .map(({ name, value }) => [name, value]),
  );
}
