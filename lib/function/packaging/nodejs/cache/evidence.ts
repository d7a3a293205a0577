import { existsSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Evidence, foldersAbove } from './file-states';
import { isFile, isFolder, isInsidePackage } from './kinds';
import { PackageTargets } from './package-targets';
import { type Input, partsOf, type Resolution } from './resolution';
import { sourceMapFiles } from './source-map-files';
import { allSteps, evidenceOf, Step, Steps } from './steps';
import { type TsConfig, tsConfigAt } from './ts-config';

const MODULES = 'node_modules';
const PLUG_AND_PLAY = ['.pnp.cjs', '.pnp.js', '.pnp.data.json'];
/** What a folder may say about the files in it and below. */
const SETTINGS = ['package', 'tsconfig', 'jsconfig', '.pnp', MODULES];
const RELATIVE = /^\.\.?(\/|\\|$)/;

/**
 * All that decided what esbuild made of the project: the files that it read, and the places where resolution would have
 * found another. More places are named than esbuild looks at: that costs a build, never a wrong bundle.
 *
 * What it has found for one bundle it uses for the next: it serves as long as nothing has changed of all that it named.
 *
 * @internal
 */
export class EvidenceCollector {
  private readonly steps = new Steps();
  private readonly configs = new Map<string, TsConfig>();
  private readonly modules = new Map<string, boolean>();
  private readonly targets = new PackageTargets();

  constructor(
    private readonly root: string,
    private readonly resolution: Resolution,
  ) {}

  /** Undefined where nobody can tell what was looked at. */
  public collect(inputs: readonly Input[]): Evidence | undefined {
    const first = new Step();
    this.steps.within(first, () => {
      this.steps.once('the project', () => this.visitProject());
      for (const input of inputs) this.steps.once(`input ${input}`, () => this.readInput(input));
    });
    const steps = allSteps(first);
    const configs = new Set([...steps].flatMap((step) => step.configs));
    const specifiers = new Set([...steps].flatMap((step) => step.specifiers));
    this.steps.within(first, () => {
      for (const config of configs) for (const specifier of specifiers) this.probeConfig(config, specifier);
    });
    return evidenceOf(allSteps(first));
  }

  private visitProject(): void {
    const { tsconfig, tsconfigRaw, alias, inject, lockFile } = this.resolution;
    // Nothing here reads where it sends an import.
    if (/paths|baseUrl|extends/.test(tsconfigRaw ?? '')) this.steps.now.isOpen = true;
    this.addFile(lockFile);
    this.visit(this.root);
    for (const folder of foldersAbove(this.root)) this.readSettings(folder);
    if (tsconfig) this.readConfig(resolve(this.root, tsconfig));
    for (const target of [...Object.values(alias ?? {}), ...(inject ?? [])]) this.probe(this.root, target);
    for (const path of inject ?? []) this.around(resolve(this.root, path));
  }

  private readInput(input: Input): void {
    const { path: name, imports } = partsOf(input);
    const path = resolve(this.root, name);
    // On another drive, there is no relative path. A pattern stands for all files that match it.
    if (!isFile(path) || isAbsolute(relative(this.root, path)) || imports.some((name) => name.includes('*'))) {
      this.steps.now.isOpen = true;
      return;
    }
    const folder = dirname(path);
    this.addFile(path);
    this.around(path);
    this.visit(folder);
    if (this.resolution.sourceMaps) for (const file of sourceMapFiles(path, this.resolution.sources)) this.addFile(file);
    for (const specifier of imports) this.probe(folder, specifier);
  }

  /** A folder that code is in: what it and those above say, and where they would look for packages. */
  private visit(folder: string): void {
    this.steps.once(`visit ${folder}`, () => {
      this.addNames(folder, SETTINGS);
      const mapped = this.targets.field(this.addManifest(folder), 'browser');
      for (const name of mapped.flatMap((target) => [target, `./${target}`])) this.probe(folder, name);
      this.readSettings(folder);
      const above = dirname(folder);
      if (above === folder || folder === this.root) return;
      // A file may take the place of a folder.
      if (!/^(\.\.[/\\]?)*$/.test(relative(this.root, folder))) this.around(folder);
      this.visit(above);
    });
  }

  private readSettings(folder: string): void {
    if (PLUG_AND_PLAY.some((name) => existsSync(join(folder, name)))) this.steps.now.isOpen = true;
    for (const name of ['tsconfig.json', 'jsconfig.json']) if (existsSync(join(folder, name))) this.readConfig(join(folder, name));
  }

  private readConfig(path: string): void {
    this.steps.now.configs.push(path);
    this.steps.once(`config ${path}`, () => {
      const config = tsConfigAt(path, this.root);
      this.configs.set(path, config);
      for (const file of config.files) {
        this.addFile(file);
        this.around(file);
      }
    });
  }

  /** Where the settings send an import. */
  private probeConfig(config: string, specifier: string): void {
    this.steps.once(`config ${config}\n${specifier}`, () => {
      for (const path of this.configs.get(config)?.candidates(specifier) ?? []) this.probePath(path);
    });
  }

  private probe(folder: string, specifier: string): void {
    this.steps.once(`probe ${folder}\n${specifier}`, () => {
      const plain = specifier.replace(/[?#].+$/, '');
      for (const name of new Set([specifier, plain])) {
        if (RELATIVE.test(name) || isAbsolute(name)) this.probePath(resolve(folder, name));
        else this.probePackage(folder, name);
      }
    });
  }

  private probePath(path: string): void {
    this.around(path);
    if (!isFolder(path)) return;
    this.around(join(path, 'index'));
    this.probeManifest(path);
  }

  private probeManifest(folder: string): void {
    const manifest = this.addManifest(folder);
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
    for (const [from, to] of Object.entries(this.resolution.alias ?? {}))
      if (specifier.startsWith(`${from}/`)) this.probe(this.root, to + specifier.slice(from.length));
    for (const path of this.resolution.nodePaths) this.probeModules(resolve(this.root, path), name, specifier);
    this.steps.now.specifiers.push(specifier);
  }

  private probeModules(modules: string, name: string, specifier: string): void {
    this.steps.once(`modules ${modules}\n${specifier}`, () => {
      const at = join(modules, name);
      this.around(at);
      if (dirname(at) !== modules) this.around(dirname(at));
      if (!existsSync(at)) return;
      this.probeManifest(at);
      if (specifier !== name) this.probePath(join(modules, specifier));
      for (const target of this.targets.mapped(join(at, 'package.json'), 'exports', `.${specifier.slice(name.length)}`)) {
        this.probeTarget(resolve(at, target));
      }
    });
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
    const name = this.nameOf(folder);
    // Only a package manager writes into a package: all names are shorter than those that matter.
    for (const wanted of isInsidePackage(folder) ? ['*'] : names) this.steps.now.names.push([name, wanted]);
  }

  private addFile(path: string): void {
    this.steps.now.files.push(this.nameOf(path));
  }

  /** Where there is none, the names in the folder tell when there is one. */
  private addManifest(folder: string): string {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) this.addFile(manifest);
    return manifest;
  }

  private nameOf(path: string): string {
    return relative(this.root, path).split(sep).join('/') || '.';
  }
}
