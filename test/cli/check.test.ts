import { App, Duration, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { CODE } from '../harness';
import { BAD, file, ONLY, run } from './running';

const bad = file('bad.json', BAD);
const good = file('good.json', { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });

describe('a template', () => {
  test('with an error ends with 1, and the report names the function, the place and the fix', () => {
    const { exit, out, err } = run('check', bad, ...ONLY);
    expect({ exit, err }).toEqual({ exit: 1, err: '' });
    expect(out.split('\n')).toEqual([
      `Orders (${bad})`,
      `  error   SqsVisibilityTimeout  Queue VisibilityTimeout (${bad}:1:180)`,
      expect.stringContaining("'VisibilityTimeout' must be at least the timeout of Orders, which is 60 seconds, got 30"),
      '          retries.',
      expect.stringContaining('Lambda refuses the event source mapping'),
      expect.stringContaining("→ Set 'VisibilityTimeout' of the queue"),
      '            VisibilityTimeout: 360',
      '',
      '1 error, 0 warnings, 0 info (1 function in 1 template, 1 rule)',
      "'cdk-hardened-lambda explain RULE' shows the page of a rule, and that of AWS",
    ]);
  });

  test('is shown in lines that fit the terminal', () => {
    const { columns } = process.stdout;
    process.stdout.columns = 60;
    try {
      const lines = run('check', bad, ...ONLY).out.split('\n');
      expect(lines.slice(2, -3).every((line) => line.length <= 60)).toBe(true);
      expect(lines.length).toBeGreaterThan(8);
    } finally {
      process.stdout.columns = columns;
    }
  });

  test('without one ends with 0', () => {
    expect(run('check', good)).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^Nothing found \(0 functions in 1 template, \d+ rules\)$/),
    });
  });

  test.each([
    ['error', 1],
    ['warning', 1],
    ['info', 1],
    ['none', 0],
  ])('with an error, failing on %s, ends with %i', (level, exit) => {
    expect(run('check', bad, ...ONLY, '--fail-on', level).exit).toBe(exit);
  });

  test('with a warning fails on warnings only', () => {
    const late = structuredClone(BAD);
    late.Resources.Queue.Properties.VisibilityTimeout = 61;
    const path = file('late.json', late);
    expect(run('check', path, '--only', 'SqsVisibilityMargin').exit).toBe(0);
    expect(run('check', path, '--only', 'SqsVisibilityMargin', '--fail-on', 'warning').exit).toBe(1);
  });

  test('files that are named together are one application', () => {
    const { Orders, ...others } = BAD.Resources;
    const one = file('functions.json', {
      Resources: { Orders },
      Outputs: { Fn: { Value: { Ref: 'Orders' }, Export: { Name: 'orders' } } },
    });
    const other = structuredClone(others) as Record<string, { Properties: Record<string, unknown> } & { Type: string }>;
    other.Mapping.Properties.FunctionName = { 'Fn::ImportValue': 'orders' };
    const two = file('queues.json', { Resources: other });
    expect(run('check', one, two, ...ONLY).out).toContain('which is 60 seconds, got 30');
    expect(run('check', two, ...ONLY).exit).toBe(0);
  });

  test('is coloured for a terminal that asks for it', () => {
    process.env.FORCE_COLOR = '1';
    try {
      expect(run('check', bad, ...ONLY).out).toContain('\u001b[31merror');
      expect(run('check', bad, ...ONLY, '--no-color').out).not.toContain('\u001b[');
    } finally {
      delete process.env.FORCE_COLOR;
    }
  });
});

describe('formats', () => {
  test('JSON has the findings whole', () => {
    const { exit, out } = run('check', bad, ...ONLY, '--format', 'json');
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      templates: 1,
      functions: 1,
      rules: 1,
      findings: [
        {
          id: 'HardenedLambda::SqsVisibilityTimeout',
          severity: 'error',
          logicalId: 'Queue',
          property: 'VisibilityTimeout',
          functionName: 'Orders',
        },
      ],
      unusedSuppressions: [],
    });
  });

  test('SARIF has the rule, its level and the line of the resource', () => {
    const path = file('bad.yaml', YAML);
    const log = JSON.parse(run('check', path, ...ONLY, '--format', 'sarif').out);
    const [{ tool, results }] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(tool.driver.rules[results[0].ruleIndex].id).toBe('SqsVisibilityTimeout');
    expect(results[0]).toMatchObject({
      ruleId: 'SqsVisibilityTimeout',
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: expect.stringMatching(/bad\.yaml$/) }, region: { startLine: 7 } } }],
    });
    expect(results[0].suppressions).toBeUndefined();
  });

  test('SARIF says what is suppressed, and why', () => {
    const log = JSON.parse(run('check', bad, '--suppress', 'SqsVisibilityTimeout=see ADR 3', ...ONLY, '--format', 'sarif').out);
    expect(log.runs[0].results[0].suppressions).toEqual([{ kind: 'external', justification: 'see ADR 3' }]);
  });
});

const YAML = `# Orders
Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties:
      Timeout: 60
  Queue: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: "30" } }
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Queue.Arn
      FunctionName: !Sub "\${Orders}:$LATEST"
      Enabled: !If [IsLive, true, !Ref AWS::NoValue]
`;

describe('YAML', () => {
  test('is read with its short forms', () => {
    expect(run('check', file('bad.yaml', YAML), ...ONLY).out).toContain("'VisibilityTimeout' must be at least the timeout of Orders");
  });

  test('is read with its long forms, and with anchors', () => {
    const text = YAML.replace('!GetAtt Queue.Arn', '{ "Fn::GetAtt": [Queue, Arn] }').replace(
      'Timeout: 60',
      'Timeout: &sixty 60\n      MemorySize: *sixty',
    );
    expect(run('check', file('bad.yml', text), ...ONLY).exit).toBe(1);
  });
});

describe('suppressions', () => {
  test('are given with a reason', () => {
    expect(run('check', bad, ...ONLY, '--suppress', 'HardenedLambda::SqsVisibilityTimeout=see ADR 3')).toMatchObject({
      exit: 0,
      out: 'Nothing found (1 function in 1 template, 1 rule; 1 suppressed, with a reason)',
    });
  });

  test.each([
    ['everywhere', '- id: SqsVisibilityTimeout\n  reason: see ADR 3', 0],
    ['at the resource', '- { id: HardenedLambda::SqsVisibilityTimeout, at: Queue, reason: see ADR 3 }', 0],
    ['at another resource', '- { id: SqsVisibilityTimeout, at: Other, reason: see ADR 3 }', 1],
    ['as JSON', '[{ "id": "SqsVisibilityTimeout", "reason": "see ADR 3" }]', 0],
    ['not at all', '', 1],
  ])('are given %s by a file', (_where, text, exit) => {
    expect(run('check', bad, ...ONLY, '--suppressions', file('suppressions.yaml', text)).exit).toBe(exit);
  });

  test('are reported where they suppress nothing', () => {
    expect(run('check', good, '--suppress', 'SqsVisibilityTimeout=see ADR 3').out).toContain(
      '--suppress SqsVisibilityTimeout: suppresses nothing that is found; remove it',
    );
  });
});

function badWorker(scope: Construct): sqs.Queue {
  const fn = new lambda.Function(scope, 'Orders', { ...CODE, timeout: Duration.seconds(20) });
  const queue = new sqs.Queue(scope, 'Queue');
  fn.addEventSource(new SqsEventSource(queue));
  (fn.node.defaultChild as lambda.CfnFunction).timeout = 31;
  return queue;
}

describe('what cdk synth writes', () => {
  test('is read with its stages, and the paths of its constructs', () => {
    const app = new App();
    badWorker(new Stack(app, 'Shop'));
    badWorker(new Stack(new Stage(app, 'Live'), 'Shop'));
    const { exit, out } = run('check', app.synth().directory, ...ONLY);
    expect(exit).toBe(1);
    expect(out.match(/ SqsVisibilityTimeout /g)).toHaveLength(1);
    expect(out).toMatch(/ (also|SqsVisibilityTimeout ) Shop\/Queue VisibilityTimeout \(test\/cli\/check\.test\.ts:\d+:\d+\)/);
    expect(out).toMatch(/ (also|SqsVisibilityTimeout ) Live\/Shop\/Queue VisibilityTimeout \(test\/cli\/check\.test\.ts:\d+:\d+\)/);
    expect(out).toContain('2 functions in 2 templates, 1 rule; checked as 2 applications');
  });

  test('is read with what is acknowledged in the app', () => {
    const app = new App();
    const queue = badWorker(new Stack(app, 'Shop'));
    badWorker(new Stack(app, 'Bank'));
    Validations.of(queue).acknowledge({ id: 'HardenedLambda::SqsVisibilityTimeout', reason: 'see ADR 3' });
    const { out } = run('check', app.synth().directory, ...ONLY);
    expect(out).not.toContain('Shop/Queue');
    expect(out).toContain('Bank/Queue');
    expect(out).toContain('1 suppressed, with a reason');
  });
});

describe('explain', () => {
  test('lists every rule', () => {
    expect(run('explain').out).toMatch(/^SqsVisibilityTimeout +error +The visibility timeout of a queue/m);
  });

  test('tells one whole', () => {
    expect(run('explain', 'HardenedLambda::SqsVisibilityTimeout').out).toContain('See also: cfn-lint E3505');
  });
});

test('a template of SAM is checked as SAM would deploy it', () => {
  const text = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Timeout: 60 } }
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      Events:
        Queued: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } }
  Queue: { Type: AWS::SQS::Queue }
`;
  expect(run('check', file('template.yaml', text), ...ONLY).out).toContain('which is 60 seconds, got 30');
});
