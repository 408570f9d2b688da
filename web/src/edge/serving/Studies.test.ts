import { describe, expect, it } from 'vitest';
import type { Study } from '../types';
import { CHOICES } from './Studies';

const study = (state: Study['outcome']['state'], review: Study['review'] = null) => ({ outcome: { state }, review }) as Study;
const review: Study['review'] = { verdict: 'agree', finding: 'positive', reviewer: 'a', at: '2026-01-01T00:00:00Z' };

describe('the choice of studies', () => {
  it('counts as to be reviewed what was evaluated and has no review', () => {
    expect(CHOICES.toReview(study('evaluated'))).toBe(true);
    expect(CHOICES.toReview(study('evaluated', review))).toBe(false);
    expect(CHOICES.toReview(study('not-evaluated'))).toBe(false);
  });

  it('keeps what failed beside what was not evaluated', () => {
    expect(CHOICES.notEvaluated(study('failed'))).toBe(true);
    expect(CHOICES.notEvaluated(study('evaluated'))).toBe(false);
  });
});
