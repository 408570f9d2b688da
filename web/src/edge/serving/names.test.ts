import { describe, expect, it } from 'vitest';
import { calendar, readable } from './names';

describe('a person name', () => {
  it('shows the ideographic group first, without carets', () => {
    expect(readable('Wang^Xiaoming=王^小明')).toBe('王 小明 (Wang Xiaoming)');
  });
  it('shows a dash when there is none', () => {
    expect(readable('')).toBe('–');
  });
});

describe('a study date', () => {
  it('is written as in a calendar', () => {
    expect(calendar('20260131')).toBe('2026-01-31');
  });
  it('is kept as it came where it is none', () => {
    expect(calendar('2026.01')).toBe('2026.01');
    expect(calendar(undefined)).toBe('–');
  });
});
