import { useTexts } from '../../shared/language';
import { Badge } from '../../shared/parts';
import { edge } from '../texts';
import type { Outcome } from '../types';

/** An outcome in a word. What was not evaluated never looks like a negative. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const text = useTexts(edge);
  switch (outcome.state) {
    case 'evaluated':
      return outcome.finding === 'positive' ? (
        <Badge tone="bad">
          {outcome.label ?? text('positive')} {outcome.score?.toFixed(2)}
        </Badge>
      ) : (
        <Badge tone="good">
          {text('negative')} {outcome.score?.toFixed(2)}
        </Badge>
      );
    case 'not-evaluated':
      return (
        <span title={outcome.reason ?? ''}>
          <Badge tone="calm">{text('not-evaluated')}</Badge>
        </span>
      );
    case 'pending':
      return <Badge tone="warn">{text('pendingOutcome')}</Badge>;
    case 'failed':
      return <Badge tone="bad">{text('failed')}</Badge>;
  }
}
