/**
 * A template to be checked, and what is known of where it will be deployed.
 *
 * @internal
 */
export interface Template {
  /** How it is called in a report: the path of its stack, or its file. */
  readonly name: string;
  readonly body: TemplateBody;
  /** Where it was read. */
  readonly file?: string;
  /** Of a nested stack: the resource that deploys it. */
  readonly deployedBy?: { readonly template: Template; readonly id: string };
  readonly region?: string;
  readonly account?: string;
}

/** The sections that are read. @internal */
export interface TemplateBody {
  readonly Resources?: Readonly<Record<string, ResourceBody>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value?: unknown; readonly Export?: { readonly Name?: unknown } }>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** @internal */
export interface ResourceBody {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly DependsOn?: unknown;
  readonly DeletionPolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  /** Of a resource that SAM makes. What a template itself has by that name is no instance. */
  readonly writtenAt?: unknown;
}

/**
 * Where in a template something is written that SAM makes a resource of: the keys that lead there.
 *
 * @internal
 */
export class WrittenAt {
  constructor(public readonly path: readonly string[]) {}
}
