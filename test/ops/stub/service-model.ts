import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A part of a service model, in the words of botocore. */
export interface Model {
  /** What stands before the operation in the header `X-Amz-Target`; none for Lambda, which has paths. */
  readonly target?: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface Operation {
  readonly method: string;
  readonly uri: string;
  readonly input?: string;
  readonly output?: string;
}

export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  /** The member that is the body as a whole. */
  readonly payload?: string;
}

export interface Member {
  readonly shape?: string;
  readonly location?: string;
  readonly locationName?: string;
}

/** What `npx projen emulator` compares with AWS's own models. */
export const MODELS: Readonly<Record<string, Model>> = JSON.parse(readFileSync(join(__dirname, 'service-model.json'), 'utf8'));

/** Where a value is not what its shape asks for, a sentence each. */
export function violations(model: Model, name: string | undefined, value: unknown, path: string): string[] {
  if (name === undefined || value === undefined || value === null) return [];
  const shape = model.shapes[name];
  const wrong = (what: string): string[] => [`${path} must be ${what}, got ${JSON.stringify(value)?.slice(0, 80)}`];
  switch (shape.type) {
    case 'structure':
      return typeof value === 'object' && !Array.isArray(value) ? ofStructure(model, shape, value as object, path) : wrong('a structure');
    case 'list':
      if (!Array.isArray(value)) return wrong('a list');
      return [
        ...outOfRange(shape, value.length, path),
        ...value.flatMap((item, index) => violations(model, shape.member, item, `${path}[${index}]`)),
      ];
    case 'map':
      return Object.entries(value).flatMap(([key, item]) => [
        ...violations(model, shape.key, key, `${path} key`),
        ...violations(model, shape.value, item, `${path}.${key}`),
      ]);
    case 'string':
      if (typeof value !== 'string') return wrong('a string');
      if (shape.enum && !shape.enum.includes(value)) return wrong(`one of ${shape.enum.join(', ')}`);
      if (shape.pattern && !expressionOf(shape.pattern).test(value)) return wrong(`as ${shape.pattern}`);
      return outOfRange(shape, value.length, path);
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong('a boolean');
    case 'integer':
    case 'long':
      return Number.isInteger(value) ? outOfRange(shape, value as number, path) : wrong('a whole number');
    case 'float':
    case 'double':
      return typeof value === 'number' ? outOfRange(shape, value, path) : wrong('a number');
    case 'timestamp':
      return ['number', 'string'].includes(typeof value) ? [] : wrong('a time');
    case 'blob':
      return typeof value === 'string' ? [] : wrong('in Base64');
    default:
      return wrong(`of the known type ${shape.type}`);
  }
}

/** Some patterns have classes of Unicode, others have what these do not allow. */
function expressionOf(pattern: string): RegExp {
  const whole = `^(?:${pattern})$`;
  return new RegExp(whole, pattern.includes('\\p{') ? 'su' : 's');
}

function ofStructure(model: Model, { required = [], members = {} }: Shape, value: object, path: string): string[] {
  const given = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  const names = given.map(([field]) => field);
  return [
    ...required.filter((field) => !names.includes(field)).map((field) => `${path}.${field} is required`),
    ...names.filter((field) => !Object.hasOwn(members, field)).map((field) => `${path}.${field} is not in the model`),
    ...given.flatMap(([field, item]) => violations(model, members[field]?.shape, item, `${path}.${field}`)),
  ];
}

function outOfRange({ min, max }: Shape, size: number, path: string): string[] {
  return (min !== undefined && size < min) || (max !== undefined && size > max)
    ? [`${path} must be from ${min} to ${max}, got ${size}`]
    : [];
}
