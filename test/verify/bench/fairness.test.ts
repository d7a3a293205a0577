import * as adopted from '../../../verify/bench/adopted';
import * as handWritten from '../../../verify/bench/hand-written';
import * as hardened from '../../../verify/bench/hardened';
import { countTypes, type Scenario, type Side, synthesize, unfairness } from '../../../verify/bench/synthesis';

const SIZE = { stacks: 2, functionsPerStack: 2 };

const EACH = {
  'AWS::CloudWatch::Alarm': 14,
  'AWS::IAM::Role': 4,
  'AWS::Lambda::EventInvokeConfig': 4,
  'AWS::Lambda::Function': 4,
  'AWS::Logs::LogGroup': 4,
  'AWS::SNS::Subscription': 2,
  'AWS::SNS::Topic': 2,
  'AWS::SNS::TopicPolicy': 2,
  'AWS::SQS::Queue': 2,
  'AWS::SQS::QueuePolicy': 2,
};

/** All that the library promises in each scenario. */
const PROMISED: Record<Scenario, Record<string, number>> = {
  addFunction: EACH,
  addFront: {
    ...EACH,
    'AWS::ApiGatewayV2::Api': 4,
    'AWS::ApiGatewayV2::Integration': 4,
    'AWS::ApiGatewayV2::Route': 4,
    'AWS::ApiGatewayV2::Stage': 4,
    'AWS::CloudWatch::Alarm': 22,
    'AWS::Lambda::Permission': 4,
    'AWS::Logs::LogGroup': 8,
  },
  addQueueWorker: {
    ...EACH,
    'AWS::CloudWatch::Alarm': 26,
    'AWS::Lambda::EventSourceMapping': 4,
    'AWS::SQS::Queue': 10,
    'AWS::SQS::QueuePolicy': 10,
  },
  addReleasedFunction: {
    ...EACH,
    'AWS::CloudWatch::Alarm': 18,
    'AWS::CodeDeploy::Application': 2,
    'AWS::CodeDeploy::DeploymentGroup': 4,
    'AWS::Events::Rule': 2,
    'AWS::IAM::Policy': 2,
    'AWS::IAM::Role': 6,
    'AWS::Lambda::Alias': 4,
    'AWS::Lambda::EventInvokeConfig': 8,
    'AWS::Lambda::Version': 4,
  },
  addStreamReader: {
    ...EACH,
    'AWS::CloudWatch::Alarm': 30,
    'AWS::DynamoDB::Table': 4,
    'AWS::Lambda::EventSourceMapping': 4,
    'AWS::SQS::Queue': 6,
    'AWS::SQS::QueuePolicy': 6,
  },
};

describe.each(Object.keys(PROMISED) as Scenario[])('the two sides of the benchmark, %s', (scenario) => {
  const ours = synthesize(hardened, SIZE, scenario).templates;
  const theirs = synthesize(handWritten, SIZE, scenario).templates;

  test('make as many resources of the same types', () => {
    expect(countTypes(ours)).toEqual(countTypes(theirs));
    expect(unfairness(countTypes(ours), countTypes(theirs))).toEqual([]);
  });

  test('make the same templates to the letter', () => {
    expect(ours).toEqual(theirs);
  });

  // Alone in its alarm on failed events, and one more than such an alarm takes.
  test.each([1, 11])('make the same template to the letter with %i functions in a stack', (functionsPerStack) => {
    const of = (side: Side) => synthesize(side, { stacks: 1, functionsPerStack }, scenario).templates;
    expect(of(hardened)).toEqual(of(handWritten));
  });

  test('make all that the library promises', () => {
    expect(countTypes(ours)).toEqual(PROMISED[scenario]);
  });
});

describe('an unfair comparison', () => {
  test('is told by type and count', () => {
    expect(unfairness({ A: 2, B: 1 }, { A: 1, B: 1 })).toEqual(['A: 2 against 1']);
    expect(unfairness({ A: 1 }, { B: 1 })).toEqual(['A: 1 against 0', 'B: 0 against 1']);
  });
});

test('plain functions that are adopted have the same resources', () => {
  const ours = synthesize(adopted as unknown as Side, SIZE, 'addFunction').templates;
  expect(countTypes(ours)).toEqual(EACH);
});
