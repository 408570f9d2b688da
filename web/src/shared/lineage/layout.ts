import { origins, type Node } from './node';

/** Kinds from an answer back to its sources; a column each. What is not named here stands last. */
const ORDER = ['review', 'result', 'release', 'report', 'package', 'round', 'update', 'job', 'dataset-commitment', 'dataset', 'legal-basis', 'deidentification', 'acquisition'];

export interface Box {
  node: Node;
  column: number;
  row: number;
}

export interface Layout {
  kinds: string[];
  rows: number;
  boxes: Box[];
  edges: { from: Box; to: Box }[];
}

export const kindOf = (node: Node): string => node.kind ?? node.role ?? '';

/** Every record once, in the column of its kind, near what points to it; shorter columns are centred. */
export function layout(root: Node): Layout {
  const nodes = [...origins(root).values()];
  const rank = (kind: string) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);
  const kinds = [...new Set(nodes.map(kindOf))].sort((one, other) => rank(one) - rank(other) || one.localeCompare(other));
  const members = kinds.map((kind) => nodes.filter((node) => kindOf(node) === kind));
  const rows = Math.max(...members.map((column) => column.length));
  const boxes = new Map<string, Box>();
  members.forEach((column, index) => {
    const wish = new Map(column.map((node) => [node, wishedRow(node, [...boxes.values()])]));
    const ordered = column.some((node) => wish.get(node) === undefined) ? column : column.sort((one, other) => wish.get(one)! - wish.get(other)!);
    ordered.forEach((node, place) => boxes.set(node.reference, { node, column: index, row: place + (rows - column.length) / 2 }));
  });
  const edges = [...boxes.values()].flatMap((from) => from.node.parents.map((parent) => ({ from, to: boxes.get(parent.reference) as Box })));
  return { kinds, rows, boxes: [...boxes.values()], edges };
}

/** The mean row of those records to the left that were made from this one. */
function wishedRow(node: Node, placed: Box[]): number | undefined {
  const above = placed.filter((box) => box.node.parents.some((parent) => parent.reference === node.reference));
  return above.length === 0 ? undefined : above.reduce((sum, box) => sum + box.row, 0) / above.length;
}
