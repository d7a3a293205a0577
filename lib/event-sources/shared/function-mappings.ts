import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { isQueue, isSame, isStream } from '../../core/cdk/arns';
import { refuse } from '../../core/errors';
import { concurrencyFindings } from '../../service-limits/queue-concurrency';

/** What a mapping reads. */
interface Read
  extends Pick<lambda.EventSourceMappingOptions, 'eventSourceArn' | 'kafkaBootstrapServers' | 'kafkaTopic' | 'maxConcurrency'> {
  /** The part of the source, where it is not a topic: CDK's options have topics only. */
  readonly part?: string;
}

/** A queue that a function reads, and its redrive queue. @internal */
export interface Redrive {
  readonly source: sqs.IQueue;
  readonly queue: sqs.IQueue;
}

/** @internal */
export interface SourceFailures {
  readonly targets: readonly string[];
  readonly redrives: readonly Redrive[];
  /** Streams whose failed records are known by their place only. */
  readonly streams: readonly string[];
}

/**
 * All that a function reads by mappings, whoever made them.
 *
 * @internal
 */
export class FunctionMappings {
  /** By the options with which CDK's mapping is made. */
  private readonly reported = new Map<lambda.EventSourceMappingOptions, Read>();
  private readonly failureArns: string[] = [];
  private readonly redrives: Redrive[] = [];
  private grantedBy?: string;

  constructor(private readonly fn: IConstruct) {}

  /**
   * Lambda takes one mapping of a source to a function, or one of each topic, queue and collection. Options that were
   * added already are not added again.
   */
  public add(options: lambda.EventSourceMappingOptions, part?: string): void {
    if (this.reported.has(options)) return;
    const read: Read = { ...options, part };
    if (this.all.some((other) => this.isTwin(other, read))) {
      refuse(
        this.fn,
        `'addEventSource' must be called once for a source, got the same one twice, which Lambda refuses; put both filters into one source`,
      );
    }
    this.reported.set(options, read);
  }

  /** Where batches go that failed after all retries. */
  public addFailureTarget(arn: string): void {
    this.checkNotGranted();
    this.failureArns.push(arn);
  }

  /** The redrive queue of a queue that the function reads. */
  public addRedrive(redrive: Redrive): void {
    this.checkNotGranted();
    this.redrives.push(redrive);
  }

  /** Where failures of the sources are, for a grant that later sources would not be part of. */
  public failuresFor(grant: string): SourceFailures {
    this.grantedBy ??= grant;
    const streams = this.all.flatMap(({ eventSourceArn }) => eventSourceArn ?? []).filter((arn) => isStream(arn));
    return { targets: this.failureArns, redrives: this.redrives, streams: this.failureArns.length > 0 ? streams : [] };
  }

  private checkNotGranted(): void {
    if (this.grantedBy === undefined) return;
    refuse(
      this.fn,
      `'${this.grantedBy}' must be called after the event sources are added, got it before, so that it does not reach their failures; move the call down`,
    );
  }

  /** What the concurrency of the queues does to a reserved concurrency. */
  public concurrencyFindings(reserved: number | undefined, allMustSet: boolean): string[] {
    if (reserved === undefined) return [];
    const queues = this.all
      .filter(({ eventSourceArn }) => eventSourceArn !== undefined && isQueue(eventSourceArn))
      .map(({ maxConcurrency }) => maxConcurrency);
    if ([reserved, ...queues].some((value) => Token.isUnresolved(value))) return [];
    return concurrencyFindings(reserved, queues, allMustSet);
  }

  /** The first of the targets that the function reads, which then feeds it forever. */
  public readsOneOf(targets: (string | undefined)[]): boolean {
    return targets.some((target) => target !== undefined && this.reads(target));
  }

  /** Failed batches that are delivered to the function as messages. */
  public loopFindings(): string[] {
    if (!this.readsOneOf(this.failureArns)) return [];
    return [
      `'onFailure' must not be a queue that the function reads its events from, got such a queue, which brings each failure back; pass another target`,
    ];
  }

  private reads(arn: string): boolean {
    return this.all.some(({ eventSourceArn }) => eventSourceArn !== undefined && isSame(this.fn, eventSourceArn, arn));
  }

  /** The mappings of the function, as far as they are below it. */
  public get mappings(): lambda.CfnEventSourceMapping[] {
    return this.fn.node
      .findAll()
      .filter(isMapping)
      .filter((mapping) => this.isOwn(mapping));
  }

  /** With those that are not reported: of CDK's own event sources on a plain function, or on an alias. */
  private get all(): Read[] {
    const found = this.mappings.map(readBy);
    const reported = [...this.reported.values()];
    return [...reported, ...found.filter((one) => !reported.some((other) => this.isTwin(other, one)))];
  }

  /** Not of another function that stands below this one. */
  private isOwn(mapping: IConstruct): boolean {
    const above = [...mapping.node.scopes].reverse().slice(1);
    const invoked = above.slice(0, above.indexOf(this.fn)).find(({ node }) => isOfType(node.defaultChild, 'AWS::Lambda::Function'));
    return invoked === undefined || invoked.node.defaultChild === this.fn.node.defaultChild;
  }

  private isTwin(one: Read, other: Read): boolean {
    return one.kafkaTopic === other.kafkaTopic && one.part === other.part && this.isSameSource(one, other);
  }

  private isSameSource(one: Read, other: Read): boolean {
    if (one.eventSourceArn !== undefined && other.eventSourceArn !== undefined) {
      return isSame(this.fn, one.eventSourceArn, other.eventSourceArn);
    }
    const servers = this.serversOf(one);
    return servers !== undefined && servers === this.serversOf(other);
  }

  /** The same, in whatever order they are given. */
  private serversOf({ kafkaBootstrapServers }: Read): string | undefined {
    const servers = Stack.of(this.fn).resolve(kafkaBootstrapServers);
    return JSON.stringify(Array.isArray(servers) ? servers.map((server) => JSON.stringify(server)).sort() : servers);
  }
}

const isOfType = (node: IConstruct | undefined, type: string): boolean =>
  node !== undefined && CfnResource.isCfnResource(node) && node.cfnResourceType === type;

const isMapping = (node: IConstruct): node is lambda.CfnEventSourceMapping => isOfType(node, 'AWS::Lambda::EventSourceMapping');

function readBy(mapping: lambda.CfnEventSourceMapping): Read {
  const { eventSourceArn, topics, queues, scalingConfig, selfManagedEventSource, documentDbEventSourceConfig } = mapping;
  const scaling = Token.isUnresolved(scalingConfig) ? undefined : (scalingConfig as lambda.CfnEventSourceMapping.ScalingConfigProperty);
  const { databaseName } = (documentDbEventSourceConfig ?? {}) as { readonly databaseName?: string };
  const { endpoints } = (selfManagedEventSource ?? {}) as { readonly endpoints?: { readonly kafkaBootstrapServers?: string[] } };
  return {
    eventSourceArn,
    kafkaBootstrapServers: endpoints?.kafkaBootstrapServers,
    kafkaTopic: topics?.[0],
    part: queues?.[0] ?? databaseName,
    maxConcurrency: scaling?.maximumConcurrency,
  };
}
