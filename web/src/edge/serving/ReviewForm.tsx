import { useState } from 'react';
import { post } from '../../shared/api';
import { useLanguage, useTexts } from '../../shared/language';
import { time } from '../../shared/parts';
import { edge } from '../texts';
import type { Result } from '../types';

/** Agree with a finding or correct it; becomes an entry of the hospital's journal. */
export function ReviewForm({ result }: { result: Result }) {
  const text = useTexts(edge);
  const { language } = useLanguage();
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState('');
  const [entry, setEntry] = useState('');
  if (result.outcome.state !== 'evaluated') return null;
  const finding = result.outcome.finding;
  const say = async (verdict: 'agree' | 'correct') => {
    const opinion = verdict === 'agree' ? finding : finding === 'positive' ? 'negative' : 'positive';
    try {
      const answer = await post<{ entry: string }>(`/api/v1/results/${encodeURIComponent(result.id)}/review`, { verdict, finding: opinion, comment: comment || null });
      setEntry(answer.entry);
      setProblem('');
    } catch (refusal) {
      setProblem((refusal as Error).message);
    }
  };
  return (
    <>
      {result.review && (
        <p data-testid="review">
          <strong>{text(result.review.verdict === 'agree' ? 'agreed' : 'corrected')}</strong>: {text(result.review.finding)} — {result.review.reviewer}, {time(result.review.at, language)}
        </p>
      )}
      {entry && (
        <p className="quiet">
          {text('journalEntry')}: <code>{entry.slice(0, 40)}…</code>
        </p>
      )}
      <textarea aria-label={text('comment')} placeholder={text('comment')} rows={2} value={comment} onChange={(event) => setComment(event.target.value)} />
      <p className="row">
        <button onClick={() => void say('agree')}>{text('agree')}</button>
        <button className="second" onClick={() => void say('correct')}>
          {text('correct')}
        </button>
      </p>
      {problem && <p role="alert">{problem}</p>}
    </>
  );
}
