import { Refusal } from '../refusal';

interface ServiceError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

const asError = (error: unknown): ServiceError => error as ServiceError;

/** The status that the service answered with; none where no answer came. */
export const statusOf = (error: unknown): number | undefined =>
  asError(error).name === 'TimeoutError' ? undefined : asError(error).$metadata?.httpStatusCode;

const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Whether the request can't have reached the service. */
export const isNotConnected = (error: unknown): boolean => {
  const { code, name, message } = asError(error);
  return (
    NOT_CONNECTED.includes(code ?? '') ||
    (name === 'TimeoutError' &&
      /establish a connection|connect timeout|within the configured timeout of \d+ ?ms: connection/i.test(message))
  );
};

export const isThrottled = (error: unknown): boolean => statusOf(error) === 429 || /Throttl|TooManyRequests/.test(asError(error).name);

export const isAccessDenied = (error: unknown): boolean =>
  /AccessDenied|UnauthorizedOperation|NotAuthorized/.test(asError(error).name) || (statusOf(error) === 403 && !isExpired(error));

export const isNotFound = (error: unknown): boolean =>
  statusOf(error) === 404 ||
  /NotFound|NonExistentQueue|NoSuch|QueueDoesNotExist/.test(asError(error).name) ||
  /does not exist/.test(asError(error).message);

const isExpired = (error: unknown): boolean => /Expired|UnrecognizedClient|InvalidClientTokenId|InvalidToken/.test(asError(error).name);

/** In one line, without the request id. */
export const reasonOf = (error: unknown): string => `${asError(error).name}: ${asError(error).message}`.split('\n')[0];

/** What the user can do about it; nothing where it is unforeseen. */
export function explained(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const { name, message = '' } = asError(error);
  if (name === 'CredentialsProviderError' || /Could not load credentials/.test(message))
    return new Refusal(
      `AWS credentials must be configured, got none (${message.split('\n')[0]}); run 'aws sso login' or set AWS_PROFILE or '--profile'`,
    );
  if (isExpired(error)) return new Refusal(`AWS credentials must be valid, got '${reasonOf(error)}'; sign in again`);
  if (/Region is missing|Region not accepted/.test(message))
    return new Refusal(`the AWS Region must be configured, got '${message}'; set '--region' or AWS_REGION`);
  if (isNotConnected(error))
    return new Refusal(`the AWS endpoint must be reachable, got '${reasonOf(error)}'; check the network, the Region and '--endpoint-url'`);
  if (isAccessDenied(error))
    return new Refusal(`this call must be allowed, got '${reasonOf(error)}'; ask for the permission, or use another '--profile'`);
  if (statusOf(error) !== undefined) return new Refusal(`AWS refused a call: ${reasonOf(error)}`);
  return undefined;
}
