import type { TemplateBody } from '../../lib/template-model/template';
import { refuse, shownBriefly } from '../refusal';
import { fromYaml } from './yaml-text';

/** CloudFormation takes 1 MB; what is larger was never meant as a template. */
const LARGEST = 16 * 1024 * 1024;
const DEEPEST = 100;

/** Reads a template from its text, JSON or YAML with CloudFormation's short forms. */
export function templateOf(name: string, text: string): TemplateBody {
  if (text.length > LARGEST) {
    refuse(
      `${name}: a template must be smaller than ${LARGEST / 1024 / 1024} MB, got ${Math.ceil(text.length / 1024 / 1024)}; name the file of a template`,
    );
  }
  const body = text.trimStart().startsWith('{') ? fromJson(name, text) : fromYaml(name, text, DEEPEST);
  checkShape(name, body);
  return body as TemplateBody;
}

function fromJson(name: string, text: string): unknown {
  try {
    const body = JSON.parse(text);
    if (isDeeper(body, DEEPEST))
      refuse(`${name}: a template must be nested at most ${DEEPEST} levels deep, got more; name the file of a template`);
    return body;
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(`${name}: a template must be JSON or YAML, got neither: ${error.message}`);
    throw error;
  }
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The sections that the rules read, and no more: CloudFormation itself judges the others. */
function checkShape(name: string, body: unknown): void {
  const resources = isObject(body) ? body.Resources : undefined;
  if (!isObject(resources)) {
    refuse(
      `${name}: a template must have 'Resources', an object of resources, got ${shownBriefly(isObject(body) ? Object.keys(body) : body)}; ` +
        `name a CloudFormation or SAM template, or the folder that 'cdk synth' writes`,
    );
  }
  for (const [id, resource] of Object.entries(resources as Record<string, unknown>)) {
    // A transform that brings resources along stands here too.
    if (id.startsWith('Fn::')) continue;
    if (!isObject(resource) || typeof resource.Type !== 'string') {
      refuse(`${name}: the resource '${id}' must be an object with a 'Type', got ${shownBriefly(resource)}; write its type`);
    }
    const { Properties } = resource as Record<string, unknown>;
    if (Properties !== undefined && !isObject(Properties)) {
      refuse(`${name}: 'Properties' of '${id}' must be an object, got ${shownBriefly(Properties)}; write its properties as keys`);
    }
  }
  for (const section of ['Outputs', 'Parameters', 'Mappings', 'Globals']) {
    const found = (body as Record<string, unknown>)[section];
    if (found !== undefined && found !== null && !isObject(found))
      refuse(`${name}: '${section}' must be an object, got ${shownBriefly(found)}; leave it out if it is empty`);
  }
}
