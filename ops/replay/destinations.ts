import { isNotFound } from '../aws/errors';
import type { FailureRecord } from '../failures/record';
import { answerSeconds } from '../invoke/durable';
import { type FunctionName, functionOfArn } from '../names/functions';
import type { Session } from '../session';

/** The function that an event is sent to. */
export interface Destination {
  readonly name: string;
  readonly qualifier?: string;
  readonly timeoutSeconds: number;
  readonly isDurable: boolean;
}

/** Which function each event is sent to: the one that its record names, or the one that was asked for. */
export class Destinations {
  private readonly known = new Map<string, Promise<Destination | undefined>>();

  constructor(
    private readonly session: Session,
    private readonly fn: FunctionName,
    /** Replaces the qualifier of every record. */
    private readonly qualifier: string | undefined,
  ) {}

  /** Nothing where the function, its alias or its version does not exist any more. */
  public of(record: FailureRecord): Promise<Destination | undefined> {
    const recorded = record.functionArn === undefined ? this.fn : (functionOfArn(record.functionArn) ?? this.fn);
    const { name } = recorded;
    const qualifier = this.qualifier ?? recorded.qualifier;
    const key = `${name}:${qualifier}`;
    const found = this.known.get(key) ?? this.read(name, qualifier);
    this.known.set(key, found);
    return found;
  }

  private async read(name: string, qualifier: string | undefined): Promise<Destination | undefined> {
    const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
    const client = await this.session.clients.lambda();
    try {
      const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: qualifier }));
      return { name, qualifier, timeoutSeconds: answerSeconds(found), isDurable: found.DurableConfig !== undefined };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

export const nameOf = ({ name, qualifier }: FunctionName): string => (qualifier === undefined ? name : `${name}:${qualifier}`);
