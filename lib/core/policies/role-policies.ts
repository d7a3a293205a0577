import { AspectPriority, Aspects, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { acknowledge } from '../acknowledgements';
import { refersTo } from '../cdk/references';
import { attachedTo, policiesBelow, policiesIn, renderedDocuments } from './attached-policies';
import { ManagedPolicies } from './managed-policies';
import { charactersIn, charactersOf, FRAME, INLINE_CHARACTERS, MANAGED_POLICIES, mostCharactersOf } from './policy-size';
import { replaceManagedPolicies } from './replaced-policies';
import { checkNumber, tooLong } from './role-quotas';
import { PolicyKind, type ServicePolicy } from './service-policy';
import { UserPolicies } from './user-policies';

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
   * @param ofApp the inline policies of the app, where they are known: to search a stack for each of its roles costs much
   */
  public static ofExisting(role: iam.IRole, owner: IConstruct | undefined, ofApp?: readonly iam.Policy[]): RolePolicies {
    const policies = RolePolicies.known(role) ?? new RolePolicies(role, true);
    policies.ofApp = ofApp ?? policies.ofApp;
    if (owner && !policies.owner) policies.adopt(owner);
    return policies;
  }

  private static known(role: iam.IRole): RolePolicies | undefined {
    return role.node.tryFindChild('ServicePolicies') as RolePolicies | undefined;
  }

  private readonly policies: ServicePolicy[] = [];
  /** Those of the user, where the role reports each. */
  public readonly ofUser = new UserPolicies();
  /** The function whose own role it is. */
  private owner?: IConstruct;
  /** What is in the role. */
  private readonly inside: ServicePolicy[] = [];
  private ours?: iam.PolicyDocument;
  private readonly resource: iam.CfnRole;
  private readonly managed: ManagedPolicies;
  /** Managed policies that the role names, instead of the other way round. */
  private readonly named: string[] = [];
  private isNaming = false;
  private isAdopted = false;
  /** The inline policies of the app, while its functions are hardened. */
  private ofApp?: readonly iam.Policy[];
  private readonly oursBeside: iam.Policy[] = [];

  private constructor(
    private readonly role: iam.IRole,
    /** Whether what is added is placed at once: all that was there is placed already. */
    private isAtOnce: boolean,
  ) {
    super(role, 'ServicePolicies');
    this.resource = role.node.defaultChild as iam.CfnRole;
    this.managed = new ManagedPolicies(this, role, (scope, id, statements) => this.makeManaged(scope, id, statements));
    if (isAtOnce) return;
    // As late as the CDK divides its own policy, and as early, so that aspects of users see the result.
    Aspects.of(role).add({ visit: (node) => (node === role ? this.place() : undefined) }, { priority: AspectPriority.MUTATING });
    role.node.addValidation({ validate: () => this.faults() });
  }

  /** From now on the statements may be in the role: it is made for the function, and nobody else gives it inline policies. */
  public own(fn: IConstruct): void {
    this.owner = fn;
    this.ofUser.begin(this.resource);
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

  /** The function is hardened. The inline policies of the app are searched from now on: others may be made. */
  public endAdoption(): void {
    this.ofApp = undefined;
    this.place();
  }

  /** Whether statements may be in the role. */
  public mayHold(statements: readonly iam.PolicyStatement[]): boolean {
    return this.owner !== undefined && !this.refersBack(statements);
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
    // While a function is hardened, some of the role's are replaced.
    if (this.ofApp) return;
    if (this.managed.count + this.ofUser.mostManaged(this.resource) > MANAGED_POLICIES.usual)
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
      this.resource.policies = [...policiesIn(this.resource), { policyName: INLINE_NAME, policyDocument: this.ours }];
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
    // All of a role's statement that may name resources. Its JSON says the same, and costs more.
    const named = statements.map(({ resources, notResources, conditions }) => [resources, notResources, conditions]);
    return refersTo(this.role, named, targets);
  }

  private attachInline(policy: ServicePolicy): void {
    this.oursBeside.push(new iam.Policy(policy, 'Policy', { statements: [...policy.statements], roles: [this.role] }));
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
    if (policies.length === 0) return policies;
    const attached = this.attached(this.ofApp);
    const isAlone = this.isAlone(attached);
    const frame = this.owner ? 0 : FRAME;
    const counted = isAlone ? [...this.inside, ...policies] : policies;
    const most = counted.flatMap(({ statements }) => statements).reduce((sum, statement) => sum + mostCharactersOf(statement), 0);
    if (isAlone && FRAME + most + counted.length * frame <= INLINE_CHARACTERS) return policies;
    let free = renderedDocuments(this.role, attached).reduce((left, document) => left - charactersIn(document), INLINE_CHARACTERS - FRAME);
    if (most + policies.length * frame <= free) return policies;
    return policies.filter(({ statements }) => {
      const characters = statements.reduce((sum, statement) => sum + charactersOf(this.role, statement), frame);
      if (characters > free) return false;
      free -= characters;
      return true;
    });
  }

  /** The inline policies beside the role. One of the user's does not report them: they are searched. */
  private attached(ofApp?: readonly iam.Policy[]): iam.Policy[] {
    if (this.owner && !this.isAdopted) return this.ofUser.inline;
    const there = ofApp ? [...ofApp, ...policiesBelow(this.role), ...this.oursBeside] : policiesBelow(Stack.of(this.role));
    return attachedTo(this.role, [...new Set(there)]);
  }

  /** Whether no inline policies are there beside ours in the role. */
  private isAlone(attached: readonly iam.Policy[]): boolean {
    return attached.length === 0 && policiesIn(this.resource).length <= (this.ours ? 1 : 0);
  }

  private faults(): string[] {
    const attached = this.attached();
    return this.isAlone(attached) ? [] : tooLong(this.role, attached);
  }
}
