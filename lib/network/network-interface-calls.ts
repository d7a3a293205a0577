/**
 * Whether the function's own code may call the EC2 actions that its role holds for the VPC.
 *
 * Lambda needs them to make and delete network interfaces; the code does not.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 *
 * @example
 * NetworkInterfaceCalls.allowed('the function cleans up interfaces that a test run left');
 */
export class NetworkInterfaceCalls {
  /** The code is denied them, by the condition that AWS documents (`lambda:SourceFunctionArn`). */
  public static denied(): NetworkInterfaceCalls {
    return new NetworkInterfaceCalls();
  }

  /**
   * The code may call them.
   *
   * @param reason why, kept in the template's metadata
   */
  public static allowed(reason: string): NetworkInterfaceCalls {
    return new NetworkInterfaceCalls(reason);
  }

  /** @internal */
  private constructor(public readonly _reason?: string) {}
}
