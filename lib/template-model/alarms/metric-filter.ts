import type { ApplicationModel } from '../application-model';
import type { LambdaFunction } from '../functions/lambda-function';
import type { Resource } from '../resource';

/** A metric filter on what functions of the templates write. @internal */
export interface MetricFilter {
  readonly resource: Resource;
  readonly pattern: string;
  /** All that write there. */
  readonly writers: readonly LambdaFunction[];
}

/** Those whose pattern and writers are known. @internal */
export function* metricFiltersIn({ resources, logs }: ApplicationModel): Iterable<MetricFilter> {
  for (const resource of resources.ofType('AWS::Logs::MetricFilter')) {
    const pattern = resource.text('FilterPattern')?.trim();
    const writers = logs.writersTo(resource.get('LogGroupName')) ?? [];
    if (pattern !== undefined && writers.length > 0) yield { resource, pattern, writers };
  }
}
