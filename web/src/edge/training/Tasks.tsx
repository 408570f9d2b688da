import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Show, Table, type Tone } from '../../shared/parts';
import { time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { edge } from '../texts';
import type { Task } from '../types';

function tone(state: Task['state']): Tone {
  switch (state) {
    case 'done':
    case 'running':
      return 'good';
    case 'refused':
    case 'expired':
    case 'withdrawn':
      return 'warn';
    case 'failed':
      return 'bad';
    default:
      return 'calm';
  }
}

/** What the hub asked of this hospital, and what the hospital's own policy made of it. */
export function Tasks() {
  const text = useTexts(edge);
  const word = useWord();
  const { language } = useLanguage();
  const live = useLive<Task[]>('/api/v1/jobs');
  return (
    <Show live={live} empty={text('noTasks')}>
      {(tasks) => (
        <Table head={[text('task'), text('kind'), text('state'), text('verdict'), { number: text('loss') }, text('changed')]}>
          {tasks.map((task) => (
            <tr key={task.id}>
              <td>
                <code title={task.id}>{task.id.replace(/sha256:([0-9a-f]{12})[0-9a-f]+/, '$1')}</code>
              </td>
              <td>{word(task.kind)}</td>
              <td>
                <Badge tone={tone(task.state)}>{word(task.state)}</Badge>
              </td>
              <td>{task.reason || word(task.verdict) || '–'}</td>
              <td className="number">{lastLoss(task)?.toFixed(4) ?? '–'}</td>
              <td className="when">{time(task.changedAt, language)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}

/** The loss of the newest epoch that the worker told. */
export function lastLoss(task: Task): number | undefined {
  const loss: unknown = (task.progress as { loss?: unknown } | null | undefined)?.loss;
  const last: unknown = Array.isArray(loss) ? loss.at(-1) : loss;
  return typeof last === 'number' ? last : undefined;
}
