import { describe, expect, it } from 'vitest';
import { branches, origins, tally, type Node } from './node';

const node = (reference: string, kind: string, ...parents: Node[]): Node => ({ reference, kind, state: 'verified', parents });

describe('the lineage of a record', () => {
  it('keeps the full one of a record that is met twice', () => {
    const basis = node('basis', 'legal-basis', node('source', 'acquisition'));
    const root = node('result', 'result', basis, node('basis', 'legal-basis'));
    expect(origins(root).get('basis')).toBe(basis);
    expect(origins(root).size).toBe(3);
  });

  it('lays the rounds of a job out flat, newest first', () => {
    const first = node('r1', 'round', node('job', 'job'));
    const second = node('r2', 'round', node('u2', 'update'), first);
    const third = node('r3', 'round', second, node('u3', 'update'));
    const made = node('package', 'package', third);
    const [chain] = branches(made, origins(made));
    expect(chain).toEqual({ form: 'chain', kind: 'round', links: [third, second, first] });
  });

  it('does not repeat the round before among the parents of a round', () => {
    const first = node('r1', 'round', node('job', 'job'));
    const second = node('r2', 'round', first, node('u2', 'update'));
    expect(branches(second, origins(second))).toEqual([{ form: 'single', node: second.parents[1] }]);
  });

  it('does not follow a chain into what stands elsewhere', () => {
    const second = node('r2', 'round', node('r1', 'round'));
    const root = node('root', 'package', node('r1', 'round', node('job', 'job')), second);
    const kinds = branches(root, origins(root)).map((branch) => branch.form);
    expect(kinds).toEqual(['single', 'single']);
  });

  it('counts every record once, by state', () => {
    const root = node('a', 'result', { ...node('b', 'dataset'), state: 'held-elsewhere' }, { ...node('b', 'dataset'), state: 'held-elsewhere' });
    expect(tally(origins(root))).toEqual([
      ['verified', 1],
      ['held-elsewhere', 1],
    ]);
  });
});
