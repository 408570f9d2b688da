import { describe, expect, it } from 'vitest';
import type { Round } from '../types';
import { series } from './RoundChart';

const round = (number: number, meanLoss: number | null, ...updates: Round['updates']): Round => ({
  round: number,
  state: 'published',
  opened: '2026-01-01T00:00:00Z',
  seconds: 1,
  meanLoss,
  updates,
});

describe('the chart of rounds', () => {
  const rounds = [round(1, 0.5, { site: 'b', state: 'accepted', loss: 0.4 }, { site: 'a', state: 'accepted', loss: 0.6 }), round(2, 0.3, { site: 'b', state: 'absent' }, { site: 'a', state: 'accepted', loss: 0.3 })];

  it('leaves a place for rounds to come', () => {
    const { numbers, mean } = series(rounds, 4);
    expect(numbers).toEqual([1, 2, 3, 4]);
    expect(mean).toEqual([0.5, 0.3, null, null]);
  });

  it('has a gap, and no zero, where a hospital was absent', () => {
    expect(series(rounds, 2).sites).toEqual([
      { name: 'a', losses: [0.6, 0.3] },
      { name: 'b', losses: [0.4, null] },
    ]);
  });

  it('counts only accepted updates', () => {
    expect(series(rounds, 3).accepted).toEqual([2, 1, null]);
  });
});
