import { describe, expect, it } from 'vitest';
import { edge } from '../edge/texts';
import { hub } from '../hub/texts';
import { shared } from './texts';

describe('every text', () => {
  for (const [name, table] of Object.entries({ shared, hub, edge })) {
    it(`of ${name} is there in English and in 中文`, () => {
      for (const [key, [english, chinese]] of Object.entries(table)) {
        expect(english, key).not.toBe('');
        expect(chinese, key).not.toBe('');
        if (key !== 'language') expect(chinese, key).toMatch(/[一-鿿]/);
      }
    });
  }
});
