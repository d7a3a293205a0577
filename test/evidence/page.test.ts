import { PRICE_LIST } from '../../lib/evidence/cost/prices';
import type { Evidence } from '../../lib/evidence/evidence';
import { gatherEvidence } from '../../lib/evidence/gather';
import { evidencePage } from '../../lib/evidence/page/page';
import { controlsCsv } from '../../lib/evidence/reports/csv';
import { evidenceJson } from '../../lib/evidence/reports/json';
import { evidenceMarkdown } from '../../lib/evidence/reports/markdown';
import { evidenceOf, inputOf, type Resources } from './made';

const ref = (id: string) => ({ Ref: id });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const SHOP: Resources = {
  Orders: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs24.x',
      MemorySize: 512,
      Timeout: 20,
      Role: arn('Role'),
      TracingConfig: { Mode: 'Active' },
      Layers: ['arn:a', 'arn:b'],
      Environment: { Variables: { TABLE: 'a-value-that-is-secret', TOKEN: 'hunter2' } },
    },
  },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'Own',
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], Resource: arn('Queue') },
              { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::prices/*' },
            ],
          },
        },
      ],
    },
  },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: arn('Failed'), maxReceiveCount: 7 } } },
  Failed: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 864000 } },
  Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: arn('Queue'), FunctionName: ref('Orders') } },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: 'Messages failed in every delivery. Look first at the logs.',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Failed', 'QueueName'] } }],
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [ref('Topic')],
    },
  },
  Topic: { Type: 'AWS::SNS::Topic' },
  Ops: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: ref('Topic'), Protocol: 'email', Endpoint: 'ops.team@example.com' } },
  Logs: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: { 'Fn::Join': ['', ['/aws/lambda/', ref('Orders')]] }, RetentionInDays: 30 },
  },
};

/** The template with other properties of one resource. */
const having = (id: string, properties: Record<string, unknown>): Resources => ({
  ...SHOP,
  [id]: { ...SHOP[id], Properties: { ...SHOP[id].Properties, ...properties } },
});

const visible = (page: string): string =>
  page
    .replace(/<(script|style)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const pageOf = (resources: Resources, options = {}): string => visible(evidencePage(evidenceOf(resources, options)));

const FACTS: readonly (readonly [what: string, before: string, changed: Resources, after: string])[] = [
  ['the memory', '512 MB', having('Orders', { MemorySize: 1024 }), '1024 MB'],
  ['the timeout', 'Timeout 20 seconds', having('Orders', { Timeout: 60 }), 'Timeout 1 minute'],
  [
    'an alarm',
    '> 0, 1 of 1 periods of 5 minutes'.replace('>', '&gt;'),
    having('Alarm', { Threshold: 3, Period: 60 }),
    '&gt; 3, 1 of 1 periods of 1 minute',
  ],
  [
    'what an alarm means',
    'Messages failed in every delivery.',
    having('Alarm', { AlarmDescription: 'Something else.' }),
    'Something else.',
  ],
  [
    'deliveries',
    '7 deliveries',
    having('Queue', { RedrivePolicy: { deadLetterTargetArn: arn('Failed'), maxReceiveCount: 3 } }),
    '3 deliveries',
  ],
  ['how long failures are kept', 'kept for 10 days', having('Failed', { MessageRetentionPeriod: 86400 }), 'kept for 1 day'],
  ['who is notified', 'email: ops.team@example.com', having('Ops', { Endpoint: 'dev@example.com' }), 'email: dev@example.com'],
  ['the retention of logs', 'Log retention 30 days', having('Logs', { RetentionInDays: 90 }), 'Log retention 90 days'],
  ['layers', '2 layers', having('Orders', { Layers: ['arn:a', 'arn:b', 'arn:c'] }), '3 layers'],
  ['subnets', 'not in a VPC', having('Orders', { VpcConfig: { SubnetIds: ['subnet-1'] } }), '1 subnet'],
  ['an action without a topic', 'Notifies Alarm', having('Alarm', { AlarmActions: [] }), 'the alarms have no action'],
  ['a redrive queue', 'keeps it for 10 days', having('Queue', { RedrivePolicy: undefined }), 'no redrive queue'],
];

test.each(FACTS)('the page follows the template: %s', (_, before, changed, after) => {
  const [old, now] = [pageOf(SHOP), pageOf(changed)];
  expect(now).toContain(after);
  expect(old).not.toContain(after);
  if (before !== 'Notifies Alarm') {
    expect(old).toContain(before);
    expect(now).not.toContain(before);
  }
});

test('a finding is shown with what it means and how to fix it', () => {
  const finding = {
    id: 'HardenedLambda::X',
    severity: 'error',
    message: 'the message',
    impact: 'The impact.',
    fix: 'the fix',
    ruleUrl: '',
    docsUrl: '',
    template: 'Shop',
    logicalId: 'Orders',
    fingerprint: '1',
  } as const;
  expect(visible(evidencePage({ ...evidenceOf(SHOP), findings: [finding] }))).toContain('the message. The impact. Fix: the fix');
});

test('a permission is shown with its resource and why it is there', () => {
  const [own] = evidenceOf(SHOP).functions;
  expect(own.permissions).toEqual([
    {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      resources: ['Queue'],
      why: 'Reads its event source',
      isDenied: false,
      hasCondition: false,
      isWide: false,
    },
    {
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::prices/*'],
      why: 'Granted by the application',
      isDenied: false,
      hasCondition: false,
      isWide: false,
    },
  ]);
  expect(pageOf(SHOP)).toContain('s3:GetObject');
});

test('a changed price changes the page', () => {
  const prices = { ...PRICE_LIST, prices: { ...PRICE_LIST.prices, alarmMetric: { ...PRICE_LIST.prices.alarmMetric, usd: 7 } } };
  expect(evidenceOf(SHOP).summary.idle).toBeCloseTo(0.1 + 0.657 * 0.4, 5);
  expect(evidenceOf(SHOP, { prices }).summary.idle).toBeCloseTo(7 + 0.657 * 0.4, 5);
  expect(pageOf(SHOP, { prices })).toContain(' 7.26 ');
});

test('the cost of a million events is that of its parts', () => {
  const { lines } = evidenceOf(SHOP).cost;
  const counts = lines.flatMap(({ perMillion }) => perMillion).map(({ price, count, times, by }) => [price, count, times.join(), by]);
  expect(counts).toEqual([
    ['lambdaRequest', 1, '', undefined],
    ['lambdaGbSecondX86', 0.5, 'duration', undefined],
    ['trace', 1, 'traced', undefined],
    ['logIngestedGb', 1e6, 'logSize', undefined],
    ['queueRequest', 1, '', undefined],
    ['queueRequest', 2, '', 'batch'],
    ['queueRequest', 1, 'failed', undefined],
  ]);
});

test.each(['html', 'json', 'md', 'csv'])('%s: no value of the environment is shown', (format) => {
  const reports: Record<string, (evidence: Evidence) => string> = {
    html: evidencePage,
    json: evidenceJson,
    md: evidenceMarkdown,
    csv: controlsCsv,
  };
  const report = reports[format](evidenceOf(SHOP));
  expect(report).not.toMatch(/hunter2|a-value-that-is-secret/);
});

test('the names of variables are shown, and addresses are shortened where that is asked for', () => {
  expect(pageOf(SHOP)).toContain('TABLE, TOKEN');
  const short = evidencePage(evidenceOf(SHOP, { shortAddresses: true }));
  expect(short).toContain('email: o…@example.com');
  expect(short).not.toContain('ops.team');
});

const HOSTILE = `</script></title></style>"><img src=x onerror=alert(1)>'"]]>=cmd|'/c calc'!A1 [x](javascript:alert(1)) | @team \u202e`;

describe('hostile names', () => {
  const hostile = {
    [HOSTILE]: {
      ...SHOP.Orders,
      Properties: { ...SHOP.Orders.Properties, FunctionName: HOSTILE },
      Metadata: { 'cdk-hardened-lambda:Waivers': { [HOSTILE]: HOSTILE } },
    },
    '=HYPERLINK("https://evil.example")': SHOP.Queue,
    '-2+3': {
      ...SHOP.Alarm,
      Properties: {
        ...SHOP.Alarm.Properties,
        AlarmName: HOSTILE,
        AlarmDescription: HOSTILE,
        Dimensions: [{ Name: 'FunctionName', Value: HOSTILE }],
      },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: HOSTILE } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: arn('=HYPERLINK("https://evil.example")'), FunctionName: HOSTILE },
    },
    Sub: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: ref('Topic'), Protocol: 'email', Endpoint: HOSTILE } },
  } as Resources;

  test('do not break out of HTML and SVG', () => {
    const page = evidencePage(evidenceOf(hostile));
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|onerror=alert\(1\)>|javascript:alert\(1\)"|\u202e/);
    expect(page).toContain('&lt;img src=x');
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect(page).not.toMatch(/href="javascript/);
  });

  test('do not become formulas of a spreadsheet, nor fields', () => {
    const rows = controlsCsv(evidenceOf(hostile)).trimEnd().split('\r\n');
    for (const row of rows) expect(row).toMatch(/^("([^"]|"")*",){7}"([^"]|"")*"$/);
    expect(rows.join('\n')).toContain(`"'=HYPERLINK(`);
    expect(rows.join('\n')).toContain(`"'-2+3"`);
    expect(rows.join('\n')).not.toMatch(/"[=+\-@]/);
  });

  test('do not break out of Markdown', () => {
    const markdown = evidenceMarkdown({
      ...evidenceOf(hostile),
      findings: [
        {
          id: 'HardenedLambda::X',
          severity: 'error',
          message: HOSTILE,
          impact: '',
          fix: '',
          ruleUrl: '',
          docsUrl: '',
          template: 'Shop',
          logicalId: HOSTILE,
          fingerprint: '1',
        },
      ],
    });
    expect(markdown).not.toMatch(/<img|\]\(javascript|@team|\u202e/);
    for (const line of markdown.split('\n').filter((one) => one.startsWith('| error'))) expect(line.match(/(?<!\\)\|/g)).toHaveLength(5);
  });

  test('are JSON that a terminal may show', () => {
    const json = evidenceJson(evidenceOf(hostile));
    expect(json).not.toContain('\u202e');
    expect(JSON.parse(json).functions[0].name).toBe(HOSTILE);
  });
});

test('nothing of the page is from elsewhere', () => {
  const page = evidencePage(evidenceOf(SHOP));
  expect(page).not.toMatch(/(src|href)="(?!#|data:,|https:\/\/(github\.com|docs\.aws\.amazon\.com)\/)/);
  expect(page).toContain('content="default-src &#39;none&#39;; img-src data:; ');
});

describe('what the page says above of a function is not repeated in its tables', () => {
  const page = evidencePage(
    gatherEvidence([
      {
        ...inputOf({
          Resources: {
            Orders: {
              Type: 'AWS::Lambda::Function',
              Properties: { FunctionName: 'orders' },
              Metadata: { 'aws:cdk:path': 'Shop/Orders/Default/Resource' },
            },
            Failing: alarmThat('Shop/Orders (orders): It fails.'),
            Slow: alarmThat('Shop/Orders (orders), reading Shop/Queue: It is slow.'),
            Other: alarmThat('Shop/OrdersOfOthers (x): It is another.'),
          },
        }),
        acknowledged: [
          { id: 'AwsSolutions-L1', path: 'Shop/Orders/Default/Resource', reason: 'itself' },
          { id: 'AwsSolutions-IAM5', path: 'Shop/Orders/ServiceRole/Resource', reason: 'below' },
          { id: 'AwsSolutions-IAM4', path: 'Shop', reason: 'above' },
          { id: 'AwsSolutions-SQS3', path: '', reason: 'everywhere' },
        ],
      },
    ]),
  );

  test.each(['<td>It fails.', '<td>Reading Shop/Queue: It is slow.', '<td>Shop/OrdersOfOthers (x): It is another.'])('%s', (cell) => {
    expect(page).toContain(cell);
  });

  test.each([
    '<td>AwsSolutions-L1<td>itself',
    '<td>AwsSolutions-IAM5 <span class="more">at ServiceRole</span><td>below',
    '<td>AwsSolutions-IAM4 <span class="more">at Shop</span><td>above',
    '<td>AwsSolutions-SQS3 <span class="more">at the app</span><td>everywhere',
  ])('%s', (cells) => {
    expect(page).toContain(cells);
  });

  function alarmThat(AlarmDescription: string) {
    return {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmDescription,
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'Orders' } }],
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
      },
    };
  }
});
