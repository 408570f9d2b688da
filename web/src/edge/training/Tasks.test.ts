import { describe, expect, it } from 'vitest';
import type { Task } from '../types';
import { lastLoss } from './Tasks';

const task = (progress: unknown): Task => ({ id: 'a', kind: 'train', state: 'training', receivedAt: '', changedAt: '', progress }) as Task;

describe('the loss of a task', () => {
  it('is that of the newest epoch', () => expect(lastLoss(task({ loss: [0.9, 0.4] }))).toBe(0.4));
  it('is unknown before the first epoch', () => {
    expect(lastLoss(task({ loss: [] }))).toBeUndefined();
    expect(lastLoss(task(null))).toBeUndefined();
  });
});
