import { partsOf, Reference, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';

const KEY = 'AWS::KMS::Key';

/** Where each kind of resource names the key that encrypts it. */
const PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'KmsMasterKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::S3::Bucket': 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID',
  'AWS::Kinesis::Stream': 'StreamEncryption.KeyId',
  'AWS::DynamoDB::Table': 'SSESpecification.KMSMasterKeyId',
  'AWS::SecretsManager::Secret': 'KmsKeyId',
};

/**
 * The keys that encrypt what the templates make.
 *
 * @internal
 */
export class Keys {
  private readonly byAlias = new Map<string, Value>();

  constructor(private readonly resources: Resources) {
    for (const alias of resources.ofType('AWS::KMS::Alias')) {
      const name = alias.text('AliasName');
      if (name !== undefined) this.byAlias.set(name, alias.get('TargetKeyId'));
    }
  }

  /** The key of the templates that encrypts the resource; absent where there is none, or it is not known. */
  public of(resource: Resource): Resource | undefined {
    const key = this.named(keyIdOf(resource));
    return key?.type === KEY ? key : undefined;
  }

  /** Whether a key encrypts it that AWS made and whose policy nobody can change. */
  public isOfAws(resource: Resource): boolean {
    const id = keyIdOf(resource);
    const text = typeof id === 'string' ? id : partsOf(id)?.at(-1);
    return typeof text === 'string' && /(^|:)alias\/aws\//.test(text);
  }

  /** The key of the templates that an ARN, an id or an alias names. */
  public named(id: Value): Resource | undefined {
    const last = partsOf(id)?.at(-1);
    const alias = typeof last === 'string' ? /(^|:)(alias\/.*)/.exec(last)?.[2] : undefined;
    const aliased = alias === undefined ? (last instanceof Reference ? last : id) : this.byAlias.get(alias);
    const resource = this.resources.behind(aliased);
    return resource?.type === 'AWS::KMS::Alias' ? this.resources.behind(resource.get('TargetKeyId')) : resource;
  }
}

function keyIdOf(resource: Resource): Value {
  const property = PROPERTIES[resource.type];
  return property === undefined ? undefined : resource.get(property);
}
