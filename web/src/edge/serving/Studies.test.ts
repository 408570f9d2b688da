import { describe, expect, it } from 'vitest';
import { readable } from './Studies';

describe('a person name', () => {
  it('shows the ideographic group first, without carets', () => {
    expect(readable('Wang^Xiaoming=王^小明')).toBe('王 小明 (Wang Xiaoming)');
  });
  it('shows a dash when there is none', () => {
    expect(readable('')).toBe('–');
  });
});
