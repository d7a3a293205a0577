import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'ops');
const PACKAGE = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8'));
const MAIN = join(FOLDER, 'build', 'main.mjs');

const npm = (...args: string[]) => execFileSync('npm', args, { cwd: FOLDER, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

describe('the package of the operating command', () => {
  test('packs what esbuild has made, the licence and the README, and is small', () => {
    const [packed] = Object.values<any>(JSON.parse(npm('pack', '--dry-run', '--json', '--ignore-scripts')));
    const parts = readdirSync(join(FOLDER, 'build', 'parts')).map((file) => `build/parts/${file}`);
    expect(packed.files.map(({ path }: any) => path).sort()).toEqual(
      ['LICENSE', 'NOTICE', 'README.md', 'package.json', 'build/main.mjs', ...parts].sort(),
    );
    expect(packed.size).toBeLessThan(6_000_000);
    expect(packed.unpackedSize).toBeLessThan(6_000_000);
  });

  test('needs no other package', () => {
    expect(PACKAGE.dependencies).toBeUndefined();
    expect(PACKAGE.bin).toEqual({ 'cdk-hardened-lambda-ops': 'build/main.mjs' });
    expect(readFileSync(MAIN, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test('starts in less than 300 ms', () => {
    // The time of the processor: others may work on the machine.
    const script = `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.log(String((user + system) / 1000)); })`;
    const preload = `--import=data:text/javascript,${encodeURIComponent(script)}`;
    const timed = (): number => {
      const out = execFileSync(process.execPath, [preload, MAIN, '--help'], { encoding: 'utf8' }).trim().split('\n');
      expect(out.join()).toContain('replay');
      return Number(out.pop());
    };
    expect(Math.min(...Array.from({ length: 3 }, timed))).toBeLessThan(300);
  });

  test('runs as it is packed', () => {
    const env = {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_REGION: 'eu-west-1',
      CDK_HARDENED_LAMBDA_OPS_HOME: mkdtempSync(join(tmpdir(), 'home-')),
    };
    const run = () =>
      execFileSync(process.execPath, [MAIN, 'failures', 'orders', '--endpoint-url', 'http://127.0.0.1:1'], { env, stdio: 'pipe' });
    expect(run).toThrow('the AWS endpoint must be reachable');
  });
});
