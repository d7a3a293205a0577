import type { IConstruct } from 'constructs';

/** What takes the choices of a scope beside hardened functions: `PlainFunctions`. */
export interface IDefaultsTarget {
  /** Called once, when a scope is set to apply its choices to the target. */
  applyDefaults(scope: IConstruct): void;
}
