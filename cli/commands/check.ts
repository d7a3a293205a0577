import type { CheckSeverity } from '../../lib/checks/check-severity';
import { idsOf } from '../../lib/checks/finding-ids';
import type { Rule } from '../../lib/checks/rule';
import { coversText } from '../../lib/core/aws/wildcards';
import { authorsPath } from '../../lib/core/cdk/construct-path';
import { OutOfTime, within } from '../budget';
import {
  ALL_RULES,
  findViolations,
  HARDENING_RULES,
  type HardenedFunctions,
  hardenedFunctionsIn,
  isFunction,
  type RuleViolation,
} from '../engine';
import { type Application, constructPathOf, reasonOf } from '../input/application';
import type { SeveritySetting } from '../input/config';
import { type Inputs, type Problem, Problems } from '../input/inputs';
import type { Suppression } from '../input/suppressions';
import { suppressionsOf } from '../input/template-suppressions';
import { BASELINE, fingerprintOf } from './baseline';
import { type Place, placeOf } from './place';

/** Of every rule. */
export const IDS = ALL_RULES.map(({ id }) => id);

/** What a rule found, and why it does not count. */
export interface Checked {
  readonly found: RuleViolation;
  /** The id that acknowledges it in an app. */
  readonly id: string;
  readonly severity: CheckSeverity;
  readonly place: Place;
  /** The same in each run, wherever in its file the resource is. */
  readonly fingerprint: string;
  readonly constructPath: string | undefined;
  /** The function that is affected, as people know it. */
  readonly functionName: string | undefined;
  /** The reason for which it is acknowledged, or suppressed. */
  readonly reason: string | undefined;
}

export interface Outcome {
  readonly checked: readonly Checked[];
  readonly problems: readonly Problem[];
  readonly templates: number;
  readonly applications: number;
  readonly isEach: boolean;
  readonly functions: number;
  readonly hardening: HardenedFunctions;
  readonly isHardeningRequired: boolean;
  readonly rules: number;
  /** Suppressions of what is not found. */
  readonly unusedSuppressions: readonly string[];
}

/** What is checked, and how. */
export interface CheckOptions {
  readonly rules: readonly Rule[];
  readonly suppressions: readonly Suppression[];
  readonly severities: readonly SeveritySetting[];
  /** Fingerprints of what was found before. */
  readonly baseline: ReadonlySet<string>;
  readonly seconds: number;
}

/** Rules alone. */
export const onlyRules = (rules: readonly Rule[]): CheckOptions => ({
  rules,
  suppressions: [],
  severities: [],
  baseline: new Set(),
  seconds: 300,
});

/** Checks the applications against the rules. */
export function check({ applications, problems, isEach }: Inputs, options: CheckOptions): Outcome {
  const run = new Run(options);
  const checked = applications.flatMap((application) => run.checked(application));
  const templates = applications.flatMap((application) => application.templates);
  const applied = new Set<string>(options.rules.map(({ id }) => id));
  return {
    checked,
    problems: [...problems, ...run.problems.all],
    templates: templates.length,
    applications: applications.length,
    isEach,
    functions: templates.flatMap(({ body }) => Object.values(body.Resources ?? {})).filter(isFunction).length,
    hardening: hardenedFunctionsIn(templates),
    isHardeningRequired: HARDENING_RULES.some(({ id }) => applied.has(id)),
    rules: options.rules.length,
    unusedSuppressions: options.suppressions.filter((one) => applied.has(one.rule) && !run.used.has(one)).map(({ from }) => from),
  };
}

class Run {
  public readonly used = new Set<Suppression>();
  public readonly problems = new Problems();
  private readonly ends: number;

  constructor(private readonly options: CheckOptions) {
    this.ends = performance.now() + options.seconds * 1000;
  }

  public checked(application: Application): Checked[] {
    try {
      return within(this.ends - performance.now(), () =>
        findViolations(application.templates, this.options.rules).map((found) => this.check(application, found)),
      );
    } catch (error) {
      if (!(error instanceof OutOfTime)) throw error;
      const [{ name }] = application.templates;
      const message = `${name}: must be checked within ${this.options.seconds} seconds, got no end by then; check fewer templates at a time, or pass a higher --timeout`;
      this.problems.all.push({ file: name, message });
      return [];
    }
  }

  private check(application: Application, found: RuleViolation): Checked {
    const { rule, resource, fn } = found;
    const constructPath = constructPathOf(application, resource);
    const ids = idsOf(rule.id, resource.id);
    const place = placeOf(application, found, constructPath);
    const isCovered = (one: Suppression) => isFor(one, found, constructPath, place);
    const fingerprint = fingerprintOf(found, place, constructPath);
    const suppression = this.options.suppressions.find(isCovered);
    if (suppression) this.used.add(suppression);
    return {
      found,
      id: ids[0],
      severity: this.options.severities.filter(isCovered).pop()?.severity ?? rule.severity,
      place,
      fingerprint,
      constructPath,
      functionName: fn && (withoutResource(constructPathOf(application, fn.resource)) ?? fn.name),
      reason:
        reasonOf(application, constructPath, ids) ??
        suppression?.reason ??
        this.inTemplate(resource).find(isCovered)?.reason ??
        (this.options.baseline.has(fingerprint) ? BASELINE : undefined),
    };
  }

  private inTemplate(resource: RuleViolation['resource']): readonly Suppression[] {
    return this.problems.attempt(resource.template.name, () => suppressionsOf(resource, IDS)) ?? [];
  }
}

/** The construct that users made, where the path is that of its resource. */
export const withoutResource = (path: string | undefined): string | undefined => (path === undefined ? undefined : authorsPath(path));

function isFor(
  { rule, at, path }: Suppression,
  { rule: { id }, resource }: RuleViolation,
  constructPath: string | undefined,
  place: Place,
) {
  if (rule !== id || (path !== undefined && !coversText(path, place.file))) return false;
  const isBelow = at !== undefined && constructPath?.startsWith(`${at}/`);
  return at === undefined || isBelow || [resource.id, resource.writtenAt?.[1], constructPath].includes(at);
}
