import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../cli/main';

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** What the command says to the arguments. */
export function run(...args: string[]): Ran {
  const out: string[] = [];
  const err: string[] = [];
  const noted = (lines: string[]) => (text: unknown) => {
    lines.push(String(text));
    return true;
  };
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(noted(out)),
    jest.spyOn(console, 'error').mockImplementation(noted(err)),
    jest.spyOn(process.stdout, 'write').mockImplementation(noted(out)),
    jest.spyOn(process.stderr, 'write').mockImplementation(noted(err)),
  ];
  try {
    return { exit: main(args), out: out.join('\n'), err: err.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** A file of that name in a separate folder. */
export function file(name: string, content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'checks-')), name);
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}

/** A queue that shows its messages again too early. */
export const BAD = {
  Resources: {
    Orders: { Type: 'AWS::Lambda::Function', Properties: { Timeout: 60, Role: 'arn:aws:iam::111122223333:role/orders' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Orders' } },
    },
  },
};

/** Only the rule that BAD breaks for sure. */
export const ONLY = ['--only', 'SqsVisibilityTimeout'];
