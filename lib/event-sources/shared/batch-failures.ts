import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledgements';
import { resourceBehind } from '../../core/cdk/arns';
import { cdkNameOf } from '../../core/cdk/cdk-made';
import { canBind, got, refuse } from '../../core/errors';
import { captureGrants } from '../../core/policies/captured-grants';
import { deliveryStatements } from '../../failures/delivery-statements';
import { reserveFailureQueue } from '../../failures/exclusive-failure-queues';
import { failureQueue, NO_CONSUMER } from '../../failures/failure-queue';
import { checkNotFifo } from '../../failures/target-checks';
import type { BindingContext } from './binding-context';
import type { WaivedProtections } from './waived-protections';

const CDK_TARGETS = 'aws-cdk-lib.aws_lambda_event_sources.';
const ASYNC_DESTINATIONS = 'aws-cdk-lib.aws_lambda_destinations.';
const TOPIC_PREFIX = 'kafka://';
const FIX = 'pass SqsDlq, SnsDlq or S3OnFailureDestination of aws-lambda-event-sources';

/**
 * What the failures of a source depend on.
 *
 * @internal
 */
export interface FailingSource {
  /** For people. */
  readonly displayName: string;
  /** Why what fails is kept in no queue of the source's own, where that is so. */
  readonly withoutDedicatedQueue?: string;
  /** What Lambda needs to write to a topic of Kafka; absent where none can be the failure target. */
  writingTo?(topic: string): iam.PolicyStatement[];
}

/**
 * Where the batches of a source go that failed after all retries, with what Lambda needs to deliver them.
 *
 * @internal
 */
export class BatchFailures {
  /** The queue that was made here. */
  public dedicatedQueue?: sqs.Queue;
  public readonly statements: iam.PolicyStatement[] = [];

  private readonly target: lambda.IFunction;

  constructor(
    private readonly binding: BindingContext,
    private readonly source: FailingSource,
    private readonly given: lambda.IEventSourceDlq | undefined,
    private readonly waived: WaivedProtections,
  ) {
    const { target } = binding;
    this.target = target;
    if (given === undefined || given === null) return;
    if (!canBind(given)) refuse(target, `'onFailure' must be a target for batches, got ${got(given)}; ${FIX}`);
    if (waived.failureTarget !== undefined) {
      refuse(target, `'onFailure' can't be combined with 'EventSourceWaiver.failureTarget'; remove one of them`);
    }
    if (cdkNameOf(given)?.startsWith(ASYNC_DESTINATIONS)) {
      refuse(target, `'onFailure' must be a target for batches, got a destination for asynchronous events; ${FIX}`);
    }
  }

  public get exists(): boolean {
    return this.waived.failureTarget === undefined && (this.given !== undefined || this.source.withoutDedicatedQueue === undefined);
  }

  /** In the form that CDK's mapping takes. */
  public get onFailure(): lambda.IEventSourceDlq | undefined {
    if (!this.exists) return undefined;
    return { bind: (mapping, fn) => (this.given ? this.toGiven(this.given, mapping, fn) : this.toDedicatedQueue(mapping, fn)) };
  }

  /** Acknowledges what cdk-nag reports for a mapping without a failure target. */
  public acknowledgeNone(mapping: lambda.EventSourceMapping): void {
    const reason = this.waived.failureTarget ?? this.source.withoutDedicatedQueue;
    if (!this.exists && reason !== undefined) acknowledge(mapping, { 'Serverless-LambdaEventSourceMappingDestination': reason });
  }

  private toDedicatedQueue(mapping: lambda.IEventSourceMapping, fn: lambda.IFunction): lambda.DlqDestinationConfig {
    const { removalPolicy, encryptionKey } = this.binding.settings;
    const queue = failureQueue(mapping as unknown as Construct, 'FailureQueue', { removalPolicy, encryptionKey });
    // cdk-nag knows a queue that dead letters go to, but not one that a mapping names.
    acknowledge(queue, { 'AwsSolutions-SQS3': NO_CONSUMER });
    this.dedicatedQueue = queue;
    this.statements.push(...deliveryStatements(fn, (standIn) => queue.grantSendMessages(standIn)));
    return this.taken(queue.queueArn);
  }

  private toGiven(given: lambda.IEventSourceDlq, mapping: lambda.IEventSourceMapping, fn: lambda.IFunction): lambda.DlqDestinationConfig {
    let destination = '';
    const statementsOf = cdkNameOf(given)?.startsWith(CDK_TARGETS) ? deliveryStatements : captureGrants;
    this.statements.push(
      ...statementsOf(fn, (standIn) => {
        destination = given.bind(mapping, standIn).destination;
      }),
    );
    checkNotFifo(this.target, 'onFailure', destination);
    this.checkKind(destination);
    this.statements.push(...this.toTopic(destination, cdkNameOf(given)));
    return this.taken(destination);
  }

  /** A topic whose name is known only once deployed has no prefix yet. */
  private toTopic(destination: string, givenAs: string | undefined): iam.PolicyStatement[] {
    if (!destination.startsWith(TOPIC_PREFIX) && givenAs !== `${CDK_TARGETS}KafkaDlq`) return [];
    if (this.source.writingTo) return this.source.writingTo(destination.replace(TOPIC_PREFIX, ''));
    return refuse(
      this.target,
      `'onFailure' must be a queue, topic or bucket, got a topic of Kafka, which sources of Kafka alone take; ${FIX}`,
    );
  }

  private taken(destination: string): lambda.DlqDestinationConfig {
    if (this.waived.sharedFailureQueue === undefined) {
      const fix = ", or 'EventSourceWaiver.sharedFailureQueue(reason)'";
      reserveFailureQueue(this.target, 'onFailure', destination, `batches of ${this.source.displayName}`, fix);
    }
    this.binding.settings.sources.addFailureTarget(destination);
    return { destination };
  }

  private checkKind(arn: string): void {
    const type = resourceBehind(arn)?.cfnResourceType;
    if (type !== 'AWS::Lambda::Function' && type !== 'AWS::Events::EventBus' && !/^arn:[^:]+:(lambda|events):/.test(arn)) return;
    refuse(
      this.target,
      `'onFailure' must be a queue, topic or bucket, got a function or an event bus, which take asynchronous events only; ${FIX}`,
    );
  }
}
