import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { logger, observed } from './observability';
import { InvalidRequest } from './todo';

export type Request = APIGatewayProxyEventV2WithJWTAuthorizer;
export type Response = APIGatewayProxyStructuredResultV2;

/** A handler of a route: what it throws as `InvalidRequest` is answered with 400, anything else is an error of the function. */
export function route(name: string, work: (owner: string, request: Request) => Promise<Response>) {
  return async (request: Request, context: Context): Promise<Response> => {
    logger.addContext(context);
    return observed(name, async () => {
      try {
        // The authorizer has verified the token: whose it is cannot be chosen by the caller.
        return await work(String(request.requestContext.authorizer.jwt.claims.sub), request);
      } catch (error) {
        if (!(error instanceof InvalidRequest)) throw error;
        logger.info('request refused', { reason: error.message });
        return json(400, { title: error.message });
      }
    });
  };
}

export const json = (statusCode: number, body: object): Response => ({
  statusCode,
  headers: { 'content-type': statusCode < 400 ? 'application/json' : 'application/problem+json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});
