import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ARCHITECTURES } from './architectures';
import { drawing } from './architectures/drawing';
import { gatherFacts } from './demo/facts';
import { alarms } from './docs/alarms';
import { checkPages } from './docs/check-pages';
import { checks } from './docs/checks';
import { dashboardPicture, dashboards } from './docs/dashboards';
import { defaults } from './docs/defaults';
import { emulator } from './docs/emulator';
import { eventSources } from './docs/event-sources';
import { filters } from './docs/filters';
import { fleetAlarms } from './docs/fleet-alarms';
import { migrating } from './docs/migrating';
import { operations } from './docs/operations';
import { optingOut } from './docs/opting-out';
import { resourcesAndPermissions } from './docs/resources-and-permissions';
import { warnings } from './docs/warnings';
import { commonMistakesImage } from './terminal/common-mistakes';

const ROOT = join(__dirname, '..');

/** Every generated page, by its path in the repository. */
export function pages(): Record<string, string> {
  return {
    'docs/alarms.md': alarms(),
    'docs/resources-and-permissions.md': resourcesAndPermissions(gatherFacts()),
    'docs/warnings.md': warnings(),
    'docs/opting-out.md': optingOut(),
    'docs/defaults.md': defaults(),
    'docs/migrating.md': migrating(),
    'docs/event-sources.md': eventSources(),
    'docs/fleet-alarms.md': fleetAlarms(),
    'docs/dashboards.md': dashboards(),
    'docs/dashboard-light.svg': dashboardPicture('light'),
    'docs/dashboard-dark.svg': dashboardPicture('dark'),
    'docs/filters.md': filters(),
    'docs/checks.md': checks(),
    ...checkPages(),
    'docs/common-mistakes.svg': commonMistakesImage(),
    ...Object.fromEntries(ARCHITECTURES.map((each) => [`examples/${each.name}/architecture.svg`, drawing(each)])),
    'docs/emulator.md': emulator(),
    'ops/README.md': operations(),
  };
}

export function writePages(root = ROOT): void {
  for (const path of leftOver(root, pages())) rmSync(join(root, path));
  for (const [path, text] of Object.entries(pages())) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The pages that are missing, differ from what would be written, or are written no longer. */
export function stalePages(root = ROOT): string[] {
  const written = pages();
  const stale = Object.entries(written).filter(
    ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
  );
  return [...stale.map(([path]) => path), ...leftOver(root, written)];
}

/** The folder that has generated pages only: the page of a rule that is gone does not stay. */
const GENERATED = 'docs/checks';

function leftOver(root: string, written: Readonly<Record<string, string>>): string[] {
  const folder = join(root, GENERATED);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => `${GENERATED}/${name}`)
    .filter((path) => !Object.hasOwn(written, path));
}

function main(): void {
  if (!process.argv.includes('--check')) {
    writePages();
    return;
  }
  const stale = stalePages();
  for (const path of stale) console.error(`${path} is not up to date; generate it with tools/docs.ts`);
  if (stale.length > 0) process.exitCode = 1;
}

if (require.main === module) main();
