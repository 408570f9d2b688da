import { describe, expect, it } from 'vitest';
import { repeated, type Node } from './Lineage';

const node = (reference: string, ...parents: Node[]): Node => ({ reference, state: 'verified', parents });

describe('the lineage tree', () => {
  it('opens a record once and only names it afterwards', () => {
    const basis = node('basis', node('source'));
    const again = node('basis', node('source'));
    const root = node('result', node('release', basis), again);
    expect([...repeated(root)]).toEqual([again]);
  });

  it('repeats nothing where every record is met once', () => {
    expect(repeated(node('a', node('b'), node('c'))).size).toBe(0);
  });
});
