import { App, Stack } from 'aws-cdk-lib';
import { AlarmActions, FleetAlarms, HardeningProfile } from '../../lib';
import { QUERIED } from '../../lib/alarms/fleet/fleet-kinds';
import { ALARM_METRIC, PRICES_OF } from '../catalogue/prices';
import { FUNCTIONS, idleCostOf, stackOfTen } from '../catalogue/stack-of-ten';
import { fenced, linkTo, page, table } from './markdown';

/** docs/fleet-alarms.md, with prices of the synthesized alarms. */
export const fleetAlarms = (): string =>
  page(
    'Fleet alarms and lean functions',
    'tools/docs/fleet-alarms.ts',
    '`FleetAlarms` watches every function of an account and region with six alarms: also functions that nobody hardened, and functions ' +
      'that do not exist yet. With it, `HardeningProfile.lean()` adds two resources to a function, so that 100 functions fit into a stack.',
    fenced('ts', EXAMPLE),
    '## What is watched',
    table(['Alarm', 'Metric', 'Severity', 'Fires'], [...queried(), CLAIMED]),
    'Five of the alarms are queries of CloudWatch Metrics Insights, with one time series for each function. Each function is a ' +
      '[contributor](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Acting_Alarm_Changes.html) with its own state: ' +
      'the topic is notified when a function goes into ALARM, also while others are in ALARM, and the notification names it by the ' +
      'attribute `FunctionName`. `aws cloudwatch describe-alarm-contributors --alarm-name NAME` lists those in ALARM.',
    'Pass the quota of concurrent executions as `concurrencyQuota`: Lambda publishes what is claimed, and no quota.',
    '## One for each account and region',
    'A second `FleetAlarms` in the same account and region is an error. Where another app has them, state it once. The reason is in the ' +
      'metadata of each function that leaves its alarms to the fleet:',
    fenced('ts', ELSEWHERE),
    '## Price',
    `USD a month, list prices of ${PRICES_OF.region}, ${PRICES_OF.month}, without any free tier. CloudWatch bills each metric that an alarm ` +
      'or its query analyzes. Functions that are invoked have the metrics Errors and Throttles; the other three count events that failed. ' +
      'The least is billed where no event ever failed, the most where each function has all five metrics.',
    table(
      ['Functions', 'Alarms of `standard()`, in stacks of ten', 'Resources', '`lean()` with fleet alarms', 'Resources'],
      [10, 50, 500].map(row),
    ),
    'Alarms of each function cost more and tell more: own thresholds, an own description with the log group, the depth and age of the failure queue, and alarms of event ' +
      'sources. Fleet alarms see metrics of functions, not of queues: where a message that failed in every delivery matters, keep ' +
      '`redrivenMessages` in `sourceAlarms`.',
    '## Limits of CloudWatch',
    table(['Limit', 'Effect', 'What to do'], LIMITS),
    `See also ${linkTo('docs/defaults.md', 'all profiles')} and the [limits of alarms](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html).`,
  );

const EXAMPLE = `import { App, Stack } from 'aws-cdk-lib';
import { AlarmActions, FleetAlarms, HardenedFunctionDefaults, HardeningProfile } from 'cdk-hardened-lambda';

const app = new App();
HardenedFunctionDefaults.of(app).set({ profile: HardeningProfile.lean() });

new FleetAlarms(new Stack(app, 'Platform'), 'FleetAlarms', {
  alarmActions: AlarmActions.email('ops@example.com'),
  concurrencyQuota: 3000,
});`;

const ELSEWHERE = `import { App } from 'aws-cdk-lib';
import { FleetAlarms, HardenedFunctionDefaults, HardeningProfile } from 'cdk-hardened-lambda';

const app = new App();
HardenedFunctionDefaults.of(app).set({
  profile: HardeningProfile.lean(),
  fleetAlarms: FleetAlarms.elsewhere('the platform app has them in each account'),
});`;

const CLAIMED = ['`claimedConcurrency`', 'ClaimedAccountConcurrency', 'warning', 'above 90 % of the quota, in 10 of 10 minutes'];

const queried = (): string[][] =>
  Object.entries(QUERIED).map(([key, { metric, severity, evaluationPeriods }]) => {
    const fires = evaluationPeriods ? `more than 0 in each of ${evaluationPeriods} periods of 5 minutes` : 'more than 0 in 5 minutes';
    return [`\`${key}\``, metric, severity, fires];
  });

const LIMITS = [
  [
    '500 time series of a query',
    'the 500 functions with the highest counts are evaluated, and the state is `PARTIAL_DATA`',
    'nothing, as long as fewer than 500 functions fail at once; a warning at synthesis from 401 functions in the app',
  ],
  ['10,000 metrics of a query', 'the first 10,000 that CloudWatch finds are evaluated', 'divide the functions with `splitBy`'],
  ['100 contributors in ALARM', 'the state of others is not reported', 'divide the functions with `splitBy`'],
  ['200 alarms on queries in a region', 'a deployment fails', '`splitBy` takes at most 40 values, each with five alarms'],
  ['three hours', 'longer windows are refused at synthesis', 'fewer `evaluationPeriods`'],
  [
    'tags',
    '`splitBy` finds nothing, and no alarm fires, unless "resource tags on telemetry" is enabled in the settings of CloudWatch',
    'enable it, for example with `AWS::ObservabilityAdmin::TelemetryEnrichment`; functions without one of the values are not watched',
  ],
];

function row(functions: number): string[] {
  const stacks = functions / FUNCTIONS;
  const standard = stackOfTen(HardeningProfile.standard());
  const lean = stackOfTen(HardeningProfile.lean());
  const usd = (amount: number): string => amount.toFixed(2);
  const [least, most] = [2, Object.keys(QUERIED).length].map((metrics) => usd((metrics * functions + 1) * ALARM_METRIC));
  const fleet = fleetResources();
  return [
    String(functions),
    usd(idleCostOf(standard) * stacks),
    String(standard.length * stacks),
    `${least} to ${most}`,
    String(lean.length * stacks + fleet),
  ];
}

function fleetResources(): number {
  const app = new App();
  const stack = new Stack(app, 'Platform');
  new FleetAlarms(stack, 'FleetAlarms', { alarmActions: AlarmActions.email('ops@example.com') });
  return Object.keys(app.synth().getStackArtifact(stack.artifactId).template.Resources).length;
}
