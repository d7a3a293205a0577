import { WAIVERS } from '../core/waiver-metadata';
import { type ResourceBody, type Template, WrittenAt } from './template';

/** What only a deployment knows: a parameter, a pseudo parameter, what a condition decides. @internal */
export class Unknown {
  constructor(public readonly name: string) {}
}

/** @internal */
export const UNKNOWN = new Unknown('?');

/** A resource, or one of its attributes: `Ref` where it is the resource itself. @internal */
export class Reference {
  constructor(
    public readonly resource: Resource,
    public readonly attribute: string,
  ) {}
}

/** @internal */
export type Part = string | Reference | Unknown;

/** A text of which only parts are known. @internal */
export class Text {
  constructor(public readonly parts: readonly Part[]) {}
}

/** @internal */
export interface Fields {
  readonly [key: string]: Value;
}

/**
 * What an expression of a template comes to. Absent is undefined.
 *
 * @internal
 */
export type Value = string | number | boolean | null | Reference | Unknown | Text | readonly Value[] | Fields | undefined;

/** @internal */
export const isFields = (value: Value): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Unknown || value instanceof Reference || value instanceof Text);

/** @internal */
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** The parts of a text, known or not; absent where it is none. @internal */
export function partsOf(value: Value): readonly Part[] | undefined {
  if (value instanceof Text) return value.parts;
  if (typeof value === 'string' || value instanceof Reference || value instanceof Unknown) return [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : undefined;
}

/** A text of its parts: the text itself where all of it is known. @internal */
export function textOf(parts: readonly Part[]): Value {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined[joined.length - 1];
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  if (joined.length === 0) return '';
  return joined.length === 1 ? joined[0] : new Text(joined);
}

/** Whether nothing in the value waits for a deployment. @internal */
export function isKnown(value: Value): boolean {
  if (value instanceof Unknown || value instanceof Text || value instanceof Reference) return false;
  if (isList(value)) return value.every(isKnown);
  return !isFields(value) || Object.values(value).every(isKnown);
}

/**
 * A resource of a template. What is asked of a property is undefined where only a deployment knows it: rules stay silent
 * then. Where the property is absent, its default is given instead.
 *
 * @internal
 */
export class Resource {
  public readonly type: string;
  /** The condition under which it exists. */
  public readonly condition?: string;
  /** The properties as the template has them. */
  public readonly written: Readonly<Record<string, unknown>>;

  private evaluated?: Map<string, Value>;
  private isIdShared = false;

  constructor(
    public readonly id: string,
    public readonly template: Template,
    private readonly body: ResourceBody,
    private readonly evaluate: (properties: unknown) => Value,
    /** Reads the text of a JSON object: policies may be written so. */
    private readonly readJson: (text: Value) => Value,
  ) {
    this.type = body.Type;
    this.condition = body.Condition;
    this.written = body.Properties ?? {};
  }

  /** For people: its logical id, and its template where another one has that id too. */
  public get label(): string {
    return this.isIdShared ? `${this.id} (${this.template.name})` : this.id;
  }

  /** Another template of the application has a resource with the same logical id. */
  public shareId(): void {
    this.isIdShared = true;
  }

  public get deletionPolicy(): string | undefined {
    return this.body.DeletionPolicy;
  }

  /** The logical ids in `DependsOn`. */
  public get dependsOn(): readonly string[] {
    const ids = this.body.DependsOn;
    return (Array.isArray(ids) ? ids : [ids]).filter((id): id is string => typeof id === 'string');
  }

  /** Where the CDK made it, as in `Shop/Orders/Resource`. */
  public get constructPath(): string | undefined {
    const path = this.body.Metadata?.['aws:cdk:path'];
    return typeof path === 'string' ? path : undefined;
  }

  /** Of a resource that SAM makes: the keys that lead to what it is made of. */
  public get writtenAt(): readonly string[] | undefined {
    const { writtenAt } = this.body;
    return writtenAt instanceof WrittenAt ? writtenAt.path : undefined;
  }

  public get metadata(): Readonly<Record<string, unknown>> {
    return this.body.Metadata ?? {};
  }

  /** Whether this library made it, or its function, without that, for a reason that the template records. */
  public hasLeftOut(protection: string): boolean {
    const leftOut = this.metadata[WAIVERS];
    return typeof leftOut === 'object' && leftOut !== null && protection in leftOut;
  }

  /** A property by its path, as in `RedrivePolicy.maxReceiveCount`. */
  public get(path: string): Value {
    if (!path.includes('.')) return this.property(path);
    const [name, ...keys] = path.split('.');
    const value = this.property(name);
    return keys.reduce(inside, this.readJson(value) ?? value);
  }

  public number(path: string, otherwise?: number): number | undefined {
    const value = this.get(path);
    if (value === undefined) return otherwise;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
  }

  public text(path: string, otherwise?: string): string | undefined {
    const value = this.get(path);
    if (value === undefined) return otherwise;
    return typeof value === 'string' ? value : undefined;
  }

  public flag(path: string, otherwise = false): boolean | undefined {
    const value = this.get(path);
    if (value === undefined) return otherwise;
    if (value === 'true' || value === 'false') return value === 'true';
    return typeof value === 'boolean' ? value : undefined;
  }

  /** Whether the property is there; undefined where a condition decides. */
  public has(path: string): boolean | undefined {
    const value = this.get(path);
    return value === UNKNOWN ? undefined : value !== undefined;
  }

  /** The items of a list, none where it is absent; undefined where it is not known how many there are. */
  public list(path: string): readonly Value[] | undefined {
    const value = this.get(path);
    if (value === undefined) return [];
    return isList(value) ? value : undefined;
  }

  /** The resource that a property refers to, of whatever attribute. */
  public referred(path: string): Resource | undefined {
    const value = this.get(path);
    return value instanceof Reference ? value.resource : undefined;
  }

  private property(name: string): Value {
    const written = this.written[name];
    if (typeof written !== 'object') return this.evaluate(written);
    this.evaluated ??= new Map();
    const known = this.evaluated.get(name);
    if (known !== undefined) return known;
    const value = this.evaluate(written);
    this.evaluated.set(name, value);
    return value;
  }
}

/** What a value has by that name, or in that place. */
function inside(value: Value, key: string): Value {
  if (value === undefined || value === null) return undefined;
  if (isList(value)) return value[Number(key)];
  if (isFields(value)) return value[key];
  return isKnown(value) ? undefined : UNKNOWN;
}
