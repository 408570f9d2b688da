import { describe, expect, it } from 'vitest';
import { layout } from './layout';
import type { Node } from './node';

const node = (reference: string, kind: string | null, role: string, ...parents: Node[]): Node => ({ reference, kind, role, state: 'verified', parents });

describe('the graph of a lineage', () => {
  const job = node('job', 'job', 'job', node('c', 'dataset-commitment', 'dataset-commitment'));
  const first = node('r1', 'round', 'previous', job, node('u1', null, 'update'));
  const second = node('r2', 'round', 'round', first, node('u2', 'update', 'update', node('r1', 'round', 'base'), node('c', 'dataset-commitment', 'dataset-commitment')));
  const drawn = layout(node('p', 'package', 'subject', second));

  it('has a column for each kind, from the answer to its sources', () => {
    expect(drawn.kinds).toEqual(['package', 'round', 'update', 'job', 'dataset-commitment']);
  });

  it('has every record once, by its role where its kind is not known here', () => {
    expect(drawn.boxes.map((box) => box.node.reference).sort()).toEqual(['c', 'job', 'p', 'r1', 'r2', 'u1', 'u2']);
    expect(drawn.boxes.find((box) => box.node.reference === 'u1')?.column).toBe(2);
  });

  it('has an edge for every pointer, also to what was met before', () => {
    const edges = drawn.edges.map(({ from, to }) => `${from.node.reference}>${to.node.reference}`).sort();
    expect(edges).toEqual(['job>c', 'p>r2', 'r1>job', 'r1>u1', 'r2>r1', 'r2>u2', 'u2>c', 'u2>r1']);
  });

  it('keeps records beside those that were made from them', () => {
    const row = (reference: string) => drawn.boxes.find((box) => box.node.reference === reference)?.row ?? NaN;
    expect(row('r2')).toBeLessThan(row('r1'));
    expect(row('u2')).toBeLessThan(row('u1'));
  });

  it('centres the shorter columns', () => {
    expect(drawn.rows).toBe(2);
    expect(drawn.boxes.find((box) => box.node.reference === 'p')?.row).toBe(0.5);
  });
});
