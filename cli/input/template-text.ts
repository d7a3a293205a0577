import { isDeeper } from '../../lib/filters/engine/depth';
import type { TemplateBody } from '../../lib/template-model/template';
import { NoTemplate, Refusal, refuse, shownBriefly } from '../refusal';
import { JsonPositions, type Positions } from './positions';
import { fromYaml, type ReadText } from './yaml-text';

const DEEPEST = 100;

/** A template, and where its parts are written. */
export interface ReadTemplate {
  readonly body: TemplateBody;
  readonly positions: Positions;
}

/**
 * Reads a template from its text: JSON, or YAML with CloudFormation's short forms; also what `aws cloudformation get-template`
 * answers. JSON with a comma too many or a comment is YAML.
 */
export function readTemplate(name: string, text: string): ReadTemplate {
  const read = deployed(name, textRead(name, text));
  new Shape(name, read).check();
  return read as ReadTemplate;
}

/** Whether a file may be a template that nobody named: most files of a folder are none, and are not parsed. */
export const mayBeTemplate = (text: string): boolean =>
  /(AWSTemplateFormatVersion|Resources|TemplateBody)["']?\s*:/.test(text) && /AWS::|Custom::|Alexa::/.test(text);

const textRead = (name: string, text: string): ReadText =>
  (text.trimStart().startsWith('{') ? fromJson(name, text) : undefined) ?? fromYaml(name, text, DEEPEST);

/** Nothing where it is no JSON. */
function fromJson(name: string, text: string): ReadText | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (isDeeper(body, DEEPEST))
    refuse(`${name}: a template must be nested at most ${DEEPEST} levels deep, got more; pass the file of a template`);
  return { body, positions: new JsonPositions(text) };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The answer of `get-template` has the template in a field, as it was deployed: an object, or a text. */
function deployed(name: string, read: ReadText): ReadText {
  const { body, positions } = read;
  if (!isObject(body) || body.TemplateBody === undefined || body.Resources !== undefined) return read;
  if (typeof body.TemplateBody === 'string') {
    const { body: inner } = textRead(name, body.TemplateBody);
    return { body: inner, positions: { at: () => positions.at(['TemplateBody']) } };
  }
  return { body: body.TemplateBody, positions: { at: (path) => positions.at(['TemplateBody', ...path]) } };
}

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Globals',
  'Hooks',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
];

type Fields = Record<string, unknown>;

/** The sections that the rules read, and no more: CloudFormation itself checks the others. */
class Shape {
  constructor(
    private readonly name: string,
    private readonly read: ReadText,
  ) {}

  public check(): void {
    const body = this.bodyWithResources();
    for (const [id, resource] of Object.entries(body.Resources ?? {})) {
      // A transform that brings resources along is here too.
      if (!id.startsWith('Fn::')) this.checkResource(id, resource);
    }
    for (const section of ['Outputs', 'Parameters', 'Mappings', 'Globals']) {
      if (isAbsent(body[section]) || isObject(body[section])) continue;
      refuse(`${this.placeOf(section)}: '${section}' must be an object, got ${shownBriefly(body[section])}; omit it if it is empty`);
    }
  }

  private bodyWithResources(): Fields {
    const { body } = this.read;
    if (isObject(body) && (isObject(body.Resources) || isEmptyStack(body))) return body;
    const got = isObject(body) ? (body.Resources === undefined ? Object.keys(body) : body.Resources) : body;
    const Kind = isObject(body) && body.AWSTemplateFormatVersion !== undefined ? Refusal : NoTemplate;
    throw new Kind(
      `${this.placeOf('Resources')}: a template must have 'Resources', an object of resources, got ${shownBriefly(got)}; ` +
        `pass a CloudFormation or SAM template, or the folder that 'cdk synth' writes`,
    );
  }

  /** Properties that are all commented out are none. */
  private checkResource(id: string, resource: unknown): void {
    if (!isObject(resource) || typeof resource.Type !== 'string') {
      refuse(
        `${this.placeOf('Resources', id)}: the resource '${id}' must be an object with a 'Type', got ${shownBriefly(resource)}; write its type`,
      );
    }
    const fields = resource as Fields;
    if (fields.Properties === null) delete fields.Properties;
    if (fields.Properties === undefined || isObject(fields.Properties)) return;
    const place = this.placeOf('Resources', id, 'Properties');
    refuse(`${place}: 'Properties' of '${id}' must be an object, got ${shownBriefly(fields.Properties)}; write its properties as keys`);
  }

  private placeOf(...path: string[]): string {
    const position = this.read.positions.at(path);
    return position ? `${this.name}:${position.line}:${position.column}` : this.name;
  }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** An app with lookups or integration tests writes stacks that have no resources. */
const isEmptyStack = (body: Record<string, unknown>): boolean =>
  isAbsent(body.Resources) && Object.keys(body).every((key) => SECTIONS.includes(key));
