import type { EventGraph } from '../../lib/evidence/paths/graph';
import { evidenceOf, type Resources } from './made';

/* The drawing of where events come from. */

/** Functions that read one topic. */
function subscribed(functions: number, more: Resources = {}): EventGraph {
  const resources = Array.from({ length: functions }, (_, index) => index).flatMap((index) => [
    [`Fn${index}`, { Type: 'AWS::Lambda::Function', Properties: { FunctionName: `fn-${index}` } }] as const,
    [
      `Subscription${index}`,
      {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'lambda', Endpoint: { 'Fn::GetAtt': [`Fn${index}`, 'Arn'] } },
      },
    ] as const,
  ]);
  return evidenceOf({ Topic: { Type: 'AWS::SNS::Topic' }, ...(Object.fromEntries(resources) as Resources), ...more }).paths;
}

const topics = ({ nodes }: EventGraph) => nodes.filter(({ kind }) => kind === 'source').map(({ functionKeys }) => functionKeys.length);

test.each([
  [1, [1]],
  [2, [2]],
  [12, [12]],
  [13, [12, 1]],
  [15, [12, 1, 1, 1]],
])('a source of %s functions: one for twelve, and one at each that is more', (functions, expected) => {
  const graph = subscribed(functions);
  expect(topics(graph)).toEqual(expected);
  expect(graph.edges.filter(({ kind }) => kind === 'event')).toHaveLength(functions);
  const ids = graph.nodes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { from, to } of graph.edges) expect(ids).toEqual(expect.arrayContaining([from, to]));
});

test('a function that a full source invokes twice is drawn at it, too', () => {
  const again = {
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'lambda', Endpoint: 'arn:aws:lambda:eu-west-1:111122223333:function:fn-0' },
  };
  const graph = subscribed(12, { Again: { Type: 'AWS::SNS::Subscription', ...again } });
  expect(topics(graph)).toEqual([12]);
});
