import type { IConstruct } from 'constructs';
import { checkConstruct, checkScope } from '../core/errors';
import { checkList } from '../core/input/kind-checks';
import { checkNames } from '../core/input/option-names';
import { checkReason } from '../core/input/reasons';
import { AppResources } from './app-resources';
import type { HardeningReport } from './hardening-report';
import { LambdaHardening } from './lambda-hardening';
import { listResources } from './resources-made';

/** A construct whose functions are left as they are. */
export interface HardeningExclusion {
  /** The function, or a construct above functions. */
  readonly construct: IConstruct;

  /** Why; the report and the template's metadata repeat it. */
  readonly reason: string;
}

/** Options of `Hardening.apply`. Everything else is chosen by `HardenedFunctionDefaults` and profiles. */
export interface HardeningOptions {
  /**
   * Functions that are left as they are.
   *
   * @default - none
   */
  readonly exclusions?: HardeningExclusion[];
}

/** For languages that accept any name. */
const OPTIONS = { exclusions: true } satisfies Record<keyof HardeningOptions, true>;
const EXCLUSION = { construct: true, reason: true } satisfies Record<keyof HardeningExclusion, true>;

/**
 * Hardens functions that exist, whoever made them, without a change of the code that made them.
 *
 * Every function below the scope is hardened at the level of its resource, with what `HardenedFunctionDefaults` and profiles
 * choose; a value that the app sets stays. Names, logical IDs and properties that would replace a resource do not change. What
 * can't be changed once a function is made is left, such as architecture, VPC and layers.
 *
 * @example
 * declare const app: cdk.App;
 * HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.email('ops@example.com') });
 * const report = Hardening.of(app).apply();
 */
export class Hardening {
  /** The functions below a scope: an App, a Stage, a Stack or any construct. Stages and nested stacks below it are reached. */
  public static of(scope: IConstruct): Hardening {
    checkScope('Hardening.of', scope, 'the app');
    return new Hardening(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Hardens them. Call it last, when everything is made, and before anything is synthesized. To call it again changes nothing.
   *
   * @returns what was applied to each function, and what was left with which reason
   */
  public apply(options?: HardeningOptions): HardeningReport {
    checkNames(this.scope, 'Hardening.apply', options ?? {}, OPTIONS);
    const exclusions = this.checked(options?.exclusions ?? []);
    const mixin = new LambdaHardening();
    const app = new AppResources(this.scope.node.root, listResources(this.scope.node.root));
    for (const node of this.scope.node.findAll().filter((each) => mixin.supports(each))) {
      const excluded = exclusions.find(({ construct }) => node.node.scopes.includes(construct));
      mixin._harden(app, node, excluded?.reason);
    }
    return mixin.report;
  }

  private checked(exclusions: HardeningExclusion[]): HardeningExclusion[] {
    checkList(this.scope, 'exclusions', exclusions, undefined, () => true);
    for (const exclusion of exclusions) {
      checkConstruct(this.scope, 'exclusions.construct', exclusion?.construct, 'the function');
      checkNames(this.scope, 'exclusions', exclusion, EXCLUSION);
      checkReason(this.scope, 'exclusions', exclusion.reason);
    }
    return exclusions;
  }
}
