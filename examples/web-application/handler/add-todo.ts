import { randomUUID } from 'node:crypto';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { json, route } from './api';
import { logger, metrics } from './observability';
import { textFrom } from './todo';
import { add } from './todos-store';

/** Adds what the caller has to do. The time is the first part of the key, so that the oldest comes first. */
export const handler = route('add todo', async (owner, { body }) => {
  const todo = { todoId: `${new Date().toISOString()}-${randomUUID()}`, text: textFrom(body) };
  await add(owner, todo);
  metrics.addMetric('TodosAdded', MetricUnit.Count, 1);
  logger.info('todo added', { todoId: todo.todoId });
  return json(201, todo);
});
