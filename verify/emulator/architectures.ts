import { STEPS as AISLE } from './aisle/story';
import { STEPS as WATERMARK } from './watermark/story';
import { STEPS as WEB } from './web/story';

/** An architecture of `examples/` on the emulator: what is tested, in order, and what only AWS shows. */
export interface ShownArchitecture {
  readonly name: string;
  readonly command: string;
  readonly tested: readonly string[];
  readonly notTested: string;
}

export const SHOWN_ARCHITECTURES: readonly ShownArchitecture[] = [
  {
    name: 'web-application',
    command: 'npm run demo:web',
    tested: Object.keys(WEB),
    notTested:
      "the distribution, since the emulator's reads no bucket: a stand-in serves the files from the bucket and forwards `/api/`; throttles; " +
      'the sign-in pages of Cognito, instead of which the emulator has its own',
  },
  {
    name: 'endless-aisle',
    command: 'npm run demo:aisle',
    tested: Object.keys(AISLE),
    notTested:
      "how SQS moves messages back from a redrive queue ('replay' asks it to), which the emulator cannot; failed events of an alias, since " +
      'it uses the settings of the function; stock reports that cannot be read, since it retries a failed batch forever',
  },
  {
    name: 'watermark',
    command: 'npm run demo:watermark',
    tested: Object.keys(WATERMARK),
    notTested:
      'the cache and the web ACL of CloudFront, and its signature, which the emulator does not make: one is sent with the request; reserved concurrency; arm64, instead of which the headers of its files are read',
  },
];
