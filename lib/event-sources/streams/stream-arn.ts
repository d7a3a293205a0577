import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../../core/errors';

interface StreamArn {
  readonly prop: string;
  readonly pattern: RegExp;
  /** What it must be, and an example. */
  readonly rule: string;
  readonly fix: string;
}

const NAMES = { dynamo: 'table', kinesis: 'stream', consumer: 'streamConsumer' } as const;

const ARNS: Record<keyof typeof NAMES, StreamArn> = {
  dynamo: {
    prop: NAMES.dynamo,
    pattern: /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[^/*]+\/stream\/[^/*]+$/,
    rule: 'have the ARN of one stream, with its timestamp',
    fix: "look up the ARN ('LatestStreamArn' of 'aws dynamodb describe-table'), and pass 'Table.fromTableAttributes(this, \"Table\", { tableArn, tableStreamArn })'",
  },
  kinesis: {
    prop: NAMES.kinesis,
    pattern: /^arn:[^:]+:kinesis:[^:]*:[^:]*:stream\/[^/*]+$/,
    rule: 'have the ARN of one Kinesis stream',
    fix: "write for example 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders'",
  },
  consumer: {
    prop: NAMES.consumer,
    pattern: /^arn:[^:]+:kinesis:[^:]*:[^:]*:stream\/[^/*]+\/consumer\/[^/*]+$/,
    rule: 'have the ARN of one consumer of a Kinesis stream',
    fix: "write for example 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders/consumer/orders:1700000000'",
  },
};

/**
 * Lambda takes the ARN of one stream: none with an asterisk, as CDK gives for replicas of a global table, and none of a
 * table or of another service.
 *
 * @internal
 */
export function checkStreamArn(scope: IConstruct, kind: keyof typeof ARNS, arn: string): void {
  const { prop, pattern, rule, fix } = ARNS[kind];
  const isKnown = !Token.isUnresolved(arn);
  // Of an ARN with values known only after deployment the literal parts are known.
  if (isKnown ? pattern.test(arn) : !arn.includes('*')) return;
  refuse(scope, `'${prop}' must ${rule}, got ${isKnown ? arn : 'one with an asterisk'}; ${fix}`);
}
