import type { IConstruct } from 'constructs';
import { ScopedChoice } from '../core/cdk/scoped-choice';
import { checkScope, got, refuse } from '../core/errors';
import { checkNames, noObject } from '../core/input/option-names';
import { withoutUndefined } from '../core/without-undefined';
import { type HardenedFunctionDefaultOptions, SCOPE_OPTIONS } from './default-options';
import { checkKinds } from './setting-kinds';

/** What scopes choose entry by entry. */
const JOINED = [
  'alarms',
  'sourceAlarms',
  'frontAlarms',
  'environment',
  'bundling',
] as const satisfies (keyof HardenedFunctionDefaultOptions)[];

const chosen = new ScopedChoice<HardenedFunctionDefaultOptions>('HardenedFunctionDefaults.set');

/**
 * Choices made once for every hardened function below a scope: an App, a Stage, a Stack or any construct.
 *
 * The nearest scope wins, prop by prop; a function's own prop wins over all.
 *
 * @example
 * declare const app: cdk.App;
 * HardenedFunctionDefaults.of(app).set({
 *   alarmActions: AlarmActions.topicNamed('ops-alarms'),
 *   logRetention: logs.RetentionDays.TWO_YEARS,
 * });
 */
export class HardenedFunctionDefaults {
  /** The choices of a scope. */
  public static of(scope: IConstruct): HardenedFunctionDefaults {
    checkScope('HardenedFunctionDefaults.of', scope, 'the app');
    return new HardenedFunctionDefaults(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Sets defaults of the scope. Earlier calls for the same scope still hold; setting the same option twice is an error.
   *
   * An error when a function below the scope exists already.
   */
  public set(options: HardenedFunctionDefaultOptions): void {
    const before = chosen.on(this.scope) ?? {};
    const now = withoutUndefined(this.checkedObject(options));
    checkNames(this.scope, 'HardenedFunctionDefaults.set', now, SCOPE_OPTIONS);
    checkKinds(this.scope, now);
    for (const prop of Object.keys(now)) {
      if (prop in before)
        refuse(
          this.scope,
          `'${prop}' must be set once per scope, got a second value in 'HardenedFunctionDefaults.set'; remove one of them`,
        );
    }
    const { applyTo } = now;
    if (applyTo !== undefined && typeof applyTo.applyDefaults !== 'function') {
      refuse(this.scope, `'applyTo' must be functions that take the choices, got ${got(applyTo)}; pass for example PlainFunctions.all()`);
    }
    chosen.set(this.scope, { ...before, ...now });
    applyTo?.applyDefaults(this.scope);
  }

  private checkedObject(options: HardenedFunctionDefaultOptions): HardenedFunctionDefaultOptions {
    const message = noObject('HardenedFunctionDefaults.set', options, 'alarmActions');
    if (message !== undefined) refuse(this.scope, message);
    return options;
  }

  /**
   * What holds at the scope: each option as the nearest scope sets it.
   *
   * @internal
   */
  public static _at(scope: IConstruct, reader?: string): HardenedFunctionDefaultOptions {
    const farthestFirst = chosen.from(scope, reader).reverse();
    if (farthestFirst.length === 0) return {};
    const joined = (prop: (typeof JOINED)[number]) =>
      Object.assign({}, ...farthestFirst.map((choices) => withoutUndefined(choices[prop] ?? {})));
    return { ...Object.assign({}, ...farthestFirst), ...Object.fromEntries(JOINED.map((prop) => [prop, joined(prop)])) };
  }
}
