import { AspectPriority, Aspects, type IAspect, type IResolvable, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { acknowledge } from './acknowledgements';
import { ManagedPolicies } from './managed-policies';
import { charactersIn, charactersOf, FRAME, INLINE_CHARACTERS, mostCharactersOf } from './policy-size';
import { refersTo } from './references';
import { replaceManagedPolicies } from './replaced-policies';
import { checkNumber, tooLong } from './role-quotas';
import { PolicyKind, type ServicePolicy } from './service-policy';

/** cdk-nag has a separate rule for the inline policies of a role. */
const STAR_IN_ROLE = 'Serverless-LambdaStarPermissions';

/** The name of our inline policy of a role. @internal */
export const INLINE_NAME = 'LambdaService';

/**
 * Where the statements of a role that Lambda itself needs are rendered, decided when the app is complete.
 *
 * In the role, where it is the function's own: one resource less for each, and the role is never without them. Beside the
 * role stay statements about what refers back to the role or its function, which would close a circle; those of a role that
 * the user made; and customer-managed policies. What makes the inline policies of the role longer than IAM takes goes into
 * managed policies, and what makes these too many into policies that features share.
 *
 * @internal
 */
export class RolePolicies extends Construct {
  /** The policies of the role: one construct a role, however many functions share it. */
  public static of(role: iam.IRole): RolePolicies {
    return RolePolicies.known(role) ?? new RolePolicies(role, false);
  }

  /**
   * The same for a role whose functions exist already: what is added is placed at once, also while aspects run.
   *
   * @param owner the function whose own role it is, where statements may be in the role
   */
  public static ofExisting(role: iam.IRole, owner: IConstruct | undefined): RolePolicies {
    const policies = RolePolicies.known(role) ?? new RolePolicies(role, true);
    if (owner && !policies.owner) policies.adopt(owner);
    return policies;
  }

  private static known(role: iam.IRole): RolePolicies | undefined {
    return role.node.tryFindChild('ServicePolicies') as RolePolicies | undefined;
  }

  private readonly policies: ServicePolicy[] = [];
  /** Inline policies of the user, where the role reports each. */
  private readonly users: iam.Policy[] = [];
  /** The function whose own role it is. */
  private owner?: IConstruct;
  /** What is in the role. */
  private readonly inside: ServicePolicy[] = [];
  private ours?: iam.PolicyDocument;
  private readonly managed: ManagedPolicies;
  /** Managed policies that the role names, instead of the other way round. */
  private readonly named: string[] = [];
  private isNaming = false;
  private isAdopted = false;

  private constructor(
    private readonly role: iam.IRole,
    /** Whether what is added is placed at once: all that was there is placed already. */
    private isAtOnce: boolean,
  ) {
    super(role, 'ServicePolicies');
    this.managed = new ManagedPolicies(this, role, (scope, id, statements) => this.makeManaged(scope, id, statements));
    if (isAtOnce) return;
    // As late as the CDK divides its own policy, and as early, so that aspects of users see the result.
    const place: IAspect = { visit: (node) => (node === role ? this.place() : undefined) };
    Aspects.of(role).add(place, { priority: AspectPriority.MUTATING });
    role.node.addValidation({ validate: () => (this.hasUsersInline ? tooLong(this.usersInline()) : []) });
  }

  /** From now on the statements may be in the role: it is made for the function, and nobody else gives it inline policies. */
  public own(fn: IConstruct): void {
    this.owner = fn;
  }

  /** From now on the same, for a function that exists. What was added before stays where it is. */
  private adopt(fn: IConstruct): void {
    this.place();
    this.owner = fn;
    this.isAdopted = true;
    this.node.addValidation({ validate: () => this.circles() });
  }

  /** Our statements take the place of managed policies, in the one update of the role. */
  public replaceManaged(isReplaced: (arn: unknown) => boolean): void {
    this.isNaming = true;
    replaceManagedPolicies(this.resource, isReplaced, this.named);
  }

  /** Whether statements may be in the role. */
  public mayHold(statements: readonly iam.PolicyStatement[]): boolean {
    return this.owner !== undefined && !this.refersBack(statements);
  }

  public count(policy: iam.Policy): void {
    // The CDK attaches a policy to its role more than once.
    if (!this.users.includes(policy)) this.users.push(policy);
  }

  public add(policy: ServicePolicy): void {
    this.policies.push(policy);
    if (this.isAtOnce) this.place();
  }

  private place(): void {
    this.isAtOnce = true;
    const policies = this.policies.splice(0).filter(({ isInTree }) => isInTree);
    const managed = policies.filter(({ kind }) => kind === PolicyKind.CUSTOMER_MANAGED);
    const inline = policies.filter(({ kind }) => kind === PolicyKind.INLINE);
    const fitting = this.fittingInline(inline);
    this.placeInline(fitting);
    managed.push(...inline.filter((policy) => !fitting.includes(policy)));
    for (const policy of managed) this.managed.attach(policy);
    checkNumber(this.role, this.managed.count, this.owner !== undefined);
  }

  private placeInline(policies: readonly ServicePolicy[]): void {
    // Most roles hold all: what several policies name is followed once.
    const hasRoom = this.mayHold(policies.flatMap(({ statements }) => statements));
    const inside = hasRoom ? policies : policies.filter(({ statements }) => this.mayHold(statements));
    if (inside.length > 0) this.documentInside.addStatements(...inside.flatMap(({ statements }) => statements));
    this.inside.push(...inside);
    for (const policy of inside) policy.placeAt(this.resource, STAR_IN_ROLE);
    const reasons = new Set(inside.flatMap(({ reasonForEveryResource }) => reasonForEveryResource ?? []));
    if (reasons.size > 0) acknowledge(this.resource, { [STAR_IN_ROLE]: [...reasons].join(' ') });
    for (const policy of policies) if (!inside.includes(policy)) this.attachInline(policy);
  }

  private get documentInside(): iam.PolicyDocument {
    if (!this.ours) {
      this.ours = new iam.PolicyDocument();
      this.resource.policies = [...this.present, { policyName: INLINE_NAME, policyDocument: this.ours }];
    }
    return this.ours;
  }

  /** What was placed at once may refer back to the role later. */
  private circles(): string[] {
    if (!this.inside.some(({ statements }) => this.refersBack(statements))) return [];
    return [
      `the role must not be named by what its function writes to, got such a reference after the function was hardened, which closes a circle; ` +
        `call 'Hardening.of(scope).apply()' after it`,
    ];
  }

  private refersBack(statements: readonly iam.PolicyStatement[]): boolean {
    const targets = new Set([this.resource, ...(this.owner ? [this.owner] : [])]);
    return refersTo(this.role, statements.map(namedIn), targets);
  }

  private attachInline(policy: ServicePolicy): void {
    new iam.Policy(policy, 'Policy', { statements: [...policy.statements], roles: [this.role] });
    policy.placeAt(policy);
  }

  private makeManaged(scope: Construct, id: string, statements: iam.PolicyStatement[]): iam.ManagedPolicy {
    const isNamed = this.isNaming && this.mayHold(statements);
    const managed = new iam.ManagedPolicy(scope, id, { statements, roles: isNamed ? [] : [this.role] });
    if (isNamed) this.named.push(managed.managedPolicyArn);
    return managed;
  }

  /** Those that IAM takes beside the inline policies of the user, which the CDK has divided already. */
  private fittingInline(policies: readonly ServicePolicy[]): readonly ServicePolicy[] {
    const users = this.hasUsersInline ? this.usersInline() : [];
    let free = INLINE_CHARACTERS - users.reduce((sum: number, document) => sum + charactersIn(document), FRAME);
    const frame = this.owner ? 0 : FRAME;
    const most = policies.flatMap(({ statements }) => statements).reduce((sum, statement) => sum + mostCharactersOf(statement), 0);
    if (most + policies.length * frame <= free) return policies;
    return policies.filter(({ statements }) => {
      const characters = statements.reduce((sum, statement) => sum + charactersOf(this.role, statement), frame);
      if (characters > free) return false;
      free -= characters;
      return true;
    });
  }

  /** Whether there may be inline policies beside ours: to resolve none costs time for each role. */
  private get hasUsersInline(): boolean {
    return !this.owner || this.isAdopted || this.users.length > 0 || this.present.length > (this.ours ? 1 : 0);
  }

  private usersInline(): object[] {
    const stack = Stack.of(this.role);
    return stack.resolve([
      ...this.present,
      ...(this.owner && !this.isAdopted ? this.users : this.attached()).map(({ document }) => document),
    ]);
  }

  /** A role of the user's does not report its policies: those that are attached to it are searched. */
  private attached(): iam.Policy[] {
    const stack = Stack.of(this.role);
    const name = JSON.stringify(stack.resolve(this.role.roleName));
    const isAttached = (policy: iam.Policy) =>
      JSON.stringify(stack.resolve((policy.node.defaultChild as iam.CfnPolicy).roles) ?? []).includes(name);
    return stack.node.findAll().filter((node): node is iam.Policy => node instanceof iam.Policy && isAttached(node));
  }

  private get present(): (IResolvable | iam.CfnRole.PolicyProperty)[] {
    const { policies } = this.resource;
    return Array.isArray(policies) ? policies : policies === undefined ? [] : [policies];
  }

  private get resource(): iam.CfnRole {
    return this.role.node.defaultChild as iam.CfnRole;
  }
}

/** All of a role's statement that may name resources. Its JSON says the same, and costs more. */
const namedIn = ({ resources, notResources, conditions }: iam.PolicyStatement): unknown => [resources, notResources, conditions];
