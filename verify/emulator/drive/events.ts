import { setTimeout as sleep } from 'node:timers/promises';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Clients } from '../clients';
import type { Deployed } from '../deployed';
import { eventually } from '../eventually';
import { drain } from '../queues';

/** How long what should not come gets to come nevertheless, in milliseconds. */
const QUIET = 1_500;

/** The functions that are tested: what is sent to them, and what they got. */
export class TestedFunctions {
  constructor(
    private readonly clients: Clients,
    private readonly deployed: Deployed,
  ) {}

  public async invokeAsynchronously(id: string, event: unknown): Promise<void> {
    const Payload = JSON.stringify(event);
    await this.clients.lambda.send(
      new InvokeCommand({ FunctionName: this.deployed.nameOf('Lambda::Function', id), InvocationType: 'Event', Payload }),
    );
  }

  /** Sends the event again once the function is fixed, and returns the answer. */
  public async fixAndRepeat(id: string, event: unknown): Promise<unknown> {
    const FunctionName = this.deployed.nameOf('Lambda::Function', id);
    const Environment = { Variables: { FIXED: 'yes' } };
    await this.clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment }));
    const { Payload } = await this.clients.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    return JSON.parse(Payload?.transformToString() ?? '');
  }

  /** All that the function got, each as often as it came. */
  public async got(id: string): Promise<any[]> {
    const logGroupName = this.deployed.nameOf('Logs::LogGroup', `${id}LogGroup`);
    const { events = [] } = await this.clients.logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events.flatMap(({ message = '' }) => (message.startsWith('got ') ? [JSON.parse(message.slice('got '.length))] : []));
  }

  /** What the function got, as soon as it is as much as it should be, and nothing more came. */
  public async gotExactly(id: string, count: number): Promise<any[]> {
    await eventually(
      `that ${id} gets ${count} events`,
      () => this.got(id),
      ({ length }) => length >= count,
      30,
    );
    await sleep(QUIET);
    const got = await this.got(id);
    expect(got).toHaveLength(count);
    return got;
  }

  /** The bodies of what is in the queue, as soon as it is as much as it should be, and nothing more came. */
  public async foundExactly(queue: string, count: number): Promise<any[]> {
    const found: any[] = [];
    const look = async () => found.push(...(await drain(this.clients, queue)));
    await eventually(`that ${count} messages are found in ${queue}`, look, (length) => length >= count, 40);
    await sleep(QUIET);
    await look();
    expect(found).toHaveLength(count);
    return found.map(({ Body, Attributes }) => ({ ...JSON.parse(Body), group: Attributes.MessageGroupId }));
  }
}
