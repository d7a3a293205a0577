import { Document, isMap, isScalar, isSeq, Pair, Scalar, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Example } from '../../lib/checks/rule';
import { fn } from '../../lib/checks/rules/examples/parts';

/** What every function has, and what is left out of an excerpt where nothing depends on it. */
const USUAL = Object.entries(fn().Properties ?? {}).map(([name, value]) => [name, JSON.stringify(value)] as const);

/** The resources of an example as they are written in a template, without what every function has. */
export function excerpt(example: Example): string {
  const resources = Object.entries(example).map(([id, body]) => [id, body.Type === 'AWS::Lambda::Function' ? withoutUsual(body) : body]);
  const document = new Document(JSON.parse(JSON.stringify({ Resources: Object.fromEntries(resources) })), { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_key, pair) => {
      if (isMap(pair.value)) pair.value = shortened(pair.value) ?? pair.value;
    },
    Seq: (_key, list) => {
      list.items.forEach((item, index) => {
        if (isMap(item)) list.items[index] = shortened(item) ?? item;
      });
      list.flow = list.items.every((item) => isScalar(item));
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: true }).trimEnd();
}

function withoutUsual({ Properties = {}, ...others }: Example[string]): Partial<Example[string]> {
  const own = Object.entries(Properties).filter(
    ([name, value]) => !USUAL.some(([usual, its]) => usual === name && its === JSON.stringify(value)),
  );
  return own.length === 0 ? others : { ...others, Properties: Object.fromEntries(own) };
}

/** The short form of an intrinsic function. */
function shortened(map: YAMLMap): Scalar | YAMLSeq | undefined {
  const [only] = map.items;
  const name = map.items.length === 1 && only instanceof Pair && isScalar(only.key) ? String(only.key.value) : '';
  if (name === 'Ref' && isScalar(only.value)) return tagged(new Scalar(only.value.value), '!Ref');
  if (name === 'Fn::GetAtt' && isSeq(only.value))
    return tagged(new Scalar(only.value.items.map((part) => (isScalar(part) ? part.value : part)).join('.')), '!GetAtt');
  if (name.startsWith('Fn::') && (isScalar(only.value) || isSeq(only.value)))
    return tagged(only.value as Scalar | YAMLSeq, `!${name.slice(4)}`);
  return undefined;
}

function tagged<N extends Scalar | YAMLSeq>(node: N, tag: string): N {
  node.tag = tag;
  return node;
}
