import { splitParts } from './arns';
import { isFields, isKnown, isList, type Part, partsOf, Reference, type Resource, textOf, UNKNOWN, Unknown, type Value } from './resource';
import type { Template } from './template';

/** Deeper than any template that people or tools write. */
const DEEPEST = 100;

/** What an expression may look up beyond its own template. */
export interface Surroundings {
  resourceOf(template: Template, id: string): Resource | undefined;
  /** What another template exports under the name. */
  exported(name: string): Value;
  /** What the stack that deploys this nested template passes. */
  parameterOf(template: Template, name: string): Value;
  outputOf(nested: Resource, name: string): Value;
}

type Evaluate = (expression: unknown) => Value;
type Intrinsic = (argument: unknown, at: Evaluation) => Value;

/** Evaluates the expressions of one template. */
export class Evaluation {
  constructor(
    public readonly template: Template,
    public readonly around: Surroundings,
    private depth = 0,
    private readonly locals: Readonly<Record<string, Value>> = {},
  ) {}

  public readonly evaluate: Evaluate = (expression) => {
    if (typeof expression !== 'object' || expression === null) return expression as Value;
    if (this.depth > DEEPEST) return UNKNOWN;
    this.depth++;
    const value = Array.isArray(expression)
      ? expression.map(this.evaluate).filter((item) => item !== undefined)
      : this.evaluateObject(expression as Record<string, unknown>);
    this.depth--;
    return value;
  };

  /** What a name stands for: a resource, a parameter, a pseudo parameter. */
  public named(name: string): Value {
    if (Object.hasOwn(this.locals, name)) return this.locals[name];
    if (name === 'AWS::NoValue') return undefined;
    if (name === 'AWS::Region') return this.template.region ?? new Unknown(name);
    if (name === 'AWS::AccountId') return this.template.account ?? new Unknown(name);
    if (name.startsWith('AWS::')) return new Unknown(name);
    const resource = this.around.resourceOf(this.template, name);
    return resource ? new Reference(resource, 'Ref') : this.around.parameterOf(this.template, name);
  }

  /** An attribute of a resource, or an output of a nested stack. */
  public attribute(id: string, attribute: string): Value {
    const made = this.around.resourceOf(this.template, `${id}.${attribute}`);
    if (made) return new Reference(made, 'Ref');
    const resource = this.around.resourceOf(this.template, id);
    if (!resource) return UNKNOWN;
    if (attribute.startsWith('Outputs.')) return this.around.outputOf(resource, attribute.slice('Outputs.'.length));
    return new Reference(resource, attribute);
  }

  public withLocals(locals: Readonly<Record<string, Value>>): Evaluation {
    return new Evaluation(this.template, this.around, this.depth, locals);
  }

  private evaluateObject(object: Readonly<Record<string, unknown>>): Value {
    const keys = Object.keys(object);
    const key = keys[0];
    if (keys.length === 1 && (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'))) {
      const intrinsic = Object.hasOwn(INTRINSICS, key) ? INTRINSICS[key] : undefined;
      if (intrinsic) return intrinsic(object[key], this);
      // IAM's own `Condition` has this form too.
      if (key !== 'Condition' || typeof object[key] === 'string') return UNKNOWN;
    }
    const fields: Record<string, Value> = Object.create(null);
    for (const each of keys) {
      const value = this.evaluate(object[each]);
      if (value !== undefined) fields[each] = value;
    }
    return fields;
  }
}

/** Of more parts than any name or ARN has: it grows by what it imports. */
const MOST_PARTS = 1000;
const LONGEST_PART = 100_000;

/** A piece that is no text is not known. */
function piecesOf(values: readonly Value[]): Value {
  const parts = values.flatMap((value): readonly Part[] => partsOf(value) ?? [UNKNOWN]);
  const text = parts.length > MOST_PARTS ? UNKNOWN : textOf(parts);
  return typeof text === 'string' && text.length > LONGEST_PART ? UNKNOWN : text;
}

function getAtt(argument: unknown, at: Evaluation): Value {
  const path = typeof argument === 'string' ? argument.split('.') : argument;
  if (!Array.isArray(path) || path.length === 0 || path.some((part) => typeof part !== 'string')) return UNKNOWN;
  return at.attribute(path[0], path.length === 2 ? path[1] : path.slice(1).join('.'));
}

function sub(argument: unknown, at: Evaluation): Value {
  const [text, locals] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') return UNKNOWN;
  const evaluated = at.evaluate(locals);
  const inside = at.withLocals(isFields(evaluated) ? evaluated : {});
  const pieces = text.split(/(\$\{[^{}]*\})/).map((piece): Value => {
    const name = /^\$\{(.*)\}$/s.exec(piece)?.[1].trim();
    if (name === undefined) return piece;
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    return name.includes('.') ? getAtt(name, at) : inside.named(name);
  });
  return piecesOf(pieces);
}

function join(argument: unknown, at: Evaluation): Value {
  if (!Array.isArray(argument) || typeof argument[0] !== 'string') return UNKNOWN;
  const pieces = at.evaluate(argument[1]);
  if (!isList(pieces)) return UNKNOWN;
  return piecesOf(pieces.flatMap((piece, index) => (index === 0 ? [piece] : [argument[0], piece])));
}

/** Both results where they are the same. */
function conditional(argument: unknown, at: Evaluation): Value {
  if (!Array.isArray(argument)) return UNKNOWN;
  const [then, otherwise] = [at.evaluate(argument[1]), at.evaluate(argument[2])];
  return isKnown(then) && JSON.stringify(then) === JSON.stringify(otherwise) ? then : UNKNOWN;
}

function select(argument: unknown, at: Evaluation): Value {
  const [index, list] = Array.isArray(argument) ? [at.evaluate(argument[0]), at.evaluate(argument[1])] : [];
  return isList(list) && (typeof index === 'number' || typeof index === 'string') ? (list[Number(index)] ?? UNKNOWN) : UNKNOWN;
}

/** A piece of an ARN that a deployment knows still names its resource, where it is the piece behind the account. */
const ARN_PIECES: readonly (Unknown | 'arn')[] = [
  'arn',
  new Unknown('AWS::Partition'),
  UNKNOWN,
  new Unknown('AWS::Region'),
  new Unknown('AWS::AccountId'),
];
const LONGEST_ARN = 10;

function split(argument: unknown, at: Evaluation): Value {
  const [separator, text] = Array.isArray(argument) ? [argument[0], at.evaluate(argument[1])] : [];
  const parts = partsOf(text);
  if (typeof separator !== 'string' || separator === '' || !parts) return UNKNOWN;
  if (!(text instanceof Reference)) return splitParts(parts, separator).map(textOf);
  return Array.from({ length: LONGEST_ARN }, (_, index) => (separator === ':' ? (ARN_PIECES[index] ?? text) : text));
}

function findInMap(argument: unknown, at: Evaluation): Value {
  const keys = Array.isArray(argument) ? argument.map(at.evaluate) : [];
  let found: unknown = at.template.body.Mappings;
  for (const key of keys.slice(0, 3)) {
    if (typeof key !== 'string' || typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return UNKNOWN;
    found = (found as Record<string, unknown>)[key];
  }
  // A mapping has texts, numbers and lists of them: what CloudFormation refuses could name itself.
  const isPlain = keys.length === 3 && [found].flat().every((one) => typeof one !== 'object');
  return isPlain ? (found as Value) : UNKNOWN;
}

function importValue(argument: unknown, at: Evaluation): Value {
  const name = at.evaluate(argument);
  return typeof name === 'string' ? at.around.exported(name) : UNKNOWN;
}

function toJson(argument: unknown, at: Evaluation): Value {
  const value = at.evaluate(argument);
  return isKnown(value) ? JSON.stringify(value) : UNKNOWN;
}

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, at) => (typeof argument === 'string' ? at.named(argument) : UNKNOWN),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::If': conditional,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': importValue,
  'Fn::ToJsonString': toJson,
};
