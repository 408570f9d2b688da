import { describe, expect, it } from 'vitest';
import { remark, roundNumber } from './Step';

const SAID = `chest-federated-9780 round 6 2026-11-25T02:17:52.001Z; signed by ed25519:${'794c3977'.repeat(8)}`;

describe('what a server says of a step', () => {
  it('is brief: the key shortened, the time by the own clock, the round told beside the kind', () => {
    const said = remark(SAID, 'en');
    expect(said).toMatch(/^chest-federated-9780 \d\d\/\d\d\/2026, .* · signed by ed25519:794c3977…$/);
    expect(said).not.toContain('round');
  });

  it('is there in 中文', () => {
    expect(remark(SAID, 'zh')).toMatch(/由 ed25519:794c3977… 签名$/);
    expect(remark('in a signed head of 527 entries', 'zh')).toBe('在含 527 个条目的签名链首中');
  });

  it('tells a round by its number, and nothing where there is none', () => {
    expect(roundNumber(SAID, 'zh')).toBe('第 6 轮');
    expect(roundNumber('clinical-1', 'en')).toBe('');
  });
});
