import type { ApplicationModel } from '../../template-model/application-model';
import type { Resource } from '../../template-model/resource';

/** Whether a control is met; undefined where only a deployment knows. @internal */
export type Met = boolean | undefined;

/** What an auditor asks of a kind of resource. @internal */
export interface Control {
  /** The name of cdk-nag's rule, without a pack; another name where cdk-nag has none. */
  readonly rule: string;
  readonly title: string;
  readonly types: readonly string[];
  readonly property: string;
  /** Of Security Hub, and of AWS Config. */
  readonly others: readonly string[];
  /** Undefined where it does not apply to the resource. */
  readonly check: (resource: Resource, model: ApplicationModel) => { readonly met: Met } | undefined;
  /** The name of the protection whose waiver answers it. */
  readonly waiver?: string;
}

/** A control at one resource. @internal */
export interface ControlEvidence {
  readonly rule: string;
  readonly title: string;
  /** The ids under which cdk-nag, Security Hub and AWS Config have it. */
  readonly ids: readonly string[];
  readonly key: string;
  readonly template: string;
  readonly logicalId: string;
  readonly type: string;
  readonly property: string;
  readonly state: 'met' | 'waived' | 'open' | 'unknown';
  /** Of one that is waived. */
  readonly reason?: string;
}

/** @internal */
export interface ControlsEvidence {
  readonly rows: readonly ControlEvidence[];
  /** What is not checked, with the reason: services and rules of cdk-nag, other controls. */
  readonly excluded: Readonly<Record<string, string>>;
}
