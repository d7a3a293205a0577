import { type Place, Run, type Step } from './flow';
import type { Resource } from './resource';

type Way = readonly Step[];

/**
 * The shortest way to each place that is reached by some first steps, the nearest first.
 *
 * @internal
 */
export function* waysAlong(first: readonly Step[], stepsFrom: (place: Place) => readonly Step[]): Iterable<Way> {
  const ways = first.map((step): Way => [step]);
  const seen = new Set<Place>();
  for (const way of ways) {
    const place = endOf(way);
    if (seen.has(place)) continue;
    seen.add(place);
    yield way;
    for (const step of stepsFrom(place)) ways.push([...way, step]);
  }
}

/** @internal */
export const endOf = (way: Way): Place => way[way.length - 1].to;

/** The first of the ways that ends so. @internal */
export function wayTo(ways: Iterable<Way>, isEnd: (place: Place) => boolean): Way | undefined {
  for (const way of ways) if (isEnd(endOf(way))) return way;
  return undefined;
}

/** As a message shows it: `Orders > Failed > Orders`. @internal */
export function shownWay(from: string, way: Way): string {
  return [from, ...way.flatMap(({ through, to }) => [...(through ? [through] : []), calledPlace(to)])].join(' > ');
}

const calledPlace = (place: Place): string => (place instanceof Run ? place.invoked.fn.name : calledResource(place));

const calledResource = (resource: Resource): string => resource.text('QueueName') ?? resource.text('TopicName') ?? resource.id;
