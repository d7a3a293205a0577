import { Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { isQueue, isSame } from '../core/arns';
import { refuse } from '../core/errors';
import { concurrencyFindings } from '../relations/queue-concurrency';

/**
 * The options of a mapping, and which part of the source it reads: CDK's options know topics only.
 *
 * @internal
 */
export interface MappedOptions extends lambda.EventSourceMappingOptions {
  readonly part?: string;
}

/**
 * All that a function reads by mappings, whoever made them.
 *
 * @internal
 */
export class MappedSources {
  private readonly all: MappedOptions[] = [];
  private readonly failureArns: string[] = [];
  private readonly watched = new Set<string>();

  constructor(private readonly fn: IConstruct) {}

  /** Lambda takes one mapping of a source to a function, or one of each topic, queue and collection. */
  public add(options: MappedOptions): void {
    const twice = this.all.some(
      (other) => other.kafkaTopic === options.kafkaTopic && other.part === options.part && this.isSameSource(other, options),
    );
    if (twice) {
      refuse(
        this.fn,
        `'addEventSource' must be called once for a source, got the same one twice, which Lambda refuses; put both filters into one source`,
      );
    }
    this.all.push(options);
  }

  /** Whether an alarm of a source looks at the metric, which the function has once for all of its sources. */
  public watches(metric: string): boolean {
    return this.watched.has(metric);
  }

  public watch(metric: string): void {
    this.watched.add(metric);
  }

  /** Where batches go that failed for good. */
  public addFailureTarget(arn: string): void {
    this.failureArns.push(arn);
  }

  /** What the concurrency of the queues does to a reserved concurrency. */
  public crowded(reserved: number | undefined, allMustSay: boolean): string[] {
    const queues = this.all.filter(({ eventSourceArn }) => eventSourceArn !== undefined && isQueue(eventSourceArn));
    return concurrencyFindings(
      reserved,
      queues.map(({ maxConcurrency }) => maxConcurrency),
      allMustSay,
    );
  }

  /** The first of the targets that the function reads, which then feeds it for ever. */
  public readsOneOf(targets: (string | undefined)[]): boolean {
    return targets.some((target) => target !== undefined && this.reads(target));
  }

  /** Batches that failed, and come back as messages. */
  public failuresComeBack(): string[] {
    if (!this.readsOneOf(this.failureArns)) return [];
    return [
      `'onFailure' must not be a queue that the function reads its events from, got such a queue, which brings each failure back; pass another target`,
    ];
  }

  private isSameSource(one: MappedOptions, other: MappedOptions): boolean {
    if (one.eventSourceArn && other.eventSourceArn) return isSame(this.fn, one.eventSourceArn, other.eventSourceArn);
    const [servers, otherServers] = [this.serversOf(one), this.serversOf(other)];
    return servers !== undefined && servers === otherServers;
  }

  /** The same, in whatever order they are given. */
  private serversOf({ kafkaBootstrapServers }: MappedOptions): string | undefined {
    const servers = Stack.of(this.fn).resolve(kafkaBootstrapServers);
    return JSON.stringify(Array.isArray(servers) ? servers.map((server) => JSON.stringify(server)).sort() : servers);
  }

  private reads(arn: string): boolean {
    return this.all.some(({ eventSourceArn }) => eventSourceArn !== undefined && isSame(this.fn, eventSourceArn, arn));
  }
}
