import { describe, expect, it } from 'vitest';
import { inChinese } from './sentences';

describe('a reason', () => {
  it('keeps its figures in 中文', () => {
    expect(inChinese('frame 1 has what looks like a line of text at column 0, row 72 (192 × 71 pixels)')).toBe('第 1 帧第 0 列、第 72 行处疑似有一行文字（192 × 71 像素）');
  });
  it('that is not known is shown as it came', () => {
    expect(inChinese('a new reason')).toBe('a new reason');
  });
});
