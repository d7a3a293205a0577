import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import type { Request } from '../../handler/api';
import { logger, metrics } from '../../handler/observability';

export const CONTEXT = { functionName: 'todos', awsRequestId: 'r-1', memoryLimitInMB: '256' } as Context;

/** A table that takes and answers everything, with what was logged and counted. */
export function tableWithoutAws() {
  process.env.TABLE_NAME = 'todos';
  return {
    send: jest.spyOn(DynamoDBDocumentClient.prototype, 'send').mockResolvedValue({} as never),
    info: jest.spyOn(logger, 'info').mockImplementation(),
    count: jest.spyOn(metrics, 'addMetric').mockImplementation(),
    publish: jest.spyOn(metrics, 'publishStoredMetrics').mockImplementation(),
  };
}

export type TableWithoutAws = ReturnType<typeof tableWithoutAws>;

export const inputsOf = ({ send }: TableWithoutAws): unknown[] => send.mock.calls.map(([{ input }]) => input);

/** A request of a user, as API Gateway hands it over when the token was verified. */
export const requestOf = (sub: string, more: Partial<Request> = {}): Request =>
  ({ requestContext: { authorizer: { jwt: { claims: { sub } } } }, ...more }) as Request;
