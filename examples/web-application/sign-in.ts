import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

export interface SignInProps {
  /** The addresses of the page, to which users return. */
  readonly urls: string[];
  /** The first part of the domain of the sign-in pages, one of its Region. */
  readonly domainPrefix: string;
}

/** Users, and the pages at which they sign in. The page gets tokens by a code that only it can redeem (PKCE), and keeps no secret. */
export class SignIn extends Construct {
  public readonly users: cognito.UserPool;
  public readonly client: cognito.UserPoolClient;

  constructor(scope: Construct, id: string, { urls, domainPrefix }: SignInProps) {
    super(scope, id);
    this.users = new cognito.UserPool(this, 'Users', {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      autoVerify: { email: true },
      passwordPolicy: { minLength: 12, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true },
      mfa: cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.users).acknowledge(
      { id: 'AwsSolutions-COG2', reason: 'Users may turn on a second factor. Set Mfa.REQUIRED where what they keep is worth it.' },
      {
        id: 'AwsSolutions-COG8',
        reason: 'The plus tier is billed for each user who signs in. Set featurePlan where risky sign-ins must be found.',
      },
    );
    this.users.addDomain('Domain', { cognitoDomain: { domainPrefix } });
    this.client = this.users.addClient('Page', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      authFlows: {},
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID], callbackUrls: urls, logoutUrls: urls },
    });
  }
}
