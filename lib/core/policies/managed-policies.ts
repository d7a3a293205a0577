import { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { type Construct, Dependable, type IConstruct } from 'constructs';
import { refersTo } from '../cdk/references';
import { charactersOf, FRAME, inManagedPieces, MANAGED_CHARACTERS } from './policy-size';
import { PolicyKind, ServicePolicy } from './service-policy';

/** Managed policies of a role that have the statements of one feature each: below IAM's quota, with room for those that are shared. */
const SEPARATE = 10;

type Make = (scope: Construct, id: string, statements: iam.PolicyStatement[]) => iam.ManagedPolicy;

/**
 * The managed policies of a role for what Lambda itself needs: the first few features have separate ones, the others share some,
 * since IAM takes few policies of a role.
 *
 * A shared policy is filled before the next one is made. One that is deployed is updated in place, so that the role never has
 * more than it needs.
 *
 * @internal
 */
export class ManagedPolicies {
  private separate = 0;
  private shared = 0;
  private place?: ServicePolicy;
  private last?: iam.ManagedPolicy;
  /** The characters that the last shared policy has left. */
  private free = 0;

  constructor(
    private readonly scope: Construct,
    private readonly role: iam.IRole,
    private readonly make: Make,
  ) {}

  /** How many there are. */
  public get count(): number {
    return this.separate + this.shared;
  }

  /** Those about what refers to a function stay separate: the function waits for what is shared, which would close a circle. */
  public attach(policy: ServicePolicy): void {
    if (this.separate < SEPARATE || this.refersToFunction(policy)) this.attachSeparate(policy);
    else this.attachShared(policy);
  }

  private attachSeparate(policy: ServicePolicy): void {
    const pieces = inManagedPieces(policy, policy.statements);
    for (const [index, statements] of pieces.entries()) this.make(policy, numbered(index), statements);
    this.separate += pieces.length;
    policy.placeAt(policy);
  }

  private attachShared(policy: ServicePolicy): void {
    this.place ??= new ServicePolicy(this.scope, 'Shared', [], PolicyKind.CUSTOMER_MANAGED);
    for (const statement of policy.statements) this.share(statement, this.place);
    // Who waits for the policy waits for where its statements are.
    Dependable.implement(policy, { dependencyRoots: [policy, this.place] });
    policy.placeAt(this.place);
  }

  private share(statement: iam.PolicyStatement, place: Construct): void {
    const characters = charactersOf(this.role, statement);
    if (this.last && characters <= this.free) {
      this.last.addStatements(statement);
      this.free -= characters;
      return;
    }
    this.last = this.make(place, numbered(this.shared), [statement]);
    this.free = MANAGED_CHARACTERS - FRAME - characters;
    this.shared += 1;
  }

  private refersToFunction({ statements }: ServicePolicy): boolean {
    const functions = this.role.node.root.node.findAll().filter(isFunction);
    const targets = new Set<IConstruct>([...functions, this.role.node.defaultChild as CfnResource]);
    return refersTo(
      this.role,
      statements.map((statement) => statement.toStatementJson()),
      targets,
    );
  }
}

const numbered = (index: number): string => (index === 0 ? 'Policy' : `Policy${index + 1}`);

const isFunction = (node: IConstruct): boolean => CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::Function';
