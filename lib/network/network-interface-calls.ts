/**
 * Whether the function's own code is allowed to call the EC2 actions that its role has for the VPC.
 *
 * Lambda needs them to create and delete network interfaces; the code does not.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 *
 * @example
 * NetworkInterfaceCalls.allowed('the function deletes unused interfaces of test runs');
 */
export class NetworkInterfaceCalls {
  /** The code is denied these actions, by the condition that AWS documents (`lambda:SourceFunctionArn`). */
  public static denied(): NetworkInterfaceCalls {
    return new NetworkInterfaceCalls();
  }

  /**
   * The code is allowed to call these actions.
   *
   * @param reason why, kept in the template's metadata
   */
  public static allowed(reason: string): NetworkInterfaceCalls {
    return new NetworkInterfaceCalls(reason);
  }

  /** @internal */
  private constructor(public readonly _reason?: string) {}
}
