import { existsSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Evidence, foldersAbove } from './file-states';
import { isFile, isFolder, isInsidePackage } from './kinds';
import { PackageTargets } from './package-targets';
import { sourceMapFiles } from './source-map-files';
import { type TsConfig, tsConfigAt } from './ts-config';

/** What esbuild's metafile tells of an input: https://esbuild.github.io/api/#metafile */
export interface Metafile {
  readonly inputs: Record<
    string,
    { readonly imports: { readonly path: string; readonly original?: string; readonly external?: boolean }[] }
  >;
}

/** What the command line tells of resolution. */
export interface Resolution {
  readonly tsconfig?: string;
  readonly alias?: Record<string, string>;
  readonly inject?: string[];
  readonly mainFields: readonly string[];
  /** Whether the source maps of inputs are read, and the sources that these name. */
  readonly sourceMaps: boolean;
  readonly sources: boolean;
  readonly nodePaths: string[];
  readonly lockFile: string;
}

const MODULES = 'node_modules';
const PLUG_AND_PLAY = ['.pnp.cjs', '.pnp.js', '.pnp.data.json'];
/** What a folder may say about the files in it and below. */
const SETTINGS = ['package', 'tsconfig', 'jsconfig', '.pnp', MODULES];
const RELATIVE = /^\.\.?(\/|\\|$)/;

/**
 * All that decided what esbuild made of the project: the files that it read, and the places where resolution would have
 * found another. More places are named than esbuild looks at: that costs a build, never a wrong bundle.
 *
 * @internal
 */
export class EvidenceCollector {
  private readonly files = new Set<string>();
  private readonly names = new Map<string, Set<string>>();
  private readonly visited = new Set<string>();
  private readonly probed = new Set<string>();
  private readonly configs = new Map<string, TsConfig>();
  private readonly modules = new Map<string, boolean>();
  private readonly targets = new PackageTargets();

  constructor(
    private readonly root: string,
    private readonly resolution: Resolution,
  ) {}

  /** Undefined where nobody can tell what was looked at. */
  public collect(metafile: Metafile): Evidence | undefined {
    const { tsconfig, alias, inject } = this.resolution;
    this.files.add(this.resolution.lockFile);
    this.visit(this.root);
    for (const folder of foldersAbove(this.root)) this.readConfigs(folder);
    if (tsconfig) this.readConfig(resolve(this.root, tsconfig));
    for (const target of [...Object.values(alias ?? {}), ...(inject ?? [])]) this.probe(this.root, target);
    for (const path of inject ?? []) this.around(resolve(this.root, path));
    for (const path of Object.keys(metafile.inputs)) if (!this.readInput(resolve(this.root, path))) return undefined;
    for (const [path, { imports }] of Object.entries(metafile.inputs)) {
      const folder = dirname(resolve(this.root, path));
      for (const { path, original = path } of imports) {
        // A pattern stands for all files that match it.
        if (original.includes('*')) return undefined;
        this.probe(folder, original);
      }
    }
    if (this.readsPlugAndPlay()) return undefined;
    const named = [...this.names].map(([folder, names]) => [this.nameOf(folder), [...names].sort()] as const).sort(byName);
    return { files: [...this.files].map((path) => this.nameOf(path)).sort(), names: Object.fromEntries(named) };
  }

  private readInput(path: string): boolean {
    // On another drive, there is no relative path.
    if (!isFile(path) || isAbsolute(relative(this.root, path))) return false;
    this.files.add(path);
    this.around(path);
    this.visit(dirname(path));
    if (this.resolution.sourceMaps) for (const file of sourceMapFiles(path, this.resolution.sources)) this.files.add(file);
    return true;
  }

  /** A folder that code is in: what it and those above say, and where they would look for packages. */
  private visit(folder: string): void {
    if (this.visited.has(folder)) return;
    this.visited.add(folder);
    this.addNames(folder, SETTINGS);
    this.files.add(join(folder, 'package.json'));
    this.readConfigs(folder);
    const above = dirname(folder);
    if (above === folder || folder === this.root) return;
    // A file may take the place of a folder.
    if (this.isWatchable(folder)) this.around(folder);
    this.visit(above);
  }

  private readConfigs(folder: string): void {
    for (const name of ['tsconfig.json', 'jsconfig.json']) if (existsSync(join(folder, name))) this.readConfig(join(folder, name));
  }

  private readConfig(path: string): void {
    if (this.configs.has(path)) return;
    const config = tsConfigAt(path);
    this.configs.set(path, config);
    for (const file of config.files) {
      this.files.add(file);
      this.around(file);
    }
  }

  private probe(folder: string, specifier: string): void {
    const key = `${folder}\n${specifier}`;
    if (this.probed.has(key)) return;
    this.probed.add(key);
    const plain = specifier.replace(/[?#].+$/, '');
    for (const name of new Set([specifier, plain])) {
      if (RELATIVE.test(name) || isAbsolute(name)) this.probePath(resolve(folder, name));
      else this.probePackage(folder, name);
    }
  }

  private probePath(path: string): void {
    this.around(path);
    if (!isFolder(path)) return;
    this.around(join(path, 'index'));
    this.probeManifest(path);
  }

  private probeManifest(folder: string): void {
    const manifest = join(folder, 'package.json');
    this.files.add(manifest);
    this.addNames(folder, ['package', 'index']);
    for (const target of this.targets.entries(manifest, this.resolution.mainFields)) this.probeTarget(resolve(folder, target));
  }

  private probeTarget(path: string): void {
    this.around(path);
    if (isFolder(path)) this.around(join(path, 'index'));
  }

  private probePackage(folder: string, specifier: string): void {
    const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    for (const at of [folder, ...foldersAbove(folder)]) {
      if (this.hasModules(at)) this.probeModules(join(at, MODULES), name, specifier);
      this.probeOwn(folder, at, name, specifier);
    }
    for (const path of this.resolution.nodePaths) this.probeModules(resolve(this.root, path), name, specifier);
    for (const config of this.configs.values()) for (const path of config.candidates(specifier)) this.probePath(path);
  }

  private probeModules(modules: string, name: string, specifier: string): void {
    const key = `${modules}\n${specifier}`;
    if (this.probed.has(key)) return;
    this.probed.add(key);
    const at = join(modules, name);
    this.around(at);
    if (dirname(at) !== modules) this.around(dirname(at));
    if (!existsSync(at)) return;
    this.probeManifest(at);
    if (specifier !== name) this.probePath(join(modules, specifier));
    for (const target of this.targets.mapped(join(at, 'package.json'), 'exports', `.${specifier.slice(name.length)}`)) {
      this.probeTarget(resolve(at, target));
    }
  }

  private hasModules(folder: string): boolean {
    if (!this.modules.has(folder)) this.modules.set(folder, existsSync(join(folder, MODULES)));
    return this.modules.get(folder) === true;
  }

  /** A package may import itself by its name, and other packages by `imports`. */
  private probeOwn(folder: string, at: string, name: string, specifier: string): void {
    const manifest = join(at, 'package.json');
    const targets = specifier.startsWith('#')
      ? this.targets.mapped(manifest, 'imports', specifier)
      : this.targets.mapped(manifest, 'exports', `.${specifier.slice(name.length)}`, name);
    for (const target of targets) {
      if (target.startsWith('.')) this.probeTarget(resolve(at, target));
      else if (!target.startsWith('#')) this.probe(folder, target);
    }
  }

  /** The path, with any extension or none. */
  private around(path: string): void {
    const folder = dirname(path);
    if (folder === path) return;
    const name = path.slice(folder.length).replace(/^[/\\]/, '');
    const extension = extname(name);
    this.addNames(folder, extension ? [name, name.slice(0, -extension.length)] : [name]);
  }

  private addNames(folder: string, names: readonly string[]): void {
    const known = this.names.get(folder) ?? new Set<string>();
    this.names.set(folder, known);
    // Only a package manager writes into a package: all names are shorter than those that matter.
    if (isInsidePackage(folder)) known.add('*');
    else for (const name of names) known.add(name);
  }

  private isWatchable(folder: string): boolean {
    const relativePath = relative(this.root, folder);
    return !/^(\.\.[/\\]?)*$/.test(relativePath);
  }

  private readsPlugAndPlay(): boolean {
    return [...this.visited, ...foldersAbove(this.root)].some((folder) => PLUG_AND_PLAY.some((name) => existsSync(join(folder, name))));
  }

  private nameOf(path: string): string {
    return relative(this.root, path).split(sep).join('/') || '.';
  }
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number => (one < other ? -1 : 1);
