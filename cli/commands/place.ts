import { relative, resolve, sep } from 'node:path';
import type { RuleViolation } from '../engine';
import type { Application, SourceLine } from '../input/application';
import type { Position } from '../input/positions';
import { writtenPath } from './written-path';

/** Where something was found. */
export interface Place extends Partial<Position> {
  /** The file of the template, from the working directory on. */
  readonly file: string;
  /** The keys in the template that lead there, as in `Resources.Queue.Properties.VisibilityTimeout`. */
  readonly path: string;
  /** The line of code that created the construct. */
  readonly source?: SourceLine;
}

export function placeOf({ positions, notes }: Application, { resource, property }: RuleViolation, constructPath?: string): Place {
  const { template } = resource;
  const path = writtenPath(resource, property);
  return {
    file: fromHere(template.file ?? template.name),
    path: path.join('.'),
    ...positions.get(template)?.at(path),
    source: constructPath === undefined ? undefined : notes.sources.get(constructPath),
  };
}

/** From the working directory on, as it is the same on each machine; as a whole where it is somewhere else. */
function fromHere(file: string): string {
  const path = relative(process.cwd(), file);
  return (path.startsWith('..') ? resolve(file) : path).split(sep).join('/');
}

export const shownPlace = ({ file, line, column }: Place): string => (line === undefined ? file : `${file}:${line}:${column}`);
