import { readFileSync } from 'node:fs';
import { matchOf } from './patterns';
import { textsIn } from './texts-in';

/*
 * Where a package.json sends an import. All conditions count: a file that is missing today may be there tomorrow.
 * https://nodejs.org/api/packages.html
 */

/** @internal */
export class PackageTargets {
  private readonly contents = new Map<string, Record<string, unknown>>();

  /** Of the package as a whole, by the fields that name a file. */
  public entries(manifest: string, fields: readonly string[]): string[] {
    return [...new Set(['main', 'module', 'browser', ...fields])].flatMap((field) => this.field(manifest, field));
  }

  public field(manifest: string, name: string): string[] {
    return textsIn(this.content(manifest)[name]);
  }

  /** Of a name such as `./part` in `exports` or `#part` in `imports`, if the package has the name that is asked for. */
  public mapped(manifest: string, field: 'exports' | 'imports', name: string, owner?: string): string[] {
    const { name: packageName, [field]: value } = this.content(manifest);
    if (owner !== undefined && packageName !== owner) return [];
    const isMap = typeof value === 'object' && value !== null && Object.keys(value).some((key) => /^[.#]/.test(key));
    return Object.entries(isMap ? (value as object) : { '.': value }).flatMap(([key, targets]) => {
      const matched = matchOf(key, name);
      return matched === undefined ? [] : textsIn(targets).map((target) => target.replace(/\*/g, () => matched));
    });
  }

  private content(manifest: string): Record<string, unknown> {
    const known = this.contents.get(manifest) ?? contentOf(manifest);
    this.contents.set(manifest, known);
    return known;
  }
}

function contentOf(manifest: string): Record<string, unknown> {
  try {
    const content = JSON.parse(readFileSync(manifest, 'utf8'));
    return typeof content === 'object' && content !== null ? content : {};
  } catch {
    return {};
  }
}
