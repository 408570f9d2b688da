import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { OutcomeBadge } from './OutcomeBadge';

afterEach(cleanup);

describe('an outcome', () => {
  it('that was not evaluated says so with its reason and looks like no finding', () => {
    const { container } = render(<OutcomeBadge outcome={{ state: 'not-evaluated', reason: 'no frontal image' }} />);
    expect(screen.getByText(/not evaluated/)).toBeTruthy();
    expect(screen.getByText('no frontal image')).toBeTruthy();
    expect(container.textContent).not.toContain('negative');
    expect(container.querySelector('.good, .calm, .bad')).toBeNull();
  });

  it('that failed is not shown as a negative', () => {
    const { container } = render(<OutcomeBadge outcome={{ state: 'failed', reason: 'out of memory' }} />);
    expect(container.textContent).not.toContain('negative');
    expect(container.querySelector('.good, .calm')).toBeNull();
  });

  it('that is negative is not coloured as an all-clear', () => {
    const { container } = render(<OutcomeBadge outcome={{ state: 'evaluated', finding: 'negative', score: 0.123 }} />);
    expect(container.textContent).toBe('negative 0.12');
    expect(container.querySelector('.good')).toBeNull();
  });

  it('that is positive names the finding', () => {
    const { container } = render(<OutcomeBadge outcome={{ state: 'evaluated', finding: 'positive', label: 'pneumonia', score: 0.9 }} />);
    expect(container.textContent).toBe('pneumonia: positive 0.90');
  });
});
