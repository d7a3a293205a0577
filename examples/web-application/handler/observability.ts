import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';

// Service, namespace and level come from the environment, which the stack sets.
export const logger = new Logger();
export const metrics = new Metrics();
export const tracer = new Tracer();

/** Runs the work in a dedicated subsegment, since Lambda's own segment accepts no annotations. Metrics are sent in any case. */
export async function observed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const parent = tracer.getSegment();
  const segment = parent?.addNewSubsegment(`## ${name}`);
  if (segment) tracer.setSegment(segment);
  tracer.annotateColdStart();
  tracer.addServiceNameAnnotation();
  try {
    return await work();
  } catch (error) {
    tracer.addErrorAsMetadata(error as Error);
    throw error;
  } finally {
    segment?.close();
    if (parent) tracer.setSegment(parent);
    metrics.publishStoredMetrics();
  }
}
