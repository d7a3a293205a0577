import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { route } from './api';
import { logger, metrics } from './observability';
import { remove } from './todos-store';

/** Removes what the caller has done. The answer to a repeated request is the same. */
export const handler = route('finish todo', async (owner, { pathParameters }) => {
  const todoId = decodeURIComponent(pathParameters?.todoId ?? '');
  await remove(owner, todoId);
  metrics.addMetric('TodosFinished', MetricUnit.Count, 1);
  logger.info('todo finished', { todoId });
  return { statusCode: 204 };
});
