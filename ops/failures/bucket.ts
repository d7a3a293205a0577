import { isNotFound } from '../aws/errors';
import { serviceTimeOf } from '../aws/service-time';
import type { Session } from '../session';
import type { Stored } from './stored';
import { nameOfArn } from './targets';

const READERS = 16;

/** The bucket of a failure target: reading it changes nothing. */
export class FailureBucket {
  private readonly name: string;

  constructor(
    private readonly session: Session,
    arn: string,
    private readonly prefixes: readonly string[],
  ) {
    this.name = nameOfArn(arn);
  }

  /** All objects, page by page: memory does not grow with the bucket. */
  public async *read(): AsyncIterable<Stored> {
    const { paginateListObjectsV2 } = await import('@aws-sdk/client-s3');
    const client = await this.session.clients.s3();
    for (const Prefix of this.prefixes) {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: this.name, Prefix })) {
        for (let at = 0; at < Contents.length && !this.session.signal.aborted; at += READERS) {
          const page = Contents.slice(at, at + READERS);
          for (const stored of await Promise.all(page.map(({ Key = '', LastModified }) => this.get(Key, LastModified)))) yield* stored;
        }
      }
    }
  }

  /** What time it is for S3. */
  public async time(): Promise<number> {
    const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
    const command = new ListObjectsV2Command({ Bucket: this.name, Prefix: this.prefixes[0], MaxKeys: 1 });
    const at = serviceTimeOf(command);
    await (await this.session.clients.s3()).send(command);
    return at();
  }

  public async delete(key: string): Promise<void> {
    const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
    await (await this.session.clients.s3()).send(new DeleteObjectCommand({ Bucket: this.name, Key: key }));
  }

  /** Nothing where another replay has deleted it since it was listed. */
  private async get(Key: string, modified: Date | undefined): Promise<Stored[]> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const client = await this.session.clients.s3();
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: this.name, Key }));
      return [{ id: Key, sentAt: modified?.getTime() ?? 0, receives: 0, body: (await Body?.transformToString()) ?? '', attributes: {} }];
    } catch (error) {
      if (isNotFound(error)) return [];
      throw error;
    }
  }
}
