import type { LambdaFunction } from '../functions/lambda-function';
import type { NamedResource, Role } from '../permissions/role';
import { Reference } from '../resource';
import { keysNamed } from './bucket-notification';
import { ANY_EVENT } from './event-bus';
import { endOf, pathsAlong } from './event-paths';
import { type Flow, Run, type Step } from './flow';

const TABLE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];

/** What puts something into each kind of place. */
const PUTTING: Readonly<Record<string, readonly string[]>> = {
  'AWS::SQS::Queue': ['sqs:SendMessage'],
  'AWS::SNS::Topic': ['sns:Publish'],
  'AWS::S3::Bucket': ['s3:PutObject'],
  'AWS::DynamoDB::Table': TABLE,
  'AWS::DynamoDB::GlobalTable': TABLE,
  'AWS::Kinesis::Stream': ['kinesis:PutRecord', 'kinesis:PutRecords'],
  'AWS::Events::EventBus': ['events:PutEvents'],
  'AWS::Lambda::Function': ['lambda:InvokeFunction'],
  'AWS::Lambda::Alias': ['lambda:InvokeFunction'],
};

/** How an event may come from a function to another, or to itself. @internal */
export interface PossiblePath {
  readonly to: LambdaFunction;
  readonly steps: readonly Step[];
  /** Whether the code of the function has to put something there, as its role allows by name. */
  readonly isPut: boolean;
}

/**
 * How functions may invoke each other: by what their roles allow them to write, and by what goes on by itself.
 *
 * @internal
 */
export class PossibleFlow {
  private readonly paths = new Map<LambdaFunction, readonly PossiblePath[]>();

  constructor(
    private readonly flow: Flow,
    /** A role that several functions share says nothing of one of them. */
    private readonly ownRoleOf: (fn: LambdaFunction) => Role | undefined,
  ) {}

  /** The shortest way to each function that may be invoked by what this one does; what goes on by itself comes first. */
  public pathsFrom(fn: LambdaFunction): readonly PossiblePath[] {
    const known = this.paths.get(fn);
    if (known) return known;
    const found = new Map<LambdaFunction, PossiblePath>();
    for (const path of [...this.pathsOf(this.flow.outcomesOf(fn), false), ...this.pathsOf(this.putBy(fn), true)]) {
      if (!found.has(path.to)) found.set(path.to, path);
    }
    this.paths.set(fn, [...found.values()]);
    return [...found.values()];
  }

  private pathsOf(first: readonly Step[], isPut: boolean): PossiblePath[] {
    const paths = pathsAlong(first, (place) => (place instanceof Run ? [] : this.flow.stepsFrom(place)));
    return [...paths].flatMap((steps) => {
      const end = endOf(steps);
      return end instanceof Run ? [{ to: end.invoked.fn, steps, isPut }] : [];
    });
  }

  private putBy(fn: LambdaFunction): readonly Step[] {
    const named = this.ownRoleOf(fn)?.named((type) => PUTTING[type] ?? []) ?? [];
    return named.flatMap((one) => this.stepsOfPut(one, { resource: fn.resource, property: 'Role' }));
  }

  private stepsOfPut({ resource, behind }: NamedResource, named: Pick<Step, 'resource' | 'property'>): readonly Step[] {
    if (PUTTING[resource.type] === TABLE || resource.type === 'AWS::Kinesis::Stream') return [{ ...named, to: resource }];
    const keys = resource.type === 'AWS::S3::Bucket' ? keysNamed(behind) : '';
    return keys === undefined ? [] : this.flow.stepsInto(new Reference(resource, 'Arn'), named, ANY_EVENT, keys);
  }
}
