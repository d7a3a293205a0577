import { GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Answer } from '../ask';
import type { Clients } from '../clients';
import { askCloudFront } from '../cloudfront';
import type { Deployed } from '../deployed';
import type { Emulator } from '../emulator';
import { hurry } from '../queues';

export type Bucket = 'Originals' | 'Marked';

/** examples/watermark, deployed: what is uploaded, and what can be seen of it. */
export class Gallery {
  constructor(
    private readonly clients: Clients,
    private readonly deployed: Deployed,
    private readonly emulator: Emulator,
  ) {}

  public get redriveQueue(): string {
    return this.deployed.nameOf('SQS::Queue', 'OnUploadQueueRedrive');
  }

  /** Messages that failed are delivered again after a second. */
  public async hurry(): Promise<void> {
    await hurry(this.clients, this.deployed.nameOf('SQS::Queue', 'OnUploadQueue'));
  }

  public async upload(Key: string, Body: Buffer): Promise<void> {
    await this.clients.s3.send(new PutObjectCommand({ Bucket: this.bucket('Originals'), Key, Body }));
  }

  /** The keys of all versions of all objects, sorted. */
  public async versionsIn(bucket: Bucket): Promise<string[]> {
    const { Versions = [] } = await this.clients.s3.send(new ListObjectVersionsCommand({ Bucket: this.bucket(bucket) }));
    return Versions.map(({ Key }) => String(Key)).sort();
  }

  public async marked(Key: string): Promise<Buffer> {
    const { Body } = await this.clients.s3.send(new GetObjectCommand({ Bucket: this.bucket('Marked'), Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  }

  /** Through the distribution. */
  public read(path: string, headers?: Record<string, string>): Promise<Answer> {
    return askCloudFront(this.emulator, this.deployed.outputs.ImagesUrl, path, headers);
  }

  private bucket(id: Bucket): string {
    return this.deployed.nameOf('S3::Bucket', id);
  }
}
