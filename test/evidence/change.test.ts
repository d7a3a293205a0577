import type { Change } from '../../lib/evidence/change/change';
import { gatherEvidence } from '../../lib/evidence/gather';
import { evidencePage } from '../../lib/evidence/page/page';
import { evidenceMarkdown } from '../../lib/evidence/reports/markdown';
import { inputOf, type Resources } from './made';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ref = (id: string) => ({ Ref: id });

function shop({ actions = ['s3:GetObject'], threshold = 0, days = 30, queue = 'Failed', name = 'orders', memory = 128 } = {}): Resources {
  return {
    Orders: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: name, MemorySize: memory, Role: arn('Role'), DeadLetterConfig: { TargetArn: arn(queue) } },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        Policies: [{ PolicyName: 'Own', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }],
      },
    },
    [queue]: { Type: 'AWS::SQS::Queue' },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Dimensions: [{ Name: 'FunctionName', Value: ref('Orders') }],
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: threshold,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:ops'],
      },
    },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/orders', RetentionInDays: days } },
  };
}

function changeOf(before: Resources, after: Resources): Change {
  const { change } = gatherEvidence([inputOf({ Resources: after })], { before: [inputOf({ Resources: before })] });
  return change as Change;
}

test('nothing differs between equal templates', () => {
  const { idle, perMillion, ...differences } = changeOf(shop(), shop());
  expect(idle.before).toBe(idle.after);
  expect(perMillion.before).toBe(perMillion.after);
  expect(
    Object.values({ ...differences, ...differences.functions })
      .filter(Array.isArray)
      .flat(),
  ).toEqual([]);
});

test('a permission, an alarm, a retention and a setting that change', () => {
  const change = changeOf(shop(), shop({ actions: ['s3:GetObject', 's3:PutObject'], threshold: 5, days: 90, memory: 256 }));
  expect(change.permissions).toEqual([{ of: 'orders', after: 's3:PutObject on *' }]);
  expect(change.alarms).toEqual([
    { of: 'orders', before: expect.stringMatching(/: Sum of Errors > 0, .*; notifies arn:aws:sns:eu-west-1:111122223333:ops$/) },
    { of: 'orders', after: expect.stringContaining('Sum of Errors > 5') },
  ]);
  expect(change.retention).toEqual([{ of: 'orders', before: '30 days', after: '90 days' }]);
  expect(change.settings).toEqual([{ of: 'orders', before: 'Memory: 128 MB', after: 'Memory: 256 MB' }]);
  expect(change.perMillion.after).toBeGreaterThan(change.perMillion.before);
  expect(change.replaced).toEqual([]);
});

test('an alarm that loses its action notifies nobody', () => {
  const silent = structuredClone(shop()) as Record<string, any>;
  const [alarm] = Object.values(silent).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  delete alarm.Properties.AlarmActions;
  expect(changeOf(shop(), silent).alarms.map(({ after }) => after)).toEqual(
    expect.arrayContaining([expect.stringMatching(/; notifies nobody$/)]),
  );
});

test('a failure path and a logical id that change', () => {
  const change = changeOf(shop(), shop({ queue: 'Rejected' }));
  expect(change.failurePaths.map(({ before, after }) => before ?? after)).toEqual([
    expect.stringContaining('Failed, kept for 4 days'),
    expect.stringContaining('Rejected, kept for 4 days'),
  ]);
  expect(change.replaced).toEqual([
    { key: 'Shop Failed', type: 'AWS::SQS::Queue', why: 'its logical id changes, which replaces it', by: 'Rejected' },
  ]);
});

test('a name that changes replaces the function', () => {
  expect(changeOf(shop(), shop({ name: 'other' })).replaced).toEqual([
    { key: 'Shop Orders', type: 'AWS::Lambda::Function', why: 'FunctionName changes, which replaces it' },
  ]);
});

test('an alarm that goes costs less', () => {
  const { Alarm: _, ...without } = shop();
  const { idle, replaced } = changeOf(shop(), without as Resources);
  expect(idle.before - idle.after).toBeCloseTo(0.1);
  expect(replaced).toEqual([{ key: 'Shop Alarm', type: 'AWS::CloudWatch::Alarm', why: 'it is deleted' }]);
});

test('the page shows it', () => {
  const evidence = gatherEvidence([inputOf({ Resources: shop({ days: 90, queue: 'Rejected' }) })], {
    before: [inputOf({ Resources: shop() })],
  });
  const page = evidencePage(evidence);
  expect(page).toContain('<td class="removed">30 days<td class="added">90 days');
  expect(page).toContain('its logical id changes, which replaces it');
});

test('the page and Markdown show each kind of difference', () => {
  const changed = shop({ actions: ['s3:PutObject'], threshold: 5, days: 90, queue: 'Rejected', memory: 256 });
  const finding = { id: 'X', severity: 'error', message: 'm', impact: '', fix: '', ruleUrl: '', docsUrl: '', template: 'Shop' } as const;
  const findings = [{ ...finding, logicalId: 'Orders', fingerprint: 'a' }];
  const evidence = gatherEvidence([{ ...inputOf({ Resources: changed }), findings }], { before: [inputOf({ Resources: shop() })] });
  const [page, markdown] = [evidencePage(evidence), evidenceMarkdown(evidence)];
  for (const title of ['Permissions', 'Alarms', 'Failure paths', 'Retention', 'Other settings', 'Findings']) {
    expect(page).toContain(`Changed: ${title}`);
    expect(markdown).toContain(`\n| ${title} | `);
  }
});

test('a finding that an earlier assembly did not have is new', () => {
  const finding = {
    id: 'X',
    severity: 'error',
    message: 'm',
    impact: '',
    fix: '',
    ruleUrl: '',
    docsUrl: '',
    template: 'Shop',
    logicalId: 'Orders',
  } as const;
  const [known, other] = [
    { ...finding, fingerprint: 'a' },
    { ...finding, fingerprint: 'b', message: 'other' },
  ];
  const now = { ...inputOf({ Resources: shop() }), findings: [known, other] };
  const evidence = gatherEvidence([now], { before: [{ ...inputOf({ Resources: shop() }), findings: [known] }] });
  expect(evidence.summary.isNew).toBe(1);
  expect(evidence.change?.findings).toEqual([{ of: 'Orders', after: 'other' }]);
});
