import type { Resource } from '../resource';
import { type Place, Run, type Step } from './flow';

type EventPath = readonly Step[];

/**
 * The shortest way to each place that is reached by some first steps, the nearest first.
 *
 * @internal
 */
export function* pathsAlong(first: readonly Step[], stepsFrom: (place: Place) => readonly Step[]): Iterable<EventPath> {
  const paths = first.map((step): EventPath => [step]);
  const seen = new Set<Place>();
  for (const path of paths) {
    const place = endOf(path);
    if (seen.has(place)) continue;
    seen.add(place);
    yield path;
    for (const step of stepsFrom(place)) paths.push([...path, step]);
  }
}

/** @internal */
export const endOf = (path: EventPath): Place => path[path.length - 1].to;

/** The first of the ways that ends so. @internal */
export function pathTo(paths: Iterable<EventPath>, isEnd: (place: Place) => boolean): EventPath | undefined {
  for (const path of paths) if (isEnd(endOf(path))) return path;
  return undefined;
}

/** As a message shows it: `Orders > Failed > Orders`. @internal */
export function shownPath(from: string, path: EventPath): string {
  return [from, ...path.flatMap(({ through, to }) => [...(through ? [through] : []), calledPlace(to)])].join(' > ');
}

const calledPlace = (place: Place): string => (place instanceof Run ? place.invoked.fn.name : calledResource(place));

const calledResource = (resource: Resource): string => resource.text('QueueName') ?? resource.text('TopicName') ?? resource.label;
