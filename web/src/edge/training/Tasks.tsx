import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Show, Table, time, type Tone } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
import { edge } from '../texts';
import type { Task } from '../types';

function tone(state: Task['state']): Tone {
  switch (state) {
    case 'done':
    case 'running':
      return 'good';
    case 'refused':
    case 'expired':
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
  const { language } = useLanguage();
  const live = useLive<Task[]>('/api/v1/jobs');
  return (
    <Show live={live}>
      {(tasks) => (
        <Table head={['ID', text('kind'), text('state'), text('reason'), text('at')]}>
          {tasks.map((task) => (
            <tr key={task.id}>
              <td>
                <code>{task.id}</code>
              </td>
              <td>{task.kind}</td>
              <td>
                <Badge tone={tone(task.state)}>{task.state}</Badge>
              </td>
              <td>{task.reason ?? task.verdict ?? ''}</td>
              <td>{time(task.changedAt, language)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}
