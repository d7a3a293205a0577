import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { checkList } from '../core/input/kind-checks';
import { checkReason } from '../core/input/reasons';

/** What may be waived, by the prop that gives it. @internal */
export type FrontProtection = 'webAclArn' | 'certificate';

/**
 * A protection that a front does without, with the reason.
 *
 * @example
 * FrontWaiver.webAcl('only machines of our own network call it');
 */
export class FrontWaiver {
  /**
   * No web ACL of AWS WAF is in front.
   *
   * @param reason why, kept in the template's metadata
   */
  public static webAcl(reason: string): FrontWaiver {
    return new FrontWaiver('webAclArn', 'webAcl', reason);
  }

  /**
   * Callers may use TLS below 1.2: CloudFront takes TLS 1.0 on its own domain, whatever the distribution sets, and a REST API with the
   * security policy `TLS_1_0` does. An HTTP API never does.
   *
   * @param reason why, kept in the template's metadata
   */
  public static minimumTls(reason: string): FrontWaiver {
    return new FrontWaiver('certificate', 'minimumTls', reason);
  }

  /** @internal */
  private constructor(
    public readonly _protection: FrontProtection,
    public readonly _name: string,
    public readonly _reason: string,
  ) {}
}

/** The reasons by protection. @internal */
export type FrontReasons = { readonly [protection in FrontProtection]?: string };

/** @internal */
export function checkFrontWaivers(scope: IConstruct, waivers: readonly FrontWaiver[] = []): FrontReasons {
  checkList(scope, 'waivers', waivers, 'FrontWaiver', (waiver) => waiver instanceof FrontWaiver);
  for (const { _name, _reason } of waivers) checkReason(scope, `FrontWaiver.${_name}`, _reason);
  return Object.fromEntries(waivers.map(({ _protection, _reason }) => [_protection, _reason]));
}

/**
 * The protection, or the reason to do without: one of them, and not both.
 *
 * @internal
 */
export function checkProtected(scope: IConstruct, prop: FrontProtection, value: unknown, reason: string | undefined, how: string): void {
  const isGiven = value !== undefined && value !== null;
  if (isGiven && reason !== undefined) {
    refuse(scope, `'${prop}' can't be combined with a waiver of it; remove one of them`);
  }
  if (!isGiven && reason === undefined) refuse(scope, `'${prop}' must be given, got none; ${how}`);
}
