import type { GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import { refuse } from '../refusal';

export interface CopiedCode {
  readonly input: { readonly ZipFile?: Uint8Array } | { readonly ImageUri?: string };
  /** Why it runs on one architecture only, if so. */
  readonly bound?: string;
}

/** What CreateFunction takes directly. */
const LARGEST_ZIP = 50 * 1024 * 1024;
const ELF = [0x7f, 0x45, 0x4c, 0x46];

/** The code of the function, as it was deployed. */
export async function downloadCode({ Code, Configuration }: GetFunctionCommandOutput): Promise<CopiedCode> {
  if (Code?.ImageUri) return { input: { ImageUri: Code.ImageUri }, bound: 'a container image is built for one' };
  if (!Code?.Location)
    return refuse(`the code of '${Configuration?.FunctionName}' must be readable, got no address of it; ask for lambda:GetFunction`);
  const answer = await fetch(Code.Location);
  if (!answer.ok) return refuse(`the code of '${Configuration?.FunctionName}' must be readable, got status ${answer.status}; try again`);
  const ZipFile = new Uint8Array(await answer.arrayBuffer());
  if (ZipFile.length > LARGEST_ZIP)
    return refuse(
      `the code must have at most 50 MB to be copied, got ${Math.round(ZipFile.length / 1024 / 1024)} MB; tune a stage of it with a smaller bundle`,
    );
  if (Configuration?.Layers?.length) return { input: { ZipFile }, bound: 'its layers may be built for one' };
  const binary = nativeBinaryIn(ZipFile);
  return { input: { ZipFile }, bound: binary === undefined ? undefined : `${binary} is built for one` };
}

/** A file of machine code. */
export function nativeBinaryIn(zip: Uint8Array): string | undefined {
  let found: string | undefined;
  // Only files that may be machine code are unpacked.
  const files = unzipSync(zip, { filter: ({ name }) => /(\.so(\.\d+)*|\.node|(^|\/)bootstrap|(^|\/)[^./]+)$/.test(name) });
  for (const [name, content] of Object.entries(files)) if (ELF.every((byte, index) => content[index] === byte)) found ??= name;
  return found;
}
