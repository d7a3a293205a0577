import { arnOf, NAME_PROPERTIES, namedIn } from './arns';
import { Evaluation, type Surroundings } from './expressions';
import { readJson } from './json-text';
import { givesHiddenPermissions, makesHiddenResources } from './macros';
import { isFields, isKnown, isList, Reference, Resource, UNKNOWN, type Value } from './resource';
import { expanded } from './sam/expand';
import type { Template } from './template';

/**
 * Every resource of the templates, by its type, its logical id and its name, and what crosses from one template to another.
 *
 * @internal
 */
export class Resources implements Surroundings {
  public readonly all: readonly Resource[];

  private open?: boolean;
  private hidden?: boolean;
  private readonly byTemplate = new Map<Template, Map<string, Resource>>();
  private readonly byType = new Map<string, Resource[]>();
  private readonly evaluations = new Map<Template, Evaluation>();
  private readonly crossed = new Map<string, Value>();
  private names?: ReadonlyMap<string, Resource | undefined>;
  private exports?: ReadonlyMap<string, { readonly template: Template; readonly value: unknown }>;

  constructor(public readonly templates: readonly Template[]) {
    for (const template of templates) this.read(template);
    this.all = [...this.byTemplate.values()].flatMap((resources) => [...new Set(resources.values())]);
    const byId = new Map<string, Resource>();
    for (const resource of this.all) {
      const other = byId.get(resource.id);
      if (other) for (const each of [other, resource]) each.shareId();
      else byId.set(resource.id, resource);
      const alike = this.byType.get(resource.type);
      if (alike) alike.push(resource);
      else this.byType.set(resource.type, [resource]);
    }
  }

  public ofType(...types: string[]): readonly Resource[] {
    return types.length === 1 ? (this.byType.get(types[0]) ?? []) : types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resource behind a reference, an ARN or, with its type, a name; absent where it is none of these templates. */
  public behind(value: Value, type?: string): Resource | undefined {
    if (value instanceof Reference) return value.resource;
    const arn = arnOf(value);
    const named = arn && namedIn(arn);
    if (named) return named.name instanceof Reference ? named.name.resource : this.named(named.type, named.name);
    return type !== undefined && typeof value === 'string' ? this.named(type, value) : undefined;
  }

  /** The resource that has the name; absent where none or several do. */
  public named(type: string, name: string): Resource | undefined {
    this.names ??= namesOf(this.all);
    return this.names.get(`${type} ${name}`);
  }

  /** Whether there may be resources that no template spells out. */
  public get isOpen(): boolean {
    this.open ??= this.templates.some(makesHiddenResources);
    return this.open;
  }

  /** Whether there may be policies and permissions that no template spells out. */
  public get hasHiddenPolicies(): boolean {
    this.hidden ??= this.isOpen || this.templates.some(givesHiddenPermissions);
    return this.hidden;
  }

  /** Whether a value may name one of that type though none was found behind it: several have the name, or a deployment knows it. */
  public mayName(value: Value, type: string): boolean {
    const arn = arnOf(value);
    const name = (arn ? namedIn(arn)?.name : undefined) ?? value;
    if (typeof name !== 'string') return !isKnown(name);
    this.names ??= namesOf(this.all);
    return this.names.has(`${type} ${name}`);
  }

  public resourceOf(template: Template, id: string): Resource | undefined {
    return this.byTemplate.get(template)?.get(id);
  }

  public exported(name: string): Value {
    this.exports ??= this.readExports();
    const found = this.exports.get(name);
    return this.crossing(`export ${name}`, found?.template, found?.value);
  }

  public parameterOf(template: Template, name: string): Value {
    const parent = template.deployedBy;
    const passed = parent?.template.body.Resources?.[parent.id]?.Properties?.Parameters as Record<string, unknown> | undefined;
    return this.crossing(`parameter ${name} of ${template.name}`, parent?.template, passed?.[name]);
  }

  public outputOf(nested: Resource, name: string): Value {
    const template = this.templates.find(({ deployedBy }) => deployedBy?.template === nested.template && deployedBy.id === nested.id);
    return this.crossing(`output ${name} of ${nested.template.name}/${nested.id}`, template, template?.body.Outputs?.[name]?.Value);
  }

  /** What crosses from one template into another is a text; one that needs itself is not known. */
  private crossing(key: string, from: Template | undefined, expression: unknown): Value {
    if (this.crossed.has(key)) return this.crossed.get(key);
    this.crossed.set(key, UNKNOWN);
    const value = from && expression !== undefined ? this.evaluationOf(from).evaluate(expression) : UNKNOWN;
    const text = isList(value) || isFields(value) ? UNKNOWN : value;
    this.crossed.set(key, text);
    return text;
  }

  private read(template: Template): void {
    const { evaluate } = this.evaluationOf(template);
    const resources = new Map<string, Resource>();
    for (const [id, body] of Object.entries(expanded(template.body).Resources ?? {})) {
      if (!isType(body?.Type)) continue;
      const resource = new Resource(id, template, body, evaluate, readJson);
      resources.set(id, resource);
      // SAM names the alias and the version that it makes in another way too.
      const [, fn, , property] = resource.writtenAt ?? [];
      if (property === 'AutoPublishAlias') resources.set(`${fn}.${resource.type.split('::')[2]}`, resource);
    }
    this.byTemplate.set(template, resources);
  }

  private evaluationOf(template: Template): Evaluation {
    const known = this.evaluations.get(template) ?? new Evaluation(template, this);
    this.evaluations.set(template, known);
    return known;
  }

  private readExports(): ReadonlyMap<string, { readonly template: Template; readonly value: unknown }> {
    const exports = new Map<string, { readonly template: Template; readonly value: unknown }>();
    for (const template of this.templates) {
      for (const output of Object.values(template.body.Outputs ?? {})) {
        const name = output?.Export && this.evaluationOf(template).evaluate(output.Export.Name);
        if (typeof name === 'string') exports.set(name, { template, value: output.Value });
      }
    }
    return exports;
  }
}

/** A single word is no type, and may be a name that each object of JavaScript has. */
const isType = (type: unknown): boolean => typeof type === 'string' && type.includes('::');

/** By type and name; a name that two have, in two regions or accounts, names none. */
function namesOf(resources: readonly Resource[]): ReadonlyMap<string, Resource | undefined> {
  const names = new Map<string, Resource | undefined>();
  for (const resource of resources) {
    const property = NAME_PROPERTIES[resource.type];
    const name = property === undefined ? undefined : resource.text(property);
    if (name === undefined) continue;
    const key = `${resource.type} ${name}`;
    names.set(key, names.has(key) ? undefined : resource);
  }
  return names;
}
