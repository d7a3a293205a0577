/**
 * That anyone may call a route, or all routes of an API, without authorization.
 *
 * @example
 * declare const api: HardenedHttpApi;
 * declare const health: HardenedFunction;
 * api.addFunctionRoute('GET /health', health, { publicAccess: PublicAccess.allowed('the status page calls it') });
 */
export class PublicAccess {
  /**
   * Anyone may call.
   *
   * @param reason why, kept in the template's metadata
   */
  public static allowed(reason: string): PublicAccess {
    return new PublicAccess(reason);
  }

  /** @internal */
  private constructor(public readonly _reason: string) {}
}
