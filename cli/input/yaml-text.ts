import { Composer, type Document, isAlias, isMap, isScalar, isSeq, type Node, Parser, type YAMLMap } from 'yaml';
import { refuse, shownBriefly } from '../refusal';
import { LenientLexer } from './lenient-lexer';
import { LineStarts, NotedPositions, type Offsets, type Positions } from './positions';

/** More than any template has: an alias that repeats aliases would grow beyond. */
const MOST_NODES = 500_000;

/** What was read, and where its parts are. */
export interface ReadText {
  readonly body: unknown;
  readonly positions: Positions;
}

/** Reads YAML; `!Sub` and its like become `Fn::Sub`. */
export function fromYaml(name: string, text: string, deepest: number): ReadText {
  const [document, ...others] = composed(name, text, deepest);
  const [error] = [...(document?.errors ?? []), ...others.flatMap(({ errors }) => errors)];
  if (error) refuse(`${placeIn(name, text, error.pos[0])}: a template must be JSON or YAML, got neither: ${firstLine(error.message)}`);
  const second = others.find(({ contents }) => contents !== null && !(isScalar(contents) && contents.value === null));
  if (second) refuse(`${placeIn(name, text, second.range[0])}: must be one template, got a second document; write it into a separate file`);
  const reading = new Reading(name, text, deepest);
  const body = document ? reading.plain(document.contents, deepest) : null;
  return { body, positions: new NotedPositions(text, body, reading.offsets) };
}

/** The document, a collection beyond the deepest, and a scalar in it: what is read says exactly where it is too deep. */
const AROUND = 3;

const OPTIONS = { logLevel: 'silent', version: '1.1', schema: 'core', uniqueKeys: false, strict: false } as const;

function composed(name: string, text: string, deepest: number): Document.Parsed[] {
  const parser = new Parser();
  function* tokens() {
    for (const lexeme of new LenientLexer().lex(text)) {
      yield* parser.next(lexeme);
      // What composes the tokens recurses: at the end of the stack, Node.js ends the process where a regular expression is compiled.
      if (parser.stack.length > deepest + AROUND) refuse(tooDeep(name, deepest));
    }
    yield* parser.end();
  }
  // The library makes an error of each function of CloudFormation that it does not know: nobody reads where.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return [...new Composer(OPTIONS).compose(tokens())] as Document.Parsed[];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const firstLine = (message: string): string => message.split('\n')[0].replace(/:$/, '');

function placeIn(name: string, text: string, offset: number): string {
  const { line, column } = new LineStarts(text).positionOf(offset);
  return `${name}:${line}:${column}`;
}

const tooDeep = (name: string, deepest: number): string =>
  `${name}: a template must be nested at most ${deepest} levels deep and must not repeat itself without end, got more; write out its aliases`;

const MERGE = '<<';

type Fields = Record<string, unknown>;

class Reading {
  public readonly offsets: Offsets = new Map();
  private readonly anchors = new Map<string, Node>();
  private nodes = 0;

  constructor(
    private readonly name: string,
    private readonly text: string,
    private readonly deepest: number,
  ) {}

  public plain(node: unknown, levels: number): unknown {
    this.nodes += 1;
    if (levels < 0 || this.nodes > MOST_NODES) refuse(tooDeep(this.name, this.deepest));
    if (isAlias(node)) return this.plain(this.resolved(node), levels - 1);
    const { anchor, tag } = (node ?? {}) as { readonly anchor?: string; readonly tag?: string };
    if (anchor !== undefined) this.anchors.set(anchor, node as Node);
    const value = this.untagged(node, levels);
    return tag?.startsWith('!') && !tag.startsWith('!!') && tag !== '!' ? longForm(tag.slice(1), value) : value;
  }

  private resolved(node: unknown): unknown {
    if (!isAlias(node)) return node;
    const target = this.anchors.get(node.source);
    if (target) return target;
    return refuse(`${this.placeOf(node)}: an alias must have an anchor above it, got '*${node.source}'; quote it if it is text`);
  }

  private untagged(node: unknown, levels: number): unknown {
    if (isScalar(node)) return node.value instanceof Date ? node.source : node.value;
    if (isSeq(node)) return this.list(node.items as Node[], levels);
    return isMap(node) ? this.fields(node, levels) : null;
  }

  private list(items: readonly Node[], levels: number): unknown[] {
    const list = items.map((item) => this.plain(item, levels - 1));
    this.offsets.set(list, new Map(items.map((item, index) => [String(index), item?.range?.[0] ?? 0])));
    return list;
  }

  private fields(map: YAMLMap, levels: number): Fields {
    const fields: Fields = Object.create(null);
    const offsets = new Map<string, number>();
    this.offsets.set(fields, offsets);
    for (const { key: written, value } of map.items) {
      if (isMerge(written)) {
        this.merge(value as Node, fields, offsets, levels);
        continue;
      }
      const key = this.keyOf(this.resolved(written));
      fields[key] = this.plain(value, levels - 1);
      offsets.set(key, (written as Node | null)?.range?.[0] ?? 0);
    }
    return fields;
  }

  /** One object, or a list of them: the object's own keys count, then the first object that has a key. */
  private merge(node: Node, fields: Fields, offsets: Map<string, number>, levels: number): void {
    const merged = this.plain(node, levels - 1);
    for (const source of Array.isArray(merged) ? merged : [merged]) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        refuse(`${this.placeOf(node)}: '<<' must merge objects, got ${shownBriefly(source)}; name the anchor of an object`);
      }
      for (const [key, value] of Object.entries(source as Fields)) {
        if (key in fields) continue;
        fields[key] = value;
        offsets.set(key, this.offsets.get(source)?.get(key) ?? 0);
      }
    }
  }

  /** As it is written: an account id with a zero in front is no number. */
  private keyOf(key: unknown): string {
    if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
    if (key === null || key === undefined) return '';
    const fix = this.text.includes('{{') ? 'render the template first, or quote what is between {{ and }}' : 'write a text';
    return refuse(`${this.placeOf(key as Node)}: a key must be a text, got ${isMap(key) ? 'an object' : 'a list'}; ${fix}`);
  }

  private placeOf(node: Node): string {
    return placeIn(this.name, this.text, node.range?.[0] ?? 0);
  }
}

const isMerge = (key: unknown): boolean => isScalar(key) && key.value === MERGE && key.type === 'PLAIN';

function longForm(tag: string, value: unknown): Fields {
  if (tag === 'Ref' || tag === 'Condition') return { [tag]: value };
  if (tag === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${tag}`]: value };
}
